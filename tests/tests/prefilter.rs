//! A pre-filter is a pattern that the service takes, and it loses no event that its rule wants.

#[path = "../build/fields.rs"]
mod fields;
#[path = "random_event/hostile.rs"]
mod hostile;
mod random_event;
#[path = "../build/random_pattern.rs"]
#[allow(unreachable_pub, reason = "the module is shared with the build script")]
mod random_pattern;
#[path = "../build/scoped_pattern.rs"]
#[allow(unreachable_pub, reason = "the module is shared with the build script")]
mod scoped_pattern;

use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::rule::Rule;
use event_pattern_compiler::schema::Schema;
use event_pattern_compiler::{Parsed, parse, parse_for, prefilter, reference};
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
        let prefilter = prefilter::of(&parsed, None).map(|prefilter| prefilter.to_json());
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
            let prefilter = prefilter::of(&parsed, None).unwrap().to_json();
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

/// A random pattern with scopes. Every other one leaves its event to the type that the rule is for.
fn scoped(schema: &'static Schema, seed: u64) -> String {
    let pattern = scoped_pattern::generate(schema, seed);
    let detail_type = format!("\"detail-type\":[\"{}\"],", schema.detail_type);
    if seed.is_multiple_of(2) { pattern } else { pattern.replacen(&detail_type, "", 1) }
}

/// Events as the service sends them, which tells where they come from.
fn events(schema: &'static Schema) -> Vec<reference::Event> {
    let envelope = |text: String| {
        let mut event: serde_json::Value = serde_json::from_str(&text).unwrap();
        event["source"] = schema.source.into();
        event["detail-type"] = schema.detail_type.into();
        reference::Event::parse(&event.to_string()).unwrap()
    };
    (0..80).map(|seed| envelope(hostile::generate(schema, seed, 0))).collect()
}

#[test]
fn no_event_that_a_rule_with_scopes_wants_is_lost() {
    let (mut matched, mut kept) = (0, 0);
    for schema in Schema::all() {
        let events = events(schema);
        for seed in 0..800 {
            let pattern = scoped(schema, seed);
            let parsed = parse_for(Some(schema), &pattern, Dialect::Strict);
            let prefilter = prefilter::of(&parsed, Some(schema)).unwrap().to_json();
            kept += usize::from(prefilter.contains("\"detail\""));
            let (rule, filter) = (&parsed.lowered.as_ref().unwrap().rule, rule_of(&prefilter));
            for event in events.iter().filter(|event| reference::matches(rule, event)) {
                assert!(reference::matches(&filter, event), "{pattern}\n{prefilter}\n{event:?}");
                matched += 1;
            }
        }
    }
    assert!(matched > 10_000 && kept > 3000, "{matched} {kept}");
}
