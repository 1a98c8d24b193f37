//! Tests that the sweep decides usual events without the plain pass. No other test would notice if the sweep gave up,
//! because the plain pass would give the same answer, only more slowly.

mod calls;

use crate::engine::tests::Compiled;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

fn answers(pattern: &str, event: &str) -> Vec<Option<bool>> {
    Compiled::new(pattern).sweep(event)
}

/// Creates an event with filler before and after the relevant parts.
fn event(before: usize, after: usize, status: &str, codes: [u32; 3]) -> String {
    let [first, second, third] = codes;
    let (before, after) = ("x".repeat(before), "y".repeat(after));
    format!(
        r#"{{"version":"{before}","source":"a","detail":{{"group":{{"lastStatus":["none",{{"a":[[]]}}]}},"labels.file-name":1,
"containers":[{{"name":"sidecar","exitCode":{first},"a":[{{}}]}},{{"networks":[{{"name":"run-test"}}],"name":"run-test",
"exitCode" : {second}}},{{"exitCode":{third},"name":"run-test","b":"{after}"}}],"lastStatus":"{status}"}}}}"#
    )
}

const PATTERN: &str = r#"{"source":["a"],"detail":{"lastStatus":["STOPPED"],
    "containers":{"name":["run-test"],"exitCode":[{"anything-but":[0]}]}}}"#;

#[test]
fn the_sweep_decides_usual_events_at_every_block_offset() {
    for before in 0..140 {
        for after in [0, 1, 50, 63, 64, 200] {
            for (status, codes, expected) in [
                ("STOPPED", [0, 1, 0], true),
                ("STOPPED", [0, 0, 1], true),
                ("STOPPED", [1, 0, 0], false),
                ("RUNNING", [0, 1, 1], false),
            ] {
                let event = event(before, after, status, codes);
                let answers = answers(PATTERN, &event);
                assert!(answers.iter().all(|answer| *answer == Some(expected)), "{answers:?} {event}");
            }
        }
    }
}

#[test]
fn the_sweep_accepts_white_space_around_an_event() {
    for space in [" ", "\n\t\r  "] {
        let event = format!("{space}{}{space}", event(3, 0, "STOPPED", [0, 0, 7]));
        assert!(answers(PATTERN, &event).iter().all(|answer| *answer == Some(true)));
    }
}

