//! Tests that every matcher gives the right answer for every type of AWS event.

use event_pattern_benches::aws_events::{cases, step_functions};
use event_pattern_benches::aws_matchers::matchers;
use std::collections::HashSet;

#[test]
fn every_matcher_matches_every_variant_and_no_other_event() {
    let cases: Vec<_> = cases().into_iter().chain(step_functions()).collect();
    for case in &cases {
        // An event of another type: its `detail-type` differs, or it is from another source.
        let other = cases.iter().find(|other| other.conditions[..2] != case.conditions[..2]);
        for (name, matches) in matchers(case) {
            for json in &case.variants {
                assert!(matches(json), "{name} on {}: {}", case.name, case.pattern);
            }
            let is_validator = name == "serde_json::IgnoredAny";
            assert_eq!(
                matches(&other.unwrap().variants[0]),
                is_validator,
                "{name} on another event than {}",
                case.name
            );
        }
    }
}

#[test]
fn there_are_seventy_types_of_events_with_five_conditions() {
    let cases = cases();
    assert_eq!(cases.iter().map(|case| &case.name).collect::<HashSet<_>>().len(), 70);
    assert!(cases.iter().all(|case| case.conditions.len() == 5));
}
