//! Tests that EventBridge accepts a pre-filter, and that the pre-filter matches every event that its rule matches.

use event_pattern_compiler::rule::Rule;
use event_pattern_compiler::{Parsed, prefilter};
use event_pattern_interpreter::oracle;
use event_pattern_tests::schemas::{self, parse_known};
use event_pattern_tests::{own_cases, recorded_cases};

/// Parses a pre-filter.
///
/// # Panics
/// Panics if EventBridge would reject the pre-filter.
fn rule_of(prefilter: &str) -> Rule {
    let parsed = parse_known(prefilter);
    let Parsed { lowered: Some(lowered), .. } = parsed else { panic!("{prefilter}\n{:?}", parsed.diagnostics) };
    lowered.rule
}

#[test]
fn the_pre_filter_loses_no_event_of_the_conformance_cases() {
    let mut matched = 0;
    for case in own_cases().into_iter().chain(recorded_cases()) {
        let parsed = parse_known(&case.pattern);
        let prefilter = prefilter::of(&parsed, schemas::schemas(None)).map(|prefilter| prefilter.to_json());
        let Some(lowered) = &parsed.lowered else {
            assert_eq!(prefilter, None, "{}", case.pattern);
            continue;
        };
        let prefilter = prefilter.unwrap();
        let pattern = parsed.value.as_ref().unwrap().to_json();
        assert!(
            prefilter == pattern
                || ["$any", "$all", "$none", "$count", "$field"].iter().any(|key| pattern.contains(key))
        );
        let Ok(event) = oracle::Event::parse(&case.event) else { continue };
        if oracle::matches(&lowered.rule, &event) {
            assert!(oracle::matches(&rule_of(&prefilter), &event), "{}\n{prefilter}\n{}", case.pattern, case.event);
            matched += 1;
        }
    }
    assert!(matched > 50, "{matched}");
}
