//! Values that some lists of alternatives accept and others do not.

use super::*;
use event_pattern_compiler::diagnostic::Diagnostics;
use event_pattern_compiler::json::{Dialect, Value, read};
use event_pattern_compiler::schema::{Field, Kind, Presence};

/// What is asked of a value: lists that accept it, and lists that do not.
type Question = (&'static [&'static str], &'static [&'static str]);

fn alternatives(list: &str) -> Alternatives {
    let value: Value = read(&format!("{{\"a\":[{list}]}}"), Dialect::Strict).value.unwrap();
    let mut refusals = Diagnostics::new();
    let pattern = event_pattern_compiler::pattern::read(&value, &mut refusals).filter(|_| !refusals.has_rejections());
    let pattern = pattern.unwrap_or_else(|| panic!("{list}"));
    Alternatives::of(&event_pattern_compiler::rule::lower(&pattern).unwrap().rule.leaves[0].alternatives)
}

fn of_kind(kind: Kind) -> Domain {
    domain(Presence::Required, kind)
}

fn domain(presence: Presence, kind: Kind) -> Domain {
    Domain::of(&Field { name: "a", rust_name: "a", presence, kind })
}

fn shown(value: &Scalar) -> String {
    match value {
        Scalar::String(text) => text.to_json(),
        Scalar::Number(number) => number.to_string(),
        Scalar::Boolean(value) => value.to_string(),
        Scalar::Null => "null".to_owned(),
    }
}

/// The value as JSON, or `none` or `unknown`.
fn find((wanted, unwanted): Question, domain: Domain, effort: usize) -> String {
    let lists = |lists: &[&str]| -> Vec<Alternatives> { lists.iter().map(|list| alternatives(list)).collect() };
    let (wanted, unwanted) = (lists(wanted), lists(unwanted));
    let (wanted, unwanted): (Vec<&Alternatives>, Vec<&Alternatives>) =
        (wanted.iter().collect(), unwanted.iter().collect());
    match (Query { wanted: &wanted, unwanted: &unwanted, domain, effort: &Effort::new(effort) }).find() {
        Found::Value(value) => shown(&value),
        Found::Nothing => "none".to_owned(),
        Found::Unknown => "unknown".to_owned(),
    }
}

fn hold(cases: &[(Question, &str)], domain: Domain, effort: usize) {
    for (question, expected) in cases {
        assert_eq!(find(*question, domain, effort), *expected, "{question:?} {domain:?}");
    }
}

const MUCH: usize = 1_000_000;

