//! Tests `test --cases`: events of which it is known which rules match.

use crate::support::{Folder, Ran, fixture};
use serde_json::Value;
use std::fs;

const CASES: [&str; 5] = ["test", "--rules", "rules", "--cases", "cases"];

fn folder(test: &str) -> Folder {
    Folder::new(test)
        .with_folder("rules")
        .with("rules/run_test_failed.json", fixture("run_test_failed.json"))
        .with("rules/any_task.json", r#"{ "source": ["aws.ecs"] }"#)
        .with("rules/any_bucket.json", r#"{ "source": ["aws.s3"] }"#)
        .with_folder("cases")
}

fn read(folder: &Folder, name: &str) -> String {
    fs::read_to_string(folder.path(name)).unwrap()
}

/// One case of each kind that passes.
const PASSING: &str = r#"
// All cases are about containers.
[
  { "name": "a failed run", "event_file": "events/failed.json", "rules": ["run_test_failed", "any_task"] },
  {
    "event": { "source": "aws.s3", "detail-type": "x" /* not known */ },
    "rules": ["any_bucket"],
  },
  { "event": { "source": "aws.ecs", "detail-type": "x" }, "not_rules": ["any_bucket"] },
  { "event": { "source": "aws.ecs", "detail-type": "x" }, "not_rules": ["run_test_failed"], "rules": ["any_task"] },
  { "event": { "source": "a", "detail-type": "x" }, "rules": [] },
]
"#;

#[test]
fn passing_cases_are_counted() {
    let folder = folder("cases_pass")
        .with("cases/all.json", PASSING)
        .with_folder("cases/events")
        .with("cases/events/failed.json", fixture("run_test_exited_1.json"))
        .with("cases/lines.ndjson", "{\"event\":{\"source\":\"aws.s3\"},\"rules\":[\"any_bucket\"]}\n\n".repeat(2))
        .with("cases/.hidden.json", "{")
        .with("cases/README.md", "not a case");
    assert_eq!(folder.run(&CASES), Ran::new(0, "7 cases: 7 passed, 0 failed\n", ""));
    let single = ["test", "--pattern", "rules/any_bucket.json", "--cases", "cases/lines.ndjson"];
    assert_eq!(folder.run(&single), Ran::new(0, "2 cases: 2 passed, 0 failed\n", ""));
    let input = r#"{"event_file": "cases/events/failed.json", "not_rules": []}"#;
    let ran = folder.run_with(&["test", "--rules", "rules", "--cases", "-"], input);
    assert_eq!(ran, Ran::new(0, "1 case: 1 passed, 0 failed\n", ""));
}

/// Cases that fail on lines 1, 2 and 3, and one that passes.
const FAILING: &str = r#"{"name":"a <\"stopped\"> & failed run","event":{"source":"aws.ecs","detail":{"lastStatus":"RUNNING"}},"rules":["run_test_failed"]}
{"event":{"source":"aws.s3"},"rules":[]}
{"event":{"source":"aws.s3"},"rules":["any_task"],"not_rules":["any_bucket"]}
{"event":{"source":"aws.s3"},"rules":["any_bucket"]}
"#;

#[test]
fn a_difference_is_explained() {
    let folder = folder("cases_fail").with("cases/a.ndjson", FAILING);
    let output = "\
failed: a <\"stopped\"> & failed run
 --> cases/a.ndjson:1
  `run_test_failed` does not match: `detail-type` is absent, but the pattern requires \"ECS Task State Change\"; \
`detail.lastStatus` is \"RUNNING\" instead of \"STOPPED\"; `detail.containers.name` is absent, but the pattern requires \
\"run-test\" (there is no `detail.containers`); `detail.containers.exitCode` does not match either
    ✓ source: \"aws.ecs\"
    ✗ detail-type: absent, expected \"ECS Task State Change\"
      detail
      ✗ lastStatus: \"RUNNING\", expected \"STOPPED\"
        containers
        ✗ name: absent, expected \"run-test\" (there is no `detail.containers`)
        ✗ exitCode: absent, expected {\"anything-but\": 0} (there is no
            `detail.containers`)
  `any_task` matches, but is not expected to

failed: case 2
 --> cases/a.ndjson:2
  `any_bucket` matches, but is not expected to

failed: case 3
 --> cases/a.ndjson:3
  `any_task` does not match: `source` is \"aws.s3\" instead of \"aws.ecs\"
    ✗ source: \"aws.s3\", expected \"aws.ecs\"
  `any_bucket` matches, but is not expected to

4 cases: 1 passed, 3 failed
";
    for format in [&[][..], &["--format", "text"], &["--format", "human"]] {
        assert_eq!(folder.run(&[&CASES, format].concat()), Ran::new(1, output, ""));
    }
}

#[test]
fn other_programs_read_json() {
    let ran = folder("cases_json").with("cases/a.ndjson", FAILING).run(&[&CASES[..], &["--format", "json"]].concat());
    assert_eq!((ran.exit, ran.messages.as_str()), (Some(1), ""));
    let report: Value = serde_json::from_str(&ran.output).unwrap();
    assert_eq!((&report["passed"], &report["failed"]), (&Value::from(1), &Value::from(3)));
    let mut second = report["cases"][2].clone();
    let explanation = second["missing"][0]["explanation"].take();
    assert_eq!(explanation["summary"], "`source` is \"aws.s3\" instead of \"aws.ecs\"");
    let expected = serde_json::json!({
        "file": "cases/a.ndjson",
        "line": 3,
        "name": "case 3",
        "passed": false,
        "rules": ["any_bucket"],
        "missing": [{ "rule": "any_task", "explanation": null }],
        "unexpected": ["any_bucket"],
    });
    assert_eq!(second, expected);
    assert_eq!(report["cases"][3]["passed"], true);
}

/// Removes the times.
fn without_times(xml: &str) -> String {
    let mut parts = xml.split(" time=\"");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, part| text + part.split_once('"').unwrap().1)
}

#[test]
fn ci_systems_read_junit() {
    let folder = folder("cases_junit")
        .with("cases/a.ndjson", FAILING.lines().skip(1).collect::<Vec<_>>().join("\n"))
        .with("cases/b.json", FAILING.lines().next().unwrap());
    let ran = folder.run(&[&CASES[..], &["--format", "junit"]].concat());
    assert_eq!((ran.exit, ran.messages.as_str()), (Some(1), ""));
    let xml = "\
<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<testsuites name=\"event-pattern\" tests=\"4\" failures=\"3\" errors=\"0\" skipped=\"0\">
  <testsuite name=\"cases/a.ndjson\" tests=\"3\" failures=\"2\" errors=\"0\" skipped=\"0\">
    <testcase classname=\"cases/a.ndjson\" name=\"case 1\" file=\"cases/a.ndjson\" line=\"1\">
      <failure message=\"`any_bucket` matches, but is not expected to\" type=\"difference\">cases/a.ndjson:1
  `any_bucket` matches, but is not expected to</failure>
    </testcase>
    <testcase classname=\"cases/a.ndjson\" name=\"case 2\" file=\"cases/a.ndjson\" line=\"2\">
      <failure message=\"`any_task` does not match: `source` is &quot;aws.s3&quot; instead of &quot;aws.ecs&quot;; \
`any_bucket` matches, but is not expected to\" type=\"difference\">cases/a.ndjson:2
  `any_task` does not match: `source` is &quot;aws.s3&quot; instead of &quot;aws.ecs&quot;
    ✗ source: &quot;aws.s3&quot;, expected &quot;aws.ecs&quot;
  `any_bucket` matches, but is not expected to</failure>
    </testcase>
    <testcase classname=\"cases/a.ndjson\" name=\"case 3\" file=\"cases/a.ndjson\" line=\"3\"/>
  </testsuite>
  <testsuite name=\"cases/b.json\" tests=\"1\" failures=\"1\" errors=\"0\" skipped=\"0\">
    <testcase classname=\"cases/b.json\" name=\"a &lt;&quot;stopped&quot;&gt; &amp; failed run\" file=\"cases/b.json\" line=\"1\">
";
    let output = without_times(&ran.output);
    assert_eq!(&output[..xml.len().min(output.len())], xml);
    assert!(output.ends_with("</failure>\n    </testcase>\n  </testsuite>\n</testsuites>\n"), "{output}");
}

#[test]
fn an_update_changes_only_the_lists() {
    let before = "\
// Keep this comment.
[
  {
    \"name\": \"on several lines\",
    \"rules\": [
      \"any_task\", // not any more
      \"gone\"
    ],
    \"event\": { \"source\": \"aws.s3\",  \"n\": 1.0 }
  },
  { \"rules\": [\"any_task\"], \"event\": { \"source\": \"aws.ecs\" } },
  { \"event\": { \"source\": \"aws.ecs\" } },
  {
    \"event\": { \"source\": \"aws.s3\" },
  },
  { \"not_rules\": [\"any_task\"], \"rules\": [\"any_bucket\", \"run_test_failed\"], \"event\": { \"source\": \"aws.ecs\" } },
  { \"event\": { \"source\": \"aws.s3\" }, \"not_rules\": [\"any_bucket\"] },
  { \"event\": { \"source\": \"a\" }, \"rules\": [
      \"any_task\"
    ] },
]
";
    let after = "\
// Keep this comment.
[
  {
    \"name\": \"on several lines\",
    \"rules\": [
      \"any_bucket\"
    ],
    \"event\": { \"source\": \"aws.s3\",  \"n\": 1.0 }
  },
  { \"rules\": [\"any_task\"], \"event\": { \"source\": \"aws.ecs\" } },
  { \"event\": { \"source\": \"aws.ecs\" }, \"rules\": [\"any_task\"] },
  {
    \"event\": { \"source\": \"aws.s3\" },
    \"rules\": [\"any_bucket\"],
  },
  { \"not_rules\": [\"any_bucket\", \"run_test_failed\"], \"rules\": [\"any_task\"], \"event\": { \"source\": \"aws.ecs\" } },
  { \"event\": { \"source\": \"aws.s3\" }, \"not_rules\": [], \"rules\": [\"any_bucket\"] },
  { \"event\": { \"source\": \"a\" }, \"rules\": [] },
]
";
    for (line_break, test) in [("\n", "cases_update"), ("\r\n", "cases_update_crlf")] {
        let folder = folder(test)
            .with("cases/a.json", before.replace('\n', line_break))
            .with("cases/b.json", r#"{"event":{"source":"aws.s3"},"rules":["any_bucket"]}"#);
        let output = "\
updated `cases/a.json`
  on several lines: +any_bucket -any_task -gone
  case 3: +any_task
  case 4: +any_bucket
  case 5: +any_task -any_bucket -run_test_failed
  case 6: +any_bucket
  case 7: -any_task
8 cases: 6 updated
";
        let update = [&CASES[..], &["--update"]].concat();
        assert_eq!(folder.run(&update), Ran::new(0, output, ""));
        assert_eq!(read(&folder, "cases/a.json"), after.replace('\n', line_break));
        assert_eq!(folder.run(&update), Ran::new(0, "8 cases: 0 updated\n", ""));
        assert_eq!(folder.run(&CASES), Ran::new(0, "8 cases: 8 passed, 0 failed\n", ""));
    }
}

#[test]
fn invalid_cases_are_reported_at_their_places() {
    let folder = folder("cases_invalid").with(
        "cases/a.json",
        "\
[
  { \"event\": {}, \"rules\": [\"any_taks\"] },
  { \"event\": {}, \"rules\": [\"nothing_like_it\"] },
  { \"rules\": [] },
  { \"event\": {} },
  { \"event\": {}, \"event_file\": \"a\", \"rules\": [] },
  { \"event\": [], \"rule\": [] },
  { \"event\": {}, \"rules\": \"any_task\", \"name\": 1 },
  { \"event\": {}, \"rules\": [1, \"any_task\", \"any_task\"], \"not_rules\": [\"any_task\"], \"comment\": \"\" },
  { \"event\": {}, \"rules\": [], \"rules\": [] },
  1
]
",
    );
    let ran = folder.run(&CASES);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(3), ""));
    let help = "write the names of rules, as in `[\"order_failed\"]`";
    for (place, message, help) in [
        ("2:28", "no rule is named `any_taks`", "did you mean `any_task`?"),
        ("3:28", "no rule is named `nothing_like_it`", "the rules are `any_bucket`, `any_task`, `run_test_failed`"),
        ("4:3", "missing key `event`", "write `\"event\": { … }` or `\"event_file\": \"PATH\"`"),
        (
            "5:3",
            "missing key `rules`",
            "write `\"rules\": []` if no rule matches, or let `--update` write the rules that match",
        ),
        ("6:18", "a case has one event, but this one has two", "remove `event` or `event_file`"),
        (
            "7:14",
            "expected an object for `event`, found an array",
            "to read the event from a file, write `\"event_file\": \"PATH\"`",
        ),
        ("7:18", "unknown key `rule`", "did you mean `rules`?"),
        ("8:27", "expected a list for `rules`, found a string", help),
        ("8:47", "expected a string for `name`, found a number", "write the value in double quotes"),
        ("9:28", "expected the name of a rule, found a number", help),
        ("9:43", "`any_task` is listed twice", "remove one of them"),
        ("9:31", "`any_task` is listed in both `rules` and `not_rules`", "remove it from one of them"),
        ("9:83", "unknown key `comment`", "a case has the keys `name`, `event`, `event_file`, `rules`, `not_rules`"),
        ("10:31", "the key `rules` is repeated", "remove one of them"),
        ("11:3", "expected an object for a case, found a number", "write `{ \"event\": …, \"rules\": [\"NAME\"] }`"),
    ] {
        let starts = format!("error: {message}\n");
        let found = ran.messages.split("\n\n").any(|text| {
            text.starts_with(&starts)
                && text.contains(&format!(" --> cases/a.json:{place}\n"))
                && text.trim_end().ends_with(&format!("= help: {help}"))
        });
        assert!(found, "{message} at {place}:\n{}", ran.messages);
    }
}

#[test]
fn an_error_in_a_later_line_has_its_place() {
    let folder = folder("cases_lines")
        .with("a.ndjson", "\u{feff}{\"event\": {}, \"rules\": []}\n\n{\"event\": {}, rules: []}\n");
    let ran = folder.run(&["test", "--rules", "rules", "--cases", "a.ndjson"]);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(3), ""));
    assert!(ran.messages.contains(" --> a.ndjson:3:15\n"), "{}", ran.messages);
    let folder = folder.with("b.json", b"\xff");
    let ran = folder.run(&["test", "--rules", "rules", "--cases", "b.json"]);
    assert!(ran.messages.starts_with("error: invalid UTF-8: byte 0xFF\n --> b.json:1:1\n"), "{}", ran.messages);
}

#[test]
fn files_without_cases_are_never_silent() {
    let folder = folder("cases_none")
        .with("cases/event.json", r#"{"source": "a"}"#)
        .with("cases/empty.json", "[]")
        .with("empty.ndjson", "\n");
    let help = " = help: write each case as `{ \"event\": { … }, \"rules\": [\"NAME\"] }`\n";
    for file in ["cases", "cases/event.json", "cases/empty.json", "empty.ndjson"] {
        let ran = folder.run(&["test", "--rules", "rules", "--cases", file]);
        assert_eq!(ran, Ran::new(3, "", &format!("error: no cases in `{file}`\n{help}")));
    }
    let folder = folder.with("cases/a.json", r#"{"event": {"source": "a"}, "rules": []}"#);
    let messages = "\
note: skipped `cases/empty.json`, which has no cases
note: skipped `cases/event.json`, which has no cases
";
    assert_eq!(folder.run(&CASES), Ran::new(0, "1 case: 1 passed, 0 failed\n", messages));
    let folder = folder.with("cases/a.json", r#"{"event_file": "missing.json", "rules": []}"#);
    let ran = folder.run(&CASES);
    assert_eq!(ran.exit, Some(4));
    assert!(ran.messages.contains("error: `cases/missing.json` cannot be read: "), "{}", ran.messages);
    let folder = folder.with("cases/a.json", r#"{"event_file": "event.json", "rules": []}"#);
    let folder = folder.with("cases/event.json", fixture("describe_tasks.json"));
    let ran = folder.run(&CASES);
    assert_eq!(ran.exit, Some(3));
    assert!(ran.messages.contains("error: expected one event, found 2 in `cases/event.json`\n"), "{}", ran.messages);
}

#[test]
fn the_options_of_cases_need_cases() {
    let folder = folder("cases_usage").with("cases/a.json", r#"{"event": {}, "rules": []}"#).with("event.json", "{}");
    for arguments in [
        &["test", "--cases", "cases"][..],
        &["test", "--rules", "rules", "--event", "event.json", "--update"],
        &["test", "--rules", "rules", "--event", "event.json", "--format", "json"],
        &["test", "--rules", "rules", "--event", "event.json", "--cases", "cases"],
        &["test", "--rules", "rules", "--cases", "cases", "--update", "--format", "json"],
        &["test", "--rules", "rules", "--cases", "-", "--update"],
    ] {
        let ran = folder.run(arguments);
        assert_eq!((ran.exit, ran.output.as_str()), (Some(64), ""), "{arguments:?}: {}", ran.messages);
    }
}
