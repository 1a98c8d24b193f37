//! Values that some lists of alternatives accept and others do not.

use super::*;
use event_pattern_compiler::diagnostic::Diagnostics;
use event_pattern_compiler::json::{Dialect, Value, read};
use event_pattern_compiler::schema::{Field, IntegerSize, Kind};
use std::sync::Arc;

/// The lists that must accept a value, and the lists that must reject it.
type Case = (&'static [&'static str], &'static [&'static str]);

fn alternatives(list: &str) -> Alternatives {
    let value: Value = read(&format!("{{\"a\":[{list}]}}"), Dialect::Strict).value.unwrap();
    let mut refusals = Diagnostics::new();
    let pattern = event_pattern_compiler::pattern::read(&value, &mut refusals).filter(|_| !refusals.has_rejections());
    let pattern = pattern.unwrap_or_else(|| panic!("{list}"));
    Alternatives::of(&event_pattern_compiler::rule::lower(&pattern).unwrap().rule.leaves[0].alternatives)
}

fn of_kind(kind: Kind) -> Domain {
    Domain::of(&Field::new("a", kind))
}

fn of_nullable(kind: Kind) -> Domain {
    Domain::of(&Field { is_nullable: true, ..Field::new("a", kind) })
}

fn shown(value: &Scalar) -> String {
    match value {
        Scalar::String(text) => text.to_json(),
        Scalar::Number(number) => number.to_string(),
        Scalar::Boolean(value) => value.to_string(),
        Scalar::Null => "null".to_owned(),
    }
}

/// Returns the value as JSON, or `none` or `unknown`.
fn find((accepting, rejecting): Case, domain: Domain, budget: usize) -> String {
    let lists = |lists: &[&str]| -> Vec<Alternatives> { lists.iter().map(|list| alternatives(list)).collect() };
    let (accepting, rejecting) = (lists(accepting), lists(rejecting));
    let (accepting, rejecting): (Vec<&Alternatives>, Vec<&Alternatives>) =
        (accepting.iter().collect(), rejecting.iter().collect());
    match (Query { accepting: &accepting, rejecting: &rejecting, domain, budget: &StepBudget::new(budget) }).find() {
        SearchResult::Value(value) => shown(&value),
        SearchResult::None => "none".to_owned(),
        SearchResult::Unknown => "unknown".to_owned(),
    }
}

fn assert_found(cases: &[(Case, &str)], domain: Domain, budget: usize) {
    for (case, expected) in cases {
        assert_eq!(find(*case, domain, budget), *expected, "{case:?} {domain:?}");
    }
}

const LARGE_BUDGET: usize = 1_000_000;