#[test]
fn the_sweep_accepts_escapes_in_values() {
    for before in 0..140 {
        let before = format!("{}{}", "x".repeat(before), r#"\"source\":\"b\",\u0041\\"#);
        for (source, expected) in [("a", true), ("b", false)] {
            let event = format!(r#"{{"a":"{before}","b":"C:\\","c":"{before}","source":"{source}","d":{{"e":"\\"}}}}"#);
            let answers = answers(r#"{"source":["a"],"d":{"e":[{"exists":true}]}}"#, &event);
            assert!(answers.iter().all(|answer| *answer == Some(expected)), "{answers:?} {event}");
        }
    }
}

#[test]
fn an_escaped_backslash_may_cross_a_block_boundary() {
    for before in 0..128 {
        for after in 60..66 {
            let (before, after) = ("x".repeat(before), "y".repeat(after));
            let event = format!(r#"{{"a":"{before}\\{after}","b":1,"c":"{after}{before}"}}"#);
            let answers = answers(r#"{"b":[1],"c":[{"exists":true}]}"#, &event);
            assert!(answers.iter().all(|answer| *answer == Some(true)), "{answers:?} {event}");
        }
    }
}

#[test]
fn many_brackets_in_one_block_are_counted() {
    for depth in 1..40 {
        for space in 0..3 {
            let (open, close) = ("[".repeat(depth), "]".repeat(depth));
            let space = " ".repeat(space * 31);
            let event = format!(
                r#"{{"a":{open}{close},"b":{{"c":{open}{{"d":1}}{close}{space}}},"e":[{{}},{{}}],"d":2,"f":{{}}}}"#
            );
            assert!(answers(r#"{"d":[1]}"#, &event).iter().all(|answer| *answer == Some(false)), "{event}");
            assert!(answers(r#"{"d":[2]}"#, &event).iter().all(|answer| *answer == Some(true)), "{event}");
        }
    }
}

#[test]
fn the_sweep_gives_up_on_unusual_events() {
    for event in [
        r#"{"detail":{"a":1},"detail":{"b":2}}"#,
        r#"{"detail.a":1,"detail":{"b":2}}"#,
        r#"{"detail":[[{"a":1,"b":2}]]}"#,
        r#"{"detail":["x":1,{"a":1,"b":2}]}"#,
        r#"{"detail":["x" :1,{"a":1,"b":2}]}"#,
        r#"{"detail":[{"x":1},"a":1,"b":2]}"#,
        r#"{"detail":{"a":1}"#,
        r#"{"":"#,
        "",
    ] {
        let answers = answers(r#"{"detail":{"a":[1],"b":[2]}}"#, event);
        assert!(answers.iter().all(Option::is_none), "{answers:?} {event}");
    }
}

#[test]
fn the_sweep_accepts_white_space_after_colons() {
    for space in ["", " ", "  ", "\n\t", "\r\n    "] {
        let event = format!(
            r#"{{"a":{space}"x","b":{space}[{space}{{"c":{space}1}},{{"c":{space}2}}],"d":{space}[{space}2,{{}},{space}3],"e":{space}true}}"#
        );
        for (pattern, expected) in [
            (r#"{"a":["x"],"b":{"c":[2]},"d":[3],"e":[true]}"#, true),
            (r#"{"a":[{"prefix":"x"}],"b":{"c":[{"numeric":[">",1]}]},"d":[3],"e":[true]}"#, true),
            (r#"{"a":["x"],"b":{"c":[2]},"d":[3],"e":[false]}"#, false),
        ] {
            let answers = answers(pattern, &event);
            assert!(answers.iter().all(|answer| *answer == Some(expected)), "{answers:?} {event}");
        }
    }
}

#[test]
fn a_string_may_contain_escapes_anywhere() {
    for escaped in [r"\u0078yz", r"x\u0079z", r"xy\u007a", r"\u0078\u0079\u007a"] {
        for space in ["", " "] {
            let event = format!(r#"{{"a":{space}"{escaped}","b":"{}"}}"#, "b".repeat(300));
            for (pattern, expected) in [(r#"{"a":["xyz"]}"#, true), (r#"{"a":["xyzz"]}"#, false)] {
                let answers = answers(pattern, &event);
                assert!(answers.iter().all(|answer| *answer == Some(expected)), "{answers:?} {pattern} {event}");
            }
        }
    }
}

#[test]
fn a_string_that_differs_at_or_after_an_escape_is_another_string() {
    for (value, expected) in [
        (r"xy\u007a", true),
        (r"xy\u007b", false),
        (r"xy\n", false),
        ("xy\\\"", false),
        (r"xy\u007az", false),
        (r"x\u0079", false),
        (r"\u0078yz", true),
        (r"xyz\\", false),
    ] {
        for after in [String::new(), r"\n".repeat(100)] {
            let event = format!(r#"{{"a":"{value}{after}","more":"{}"}}"#, "m".repeat(64));
            let (answers, expected) = (answers(r#"{"a":["xyz"]}"#, &event), expected && after.is_empty());
            assert!(answers.iter().all(|answer| *answer == Some(expected)), "{answers:?} {event}");
        }
    }
}

#[test]
fn elements_are_skipped_after_one_has_met_the_conditions() {
    let unusual = r#"{"b":nul}"#;
    let pattern = r#"{"a":{"b":[1]},"c":[1]}"#;
    let event = format!(r#"{{"a":[{{"b":1}},{unusual}],"c":1}}"#);
    assert!(answers(pattern, &event).iter().all(|answer| *answer == Some(true)));
    let event = format!(r#"{{"a":[{{"b":2}},{unusual}],"c":1}}"#);
    assert!(answers(pattern, &event).iter().all(Option::is_none));
}

#[test]
fn keys_after_a_string_with_escapes_are_matched_at_every_offset() {
    let string = r#"{\"b\":2,\"c\":\"\\\\\"}"#;
    for padding in 0..130 {
        let padding = "p".repeat(padding);
        for (value, expected) in [(1, true), (2, false)] {
            for key in ["", r#""k\\":0,"#, r#""\u0064":0,"#] {
                let event = format!(r#"{{"a":"{padding}{string}",{key}"b":{value},"more":"{}"}}"#, "m".repeat(64));
                let answers = answers(r#"{"b":[1]}"#, &event);
                assert!(answers.iter().all(|answer| *answer == Some(expected)), "{answers:?} {event}");
            }
            let event = format!(r#"{{"a":"{padding}{string}","\u0062":{value},"more":"{}"}}"#, "m".repeat(64));
            let answers = answers(r#"{"b":[1]}"#, &event);
            assert!(answers.iter().all(|answer| *answer == Some(expected)), "{answers:?} {event}");
        }
    }
}

#[test]
fn the_sweep_decides_events_whose_relevant_keys_have_escapes() {
    for (detail, a, expected) in [
        (r"det\u0061il", "a", true),
        (r"\u0064etail", r"\u0061", true),
        (r"det\u0061il", r"\u0062", false),
        (r"det\u0062il", "a", false),
    ] {
        for more in ["", r#""\u0062":3,"#] {
            let event = format!(r#"{{"version":"0","{detail}":{{"{a}":1,{more}"b":2}},"more":"{}"}}"#, "m".repeat(64));
            let answers = answers(r#"{"detail":{"a":[1],"b":[2]}}"#, &event);
            assert!(answers.iter().all(|answer| *answer == Some(expected)), "{answers:?} {event}");
        }
    }
}

#[test]
fn keys_of_inner_objects_do_not_match_in_outer_objects() {
    for letters in (b'a'..=b'z').collect::<Vec<_>>().windows(2) {
        let [outer, last] = [0, 1].map(|index| char::from(letters[index]).to_string().repeat(3));
        let inner = r#"{"name":["x"],"$or":[{"kind":["k"]},{"kind":["m"],"size":[1]}]}"#;
        let pattern = format!(r#"{{"{outer}":{inner},"{last}":["y"]}}"#);
        let more = "y".repeat(64);
        for (elements, expected) in [(r#"{"name":"x","kind":"k"},{"name":"z"}"#, true), (r#"{"name":"z"}"#, false)] {
            for name in ["x", "z"] {
                let event = format!(r#"{{"{outer}":[{elements}],"name":"{name}","{last}":"y","more":"{more}"}}"#);
                let answers = answers(&pattern, &event);
                assert!(answers.iter().all(|answer| *answer == Some(expected)), "{answers:?} {event}");
            }
        }
    }
}

#[test]
fn the_sweep_gives_up_on_keys_in_arrays() {
    for array in [r#"["a":1,"b":2]"#, r#"[{"x":1},"a":1,"b":2]"#] {
        let event = format!(r#"{{"detail":{array},"more":"{}"}}"#, "y".repeat(64));
        let answers = answers(r#"{"detail":{"a":[1],"b":[2]}}"#, &event);
        assert!(answers.iter().all(Option::is_none), "{answers:?} {event}");
    }
}

#[test]
fn a_key_that_ends_like_an_inner_key_is_another_key() {
    let pattern = r#"{"detail":{"phases":{"phase-status":["DONE"]}}}"#;
    for outer in
        ["phase-status", "completed-phase-status", "x\\\"phase-status", "phases-phase-status", "phases phase-status"]
    {
        for (status, expected) in [("DONE", true), ("OPEN", false)] {
            for phases in
                [format!(r#"[{{"n":[]}},{{"phase-status":"{status}"}}]"#), format!(r#"{{"phase-status":"{status}"}}"#)]
            {
                let event = format!(
                    r#"{{"version":"0","{outer}":"DONE","detail":{{"{outer}":"DONE","phases":{phases},"{outer}":"DONE"}},"more":"{}"}}"#,
                    "m".repeat(64)
                );
                let answers = answers(pattern, &event);
                assert!(answers.iter().all(|answer| *answer == Some(expected)), "{answers:?} {event}");
            }
        }
    }
    let dotted = format!(r#"{{"detail":{{"phases.phase-status":"DONE"}},"more":"{}"}}"#, "m".repeat(64));
    assert!(answers(pattern, &dotted).iter().all(Option::is_none));
}
