//! Tests of the rules that a set stores.

use super::{MAX_EXCESS_GAPS, RuleSet, is_small, parse_rule};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

fn alternatives(count: usize) -> String {
    (0..count).map(|number| format!("{number}")).collect::<Vec<_>>().join(",")
}

#[test]
fn the_set_is_rebuilt_once_gaps_outnumber_rules() {
    let mut set = RuleSet::new();
    let (all, remaining) = (100, (100 - MAX_EXCESS_GAPS) / 2);
    for number in 0..all {
        set.add_unfinished(format!("{number}"), &format!(r#"{{"a":[{number}]}}"#)).unwrap();
    }
    set.finish();
    for number in 0..all - remaining {
        assert!(set.remove(&format!("{number}")));
        assert_eq!((set.rules.len(), set.len()), (all, all - number - 1));
    }
    assert!(set.remove(&format!("{}", all - remaining)));
    assert_eq!((set.rules.len(), set.len()), (remaining - 1, remaining - 1));
    for number in [all - remaining - 1, all - remaining, all - remaining + 1, all - 1] {
        let event = format!(r#"{{"a":{number}}}"#);
        let name = format!("{number}");
        let matching: Vec<&str> = set.matching_json(event.as_bytes()).unwrap().collect();
        assert_eq!(matching.first() == Some(&name.as_str()), set.contains(&name), "{matching:?}");
    }
}

#[test]
fn a_rule_has_its_own_program_if_the_pass_cannot_decide_it() {
    let scoped = r#"{"detail-type":["ECS Task State Change"],"detail":{"containers":{"$none":{"exitCode":[0]}}}}"#;
    let compared = r#"{"detail-type":["ECS Task State Change"],"detail":{"group":[{"$field":"detail.cpu"}]}}"#;
    let many = format!(r#"{{"a":[{}]}}"#, alternatives(3000));
    let mut builder = RuleSet::builder();
    for (name, pattern) in [("plain", r#"{"a":[1]}"#), ("scoped", scoped), ("compared", compared), ("many", &many)] {
        builder.add(name, pattern).unwrap();
    }
    let set = builder.build();
    let kept: Vec<bool> = set.rules.iter().flatten().map(|rule| rule.program.is_some()).collect();
    assert_eq!(kept, [false, true, true, false]);
}

#[test]
fn is_small_counts_the_parts_of_a_rule() {
    // A path step, a conjunction and its condition.
    let other_parts = 3;
    for (count, expected) in [(1, true), (1999 - other_parts, true), (2000 - other_parts, false), (5000, false)] {
        let rule = parse_rule(&format!(r#"{{"a":[{}]}}"#, alternatives(count))).unwrap();
        assert_eq!(is_small(&rule), expected, "{count}");
    }
}
