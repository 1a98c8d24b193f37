//! Tests truncated events, events with flipped bits, and events with invalid UTF-8.

use crate::support::{ComparedPattern, engines, on_small_stack};
use event_pattern::{Pattern, validate};
use event_pattern_tests::own_cases;

const TRUE_FAILURE: &str = include_str!("../../../examples/events/true_failure.json");
const FALSE_ALARM: &str = include_str!("../../../examples/events/false_alarm.json");
const RULE: &str = include_str!("../../../examples/rules/run_test_failed.json");

/// Returns the event without white space between its tokens.
fn compact(event: &str) -> String {
    serde_json::from_str::<serde_json::Value>(event).unwrap().to_string()
}

/// Returns ten pairs of a pattern and an event: the two events of the README's story, indented and compact, and the
/// longest events in the conformance cases.
fn ten_events() -> Vec<(String, String)> {
    let story = [TRUE_FAILURE.to_owned(), FALSE_ALARM.to_owned(), compact(TRUE_FAILURE), compact(FALSE_ALARM)];
    let mut events: Vec<(String, String)> = story.map(|event| (RULE.to_owned(), event)).into();
    let mut cases = own_cases();
    cases.retain(|case| Pattern::parse(&case.pattern).is_ok() && validate(case.event.as_bytes()).is_ok());
    cases.sort_by_key(|case| std::cmp::Reverse(case.event.len()));
    cases.dedup_by(|first, second| first.event == second.event);
    events.extend(cases.into_iter().take(6).map(|case| (case.pattern, case.event)));
    events
}

#[test]
fn a_truncated_event_never_matches_unless_the_complete_event_does() {
    let events = ten_events();
    assert_eq!(events.len(), 10);
    for (pattern, event) in events {
        let pattern = Pattern::parse(&pattern).unwrap();
        let complete = pattern.matches_json(event.as_bytes());
        let end = event.trim_end().len();
        let wrong = on_small_stack(|| {
            let cuts = (0..end).flat_map(|length| engines().map(move |engine| (length, engine)));
            let answer = |(length, engine)| (length, engine, pattern.matches_on(engine, &event.as_bytes()[..length]));
            cuts.map(answer).find(|(_, _, answer)| match answer {
                // "No match" is allowed even if the complete event matches, because a repeated key may have been cut off.
                Ok(answer) => *answer && complete != Ok(true),
                Err(error) => error.offset().is_none(),
            })
        });
        assert_eq!(wrong, None, "{event}");
        assert!((0..end).all(|length| validate(&event.as_bytes()[..length]).is_err()), "{event}");
    }
}

/// Flips each bit of the event in turn, and asserts that every engine agrees with the oracle. Returns the number of
/// results that are still events.
fn flip_each_bit(pattern: &str, event: &str) -> usize {
    let pattern = ComparedPattern::new(pattern);
    let flipped = (0..event.len() * 8).map(|bit| {
        let mut bytes = event.to_owned().into_bytes();
        bytes[bit / 8] ^= 1 << (bit % 8);
        bytes
    });
    flipped.filter(|bytes| pattern.assert_agrees_with_oracle(bytes)).count()
}

#[test]
fn engines_agree_with_the_oracle_if_any_bit_of_an_event_is_flipped() {
    let story = r#"{"source":"aws.ecs","detail":{"lastStatus":"STOPPED","containers":[{"name":"run-test","exitCode":1},{"name":"hub","reason":"x"}]}}"#;
    let value_pattern =
        r#"{"source":["aws.ecs"],"detail":{"containers":{"name":["run-test"],"exitCode":[{"anything-but":0}]}}}"#;
    let absence_pattern = r#"{"detail":{"containers":{"name":["run-test"],"reason":[{"exists":false}]}}}"#;
    let unusual_event =
        r#"{"a":["\ud83d\ude00x",[{"b":-1.5e3,"c":"\\\""}],null,true],"b.c":{"a":[{"b":1},{"c":2}]},"":" "}"#;
    let unusual_pattern = r#"{"a":{"b":[-1500],"c":[{"suffix":"\""}]},"":[{"exists":true}]}"#;
    let events = flip_each_bit(value_pattern, story)
        + flip_each_bit(absence_pattern, story)
        + flip_each_bit(unusual_pattern, unusual_event);
    assert!(events > 300, "only {events} of the results are events");
}

#[test]
#[ignore = "slow without optimisation: cargo test --release -p event-pattern-tests --test hostile -- --ignored"]
fn engines_agree_with_the_oracle_if_any_bit_of_the_story_event_is_flipped() {
    let events = [TRUE_FAILURE, FALSE_ALARM].map(|event| flip_each_bit(RULE, &compact(event)));
    assert!(events.iter().all(|&events| events > 3_000), "only {events:?} of the results are events");
}

/// Invalid UTF-8: an invalid byte, a continuation byte without a start, an overlong encoding, a surrogate, a code point
/// above U+10FFFF, and a truncated character.
const INVALID_UTF8: [&[u8]; 6] = [b"\xff", b"\x80", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82"];

#[test]
fn an_event_with_invalid_utf8_at_any_offset_is_never_valid() {
    let event = compact(TRUE_FAILURE);
    let pattern = Pattern::parse(RULE).unwrap();
    for bytes in INVALID_UTF8 {
        for offset in 1..event.len() {
            let damaged = [&event.as_bytes()[..offset], bytes, &event.as_bytes()[offset..]].concat();
            assert!(validate(&damaged).is_err(), "{offset} {bytes:?}");
            for engine in engines() {
                if let Err(error) = pattern.matches_on(engine, &damaged) {
                    assert!(error.offset().is_some(), "{offset} {bytes:?}");
                }
            }
        }
    }
}

#[test]
fn invalid_utf8_is_an_error_in_a_value_that_decides_the_answer() {
    for pattern in [r#"{"a":["x"]}"#, r#"{"a":[{"prefix":"x"}]}"#, r#"{"a":[{"anything-but":"x"}]}"#] {
        let pattern = Pattern::parse(pattern).unwrap();
        for bytes in INVALID_UTF8 {
            for event in [[b"{\"a\":\"x", bytes, b"\"}"].concat(), [b"{\"a\":\"", bytes, b"x\"}"].concat()] {
                for engine in engines() {
                    assert!(pattern.matches_on(engine, &event).is_err(), "{engine:?} {pattern:?} {event:?}");
                }
            }
        }
    }
}
