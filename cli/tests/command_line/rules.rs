//! Tests `test --rules`: a folder of rules instead of a pattern.

use crate::support::{Folder, Ran, fixture};

const TEST: [&str; 5] = ["test", "--rules", "rules", "--event", "event.json"];

fn folder(test: &str) -> Folder {
    Folder::new(test)
        .with_folder("rules")
        .with("rules/run_test_failed.json", fixture("run_test_failed.json"))
        .with("rules/any_task.json", r#"{ "source": ["aws.ecs"] }"#)
        .with("rules/any_bucket.json", r#"{ "source": ["aws.s3"] }"#)
        .with("rules/.json", "a hidden file, not a rule")
        .with("rules/notes.txt", "not a rule")
}

#[test]
fn the_matching_rules_are_named_in_order() {
    let folder = folder("rules_named").with("event.json", fixture("run_test_exited_1.json"));
    assert_eq!(folder.run(&TEST), Ran::new(0, "any_task\nrun_test_failed\n", ""));
    let folder = folder.with("event.json", fixture("selenium_hub_exited_1.json"));
    assert_eq!(folder.run(&TEST), Ran::new(0, "any_task\n", ""));
    let ran = folder.run_with(&["test", "--rules", "rules", "--event", "-"], r#"{"source": "x"}"#);
    assert_eq!(ran, Ran::new(1, "no match\n", ""));
}

#[test]
fn a_subfolder_is_not_a_rule() {
    let folder = folder("rules_nested").with_folder("rules/more.json").with("event.json", r#"{"source": "aws.s3"}"#);
    assert_eq!(folder.run(&TEST), Ran::new(0, "any_bucket\n", ""));
}

#[test]
fn tasks_are_listed_with_their_matching_rules() {
    let task = "arn:aws:ecs:ap-northeast-1:123456789012:task/run_test_cluster";
    let folder = folder("rules_tasks").with("event.json", fixture("describe_tasks.json"));
    let answers = format!("any_task\t{task}/8c41\nany_task\t{task}/7f3a\nrun_test_failed\t{task}/7f3a\n");
    let ran = folder.run(&TEST);
    assert_eq!((ran.exit, ran.output), (Some(0), answers));
    let folder = Folder::new("rules_no_task").with_folder("rules").with("rules/a.json", r#"{"source": ["x"]}"#);
    let folder = folder.with("event.json", fixture("describe_tasks.json"));
    let ran = folder.run(&TEST);
    assert_eq!((ran.exit, ran.output), (Some(1), format!("no match\t{task}/8c41\nno match\t{task}/7f3a\n")));
    let folder = folder.with("event.json", r#"{"tasks": []}"#);
    assert_eq!(folder.run(&TEST), Ran::new(1, "", "warning: no tasks in `event.json`\n"));
}

#[test]
fn cases_need_no_pattern() {
    let cases = concat!(
        "{\"event\": {\"source\": \"aws.s3\"}}\n",
        "{\"event\": \"{\\\"source\\\": \\\"aws.ecs\\\"}\", \"pattern\": 1}\n",
        "{\"event\": {}}\n",
        "{\"event\": []}\n",
        "{\"event\": \"{\"}\n",
    );
    let folder = folder("rules_cases").with("cases.ndjson", cases);
    let messages = "\
error: cases.ndjson:4: expected an object or a string for `event`
 = help: write each case as `{\"event\": …}`
";
    let answers = "match\tany_bucket\nmatch\tany_task\nno-match\ninvalid-line\ninvalid-event\n";
    assert_eq!(folder.run(&["test", "--rules", "rules", "--ndjson", "cases.ndjson"]), Ran::new(3, answers, messages));
}

#[test]
fn errors_in_all_rules_are_reported() {
    let folder = folder("rules_wrong")
        .with("event.json", "{}")
        .with("rules/b.json", "{\"a\": 1, \"id\": []}")
        .with("rules/c.json", b"{\"a\": [\"\xe9\"]}")
        .with("rules/d.json", "");
    let messages = "\
error[invalid_pattern]: expected a list or object for `a`, found a number
 --> rules/b.json:1:7
  |
1 | {\"a\": 1, \"id\": []}
  |       ^
  = note: EventBridge reports: Match value must be String, number, true, false, or null
  = help: put the value in brackets: `[1]`
";
    for arguments in [&TEST[..], &["replay", "--rules", "rules"]] {
        let ran = folder.run(arguments);
        assert_eq!((ran.exit, ran.output.as_str()), (Some(2), ""));
        assert!(ran.messages.starts_with("error[invalid_pattern]: "), "{messages}{}", ran.messages);
        for location in ["rules/b.json:1:7", "rules/b.json:1:16", "rules/c.json:1:9", "rules/d.json:1:1"] {
            assert!(ran.messages.contains(&format!("\n --> {location}\n")), "{location}: {}", ran.messages);
        }
    }
}

#[test]
fn a_rule_can_cause_a_warning() {
    let folder =
        Folder::new("rules_suspicious").with_folder("rules").with("rules/a.json", r#"{"detail": {"a": [1, 1]}}"#);
    let ran = folder.with("event.json", r#"{"detail": {"a": 1}}"#).run(&TEST);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(0), "a\n"));
    assert!(ran.messages.starts_with("warning[redundant_alternative]: "), "{}", ran.messages);
}

#[test]
fn a_folder_without_rules_is_an_error() {
    let folder = Folder::new("rules_missing").with_folder("rules").with("event.json", "{}").with("rules/a.txt", "{}");
    let messages = "error: no rules in `rules`\n = help: add a `NAME.json` file for each rule, or a template\n";
    assert_eq!(folder.run(&TEST), Ran::new(4, "", messages));
    assert_eq!(folder.run(&["replay", "--rules", "rules"]), Ran::new(4, "", messages));
    let ran = folder.run(&["test", "--rules", "missing", "--event", "event.json"]);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(4), ""));
    assert!(ran.messages.starts_with("error: `missing` cannot be read: "), "{}", ran.messages);
}

#[test]
fn an_invalid_event_is_reported() {
    let folder = folder("rules_invalid_event").with("event.json", "{\"source\": \"aws.s3\",}");
    let ran = folder.run(&TEST);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(3), ""));
    assert!(ran.messages.contains(" --> event.json:1:21\n"), "{}", ran.messages);
}

#[test]
fn rules_and_a_pattern_cannot_be_combined() {
    let folder = folder("rules_usage").with_rule().with("event.json", "{}");
    for arguments in [
        &["test", "--rules", "rules"][..],
        &["test", "--rules", "rules", "--pattern", "rule.json", "--event", "event.json"],
        &["test", "--rules", "rules", "--ndjson", "cases.ndjson", "--event", "event.json"],
    ] {
        let ran = folder.run(arguments);
        assert_eq!((ran.exit, ran.output.as_str()), (Some(64), ""), "{arguments:?}");
    }
}
