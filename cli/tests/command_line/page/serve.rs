//! Tests what the page asks for.

use super::server::Server;
use super::story;
use crate::schema::ORDER;
use crate::support::{Folder, Ran, fixture};
use insta::assert_snapshot;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};

/// Returns a member of each object in a list.
fn each(list: &Value, member: &str) -> Vec<Value> {
    list.as_array().unwrap().iter().map(|one| one[member].clone()).collect()
}

/// Returns a part of a text, given its span in UTF-16.
fn part(text: &Value, span: &Value) -> String {
    let units: Vec<u16> = text.as_str().unwrap().encode_utf16().collect();
    let at = |index: usize| usize::try_from(span[index].as_u64().unwrap()).unwrap();
    String::from_utf16(&units[at(0)..at(1)]).unwrap()
}

#[test]
fn the_page_has_all_rules_and_events_even_invalid_ones() {
    let template = "\
Resources:
  Stopped:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: { source: [aws.ecs], detail: { lastStatus: [STOPED] }, detail-type: [ECS Task State Change] }
  Named:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: { source: [!Ref Name] }
";
    let folder = story("page_state")
        .with("rules/broken.json", "{ \"source\": [\"a\"")
        .with("rules/rejected.json", r#"{ "source": "a" }"#)
        .with("rules/template.yaml", template)
        .with("rules/other.json", "[1]")
        .with("events/archive.ndjson", "{\"source\": \"a\"}\nnothing\n{\"source\": \"b\", \"detail-type\": \"c\"}\n")
        .with("events/broken.json", r#"{ "source": "a", }"#)
        .with("events/tasks.json", fixture("describe_tasks.json"));
    let server = Server::of(&folder);
    let state = server.state();
    let names = ["broken", "failed", "rejected", "Named", "Stopped"];
    let mut rules: Vec<Value> = each(&state["rules"], "name");
    rules[3..].sort_by_key(ToString::to_string);
    assert_eq!(rules, names);
    let rule = |name: &str| {
        let index = each(&state["rules"], "name").iter().position(|one| one == name).unwrap();
        (index, &state["rules"][index])
    };
    for (name, file, valid, errors, unknown) in [
        ("broken", "rules/broken.json", false, 1, false),
        ("failed", "rules/failed.json", true, 0, false),
        ("rejected", "rules/rejected.json", false, 1, false),
        ("Stopped", "rules/template.yaml#Stopped", true, 1, false),
        ("Named", "rules/template.yaml#Named", true, 0, true),
    ] {
        let (_, rule) = rule(name);
        let facts = [&rule["file"], &rule["valid"], &rule["errors"], &rule["hasUnknown"]];
        assert_eq!(facts, [&json!(file), &json!(valid), &json!(errors), &json!(unknown)], "{name}");
    }
    let events = [
        "events/alarm.json",
        "events/archive.ndjson:1",
        "events/archive.ndjson:2",
        "events/archive.ndjson:3",
        "events/broken.json",
        "events/failure.json",
        "events/tasks.json:1",
        "events/tasks.json:1 (2)",
    ];
    assert_eq!(each(&state["events"], "name"), events);
    let errors: Vec<bool> = each(&state["events"], "error").iter().map(|error| !error.is_null()).collect();
    assert_eq!(errors, [false, false, true, false, true, false, false, false]);
    assert_eq!(state["events"][3]["detailType"], "c");
    let failed = rule("failed").0;
    let of = |rule: usize| -> String {
        let rows = state["cells"].as_array().unwrap().iter();
        rows.map(|row| row.as_str().unwrap().chars().nth(rule).unwrap()).collect()
    };
    assert_eq!(of(failed), "00e0e101");
    assert_eq!(of(rule("broken").0), "eeeeeeee");
    assert_eq!(of(rule("Named").0), "11e1e111");
    let notes = state["notes"].to_string();
    assert!(notes.contains("skipped `rules/other.json`, which has no rules"), "{notes}");
    assert!(notes.contains("converted 2 tasks"), "{notes}");

    // A rule of a template is shown as a pattern, and its diagnostics are about that text.
    let (index, _) = rule("Stopped");
    let shown = server.get(&format!("/api/rules/{index}")).json();
    assert!(shown["text"].as_str().unwrap().starts_with("{\n  \"source\": [\"aws.ecs\"],"), "{shown}");
    assert_eq!(part(&shown["text"], &shown["diagnostics"][0]["span"]), "\"STOPED\"");
    assert_eq!((&shown["editable"], &shown["savedIn"]), (&json!(true), &Value::Null));

    // A broken event is shown as it is, to be repaired, and a broken record of an archive is only reported.
    let shown = server.get("/api/events/4").json();
    assert_eq!((&shown["text"], &shown["savedIn"]), (&json!(r#"{ "source": "a", }"#), &json!("events/broken.json")));
    assert_eq!(part(&shown["text"], &shown["error"]["span"]), "}");
    let shown = server.get("/api/events/2").json();
    assert_eq!((&shown["text"], &shown["editable"]), (&json!(""), &json!(false)));
    assert!(!shown["error"]["message"].as_str().unwrap().is_empty());
    let answer = server.get("/api/cells/2/0");
    assert_eq!(answer.json()["answer"], "error");
}

/// Returns a line for each part of a judgement: its outcome, its text in the pattern, and what was found in the event.
fn lines(parts: &Value, pattern: &Value, event: &Value, indent: usize) -> String {
    let mut lines = String::new();
    for one in parts.as_array().unwrap() {
        let mark = one["holds"].as_bool().map_or(' ', |holds| if holds { '✓' } else { '✗' });
        let (key, words) = (one["key"].as_str().unwrap(), one["words"].as_str().unwrap());
        let one_line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(lines, "{:indent$}{mark} {key}: {words}", "");
        let _ = writeln!(lines, "{:indent$}    pattern: {}", "", one_line(part(pattern, &one["span"])));
        for found in one["found"].as_array().unwrap() {
            let text = one_line(part(event, &found["span"]));
            let _ = writeln!(lines, "{:indent$}    event: {} = {} at {text}", "", found["place"], found["value"]);
        }
        lines += &self::lines(&one["parts"], pattern, event, indent + 2);
    }
    lines
}

#[test]
fn the_false_alarm_is_judged_with_its_places() {
    let server = Server::of(&story("page_alarm"));
    let cell = server.get("/api/cells/0/0").json();
    let (rule, event) = (server.get("/api/rules/0").json(), server.get("/api/events/0").json());
    let parts = lines(&cell["parts"], &rule["text"], &event["text"], 0);
    assert_snapshot!(format!("{}: {}\n\n{parts}", cell["answer"], cell["summary"]));
    assert_eq!(server.state()["cells"], json!(["0", "1"]));
}

#[test]
fn files_without_events_are_skipped_and_broken_records_are_counted() {
    let folder = story("page_skipped")
        .with("events/readme.md", "# Events\n\nThese are events.\n")
        .with("events/empty.json", "")
        .with("events/log.txt", format!("{{\"source\": \"a\"}}\n{}", "broken\n".repeat(25)));
    let state = Server::of(&folder).state();
    let log = each(&state["events"], "error").iter().filter(|error| !error.is_null()).count();
    assert_eq!((log, state["events"].as_array().unwrap().len()), (10, 13));
    let notes = [
        "skipped `events/empty.json`, which has no events",
        "`events/log.txt` has 25 records without an event; the first 10 are shown",
        "skipped `events/readme.md`, which has no events",
    ];
    assert_eq!(state["notes"], json!(notes));
}

#[test]
fn texts_are_judged_as_they_are_typed() {
    let server = Server::of(&story("page_judge"));
    let judge = |pattern: &str, event: &str| {
        let answer = server.post("/api/judge", &json!({ "pattern": pattern, "event": event }));
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()
    };
    let event = r#"{ "source": "é", "n": 1 }"#;
    let judged = judge(r#"{ "source": ["é"], "n": [1] }"#, event);
    assert_eq!(judged["judgement"]["answer"], "match");
    let pattern = r#"{ "source": ["é"], "n": [0] }"#;
    let judged = judge(pattern, event);
    assert_eq!(judged["judgement"]["answer"], "mismatch");
    assert_eq!(judged["judgement"]["summary"], "`n` is 1 instead of 0");
    let failing = &judged["judgement"]["parts"][1];
    assert_eq!(part(&judged["pattern"]["text"], &failing["span"]), r#""n": [0]"#);
    assert_eq!(part(&judged["event"]["text"], &failing["found"][0]["span"]), r#""n": 1"#);
    for (pattern, event, summary) in [
        (r#"{ "a": 1 }"#, event, "the pattern is invalid: "),
        (r#"{ "a": ["#, event, "the pattern is invalid: "),
        ("", event, "the pattern is invalid: "),
        (pattern, "{", "the event is invalid: unexpected end of input"),
        (pattern, "", "the event is invalid: expected a JSON object"),
        (pattern, pattern, "the event is invalid: expected an event, found a pattern"),
    ] {
        let judged = judge(pattern, event);
        assert_eq!(judged["judgement"]["answer"], "error", "{pattern} {event}");
        let found = judged["judgement"]["summary"].as_str().unwrap();
        assert!(found.starts_with(summary), "{pattern} {event}: {found}");
        let is_marked =
            !judged["pattern"]["diagnostics"].as_array().unwrap().is_empty() || judged["event"]["error"].is_object();
        assert!(is_marked, "{judged}");
    }
}

#[test]
fn a_rule_has_its_prefilter_its_deployment_and_its_rust_code() {
    let server = Server::of(&story("page_details"));
    let rule = server.get("/api/rules/0").json();
    assert_eq!(rule["prefilterNote"], "EventBridge evaluates the whole pattern");
    assert_eq!(rule["checkedAgainst"], "ECS Task State Change");
    assert_eq!(each(&rule["deploy"], "name"), ["CloudFormation", "Terraform", "CDK"]);
    assert!(rule["deploy"][1]["text"].as_str().unwrap().contains("\"aws_cloudwatch_event_rule\" \"failed\""));
    let rust = rule["rust"].as_str().unwrap();
    assert!(rust.starts_with("pub fn failed(") && rust.contains(" bytes; `--tables` shows them */"), "{rust}");
    let scoped = r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Task State Change"],
        "detail": { "containers": { "$all": { "exitCode": [0] } } } }"#;
    let details = server.post("/api/rule", &json!({ "pattern": scoped, "name": "AllDone" })).json();
    assert!(details["prefilterNote"].as_str().unwrap().starts_with("EventBridge does not have all conditions"));
    assert!(details["rust"].as_str().unwrap().starts_with("pub fn all_done("), "{details}");
    let details = server.post("/api/rule", &json!({ "pattern": "{}" })).json();
    assert_eq!((&details["prefilter"], &details["rust"]), (&Value::Null, &Value::Null));
    assert!(details["rustNote"].is_string() && details["deploy"] == json!([]), "{details}");
}

#[test]
fn own_documents_and_allowed_diagnostics_count_on_the_page() {
    let rule = r#"{ "source": ["shop.orders"], "detail-type": ["Order Placed"], "detail": { "stat": ["PAID"] } }"#;
    let folder =
        story("page_schemas").with_folder("schemas").with("schemas/order.json", ORDER).with("rules/order.json", rule);
    let arguments = ["--rules", "rules", "--events", "events", "--schemas", "schemas"];
    let server = Server::start(&folder, &arguments);
    let shown = server.get("/api/rules/1").json();
    assert_eq!(shown["checkedAgainst"], "Order Placed");
    assert_eq!(shown["diagnostics"][0]["name"], "unknown_field");
    assert_eq!(part(&shown["text"], &shown["diagnostics"][0]["span"]), "\"stat\"");
    // A change of a document changes what is known.
    fs::write(folder.path("schemas/order.json"), ORDER.replace("\"Order Placed\"", "\"Order Sent\"")).unwrap();
    server.wait_for(|state| state["rules"][1]["errors"] == 0);
    fs::write(folder.path("schemas/order.json"), ORDER).unwrap();
    server.wait_for(|state| state["rules"][1]["errors"] == 1);
    let server = Server::start(&folder, &[&arguments[..], &["--allow", "unknown_field"]].concat());
    assert_eq!(server.get("/api/rules/1").json()["diagnostics"], json!([]));
    let judged = server.post("/api/judge", &json!({ "pattern": rule, "event": "{}" })).json();
    assert_eq!(judged["pattern"]["diagnostics"], json!([]));
}

#[test]
fn a_text_is_saved_in_its_file_unless_the_file_changed() {
    let folder = story("page_save")
        .with(
            "rules/main.tf",
            "resource \"aws_cloudwatch_event_rule\" \"a\" {\n  event_pattern = \"{\\\"source\\\":[\\\"a\\\"]}\"\n}\n",
        )
        .with("events/archive.ndjson", "{\"source\": \"a\"}\n{\"source\": \"b\"}\n");
    let server = Server::of(&folder);
    let save = |kind: &str, index: usize, revision: &Value, text: &str| {
        server.post("/api/save", &json!({ "kind": kind, "index": index, "revision": revision, "text": text }))
    };
    let state = server.state();
    let old = &state["revision"];
    let text = r#"{ "source": ["é"] }"#;
    let answer = save("rule", 0, old, text);
    assert_eq!((answer.status, answer.body.as_str()), (204, ""));
    assert_eq!(fs::read_to_string(folder.path("rules/failed.json")).unwrap(), text);
    assert_eq!(fs::read_dir(folder.path("rules")).unwrap().count(), 2);
    // The answer waits until the change is known.
    let state = server.state();
    assert_ne!(&state["revision"], old);
    assert_eq!(server.get("/api/rules/0").json()["text"], text);
    let answer = save("rule", 0, old, "{}");
    assert_eq!((answer.status, answer.error()), (409, "a file changed; look at the change before you save".to_owned()));
    assert_eq!(server.get(&format!("/api/rules/0?revision={old}")).status, 409);
    assert_eq!(server.get(&format!("/api/rules/0?revision={}", state["revision"])).status, 200);
    for (kind, index, message) in [
        ("rule", 1, "the rule is a part of its file, so it cannot be saved here"),
        ("event", 1, "the event is a part of its file, so it cannot be saved here"),
        ("rule", 9, "there is no such rule"),
        ("event", 9, "there is no such event"),
    ] {
        let answer = save(kind, index, &state["revision"], "{}");
        assert!(answer.status == 422 && answer.error().starts_with(message), "{answer:?}");
    }
    assert_eq!(save("event", 0, &state["revision"], r#"{"source": "é"}"#).status, 204);
    assert_eq!(fs::read_to_string(folder.path("events/alarm.json")).unwrap(), r#"{"source": "é"}"#);
    // The page has no carriage returns, and a file with them keeps them.
    fs::write(folder.path("events/failure.json"), "{\r\n  \"source\": \"a\"\r\n}\r\n").unwrap();
    let state = server.wait_for(|state| state["events"][3]["source"] == "a");
    let text = server.get("/api/events/3").json()["text"].as_str().unwrap().replace("\"a\"", "\"b\"");
    assert_eq!(text, "{\n  \"source\": \"b\"\n}\n");
    assert_eq!(save("event", 3, &state["revision"], &text).status, 204);
    let saved = fs::read_to_string(folder.path("events/failure.json")).unwrap();
    assert_eq!(saved, "{\r\n  \"source\": \"b\"\r\n}\r\n");
    // The file changes and nobody had the time to notice.
    let revision = &server.state()["revision"];
    fs::write(folder.path("rules/failed.json"), "{ \"source\": [\"theirs\"] }").unwrap();
    assert_eq!(save("rule", 0, revision, "{}").status, 409);
    assert_eq!(fs::read_to_string(folder.path("rules/failed.json")).unwrap(), "{ \"source\": [\"theirs\"] }");
}

#[test]
fn a_page_is_told_about_changed_files() {
    let folder = story("page_changes");
    let server = Server::of(&folder);
    let mut stream = server.connect();
    write!(stream, "GET /api/changes HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", server.port).unwrap();
    let mut lines = BufReader::new(stream).lines().map(Result::unwrap);
    let mut next = || lines.find_map(|line| line.strip_prefix("data: ").map(str::to_owned)).unwrap();
    let revision = |data: &str| serde_json::from_str::<Value>(data).unwrap()["revision"].as_u64().unwrap();
    let first = revision(&next());
    assert_eq!(server.state()["revision"], first);
    fs::write(folder.path("rules/more.json"), r#"{ "source": ["aws.ecs"] }"#).unwrap();
    assert!(revision(&next()) > first);
    let state = server.wait_for(|state| state["rules"].as_array().unwrap().len() == 2);
    assert_eq!(state["cells"], json!(["01", "11"]));
    // What cannot be read at all is a note, and the page shows what it showed before.
    fs::remove_file(folder.path("rules/more.json")).unwrap();
    fs::remove_file(folder.path("rules/failed.json")).unwrap();
    let state = server.wait_for(|state| state["notes"].to_string().contains("no rules in `rules`"));
    assert!(!state["rules"].as_array().unwrap().is_empty());
    fs::write(folder.path("rules/failed.json"), r#"{ "source": ["aws.ecs"] }"#).unwrap();
    server.wait_for(|state| state["notes"] == json!([]) && state["cells"] == json!(["1", "1"]));
}

#[test]
fn what_cannot_be_served_is_an_error() {
    let folder = story("page_errors");
    let server = Server::of(&folder);
    let port = server.port.to_string();
    let ran = folder.run(&["serve", "--rules", "rules", "--port", &port]);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(4), ""));
    assert!(ran.messages.starts_with(&format!("error: cannot listen on 127.0.0.1:{port}: ")), "{}", ran.messages);
    let messages = "error: `serve` cannot read standard input (`-`) again\n = help: write the text to a file\n";
    assert_eq!(folder.run(&["serve", "--rules", "rules", "--events", "-", "--port", "0"]), Ran::new(64, "", messages));
    let ran = folder.run(&["serve", "--rules", "missing", "--port", "0"]);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(4), ""), "{}", ran.messages);
    let ran = Folder::new("page_usage").run(&["serve"]);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(64), ""), "{}", ran.messages);
}
