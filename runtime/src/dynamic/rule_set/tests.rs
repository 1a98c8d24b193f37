//! Tests of the rules that a set stores.

use super::{MAX_EXCESS_GAPS, NamedRule, RuleSet, parse_known};
use crate::json::EventErrorKind;
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
        set.add_unfinished(format!("{number}"), &format!(r#"{{"a":[{number}]}}"#), parse_known).unwrap();
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
    let kept: Vec<bool> = set.rules.iter().flatten().map(NamedRule::is_compiled).collect();
    assert_eq!(kept, [false, true, true, false]);
}

/// Returns a set in which the rule named by a number requires that number.
fn numbered(count: usize) -> RuleSet {
    let mut builder = RuleSet::builder();
    for number in 0..count {
        let name = format!("{number}");
        builder.add(name, &format!(r#"{{"source":["s"],"detail":{{"c":{{"n":[{number}],"s":["S"]}}}}}}"#)).unwrap();
    }
    builder.build()
}

fn compiled(set: &RuleSet) -> usize {
    set.rules.iter().flatten().filter(|rule| rule.is_compiled()).count()
}

#[test]
fn repeated_objects_and_dotted_keys_need_no_program_in_a_large_set() {
    let set = numbered(20_000);
    for (detail, expected) in [
        (r#""detail":{"c":{"n":7}},"detail":{"c":{"s":"S"}}"#, &["7"][..]),
        (r#""detail":{"c":{"n":7}},"detail":{"c":{"s":"T"}}"#, &[]),
        (r#""detail.c":[{"n":7},{"n":9,"s":"S","n":8}]"#, &["8", "9"]),
        (r#""detail.c.n":7,"detail":{"c":{}},"detail.c.s":"S""#, &["7"]),
    ] {
        let event = format!(r#"{{"source":"s",{detail}}}"#);
        assert!(set.matching_json(event.as_bytes()).unwrap().eq(expected.iter().copied()), "{event}");
        assert_eq!(compiled(&set), 0, "{event}");
    }
}

#[test]
fn only_candidates_are_compiled_once_and_are_kept() {
    let set = numbered(300);
    let event = br#"{"source":"s","detail":{"c":[{"n":7,"s":"T"},{"n":8,"s":"S"}]},"detail":{"c":[]}}"#;
    for _ in 0..2 {
        assert!(set.matching_json(event).unwrap().eq(["8"]));
        assert_eq!(compiled(&set), 2);
    }
    assert_eq!(compiled(&set.clone()), 2);
}

#[test]
fn all_candidates_share_one_budget() {
    let names = |set: &RuleSet, event: &str| set.matching_json(event.as_bytes()).map(Iterator::count);
    let mut builder = RuleSet::builder();
    for number in 0..2_000 {
        builder.add(format!("{number}"), &format!(r#"{{"a":{{"b":[{{"anything-but":{number}}}],"c":[1]}}}}"#)).unwrap();
    }
    let (small, large) = (numbered(20), builder.build());
    let all = |count: usize| (0..count).map(|number| format!("{number}")).collect::<Vec<_>>().join(",");
    let event = format!(r#"{{"source":"s","detail":{{"c":[{{"s":"S"}}],"c":[{{"n":[{}],"s":"S"}}]}}}}"#, all(20));
    assert_eq!(names(&small, &event), Ok(20));
    let elements = vec![r#"{"x":0}"#; 1_000].join(",");
    let error = names(&large, &format!(r#"{{"a":[{elements}],"a":[{{"c":1}},{{"b":-1}}]}}"#)).unwrap_err();
    assert_eq!((error.kind(), error.offset()), (EventErrorKind::TooManyCombinations, None));
    // The set remains usable.
    assert_eq!(names(&large, r#"{"a":{"b":-1},"a":{"c":1}}"#), Ok(2_000));
}