#[test]
fn a_string_is_found_wherever_there_is_one() {
    let cases: &[(Case, &str)] = &[
        // If the filler is rejected, gaps are filled with other characters.
        ((&[r#"{"wildcard":"a*b"}"#], &[r#""ab",{"wildcard":"*x7*"}"#]), r#""azb""#),
        ((&[r#"{"wildcard":"a*z"}"#], &[r#""az",{"wildcard":"*x7*"}"#]), r#""ayz""#),
        ((&[r#"{"wildcard":"a*b"}"#], &[r#""ab",{"wildcard":"*x7*"}"#, r#""azb""#]), r#""ayb""#),
        // Case
        ((&[r#"{"prefix":{"equals-ignore-case":"a"}}"#], &[r#""ax7",{"equals-ignore-case":"a"}"#]), r#""Az""#),
        ((&[r#"{"suffix":{"equals-ignore-case":"a"}}"#], &[r#""x7a",{"equals-ignore-case":"a"}"#]), r#""zA""#),
        ((&[r#"{"equals-ignore-case":"ab"}"#], &[r#""AB","ab""#]), r#""Ab""#),
        ((&[r#"{"equals-ignore-case":"ß"}"#], &[r#""ß","SS""#]), "none"),
        // Values that several lists accept
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
        // If addresses are rejected, a string that is not an address qualifies.
        ((&[r#"{"wildcard":"10.0.0.*1"}"#], &[r#"{"cidr":"10.0.0.0/8"},{"wildcard":"*x7*"}"#]), r#""10.0.0.z1""#),
        ((&[r#"{"wildcard":"10.0.0.1"}"#], &[r#"{"cidr":"10.0.0.0/8"}"#]), "unknown"),
        // The automaton does not support lone surrogates.
        ((&[r#"{"prefix":"\ud800"}"#], &[]), "unknown"),
        ((&[r#"{"prefix":"\ud800b"}"#], &[r#"{"prefix":"\ud800"}"#]), "none"),
    ];
    assert_found(cases, Domain::STRINGS, LARGE_BUDGET);
}

#[test]
fn a_number_is_found_wherever_there_is_one() {
    let cases: &[(Case, &str)] = &[
        ((&[r#"{"numeric":[">",1,"<",3]}"#], &["2"]), "1.5"),
        ((&[r#"{"numeric":[">=",1,"<=",3]}"#], &[r#"{"numeric":[">",1]}"#]), "1"),
        ((&[r#"{"numeric":["<",3]}"#], &[r#"{"numeric":["<",2.5]}"#]), "2.75"),
        ((&[r#"{"exists":true}"#], &[r#"{"numeric":["<",5]},{"numeric":[">=",5]}"#]), "9007199254740993"),
        (
            (&[r#"{"exists":true}"#], &[r#"{"numeric":["<",5]},{"numeric":[">=",5]},9007199254740993"#]),
            "9007199254740995",
        ),
        // Numbers that cannot be compared are distinguished by how they are written.
        (
            (
                &[r#"{"exists":true}"#],
                &[r#"{"numeric":["<",5]},{"numeric":[">=",5]},9007199254740993,9007199254740995,9007199254740997,
                     9007199254740999,9007199254741001"#],
            ),
            "900719925474099311111",
        ),
        // A block with 0 mask bits accepts anything that starts with a digit from 1 to 9.
        ((&[r#"{"numeric":["=",1]}"#], &[r#"{"cidr":"0.0.0.0/0"}"#]), "0.1e1"),
        ((&[r#"{"numeric":[">",-2,"<",0]}"#], &[r#"{"cidr":"0.0.0.0/0"}"#]), "-1"),
        ((&[r#"{"cidr":"0.0.0.0/0"}"#], &[r#"{"numeric":["<=",0]}"#]), "1"),
    ];
    assert_found(cases, of_kind(Kind::Number), LARGE_BUDGET);
}

#[test]
fn only_integers_in_the_range_of_the_field_are_found() {
    let both: &[(Case, &str)] = &[
        ((&[r#"{"numeric":[">",1,"<",3]}"#], &["2"]), "none"),
        ((&[r#"{"numeric":[">",1.5,"<",1.75]}"#], &[]), "none"),
        ((&["1.5"], &[]), "none"),
        ((&["2.0"], &[]), "2.0"),
        ((&["0.10000000000000001"], &[]), "none"),
        ((&["1e30"], &[]), "none"),
        ((&[r#"{"numeric":[">",0]}"#], &[r#"{"numeric":["<",10]},{"numeric":[">=",11]}"#]), "10"),
    ];
    assert_found(both, of_kind(Kind::Integer(IntegerSize::Bits32)), LARGE_BUDGET);
    assert_found(both, of_kind(Kind::Integer(IntegerSize::Bits64)), LARGE_BUDGET);
    let cases: &[(Case, &str, &str)] = &[
        ((&[r#"{"numeric":["<",0]}"#], &[r#"{"numeric":["<",-1e10]}"#]), "-2147483647", "-9999999999"),
        ((&["30000000000"], &[]), "none", "30000000000"),
        ((&["9007199254740993"], &[]), "none", "9007199254740993"),
        ((&[r#"{"exists":true}"#], &[r#"{"numeric":["<",5]},{"numeric":[">=",5]}"#]), "none", "9007199254740993"),
    ];
    for (case, integer, long) in cases {
        assert_eq!(find(*case, of_kind(Kind::Integer(IntegerSize::Bits32)), LARGE_BUDGET), *integer, "{case:?}");
        assert_eq!(find(*case, of_kind(Kind::Integer(IntegerSize::Bits64)), LARGE_BUDGET), *long, "{case:?}");
    }
}

#[test]
fn values_that_are_neither_strings_nor_numbers_are_found() {
    let cases: &[(Case, &str)] = &[((&[r#"{"exists":true}"#], &["true"]), "false")];
    assert_found(cases, of_kind(Kind::Boolean), LARGE_BUDGET);
    let cases: &[(Case, &str)] = &[
        ((&[r#"{"exists":true}"#], &["true,false"]), "none"),
        ((&[r#"{"exists":true}"#], &["true", "false"]), "none"),
        ((&["null"], &[]), "none"),
    ];
    assert_found(cases, of_kind(Kind::Boolean), LARGE_BUDGET);
    let cases: &[(Case, &str)] = &[
        (
            (&[r#"{"exists":true}"#], &[r#"{"prefix":""},{"numeric":["<=",0]},{"numeric":[">",0]},true,false"#]),
            "9007199254740993",
        ),
        ((&[r#"{"anything-but":"x"}"#, "null,false"], &[]), "null"),
    ];
    assert_found(cases, Domain::EVERYTHING, LARGE_BUDGET);
}

#[test]
fn null_is_found_for_optional_fields_and_in_arrays() {
    let list = Kind::List(Arc::new(Kind::String));
    for (domain, expected) in [
        (of_nullable(Kind::String), "null"),
        (of_kind(Kind::String), "none"),
        (of_kind(list), "null"),
        (Domain::EVERYTHING, "null"),
        (Domain::STRINGS, "none"),
    ] {
        assert_eq!(find((&["null"], &[]), domain, LARGE_BUDGET), expected, "{domain:?}");
    }
}

#[test]
fn a_value_that_depends_on_a_field_ref_is_unknown_within_its_bounds() {
    let cases: &[(Case, &str)] = &[
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
    assert_found(cases, Domain::EVERYTHING, LARGE_BUDGET);
}

#[test]
fn guesses_and_relations_between_filters_need_no_budget() {
    let cases: &[(Case, &str)] = &[
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
        // Values that an `anything-but` in a rejecting list excludes
        ((&[r#"{"prefix":"a"}"#], &[r#"{"anything-but":["b","ac"]}"#]), r#""ac""#),
        ((&[r#"{"wildcard":"a*c"}"#], &[r#"{"anything-but":{"wildcard":"a*d*c"}}"#]), r#""ax7dx7c""#),
        ((&[r#"{"wildcard":"a*c"}"#], &[r#"{"anything-but":{"equals-ignore-case":"adc"}}"#]), r#""adc""#),
        ((&[r#"{"wildcard":"a*c*"}"#], &[r#"{"anything-but":{"prefix":"abc"}}"#]), r#""abc""#),
        // Filters that cover each other, or exclude each other
        ((&[r#"{"prefix":"ab"}"#], &[r#"{"suffix":"b"},{"prefix":"a"}"#]), "none"),
        ((&[r#"{"prefix":"ab"}"#, r#"{"prefix":"b"}"#], &[]), "none"),
        // Searches that only the automaton can decide
        ((&[r#"{"wildcard":"a*b"}"#], &[r#""ab",{"wildcard":"*x7*"}"#]), "unknown"),
        ((&[r#"{"wildcard":"*a*b*"}"#], &[r#"{"wildcard":"*a*"}"#]), "unknown"),
    ];
    assert_found(cases, Domain::STRINGS, 0);
}

#[test]
fn excluded_values_and_range_bounds_are_rejected_unless_another_filter_accepts_them() {
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
        let rejected: Vec<String> = alternatives(list).rejected().iter().map(shown).collect();
        assert_eq!(rejected.join(" "), expected, "{list}");
    }
}

#[test]
fn a_list_costs_the_steps_of_its_filters() {
    for (list, expected) in [
        (r#""a","b",1"#, 1),
        (r#"{"prefix":"a"},{"numeric":[">",1]},"a""#, 3),
        (r#"{"anything-but":["a","b","c"]}"#, 4),
        // Filters that scan a string cost more.
        (r#"{"wildcard":"a*"}"#, 6),
        (r#"{"equals-ignore-case":"a"}"#, 6),
        (r#"{"prefix":{"equals-ignore-case":"a"}}"#, 6),
        (r#"{"anything-but":{"wildcard":"a*"}},{"suffix":"a"}"#, 7),
    ] {
        assert_eq!(alternatives(list).steps(), expected, "{list}");
    }
}
