//! Tests the command with standard output closed or full.

use crate::support::{Folder, Ran, fixture};
use std::io::Write as _;

/// Runs the command with this text on standard input, and with standard output closed.
fn run_unread(test: &str, arguments: &[&str], input: &str) -> Ran {
    let folder = Folder::new(test).with_rule();
    let mut child = folder.start(arguments);
    drop(child.stdout.take());
    // The command is waiting for its input, so it has not written anything yet.
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap().into()
}

#[test]
fn closed_output_is_not_an_error() {
    let test = ["test", "--pattern", "rule.json", "--event", "-"];
    assert_eq!(run_unread("unread_match", &test, &fixture("run_test_exited_1.json")), Ran::new(0, "", ""));
    assert_eq!(run_unread("unread_no_match", &test, &fixture("selenium_hub_exited_1.json")), Ran::new(1, "", ""));
    let ran = run_unread("unread_tasks", &test, r#"{"tasks": [{"taskArn": "0a1b"}]}"#);
    assert_eq!(ran, Ran::new(1, "", ""));
    assert_eq!(
        run_unread("unread_expand", &["expand", "--pattern", "-"], r#"{"detail": {"a": [1]}}"#),
        Ran::new(0, "", "")
    );
    let case = "{\"pattern\": {\"detail\": {\"a\": [1]}}, \"event\": {\"detail\": {\"a\": 1}}}\n";
    assert_eq!(run_unread("unread_ndjson", &["test", "--ndjson", "-"], case), Ran::new(0, "", ""));
}

#[cfg(target_os = "linux")]
#[test]
fn full_output_is_an_error() {
    use std::fs::OpenOptions;

    let folder = Folder::new("full")
        .with_rule()
        .with("event.json", fixture("run_test_exited_1.json"))
        .with("cases.ndjson", "{\"pattern\": {\"detail\": {\"a\": [1]}}, \"event\": {}}");
    for arguments in [
        &["test", "--pattern", "rule.json", "--event", "event.json"][..],
        &["test", "--ndjson", "cases.ndjson"],
        &["expand", "--pattern", "rule.json"],
    ] {
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let ran = Ran::from(folder.command(arguments).stdout(full).output().unwrap());
        assert_eq!(ran.exit, Some(4), "{arguments:?}");
        assert!(ran.messages.starts_with("error: the output cannot be written: "), "{}", ran.messages);
    }
}
