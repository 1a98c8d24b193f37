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
fn a_valid_pattern_prints_nothing() {
    let folder = Folder::new("check_good").with("rule.json", fixture("run_test_failed.json"));
    assert_eq!(folder.run(&["check", "rule.json"]), Ran::new(0, "", ""));
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
    assert_eq!(folder.run(&["check", "good.json", "rule.json"]), Ran::new(2, output, ""));
}

#[test]
fn warnings_change_the_exit_code_only_with_deny_warnings() {
    let folder = Folder::new("check_suspicious").with("rule.json", REDUNDANT);
    let ran = folder.run(&["check", "rule.json"]);
    assert_eq!((ran.exit, ran.output.starts_with("warning[redundant_alternative]: ")), (Some(0), true));
    assert_eq!(folder.run(&["check", "--deny-warnings", "rule.json"]).exit, Some(2));
    let allowed = ["check", "--deny-warnings", "--allow", "redundant_alternative", "rule.json"];
    assert_eq!(folder.run(&allowed), Ran::new(0, "", ""));
}

#[test]
fn the_event_type_can_be_given() {
    let folder = Folder::new("check_event_type").with("rule.json", r#"{ "detail": { "lastStatus": ["STOPPED"] } }"#);
    assert_eq!(folder.run(&["check", "rule.json"]), Ran::new(0, "", ""));
    let ran = folder.run(&["check", "--event-type", "ServiceAction", "rule.json"]);
    assert_eq!((ran.exit, ran.output.starts_with("error[foreign_field]: ")), (Some(2), true), "{}", ran.output);
    assert_eq!(folder.run(&["check", "--event-type", "TaskStateChnage", "rule.json"]).exit, Some(64));
    assert_eq!(folder.run(&["check", "--allow", "wrong_type", "rule.json"]).exit, Some(64));
    assert_eq!(folder.run(&["check"]).exit, Some(64));
}

#[test]
fn json_output_is_one_array() {
    let folder = Folder::new("check_json").with("rule.json", WRONG);
    let ran = folder.run(&["check", "--format", "json", "rule.json"]);
    assert_eq!((ran.exit, ran.messages.as_str()), (Some(2), ""));
    let diagnostics: Value = serde_json::from_str(&ran.output).unwrap();
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
    let ran = folder.run_with(&["check", "--format", "json", "-"], r#"{ "detail": { "state": ["OPEN"] } }"#);
    assert_eq!(ran, Ran::new(0, "[]\n", ""));
    let ran = folder.run_with(&["check", "--format", "json", "-"], r#"{ "state": "OPEN" }"#);
    let diagnostics: Value = serde_json::from_str(&ran.output).unwrap();
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
