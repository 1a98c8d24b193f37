//! The built command, as people run it: what it prints, and with which code it ends.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

const RULE: &str = r#"{
  "source": ["aws.ecs"],
  "detail": { "containers": { "name": ["run-test"], "exitCode": [{ "anything-but": [0] }] } }
}
"#;

fn event(run_test: u8, selenium_hub: u8) -> String {
    format!(
        r#"{{"source":"aws.ecs","detail":{{"containers":[{{"name":"selenium-hub","exitCode":{selenium_hub}}},{{"name":"run-test","exitCode":{run_test}}}]}}}}"#
    )
}

/// A folder of its own for each test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), content).unwrap();
    }

    fn run(&self, arguments: &[&str], input: &str) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_event-pattern"));
        command.current_dir(&self.0).args(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // The command may end without reading its input.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
        (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
    }
}

#[test]
fn the_true_failure_matches_and_the_false_alarm_does_not() {
    let folder = Folder::new("story");
    folder.write("rule.json", RULE);
    folder.write("failure.json", event(1, 143));
    folder.write("alarm.json", event(0, 1));
    let test = |event| folder.run(&["test", "--pattern", "rule.json", "--event", event], "");
    assert_eq!(test("failure.json"), (0, "match\n".into(), String::new()));
    assert_eq!(test("alarm.json"), (1, "no match\n".into(), String::new()));
}

#[test]
fn either_file_can_be_standard_input_but_not_both() {
    let folder = Folder::new("standard_input");
    folder.write("rule.json", RULE);
    folder.write("event.json", event(1, 0));
    let (code, output, _) = folder.run(&["test", "--pattern", "rule.json", "--event", "-"], &event(0, 1));
    assert_eq!((code, output.as_str()), (1, "no match\n"));
    let (code, output, _) = folder.run(&["test", "--pattern", "-", "--event", "event.json"], RULE);
    assert_eq!((code, output.as_str()), (0, "match\n"));
    let (code, _, message) = folder.run(&["test", "--pattern", "-", "--event", "-"], RULE);
    assert_eq!((code, message.lines().count()), (64, 1));
}

#[test]
fn an_invalid_pattern_ends_with_2_and_shows_every_mistake() {
    let folder = Folder::new("invalid_pattern");
    folder.write("rule.json", "{\n  \"a\": [{ \"prefix\": 1 }],\n  \"b\": \"x\"\n}\n");
    folder.write("event.json", "{}");
    let (code, output, message) = folder.run(&["test", "--pattern", "rule.json", "--event", "event.json"], "");
    assert_eq!((code, output.as_str()), (2, ""));
    assert_eq!(
        message,
        "error: `prefix` takes a string, not a number\n --> rule.json:2:21\n  |\n2 |   \"a\": [{ \"prefix\": 1 }],\n  |       \
         \x20             ^\n  = note: EventBridge says: prefix match pattern must be a string\n  = help: write `{\"prefix\": \
         \"…\"}`\n\nerror: a string stands as the condition on `b`\n --> rule.json:3:8\n  |\n3 |   \"b\": \"x\"\n  |        ^^^\n  = note: \
         EventBridge says: \"b\" must be an object or an array\n  = help: put the value in brackets: a condition is a list of \
         alternatives\n"
    );
}

#[test]
fn an_invalid_event_ends_with_3_and_a_caret() {
    let folder = Folder::new("invalid_event");
    folder.write("rule.json", RULE);
    folder.write("event.json", "{\n  \"a\": 01\n}\n");
    folder.write("latin1.json", b"{\"a\":\"\xe9\"}");
    folder.write("empty.json", "");
    let test = |event| folder.run(&["test", "--pattern", "rule.json", "--event", event], "");
    let (code, _, message) = test("event.json");
    assert_eq!(code, 3);
    assert_eq!(
        message,
        "error: JSON has no such character here\n --> event.json:2:9\n  |\n2 |   \"a\": 01\n  |         ^\n  = help: an event is one \
         JSON object\n"
    );
    let (code, _, message) = test("latin1.json");
    assert_eq!(code, 3);
    assert!(message.contains("the byte 0xE9 is not UTF-8\n --> latin1.json:1:7"), "{message}");
    let (code, _, message) = test("empty.json");
    assert_eq!(code, 3);
    assert!(message.contains("empty.json:1:1"), "{message}");
}

#[test]
fn a_file_that_cannot_be_read_ends_with_4_and_its_name() {
    let folder = Folder::new("unreadable");
    folder.write("event.json", "{}");
    for path in ["missing.json", "."] {
        let (code, _, message) = folder.run(&["test", "--pattern", path, "--event", "event.json"], "");
        assert_eq!(code, 4);
        assert!(message.starts_with(&format!("error: `{path}` cannot be read: ")), "{message}");
    }
    let (code, _, message) = folder.run(&["test", "--ndjson", "."], "");
    assert_eq!(code, 4, "{message}");
}

#[test]
fn a_wrong_command_line_ends_with_64() {
    let folder = Folder::new("usage");
    for arguments in [&["test"][..], &["test", "--pattern", "x"], &["tset"], &["test", "--ndjson", "x", "--event", "y"]]
    {
        assert_eq!(folder.run(arguments, "").0, 64, "{arguments:?}");
    }
    let (code, output, _) = folder.run(&["test", "--help"], "");
    assert_eq!(code, 0);
    assert!(output.contains("Exit codes:"), "{output}");
}

