//! Tests that element scopes and field references are accepted if the event type is known, and that every subcommand
//! rejects them otherwise.

use crate::support::{Folder, Ran, TEST, fixture};

const SCOPED: &str = r#"{
  "detail-type": ["ECS Task State Change"],
  "detail": {
    "desiredStatus": [{ "$field": "detail.lastStatus" }],
    "containers": { "$any": { "name": ["run-test"], "exitCode": [1] }, "$all": { "exitCode": [{ "exists": true }] } }
  }
}
"#;

const UNKNOWN: &str = r#"{ "detail": { "items": { "$any": { "count": [{ "$field": ".stock" }] } } } }"#;

const REJECTED: &str = "\
error[misplaced_scope]: `$any` requires an event type with a known schema
 --> rule.json:1:26
  |
1 | { \"detail\": { \"items\": { \"$any\": { \"count\": [{ \"$field\": \".stock\" }] } } } }
  |                          ^^^^^^
  = help: name an event with a known schema, as in `\"detail-type\": [\"ECS Task State Change\"]`
";

#[test]
fn a_pattern_with_scopes_is_tested() {
    let folder = Folder::new("scoped").with("rule.json", SCOPED).with("event.json", fixture("run_test_exited_1.json"));
    let ran = folder.run(&TEST);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(0), "match\n"), "{}", ran.messages);
    let folder = folder.with("event.json", fixture("selenium_hub_exited_1.json"));
    assert_eq!(folder.run(&TEST).exit, Some(1));
}

#[test]
fn scopes_in_unknown_events_are_rejected_by_every_subcommand() {
    let folder = Folder::new("scopes_refused").with("rule.json", UNKNOWN).with("event.json", "{}");
    assert_eq!(folder.run(&TEST), Ran::new(2, "", REJECTED));
    assert_eq!(folder.run(&["check", "--quiet", "rule.json"]), Ran::new(2, REJECTED, ""));
    assert_eq!(folder.run(&["expand", "--pattern", "rule.json"]), Ran::new(2, "", REJECTED));
    let line = format!("{{\"pattern\": {UNKNOWN}, \"event\": {{}}}}\n");
    let folder = folder.with("cases.ndjson", line);
    let rejected = REJECTED.replace("rule.json", "cases.ndjson:1, pattern");
    assert_eq!(folder.run(&["test", "--ndjson", "cases.ndjson"]), Ran::new(0, "invalid-pattern\n", &rejected));
}

#[test]
fn scopes_are_expanded() {
    let folder = Folder::new("scopes_expanded").with("rule.json", SCOPED);
    let ran = folder.run(&["expand", "--pattern", "rule.json"]);
    assert_eq!(ran.exit, Some(0), "{}", ran.messages);
    assert!(ran.output.contains(".all(|container| container.exit_code.exists())"), "{}", ran.output);
}
