//! Tests of which conditions unions keep, and which they drop to stay within the limits.

use super::group::PathInterner;
use crate::json::{Dialect, Value};
use crate::limits::MAX_COMBINATIONS;
use crate::testing::schemas;
use crate::{parse, prefilter};

fn union(patterns: &[String]) -> String {
    let schemas = schemas(None);
    let of = |pattern: &String| {
        prefilter::of(&parse(pattern, Dialect::Strict), schemas).unwrap_or_else(|| panic!("{pattern}"))
    };
    let prefilters: Vec<Value> = patterns.iter().map(of).collect();
    let union = prefilter::union(&prefilters, schemas).unwrap().to_json();
    assert!(parse(&union, Dialect::Strict).lowered.is_some(), "{union}");
    union
}

fn assert_union(patterns: &[&str], expected: &str) {
    let patterns: Vec<String> = patterns.iter().map(|&pattern| pattern.to_owned()).collect();
    assert_eq!(union(&patterns), expected, "{patterns:?}");
}

/// Asserts that the union of rules that differ only in one list has the expected list of alternatives.
fn assert_list_union(lists: &[&str], expected: &str) {
    let patterns: Vec<String> = lists.iter().map(|list| format!("{{\"a\":[{list}],\"b\":[1]}}")).collect();
    let expected = if expected.is_empty() { String::new() } else { format!("\"a\":[{expected}],") };
    assert_eq!(union(&patterns), format!("{{{expected}\"b\":[1]}}"), "{lists:?}");
}

