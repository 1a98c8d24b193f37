//! Tests the report.

use super::story;
use crate::support::{Folder, Ran};
use flate2::read::GzDecoder;
use serde_json::{Value, json};
use std::fs;
use std::io::Read as _;

/// Decodes base64 with padding.
fn decode(text: &str) -> Vec<u8> {
    let alphabet = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(['+', '/']);
    let value = |wanted: char| alphabet.clone().position(|one| one == wanted);
    let bits: Vec<usize> = text.chars().map_while(value).collect();
    let bytes = bits.chunks(4).flat_map(|group| {
        let word = group.iter().enumerate().map(|(at, bits)| bits << (18 - 6 * at)).sum::<usize>();
        word.to_be_bytes().into_iter().skip(size_of::<usize>() - 3).take(group.len() - 1)
    });
    bytes.collect()
}

/// Returns data of a report.
fn data(html: &str, name: &str) -> Value {
    let start = format!("<script type=\"application/octet-stream\" id=\"data-{name}\">");
    let (_, rest) = html.split_once(&start).unwrap_or_else(|| panic!("no data {name}"));
    let mut text = String::new();
    GzDecoder::new(&*decode(rest.split_once('<').unwrap().0)).read_to_string(&mut text).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Writes a report with the folders `rules` and `events`, and returns it.
fn report(folder: &Folder) -> String {
    let ran = folder.run(&["report", "--rules", "rules", "--events", "events", "--output", "report.html"]);
    assert_eq!(ran, Ran::new(0, "", ""));
    fs::read_to_string(folder.path("report.html")).unwrap()
}

#[test]
fn a_report_has_everything_that_the_page_shows() {
    let folder = story("report");
    let html = report(&folder);
    assert_eq!(folder.run(&["report", "-r", "rules", "-e", "events"]).output, html);
    let state = data(&html, "state");
    assert_eq!(state["cells"], json!(["0", "1"]));
    let rules = data(&html, "rules");
    assert_eq!((&rules[0]["editable"], &rules[0]["savedIn"]), (&json!(false), &Value::Null));
    assert!(rules[0]["rust"].as_str().unwrap().starts_with("pub fn failed("));
    let events = data(&html, "events");
    assert_eq!(events[0]["editable"], json!(false));
    let cells = data(&html, "cells-0");
    let index = |event: usize| usize::try_from(cells["events"][event].as_u64().unwrap()).unwrap();
    let judgement = &cells["judgements"][index(0)];
    assert_eq!(judgement["answer"], "mismatch");
    assert_eq!(cells["judgements"][index(1)]["answer"], "match");
    let failing = &judgement["parts"][2]["parts"][1]["parts"][1];
    assert_eq!((&failing["key"], &failing["found"][0][1]), (&json!("exitCode"), &json!(1)));
    let place = &events[0]["places"][usize::try_from(failing["found"][0][0].as_u64().unwrap()).unwrap()];
    assert_eq!((&place[0], &place[3]), (&json!("detail.containers[0].exitCode"), &json!("0")));
    let at = |index: usize| usize::try_from(place[index].as_u64().unwrap()).unwrap();
    assert_eq!(&events[0]["text"].as_str().unwrap()[at(1)..at(2)], r#""exitCode": 0"#);
}

#[test]
fn a_report_loads_nothing_and_runs_only_its_own_script() {
    let html = report(&story("report_policy"));
    assert!(!html.contains("src=\"") && !html.contains("href=\"/"));
    let policy = html.split_once("Content-Security-Policy\" content=\"").unwrap().1.split_once('"').unwrap().0;
    assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"), "{policy}");
    assert!(!policy.contains("unsafe") && !policy.contains("http"), "{policy}");
}

#[test]
fn hostile_texts_are_only_data() {
    let hostile = "</script><script>alert(1)</script><!--<script>";
    let plain = report(&story("report_plain"));
    let folder = story("report_hostile")
        .with(&format!("rules/{}.json", hostile.replace('/', "_")), format!("{{ \"source\": [\"{hostile}\"] }}"))
        .with("events/hostile.json", format!("{{ \"source\": \"{hostile}\", \"detail-type\": \"{hostile}\" }}"));
    let html = report(&folder);
    assert!(!html.contains("alert(1)"));
    // One element more, with the judgements of the second rule.
    assert_eq!(html.matches("<script").count(), plain.matches("<script").count() + 1);
    assert_eq!(html.matches("<!--").count(), plain.matches("<!--").count());
    let events = data(&html, "events").to_string();
    assert!(events.contains("<script>alert(1)</script>"), "{events}");
}

#[test]
fn a_large_report_stays_small() {
    const EVENTS: usize = 100;
    const RULES: usize = 40;
    let mut folder = story("report_size");
    let event: Value = serde_json::from_str(&crate::support::fixture("run_test_exited_1.json")).unwrap();
    let events: Vec<String> = (0..EVENTS)
        .map(|number| {
            let mut event = event.clone();
            event["id"] = json!(format!("{number:08x}-6ff3-5cff-b91e-041cd865cb71"));
            event["time"] = json!(format!("2026-03-01T00:{:02}:{:02}Z", number / 60, number % 60));
            event["detail"]["containers"][0]["exitCode"] = json!(number % 7);
            event["detail"]["group"] = json!("service:".to_owned() + &"x".repeat(number % 50));
            event.to_string()
        })
        .collect();
    folder = folder.with("events/many.ndjson", events.join("\n"));
    for number in 0..RULES {
        let pattern = json!({
            "source": ["aws.ecs"],
            "detail-type": ["ECS Task State Change"],
            "detail": {
                "group": [{ "prefix": format!("service:{}", "x".repeat(number)) }],
                "containers": { "name": ["run-test"], "exitCode": [number % 8] },
            },
        });
        folder = folder.with(&format!("rules/rule_{number}.json"), pattern.to_string());
    }
    let html = report(&folder);
    let page = report(&story("report_page")).len();
    let pairs = (EVENTS + 2) * (RULES + 1);
    // 1,000 events and 100 rules must stay below 5 MB.
    assert!(html.len() < page + pairs * 50, "{} bytes, of which {page} are the page", html.len());
}
