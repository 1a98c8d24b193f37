//! Tests `replay`: archives of events, run through a folder of rules.

use crate::support::{Folder, Ran, fixture, gzip};
use serde_json::{Value, json};
use std::fs;

const SUMMARY: [&str; 5] = ["replay", "--rules", "rules", "--summary", "archive"];
const REPLAY: [&str; 4] = ["replay", "--rules", "rules", "archive"];

/// Creates a folder with two rules. `any_bucket` matches none of the events that [`event`] returns.
fn folder(test: &str) -> Folder {
    Folder::new(test)
        .with_folder("rules")
        .with("rules/run_test_failed.json", fixture("run_test_failed.json"))
        .with("rules/any_bucket.json", r#"{ "source": ["aws.s3"] }"#)
        .with("rules/README.md", "no rule")
}

/// Returns an event with this number as its `id`. Events with odd numbers match.
fn event(number: usize) -> String {
    let source = if number % 2 == 1 { "run_test_exited_1.json" } else { "selenium_hub_exited_1.json" };
    let mut event: Value = serde_json::from_str(&fixture(source)).unwrap();
    event["id"] = json!(number.to_string());
    event["time"] = json!(format!("2026-01-{:02}T00:00:00Z", number % 28 + 1));
    let text = event.to_string();
    // EventBridge writes `version` first.
    format!("{{\"version\":\"0\",{}", text.replacen(",\"version\":\"0\"", "", 1).trim_start_matches('{'))
}

/// Returns events 1 to `count`.
fn events(count: usize) -> Vec<String> {
    (1..=count).map(event).collect()
}

/// Returns an object like those that Amazon CloudWatch Logs sends to subscriptions.
fn subscription_data(events: &[String]) -> String {
    let log_events: Vec<Value> =
        events.iter().map(|event| json!({"id": "3", "timestamp": 1, "message": event})).collect();
    json!({"messageType": "DATA_MESSAGE", "owner": "123456789012", "logGroup": "/aws/events/all", "logStream": "x",
        "subscriptionFilters": ["all"], "logEvents": log_events})
    .to_string()
}

/// Returns the file, line and id of each match.
fn matches(ran: &Ran) -> Vec<(String, u64, String)> {
    let lines = ran.output.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let part = |line: &Value, name: &str| line[name].as_str().unwrap_or_default().to_owned();
    lines.map(|line| (part(&line, "file"), line["line"].as_u64().unwrap(), part(&line, "id"))).collect()
}

fn ids(ran: &Ran) -> Vec<String> {
    matches(ran).into_iter().map(|(_, _, id)| id).collect()
}

#[test]
fn a_match_has_a_file_and_line() {
    let archive = format!("{}\n\n{}\r\n{}", event(2), event(1), event(3));
    let ran = folder("replay_match").with("archive", archive).run(&REPLAY);
    let expected = "\
{\"file\":\"archive\",\"line\":3,\"id\":\"1\",\"time\":\"2026-01-02T00:00:00Z\",\"rules\":[\"run_test_failed\"]}
{\"file\":\"archive\",\"line\":4,\"id\":\"3\",\"time\":\"2026-01-04T00:00:00Z\",\"rules\":[\"run_test_failed\"]}
";
    assert_eq!(ran, Ran::new(0, expected, ""));
}

#[test]
fn all_rules_that_match_are_named_in_order() {
    let folder = folder("replay_names")
        .with("rules/a \"b\".json", r#"{"detail": {"x": [1]}}"#)
        .with("rules/Z.json", r#"{"detail": {"x": [{"exists": true}]}}"#);
    let ran = folder.run_with(
        &["replay", "--rules", "rules"],
        "{\"source\": \"\", \"detail\": {\"x\": 1}, \"id\": 7}\n{\"detail\": {\"x\": 2}, \"detail-type\": \"\"}\n",
    );
    let expected = "\
{\"file\":\"<stdin>\",\"line\":1,\"id\":null,\"time\":null,\"rules\":[\"Z\",\"a \\\"b\\\"\"]}
{\"file\":\"<stdin>\",\"line\":2,\"id\":null,\"time\":null,\"rules\":[\"Z\"]}
";
    assert_eq!(ran, Ran::new(0, expected, ""));
}

#[test]
fn whole_events_are_printed_on_one_line() {
    let folder = folder("replay_events").with("archive", "{\n  \"source\": \"aws.s3\",\r\n  \"n\": 1.0\n}\n");
    let ran = folder.run(&[&REPLAY[..], &["--events"]].concat());
    let expected = "{\"file\":\"archive\",\"line\":1,\"id\":null,\"time\":null,\"rules\":[\"any_bucket\"],\
        \"event\":{   \"source\": \"aws.s3\",    \"n\": 1.0 }}\n";
    assert_eq!(ran, Ran::new(0, expected, ""));
    assert_eq!(folder.run(&[&SUMMARY[..], &["--events"]].concat()).exit, Some(64));
}

#[test]
fn the_summary_lists_every_rule() {
    let folder = folder("replay_summary").with("archive", events(2345).join("\n"));
    let ran = folder.run(&SUMMARY);
    assert_eq!((ran.exit, ran.messages.as_str()), (Some(0), ""));
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("replay_summary", ran.output);
    });
    let ran = folder.run(&[&SUMMARY[..], &["--format", "json"]].concat());
    let expected = json!({
        "rules": [
            { "rule": "any_bucket", "matched": 0, "first": null, "last": null },
            { "rule": "run_test_failed", "matched": 1173, "first": "2026-01-02T00:00:00Z", "last": "2026-01-28T00:00:00Z" },
        ],
        "events": 2345, "matched": 1173, "broken": 0,
    });
    assert_eq!(serde_json::from_str::<Value>(&ran.output).unwrap(), expected);
    assert_eq!(folder.run(&[&REPLAY[..], &["--format", "json"]].concat()).exit, Some(64));
}

#[test]
fn events_are_found_in_every_layout() {
    let all = events(5);
    let pretty = |event: &String| serde_json::to_string_pretty(&serde_json::from_str::<Value>(event).unwrap()).unwrap();
    let pretty_all: Vec<String> = all.iter().map(pretty).collect();
    let log =
        |prefix: &str, events: &[String]| events.iter().flat_map(|event| [prefix, event, "\n"]).collect::<String>();
    let messages = |name: &str| {
        let events: Vec<Value> = all.iter().map(|event| json!({"timestamp": 1, "message": event})).collect();
        json!({ name: events, "nextForwardToken": "f/1" })
    };
    let replayed = all.iter().map(|event| event.replacen('{', "{\"replay-name\":\"again\",", 1)).collect::<Vec<_>>();
    for (name, archive) in [
        ("lines", all.join("\n")),
        ("crlf", all.join("\r\n\r\n")),
        ("concatenated", all.concat()),
        ("spaces", all.join(" ")),
        ("several", format!("{}{}\n{} {}\n{}", all[0], all[1], all[2], all[3], all[4])),
        ("pretty", pretty_all.join("\n")),
        ("pretty_concatenated", pretty_all.concat()),
        ("list", format!("[{}]", all.join(","))),
        ("list_of_lines", format!("[\n{}\n]\n", all.join(",\n"))),
        (
            "list_pretty",
            serde_json::to_string_pretty(&json!(
                all.iter().map(|event| serde_json::from_str::<Value>(event).unwrap()).collect::<Vec<_>>()
            ))
            .unwrap(),
        ),
        ("indented", format!("  {}\n", all.join("\n  "))),
        ("export", log("2026-01-01T00:00:00.000Z ", &all)),
        ("tail", log("2026-01-01T00:00:00.000000+00:00 all/1 ", &all)),
        ("tail_short", log("2026-01-01T00:00:00 ", &all)),
        ("tail_json", log("2026-01-01T00:00:00+00:00 all/1 \n", &pretty_all)),
        ("python", log("2026-01-01 00:00:00,000 - INFO - ", &all)),
        ("export_pretty", format!("2026-01-01T00:00:00Z {}", pretty_all.join("\n2026-01-01T00:00:00Z "))),
        ("subscription", subscription_data(&all)),
        ("subscriptions", all.iter().map(|event| subscription_data(std::slice::from_ref(event))).collect()),
        ("get_log_events", messages("events").to_string()),
        ("filter_log_events", format!("{:#}", messages("events"))),
        ("log_events", all.iter().map(|event| json!({"timestamp": 1, "message": event}).to_string() + "\n").collect()),
        ("cases", format!("{{\"pattern\": {{}}, \"event\": {}}}\n", all.join("}\n{\"event\":"))),
        ("case_texts", all.iter().map(|event| json!({"event": event}).to_string() + "\n").collect()),
        ("replayed", replayed.join("\n")),
    ] {
        let ran = folder(&format!("replay_layout_{name}")).with("archive", &archive).run(&REPLAY);
        assert_eq!((ran.exit, ran.messages.as_str()), (Some(0), ""), "{name}");
        assert_eq!(ids(&ran), ["1", "3", "5"], "{name}");
        let ran = folder(&format!("replay_layout_{name}")).with("archive", archive).run(&SUMMARY);
        assert!(
            ran.output.ends_with("\n5 events, 3 matched by at least one rule; 0 invalid records\n"),
            "{name}: {}",
            ran.output
        );
    }
}

#[test]
fn control_messages_contain_no_events() {
    let control = r#"{"messageType":"CONTROL_MESSAGE","owner":"CloudwatchLogs","logGroup":"","logStream":"","subscriptionFilters":[],
        "logEvents":[{"id":"","timestamp":1,"message":"CWL CONTROL MESSAGE: Checking health of destination Firehose."}]}"#;
    let ran = folder("replay_control").with("archive", control).run(&SUMMARY);
    assert!(ran.output.ends_with("\n0 events, 0 matched by at least one rule; 0 invalid records\n"), "{}", ran.output);
    assert_eq!((ran.exit, ran.messages.as_str()), (Some(0), "note: skipped 1 control message of CloudWatch Logs\n"));
}

#[test]
fn compression_is_detected_from_the_first_bytes() {
    let lines: Vec<String> = events(5).iter().map(|event| format!("{event}\n")).collect();
    let members: Vec<u8> =
        events(5).iter().flat_map(|event| gzip(subscription_data(std::slice::from_ref(event)))).collect();
    let frames: Vec<u8> = lines.iter().flat_map(|line| zstd::encode_all(line.as_bytes(), 1).unwrap()).collect();
    for (name, archive) in [
        ("gzip", gzip(lines.concat())),
        ("gzip_members", members.clone()),
        ("gzip_twice", gzip(members)),
        ("zstd", zstd::encode_all(lines.concat().as_bytes(), 1).unwrap()),
        ("zstd_frames", frames),
    ] {
        let folder = folder(&format!("replay_{name}")).with("archive", &archive);
        let ran = folder.run(&REPLAY);
        assert_eq!((ran.exit, ran.messages.as_str()), (Some(0), ""), "{name}");
        assert_eq!(ids(&ran), ["1", "3", "5"], "{name}");
        let from_standard_input = folder.run_with(&["replay", "--rules", "rules", "-"], archive);
        assert_eq!(ids(&from_standard_input), ["1", "3", "5"], "{name}");
    }
}

#[test]
fn matches_are_in_input_order_for_any_number_of_threads() {
    // The input consists of a file that is read in ranges, a compressed file, a stream, and small files.
    let lines = events(1000).join("\n");
    let folder = folder("replay_order")
        .with("archive", lines.repeat(2).replace("}{", "}\n{"))
        .with("archive.gz", gzip(&lines))
        .with("first", event(5001))
        .with("last", event(5003));
    let files = ["first", "archive.gz", "archive", "archive.gz", "last", "-"];
    let run = |threads: &str| {
        let arguments = [&["replay", "--rules", "rules", "--threads", threads][..], &files].concat();
        let input = fs::File::open(folder.path("archive.gz")).unwrap();
        Ran::from(folder.command(&arguments).stdin(input).output().unwrap())
    };
    let alone = run("1");
    assert_eq!((alone.exit, alone.messages.as_str()), (Some(0), ""));
    let expected: Vec<(String, u64, String)> = [("first", vec![5001]), ("last", vec![5003])]
        .into_iter()
        .map(|(file, numbers)| (file.to_owned(), 1, numbers[0].to_string()))
        .collect();
    let found = matches(&alone);
    assert_eq!(found.len(), 1 + 500 + 1000 + 500 + 1 + 500);
    assert_eq!((&found[0], &found[2001]), (&expected[0], &expected[1]));
    for (index, (file, line, id)) in found[501..1501].iter().enumerate() {
        let number = (2 * index) % 1000 + 1;
        assert_eq!((file.as_str(), *line, id.as_str()), ("archive", 2 * index as u64 + 1, number.to_string().as_str()));
    }
    for threads in ["2", "3", "16"] {
        assert!(run(threads) == alone, "{threads}");
    }
}

#[test]
fn invalid_records_are_reported_and_skipped() {
    let archive = format!(
        "{}\nnonsense\n{}\n[1, {}]\n{{\"source\": tru}}\n2026-01-01T00:00:00Z plain text\n{}\n{{}}\n{}\n",
        event(1),
        &event(1)[..event(1).len() - 9],
        event(3),
        subscription_data(&["hello".to_owned(), event(5)]),
        event(7)
    );
    let ran = folder("replay_broken").with("archive", archive).run(&REPLAY);
    assert_eq!((ran.exit, ids(&ran)), (Some(3), ["1", "3", "5", "7"].map(str::to_owned).to_vec()));
    let column = event(1).len() - 9 + 1;
    let messages = format!(
        "\
error: archive:2:1: expected a JSON object
error: archive:3:{column}: unexpected end of input
error: archive:4:2: expected a JSON object
error: archive:5:15: unexpected character `}}`
error: archive:6:1: expected a JSON object
error: archive:7: in `logEvents[0].message`: expected a JSON object
error: archive:8:1: expected an event, found an object without `source` and `detail-type`
error: 7 invalid records
"
    );
    assert_eq!(ran.messages, messages);
}

#[test]
fn only_the_first_invalid_records_are_listed() {
    let folder = folder("replay_many_broken").with("archive", "x\n".repeat(1000)).with("more", event(1));
    let ran = folder.run(&[&SUMMARY[..], &["more"]].concat());
    assert_eq!(ran.exit, Some(3));
    assert_eq!(ran.messages.lines().count(), 11, "{}", ran.messages);
    assert!(ran.messages.starts_with("error: archive:1:1: ") && ran.messages.contains("\nerror: archive:10:1: "));
    assert!(
        ran.messages.ends_with("\nerror: 1,000 invalid records; the first 10 are listed above\n"),
        "{}",
        ran.messages
    );
    assert!(
        ran.output.ends_with("\n1 event, 1 matched by at least one rule; 1,000 invalid records\n"),
        "{}",
        ran.output
    );
}

#[test]
fn validate_finds_syntax_errors_that_the_rules_do_not_reach() {
    let folder = folder("replay_validate").with("archive", "{\"source\": \"aws.ec2\", \"detail\": {\"a\": tru}}\n");
    assert_eq!(folder.run(&REPLAY), Ran::new(0, "", ""));
    let ran = folder.run(&[&REPLAY[..], &["--validate"]].concat());
    let messages = "error: archive:1:42: unexpected character `}`\nerror: 1 invalid record\n";
    assert_eq!(ran, Ran::new(3, "", messages));
}

#[test]
fn a_printed_event_is_valid() {
    let folder = folder("replay_printed").with("archive", "{\"source\": \"aws.s3\", \"detail\": {\"a\": tru}}\n");
    let ran = folder.run(&[&REPLAY[..], &["--events"]].concat());
    assert_eq!((ran.exit, ran.output.as_str()), (Some(3), ""));
}

#[test]
fn an_archive_without_events_is_valid() {
    let folder = folder("replay_empty").with("archive", "").with("blank", "\n\n").with("empty.gz", gzip(""));
    assert_eq!(folder.run(&[&REPLAY[..], &["blank", "empty.gz"]].concat()), Ran::new(0, "", ""));
    assert_eq!(folder.run(&["replay", "--rules", "rules"]), Ran::new(0, "", ""));
}

#[test]
fn a_huge_line_can_be_an_event() {
    let filler = "x".repeat(5_000_000);
    let huge = event(1).replacen('{', &format!("{{\"filler\":\"{filler}\","), 1);
    let archive = [event(3), huge.clone(), event(5), huge].join("\n");
    let ran = folder("replay_huge").with("archive", archive).run(&REPLAY);
    let lines: Vec<u64> = matches(&ran).into_iter().map(|(_, line, _)| line).collect();
    assert_eq!(
        (ran.exit, ids(&ran), lines),
        (Some(0), ["3", "1", "5", "1"].map(str::to_owned).to_vec(), vec![1, 2, 3, 4])
    );
}

#[test]
fn columns_are_correct_in_a_line_of_many_events() {
    let mut archive = events(1000).concat();
    archive.push_str("nonsense\n");
    let length = archive.len() - "nonsense\n".len();
    archive.push_str(&event(1));
    let ran = folder("replay_one_line").with("archive", archive).run(&REPLAY);
    let found = matches(&ran);
    assert_eq!((found.len(), &found[500]), (501, &("archive".to_owned(), 2, "1".to_owned())));
    assert!(found[..500].iter().all(|(_, line, _)| *line == 1));
    let message = format!("error: archive:1:{}: expected a JSON object\n", length + 1);
    assert!(ran.messages.starts_with(&message), "{}", ran.messages);
}

#[test]
fn a_truncated_file_is_reported_after_its_events() {
    let whole = gzip(events(500).join("\n"));
    let folder = folder("replay_cut_off").with("archive", &whole[..whole.len() - 10]).with("more", event(5001));
    let ran = folder.run(&[&REPLAY[..], &["more"]].concat());
    assert_eq!(ran.exit, Some(4));
    assert!(ran.messages.contains("error: `archive` cannot be read: "), "{}", ran.messages);
    assert_eq!((matches(&ran).len() > 200, matches(&ran).last().unwrap().0.as_str()), (true, "more"));
}

#[test]
fn unreadable_files_are_reported_before_any_match() {
    let folder = folder("replay_unreadable").with("archive", event(1));
    for file in ["missing", "archive/x"] {
        let ran = folder.run(&["replay", "--rules", "rules", "archive", file]);
        assert_eq!((ran.exit, ran.output.as_str()), (Some(4), ""), "{file}");
        assert!(ran.messages.starts_with(&format!("error: `{file}` cannot be read: ")), "{}", ran.messages);
    }
    let ran = folder.run(&["replay", "--rules", "rules", "-", "-"]);
    let message = "error: standard input (`-`) can be given only once\n";
    assert_eq!(ran, Ran::new(64, "", message));
    for arguments in [&["replay"][..], &["replay", "archive"], &["replay", "--rules", "rules", "--threads", "0"]] {
        assert_eq!(folder.run(arguments).exit, Some(64), "{arguments:?}");
    }
}

#[test]
fn closed_output_ends_the_replay() {
    let folder = folder("replay_unread").with("archive", events(1000).join("\n"));
    for threads in ["1", "4"] {
        let mut child = folder.start(&[&REPLAY[..], &["archive", "--threads", threads]].concat());
        drop(child.stdout.take());
        assert_eq!(Ran::from(child.wait_with_output().unwrap()), Ran::new(0, "", ""));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn full_output_is_an_error() {
    let folder = folder("replay_full").with("archive", events(10).join("\n"));
    for arguments in [&REPLAY[..], &SUMMARY] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let ran = Ran::from(folder.command(arguments).stdout(full).output().unwrap());
        assert_eq!(ran.exit, Some(4), "{arguments:?}");
        assert!(ran.messages.starts_with("error: the output cannot be written: "), "{}", ran.messages);
    }
}
