//! Tests invalid command lines, missing files, and help.

use crate::support::{Folder, Ran, TEST};

#[test]
fn an_invalid_command_line_has_its_own_exit_code() {
    let folder = Folder::new("usage");
    for arguments in [
        &[][..],
        &["try"],
        &["test"],
        &["test", "--pattern", "rule.json"],
        &["test", "--event", "event.json"],
        &["test", "--ndjson", "cases.ndjson", "--pattern", "rule.json"],
        &["test", "--ndjson", "cases.ndjson", "--event", "event.json"],
        &["test", "--pattern", "rule.json", "--event", "event.json", "more.json"],
        &["expand"],
        &["replay"],
        &["replay", "archive.ndjson"],
    ] {
        let ran = folder.run(arguments);
        assert_eq!((ran.exit, ran.output.as_str()), (Some(64), ""), "{arguments:?}");
        assert!(ran.messages.contains("Usage: event-pattern"), "{arguments:?}: {}", ran.messages);
    }
}

#[test]
fn help_lists_the_exit_codes() {
    let folder = Folder::new("help");
    for arguments in
        [&["--help"][..], &["-h"], &["test", "--help"], &["test", "-h"], &["expand", "--help"], &["replay", "--help"]]
    {
        let ran = folder.run(arguments);
        assert_eq!((ran.exit, ran.messages.as_str()), (Some(0), ""), "{arguments:?}");
        assert!(ran.output.contains("\nExit codes:\n   0  "), "{arguments:?}: {}", ran.output);
        assert!(ran.output.contains("\n  64  the command line is invalid\n"), "{arguments:?}: {}", ran.output);
    }
    let version = format!("event-pattern {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(folder.run(&["--version"]), Ran::new(0, &version, ""));
}

#[test]
fn standard_input_can_be_used_once() {
    let messages = "error: standard input (`-`) can be used for --pattern or --event, but not for both\n";
    let ran = Folder::new("standard_input_twice").run(&["test", "--pattern", "-", "--event", "-"]);
    assert_eq!(ran, Ran::new(64, "", messages));
}

#[test]
fn an_unreadable_file_is_named() {
    let folder = Folder::new("unreadable").with("rule.json", "not even a pattern");
    let ran = folder.run(&TEST);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(4), ""));
    assert!(ran.messages.starts_with("error: `event.json` cannot be read: "), "{}", ran.messages);
    let ran = folder.run(&["test", "--pattern", ".", "--event", "rule.json"]);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(4), ""));
    assert!(ran.messages.starts_with("error: `.` cannot be read: "), "{}", ran.messages);
}
