//! Tests the explanations of why a pattern matches an event, or why it does not.

use crate::support::{Folder, Ran, fixture};

const EXPLAIN: [&str; 5] = ["explain", "--pattern", "rule.json", "--event", "event.json"];

#[test]
fn a_match_is_explained() {
    let folder = Folder::new("explain_match").with_rule().with("event.json", fixture("run_test_exited_1.json"));
    let output = "\
match: the event satisfies every condition

✓ source: \"aws.ecs\"
✓ detail-type: \"ECS Task State Change\"
  detail
  ✓ lastStatus: \"STOPPED\"
    containers: containers[0] (run-test) matches
    ✓ name: \"run-test\"
    ✓ exitCode: 1 matches {\"anything-but\": 0}
";
    assert_eq!(folder.run(&EXPLAIN), Ran::new(0, output, ""));
}

#[test]
fn the_false_alarm_is_explained() {
    let folder = Folder::new("explain_alarm").with_rule().with("event.json", fixture("selenium_hub_exited_1.json"));
    let ran = folder.run(&EXPLAIN);
    assert_eq!((ran.exit, ran.messages.as_str()), (Some(1), ""));
    assert!(ran.output.starts_with("no match: no single element of `detail.containers` satisfies"), "{}", ran.output);
    assert!(ran.output.ends_with("    ✗ exitCode: 0, expected {\"anything-but\": 0}\n"), "{}", ran.output);
}

#[test]
fn colors_and_json_are_printed_on_request() {
    let folder = Folder::new("explain_format")
        .with("rule.json", r#"{"detail": [1]}"#)
        .with("event.json", r#"{"source": "x", "detail": "1"}"#);
    let ran = |more: [&str; 2]| folder.run(&[&EXPLAIN[..], &more].concat());
    let plain = "no match: `detail` is the string \"1\" instead of the number 1\n\n✗ detail: the string \"1\", expected the number 1\n";
    assert_eq!(ran(["--color", "never"]), Ran::new(1, plain, ""));
    assert_eq!(ran(["--color", "auto"]), Ran::new(1, plain, ""));
    let coloured = ran(["--color", "always"]);
    assert!(coloured.output.starts_with("\u{1b}[1;91mno match\u{1b}[0m: `detail` is"), "{}", coloured.output);
    let json = concat!(
        r#"{"match":false,"summary":"`detail` is the string \"1\" instead of the number 1","parts":[{"key":"detail","holds":false,"#,
        r#""words":"the string \"1\", expected the number 1","path":"detail","wanted":[1],"found":[{"place":"detail","value":"1"}]}]}"#,
        "\n"
    );
    assert_eq!(ran(["--format", "json"]), Ran::new(1, json, ""));
}

#[test]
fn tasks_are_explained_one_by_one() {
    let folder = Folder::new("explain_tasks").with_rule().with("event.json", fixture("describe_tasks.json"));
    let ran = folder.run(&EXPLAIN);
    assert_eq!(ran.exit, Some(0));
    let starts: Vec<&str> = ran.output.split("\n\narn:").filter_map(|text| text.lines().nth(1)).collect();
    assert!(starts.len() > 1 && starts.iter().any(|line| line.starts_with("match: ")), "{}", ran.output);
    let ran = folder.run(&[&EXPLAIN[..], &["--format", "json"]].concat());
    assert_eq!(ran.exit, Some(0));
    assert!(ran.output.starts_with("[{\"task\":\"arn:"), "{}", ran.output);
    let folder = Folder::new("explain_no_tasks").with_rule().with("event.json", r#"{"tasks": []}"#);
    assert_eq!(folder.run(&EXPLAIN), Ran::new(1, "", "warning: no tasks in `event.json`\n"));
}

#[test]
fn invalid_input_has_no_explanation() {
    let folder = Folder::new("explain_invalid").with("rule.json", r#"{"detail": {"a": 1}}"#).with("event.json", "{");
    let ran = folder.run(&EXPLAIN);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(2), ""));
    let folder = folder.with("rule.json", r#"{"detail": {"a": [1]}}"#);
    let ran = folder.run(&EXPLAIN);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(3), ""));
    assert!(ran.messages.starts_with("error: unexpected end of input\n --> event.json:1:2"), "{}", ran.messages);
    let ran = folder.run(&["explain", "--pattern", "-", "--event", "-"]);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(64), ""));
    let ran = folder.run(&["explain", "--pattern", "rule.json", "--event", "missing.json"]);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(4), ""));
}

#[test]
fn an_event_nested_too_deeply_has_only_a_result() {
    let (open, close) = ("[".repeat(100_000), "]".repeat(100_000));
    let event = format!("{{\"detail\": {{\"a\": {open}1{close}, \"b\": 1}}}}");
    let folder =
        Folder::new("explain_deep").with("rule.json", r#"{"detail": {"a": [1], "b": [1]}}"#).with("event.json", event);
    assert_eq!(folder.run(&EXPLAIN), Ran::new(0, "match: the event is nested too deeply to be explained\n", ""));
}