#[test]
fn alternatives_of_several_rules_become_one_list() {
    for (lists, expected) in [
        ([r#"{"prefix":"a"}"#, r#""ab","c""#].as_slice(), r#"{"prefix":"a"},"c""#),
        (&[r#""ab""#, r#"{"prefix":"ab"},{"prefix":"a"}"#], r#"{"prefix":"a"}"#),
        (&[r#"{"numeric":[">=",1]}"#, r#"{"numeric":[">=",1.0]}"#], r#"{"numeric":[">=",1]}"#),
        // A block with zero mask bits has a different meaning next to other alternatives.
        (&[r#"{"cidr":"10.0.0.0/0"}"#, r#"{"cidr":"10.0.0.0/0"},{"cidr":"10.0.0.0/0"}"#], r#"{"cidr":"10.0.0.0/0"}"#),
        (&[r#"{"cidr":"10.0.0.0/0"}"#, "5"], r#"{"exists":true}"#),
        (&[r#"{"exists":true}"#, r#"{"exists":false}"#], ""),
    ] {
        assert_list_union(lists, expected);
    }
}

#[test]
fn wildcards_in_several_branches_are_not_too_complex_together() {
    let rules = |before: bool| -> Vec<String> {
        let rule = |number: usize| {
            let other = if before { "a" } else { "x" };
            format!(r#"{{"{other}":[{number}],"y":[{number}],"m":[{{"wildcard":"*{number}*"}}]}}"#)
        };
        (1..=4).map(rule).collect()
    };
    // EventBridge evaluates the wildcards together, unless a field before them differs.
    assert_eq!(union(&rules(false)), r#"{"x":[1,2,3,4],"y":[1,2,3,4],"m":[{"exists":true}]}"#);
    let branches = rules(true).join(",");
    assert_eq!(union(&rules(true)), format!(r#"{{"$or":[{branches}]}}"#));
}

#[test]
fn wildcards_that_eventbridge_rejects_together_become_prefixes() {
    let four = r#"{"wildcard":"a*1"},{"wildcard":"b*2"},{"wildcard":"c*3"},{"wildcard":"d*4"}"#;
    let most = r#"{"wildcard":"a*a*a*a*a*a"}"#;
    let complex = r#"{"wildcard":"a*a*a*a*a*a*a"}"#;
    let five_of_a = r#"{"wildcard":"a*1"},{"wildcard":"a*2"},{"wildcard":"a*3"},{"wildcard":"a*4"},{"wildcard":"a*5"}"#;
    let excluded = r#"{"anything-but":{"prefix":"ab"}}"#;
    let exclusion = r#"{"anything-but":{"wildcard":["a*1","b*2","c*3","d*4","e*5"]}}"#;
    let complex_exclusion =
        r#"{"anything-but":{"wildcard":["*a*","*b*","*c*","*d*","*e*","*f*","*g*","*h*","*i*","*j*"]}}"#;
    for (lists, expected) in [
        ([four, r#""x""#].as_slice(), format!("{four},\"x\"")),
        (
            &[four, r#"{"wildcard":"e*5"}"#],
            ["a", "b", "c", "d", "e"].map(|start| format!(r#"{{"prefix":"{start}"}}"#)).join(","),
        ),
        (&[four, r#"{"wildcard":"*5"}"#], r#"{"exists":true}"#.to_owned()),
        (&[four, r#"{"anything-but":{"wildcard":"e*5"}}"#], r#"{"anything-but":{"wildcard":"e*5"}}"#.to_owned()),
        // The list in an exclusion is one filter.
        (&[exclusion, r#"{"wildcard":"a*1"}"#], format!(r#"{exclusion},{{"wildcard":"a*1"}}"#)),
        // An exclusion that is too complex cannot be shortened.
        (&[complex_exclusion, r#"{"wildcard":"a*1"}"#], r#"{"exists":true}"#.to_owned()),
        (
            &[r#"{"wildcard":"a*b*c*d"}"#, r#"{"wildcard":"e*f*g"}"#],
            r#"{"wildcard":"a*b*c*d"},{"wildcard":"e*f*g"}"#.to_owned(),
        ),
        // A wildcard that is too complex on its own is kept as it is.
        (&[complex, r#""b""#], format!("{complex},\"b\"")),
        (&[complex, r#"{"wildcard":"b*c"}"#], r#"{"prefix":"a"},{"prefix":"b"}"#.to_owned()),
        (&[most, r#"{"wildcard":"b*c"}"#], format!(r#"{most},{{"wildcard":"b*c"}}"#)),
        (&[five_of_a, excluded], format!(r#"{{"prefix":"a"}},{excluded}"#)),
        (&["5", four, r#"{"wildcard":"e*5"},{"anything-but":["x"]}"#], r#"{"anything-but":"x"}"#.to_owned()),
    ] {
        assert_list_union(lists, &expected);
    }
}

#[test]
fn shared_conditions_are_kept_as_written() {
    for (patterns, expected) in [
        (
            [r#"{"a":[{"prefix":"x"},"xy"],"b":[1]}"#, r#"{"a":[{"prefix":"x"},"xy"],"b":[2]}"#],
            r#"{"a":[{"prefix":"x"},"xy"],"b":[1,2]}"#,
        ),
        ([r#"{"a":["x"]}"#, r#"{"a":{"b":["y"]}}"#], r#"{"$or":[{"a":["x"]},{"a":{"b":["y"]}}]}"#),
        (
            [r#"{"a":{"b":["x"],"c":["x"]}}"#, r#"{"a":{"b":["y"],"c":["y"]}}"#],
            r#"{"a":{"$or":[{"b":["x"],"c":["x"]},{"b":["y"],"c":["y"]}]}}"#,
        ),
    ] {
        assert_union(&patterns, expected);
    }
}

#[test]
fn a_field_named_or_is_not_an_or() {
    assert_union(&[r#"{"a":{"$or":[1]},"b":[1]}"#, r#"{"a":{"c":[2]},"b":[2]}"#], r#"{"b":[1,2]}"#);
    assert_union(
        &[r#"{"$or":[1],"a":[1],"b":[1]}"#, r#"{"$or":[1],"a":[2],"b":[2]}"#],
        r#"{"$or":[1],"a":[1,2],"b":[1,2]}"#,
    );
}

#[test]
fn long_lists_without_a_common_prefix_become_exists_true() {
    let rules = |start: &str| -> Vec<String> {
        let rule = |letter: char| format!(r#"{{"a":["{start}{letter}{}"],"b":[1]}}"#, "x".repeat(100));
        ('a'..='z').map(rule).collect()
    };
    assert_eq!(union(&rules("")), r#"{"a":[{"exists":true}],"b":[1]}"#);
    assert_eq!(union(&rules("s")), r#"{"a":[{"prefix":"s"}],"b":[1]}"#);
}

#[test]
fn many_numbers_become_a_range_and_equal_numbers_are_one_alternative() {
    let number = |zeros: usize| format!("7{}{}", ".".repeat(zeros.min(1)), "0".repeat(zeros));
    let patterns: Vec<String> = (0..80).map(|zeros| format!(r#"{{"a":[{}],"b":[1]}}"#, number(zeros))).collect();
    assert_eq!(union(&patterns), r#"{"a":[7],"b":[1]}"#);
    let patterns: Vec<String> = (0..600).map(|number| format!(r#"{{"a":[{number}],"b":[1]}}"#)).collect();
    assert_eq!(union(&patterns), r#"{"a":[{"numeric":[">=",0,"<=",599]}],"b":[1]}"#);
}

#[test]
fn only_the_longest_list_is_dropped_if_one_group_is_too_long() {
    let long = |number: usize, last: &str| {
        let lists: Vec<String> = (0..14).map(|list| format!(r#""p{list}":["{}"]"#, "x".repeat(137 + list))).collect();
        format!(r#"{{{},"number":[{number}],"last":["{last}"]}}"#, lists.join(","))
    };
    let one = long(1, "a");
    let expected = one.replace(&format!(r#""p13":["{}"],"#, "x".repeat(150)), "").replace("[1]", "[1,2]");
    assert_eq!(union(&[one, long(2, "a")]), expected);
}

#[test]
fn shared_conditions_count_once() {
    let shared = "x".repeat(900);
    let rule = |number: usize| format!(r#"{{"shared":["{shared}"],"a":[{number}],"b":[{number}]}}"#);
    let patterns: Vec<String> = (0..12).map(rule).collect();
    let branches: Vec<String> = (0..12).map(|number| format!(r#"{{"a":[{number}],"b":[{number}]}}"#)).collect();
    let expected = format!(r#"{{"shared":["{shared}"],"$or":[{}]}}"#, branches.join(","));
    assert_eq!(union(&patterns), expected);
}

#[test]
fn lengths_are_in_characters() {
    let long = "あ".repeat(1_500);
    let rule = |number: &str| format!(r#"{{"a":["{long}"],"b":[{number}]}}"#);
    assert_eq!(union(&[rule("1"), rule("2")]), rule("1,2"));
}

#[test]
fn rare_paths_are_dropped_before_common_ones() {
    let patterns: Vec<String> = (0..40).map(|number| format!(r#"{{"a":[{number}],"b{number}":[1]}}"#)).collect();
    // The number of distinct groups is limited by `MAX_GROUPS`.
    let branches: Vec<String> = (0..31).map(|number| format!(r#"{{"a":[{number}],"b{number}":[1]}}"#)).collect();
    let expected = format!(r#"{{"$or":[{{"a":[31,32,33,34,35,36,37,38,39]}},{}]}}"#, branches.join(","));
    assert_eq!(union(&patterns), expected);
}

#[test]
fn rules_are_distinguished_up_to_a_number_of_combinations() {
    let rule = |key: &str, rule: usize, combinations: usize| {
        let branch = |branch: usize| format!(r#"{{"{key}":[{}]}}"#, rule * MAX_COMBINATIONS + branch);
        format!(r#"{{"$or":[{}]}}"#, (0..combinations).map(branch).collect::<Vec<_>>().join(","))
    };
    let mut rules: Vec<String> =
        ["a", "b", "a", "b"].iter().enumerate().map(|(number, key)| rule(key, number, MAX_COMBINATIONS)).collect();
    let expected = r#"{"$or":[{"a":[{"numeric":[">=",0,"<=",2999]}]},{"b":[{"numeric":[">=",1000,"<=",3999]}]}]}"#;
    assert_eq!(union(&rules), expected);
    rules.push(rule("a", 4, 2));
    assert_eq!(union(&rules), r#"{"source":[{"exists":true}]}"#);
}

#[test]
fn absence_is_dropped_with_earlier_conditions_on_the_same_array() {
    for (patterns, expected) in [
        ([r#"{"a":[1],"b":[{"exists":false}]}"#, r#"{"c":[1],"b":[{"exists":false}]}"#], ["b"].as_slice()),
        ([r#"{"d":{"c":[1],"b":[{"exists":false}]}}"#, r#"{"d":{"b":[{"exists":false}]}}"#], &["d.b"]),
        ([r#"{"d":{"a":[1],"b":[{"exists":false}]}}"#, r#"{"d":{"b":[{"exists":false}]}}"#], &[]),
        ([r#"{"d":{"a":[1],"b":[{"exists":false}]}}"#, r#"{"d":{"a":[2],"b":[{"exists":false}]}}"#], &["d.a", "d.b"]),
    ] {
        let mut paths = PathInterner::default();
        let groups = patterns.map(|text| {
            let pattern = parse(text, Dialect::Strict).pattern.unwrap();
            paths.groups(&pattern.root).remove(0)
        });
        let merged = paths.merge(&groups.each_ref());
        let remaining: Vec<String> = merged.numbers().map(|number| paths.all()[number].to_string()).collect();
        assert_eq!(remaining, expected, "{patterns:?}");
    }
}
