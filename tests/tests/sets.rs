//! A set of rules answers as each of its rules does alone.

use event_pattern::{Pattern, RuleSet, validate};
use event_pattern_tests::{Case, own_cases, recorded_cases};
use fastrand::Rng;

/// How many rules the sets have.
const SIZES: [usize; 5] = [1, 7, 64, 65, 500];

/// The names of the rules that match alone, by the numbers that are their names.
fn alone(patterns: &[Pattern], event: &str) -> Vec<String> {
    let matches = |pattern: &Pattern| pattern.matches(event.as_bytes()).unwrap();
    let matching = patterns.iter().enumerate().filter(|(_, pattern)| matches(pattern));
    matching.map(|(number, _)| number.to_string()).collect()
}

fn set_of<'c>(patterns: impl IntoIterator<Item = &'c str>) -> RuleSet {
    let numbered = patterns.into_iter().enumerate();
    let added = |set: event_pattern::RuleSetBuilder, (number, pattern): (usize, &str)| {
        set.add(number.to_string(), pattern).unwrap()
    };
    numbered.fold(RuleSet::builder(), added).build()
}

/// All cases with a pattern and an event, in a random order.
fn shuffled_cases(rng: &mut Rng) -> Vec<Case> {
    let is_valid = |case: &Case| Pattern::parse(&case.pattern).is_ok() && validate(case.event.as_bytes()).is_ok();
    let mut cases: Vec<Case> = own_cases().into_iter().chain(recorded_cases()).filter(is_valid).collect();
    rng.shuffle(&mut cases);
    cases
}

#[test]
fn a_set_of_any_size_answers_as_each_of_its_rules_alone() {
    let mut rng = Rng::with_seed(1);
    let cases = shuffled_cases(&mut rng);
    let mut rest = cases.as_slice();
    for size in SIZES.into_iter().cycle() {
        let Some((group, behind)) = rest.split_at_checked(size) else { break };
        rest = behind;
        let patterns: Vec<Pattern> = group.iter().map(|case| case.pattern.parse().unwrap()).collect();
        let set = set_of(group.iter().map(|case| case.pattern.as_str()));
        for Case { event, .. } in group.iter().take(64) {
            let matching: Vec<&str> = set.matching(event.as_bytes()).unwrap().collect();
            assert_eq!(
                matching,
                alone(&patterns, event),
                "{event}\n{:#?}",
                group.iter().map(|case| &case.pattern).collect::<Vec<_>>()
            );
        }
    }
}
