//! Tests event files that contain the output of `aws ecs describe-tasks`.

use crate::support::{Folder, Ran, TEST, fixture};

const TASK: &str = "arn:aws:ecs:ap-northeast-1:123456789012:task/run_test_cluster";

#[test]
fn each_result_has_the_arn_of_the_task() {
    let folder = Folder::new("described_tasks").with_rule().with("event.json", fixture("describe_tasks.json"));
    let answers = format!("no match\t{TASK}/8c41\nmatch\t{TASK}/7f3a\n");
    assert_eq!(folder.run(&TEST), Ran::new(0, &answers, ""));
}

#[test]
fn missing_tasks_are_reported() {
    let folder = Folder::new("described_missing").with_rule().with("event.json", fixture("describe_tasks_epoch.json"));
    let answers = format!("no match\t{TASK}/5d02\n");
    let messages = format!("warning: {TASK}/dead could not be described: MISSING\n");
    assert_eq!(folder.run(&TEST), Ran::new(1, &answers, &messages));
}

#[test]
fn the_envelope_is_derived_from_the_task() {
    let rule = r#"{
        "version": ["0"], "id": [{"prefix": "00000000-"}], "account": ["123456789012"], "region": ["ap-northeast-1"],
        "time": ["2019-08-30T12:57:58.402Z"], "resources": [{"suffix": "/5d02"}],
        "detail": {"updatedAt": ["2019-08-30T12:57:58.402Z"], "createdAt": ["2019-08-30T12:57:03.407Z"]}
    }"#;
    let folder =
        Folder::new("envelope").with("rule.json", rule).with("event.json", fixture("describe_tasks_epoch.json"));
    assert_eq!(folder.run(&TEST).output, format!("match\t{TASK}/5d02\n"));
}

#[test]
fn times_with_an_offset_are_unchanged() {
    let rule = r#"{"time": ["2019-08-30T22:05:44.696000+09:00"]}"#;
    let folder = Folder::new("offset").with("rule.json", rule).with("event.json", fixture("describe_tasks.json"));
    assert_eq!(folder.run(&TEST).output, format!("match\t{TASK}/8c41\nmatch\t{TASK}/7f3a\n"));
}

#[test]
fn an_empty_list_of_tasks_does_not_match() {
    let folder = Folder::new("no_tasks").with_rule().with("event.json", r#"{"tasks": [], "failures": []}"#);
    assert_eq!(folder.run(&TEST), Ran::new(1, "", "warning: no tasks in `event.json`\n"));
}

#[test]
fn an_invalid_task_is_reported() {
    let event = "{\n  \"tasks\": [\n    \"0a1b\"\n  ]\n}\n";
    let folder = Folder::new("no_task").with_rule().with("event.json", event);
    let messages = "\
error: expected a task: an object with a `taskArn` string
 --> event.json:3:5
  |
3 |     \"0a1b\"
  |     ^
  = help: an object with `tasks` and without `detail-type` is read as the output of `aws ecs describe-tasks`
";
    assert_eq!(folder.run(&TEST), Ran::new(3, "", messages));
}

#[test]
fn an_event_with_a_detail_type_is_an_event() {
    let folder = Folder::new("event_with_tasks")
        .with("rule.json", r#"{"tasks": ["x"]}"#)
        .with("event.json", r#"{"detail-type": "y", "tasks": ["x"]}"#);
    assert_eq!(folder.run(&TEST), Ran::new(0, "match\n", ""));
}
