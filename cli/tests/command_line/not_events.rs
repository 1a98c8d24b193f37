//! Tests that an object that is not an event is reported, by what it looks like.

use crate::support::{Folder, Ran, fixture};
use serde_json::json;

const RULE: &str = r#"{ "source": ["aws.ecs"], "detail": { "lastStatus": ["STOPPED"] } }"#;
const TEST: [&str; 5] = ["test", "--pattern", "rules/rule.json", "--event", "event.json"];
const REPLAY: [&str; 4] = ["replay", "--rules", "rules", "event.json"];

fn folder(test: &str, event: &str) -> Folder {
    Folder::new(test).with_folder("rules").with("rules/rule.json", RULE).with("event.json", event)
}

fn event() -> String {
    json!({ "source": "aws.ecs", "detail-type": "ECS Task State Change", "detail": { "lastStatus": "STOPPED" } })
        .to_string()
}

#[test]
fn test_and_explain_warn_and_still_answer() {
    let results = json!({ "results": [[{ "field": "n", "value": "1" }]], "statistics": {} }).to_string();
    let folder = folder("not_events_warned", &results);
    let warning = format!(
        "\
warning: expected an event, found the results of CloudWatch Logs Insights without `@message`
 --> event.json:1:1
  |
1 | {results}
  | ^
  = help: add `@message` to the fields of the query; `event-pattern` finds events in it
"
    );
    assert_eq!(folder.run(&TEST), Ran::new(1, "no match\n", &warning));
    let ran = folder.run(&["test", "--rules", "rules", "--event", "event.json"]);
    assert_eq!(ran, Ran::new(1, "no match\n", &warning));
    let ran = folder.run(&["explain", "--pattern", "rules/rule.json", "--event", "event.json"]);
    assert_eq!((ran.exit, ran.messages), (Some(1), warning));
    let ran =
        folder.run_with(&["test", "--pattern", "-", "--event", "event.json"], r#"{ "results": { "field": ["n"] } }"#);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(0), "match\n"));
}

#[test]
fn a_pattern_in_place_of_the_event_is_an_error() {
    let folder = folder("not_events_pattern", &event());
    for command in ["test", "explain"] {
        let ran = folder.run(&[command, "--pattern", "rules/rule.json", "--event", "rules/rule.json"]);
        assert_eq!((ran.exit, ran.output.as_str()), (Some(3), ""));
        let error = "error: expected an event, found a pattern\n --> rules/rule.json:1:1\n";
        assert!(ran.messages.starts_with(error), "{}", ran.messages);
        assert!(ran.messages.ends_with("did you swap the pattern and the event?\n"), "{}", ran.messages);
    }
}

#[test]
fn an_event_in_place_of_the_pattern_is_one_error() {
    let event = fixture("run_test_exited_1.json");
    let folder = folder("not_events_swapped", &event);
    for command in ["test", "explain"] {
        let ran = folder.run(&[command, "--pattern", "event.json", "--event", "rules/rule.json"]);
        assert_eq!((ran.exit, ran.output.as_str()), (Some(2), ""));
        let error = "error[invalid_pattern]: this is an event, not a pattern: its values are not in lists\n --> event.json:1:1\n";
        assert!(ran.messages.starts_with(error), "{}", ran.messages);
        assert!(ran.messages.ends_with("= help: did you swap the pattern and the event?\n"), "{}", ran.messages);
        assert_eq!(ran.messages.matches("error").count(), 1, "{}", ran.messages);
    }
    let ran = folder.run(&["check", "event.json"]);
    assert!(ran.output.contains("= help: write the values to match in lists: `{\""), "{}", ran.output);
}

#[test]
fn events_and_tasks_cause_no_warning() {
    for event in [&event(), r#"{ "source": "aws.ecs" }"#, r#"{ "detail-type": "x", "detail": ["x"] }"#] {
        assert_eq!(folder("not_events_quiet", event).run(&TEST).messages, "", "{event}");
    }
    let ran = folder("not_events_tasks", &fixture("describe_tasks.json")).run(&TEST);
    assert!(!ran.messages.contains("expected an event"), "{}", ran.messages);
}

#[test]
fn replay_rejects_objects_that_are_not_events() {
    let line = |line: &str| format!("{{\"date\":1.5,\"line\":{}}}\n", json!(line));
    let query = json!({ "results": [[{ "field": "n", "value": "1" }]], "statistics": {} });
    let entries = json!({ "Entries": [{ "Source": "aws.ecs", "DetailType": "x", "Detail": "" }] });
    for (name, archive, count, message) in [
        (
            "query",
            query.to_string(),
            1,
            "1:1: expected an event, found the results of CloudWatch Logs Insights without `@message`; add",
        ),
        (
            "query_pretty",
            format!("{query:#}"),
            1,
            "1:1: expected an event, found the results of CloudWatch Logs Insights without `@message`;",
        ),
        (
            "lines",
            line(&event()).repeat(3),
            3,
            "3:1: expected an event, found an object with an event in `line`; extract",
        ),
        (
            "entries",
            entries.to_string(),
            1,
            "1: in `Entries[0]`: expected a string for `Detail`, which `put-events` requires",
        ),
        (
            "list",
            r#"[{"hello":"world"}]"#.to_owned(),
            1,
            "1:2: expected an event, found an object without `source` and",
        ),
        ("wrapped", r#"{"event":"{\"hello\":1}"}"#.to_owned(), 1, "1: in `event`: expected an event, found an object"),
        (
            "empty",
            "{}\n{}".to_owned(),
            2,
            "2:1: expected an event, found an object without `source` and `detail-type`\n",
        ),
    ] {
        let folder = folder(&format!("not_events_{name}"), &archive).with("more", event());
        for options in [&["more"][..], &["more", "--validate"], &["more", "--summary"]] {
            let ran = folder.run(&[&REPLAY[..], options].concat());
            assert_eq!(ran.exit, Some(3), "{name}");
            assert!(ran.messages.contains(&format!("error: event.json:{message}")), "{name}: {}", ran.messages);
            let records = if count == 1 { "1 invalid record" } else { &format!("{count} invalid records") };
            assert!(ran.messages.ends_with(&format!("error: {records}\n")), "{name}: {}", ran.messages);
            if options.contains(&"--summary") {
                let totals = format!("\n1 event, 1 matched by at least one rule; {records}\n");
                assert!(ran.output.ends_with(&totals), "{name}: {}", ran.output);
            }
        }
    }
}

#[test]
fn an_object_that_a_rule_matches_must_be_an_event_too() {
    let folder = folder("not_events_matched", r#"{"x":1}"#).with("rules/rule.json", r#"{ "x": [1] }"#);
    let ran = folder.run(&REPLAY);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(3), ""));
}

#[test]
fn the_detail_in_an_entry_and_in_a_message_is_tested() {
    let detail: serde_json::Value = serde_json::from_str(&event()).unwrap();
    let entries = json!({ "Entries": [{
        "Source": "aws.ecs", "DetailType": "ECS Task State Change", "Detail": detail["detail"].to_string()
    }] });
    let records = json!({ "Records": [{ "messageId": "1", "eventSource": "aws:sqs", "body": event() }] });
    for (name, archive) in [("entry", entries), ("message", records)] {
        let folder = folder(&format!("not_events_opened_{name}"), &archive.to_string());
        let ran = folder.run(&TEST);
        assert_eq!((ran.exit, ran.output.as_str()), (Some(0), "match\n"), "{}", ran.messages);
        let ran = folder.run(&[&REPLAY[..], &["--summary"]].concat());
        assert!(
            ran.output.ends_with("\n1 event, 1 matched by at least one rule; 0 invalid records\n"),
            "{}",
            ran.output
        );
        let ran =
            folder.run_with(&["test", "--pattern", "-", "--event", "event.json"], r#"{ "detail": { "x": [1] } }"#);
        assert_eq!((ran.exit, ran.output.as_str()), (Some(1), "no match\n"), "{}", ran.messages);
    }
}

#[test]
fn a_pattern_in_an_archive_is_not_an_event() {
    let folder = folder("not_events_patterns", &format!("{RULE}\n{}", event()));
    let ran = folder.run(&REPLAY);
    assert_eq!((ran.exit, ran.output.lines().count()), (Some(3), 1));
    assert!(
        ran.messages.starts_with("error: event.json:1:1: expected an event, found a pattern; "),
        "{}",
        ran.messages
    );
}
