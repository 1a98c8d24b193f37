//! Tests that an explanation gives the oracle's answer, reports a failed condition exactly when there is no match, and
//! is readable.

use event_pattern_compiler::Parsed;
use event_pattern_interpreter::explain::{Explanation, Part, explain};
use event_pattern_interpreter::oracle;
use event_pattern_tests::schemas::parse_known;
use event_pattern_tests::{own_cases, recorded_cases};

/// Whether a part holds. An object holds if all parts inside it hold. Replaced conditions count as satisfied.
fn holds(part: &Part) -> bool {
    part.holds.unwrap_or_else(|| part.parts.iter().all(holds))
}

/// Compares an explanation with the oracle. Returns whether the pattern matches.
fn check(parsed: &Parsed, pattern: &str, event: &str) -> bool {
    let lowered = parsed.lowered.as_ref().unwrap();
    let explanation: Explanation = explain(parsed, event).unwrap().unwrap();
    let expected = oracle::matches(&lowered.rule, &oracle::Event::parse(event).unwrap());
    let context = || format!("{pattern}\n{event}\n{explanation}");
    assert_eq!(explanation.is_match(), expected, "{}", context());
    assert_eq!(explanation.parts().iter().all(holds), expected, "{}", context());
    assert!(!explanation.summary().contains("not all of them at once"), "{}", context());
    let json = explanation.to_json();
    assert!(serde_json::from_str::<serde::de::IgnoredAny>(&json).is_ok(), "{json}");
    assert!(json.starts_with(&format!("{{\"match\":{expected},")), "{json}");
    for line in explanation.to_string().lines() {
        let words = line.split_whitespace().map(|word| word.chars().count());
        assert!(line.chars().count() <= 80 || words.max() > Some(40), "{}", context());
    }
    expected
}

#[test]
fn recorded_cases_are_explained() {
    let mut matched = 0;
    for case in own_cases().into_iter().chain(recorded_cases().into_iter().step_by(3)) {
        let parsed = parse_known(&case.pattern);
        if case.event.matches(['[', '{']).count() > 500 {
            continue;
        }
        if parsed.lowered.is_some() && oracle::Event::parse(&case.event).is_ok() {
            matched += usize::from(check(&parsed, &case.pattern, &case.event));
        } else if parsed.lowered.is_some() {
            assert!(explain(&parsed, &case.event).is_err(), "{}", case.event);
        } else {
            assert_eq!(explain(&parsed, &case.event), Ok(None));
        }
    }
    assert!(matched > 50, "{matched}");
}

#[test]
fn an_event_nested_too_deeply_is_an_error() {
    let parsed = parse_known(r#"{"a": [1]}"#);
    let event = |levels: usize| format!("{{\"a\": {}{}}}", "[".repeat(levels), "]".repeat(levels));
    assert!(explain(&parsed, &event(499)).is_ok());
    let errors = explain(&parsed, &event(100_000)).unwrap_err();
    assert!(errors[0].message.contains("too deeply to be explained"), "{errors:?}");
    assert!(explain(&parsed, "{\"a\": \"[[[\"}").is_ok());
}

#[test]
fn an_event_with_many_repeated_keys_gets_the_right_answer_or_an_error() {
    let parsed = parse_known(r#"{"c":{"a":[1],"b":[1],"c":[1],"d":[1],"e":[1]}}"#);
    let array = |element: &str| format!("\"c\":[{}]", vec![element; 100].join(","));
    let members = [r#"{"a":1}"#, r#"{"b":1}"#, r#"{"c":1}"#, r#"{"d":1}"#].map(array).join(",");
    match explain(&parsed, &format!("{{{members}}}")) {
        Ok(explanation) => assert!(!explanation.unwrap().is_match()),
        Err(errors) => assert!(errors[0].message.contains("repeats keys too often"), "{errors:?}"),
    }
    let explanation = explain(&parsed, &format!("{{{members},\"c\":{{\"e\":1}}}}")).unwrap().unwrap();
    assert!(explanation.is_match());
}
