//! Tests the engine on truncated, corrupted and deeply nested events, and on events with repeated keys.

use event_pattern::{EventErrorKind, Pattern, validate};
use event_pattern_interpreter::oracle;
use event_pattern_tests::schemas::parse_known;
use event_pattern_tests::{Case, own_cases, recorded_cases};

/// Returns the project's own valid cases and a sample of the valid recorded cases.
fn cases() -> impl Iterator<Item = (Pattern, Case)> {
    let sample = own_cases().into_iter().chain(recorded_cases().into_iter().step_by(53));
    sample.filter_map(|case| {
        let pattern = Pattern::parse(&case.pattern).ok()?;
        validate(case.event.as_bytes()).ok()?;
        Some((pattern, case))
    })
}

#[test]
fn an_event_matches_if_its_truncated_text_matches() {
    for (pattern, case) in cases() {
        let is_match = pattern.matches_json(case.event.as_bytes()).unwrap();
        for end in 0..case.event.len() {
            // "No match" proves nothing about the whole event, because a key may be repeated in the rest of the event.
            if pattern.matches_json(&case.event.as_bytes()[..end]) == Ok(true) {
                assert!(is_match, "{case:?} up to {end}");
            }
        }
    }
}

#[test]
fn the_engine_agrees_with_the_oracle_if_a_bit_is_flipped() {
    for (pattern, case) in cases().step_by(7) {
        let rule = parse_known(&case.pattern).lowered.unwrap().rule;
        for position in 0..case.event.len() {
            let mut bytes = case.event.clone().into_bytes();
            bytes[position] ^= 1 << (position % 8);
            let event = std::str::from_utf8(&bytes).ok().and_then(|text| oracle::Event::parse(text).ok());
            match (event, pattern.matches_json(&bytes)) {
                (Some(event), answer) => {
                    assert_eq!(
                        answer,
                        Ok(oracle::matches(&rule, &event)),
                        "{case:?} {}",
                        String::from_utf8_lossy(&bytes)
                    );
                }
                (None, Ok(_)) => {}
                (None, Err(error)) => assert!(error.offset().is_some()),
            }
            assert_eq!(
                validate(&bytes).is_ok(),
                std::str::from_utf8(&bytes).is_ok_and(|text| oracle::Event::parse(text).is_ok())
            );
        }
    }
}

#[test]
fn deeply_nested_events_get_the_right_answer() {
    let pattern = Pattern::parse(r#"{"a":{"b":[1]},"z":[{"exists":false}]}"#).unwrap();
    let opening = "[".repeat(200_000);
    let closing = "]".repeat(200_000);
    for (event, expected) in [
        (format!(r#"{{"a":{opening}{{"b":1}}{closing}}}"#), true),
        (format!(r#"{{"x":{opening}{closing},"a":{{"b":2}}}}"#), false),
        (
            format!(
                r#"{{"a":{{"b":{opening}1{closing}}},"y":{}1{}}}"#,
                r#"{"a":"#.repeat(100_000),
                "}".repeat(100_000)
            ),
            true,
        ),
    ] {
        assert_eq!(pattern.matches_json(event.as_bytes()), Ok(expected));
    }
}

#[test]
fn repeated_keys_with_arrays_get_the_right_answer_or_an_error() {
    let pattern = Pattern::parse(r#"{"c":{"a":[1],"b":[1],"c":[1],"d":[1],"e":[1]}}"#).unwrap();
    let array = |element: &str| format!("\"c\":[{}]", vec![element; 30].join(","));
    let members = [r#"{"a":1}"#, r#"{"b":1}"#, r#"{"c":1}"#, r#"{"d":1}"#].map(array).join(",");
    // The four arrays contain only four of the five fields, but allow 30^4 combinations of elements.
    match pattern.matches_json(format!("{{{members}}}").as_bytes()) {
        Ok(answer) => assert!(!answer),
        Err(error) => assert_eq!(error.kind(), EventErrorKind::TooManyCombinations),
    }
    assert_eq!(pattern.matches_json(format!("{{{members},\"c\":{{\"e\":1}}}}").as_bytes()), Ok(true));
}
