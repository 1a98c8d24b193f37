//! Tests `test --ndjson`, which reads one case per line.

use crate::support::{Folder, Ran};
use std::io::{BufRead as _, BufReader, Write as _};

fn run(test: &str, cases: impl AsRef<[u8]>) -> Ran {
    Folder::new(test).with("cases.ndjson", cases).run(&["test", "--ndjson", "cases.ndjson"])
}

#[test]
fn pattern_and_event_can_be_objects_or_strings() {
    let cases = r#"
{"pattern": {"a": [1]}, "event": {"a": 1}}
{"pattern": "{\"a\": [1]}", "event": "{\"a\": 2}", "expect": "no-match"}

{"event": "{\"a\": 1}", "pattern": {"a": 1}}
  {"pattern": "{\"a\": [1]}", "event": "[]"}
{"pattern": "", "event": ""}
{"pattern": {"a": [1]}, "event": "{\"a\": 1, }"}
"#;
    let answers = "match\nno-match\ninvalid-pattern\ninvalid-event\ninvalid-pattern\ninvalid-event\n";
    let ran = run("ndjson_forms", cases);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(0), answers));
}

#[test]
fn the_text_of_objects_is_used_unchanged() {
    let cases = [
        r#"{"pattern": {"a": [9007199254740993]}, "event": {"a": 9007199254740992}}"#,
        r#"{"pattern": {"a": [1e400]}, "event": {"a": 1e400}}"#,
        r#"{"pattern": {"a": [1]}, "event": {"a": 1, "a": 2}}"#,
        r#"{"pattern": {"a": [1], "a": [2]}, "event": {"a": 1}}"#,
        r#"{"pattern": {"a": ["\ud800"]}, "event": {"a": "\ud800"}}"#,
        r#"{"pattern": "{\"a\": [\"\\ud800\"]}", "event": {"a": "\uD800"}}"#,
        r#"{"pattern": "{\"a\": [\"\ud800\"]}", "event": "{\"a\": \"\ud800\"}"}"#,
        r#"{"pattern": "{\"a\": [\"\ud800\"]}", "event": "{\"a\": \"\ud801\"}"}"#,
    ];
    let answers = "no-match\nmatch\nmatch\nno-match\nmatch\nmatch\nmatch\nno-match\n";
    let ran = run("ndjson_raw", cases.join("\r\n"));
    assert_eq!((ran.exit, ran.output.as_str()), (Some(0), answers));
}

#[test]
fn errors_and_warnings_of_patterns_are_reported() {
    let cases = r#"{"pattern": {"detail": {"a": [{"wildcard": "*:*:*:*:*:event-bus/*"}]}}, "event": {"detail": {"a": "x:x:x:x:x:event-bus/b"}}}
{"pattern": "{\"detail\": {\"a\": [1, 1]}}", "event": {"detail": {"a": 1}}}
{"event": {"a": 2}, "pattern": {"a": 1}}
{"pattern": {"detail-type": ["ECS Task State Change"], "detail": {"lastStatus": ["STOPED"]}}, "event": {"a": 2}}
{"pattern": "{\"a\": [1] /* one */}", "event": {"a": 1}}
"#;
    let ran = run("ndjson_findings", cases);
    let answers = "match\nmatch\ninvalid-pattern\nno-match\ninvalid-pattern\n";
    assert_eq!((ran.exit, ran.output.as_str()), (Some(0), answers));
    for (line, finding) in [
        (1, "warning[complex_wildcard]"),
        (2, "warning[redundant_alternative]"),
        (3, "error[invalid_pattern]"),
        (4, "warning[unknown_value]"),
        (5, "error[invalid_json]"),
    ] {
        let reported = ran.messages.split("\n\n").find(|message| message.starts_with(finding)).unwrap_or_default();
        assert!(reported.contains(&format!("\n --> cases.ndjson:{line}, pattern:1:")), "{}", ran.messages);
    }
    let folder = Folder::new("ndjson_allowed").with("cases.ndjson", cases.lines().nth(1).unwrap());
    let ran = folder.run(&["test", "--ndjson", "cases.ndjson", "--allow", "redundant_alternative"]);
    assert_eq!(ran, Ran::new(0, "match\n", ""));
}

