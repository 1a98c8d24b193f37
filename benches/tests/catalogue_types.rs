//! Tests that every matcher gives the right answer for every event of a type from the catalogue.

use event_pattern_benches::catalogue_types::{OUTCOMES, VALIDITY, cases};

#[test]
fn every_matcher_gives_the_right_answer_for_every_variant() {
    for case in cases() {
        for (outcome, variants) in OUTCOMES.iter().zip(&case.events) {
            for (name, matches) in &case.matchers {
                let expected = *outcome == "match" || *name == VALIDITY;
                for json in variants {
                    assert_eq!(matches(json), expected, "{name} on {}, {outcome}", case.title);
                }
            }
        }
    }
}
