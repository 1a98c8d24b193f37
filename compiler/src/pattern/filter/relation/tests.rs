//! Tests that relations between filters are found, and that every relation found is correct.

use super::*;
use crate::diagnostic::Diagnostics;
use crate::json::Scalar;
use crate::json::{Dialect, Value, read};
use crate::pattern::{Condition, Content, Field};

fn filters(list: &str) -> Vec<Filter> {
    let value: Value = read(&format!("{{\"a\":[{list}]}}"), Dialect::Strict).value.unwrap();
    let pattern = crate::pattern::read(&value, &mut Diagnostics::new()).unwrap();
    let Condition::Field(Field { content: Content::Leaf(leaf), .. }) = &pattern.root.conditions[0] else { panic!() };
    leaf.alternatives.iter().map(|one| one.filter.clone()).collect()
}

#[test]
fn wider_filters_cover_narrower_ones() {
    for pair in [
        r#"{"prefix":"STO"}, "STOPPED""#,
        r#"{"prefix":"a"}, {"prefix":"ab"}"#,
        r#"{"suffix":"a"}, {"suffix":"ba"}"#,
        r#"{"prefix":{"equals-ignore-case":"A"}}, {"prefix":"ab"}"#,
        r#"{"equals-ignore-case":"ab"}, "AB""#,
        r#"{"prefix":{"equals-ignore-case":"a"}}, {"equals-ignore-case":"AB"}"#,
        r#"{"wildcard":"a*"}, {"prefix":"ab"}"#,
        r#"{"prefix":"a"}, {"wildcard":"ab*c"}"#,
        r#"{"wildcard":"a*c"}, {"wildcard":"ab*bc"}"#,
        r#"{"wildcard":"*"}, {"cidr":"10.0.0.0/8"}"#,
        r#"{"prefix":""}, {"suffix":"x"}"#,
        r#"{"exists":true}, null"#,
        r#"{"exists":true}, {"anything-but":"a"}"#,
        r#"{"anything-but":"a"}, "b""#,
        r#"{"anything-but":"a"}, null"#,
        r#"{"anything-but":"a"}, {"prefix":"b"}"#,
        r#"{"anything-but":["a"]}, {"anything-but":["a","b"]}"#,
        r#"{"anything-but":"ab"}, {"anything-but":{"prefix":"a"}}"#,
        r#"{"anything-but":["a"]}, {"numeric":[">",1]}"#,
        r#"{"anything-but":[1]}, {"numeric":[">",1]}"#,
        r#"{"numeric":[">",1]}, 2"#,
        r#"{"numeric":[">=",1]}, {"numeric":[">",1,"<",5]}"#,
        r#"{"cidr":"10.0.0.0/8"}, {"cidr":"10.1.0.0/16"}"#,
        r#"{"cidr":"10.0.0.0/8"}, "10.1.2.3""#,
        r#"{"cidr":"fd00::/8"}, {"cidr":"fd12::/16"}"#,
        r#"{"exists":true}, true"#,
        r#"{"anything-but":["a","c"]}, {"wildcard":"b*"}"#,
        r#"{"numeric":[">",1]}, {"numeric":[">",2]}"#,
        r#"{"numeric":[">=",1]}, {"numeric":[">",1]}"#,
        r#"{"numeric":[">",1]}, {"numeric":[">=",2]}"#,
        r#"{"numeric":["<",5]}, {"numeric":["<",4]}"#,
        r#"{"numeric":["<=",5]}, {"numeric":["<",5]}"#,
        r#"{"numeric":["<",5]}, {"numeric":["<=",4]}"#,
        r#"{"numeric":["<",5]}, {"numeric":[">",1,"<",5]}"#,
        r#"{"numeric":[">=",1,"<=",9]}, {"numeric":[">",1,"<",9]}"#,
        r#"{"suffix":{"equals-ignore-case":"A"}}, {"suffix":"ba"}"#,
        r#"{"wildcard":"a*c"}, {"wildcard":"abc"}"#,
        r#"{"wildcard":"a*c"}, {"wildcard":"ac"}"#,
        r#"{"equals-ignore-case":"ab"}, {"wildcard":"aB"}"#,
    ] {
        let [wide, narrow] = &filters(pair)[..] else { panic!("{pair}") };
        assert!(covers(wide, narrow), "{pair}");
        assert!(!covers(narrow, wide), "{pair}");
        assert!(!disjoint(wide, narrow), "{pair}");
    }
}

