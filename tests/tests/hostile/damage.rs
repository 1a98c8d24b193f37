//! Events that were cut off, flipped or filled with bytes that are no text.

use crate::support::{Both, on_small_stack, ways};
use event_pattern::{EventErrorKind, Pattern, validate};
use event_pattern_tests::own_cases;

const TRUE_FAILURE: &str = include_str!("../../../examples/events/true_failure.json");
const FALSE_ALARM: &str = include_str!("../../../examples/events/false_alarm.json");
const RULE: &str = include_str!("../../../examples/rules/run_test_failed.json");

/// The event without its white space.
fn compact(event: &str) -> String {
    serde_json::from_str::<serde_json::Value>(event).unwrap().to_string()
}

/// Ten events with a pattern each: those of the story, spread out and compact, and the longest of the cases.
fn ten() -> Vec<(String, String)> {
    let story = [TRUE_FAILURE.to_owned(), FALSE_ALARM.to_owned(), compact(TRUE_FAILURE), compact(FALSE_ALARM)];
    let mut events: Vec<(String, String)> = story.map(|event| (RULE.to_owned(), event)).into();
    let mut cases = own_cases();
    cases.retain(|case| Pattern::parse(&case.pattern).is_ok() && validate(case.event.as_bytes()).is_ok());
    cases.sort_by_key(|case| std::cmp::Reverse(case.event.len()));
    cases.dedup_by(|one, other| one.event == other.event);
    events.extend(cases.into_iter().take(6).map(|case| (case.pattern, case.event)));
    events
}

#[test]
fn a_cut_off_event_is_an_error_unless_the_answer_was_certain() {
    let events = ten();
    assert_eq!(events.len(), 10);
    for (pattern, event) in events {
        let pattern = Pattern::parse(&pattern).unwrap();
        let whole = pattern.matches_json(event.as_bytes());
        let end = event.trim_end().len();
        let wrong = on_small_stack(|| {
            let cuts = (0..end).flat_map(|cut| ways().map(move |way| (cut, way)));
            let answer = |(cut, way)| (cut, way, pattern.matches_on(way, &event.as_bytes()[..cut]));
            cuts.map(answer).find(|(_, _, answer)| match answer {
                // "No match" may be certain because a key does not come again in what is there.
                Ok(answer) => *answer && whole != Ok(true),
                Err(error) => error.kind() == EventErrorKind::Ambiguous,
            })
        });
        assert_eq!(wrong, None, "{event}");
        assert!((0..end).all(|cut| validate(&event.as_bytes()[..cut]).is_err()), "{event}");
    }
}

/// Holds every way to the oracle on an event in which a bit is flipped, for each bit. Tells how many were events still.
fn flip(pattern: &str, event: &str) -> usize {
    let both = Both::new(pattern);
    let flipped = (0..event.len() * 8).map(|place| {
        let mut bytes = event.to_owned().into_bytes();
        bytes[place / 8] ^= 1 << (place % 8);
        bytes
    });
    flipped.filter(|bytes| both.assert_as_reference(bytes)).count()
}

#[test]
fn an_event_with_any_bit_flipped_is_answered_like_the_reference() {
    let story = r#"{"source":"aws.ecs","detail":{"lastStatus":"STOPPED","containers":[{"name":"run-test","exitCode":1},{"name":"hub","reason":"x"}]}}"#;
    let failed =
        r#"{"source":["aws.ecs"],"detail":{"containers":{"name":["run-test"],"exitCode":[{"anything-but":0}]}}}"#;
    let element = r#"{"detail":{"containers":{"name":["run-test"],"reason":[{"exists":false}]}}}"#;
    let odd = r#"{"a":["\ud83d\ude00x",[{"b":-1.5e3,"c":"\\\""}],null,true],"b.c":{"a":[{"b":1},{"c":2}]},"":" "}"#;
    let searched = r#"{"a":{"b":[-1500],"c":[{"suffix":"\""}]},"":[{"exists":true}]}"#;
    let events = flip(failed, story) + flip(element, story) + flip(searched, odd);
    assert!(events > 300, "{events} were events still");
}

#[test]
#[ignore = "takes an optimised build to be quick: cargo test --release -p event-pattern-tests --test hostile -- --ignored"]
fn the_whole_event_of_the_story_with_any_bit_flipped_is_answered_like_the_reference() {
    let events = [TRUE_FAILURE, FALSE_ALARM].map(|event| flip(RULE, &compact(event)));
    assert!(events.iter().all(|&events| events > 3_000), "{events:?} were events still");
}

/// Bytes that are no UTF-8: no start of a character, a character written too long, half of a surrogate pair, a character
/// past the last one, and one that is cut off.
const NO_TEXT: [&[u8]; 6] = [b"\xff", b"\x80", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82"];

#[test]
fn bytes_that_are_no_text_are_never_an_event_wherever_they_stand() {
    let event = compact(TRUE_FAILURE);
    let pattern = Pattern::parse(RULE).unwrap();
    for bytes in NO_TEXT {
        for place in 1..event.len() {
            let damaged = [&event.as_bytes()[..place], bytes, &event.as_bytes()[place..]].concat();
            assert!(validate(&damaged).is_err(), "{place} {bytes:?}");
            for way in ways() {
                if let Err(error) = pattern.matches_on(way, &damaged) {
                    assert_ne!(error.kind(), EventErrorKind::Ambiguous, "{place} {bytes:?}");
                }
            }
        }
    }
}

#[test]
fn bytes_that_are_no_text_are_an_error_in_a_value_that_decides() {
    for pattern in [r#"{"a":["x"]}"#, r#"{"a":[{"prefix":"x"}]}"#, r#"{"a":[{"anything-but":"x"}]}"#] {
        let pattern = Pattern::parse(pattern).unwrap();
        for bytes in NO_TEXT {
            for event in [[b"{\"a\":\"x", bytes, b"\"}"].concat(), [b"{\"a\":\"", bytes, b"x\"}"].concat()] {
                for way in ways() {
                    assert!(pattern.matches_on(way, &event).is_err(), "{way:?} {pattern:?} {event:?}");
                }
            }
        }
    }
}
