//! What the sweep decides alone. The plain loop would answer in its place, only slower, so no other test notices a sweep
//! that gives up.

mod calls;

use super::escapes::Escapes;
use crate::engine::tests::Compiled;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

fn answers(pattern: &str, event: &str) -> Vec<Option<bool>> {
    Compiled::new(pattern).sweep(event)
}

/// An event with so much text in front of what matters, and so much behind it.
fn event(before: usize, behind: usize, status: &str, codes: [u32; 3]) -> String {
    let [first, second, third] = codes;
    let (before, behind) = ("x".repeat(before), "y".repeat(behind));
    format!(
        r#"{{"version":"{before}","source":"a","detail":{{"group":{{"lastStatus":["none",{{"a":[[]]}}]}},"labels.file-name":1,
"containers":[{{"name":"sidecar","exitCode":{first},"a":[{{}}]}},{{"networks":[{{"name":"run-test"}}],"name":"run-test",
"exitCode" : {second}}},{{"exitCode":{third},"name":"run-test","b":"{behind}"}}],"lastStatus":"{status}"}}}}"#
    )
}

const PATTERN: &str = r#"{"source":["a"],"detail":{"lastStatus":["STOPPED"],
    "containers":{"name":["run-test"],"exitCode":[{"anything-but":[0]}]}}}"#;

#[test]
fn usual_events_are_decided_wherever_the_blocks_end() {
    for before in 0..140 {
        for behind in [0, 1, 50, 63, 64, 200] {
            for (status, codes, expected) in [
                ("STOPPED", [0, 1, 0], true),
                ("STOPPED", [0, 0, 1], true),
                ("STOPPED", [1, 0, 0], false),
                ("RUNNING", [0, 1, 1], false),
            ] {
                let event = event(before, behind, status, codes);
                let answers = answers(PATTERN, &event);
                assert!(answers.iter().all(|answer| *answer == Some(expected)), "{answers:?} {event}");
            }
        }
    }
}

#[test]
fn white_space_in_front_of_an_event_is_no_reason_to_give_up() {
    for space in [" ", "\n\t\r  "] {
        let event = format!("{space}{}{space}", event(3, 0, "STOPPED", [0, 0, 7]));
        assert!(answers(PATTERN, &event).iter().all(|answer| *answer == Some(true)));
    }
}

#[test]
fn escapes_in_values_are_no_reason_to_give_up() {
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
fn two_backslashes_may_stand_where_blocks_meet() {
    for before in 0..128 {
        for behind in 60..66 {
            let (before, behind) = ("x".repeat(before), "y".repeat(behind));
            let event = format!(r#"{{"a":"{before}\\{behind}","b":1,"c":"{behind}{before}"}}"#);
            let answers = answers(r#"{"b":[1],"c":[{"exists":true}]}"#, &event);
            assert!(answers.iter().all(|answer| *answer == Some(true)), "{answers:?} {event}");
        }
    }
}

#[test]
fn many_brackets_in_one_block_are_followed() {
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
fn unusual_events_are_left_to_the_plain_loop() {
    for event in [
        r#"{"detail":{"a":1},"detail":{"b":2}}"#,
        r#"{"detail.a":1,"detail":{"b":2}}"#,
        r#"{"det\u0061il":{"a":1,"b":2}}"#,
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
fn white_space_behind_colons_is_no_reason_to_give_up() {
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
fn a_string_may_be_escaped_anywhere() {
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
fn an_element_is_passed_over_once_another_has_met_its_conditions() {
    let unusual = r#"{"\u0062":1,"b":{},"b":{}}"#;
    let pattern = r#"{"a":{"b":[1]},"c":[1]}"#;
    let event = format!(r#"{{"a":[{{"b":1}},{unusual}],"c":1}}"#);
    assert!(answers(pattern, &event).iter().all(|answer| *answer == Some(true)));
    let event = format!(r#"{{"a":[{{"b":2}},{unusual}],"c":1}}"#);
    assert!(answers(pattern, &event).iter().all(Option::is_none));
}

#[test]
fn an_escape_matters_to_keys_that_reach_back_to_its_block() {
    let (base, reach) = (128, 9);
    let mut escapes = Escapes::new(9);
    assert!(!escapes.may_be_in_key(0) && !escapes.may_affect(0) && escapes.may_affect(1));
    escapes.escaped(1, base);
    assert!(escapes.may_be_in_key(base) && escapes.may_be_in_key(base + 64 + reach - 1));
    assert!(!escapes.may_be_in_key(base + 64 + reach) && !escapes.may_affect(0));
    escapes.escaped(1 << 63, base);
    assert!(escapes.may_affect(0) && escapes.may_affect(1));
}

#[test]
fn a_key_of_an_object_further_in_means_nothing_outside() {
    for letters in (b'a'..=b'z').collect::<Vec<_>>().windows(2) {
        let [outer, last] = [0, 1].map(|place| char::from(letters[place]).to_string().repeat(3));
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
fn keys_in_arrays_are_left_to_the_plain_loop() {
    for array in [r#"["a":1,"b":2]"#, r#"[{"x":1},"a":1,"b":2]"#] {
        let event = format!(r#"{{"detail":{array},"more":"{}"}}"#, "y".repeat(64));
        let answers = answers(r#"{"detail":{"a":[1],"b":[2]}}"#, &event);
        assert!(answers.iter().all(Option::is_none), "{answers:?} {event}");
    }
}