#[test]
fn filters_without_a_common_value_are_disjoint() {
    for pair in [
        r#""a", "b""#,
        r#""a", {"prefix":"b"}"#,
        r#"{"prefix":"a"}, {"prefix":"b"}"#,
        r#"{"wildcard":"a*c"}, {"suffix":"d"}"#,
        r#"{"equals-ignore-case":"a"}, {"equals-ignore-case":"b"}"#,
        r#"{"numeric":[">",5]}, {"numeric":["<=",5]}"#,
        r#"{"numeric":[">",5]}, {"prefix":"5"}"#,
        r#"{"numeric":[">",5]}, 5"#,
        r#"{"anything-but":"a"}, "a""#,
        r#"{"anything-but":{"prefix":"a"}}, {"prefix":"ab"}"#,
        r#"{"exists":false}, {"exists":true}"#,
        r#"null, {"prefix":""}"#,
        "true, false",
        r#"{"numeric":[">",5]}, {"numeric":["<",4]}"#,
        r#"{"numeric":[">=",5]}, {"numeric":["<",5]}"#,
        r#"{"numeric":[">",5]}, {"numeric":["<",5]}"#,
        r#"{"numeric":[">",5]}, {"cidr":"10.0.0.0/8"}"#,
        r#"{"numeric":[">",5]}, {"wildcard":"*"}"#,
        r#"{"suffix":"a"}, {"suffix":"b"}"#,
        r#"{"wildcard":"a"}, {"prefix":"b"}"#,
        r#"{"wildcard":"xa"}, {"suffix":"b"}"#,
        r#"{"anything-but":{"prefix":["a","b"]}}, {"prefix":"bc"}"#,
    ] {
        let [one, other] = &filters(pair)[..] else { panic!("{pair}") };
        assert!(disjoint(one, other) && disjoint(other, one), "{pair}");
        assert!(!covers(one, other) && !covers(other, one), "{pair}");
    }
}

/// Filters that overlap in many ways, and values at the boundaries of what these filters accept.
const FILTERS: &str = r#"null, true, false, 1, 5, "", "a", "ab", "aba", "b", "B", "\"a\"", "10.1.2.3",
    {"prefix":""}, {"prefix":"a"}, {"prefix":"ab"}, {"prefix":"\""}, {"prefix":"a\""}, {"suffix":"\"a"}, {"wildcard":"a\"*"},
    {"prefix":{"equals-ignore-case":"A"}},
    {"suffix":"a"}, {"suffix":"ba"}, {"suffix":"\""}, {"suffix":{"equals-ignore-case":"BA"}},
    {"equals-ignore-case":"AB"}, {"equals-ignore-case":"b"}, {"equals-ignore-case":"k"}, {"equals-ignore-case":"\u212a"},
    {"wildcard":"*"}, {"wildcard":"a*"}, {"wildcard":"ab*ba"}, {"wildcard":"a*b*a"}, {"wildcard":"aba"}, {"wildcard":"*b*"},
    {"wildcard":"a*a"}, {"wildcard":"a"},
    {"cidr":"10.0.0.0/8"}, {"cidr":"10.1.0.0/16"}, {"cidr":"10.1.2.3/0"}, {"cidr":"fd00::/8"}, {"cidr":"fd00::/16"},
    {"numeric":[">",1]}, {"numeric":[">=",1]}, {"numeric":["<",5]}, {"numeric":["<=",5]}, {"numeric":["=",1]},
    {"numeric":[">",1,"<",5]}, {"numeric":[">=",1,"<=",5]}, {"numeric":[">=",5,"<",6]},
    {"exists":true}, {"anything-but":"a"}, {"anything-but":["a","b"]}, {"anything-but":1}, {"anything-but":[1,5]},
    {"anything-but":{"prefix":"a"}}, {"anything-but":{"prefix":["a","b"]}}, {"anything-but":{"prefix":"\""}},
    {"anything-but":{"prefix":"a\""}}, {"anything-but":{"suffix":["\"a","c"]}},
    {"anything-but":{"suffix":"a"}}, {"anything-but":{"wildcard":"a*a"}}, {"anything-but":{"equals-ignore-case":"b"}}"#;
