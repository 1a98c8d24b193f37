//! Tests the errors and warnings that `check` reports.

use crate::support::{Folder, Ran, fixture};
use serde_json::Value;

/// A pattern with a typo, a number in quotes, and a redundant alternative.
const WRONG: &str = "\
{
  \"detail-type\": [\"ECS Task State Change\"],
  \"detail\": {
    \"containters\": { \"exitCode\": [1] }, // a comment
    \"version\": [\"3\"],
    \"lastStatus\": [\"PENDING\", { \"prefix\": \"P\" }],
  }
}
";

const REDUNDANT: &str = r#"{ "detail": { "state": ["OPEN", "OPEN"] } }"#;

#[test]
fn only_what_a_valid_pattern_was_checked_against_is_printed() {
    let folder = Folder::new("check_good").with("rule.json", fixture("run_test_failed.json"));
    let summary = "1 pattern: 1 checked against ECS Task State Change\n";
    assert_eq!(folder.run(&["check", "rule.json"]), Ran::new(0, "", summary));
    assert_eq!(folder.run(&["check", "--quiet", "rule.json"]), Ran::new(0, "", ""));
}

/// Creates a folder with patterns for events with and without a schema.
fn patterns(test: &str) -> Folder {
    Folder::new(test)
        .with("task.json", r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Task State Change"] }"#)
        .with("task_too.json", r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Task State Change"], "id": ["1"] }"#)
        .with("all.json", r#"{ "source": ["aws.ecs"] }"#)
        .with("partly.json", r#"{ "source": ["aws.ecs", "shop"], "detail-type": ["ECS Service Action", "Order"] }"#)
        .with("order.json", "{\n  \"source\": [\"shop\"],\n  \"detail-type\": [\"Order Placed\"]\n}\n")
        .with("detail.json", r#"{ "detail": { "state": ["OPEN"] } }"#)
        .with("broken.json", "{")
}

#[test]
fn the_last_line_states_what_was_checked() {
    let folder = patterns("check_summary");
    for (files, summary) in [
        (&["order.json"][..], "1 pattern: 1 without a schema\n"),
        (
            &["order.json", "task.json", "task_too.json"],
            "3 patterns: 2 checked against ECS Task State Change, 1 without a schema\n",
        ),
        (&["detail.json", "all.json"], "2 patterns: 1 checked against 7 event types, 1 without a schema\n"),
        (
            &["broken.json", "partly.json", "task.json"],
            "3 patterns: 1 checked against ECS Task State Change, 1 partly checked against ECS Service Action, 1 invalid\n",
        ),
    ] {
        assert_eq!(folder.run(&[&["check"], files].concat()).messages, summary);
    }
    let ran = folder.run(&["check", "--event-type", "TaskStateChange", "--allow", "unknown_field", "detail.json"]);
    assert_eq!(ran.messages, "1 pattern: 1 checked against ECS Task State Change\n");
}

#[test]
fn a_schema_can_be_required() {
    let folder = patterns("check_require_schema");
    for file in ["task.json", "all.json"] {
        assert_eq!(folder.run(&["check", "--quiet", "--require-schema", file]), Ran::new(0, "", ""), "{file}");
    }
    let output = "\
error: the events of this pattern have no schema
 --> order.json:3:3
  |
3 |   \"detail-type\": [\"Order Placed\"]
  |   ^^^^^^^^^^^^^
  = help: check patterns for events without a schema without `--require-schema`

error: no schema: the pattern has no `source` and no `detail-type`
 --> detail.json:1:1
  |
1 | { \"detail\": { \"state\": [\"OPEN\"] } }
  | ^
  = help: write both, or select the event type with `--event-type`
";
    let arguments = ["check", "--quiet", "--require-schema", "order.json", "task.json", "detail.json"];
    assert_eq!(folder.run(&arguments), Ran::new(2, output, ""));
    let ran = folder.run(&["check", "--quiet", "--require-schema", "partly.json"]);
    assert!(
        ran.output.contains("error: some events of this pattern have no schema\n --> partly.json:1:"),
        "{}",
        ran.output
    );
    let ran = folder.run(&["check", "--require-schema", "broken.json"]);
    assert_eq!((ran.exit, ran.output.matches("error").count()), (Some(2), 1), "{}", ran.output);
    let ran = folder.run(&[
        "check",
        "--quiet",
        "--require-schema",
        "--event-type",
        "ServiceAction",
        "--allow",
        "foreign_field",
        "--allow",
        "unknown_field",
        "detail.json",
    ]);
    assert_eq!(ran.exit, Some(0), "{}", ran.output);
}

#[test]
fn all_diagnostics_are_shown_with_their_locations() {
    let folder =
        Folder::new("check_wrong").with("rule.json", WRONG).with("good.json", r#"{ "detail": { "state": ["OPEN"] } }"#);
    let output = "\
error[unknown_field]: `containters` is not a field of an ECS task state change
 --> rule.json:4:5
  |
4 |     \"containters\": { \"exitCode\": [1] }, // a comment
  |     ^^^^^^^^^^^^^
  = help: did you mean `containers`?

error[wrong_type]: `version` is a number, so a string never matches
 --> rule.json:5:17
  |
5 |     \"version\": [\"3\"],
  |                 ^^^
  = help: write `3` without quotes

warning[redundant_alternative]: `\"PENDING\"` is redundant: `{\"prefix\": \"P\"}` already covers it
 --> rule.json:6:20
  |
6 |     \"lastStatus\": [\"PENDING\", { \"prefix\": \"P\" }],
  |                    ^^^^^^^^^
  = help: remove it
";
    assert_eq!(folder.run(&["check", "--quiet", "good.json", "rule.json"]), Ran::new(2, output, ""));
}

#[test]
fn warnings_change_the_exit_code_only_with_deny_warnings() {
    let folder = Folder::new("check_suspicious").with("rule.json", REDUNDANT);
    let ran = folder.run(&["check", "rule.json"]);
    assert_eq!((ran.exit, ran.output.starts_with("warning[redundant_alternative]: ")), (Some(0), true));
    assert_eq!(folder.run(&["check", "--deny-warnings", "rule.json"]).exit, Some(2));
    let allowed = ["check", "--quiet", "--deny-warnings", "--allow", "redundant_alternative", "rule.json"];
    assert_eq!(folder.run(&allowed), Ran::new(0, "", ""));
}

#[test]
fn the_event_type_can_be_given() {
    let folder = Folder::new("check_event_type").with("rule.json", r#"{ "detail": { "lastStatus": ["STOPPED"] } }"#);
    assert_eq!(folder.run(&["check", "--quiet", "rule.json"]), Ran::new(0, "", ""));
    let ran = folder.run(&["check", "--event-type", "ServiceAction", "rule.json"]);
    assert_eq!((ran.exit, ran.output.starts_with("error[foreign_field]: ")), (Some(2), true), "{}", ran.output);
    assert_eq!(folder.run(&["check", "--event-type", "TaskStateChnage", "rule.json"]).exit, Some(64));
    assert_eq!(folder.run(&["check", "--allow", "wrong_type", "rule.json"]).exit, Some(64));
    assert_eq!(folder.run(&["check"]).exit, Some(64));
}

#[test]
fn json_output_is_one_object() {
    let folder = Folder::new("check_json").with("rule.json", WRONG);
    let ran = folder.run(&["check", "--format", "json", "rule.json"]);
    assert_eq!((ran.exit, ran.messages.as_str()), (Some(2), ""));
    let report: Value = serde_json::from_str(&ran.output).unwrap();
    let diagnostics = &report["findings"];
    assert_eq!(diagnostics.as_array().unwrap().len(), 3);
    let expected = serde_json::json!({
        "file": "rule.json",
        "name": "unknown_field",
        "severity": "error",
        "message": "`containters` is not a field of an ECS task state change",
        "reason": null,
        "help": "did you mean `containers`?",
        "start": { "line": 4, "column": 5, "offset": 64 },
        "end": { "line": 4, "column": 18, "offset": 77 },
    });
    assert_eq!(diagnostics[0], expected);
    assert_eq!(diagnostics[2]["severity"], "warning");
    let task = serde_json::json!([{
        "file": "rule.json", "checked_against": ["ECS Task State Change"], "has_other_events": false
    }]);
    assert_eq!(report["patterns"], task);
    let ran = folder.run_with(&["check", "--format", "json", "-"], r#"{ "detail": { "state": ["OPEN"] } }"#);
    let report: Value = serde_json::from_str(&ran.output).unwrap();
    let other = serde_json::json!({
        "findings": [], "patterns": [{ "file": "<stdin>", "checked_against": [], "has_other_events": true }]
    });
    assert_eq!((ran.exit, ran.messages.as_str(), report), (Some(0), "", other));
    let ran = folder.run_with(&["check", "--format", "json", "-"], r#"{ "state": "OPEN" }"#);
    let report: Value = serde_json::from_str(&ran.output).unwrap();
    let diagnostics = &report["findings"];
    assert_eq!(report["patterns"][0]["checked_against"], Value::Null);
    assert_eq!(
        (&diagnostics[0]["file"], &diagnostics[0]["reason"]),
        (&Value::from("<stdin>"), &Value::from("\"state\" must be an object or an array"))
    );
}

#[test]
fn invalid_utf8_is_reported_as_a_diagnostic() {
    let folder = Folder::new("check_bytes").with("rule.json", b"{\n \"a\": \"\xe9\"\n}").with("other.json", REDUNDANT);
    let ran = folder.run(&["check", "rule.json", "other.json"]);
    assert_eq!(ran.exit, Some(2));
    assert!(ran.output.starts_with("error: invalid UTF-8: byte 0xE9\n --> rule.json:2:8\n"), "{}", ran.output);
    assert!(ran.output.contains("\n\nwarning[redundant_alternative]: "), "{}", ran.output);
}

#[test]
fn an_unreadable_file_is_named() {
    let ran = Folder::new("check_missing").run(&["check", "missing.json"]);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(4), ""));
    assert!(ran.messages.starts_with("error: `missing.json` cannot be read: "), "{}", ran.messages);
}

#[test]
fn colors_depend_on_the_environment() {
    let folder = Folder::new("check_colours").with("rule.json", REDUNDANT);
    let coloured = |variable: &str| {
        let output = folder.command(&["check", "rule.json"]).env(variable, "1").output().unwrap();
        output.stdout.contains(&0x1b)
    };
    assert!(coloured("CLICOLOR_FORCE"));
    assert!(!coloured("NO_COLOR"));
}
