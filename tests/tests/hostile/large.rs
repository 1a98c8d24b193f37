//! Events that are deep, long or wide.

use crate::events::{DEEP, Kind, WIDE};
use crate::support::{answers, assert_answers};
use event_pattern::{EventErrorKind, Pattern, validate};

fn assert_all(kinds: &[Kind], count: usize) {
    for kind in kinds {
        assert_answers(kind.name, kind.pattern, (kind.event)(count).as_bytes(), kind.answer);
    }
}

#[test]
fn nesting_a_million_deep_is_answered() {
    assert_all(&DEEP, 1_000_000);
}

#[test]
fn tens_of_thousands_of_anything_is_answered() {
    assert_all(&WIDE, 30_000);
}

#[test]
fn a_million_keys_and_a_million_elements_are_answered() {
    let asked = ["many_keys", "many_scalars_beside"];
    for kind in WIDE.iter().filter(|kind| asked.contains(&kind.name)) {
        assert_answers(kind.name, kind.pattern, (kind.event)(1_000_000).as_bytes(), kind.answer);
    }
}

#[test]
fn a_string_of_twenty_megabytes_is_answered() {
    for kind in WIDE.iter().filter(|kind| kind.name == "long_string_beside") {
        assert_answers(kind.name, kind.pattern, (kind.event)(20_000_000).as_bytes(), kind.answer);
    }
}

#[test]
#[ignore = "takes an optimised build to be quick: cargo test --release -p event-pattern-tests --test hostile -- --ignored"]
fn a_million_of_anything_and_strings_of_two_hundred_megabytes_are_answered() {
    assert_all(&WIDE, 1_000_000);
    for kind in WIDE.iter().filter(|kind| kind.name.starts_with("long_string")) {
        assert_answers(kind.name, kind.pattern, (kind.event)(200_000_000).as_bytes(), kind.answer);
    }
}

#[test]
fn what_is_deep_or_wide_is_validated() {
    for kind in DEEP.iter().chain(&WIDE) {
        assert_eq!(validate((kind.event)(20_000).as_bytes()).is_ok(), kind.answer.is_some(), "{}", kind.name);
    }
}

/// An object whose array is repeated so many times, with one field in each element.
fn spread(count: usize) -> String {
    let arrays = |number| format!("\"c\":[{{\"a\":{number}}},{{\"b\":{number}}}],");
    (0..count).map(|number| number % 7 + 2).map(arrays).collect::<Vec<_>>().concat()
}

#[test]
fn fields_spread_over_many_repeated_keys_are_found() {
    let pattern = r#"{"c":{"a":[1],"b":[1]}}"#;
    let found = format!("{{{}\"c\":[{{\"a\":1}}],\"c\":[{{\"b\":1}}]}}", spread(40));
    assert_answers("spread", pattern, found.as_bytes(), Some(true));
    assert_answers("spread in vain", pattern, format!("{{{}\"x\":0}}", spread(40)).as_bytes(), Some(false));
}

#[test]
#[ignore = "takes an optimised build to be quick, as above"]
fn what_takes_too_long_to_decide_is_an_error_of_its_own_in_every_way() {
    let pattern = Pattern::parse(r#"{"c":{"a":[1],"b":[1]}}"#).unwrap();
    for (way, answer) in answers(&pattern, format!("{{{}\"x\":0}}", spread(5_000)).as_bytes()) {
        assert_eq!(answer.map_err(|error| error.kind()), Err(EventErrorKind::Ambiguous), "{way:?}");
    }
}