const VALUES: &str = r#"null, true, false, 0, 1, 2, 5, 5.5, 6, 10, "", "a", "A", "ab", "aB", "aba", "abba", "abcba", "b", "B",
    "ba", "c", "k", "K", "\u212a", "\"", "\"a", "a\"", "\"a\"", "10.1.2.3", "10.2.2.3", "11.0.0.1", "fd00::1", "fd12::1", "1", "5""#;

/// Returns an alternative and the alternatives that it implies, except `NumberByFirstDigit`: whether this filter is
/// implied also depends on the other alternatives in the list.
fn meaning(filter: &Filter) -> Vec<Filter> {
    let parsed = crate::parse(&format!("{{\"a\":[{filter}]}}"), Dialect::Strict);
    let mut meaning = parsed.lowered.unwrap().rule.leaves.remove(0).alternatives;
    meaning.retain(|one| *one != Filter::NumberByFirstDigit);
    meaning
}

#[test]
fn relations_of_filters_hold_for_every_value() {
    let values: Vec<Scalar> = filters(VALUES).iter().map(|value| value.literal().unwrap()).collect();
    let all: Vec<(Filter, Vec<bool>)> = filters(FILTERS)
        .into_iter()
        .map(|filter| {
            let meaning = meaning(&filter);
            let accepted = values.iter().map(|value| meaning.iter().any(|one| one.accepts(value))).collect();
            (filter, accepted)
        })
        .collect();
    for ((one, by_one), (other, by_other)) in all.iter().flat_map(|one| all.iter().map(move |other| (one, other))) {
        for ((value, &by_one), &by_other) in values.iter().zip(by_one).zip(by_other) {
            assert!(by_one || !by_other || !covers(one, other), "{one:?} covers {other:?}: {value:?}");
            assert!(!(by_one && by_other && disjoint(one, other)), "{one:?} and {other:?} share {value:?}");
        }
    }
}

#[test]
fn filters_with_field_references_are_only_related_to_exists() {
    let with_field_ref = r#"{"$field":"b"}, {"anything-but":{"$field":"b"}}, {"anything-but":["a",{"$field":"b"}]},
        {"numeric":[">",{"$field":"b"}]}"#;
    let plain = r#""a", 5, null, {"prefix":"a"}, {"numeric":[">",1]}, {"anything-but":"a"}, {"anything-but":["a","b"]},
        {"exists":false}"#;
    let presence = Filter::Exists(true);
    for with_field_ref in &filters(with_field_ref) {
        assert!(
            covers(with_field_ref, with_field_ref)
                && covers(&presence, with_field_ref)
                && !covers(with_field_ref, &presence),
            "{with_field_ref}"
        );
        assert!(
            !disjoint(with_field_ref, with_field_ref)
                && !disjoint(with_field_ref, &presence)
                && !disjoint(&presence, with_field_ref),
            "{with_field_ref}"
        );
        for plain in &filters(plain) {
            assert!(!covers(with_field_ref, plain) && !covers(plain, with_field_ref), "{with_field_ref} {plain}");
            assert!(!disjoint(with_field_ref, plain) && !disjoint(plain, with_field_ref), "{with_field_ref} {plain}");
        }
    }
}

#[test]
fn integers_in_ranges_are_found() {
    for (range, expected) in [
        (r#"{"numeric":[">",1,"<",2]}"#, false),
        (r#"{"numeric":[">=",1,"<",2]}"#, true),
        (r#"{"numeric":[">",0.2,"<",0.9]}"#, false),
        (r#"{"numeric":[">",-1,"<",1]}"#, true),
        (r#"{"numeric":["=",1.5]}"#, false),
        (r#"{"numeric":["<",1]}"#, true),
        (r#"{"numeric":[">",4503599627370496,"<",4503599627370497]}"#, false),
        (r#"{"numeric":[">",9007199254740992,"<",9007199254740994]}"#, true),
        (r#"{"numeric":[">",9007199254740994,"<",9007199254740996]}"#, true),
        (r#"{"numeric":[">",-9007199254740994,"<",-9007199254740992]}"#, true),
        (r#"{"numeric":["=",1e300]}"#, true),
    ] {
        let [Filter::Numeric(range_read)] = &filters(range)[..] else { panic!("{range}") };
        assert_eq!(has_integer(range_read), expected, "{range}");
    }
}
