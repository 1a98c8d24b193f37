//! Tests which events of an archive `replay` reads: those in folders, those of a period, and those up to a limit.

use crate::support::{Folder, Ran, gzip};
use serde_json::Value;

const REPLAY: [&str; 4] = ["replay", "--pattern", "rule.json", "archive"];

fn folder(test: &str) -> Folder {
    Folder::new(test).with("rule.json", r#"{ "source": ["shop"] }"#)
}

/// Returns an event of a day in January.
fn event(day: usize) -> String {
    format!(r#"{{"version":"0","id":"{day}","detail-type":"x","source":"shop","time":"2026-01-{day:02}T12:00:00Z"}}"#)
}

fn events(days: std::ops::RangeInclusive<usize>) -> String {
    days.map(event).collect::<Vec<_>>().join("\n")
}

/// Returns the `id` of each match.
fn ids(ran: &Ran) -> Vec<String> {
    let lines = ran.output.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.map(|line| line["id"].as_str().unwrap_or_default().to_owned()).collect()
}

fn with(options: &[&str]) -> Vec<String> {
    REPLAY.iter().chain(options).map(|&text| text.to_owned()).collect()
}

fn run(folder: &Folder, options: &[&str]) -> Ran {
    let arguments = with(options);
    folder.run(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn a_folder_stands_for_all_files_in_it_in_order() {
    let folder = folder("archives_folder")
        .with_folder("archive/2026/03/02/00")
        .with_folder("archive/2026/03/01/23")
        .with_folder("archive/.hidden")
        .with("archive/2026/03/02/00/stream-1.gz", gzip(events(3..=4)))
        .with("archive/2026/03/01/23/stream-1-a.gz", gzip(event(1)))
        .with("archive/2026/03/01/23/stream-1-b", event(2))
        .with("archive/2026/late", event(5))
        .with("archive/.DS_Store", "no events")
        .with("archive/.hidden/file", "no events");
    let ran = run(&folder, &[]);
    assert_eq!((ran.exit, ran.messages.as_str()), (Some(0), ""));
    assert_eq!(ids(&ran), ["1", "2", "3", "4", "5"]);
    let file = std::path::Path::new("archive").join("2026/03/02/00/stream-1.gz");
    let line: Value = serde_json::from_str(ran.output.lines().nth(3).unwrap()).unwrap();
    assert_eq!((line["file"].as_str(), line["line"].as_u64()), (file.to_str(), Some(2)));
    let ran = folder.run(&["schema", "infer", "archive"]);
    assert_eq!((ran.exit, ran.messages.as_str()), (Some(0), ""));
}

#[test]
fn a_folder_without_files_is_an_error() {
    let folder = folder("archives_empty").with_folder("archive/empty").with("archive/.keep", "");
    let message = "error: no files in `archive`\n = note: hidden files are not read\n";
    assert_eq!(run(&folder, &[]), Ran::new(4, "", message));
}

#[cfg(unix)]
#[test]
fn links_in_a_folder_are_followed_once() {
    let folder =
        folder("archives_links").with_folder("archive/a").with("archive/a/file", event(1)).with("other", event(2));
    std::os::unix::fs::symlink("..", folder.path("archive/a/loop")).unwrap();
    std::os::unix::fs::symlink("../other", folder.path("archive/b")).unwrap();
    assert_eq!(ids(&run(&folder, &[])), ["1", "2"]);
    std::os::unix::fs::symlink("missing", folder.path("archive/c")).unwrap();
    let ran = run(&folder, &[]);
    assert_eq!((ran.exit, ids(&ran)), (Some(4), vec!["1".to_owned(), "2".to_owned()]));
    assert!(ran.messages.contains("c` cannot be read: "), "{}", ran.messages);
}

#[test]
fn only_events_of_the_period_are_read() {
    let folder = folder("archives_period").with("archive", events(1..=9));
    for (options, expected) in [
        (&["--since", "2026-01-08"][..], &["8", "9"][..]),
        (&["--until", "2026-01-02"], &["1", "2"]),
        (&["--since", "2026-01-03", "--until", "2026-01-03"], &["3"]),
        (&["--since", "2026-01-03T12:00:00Z", "--until", "2026-01-04T12:00:00Z"], &["3", "4"]),
        (&["--since", "2026-01-03T13:00:00+01:00", "--until", "2026-01-04T12:59:59+01:00"], &["3"]),
        (&["--since", "2027-01-01"], &[]),
    ] {
        let ran = run(&folder, options);
        assert_eq!((ran.exit, ids(&ran)), (Some(0), expected.iter().map(|&id| id.to_owned()).collect()), "{options:?}");
        let skipped = 9 - expected.len();
        assert_eq!(ran.messages, format!("note: skipped {skipped} events outside of the period\n"));
        let ran = run(&folder, &[options, &["--summary"]].concat());
        let count = expected.len();
        let events = if count == 1 { "event" } else { "events" };
        let totals = format!("\n{count} {events}, {count} matched by at least one rule; 0 invalid records\n");
        assert!(ran.output.ends_with(&totals), "{options:?}: {}", ran.output);
    }
}

#[test]
fn an_event_without_a_time_is_in_every_period() {
    let archive = [event(1), r#"{"id":"none","source":"shop"}"#.to_owned(), event(2).replace("2026", "at ")].join("\n");
    let ran = run(&folder("archives_no_time").with("archive", archive), &["--since", "2026-01-02"]);
    let messages = "note: skipped 1 event outside of the period\nnote: kept 2 events without a `time`\n";
    assert_eq!(
        (ran.exit, ids(&ran), ran.messages.as_str()),
        (Some(0), vec!["none".to_owned(), "2".to_owned()], messages)
    );
}

#[test]
fn what_is_not_an_event_is_in_no_period() {
    let folder = folder("archives_not_an_event").with("archive", r#"{"time":"2026-01-01T00:00:00Z"}"#);
    assert_eq!(run(&folder, &["--since", "2027-01-01"]).exit, Some(3));
}

#[test]
fn an_invalid_period_is_an_error() {
    let folder = folder("archives_invalid_period").with("archive", "");
    let ran = run(&folder, &["--since", "2026-01-02", "--until", "2026-01-01"]);
    assert_eq!(ran, Ran::new(64, "", "error: `--until` is before `--since`\n = help: swap the two times\n"));
    for time in ["yesterday", "2026-01-01T00:00:00"] {
        let ran = run(&folder, &["--since", time]);
        assert_eq!(ran.exit, Some(64));
        assert!(
            ran.messages.contains("expected a time with an offset, such as `2026-01-31T12:00:00Z`"),
            "{}",
            ran.messages
        );
    }
}

#[test]
fn a_limit_ends_the_replay_after_a_number_of_matches() {
    // The archive has several chunks, and text that is not an event follows each match.
    let lines = (1..=20_000)
        .map(|number| format!("{}\nno event\n", event(1).replace(r#""id":"1""#, &format!(r#""id":"{number}""#))));
    let folder = folder("archives_limit").with("archive", lines.collect::<String>()).with("more", event(1));
    for (limit, threads) in [(1, "1"), (1, "4"), (3, "4"), (15_000, "1"), (15_000, "4"), (20_000, "4")] {
        let ran = run(&folder, &["more", "--limit", &limit.to_string(), "--threads", threads]);
        assert!(ids(&ran).into_iter().eq((1..=limit).map(|number: u32| number.to_string())), "{limit} {threads}");
        let invalid = limit - 1;
        assert_eq!(ran.exit, Some(if invalid == 0 { 0 } else { 3 }), "{limit} {threads}: {}", ran.messages);
        let reported = ran.messages.lines().filter(|line| line.ends_with("expected a JSON object")).count();
        assert_eq!(reported, usize::try_from(invalid.min(10)).unwrap(), "{limit} {threads}");
        let total = match invalid {
            0 => "",
            2 => "error: 2 invalid records\n",
            14_999 => "error: 14,999 invalid records; the first 10 are listed above\n",
            _ => "error: 19,999 invalid records; the first 10 are listed above\n",
        };
        assert!(ran.messages.ends_with(total), "{limit} {threads}: {}", ran.messages);
    }
    let ran = run(&folder, &["--limit", "100000"]);
    assert_eq!((ran.exit, ids(&ran).len()), (Some(3), 20_000));
    assert_eq!(run(&folder, &["--limit", "0"]).exit, Some(64));
    assert_eq!(run(&folder, &["--limit", "1", "--summary"]).exit, Some(64));
}

#[test]
#[cfg(not(feature = "s3"))]
fn an_archive_in_amazon_s3_needs_a_feature() {
    let folder = folder("archives_s3");
    for arguments in
        [&["replay", "--pattern", "rule.json", "s3://events/2026"][..], &["schema", "infer", "s3://events/2026"]]
    {
        let expected = "error: `s3://events/2026` cannot be read: this command was built without support for Amazon S3\n = \
                        help: run `cargo install event-pattern-cli --features s3`\n";
        assert_eq!(folder.run(arguments), Ran::new(4, "", expected));
    }
}
