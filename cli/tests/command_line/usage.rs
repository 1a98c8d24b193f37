//! Tests invalid command lines, missing files, and help.

use crate::support::{Folder, Ran, TEST, fixture};

#[test]
fn an_invalid_command_line_has_its_own_exit_code() {
    let folder = Folder::new("usage");
    for arguments in [
        &[][..],
        &["try"],
        &["test"],
        &["test", "--pattern", "rule.json"],
        &["test", "--event", "event.json"],
        &["test", "--ndjson", "cases.ndjson", "--pattern", "rule.json"],
        &["test", "--ndjson", "cases.ndjson", "--event", "event.json"],
        &["test", "--pattern", "rule.json", "--event", "event.json", "more.json"],
        &["test", "rule.json"],
        &["test", "rule.json", "event.json", "more.json"],
        &["test", "--rules", "rules", "rule.json", "event.json"],
        &["test", "--ndjson", "cases.ndjson", "rule.json"],
        &["explain"],
        &["explain", "rule.json"],
        &["explain", "-p", "rule.json"],
        &["explain", "-p", "rule.json", "-e", "event.json", "more.json"],
        &["expand"],
        &["replay"],
        &["replay", "archive.ndjson"],
    ] {
        let ran = folder.run(arguments);
        assert_eq!((ran.exit, ran.output.as_str()), (Some(64), ""), "{arguments:?}");
        assert!(ran.messages.contains("Usage: event-pattern"), "{arguments:?}: {}", ran.messages);
    }
}

#[test]
fn help_lists_the_exit_codes() {
    let folder = Folder::new("help");
    for arguments in
        [&["--help"][..], &["-h"], &["test", "--help"], &["test", "-h"], &["expand", "--help"], &["replay", "--help"]]
    {
        let ran = folder.run(arguments);
        assert_eq!((ran.exit, ran.messages.as_str()), (Some(0), ""), "{arguments:?}");
        assert!(ran.output.contains("\nExit codes:\n   0  "), "{arguments:?}: {}", ran.output);
        assert!(ran.output.contains("\n  64  the command line is invalid\n"), "{arguments:?}: {}", ran.output);
    }
    let version = format!("event-pattern {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(folder.run(&["--version"]), Ran::new(0, &version, ""));
}

#[test]
fn standard_input_can_be_used_once() {
    let messages = "error: standard input (`-`) can be used for the pattern or the event, but not for both\n";
    let ran = Folder::new("standard_input_twice").run(&["test", "--pattern", "-", "--event", "-"]);
    assert_eq!(ran, Ran::new(64, "", messages));
}

#[test]
fn an_unreadable_file_is_named() {
    let folder = Folder::new("unreadable").with("rule.json", "not even a pattern");
    let ran = folder.run(&TEST);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(4), ""));
    assert!(ran.messages.starts_with("error: `event.json` cannot be read: "), "{}", ran.messages);
    let ran = folder.run(&["test", "--pattern", ".", "--event", "rule.json"]);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(2), ""));
    assert!(ran.messages.starts_with("error[invalid_json]: "), "{}", ran.messages);
}

