//! Rules as tables: what is left to quicker tables, and where these end.

use super::clause::{MOST_ATOMS, MOST_CLAUSES, clauses};
use super::lower::Structure;
use super::tree::Tree;
use super::unfold::Unfolded;
use super::{Program, TooLarge, lower};
use crate::json::{Dialect, JsonString};
use crate::parse;
use crate::pattern::Filter;
use crate::rule::{Conjunction, FieldPath, Leaf, Rule};
use event_pattern_tables::NO_BIT;
use event_pattern_tables::program::{LongRange, Slice, Tail, Test, Value};

fn rule(text: &str) -> Rule {
    parse(text, Dialect::Strict).lowered.unwrap_or_else(|| panic!("{text}")).rule
}

/// The rule on a task with this in its detail.
fn of_task(detail: &str) -> Rule {
    rule(&format!(r#"{{"detail-type":["ECS Task State Change"],"detail":{{{detail}}}}}"#))
}

fn program(text: &str) -> Program {
    lower(&rule(text)).unwrap()
}

/// Members with the keys `prefix0`, `prefix1`, …, each with this value.
fn members(count: usize, prefix: &str, value: &str) -> String {
    (0..count).map(|number| format!("\"{prefix}{number}\":{value}")).collect::<Vec<_>>().join(",")
}

fn has_goals(program: &Program) -> bool {
    !program.goals.is_empty()
}

#[test]
fn many_values_of_a_list_are_searched_and_few_are_compared() {
    let tests = |list: &str| program(&format!("{{\"a\":[{list}]}}")).tests;
    let strings = |count: u8| (0..count).map(|letter| format!("\"{letter}\"")).collect::<Vec<_>>().join(",");
    let numbers = |count: u8| (0..count).map(|number| number.to_string()).collect::<Vec<_>>().join(",");
    assert_eq!(tests(&numbers(5)), [0.0, 1.0, 2.0, 3.0, 4.0].map(Test::Number));
    assert_eq!(tests(&numbers(6))[6..], [Test::OneNumber(LongRange { start: 0, length: 6 })]);
    assert!(tests(&strings(5)).iter().all(|test| matches!(test, Test::Text(_))));
    assert_eq!(tests(&strings(6))[6..], [Test::OneText(LongRange { start: 0, length: 6 })]);
    assert_eq!(tests(r#"{"anything-but":1}"#), [Test::NotNumber(1.0)]);
    assert!(matches!(tests(r#"{"anything-but":"a"}"#)[..], [Test::NotText(Slice { length: 1, .. })]));
}

#[test]
fn the_path_of_another_field_has_thirty_steps_at_most() {
    let naming = |steps: usize| of_task(&format!(r#""group":[{{"$field":"{}"}}]"#, vec!["a"; steps].join(".")));
    assert!(lower(&naming(30)).is_ok());
    assert_eq!(lower(&naming(31)), Err(TooLarge));
}

#[test]
fn goals_are_made_of_as_many_clauses_as_are_allowed() {
    let leaf = Leaf { path: FieldPath::root().join(&JsonString::from("a")), alternatives: vec![Filter::Null] };
    let of_clauses = |count: usize| {
        let conjunctions = vec![Conjunction { leaves: vec![0], scopes: Vec::new() }; count];
        lower(&Rule { leaves: vec![leaf.clone()], scopes: Vec::new(), conjunctions }).unwrap()
    };
    assert!(has_goals(&of_clauses(MOST_CLAUSES)));
    assert!(!has_goals(&of_clauses(MOST_CLAUSES + 1)));
}

#[test]
fn goals_are_made_of_as_many_atoms_as_are_allowed() {
    let rule = rule(&format!("{{{}}}", members(MOST_ATOMS / 500, "a", "[1]")));
    let unfolded = Unfolded::folded(&rule);
    let tree = Tree::new(&unfolded);
    let of_conjunctions = |count: usize| clauses(&unfolded, &vec![rule.conjunctions[0].clone(); count], &tree, 0);
    assert!(of_conjunctions(500).is_some());
    assert!(of_conjunctions(501).is_none());
}

#[test]
fn goals_are_made_for_paths_of_a_thousand_steps() {
    let of_steps = |steps: usize| program(&format!(r#"{{"{}":[1]}}"#, vec!["a"; steps].join(".")));
    assert!(has_goals(&of_steps(1_000)));
    assert!(!has_goals(&of_steps(1_001)));
}

#[test]
fn a_condition_apart_from_the_others_makes_no_clause_of_its_own() {
    let clauses = |text: &str| Structure::new(&rule(text)).unwrap().clauses.len();
    let either = r#"[1,{"exists":false}]"#;
    assert_eq!(clauses(&format!(r#"{{"a":{{"x":{either}}},"b":{{"x":{either}}}}}"#)), 1);
    assert_eq!(clauses(&format!(r#"{{"a":{{"x":{either},"y":[1]}},"b":{{"x":{either}}}}}"#)), 2);
    assert_eq!(clauses(&format!(r#"{{"a":[1],"a.x":{either},"b":{{"x":{either}}}}}"#)), 1);
}

#[test]
fn only_a_leaf_with_one_of_the_first_bits_is_decided_at_its_key() {
    let Program { keys, leaves, .. } = program(&format!("{{{}}}", members(70, "a", "[1]")));
    for key in keys {
        let leaf = leaves.iter().find(|leaf| leaf.node == key.node).unwrap();
        assert_eq!(key.value, if leaf.bit < 64 { Value::Simple } else { Value::Any }, "{leaf:?}");
    }
}

#[test]
fn every_key_further_in_may_be_the_end_of_a_dotted_one() {
    let Program { tails, objects, .. } = program(r#"{"a":{"b":{"c":{"d":[1]}}}}"#);
    let of_objects: Vec<&[Tail]> = objects
        .iter()
        .map(|object| &tails[usize::from(object.dotted.start)..usize::from(object.dotted.start + object.dotted.length)])
        .collect();
    let tail = |key: &[u8]| Tail::of(key, b'.');
    let expected: [&[Tail]; 4] = [&[tail(b"b"), tail(b"c"), tail(b"d")], &[tail(b"c"), tail(b"d")], &[tail(b"d")], &[]];
    assert_eq!(of_objects, expected);
}

#[test]
fn a_thousand_ends_of_dotted_keys_are_told() {
    let of_ends = |count: usize| program(&format!(r#"{{"a":{{{}}}}}"#, members(count, "b", "[1]")));
    let told = of_ends(1_000);
    assert_eq!((told.tails.len(), told.reach > 0), (1_000, true));
    let not_told = of_ends(1_001);
    assert_eq!((not_told.tails.len(), not_told.reach), (0, 0));
}

#[test]
fn a_scope_is_decided_in_the_same_pass_unless_it_names_fields_of_its_elements() {
    let own = r#""containers":{"$any":{"name":[{"$field":".image"}]}}"#;
    let own_further_in = r#""attachments":{"$any":{"details":{"$any":{"name":[{"$field":".value"}]}}}}"#;
    let plain = r#""attributes":{"$any":{"name":["a"]}}"#;
    for (detail, expected) in [
        (plain.to_owned(), [true].as_slice()),
        (format!("{own},{plain}"), &[false, true]),
        (format!("{own_further_in},{plain}"), &[false, true]),
    ] {
        let scopes = lower(&of_task(&detail)).unwrap().extensions.scopes;
        let in_pass: Vec<bool> = scopes.iter().map(|scope| scope.matched != NO_BIT).collect();
        assert_eq!(in_pass, expected, "{detail}");
    }
}