#[test]
fn the_findings_of_many_patterns_are_limited() {
    let case = |number: usize| {
        format!("{{\"pattern\": {{\"detail\": {{\"a\": [{number}, {number}]}}}}, \"event\": {{\"a\": 0}}}}\n")
    };
    let reports = |cases: String, test: &str| run(test, cases).messages;
    let repeated = reports(case(7).repeat(50), "ndjson_one_finding");
    assert_eq!(repeated.matches("warning[").count(), 1, "{repeated}");
    let many = reports((0..13).map(case).collect(), "ndjson_many_findings");
    assert_eq!(many.matches("warning[").count(), 10, "{many}");
    assert!(many.ends_with("\n\nnote: 3 more cases with errors or warnings in the pattern\n"), "{many}");
}

#[test]
fn an_invalid_line_has_a_result_and_is_reported() {
    let cases = concat!(
        "{\"pattern\": {\"detail\": {\"a\": [1]}}, \"event\": {\"detail\": {\"a\": 1}}}\n",
        "\n",
        "{\"pattern\": {\"detail\": {\"a\": [1]}}}\n",
        "{\"pattern\": {\"detail\": {\"a\": [1]}}, \"event\": {\"detail\": {\"a\": 1}}}\n",
        "[]\n",
        "{\"pattern\": [], \"event\": {}}",
    );
    let messages = "\
error: cases.ndjson:3: missing field `event`
 = help: write each case as `{\"pattern\": …, \"event\": …}`
 = note: 2 more lines are invalid
";
    let answers = "match\ninvalid-line\nmatch\ninvalid-line\ninvalid-line\n";
    assert_eq!(run("ndjson_invalid_lines", cases), Ran::new(3, answers, messages));
}

#[test]
fn each_invalid_line_has_its_own_message() {
    for (number, (line, message)) in [
        (&b"[{\"a\": [1]}, {\"a\": 1}]"[..], "invalid type: sequence, expected an object at column "),
        (b"{\"pattern\": {\"a\": [1]}, \"event\": tru}", "expected ident at column 37\n"),
        (b"{\"pattern\": {}, \"event\": {}} {}", "trailing characters at column 30\n"),
        (b"{\"pattern\": null, \"event\": {}}", "expected an object or a string for `pattern`\n"),
        (b"{\"pattern\": {}, \"event\": \"\xff\"}", "invalid UTF-8\n"),
    ]
    .into_iter()
    .enumerate()
    {
        let ran = run(&format!("ndjson_invalid_line_{number}"), line);
        assert_eq!((ran.exit, ran.output.as_str()), (Some(3), "invalid-line\n"));
        let start = "error: cases.ndjson:1: ";
        assert!(ran.messages.starts_with(&format!("{start}{message}")), "{}", ran.messages);
    }
}

#[test]
fn an_empty_file_is_not_an_error() {
    assert_eq!(run("ndjson_empty", ""), Ran::new(0, "", ""));
}

#[test]
fn results_are_printed_while_the_input_is_still_open() {
    let folder = Folder::new("ndjson_dialogue");
    let mut child = folder.start(&["test", "--ndjson", "-"]);
    let mut cases = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for (event, answer) in [(1, "match"), (2, "no-match"), (1, "match")] {
        writeln!(cases, "{{\"pattern\": {{\"a\": [1]}}, \"event\": {{\"a\": {event}}}}}").unwrap();
        assert_eq!(answers.next().unwrap().unwrap(), answer);
    }
    drop(cases);
    assert!(child.wait().unwrap().success());
}

#[test]
fn an_unreadable_file_is_named() {
    let folder = Folder::new("ndjson_unreadable");
    for path in ["missing.ndjson", "."] {
        let ran = folder.run(&["test", "--ndjson", path]);
        assert_eq!((ran.exit, ran.output.as_str()), (Some(4), ""));
        assert!(ran.messages.starts_with(&format!("error: `{path}` cannot be read: ")), "{}", ran.messages);
    }
}