#[test]
fn messages_name_the_subcommand_for_many_events() {
    let events = "{\"source\":\"a\",\"detail-type\":\"b\"}\n{\"source\":\"x\",\"detail-type\":\"b\"}\n";
    let folder = Folder::new("usage_many_events")
        .with("rule.json", r#"{"source": ["x"]}"#)
        .with("events.ndjson", events)
        .with("list.json", format!("[{}]", events.trim().replace('\n', ",")))
        .with_folder("rules")
        .with("rules/rule.json", r#"{"source": ["x"]}"#);
    for (arguments, exit, advice) in [
        (
            &["test", "--pattern", "rule.json", "--event", "events.ndjson"][..],
            1,
            "to test all events, use `event-pattern replay --pattern FILE EVENTS`",
        ),
        (
            &["test", "--pattern", "rule.json", "--event", "list.json"],
            3,
            "to test all events, use `event-pattern replay --pattern FILE EVENTS`",
        ),
        (
            &["test", "--pattern", "rule.json", "--ndjson", "events.ndjson"],
            64,
            "to test the events in a file, use `event-pattern replay --pattern FILE EVENTS`",
        ),
        (&["test", "--rules", "rules", "--ndjson", "events.ndjson"], 3, "`event-pattern replay` reads events"),
        (&["test", "--ndjson", "events.ndjson"], 3, "`event-pattern replay` reads events"),
    ] {
        let ran = folder.run(arguments);
        assert_eq!((ran.exit, ran.messages.contains(advice)), (Some(exit), true), "{arguments:?}: {}", ran.messages);
    }
    for (events, line) in [("events.ndjson", 2), ("list.json", 1)] {
        let ran = folder.run(&["replay", "--pattern", "rule.json", events]);
        let found =
            format!("{{\"file\":\"{events}\",\"line\":{line},\"id\":null,\"time\":null,\"rules\":[\"rule\"]}}\n");
        assert_eq!(ran, Ran::new(0, &found, ""));
    }
}

#[test]
fn replay_takes_a_folder_or_a_pattern() {
    let folder = Folder::new("usage_replay").with_rule().with("event.json", r#"{"source": "x"}"#);
    let ran = folder.run(&["replay", "--pattern", "rule.json", "--rules", ".", "event.json"]);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(64), ""));
    let ran = folder.run_with(&["replay", "--pattern", "-", "event.json"], r#"{"source": ["x"]}"#);
    let found = "{\"file\":\"event.json\",\"line\":1,\"id\":null,\"time\":null,\"rules\":[\"<stdin>\"]}\n";
    assert_eq!(ran, Ran::new(0, found, ""));
    for arguments in [&["replay", "--pattern", "-"][..], &["replay", "--pattern", "-", "event.json", "-"]] {
        assert_eq!(folder.run(arguments), Ran::new(64, "", "error: standard input (`-`) can be given only once\n"));
    }
}

#[test]
fn an_event_type_can_be_named_by_its_detail_type() {
    let folder = Folder::new("usage_detail_type").with("rule.json", r#"{"detail": {"lastStatus": ["STOPPED"]}}"#);
    for event_type in ["ServiceAction", "ECS Service Action", "aws.ecs@ECS Service Action"] {
        for command in ["check", "prefilter"] {
            let ran = folder.run(&[command, "--event-type", event_type, "rule.json"]);
            assert!((ran.output + &ran.messages).starts_with("error[foreign_field]: "), "{command} {event_type}");
        }
    }
    let ran = folder.run(&["check", "--event-type", "ECS Service Actoin", "rule.json"]);
    let messages = "error: unknown event type `ECS Service Actoin`\n = help: did you mean `ECS Service Action`?\n";
    assert_eq!(ran, Ran::new(64, "", messages));
}

#[test]
fn files_and_short_options_replace_the_long_ones() {
    let folder = Folder::new("usage_short").with_rule().with("event.json", fixture("run_test_exited_1.json"));
    for (long, short) in [
        (&["test", "--pattern", "rule.json", "--event", "event.json"][..], &["test", "rule.json", "event.json"][..]),
        (
            &["test", "--pattern", "rule.json", "--event", "event.json"],
            &["test", "-p", "rule.json", "-e", "event.json"],
        ),
        (&["test", "--pattern", "rule.json", "--event", "event.json"], &["test", "-p", "rule.json", "event.json"]),
        (&["test", "--pattern", "rule.json", "--event", "event.json"], &["test", "-e", "event.json", "rule.json"]),
        (&["test", "--rules", "rule.json", "--event", "event.json"], &["test", "-r", "rule.json", "event.json"]),
        (&["explain", "--pattern", "rule.json", "--event", "event.json"], &["explain", "rule.json", "event.json"]),
        (
            &["explain", "--pattern", "rule.json", "--event", "event.json"],
            &["explain", "event.json", "-p", "rule.json"],
        ),
        (&["expand", "--pattern", "rule.json"], &["expand", "-p", "rule.json"]),
        (&["check", "--quiet", "rule.json"], &["check", "-q", "rule.json"]),
        (&["replay", "--pattern", "rule.json", "event.json"], &["replay", "-p", "rule.json", "event.json"]),
        (&["replay", "--rules", ".", "event.json"], &["replay", "-r", ".", "event.json"]),
    ] {
        let ran = folder.run(long);
        assert_eq!((ran.exit, &ran), (Some(0), &folder.run(short)), "{short:?}");
    }
    let ran = folder.run(&["test", "event.json", "rule.json"]);
    assert_eq!(ran.exit, Some(2));
    assert!(ran.messages.ends_with("= help: did you swap the pattern and the event?\n"), "{}", ran.messages);
    let ran = folder.run(&["test", "rule.json"]);
    let messages = "\
error: the event is missing

  tip: give its file, or use --event

Usage: event-pattern test <PATTERN> <EVENT>
       event-pattern test --rules <DIR> <EVENT>
       event-pattern test --rules <DIR> --cases <DIR>
       event-pattern test [--rules <DIR>] --ndjson <FILE>

For more information, try '--help'.
";
    assert_eq!(ran, Ran::new(64, "", messages));
}
