//! Tests event files that contain the output of `aws ecs describe-tasks`.

use crate::support::{Folder, Ran, TEST, fixture};

/// The report on the tasks in `describe_tasks.json`.
const CHANGES: &str = "\
note: converted the tasks in `event.json` to what an Amazon ECS event contains:
  - there is no `healthStatus` of the task
  - times are in UTC, as in `2024-05-06T11:02:34.567Z`
";

const TASK: &str = "arn:aws:ecs:ap-northeast-1:123456789012:task/run_test_cluster";

#[test]
fn each_result_has_the_arn_of_the_task() {
    let folder = Folder::new("described_tasks").with_rule().with("event.json", fixture("describe_tasks.json"));
    let answers = format!("no match\t{TASK}/8c41\nmatch\t{TASK}/7f3a\n");
    assert_eq!(folder.run(&TEST), Ran::new(0, &answers, CHANGES));
}

#[test]
fn missing_tasks_are_reported() {
    let folder = Folder::new("described_missing").with_rule().with("event.json", fixture("describe_tasks_epoch.json"));
    let answers = format!("no match\t{TASK}/5d02\n");
    let messages = format!(
        "\
warning: {TASK}/dead could not be described: MISSING
note: converted the task in `event.json` to what an Amazon ECS event contains:
  - times are in UTC, as in `2024-05-06T11:02:34.567Z`
"
    );
    assert_eq!(folder.run(&TEST), Ran::new(1, &answers, &messages));
}

#[test]
fn the_envelope_is_derived_from_the_task() {
    let rule = r#"{
        "version": ["0"], "id": [{"prefix": "00000000-"}], "account": ["123456789012"], "region": ["ap-northeast-1"],
        "time": ["2019-08-30T12:57:58Z"], "resources": [{"suffix": "/5d02"}],
        "detail": {"updatedAt": ["2019-08-30T12:57:58.402Z"], "createdAt": ["2019-08-30T12:57:03.407Z"]}
    }"#;
    let folder =
        Folder::new("envelope").with("rule.json", rule).with("event.json", fixture("describe_tasks_epoch.json"));
    assert_eq!(folder.run(&TEST).output, format!("match\t{TASK}/5d02\n"));
}

#[test]
fn times_with_an_offset_are_converted() {
    let rule = r#"{"time": ["2019-08-30T13:05:44Z"], "detail": {"stoppedAt": ["2019-08-30T13:05:44.696Z"]}}"#;
    let folder = Folder::new("offset").with("rule.json", rule).with("event.json", fixture("describe_tasks.json"));
    assert_eq!(folder.run(&TEST).output, format!("match\t{TASK}/8c41\nmatch\t{TASK}/7f3a\n"));
}

/// A task as `aws ecs describe-tasks --query "tasks[0]"` prints it.
const RUNNING: &str = r#"{
    "taskArn": "arn:aws:ecs:us-east-1:123456789012:task/prod/0a1b", "lastStatus": "RUNNING",
    "attachments": [{ "id": "a", "type": "ElasticNetworkInterface", "status": "ATTACHED", "details": [] }],
    "containers": [{ "name": "app", "managedAgents": [{ "name": "ExecuteCommandAgent", "lastStatus": "RUNNING" }] }],
    "startedAt": "2024-08-08T23:12:56.000000+00:00", "tags": [{ "key": "team", "value": "a" }]
}"#;

