//! Tests that every matcher gives the right answer for every variant, and that the variants of a case are distinct and
//! have the expected length.

use event_pattern_benches::events::{self, Case, Outcome};
use event_pattern_benches::matchers::{self, Answer, Matcher, Work};
use std::collections::HashSet;

fn answers(matcher: &Matcher, case: &Case) -> Vec<bool> {
    match &matcher.work {
        Work::Bytes(matches) => case.variants.iter().map(|json| matches(json)).collect(),
        Work::Event(matches) => case.deserialized().iter().map(matches).collect(),
    }
}

#[test]
fn every_matcher_gives_the_right_answer_for_every_variant() {
    for case in events::cases() {
        for matcher in matchers::all() {
            let expected = match matcher.answer {
                Answer::Pattern => case.outcome == Outcome::Match,
                Answer::Validity => true,
                Answer::Floor => continue,
            };
            for (index, answer) in answers(&matcher, &case).into_iter().enumerate() {
                assert_eq!(answer, expected, "{} on {} {:?}, variant {index}", matcher.name, case.form, case.outcome);
            }
        }
    }
}

#[test]
fn the_variants_of_a_case_are_distinct() {
    for case in events::cases() {
        let distinct: HashSet<&Vec<u8>> = case.variants.iter().collect();
        assert_eq!(distinct.len(), case.variants.len(), "{} {:?}", case.form, case.outcome);
    }
}

#[test]
fn events_have_about_the_documented_length() {
    for case in events::cases() {
        let expected = match case.form {
            "1.5K" => 1_549,
            "4K" => 4_250,
            "60K" => 59_900,
            _ => continue,
        };
        let length = case.mean_length();
        assert!(length.abs_diff(expected) <= expected / 25, "{} {:?}: {length} bytes", case.form, case.outcome);
    }
}

#[test]
fn indented_events_have_the_same_values() {
    let cases = events::cases();
    let value = |json: &Vec<u8>| serde_json::from_slice::<serde_json::Value>(json).expect("a variant is JSON");
    let (compact, indented) = (&cases[0], cases.last().expect("there are cases"));
    assert!(compact.variants.iter().map(value).eq(indented.variants.iter().map(value)));
    assert!(indented.mean_length() > compact.mean_length() * 9 / 8);
}
