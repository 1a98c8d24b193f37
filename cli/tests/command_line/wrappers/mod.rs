//! Tests that events are found in the objects that wrap them.

mod forms;

use crate::support::{Folder, Ran, gzip};
use forms::{WRAPPERS, notification, subscription, value};
use serde_json::{Value, json};

const REPLAY: [&str; 5] = ["replay", "--pattern", "rule.json", "--events", "archive"];
const TEST: [&str; 5] = ["test", "--pattern", "rule.json", "--event", "archive"];

fn folder(test: &str, archive: impl AsRef<[u8]>) -> Folder {
    Folder::new(test).with("rule.json", r#"{ "source": ["shop"] }"#).with("archive", archive)
}

fn event(number: usize) -> String {
    let outer = r#""account":"123456789012","time":"2026-01-31T12:00:00Z","region":"us-east-1","resources":[]"#;
    format!(
        r#"{{"version":"0","id":"{number}","detail-type":"Order Placed","source":"shop",{outer},"detail":{{"number":{number},"text":"a \"b\" é {{\n"}}}}"#
    )
}

/// Returns the numbers of the events that match.
fn numbers(ran: &Ran) -> Vec<u64> {
    let lines = ran.output.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.map(|line| line["event"]["detail"]["number"].as_u64().unwrap()).collect()
}

#[test]
fn replay_finds_all_events_in_every_wrapper() {
    let events: Vec<String> = (1..=1000).map(event).collect();
    for (name, wrap, _) in WRAPPERS {
        let ran = folder(&format!("wrappers_{name}"), wrap(&events)).run(&REPLAY);
        assert_eq!(ran.exit, Some(0), "{name}: {}", ran.messages);
        assert!(numbers(&ran).into_iter().eq(1..=1000), "{name}: {}", ran.messages);
        let note = match name {
            "put_events" | "put_events_list" => {
                "note: converted 1,000 entries of `put-events` to what EventBridge sends; `id`, `account` and `region` are \
                 not known\n"
            }
            "insights_query_results" => "note: skipped 1,000 fields other than `@message`\n",
            _ => "",
        };
        assert_eq!(ran.messages, note, "{name}");
    }
}

#[test]
fn replay_reports_what_is_not_an_event_in_every_wrapper() {
    for (name, wrap, place) in WRAPPERS {
        let texts = [event(1), event(2), "plain text".to_owned()];
        let ran = folder(&format!("wrappers_broken_{name}"), wrap(&texts)).run(&REPLAY);
        assert_eq!((ran.exit, numbers(&ran)), (Some(3), vec![1, 2]), "{name}: {}", ran.messages);
        let message = format!("error: archive:{place}");
        assert!(
            ran.messages.starts_with(&message) || ran.messages.contains(&format!("\n{message}")),
            "{name}: {}",
            ran.messages
        );
        assert!(ran.messages.ends_with("error: 1 invalid record\n"), "{name}: {}", ran.messages);
    }
}

#[test]
fn test_and_explain_find_the_only_event_in_every_wrapper() {
    for (name, wrap, _) in WRAPPERS {
        let folder = folder(&format!("wrappers_test_{name}"), wrap(&[event(1)]));
        let ran = folder.run(&TEST);
        assert_eq!((ran.exit, ran.output.as_str()), (Some(0), "match\n"), "{name}: {}", ran.messages);
        let explained = folder.run(&["explain", "--pattern", "rule.json", "--event", "archive"]);
        assert!(explained.output.starts_with("match: "), "{name}: {}", explained.output);
        assert_eq!(explained.messages, ran.messages, "{name}");
        let inferred = folder.run(&["infer", "archive"]);
        assert_eq!(inferred.exit, Some(0), "{name}: {}", inferred.messages);
        assert!(inferred.output.contains(r#""source": ["#), "{name}: {}", inferred.output);
    }
}

#[test]
fn test_says_where_the_event_is() {
    let notification = notification(&event(1));
    let body = json!({ "Messages": [{ "MessageId": "1", "Body": notification }] });
    let ran = folder("wrappers_place", body.to_string()).run(&TEST);
    assert_eq!(ran, Ran::new(0, "match\n", "note: the event in `Messages[0].Body.Message`\n"));
    let ran = folder("wrappers_list_of_one", format!("[{}]", event(1))).run(&TEST);
    assert_eq!(ran, Ran::new(0, "match\n", ""));
}

#[test]
fn test_shows_what_eventbridge_sends_for_an_entry() {
    let entry = json!({ "Source": "shop", "DetailType": "Order Placed", "Detail": r#"{"number": 1}"#, "Time": 0 });
    let sent = concat!(
        r#"{"version":"0","id":"00000000-0000-0000-0000-000000000000","detail-type":"Order Placed","source":"shop","#,
        r#""time":"1970-01-01T00:00:00Z","resources":[],"detail":{"number": 1}}"#,
    );
    for (archive, place) in [(json!({ "Entries": [entry] }), " in `Entries[0]`"), (entry, "")] {
        let ran = folder("wrappers_entry", archive.to_string()).run(&TEST);
        let messages = format!(
            "note: a rule does not see the entry of `put-events`{place}, but the event that EventBridge sends:\n  {sent}\n \
             = note: EventBridge chooses the `id`, and adds `account` and `region`\n"
        );
        assert_eq!(ran, Ran::new(0, "match\n", &messages));
    }
}

#[test]
fn several_events_are_for_replay() {
    let messages = "\
error: expected one event, found 2 in `archive`
 = help: to test all events, use `event-pattern replay --pattern FILE EVENTS`
";
    for (name, wrap, _) in WRAPPERS {
        let folder = folder(&format!("wrappers_several_{name}"), wrap(&[event(1), event(2)]));
        assert_eq!(folder.run(&TEST), Ran::new(3, "", messages), "{name}");
    }
}

#[test]
fn a_wrapper_without_an_event_is_an_error() {
    let messages = json!({ "Messages": [{ "MessageId": "1", "Body": r#"{"hello":"world"}"# }] });
    let folder = folder("wrappers_no_event", messages.to_string());
    let reason = "in `Messages[0].Body`: expected an event, found an object without `source` and `detail-type`";
    let error = format!("error: no event in `archive`\n = note: {reason}\n");
    assert_eq!(folder.run(&TEST), Ran::new(3, "", &error));
    let error = format!("error: archive:1: {reason}\nerror: 1 invalid record\n");
    assert_eq!(folder.run(&REPLAY), Ran::new(3, "", &error));
}

#[test]
fn what_test_skips_beside_the_event_is_reported() {
    let lines = [json!({ "log": "starting\n" }), json!({ "log": event(1) }), json!({ "log": "done\n" })];
    let ran = folder("wrappers_skipped", lines.map(|line| line.to_string()).join("\n")).run(&TEST);
    let messages = "\
note: the event in `log`
warning: skipped 2 other records without an event, such as: in `log`: expected a JSON object
";
    assert_eq!(ran, Ran::new(0, "match\n", messages));
}

#[test]
fn wrappers_can_be_inside_each_other() {
    let events: Vec<String> = (1..=5).map(event).collect();
    // Entries contain only the detail of an event.
    let outer: Vec<_> = WRAPPERS.iter().filter(|(name, ..)| !name.starts_with("put_events")).collect();
    let mut tried = 0;
    for (number, (inner_name, inner, _)) in WRAPPERS.iter().enumerate() {
        // Text can contain compressed data only in base64.
        let Ok(text) = String::from_utf8(inner(&events)) else { continue };
        for (outer_name, outer, _) in [outer[number % outer.len()], outer[(7 * number + 3) % outer.len()]] {
            let ran = folder("wrappers_nested", outer(std::slice::from_ref(&text))).run(&REPLAY);
            assert_eq!(ran.exit, Some(0), "{inner_name} in {outer_name}: {}", ran.messages);
            assert!(numbers(&ran).into_iter().eq(1..=5), "{inner_name} in {outer_name}: {}", ran.output);
            tried += 1;
        }
    }
    assert!(tried > 50, "{tried}");
}

#[test]
fn wrappers_are_opened_to_a_limited_depth() {
    let wrapped = |depth: usize| (0..depth).fold(event(1), |text, _| notification(&text));
    assert_eq!(folder("wrappers_depth", wrapped(8)).run(&TEST).output, "match\n");
    let ran = folder("wrappers_too_deep", wrapped(9)).run(&REPLAY);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(3), ""));
    assert!(ran.messages.contains("in `Message.Message."), "{}", ran.messages);
}

#[test]
fn a_byte_order_mark_loses_no_event() {
    let folder = folder("wrappers_mark", format!("\u{feff}{}\n{}\n\u{feff}{}", event(1), event(2), event(3)))
        .with("pretty", format!("\u{feff}{:#}", value(&event(4))))
        .with("list", format!("\u{feff}[{}]", event(5)));
    let ran = folder.run(&[&REPLAY[..], &["pretty", "list"]].concat());
    assert_eq!((ran.exit, ran.messages.as_str(), numbers(&ran)), (Some(0), "", vec![1, 2, 3, 4, 5]));
    for file in ["pretty", "list"] {
        let ran = folder.run(&["test", "--pattern", "rule.json", "--event", file]);
        assert_eq!(ran, Ran::new(0, "match\n", ""), "{file}");
    }
}

#[test]
fn files_in_other_formats_are_named() {
    for (number, (archive, message)) in [
        (
            &b"BZh91AY&SY..."[..],
            "it is compressed with bzip2\n = help: give its text on standard input, with `bzip2 -dc FILE |",
        ),
        (b"PAR1\x15\0", "it is a Parquet file\n = help: "),
        (b"\xff\xfe{\0}\0", "it is UTF-16 text\n = help: "),
    ]
    .into_iter()
    .enumerate()
    {
        let folder = folder(&format!("wrappers_format_{number}"), archive).with("more", event(1));
        let message = format!("error: `archive` cannot be read: {message}");
        let ran = folder.run(&TEST);
        assert_eq!((ran.exit, ran.output.as_str()), (Some(4), ""));
        assert!(ran.messages.starts_with(&message), "{}", ran.messages);
        let ran = folder.run(&[&REPLAY[..], &["more"]].concat());
        assert_eq!((ran.exit, numbers(&ran)), (Some(4), vec![1]));
        assert!(ran.messages.starts_with(&message), "{}", ran.messages);
    }
}

#[test]
fn test_reads_compressed_events() {
    let ran = folder("wrappers_compressed", gzip(event(1))).run(&TEST);
    assert_eq!(ran, Ran::new(0, "match\n", ""));
}

#[test]
fn a_log_message_of_several_lines_is_one_record() {
    let messages =
        ["Traceback:\n  File 1\nError: { x\n".to_owned(), format!("Received event: {:#}\n", value(&event(1)))];
    let ran = folder("wrappers_lines", subscription(&messages)).run(&REPLAY);
    assert_eq!((ran.exit, numbers(&ran)), (Some(3), vec![1]));
    let messages = "\
error: archive:1: in `logEvents[0].message`: expected a JSON object
error: archive:1: in `logEvents[0].message`: unexpected character `x`
error: 2 invalid records
";
    assert_eq!(ran.messages, messages);
    let ran =
        folder("wrappers_one_record", subscription(&["Traceback:\n  File 1\nError: x\n".to_owned()])).run(&REPLAY);
    assert_eq!(ran.messages.lines().count(), 2, "{}", ran.messages);
}
