//! Tests that every competitor reports the same rules for every set.

use event_pattern_benches::events::{self, Outcome};
use event_pattern_benches::sets::{Kind, competitors};

const KINDS: [Kind; 3] = [Kind::Clusters, Kind::OneCluster, Kind::Mixed];

#[test]
fn all_competitors_report_the_same_rules() {
    let cases: Vec<_> = events::cases().into_iter().filter(|case| case.form == "1.5K").collect();
    for kind in KINDS {
        for count in [1, 10, 100, 300] {
            let rules = kind.rules(count);
            let matchers: Vec<_> = competitors().iter().map(|one| (one.name, (one.prepare)(&rules))).collect();
            let (_, by_hand) = &matchers[3];
            for json in cases.iter().flat_map(|case| &case.variants[..40]) {
                let expected = by_hand.numbers(json);
                for (name, matcher) in &matchers {
                    assert_eq!(matcher.numbers(json), expected, "{name}, {kind:?}, {count} rules");
                    assert_eq!(matcher.count(json), expected.len(), "{name}, {kind:?}, {count} rules");
                }
            }
        }
    }
}

#[test]
fn only_the_storys_rule_matches_the_event() {
    let cases = events::cases();
    for kind in [Kind::Clusters, Kind::OneCluster] {
        let matcher = (competitors()[0].prepare)(&kind.rules(20));
        for case in cases.iter().filter(|case| case.form == "1.5K") {
            let expected: &[usize] = if case.outcome == Outcome::Match { &[10] } else { &[] };
            for json in &case.variants {
                assert_eq!(matcher.numbers(json), expected, "{kind:?} {:?}", case.outcome);
            }
        }
    }
}

#[test]
fn some_of_the_mixed_rules_match_an_event() {
    let matcher = (competitors()[3].prepare)(&Kind::Mixed.rules(1_000));
    let case = events::cases().swap_remove(0);
    let wanted: usize = case.variants.iter().map(|json| matcher.count(json)).sum();
    let mean = wanted / case.variants.len();
    assert!((5..50).contains(&mean), "{mean}");
}
