//! A pre-filter is a pattern that the service takes, and it loses no event that its rule wants.

mod random_event;
#[path = "../build/random_pattern.rs"]
#[allow(unreachable_pub, reason = "the module is shared with the build script")]
mod random_pattern;

use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::rule::Rule;
use event_pattern_compiler::schema::Schema;
use event_pattern_compiler::{Parsed, parse, prefilter, reference};
use event_pattern_tests::{own_cases, recorded_cases};

/// The rule of a pre-filter, which the service must take.
fn rule_of(prefilter: &str) -> Rule {
    let parsed = parse(prefilter, Dialect::Strict);
    let Parsed { lowered: Some(lowered), .. } = parsed else { panic!("{prefilter}\n{:?}", parsed.diagnostics) };
    lowered.rule
}

#[test]
fn no_recorded_case_is_lost() {
    let mut matched = 0;
    for case in own_cases().into_iter().chain(recorded_cases()) {
        let parsed = parse(&case.pattern, Dialect::Strict);
        let prefilter = prefilter::of(&parsed).map(|prefilter| prefilter.to_json());
        let Some(lowered) = &parsed.lowered else {
            assert_eq!(prefilter, None, "{}", case.pattern);
            continue;
        };
        let prefilter = prefilter.unwrap();
        assert_eq!(prefilter, parsed.value.as_ref().unwrap().to_json());
        let Ok(event) = reference::Event::parse(&case.event) else { continue };
        if reference::matches(&lowered.rule, &event) {
            assert!(reference::matches(&rule_of(&prefilter), &event), "{}\n{prefilter}\n{}", case.pattern, case.event);
            matched += 1;
        }
    }
    assert!(matched > 50, "{matched}");
}

#[test]
fn a_random_plain_pattern_is_its_own_prefilter() {
    let mut matched = 0;
    for schema in Schema::all() {
        let events: Vec<String> = (0..20).map(|seed| random_event::generate(schema, seed)).collect();
        let events: Vec<_> = events.iter().map(|event| reference::Event::parse(event).unwrap()).collect();
        for seed in 0..200 {
            let pattern = random_pattern::generate(schema, seed);
            let parsed = parse(&pattern, Dialect::Strict);
            let prefilter = prefilter::of(&parsed).unwrap().to_json();
            assert_eq!(prefilter, pattern);
            let (rule, prefilter) = (&parsed.lowered.as_ref().unwrap().rule, rule_of(&prefilter));
            for event in events.iter().filter(|event| reference::matches(rule, event)) {
                assert!(reference::matches(&prefilter, event), "{pattern}\n{event:?}");
                matched += 1;
            }
        }
    }
    assert!(matched > 100, "{matched}");
}
