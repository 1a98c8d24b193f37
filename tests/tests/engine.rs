//! Tests that the engine, called through `Pattern`, agrees with every conformance case.

use event_pattern::{Pattern, validate};
use event_pattern_tests::{Case, Expect, own_cases, recorded_cases};

fn outcome(case: &Case) -> Expect {
    let Ok(pattern) = Pattern::parse(&case.pattern) else { return Expect::InvalidPattern };
    let answer = pattern.matches_json(case.event.as_bytes());
    match (validate(case.event.as_bytes()), answer) {
        (Err(_), _) => Expect::InvalidEvent,
        (Ok(()), Ok(true)) => Expect::Match,
        (Ok(()), Ok(false)) => Expect::NoMatch,
        (Ok(()), Err(error)) => panic!("{case:?}: {error}"),
    }
}

fn check(cases: &[Case]) {
    let mut wrong = Vec::new();
    for case in cases {
        let expect = outcome(case);
        if expect != case.expect {
            wrong.push(format!(
                "{}\n  {}\n  {}\n  {:?} gave {expect:?}",
                case.name, case.pattern, case.event, case.expect
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong[..wrong.len().min(20)].join("\n"));
}

#[test]
fn the_engine_agrees_with_our_own_cases() {
    check(&own_cases());
}

#[test]
fn the_engine_agrees_with_the_recorded_cases() {
    check(&recorded_cases());
}

#[test]
fn an_invalid_event_gives_an_answer_or_a_syntax_error() {
    for case in own_cases().iter().chain(&recorded_cases()).filter(|case| case.expect == Expect::InvalidEvent) {
        let pattern = Pattern::parse(&case.pattern).unwrap();
        match pattern.matches_json(case.event.as_bytes()) {
            Ok(_) => {}
            Err(error) => assert!(error.offset().is_some(), "{case:?}"),
        }
    }
}