#[test]
fn a_description_says_what_an_event_says() {
    let folder = Folder::new("described_as_event").with("event.json", RUNNING);
    let rule = |detail: &str| format!(r#"{{ "source": ["aws.ecs"], "detail": {detail} }}"#);
    for (detail, is_match) in [
        (r#"{ "attachments": { "type": ["eni"], "status": ["ATTACHED"] } }"#, true),
        (r#"{ "attachments": { "type": ["ElasticNetworkInterface"] } }"#, false),
        (r#"{ "containers": { "managedAgents": { "status": ["RUNNING"] } } }"#, true),
        (r#"{ "containers": { "managedAgents": { "lastStatus": ["RUNNING"] } } }"#, false),
        (r#"{ "tags": { "value": ["a"] } }"#, false),
        (r#"{ "startedAt": ["2024-08-08T23:12:56Z"] }"#, true),
    ] {
        let ran = folder.run_with(&["test", "--pattern", "-", "--event", "event.json"], rule(detail));
        let answer = if is_match { "match" } else { "no match" };
        let expected = format!("{answer}\tarn:aws:ecs:us-east-1:123456789012:task/prod/0a1b\n");
        assert_eq!((ran.exit, ran.output), (Some(i32::from(!is_match)), expected), "{detail}");
        let messages = "\
note: converted the task in `event.json` to what an Amazon ECS event contains:
  - the `type` of `attachments` is `eni`, not `ElasticNetworkInterface`
  - the state of `managedAgents` is in `status`, not in `lastStatus`
  - there are no `tags`
  - times are in UTC, as in `2024-05-06T11:02:34.567Z`
";
        assert!(ran.messages.ends_with(messages), "{}", ran.messages);
    }
}

#[test]
fn a_list_of_tasks_and_a_single_task_are_read_like_the_whole_description() {
    let rule = r#"{ "source": ["aws.ecs"], "detail": { "attachments": { "type": ["eni"] } } }"#;
    let folder = Folder::new("described_forms").with_folder("rules").with("rules/eni.json", rule);
    let task = "arn:aws:ecs:us-east-1:123456789012:task/prod/0a1b";
    for (form, count) in [
        (RUNNING.to_owned(), 1),
        (format!("[{RUNNING}]"), 1),
        (format!("[{RUNNING}, {RUNNING}]"), 2),
        (format!(r#"{{ "tasks": [{RUNNING}] }}"#), 1),
    ] {
        let ran = folder.run_with(&["test", "--rules", "rules", "--event", "-"], &form);
        assert_eq!((ran.exit, ran.output), (Some(0), format!("eni\t{task}\n").repeat(count)), "{form}");
        let ran = folder.run_with(&["explain", "--pattern", "rules/eni.json", "--event", "-"], &form);
        assert_eq!((ran.exit, ran.output.matches(task).count()), (Some(0), count), "{form}");
        assert_eq!(ran.messages.matches("note: ").count(), 1, "{}", ran.messages);
    }
    let ran = folder.run_with(&["test", "--rules", "rules", "--event", "-"], "[1]");
    assert_eq!((ran.exit, ran.output.as_str()), (Some(3), ""));
    assert!(ran.messages.starts_with("error: expected a JSON object\n"), "{}", ran.messages);
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
  = help: the output of `aws ecs describe-tasks`, its list of tasks and a single task are read as tasks
";
    assert_eq!(folder.run(&TEST), Ran::new(3, "", messages));
}

#[test]
fn an_event_with_a_detail_type_is_an_event() {
    let folder = Folder::new("event_with_tasks")
        .with("rule.json", r#"{"detail-type": ["y"]}"#)
        .with("event.json", r#"{"detail-type": "y", "tasks": ["x"]}"#);
    assert_eq!(folder.run(&TEST), Ran::new(0, "match\n", ""));
}

#[test]
fn replay_reads_descriptions_of_tasks() {
    let description = fixture("describe_tasks_epoch.json");
    let folder = Folder::new("described_replay")
        .with("rule.json", r#"{ "source": ["aws.ecs"], "detail": { "lastStatus": ["RUNNING", "STOPPED"] } }"#)
        .with("event.json", format!("{description}\n[{RUNNING}, {RUNNING}]"));
    let ran = folder.run(&["replay", "--pattern", "rule.json", "event.json"]);
    let messages = "\
note: converted 3 tasks of `describe-tasks` to what an Amazon ECS event contains
note: skipped 1 task that `describe-tasks` could not describe
";
    assert_eq!((ran.exit, ran.output.lines().count(), ran.messages.as_str()), (Some(0), 3, messages));
    let folder = folder.with("event.json", r#"{ "tasks": [{ "taskArn": "0a1b" }, "0a1c"] }"#);
    let ran = folder.run(&["replay", "--pattern", "rule.json", "event.json"]);
    let error = "error: event.json:1: expected a task: an object with a `taskArn` string\nerror: 1 invalid record\n";
    assert_eq!(ran, Ran::new(3, "", error));
}