#[test]
fn a_string_is_found_wherever_there_is_one() {
    let cases: &[(Question, &str)] = &[
        // Other characters stand in gaps.
        ((&[r#"{"wildcard":"a*b"}"#], &[r#""ab",{"wildcard":"*x7*"}"#]), r#""azb""#),
        ((&[r#"{"wildcard":"a*z"}"#], &[r#""az",{"wildcard":"*x7*"}"#]), r#""ayz""#),
        ((&[r#"{"wildcard":"a*b"}"#], &[r#""ab",{"wildcard":"*x7*"}"#, r#""azb""#]), r#""ayb""#),
        // Case
        ((&[r#"{"prefix":{"equals-ignore-case":"a"}}"#], &[r#""ax7",{"equals-ignore-case":"a"}"#]), r#""Az""#),
        ((&[r#"{"suffix":{"equals-ignore-case":"a"}}"#], &[r#""x7a",{"equals-ignore-case":"a"}"#]), r#""zA""#),
        ((&[r#"{"equals-ignore-case":"ab"}"#], &[r#""AB","ab""#]), r#""Ab""#),
        ((&[r#"{"equals-ignore-case":"ß"}"#], &[r#""ß","SS""#]), "none"),
        // What lists have in common
        ((&[r#"{"wildcard":"*a*x*"}"#], &[r#"{"wildcard":"*b*"},{"wildcard":"*x7*"}"#]), r#""ax""#),
        ((&[r#"{"prefix":"ab"}"#, r#"{"suffix":"ba"}"#], &[]), r#""abx7ba""#),
        ((&[r#"{"suffix":"ba"}"#, r#"{"prefix":"ab"}"#], &[r#""abx7ba""#]), r#""aba""#),
        ((&[r#"{"prefix":"a"}"#, r#""b",{"wildcard":"*c"}"#], &[]), r#""ac""#),
        // Addresses
        ((&[r#"{"cidr":"10.0.0.0/8"}"#, r#"{"cidr":"10.1.0.0/16"}"#], &[]), r#""10.1.119.119""#),
        ((&[r#"{"cidr":"10.1.0.0/16"}"#, r#"{"cidr":"10.0.0.0/8"}"#], &[]), r#""10.1.119.119""#),
        ((&[r#"{"cidr":"10.0.0.0/8"}"#, r#"{"cidr":"11.0.0.0/8"}"#], &[]), "none"),
        ((&[r#"{"cidr":"10.0.0.0/8"}"#], &[r#"{"cidr":"10.0.0.0/9"},{"cidr":"10.128.0.0/9"}"#]), "none"),
        ((&[r#"{"cidr":"10.0.0.0/8"}"#, r#"{"wildcard":"*.5"}"#], &[]), "unknown"),
        ((&[r#"{"cidr":"10.0.0.0/8"}"#, r#"{"wildcard":"*:*"}"#], &[]), "none"),
        ((&[r#"{"cidr":"fd00::/8"}"#, r#"{"wildcard":"*.*"}"#], &[]), "none"),
        ((&[r#"{"cidr":"fd00::/8"}"#, r#"{"wildcard":"*:5"}"#], &[]), "unknown"),
        // A string that is no address is right where addresses are unwanted.
        ((&[r#"{"wildcard":"10.0.0.*1"}"#], &[r#"{"cidr":"10.0.0.0/8"},{"wildcard":"*x7*"}"#]), r#""10.0.0.z1""#),
        ((&[r#"{"wildcard":"10.0.0.1"}"#], &[r#"{"cidr":"10.0.0.0/8"}"#]), "unknown"),
        // Lone surrogates are not gone through.
        ((&[r#"{"prefix":"\ud800"}"#], &[]), "unknown"),
        ((&[r#"{"prefix":"\ud800b"}"#], &[r#"{"prefix":"\ud800"}"#]), "none"),
    ];
    hold(cases, Domain::TEXTS, MUCH);
}

#[test]
fn a_number_is_found_wherever_there_is_one() {
    let cases: &[(Question, &str)] = &[
        ((&[r#"{"numeric":[">",1,"<",3]}"#], &["2"]), "1.5"),
        ((&[r#"{"numeric":[">=",1,"<=",3]}"#], &[r#"{"numeric":[">",1]}"#]), "1"),
        ((&[r#"{"numeric":["<",3]}"#], &[r#"{"numeric":["<",2.5]}"#]), "2.75"),
        ((&[r#"{"exists":true}"#], &[r#"{"numeric":["<",5]},{"numeric":[">=",5]}"#]), "9007199254740993"),
        (
            (&[r#"{"exists":true}"#], &[r#"{"numeric":["<",5]},{"numeric":[">=",5]},9007199254740993"#]),
            "9007199254740995",
        ),
        // Numbers that cannot be compared go by how they are written.
        (
            (
                &[r#"{"exists":true}"#],
                &[r#"{"numeric":["<",5]},{"numeric":[">=",5]},9007199254740993,9007199254740995,9007199254740997,
                     9007199254740999,9007199254741001"#],
            ),
            "900719925474099311111",
        ),
        // A block without mask bits accepts what starts with a digit from 1 to 9.
        ((&[r#"{"numeric":["=",1]}"#], &[r#"{"cidr":"0.0.0.0/0"}"#]), "0.1e1"),
        ((&[r#"{"numeric":[">",-2,"<",0]}"#], &[r#"{"cidr":"0.0.0.0/0"}"#]), "-1"),
        ((&[r#"{"cidr":"0.0.0.0/0"}"#], &[r#"{"numeric":["<=",0]}"#]), "1"),
    ];
    hold(cases, of_kind(Kind::Double), MUCH);
}

#[test]
fn whole_numbers_are_those_that_a_field_can_have() {
    let both: &[(Question, &str)] = &[
        ((&[r#"{"numeric":[">",1,"<",3]}"#], &["2"]), "none"),
        ((&[r#"{"numeric":[">",1.5,"<",1.75]}"#], &[]), "none"),
        ((&["1.5"], &[]), "none"),
        ((&["2.0"], &[]), "2.0"),
        ((&["0.10000000000000001"], &[]), "none"),
        ((&["1e30"], &[]), "none"),
        ((&[r#"{"numeric":[">",0]}"#], &[r#"{"numeric":["<",10]},{"numeric":[">=",11]}"#]), "10"),
    ];
    hold(both, of_kind(Kind::Integer), MUCH);
    hold(both, of_kind(Kind::Long), MUCH);
    let cases: &[(Question, &str, &str)] = &[
        ((&[r#"{"numeric":["<",0]}"#], &[r#"{"numeric":["<",-1e10]}"#]), "-2147483647", "-9999999999"),
        ((&["30000000000"], &[]), "none", "30000000000"),
        ((&["9007199254740993"], &[]), "none", "9007199254740993"),
        ((&[r#"{"exists":true}"#], &[r#"{"numeric":["<",5]},{"numeric":[">=",5]}"#]), "none", "9007199254740993"),
    ];
    for (question, integer, long) in cases {
        assert_eq!(find(*question, of_kind(Kind::Integer), MUCH), *integer, "{question:?}");
        assert_eq!(find(*question, of_kind(Kind::Long), MUCH), *long, "{question:?}");
    }
}

#[test]
fn what_is_neither_a_string_nor_a_number_is_found_too() {
    let cases: &[(Question, &str)] = &[((&[r#"{"exists":true}"#], &["true"]), "false")];
    hold(cases, of_kind(Kind::Boolean), MUCH);
    let cases: &[(Question, &str)] = &[
        ((&[r#"{"exists":true}"#], &["true,false"]), "none"),
        ((&[r#"{"exists":true}"#], &["true", "false"]), "none"),
        ((&["null"], &[]), "none"),
    ];
    hold(cases, of_kind(Kind::Boolean), MUCH);
    let cases: &[(Question, &str)] = &[
        (
            (&[r#"{"exists":true}"#], &[r#"{"prefix":""},{"numeric":["<=",0]},{"numeric":[">",0]},true,false"#]),
            "9007199254740993",
        ),
        ((&[r#"{"anything-but":"x"}"#, "null,false"], &[]), "null"),
    ];
    hold(cases, Domain::EVERYTHING, MUCH);
}

#[test]
fn a_null_is_where_a_field_may_lack_a_value_and_in_arrays() {
    let list = Kind::List { element: &Kind::String, singular: "a" };
    for (domain, expected) in [
        (domain(Presence::Optional, Kind::String), "null"),
        (domain(Presence::Required, Kind::String), "none"),
        (domain(Presence::Required, list), "null"),
        (Domain::EVERYTHING, "null"),
        (Domain::TEXTS, "none"),
    ] {
        assert_eq!(find((&["null"], &[]), domain, MUCH), expected, "{domain:?}");
    }
}

#[test]
fn what_other_fields_decide_is_unknown_within_what_is_certain() {
    let cases: &[(Question, &str)] = &[
        ((&[r#"{"$field":"b"}"#], &[]), "unknown"),
        ((&[r#"{"$field":"b"},"x""#], &[]), r#""x""#),
        ((&[r#"{"$field":"b"}"#, r#""x""#], &[]), "unknown"),
        ((&[r#""x""#, r#"{"$field":"b"}"#], &[]), "unknown"),
        ((&[r#"{"$field":"b"}"#, r#"{"prefix":"x"}"#], &[]), "unknown"),
        ((&[r#"{"$field":"b"}"#], &[r#"{"$field":"b"},"x""#]), "none"),
        ((&[r#"{"$field":"b"}"#], &[r#"{"exists":true}"#]), "none"),
        ((&[r#"{"numeric":[">",5,"<",{"$field":"b"}]}"#], &[]), "unknown"),
        ((&[r#"{"numeric":[">",5,"<",{"$field":"b"}]}"#], &[r#"{"numeric":[">",4]}"#]), "none"),
        ((&[r#"{"numeric":[">",5,"<",{"$field":"b"}]}"#, r#"{"numeric":["<=",5]}"#], &[]), "none"),
        ((&[r#"{"numeric":[">",5,"<",{"$field":"b"}]}"#, "5,\"x\""], &[]), "none"),
        ((&[r#"{"numeric":[">=",{"$field":"b"},"<=",5]}"#, "5"], &[]), "unknown"),
        ((&[r#"{"anything-but":["x",{"$field":"b"}]}"#, r#""x""#], &[]), "none"),
        ((&[r#"{"anything-but":["x",{"$field":"b"}]}"#, r#""y""#], &[]), "unknown"),
        ((&[r#"{"anything-but":[{"$field":"b"}]}"#, r#""y""#], &[]), "unknown"),
    ];
    hold(cases, Domain::EVERYTHING, MUCH);
}

#[test]
fn a_likely_value_and_what_one_filter_says_of_another_take_no_effort() {
    let cases: &[(Question, &str)] = &[
        ((&[r#"{"prefix":"a"}"#], &[]), r#""ax7""#),
        ((&[r#"{"prefix":"a"}"#], &[r#""ax7""#]), r#""a""#),
        ((&[r#"{"suffix":"a"}"#], &[]), r#""x7a""#),
        ((&[r#"{"suffix":"a"}"#], &[r#""x7a""#]), r#""a""#),
        ((&[r#"{"prefix":"a"}"#, r#"{"suffix":"b"}"#], &[]), r#""ax7b""#),
        ((&[r#"{"suffix":"b"}"#, r#"{"prefix":"a"}"#], &[]), r#""ax7b""#),
        ((&[r#"{"equals-ignore-case":"Ab"}"#], &[]), r#""AB""#),
        ((&[r#"{"equals-ignore-case":"Ab"}"#], &[r#""AB""#]), r#""ab""#),
        ((&[r#"{"equals-ignore-case":"Ab"}"#], &[r#""AB","ab""#]), r#""Ab""#),
        ((&[r#"{"wildcard":"a*b*"}"#], &[]), r#""ax7bx7""#),
        ((&[r#"{"wildcard":"a*b*"}"#], &[r#""ax7bx7""#]), r#""ab""#),
        ((&[r#"{"anything-but":"a"}"#], &[]), r#""x7""#),
        ((&[r#"{"exists":true}"#], &[]), r#""x7""#),
        // What an unwanted list excludes
        ((&[r#"{"prefix":"a"}"#], &[r#"{"anything-but":["b","ac"]}"#]), r#""ac""#),
        ((&[r#"{"wildcard":"a*c"}"#], &[r#"{"anything-but":{"wildcard":"a*d*c"}}"#]), r#""ax7dx7c""#),
        ((&[r#"{"wildcard":"a*c"}"#], &[r#"{"anything-but":{"equals-ignore-case":"adc"}}"#]), r#""adc""#),
        ((&[r#"{"wildcard":"a*c*"}"#], &[r#"{"anything-but":{"prefix":"abc"}}"#]), r#""abc""#),
        // What is accepted by one filter of another list, or never with one
        ((&[r#"{"prefix":"ab"}"#], &[r#"{"suffix":"b"},{"prefix":"a"}"#]), "none"),
        ((&[r#"{"prefix":"ab"}"#, r#"{"prefix":"b"}"#], &[]), "none"),
        // All else
        ((&[r#"{"wildcard":"a*b"}"#], &[r#""ab",{"wildcard":"*x7*"}"#]), "unknown"),
        ((&[r#"{"wildcard":"*a*b*"}"#], &[r#"{"wildcard":"*a*"}"#]), "unknown"),
    ];
    hold(cases, Domain::TEXTS, 0);
}

#[test]
fn what_filters_exclude_and_the_ends_of_their_ranges_are_refused_if_no_other_accepts_them() {
    for (list, expected) in [
        (r#"{"anything-but":["a","b"]}"#, "\"a\" \"b\""),
        (r#"{"anything-but":[1,2]}"#, "1 2"),
        (r#"{"anything-but":{"prefix":"a"}}"#, "\"a\""),
        (r#"{"anything-but":{"equals-ignore-case":"a"}}"#, "\"a\""),
        (r#"{"anything-but":{"wildcard":"a*b"}}"#, "\"ax7b\""),
        (r#"{"numeric":[">",1,"<=",3]}"#, "1"),
        (r#"{"numeric":[">=",1,"<",3]}"#, "3"),
        (r#"{"anything-but":["a","b"]},"a""#, "\"b\""),
        (r#"{"anything-but":["a","b","c","d","e"]}"#, "\"a\" \"b\" \"c\" \"d\""),
        (r#""a",{"prefix":"b"}"#, ""),
        (r#"{"anything-but":["a","b"]},{"$field":"b"}"#, ""),
    ] {
        let refused: Vec<String> = alternatives(list).refused().iter().map(shown).collect();
        assert_eq!(refused.join(" "), expected, "{list}");
    }
}

#[test]
fn a_list_takes_the_effort_of_its_filters() {
    for (list, expected) in [
        (r#""a","b",1"#, 1),
        (r#"{"prefix":"a"},{"numeric":[">",1]},"a""#, 3),
        (r#"{"anything-but":["a","b","c"]}"#, 4),
        // Those that go through a string take more.
        (r#"{"wildcard":"a*"}"#, 6),
        (r#"{"equals-ignore-case":"a"}"#, 6),
        (r#"{"prefix":{"equals-ignore-case":"a"}}"#, 6),
        (r#"{"anything-but":{"wildcard":"a*"}},{"suffix":"a"}"#, 7),
    ] {
        assert_eq!(alternatives(list).size(), expected, "{list}");
    }
}
