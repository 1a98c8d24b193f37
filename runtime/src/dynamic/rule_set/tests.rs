//! What a set keeps of its rules.

use super::{FEWEST_GAPS, RuleSet, is_small, read};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

fn alternatives(count: usize) -> String {
    (0..count).map(|number| format!("{number}")).collect::<Vec<_>>().join(",")
}

#[test]
fn gaps_are_closed_once_half_of_the_rules_were_taken_out() {
    let mut set = RuleSet::new();
    let (all, left) = (100, (100 - FEWEST_GAPS) / 2);
    for number in 0..all {
        set.enter(format!("{number}"), &format!(r#"{{"a":[{number}]}}"#)).unwrap();
    }
    set.finish();
    for number in 0..all - left {
        assert!(set.remove(&format!("{number}")));
        assert_eq!((set.rules.len(), set.len()), (all, all - number - 1));
    }
    assert!(set.remove(&format!("{}", all - left)));
    assert_eq!((set.rules.len(), set.len()), (left - 1, left - 1));
    for number in [all - left - 1, all - left, all - left + 1, all - 1] {
        let event = format!(r#"{{"a":{number}}}"#);
        let name = format!("{number}");
        let matching: Vec<&str> = set.matching_json(event.as_bytes()).unwrap().collect();
        assert_eq!(matching.first() == Some(&name.as_str()), set.contains(&name), "{matching:?}");
    }
}

#[test]
fn a_rule_has_a_program_of_its_own_if_the_set_cannot_decide_it() {
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
fn the_parts_of_a_rule_are_counted_to_tell_whether_it_is_small() {
    // A step, and a conjunction with a condition.
    let others = 3;
    for (count, expected) in [(1, true), (1999 - others, true), (2000 - others, false), (5000, false)] {
        let rule = read(&format!(r#"{{"a":[{}]}}"#, alternatives(count))).unwrap();
        assert_eq!(is_small(&rule), expected, "{count}");
    }
}
