//! Tests events with deep nesting, long values or many members.

use crate::events::{DEEP, EventKind, WIDE};
use crate::support::{answers, assert_answers};
use event_pattern::{EventErrorKind, Pattern, validate};

fn assert_all(kinds: &[EventKind], count: usize) {
    for kind in kinds {
        assert_answers(kind.name, kind.pattern, (kind.event)(count).as_bytes(), kind.answer);
    }
}

#[test]
fn events_nested_a_million_levels_deep_are_answered() {
    assert_all(&DEEP, 1_000_000);
}

#[test]
fn events_with_thirty_thousand_repetitions_are_answered() {
    assert_all(&WIDE, 30_000);
}

#[test]
fn a_million_keys_and_a_million_elements_are_answered() {
    let names = ["many_keys", "many_scalars_unnamed"];
    for kind in WIDE.iter().filter(|kind| names.contains(&kind.name)) {
        assert_answers(kind.name, kind.pattern, (kind.event)(1_000_000).as_bytes(), kind.answer);
    }
}

#[test]
fn a_string_of_twenty_megabytes_is_answered() {
    for kind in WIDE.iter().filter(|kind| kind.name == "long_string_unnamed") {
        assert_answers(kind.name, kind.pattern, (kind.event)(20_000_000).as_bytes(), kind.answer);
    }
}

#[test]
#[ignore = "slow without optimisation: cargo test --release -p event-pattern-tests --test hostile -- --ignored"]
fn events_with_a_million_repetitions_and_strings_of_two_hundred_megabytes_are_answered() {
    assert_all(&WIDE, 1_000_000);
    for kind in WIDE.iter().filter(|kind| kind.name.starts_with("long_string")) {
        assert_answers(kind.name, kind.pattern, (kind.event)(200_000_000).as_bytes(), kind.answer);
    }
}

#[test]
fn deep_and_wide_events_are_valid_unless_they_are_truncated() {
    for kind in DEEP.iter().chain(&WIDE) {
        assert_eq!(validate((kind.event)(20_000).as_bytes()).is_ok(), kind.answer.is_some(), "{}", kind.name);
    }
}

/// Returns `count` members with the same key. Each value is an array of two objects that have one field each.
fn repeated_arrays(count: usize) -> String {
    let arrays = |number| format!("\"c\":[{{\"a\":{number}}},{{\"b\":{number}}}],");
    (0..count).map(|number| number % 7 + 2).map(arrays).collect::<Vec<_>>().concat()
}

#[test]
fn fields_of_one_element_are_found_over_many_repeated_keys() {
    let pattern = r#"{"c":{"a":[1],"b":[1]}}"#;
    let matching = format!("{{{}\"c\":[{{\"a\":1}}],\"c\":[{{\"b\":1}}]}}", repeated_arrays(40));
    assert_answers("repeated arrays, match", pattern, matching.as_bytes(), Some(true));
    assert_answers(
        "repeated arrays, no match",
        pattern,
        format!("{{{}\"x\":0}}", repeated_arrays(40)).as_bytes(),
        Some(false),
    );
}

#[test]
#[ignore = "slow without optimisation: cargo test --release -p event-pattern-tests --test hostile -- --ignored"]
fn an_event_beyond_the_search_limit_is_an_error_with_every_engine() {
    let pattern = Pattern::parse(r#"{"c":{"a":[1],"b":[1]}}"#).unwrap();
    for (engine, answer) in answers(&pattern, format!("{{{}\"x\":0}}", repeated_arrays(5_000)).as_bytes()) {
        assert_eq!(answer.map_err(|error| error.kind()), Err(EventErrorKind::TooManyCombinations), "{engine:?}");
    }
}