#[test]
fn suspicious_patterns_are_warned_of_and_tried_as_the_service_does() {
    let folder = Folder::new("suspicious");
    folder.write("rule.json", r#"{"a":[{"prefix":"q"}],"$or":[{"a":[{"suffix":"y"}]},{"b":[1]}]} x"#);
    folder.write("event.json", r#"{"a":"xzy"}"#);
    let (code, output, message) = folder.run(&["test", "--pattern", "rule.json", "--event", "event.json"], "");
    assert_eq!((code, output.as_str()), (0, "match\n"));
    assert!(message.contains("warning: this condition on `a` replaces the one outside the `$or`"), "{message}");
    assert!(message.contains("warning: text follows the pattern"), "{message}");
}

#[test]
fn cases_on_lines_are_answered_line_by_line() {
    let folder = Folder::new("ndjson");
    let lines = [
        r#"{"pattern": {"a": [9007199254740993]}, "event": {"a": 9007199254740993}, "expect": "match"}"#,
        r#"{"pattern": "{\"a\":[1]}", "event": "{\"a\":2,\"a\":1}"}"#,
        "",
        r#"{"pattern": {"a": [1]}, "event": {"a": 2, "a": 3}}"#,
        r#"{"pattern": {"a": 1}, "event": "["}"#,
        r#"{"pattern": {"a": [1]}, "event": "{\"a\":1"}"#,
        r#"{"pattern": "{\"a\":[\"\\ud800\"]}", "event": "{\"a\":\"\\ud800\"}"}"#,
    ];
    folder.write("cases.ndjson", lines.join("\n"));
    let expected = "match\nmatch\nno-match\ninvalid-pattern\ninvalid-event\nmatch\n";
    assert_eq!(folder.run(&["test", "--ndjson", "cases.ndjson"], ""), (0, expected.into(), String::new()));
    let (code, output, message) =
        folder.run(&["test", "--ndjson", "-"], "{}\n{\"pattern\":{\"a\":[1]},\"event\":{\"a\":1}}\n");
    assert_eq!((code, output.as_str()), (3, "invalid-line\nmatch\n"));
    assert!(message.starts_with("error: <stdin>:1: missing field `pattern`"), "{message}");
}

#[test]
fn described_tasks_stand_in_for_events() {
    let folder = Folder::new("tasks");
    folder.write("rule.json", RULE);
    let task = |id: u8, exit_code: u8| {
        format!(
            r#"{{"taskArn":"arn:aws:ecs:eu-west-1:123456789012:task/cluster/{id}","createdAt":1700000000.5,"containers":[{{"name":"run-test","exitCode":{exit_code}}}]}}"#
        )
    };
    folder.write("tasks.json", format!(r#"{{"tasks":[{},{}],"failures":[]}}"#, task(1, 0), task(2, 3)));
    let (code, output, _) = folder.run(&["test", "--pattern", "rule.json", "--event", "tasks.json"], "");
    assert_eq!(code, 0);
    assert_eq!(
        output,
        "no match\tarn:aws:ecs:eu-west-1:123456789012:task/cluster/1\nmatch\tarn:aws:ecs:eu-west-1:123456789012:task/cluster/2\n"
    );
    folder.write("none.json", r#"{"tasks":[],"failures":[]}"#);
    let (code, output, message) = folder.run(&["test", "--pattern", "rule.json", "--event", "none.json"], "");
    assert_eq!((code, output.as_str(), message.as_str()), (1, "", "warning: there is no task in `none.json`\n"));
}

#[test]
fn the_generated_rust_is_printed() {
    let folder = Folder::new("expand");
    folder.write(
        "run-test-failed.json",
        r#"{"detail-type":["ECS Task State Change"],"detail":{"lastStatus":["STOPPED"]}}"#,
    );
    let (code, output, message) = folder.run(&["expand", "--pattern", "run-test-failed.json"], "");
    assert_eq!((code, message.as_str()), (0, ""));
    let function = "pub fn run_test_failed(event: &Event<TaskStateChange>) -> bool {\n    event.detail_type == \"ECS Task State \
                    Change\" && event.detail.last_status == \"STOPPED\"\n}\n";
    assert!(output.starts_with(function), "{output}");
    folder.write("order.json", r#"{"total":[1]}"#);
    let (_, output, _) = folder.run(&["expand", "--pattern", "order.json", "--name", "large"], "");
    assert!(
        output
            .starts_with("pub fn large(json: &[u8]) -> Result<bool, JsonError> {\n    large::matches_json(json)\n}\n"),
        "{output}"
    );
    folder.write("typo.json", r#"{"detail-type":["ECS Task State Change"],"detail":{"lastStat":["STOPPED"]}}"#);
    let (code, _, message) = folder.run(&["expand", "--pattern", "typo.json"], "");
    assert_eq!(code, 2);
    assert!(message.contains("there is a field `lastStatus`"), "{message}");
    assert_eq!(folder.run(&["expand", "--pattern", "order.json", "--name", "fn"], "").0, 64);
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_quietly() {
    let folder = Folder::new("closed_pipe");
    let line = "{\"pattern\":{\"a\":[1]},\"event\":{\"a\":1}}\n";
    folder.write("cases.ndjson", line.repeat(20_000));
    let mut command = Command::new(env!("CARGO_BIN_EXE_event-pattern"));
    command.current_dir(&folder.0).args(["test", "--ndjson", "cases.ndjson"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}
