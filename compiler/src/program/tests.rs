//! Tests of the tables of individual rules: special cases and limits.

use super::clause::{MAX_ATOMS, MAX_CLAUSES, clauses};
use super::inline_scopes::InlinedRule;
use super::lower::Structure;
use super::tree::Tree;
use super::{Program, TooLarge, lower};
use crate::json::JsonString;
use crate::pattern::Filter;
use crate::rule::{Conjunction, FieldPath, Leaf, Rule};
use crate::testing::parse_known;
use event_pattern_tables::NO_BIT;
use event_pattern_tables::program::{ExpectedValue, KeySuffix, LongRange, Slice, Test};

fn rule(text: &str) -> Rule {
    parse_known(text).lowered.unwrap_or_else(|| panic!("{text}")).rule
}

/// Returns a rule for task events with the given members in `detail`.
fn of_task(detail: &str) -> Rule {
    rule(&format!(r#"{{"detail-type":["ECS Task State Change"],"detail":{{{detail}}}}}"#))
}

fn program(text: &str) -> Program {
    lower(&rule(text)).unwrap()
}

/// Returns members with the keys `prefix0`, `prefix1`, …, all with the same value.
fn members(count: usize, prefix: &str, value: &str) -> String {
    (0..count).map(|number| format!("\"{prefix}{number}\":{value}")).collect::<Vec<_>>().join(",")
}

fn has_goals(program: &Program) -> bool {
    !program.goals.is_empty()
}

#[test]
fn long_lists_of_values_are_searched_and_short_ones_are_compared() {
    let tests = |list: &str| program(&format!("{{\"a\":[{list}]}}")).tests;
    let strings = |count: u8| (0..count).map(|letter| format!("\"{letter}\"")).collect::<Vec<_>>().join(",");
    let numbers = |count: u8| (0..count).map(|number| number.to_string()).collect::<Vec<_>>().join(",");
    assert_eq!(tests(&numbers(5)), [0.0, 1.0, 2.0, 3.0, 4.0].map(Test::Number));
    assert_eq!(tests(&numbers(6))[6..], [Test::OneOfNumbers(LongRange { start: 0, length: 6 })]);
    assert!(tests(&strings(5)).iter().all(|test| matches!(test, Test::String(_))));
    assert_eq!(tests(&strings(6))[6..], [Test::OneOfStrings(LongRange { start: 0, length: 6 })]);
    assert_eq!(tests(r#"{"anything-but":1}"#), [Test::NotNumber(1.0)]);
    assert!(matches!(tests(r#"{"anything-but":"a"}"#)[..], [Test::NotString(Slice { length: 1, .. })]));
}

#[test]
fn the_path_of_a_field_reference_has_at_most_thirty_steps() {
    let with_steps = |steps: usize| of_task(&format!(r#""group":[{{"$field":"{}"}}]"#, vec!["a"; steps].join(".")));
    assert!(lower(&with_steps(30)).is_ok());
    assert_eq!(lower(&with_steps(31)), Err(TooLarge));
}

#[test]
fn goals_are_built_up_to_the_maximum_number_of_clauses() {
    let leaf = Leaf { path: FieldPath::root().join(&JsonString::from("a")), alternatives: vec![Filter::Null] };
    let of_clauses = |count: usize| {
        let conjunctions = vec![Conjunction { leaves: vec![0], scopes: Vec::new() }; count];
        lower(&Rule { leaves: vec![leaf.clone()], scopes: Vec::new(), conjunctions }).unwrap()
    };
    assert!(has_goals(&of_clauses(MAX_CLAUSES)));
    assert!(!has_goals(&of_clauses(MAX_CLAUSES + 1)));
}

#[test]
fn goals_are_built_up_to_the_maximum_number_of_atoms() {
    let rule = rule(&format!("{{{}}}", members(MAX_ATOMS / 500, "a", "[1]")));
    let inlined = InlinedRule::without_inlining(&rule);
    let tree = Tree::new(&inlined);
    let of_conjunctions = |count: usize| clauses(&inlined, &vec![rule.conjunctions[0].clone(); count], &tree, 0);
    assert!(of_conjunctions(500).is_some());
    assert!(of_conjunctions(501).is_none());
}

#[test]
fn goals_are_built_for_paths_of_up_to_a_thousand_steps() {
    let of_steps = |steps: usize| program(&format!(r#"{{"{}":[1]}}"#, vec!["a"; steps].join(".")));
    assert!(has_goals(&of_steps(1_000)));
    assert!(!has_goals(&of_steps(1_001)));
}

#[test]
fn a_leaf_on_an_independent_branch_does_not_multiply_clauses() {
    let clauses = |text: &str| Structure::new(&rule(text)).unwrap().clauses.len();
    let either = r#"[1,{"exists":false}]"#;
    assert_eq!(clauses(&format!(r#"{{"a":{{"x":{either}}},"b":{{"x":{either}}}}}"#)), 1);
    assert_eq!(clauses(&format!(r#"{{"a":{{"x":{either},"y":[1]}},"b":{{"x":{either}}}}}"#)), 2);
    assert_eq!(clauses(&format!(r#"{{"a":[1],"a.x":{either},"b":{{"x":{either}}}}}"#)), 1);
}

#[test]
fn only_leaves_with_one_of_the_first_64_bits_are_evaluated_at_their_key() {
    let Program { keys, leaves, .. } = program(&format!("{{{}}}", members(70, "a", "[1]")));
    for key in keys {
        let leaf = leaves.iter().find(|leaf| leaf.node == key.node).unwrap();
        assert_eq!(key.value, if leaf.bit < 64 { ExpectedValue::Simple } else { ExpectedValue::Any }, "{leaf:?}");
    }
}

#[test]
fn every_key_below_a_child_node_may_end_a_dotted_key() {
    let Program { key_suffixes, objects, .. } = program(r#"{"a":{"b":{"c":{"d":[1]}}}}"#);
    let of_objects: Vec<&[KeySuffix]> = objects
        .iter()
        .map(|object| {
            &key_suffixes[usize::from(object.dotted_suffixes.start)
                ..usize::from(object.dotted_suffixes.start + object.dotted_suffixes.length)]
        })
        .collect();
    let suffix = |key: &[u8]| KeySuffix::of(key, b'.');
    let expected: [&[KeySuffix]; 4] =
        [&[suffix(b"b"), suffix(b"c"), suffix(b"d")], &[suffix(b"c"), suffix(b"d")], &[suffix(b"d")], &[]];
    assert_eq!(of_objects, expected);
}

#[test]
fn tables_have_at_most_a_thousand_dotted_suffixes() {
    let with_suffixes = |count: usize| program(&format!(r#"{{"a":{{{}}}}}"#, members(count, "b", "[1]")));
    let within_limit = with_suffixes(1_000);
    assert_eq!((within_limit.key_suffixes.len(), within_limit.max_key_len > 0), (1_000, true));
    let above_limit = with_suffixes(1_001);
    assert_eq!((above_limit.key_suffixes.len(), above_limit.max_key_len), (0, 0));
}

#[test]
fn a_scope_is_evaluated_in_the_same_pass_unless_it_has_relative_field_references() {
    let relative = r#""containers":{"$any":{"name":[{"$field":".image"}]}}"#;
    let nested_relative = r#""attachments":{"$any":{"details":{"$any":{"name":[{"$field":".value"}]}}}}"#;
    let plain = r#""attributes":{"$any":{"name":["a"]}}"#;
    for (detail, expected) in [
        (plain.to_owned(), [true].as_slice()),
        (format!("{relative},{plain}"), &[false, true]),
        (format!("{nested_relative},{plain}"), &[false, true]),
    ] {
        let scopes = lower(&of_task(&detail)).unwrap().extensions.scopes;
        let in_pass: Vec<bool> = scopes.iter().map(|scope| scope.matched != NO_BIT).collect();
        assert_eq!(in_pass, expected, "{detail}");
    }
}
