//! Tests `expand`: the Rust code generated for a pattern, and the other compilation stages.

use crate::support::{Folder, fixture};

#[test]
fn the_function_is_named_after_the_file_and_formatted() {
    let folder = Folder::new("expand").with("RunTest-failed.json", fixture("run_test_failed.json"));
    let ran = folder.run(&["expand", "--pattern", "RunTest-failed.json"]);
    assert_eq!((ran.exit, ran.messages.as_str()), (Some(0), ""));
    let first = "pub fn run_test_failed(event: &Event<TaskStateChange>) -> bool {\n    event.source == \"aws.ecs\"";
    assert!(ran.output.starts_with(first), "{}", ran.output);
    assert!(ran.output.contains("\npub struct run_test_failed {}\n"), "{}", ran.output);
    assert!(ran.output.contains(" bytes; `--tables` shows them */"), "{}", ran.output);
    assert!(ran.output.ends_with("}\n") && !ran.output.ends_with("\n\n"), "{}", ran.output);
}

#[test]
fn the_name_can_be_given() {
    let folder = Folder::new("expand_name");
    let ran = folder.run_with(&["expand", "--pattern", "-", "--name", "any_order"], "{\"source\": [\"orders\"], }");
    assert!(ran.output.starts_with("pub fn any_order(json: &[u8]) -> Result<bool, EventError> {\n"), "{}", ran.output);
    let ran = folder.run_with(&["expand", "--pattern", "-"], "{\"source\": [\"orders\"]}");
    assert!(ran.output.starts_with("pub fn rule(json: &[u8])"), "{}", ran.output);
    let ran = folder.run(&["expand", "--pattern", "-", "--name", "any-order"]);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(64), ""));
}

#[test]
fn an_invalid_pattern_is_rejected() {
    let pattern =
        "{\"detail-type\": [\"ECS Task State Change\"],\n \"detail\": {\"containters\": {\"name\": [\"x\"]}}}";
    let ran = Folder::new("expand_invalid").with("rule.json", pattern).run(&["expand", "--pattern", "rule.json"]);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(2), ""));
    let messages = "\
error[unknown_field]: `containters` is not a field of an ECS task state change
 --> rule.json:2:13
  |
2 |  \"detail\": {\"containters\": {\"name\": [\"x\"]}}}
  |             ^^^^^^^^^^^^^
  = help: did you mean `containers`?
";
    assert_eq!(ran.messages, messages);
}

#[test]
fn an_unreadable_file_is_named() {
    let ran = Folder::new("expand_missing").run(&["expand", "--pattern", "missing.json"]);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(4), ""));
    assert!(ran.messages.starts_with("error: `missing.json` cannot be read: "), "{}", ran.messages);
}

#[test]
fn the_deepest_pattern_can_be_printed() {
    let pattern = format!("{}[1]{}", "{\"a\":".repeat(499), "}".repeat(499));
    let ran = Folder::new("expand_deep").with("deep.json", pattern).run(&["expand", "--pattern", "deep.json"]);
    assert_eq!(ran.exit, Some(0));
    assert!(ran.messages.starts_with("warning[over_quota]: the pattern has 2997 characters"), "{}", ran.messages);
    assert!(ran.output.starts_with("pub fn deep("));
}

#[test]
fn tables_are_printed_on_request() {
    let folder = Folder::new("expand_tables").with("rule.json", fixture("run_test_failed.json"));
    let ran = folder.run(&["expand", "--pattern", "rule.json", "--tables"]);
    assert!(!ran.output.contains("b\"...\"") && ran.output.contains("b\""), "{}", ran.output);
}

#[test]
fn each_stage_of_a_pattern_can_be_printed() {
    let pattern = r#"{
        "source": ["aws.ecs"],
        "detail-type": ["ECS Task State Change"],
        "detail": {
            "lastStatus": ["STOPPED"],
            "$or": [{ "group": [{ "prefix": "service:" }, null] }, { "startedBy": [{ "exists": false }] }],
            "containers": { "name": ["run-test"], "$count": { "where": { "exitCode": [{ "anything-but": 0 }] }, "numeric": [">", 1] } }
        }
    }"#;
    let folder = Folder::new("expand_stage").with("rule.json", pattern);
    for stage in ["pattern", "rule", "program", "rust"] {
        let ran = folder.run(&["expand", "--pattern", "rule.json", "--stage", stage]);
        assert_eq!((ran.exit, ran.messages.as_str()), (Some(0), ""), "{stage}");
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("expand_{stage}"), ran.output);
        });
    }
}
