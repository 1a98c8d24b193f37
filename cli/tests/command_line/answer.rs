//! Tests the `match` and `no match` results, and the warnings printed with them.

use crate::support::{Folder, Ran, TEST, fixture};

#[test]
fn the_failed_container_matches() {
    let folder = Folder::new("failed_container").with_rule().with("event.json", fixture("run_test_exited_1.json"));
    assert_eq!(folder.run(&TEST), Ran::new(0, "match\n", ""));
}

#[test]
fn the_false_alarm_does_not_match() {
    let folder = Folder::new("false_alarm").with_rule().with("event.json", fixture("selenium_hub_exited_1.json"));
    assert_eq!(folder.run(&TEST), Ran::new(1, "no match\n", ""));
}

#[test]
fn either_file_can_be_standard_input() {
    let event = fixture("run_test_exited_1.json");
    let folder = Folder::new("standard_input").with_rule().with("event.json", &event);
    let ran = folder.run_with(&["test", "--pattern", "rule.json", "--event", "-"], event);
    assert_eq!(ran, Ran::new(0, "match\n", ""));
    let ran = folder.run_with(&["test", "--pattern", "-", "--event", "event.json"], r#"{"source": ["aws.s3"]}"#);
    assert_eq!(ran, Ran::new(1, "no match\n", ""));
}

#[test]
fn a_pattern_with_warnings_is_run_as_in_eventbridge() {
    let folder = Folder::new("suspicious")
        .with(
            "rule.json",
            "{\"detail.a\": [{\"prefix\": \"q\"}],\n \"$or\": [{\"detail.a\": [{\"suffix\": \"y\"}]}, {\"detail.b\": [1]}]} x\n",
        )
        .with("event.json", r#"{"source": "x", "detail": {"a": "xzy"}}"#);
    let messages = "\
warning[replaced_condition]: this condition on `detail.a` replaces the one outside the `$or` instead of adding to it
 --> rule.json:2:23
  |
2 |  \"$or\": [{\"detail.a\": [{\"suffix\": \"y\"}]}, {\"detail.b\": [1]}]} x
  |                       ^^^^^^^^^^^^^^^^^
  = help: write the condition on `detail.a` in every branch, or only outside the `$or`; EventBridge keeps one list per path

warning[trailing_text]: unexpected text after the pattern
 --> rule.json:2:63
  |
2 |  \"$or\": [{\"detail.a\": [{\"suffix\": \"y\"}]}, {\"detail.b\": [1]}]} x
  |                                                               ^
  = help: remove it; EventBridge ignores everything after the closing brace
";
    assert_eq!(folder.run(&TEST), Ran::new(0, "match\n", messages));
}

#[test]
fn a_second_event_causes_a_warning() {
    let folder = Folder::new("second_event")
        .with("rule.json", r#"{"detail": {"a": [2]}}"#)
        .with("event.json", "{\"source\": \"x\"}\n{\"detail\": {\"a\": 2}}\n");
    let messages = "\
warning: text after the event is ignored
 --> event.json:2:1
  |
2 | {\"detail\": {\"a\": 2}}
  | ^^^^^^^^^^^^^^^^^^^^
  = help: remove it; to test all events, use `event-pattern replay --pattern FILE EVENTS`
";
    assert_eq!(folder.run(&TEST), Ran::new(1, "no match\n", messages));
}

#[test]
fn invalid_utf8_after_the_event_is_ignored_like_other_text() {
    let folder = Folder::new("bad_bytes_after")
        .with("rule.json", r#"{"detail": {"a": [1]}}"#)
        .with("event.json", b"{\"detail\": {\"a\": 1}} \xff");
    let ran = folder.run(&TEST);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(0), "match\n"));
    assert!(
        ran.messages.starts_with("warning: text after the event is ignored\n --> event.json:1:22\n"),
        "{}",
        ran.messages
    );
}

#[test]
fn an_event_can_be_nested_to_any_depth() {
    let (open, close) = ("[".repeat(100_000), "]".repeat(100_000));
    let event = format!("{{\"detail\": {{\"a\": {open}1{close}, \"b\": 1}}}}");
    let folder =
        Folder::new("deep_event").with("rule.json", r#"{"detail": {"a": [1], "b": [1]}}"#).with("event.json", event);
    assert_eq!(folder.run(&TEST), Ran::new(0, "match\n", ""));
}
