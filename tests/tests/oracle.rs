//! Tests that the oracle agrees with every conformance case, including EventBridge's reasons for rejecting a pattern.

use event_pattern_interpreter::oracle;
use event_pattern_tests::schemas::parse_known;
use event_pattern_tests::{Case, Expect, own_cases, recorded_cases};

fn outcome(case: &Case) -> (Expect, Vec<String>) {
    let parsed = parse_known(&case.pattern);
    let Some(lowered) = &parsed.lowered else {
        let reasons = parsed.diagnostics.into_iter().filter_map(|diagnostic| diagnostic.reason);
        return (Expect::InvalidPattern, reasons.collect());
    };
    let expect = match oracle::Event::parse(&case.event) {
        Err(_) => Expect::InvalidEvent,
        Ok(event) if oracle::matches(&lowered.rule, &event) => Expect::Match,
        Ok(_) => Expect::NoMatch,
    };
    (expect, Vec::new())
}

/// Whether a recorded reason comes from the older parser to which the recorded engine falls back after an error. That
/// parser reads `$or` as a field and supports neither `wildcard` nor lists inside `anything-but`, so the oracle's
/// reason is the better one.
fn is_fallback_reason(case: &Case, reason: &str) -> bool {
    (case.pattern.contains("$or") && reason.starts_with("Unrecognized match type "))
        || (case.pattern.contains("wildcard")
            && ["Unsupported anything-but pattern: wildcard", "prefix/suffix match pattern must be a string"]
                .contains(&reason))
        || reason.starts_with("Unexpected character")
        || reason.starts_with("Invalid numeric value")
        || reason.starts_with("Non-standard token")
}

fn check(cases: &[Case]) {
    let mut wrong = Vec::new();
    for case in cases {
        let (expect, reasons) = outcome(case);
        let has_reason = case.reason.as_ref().is_none_or(|reason| {
            expect != Expect::InvalidPattern || is_fallback_reason(case, reason) || reasons.contains(reason)
        });
        if expect != case.expect || !has_reason {
            wrong.push(format!(
                "{}\n  {}\n  {}\n  {:?} {:?} gave {expect:?} {reasons:?}",
                case.name, case.pattern, case.event, case.expect, case.reason
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong[..wrong.len().min(3000)].join("\n"));
}

#[test]
fn the_oracle_agrees_with_our_own_cases() {
    check(&own_cases());
}

#[test]
fn the_oracle_agrees_with_the_recorded_cases() {
    check(&recorded_cases());
}
