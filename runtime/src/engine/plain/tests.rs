//! Tests that the plain pass decides events in which the members of one object are in different parts of the text.

use super::{WalkOutcome, walk};
use crate::engine::format::{ProgramScratch, ProgramScratchParts};
use crate::engine::state::RuleState;
use crate::engine::tests::Compiled;

/// Returns the answer of the plain pass to a pattern and an event. `None` means that backtracking is needed.
fn decided(pattern: &str, event: &str) -> Option<bool> {
    Compiled::new(pattern).run(|program, bits, rest| {
        let ProgramScratchParts { stack, rest, .. } = ProgramScratch { bits: 0, ..program.scratch() }.divide(rest);
        let mut state = RuleState::new(program, None, bits).with_repeated_keys();
        match walk(program, &mut state, event.as_bytes(), stack, rest).unwrap() {
            WalkOutcome::Decided(answer) => Some(answer),
            WalkOutcome::NeedsBacktracking => None,
        }
    })
}

/// Asserts the answer to each event, both for a rule and for its set.
fn assert_decided(pattern: &str, events: &[(&str, bool)]) {
    for &(event, expected) in events {
        assert_eq!(decided(pattern, event), Some(expected), "{pattern} {event}");
        let answers = Compiled::new(pattern).as_set(event);
        assert!(answers.iter().all(|answer| *answer == Ok(expected)), "{pattern} {event} {answers:?}");
    }
}

#[test]
fn the_values_of_a_repeated_key_are_one_object() {
    assert_decided(
        r#"{"a":{"b":[1],"c":{"d":[2],"e":[{"anything-but":3}]}}}"#,
        &[
            (r#"{"a":{"b":1},"a":{"c":{"d":2,"e":0}}}"#, true),
            (r#"{"a":{"c":{"e":0}},"a":{"b":1},"a":{"c":{"d":2}}}"#, true),
            (r#"{"a":{"c":{"e":0},"b":1,"c":{"d":2}}}"#, true),
            (r#"{"a":{"c":{"e":3},"b":1,"c":{"d":2}}}"#, false),
            (r#"{"a":{"c":{"e":3},"b":1,"c":{"d":2}},"a":{"c":{"e":4}}}"#, true),
            (r#"{"a":{"b":1},"a":{},"a":5,"a":{"c":{"d":2}}}"#, false),
            // A repeated key inside an array element continues an object of the same element.
            (r#"{"a":[{"c":{"d":2}},{"b":1,"c":{"e":0},"c":{"d":2}}]}"#, true),
            (r#"{"a":[{"c":{"d":2},"b":1},{"b":1,"c":{"e":0}}]}"#, false),
            (r#"{"a":{"b":1},"a":{"c":[{"d":2},{"e":0}]}}"#, false),
            (r#"{"a":{"b":1},"a":{"c":[{"d":2},{"d":2,"e":0}]}}"#, true),
        ],
    );
}

#[test]
fn a_dotted_key_adds_a_member_to_an_object() {
    assert_decided(
        r#"{"a":{"b":{"c":[1],"d":[2]}},"e":[3]}"#,
        &[
            (r#"{"a.b.c":1,"a.b.d":2,"e":3}"#, true),
            (r#"{"a":{"b":{"c":1}},"e":3,"a.b.d":2}"#, true),
            (r#"{"a":{"b":{"c":1}},"e":3,"a.b":{"d":2}}"#, true),
            (r#"{"a":{"b.c":1},"e":3,"a":{"b.d":2}}"#, true),
            (r#"{"a\u002eb":{"\u0063":1},"e":3,"a":{"b.\u0064":2}}"#, true),
            (r#"{"a":{"b.c":1},"e":3,"a.b.e":2}"#, false),
            (r#"{"a":{"b.c":1},"e":3,"b.d":2}"#, false),
            (r#"{"a.b":[{"c":1},{"d":2}],"e":3}"#, false),
            (r#"{"a.b":[{"c":1},{"d":2,"c":1}],"e":3}"#, true),
            (r#"{"a":[{"b.c":1,"b.d":2}],"e":3}"#, true),
            (r#"{"a":[{"b.c":1},{"b.d":2}],"e":3}"#, false),
            (r#"{"a.b.c":[[0],[1]],"a.b.d":[2],"e":3}"#, true),
        ],
    );
}

#[test]
fn a_field_is_absent_only_if_no_value_of_a_repeated_key_has_it() {
    assert_decided(
        r#"{"a":{"b":[1],"c":[{"exists":false}]}}"#,
        &[
            (r#"{"a":{"b":1},"a":{"d":2}}"#, true),
            (r#"{"a":{"b":1},"a":{"c":2}}"#, false),
            (r#"{"a":{"c":2},"a":{"b":1}}"#, false),
            (r#"{"a":{"b":1},"a.c":2}"#, false),
            (r#"{"a.c":2,"a":{"b":1}}"#, false),
            (r#"{"a.b":1}"#, true),
        ],
    );
    assert_decided(
        r#"{"a":{"b":[1],"c":{"d":[{"exists":false}]}},"e":[5]}"#,
        &[
            (r#"{"a":[{"b":1,"c":{"f":0}}],"e":5}"#, true),
            (r#"{"a":[{"b":1,"c":{},"c":{"d":0}}],"e":5}"#, false),
            (r#"{"a":[{"b":1,"c":{"d":0},"c":{}}],"e":5}"#, false),
            // The field must be absent in the element that has the other field.
            (r#"{"a":[{"b":1,"c":{},"c":{}},{"b":1,"c.d":0}],"e":5}"#, true),
            (r#"{"a":[{"b":1,"c":{},"c.d":0},{"b":1}],"e":5}"#, true),
            (r#"{"a":[{"b":1,"c":{},"c.d":0},{"c":{"f":0}}],"e":5}"#, false),
        ],
    );
}

#[test]
fn every_branch_may_use_members_of_all_values() {
    assert_decided(
        r#"{"a":{"b":[1],"$or":[{"c":[2]},{"d":[{"exists":false}],"e":[3]}]}}"#,
        &[
            (r#"{"a":{"b":1},"a":{"c":2}}"#, true),
            (r#"{"a":{"b":1},"a":{"e":3}}"#, true),
            (r#"{"a":{"b":1},"a":{"e":3},"a":{"d":0}}"#, false),
            (r#"{"a":{"d":1},"a":{"e":3,"b":1}}"#, false),
            (r#"{"a":{"d":1},"a":{"e":3,"b":1},"a.c":2}"#, true),
        ],
    );
}

#[test]
fn only_repeated_keys_with_arrays_need_backtracking() {
    for (event, needed) in [
        (r#"{"a":{},"a":{"b":1}}"#, false),
        (r#"{"a":[],"a":[]}"#, true),
        (r#"{"a":[],"a":{}}"#, true),
        (r#"{"a":{},"a":[]}"#, true),
        (r#"{"a":[],"a.b":1}"#, true),
        (r#"{"a.b":1,"a":[]}"#, true),
        (r#"{"a":{"c":[]},"a":{"c":{}}}"#, true),
        (r#"{"a":{"c":[]},"a":{"b":1}}"#, false),
        (r#"{"a":[{"c":[]},{"c":[]}]}"#, false),
        (r#"{"a":[{"c":[]},{"c":{},"c":{}}]}"#, false),
    ] {
        assert_eq!(decided(r#"{"a":{"b":[1],"c":{"d":[1]}}}"#, event).is_none(), needed, "{event}");
    }
}
