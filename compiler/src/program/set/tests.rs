//! Tests of the tables of sets: value lookup, goals, and removal of rules.

use super::{MAX_SET_STEPS, SetTables, relax};
use crate::program::{TooLarge, lower};
use crate::rule::Rule;
use crate::testing::parse_known;
use event_pattern_tables::PADDING_BYTES;
use event_pattern_tables::program::ExpectedValue;
use event_pattern_tables::set::SetField;

fn rule(text: &str) -> Rule {
    parse_known(text).lowered.unwrap_or_else(|| panic!("{text}")).rule
}

fn set(rules: &[&str]) -> SetTables {
    let mut tables = SetTables::default();
    for text in rules {
        tables.add(&rule(text)).unwrap();
    }
    tables.finish();
    tables
}

/// Returns a set with one rule for each object. The object is at the path `a.b` of the rule's pattern.
fn inside(objects: &[&str]) -> SetTables {
    let rules: Vec<String> = objects.iter().map(|object| format!(r#"{{"a":{{"b":{object}}}}}"#)).collect();
    set(&rules.iter().map(String::as_str).collect::<Vec<_>>())
}

/// Returns the sorted keys of the fields for which `holds` returns `true`.
fn fields_with(tables: &SetTables, holds: impl Fn(&SetField) -> bool) -> Vec<String> {
    let image = tables.tables();
    let key = |field: SetField| {
        let text = tables.builder.text(field.last_key);
        String::from_utf8_lossy(text).replace('"', "")
    };
    let mut keys: Vec<String> = image.fields.iter().filter(holds).map(key).collect();
    keys.sort();
    keys
}

#[test]
fn rules_are_numbered_in_the_given_order() {
    let mut tables = SetTables::default();
    for number in 0..4 {
        assert_eq!(tables.add(&rule(r#"{"a":[1]}"#)).unwrap().number, number);
    }
}

#[test]
fn the_text_is_padded_so_that_the_engine_can_read_past_its_end() {
    for tables in [set(&[]), set(&[r#"{"a":["x"]}"#])] {
        let text = tables.tables().text.bytes();
        let zeros = text.iter().rev().take_while(|&&byte| byte == 0).count();
        assert_eq!(zeros, PADDING_BYTES, "{text:?}");
    }
}

#[test]
fn strings_and_numbers_are_looked_up() {
    for (alternatives, entries, lengths) in [
        (r#""x",1"#, 2, 0),
        (r#""x","yy",{"exists":false}"#, 2, 0),
        (r#"{"anything-but":["x","y"]}"#, 2, 0),
        (r#"{"anything-but":1}"#, 1, 0),
    ] {
        let tables = set(&[&format!(r#"{{"a":[{alternatives}]}}"#)]);
        assert_eq!(tables.values.entries.len(), entries, "{alternatives}");
        assert_eq!(tables.values.affix_lengths.len(), lengths, "{alternatives}");
        assert_eq!(tables.values.unlisted_leaves.len(), 0, "{alternatives}");
    }
    // Prefixes and suffixes are also tested one by one, for strings that cannot be looked up.
    let tables = set(&[r#"{"a":[{"prefix":"x"},{"suffix":"yy"},{"suffix":"zz"}]}"#]);
    assert_eq!(
        (tables.values.entries.len(), tables.values.affix_lengths.len(), tables.values.unlisted_leaves.len()),
        (3, 2, 1)
    );
    for alternatives in [r#"{"anything-but":{"prefix":"x"}}"#, r#"{"wildcard":"x*y"}"#, r#"{"numeric":[">",1]}"#] {
        let tables = set(&[&format!(r#"{{"a":[{alternatives}]}}"#)]);
        assert_eq!((tables.values.entries.len(), tables.values.unlisted_leaves.len()), (0, 1), "{alternatives}");
    }
}

#[test]
fn there_are_at_least_as_many_slots_as_values() {
    let slots = |values: usize| {
        let values: Vec<String> = (0..values).map(|value| value.to_string()).collect();
        set(&[&format!(r#"{{"a":[{}]}}"#, values.join(","))]).values.slots.len()
    };
    assert_eq!([1, 2, 3, 4, 5, 64, 65].map(slots), [1, 2, 4, 4, 8, 64, 128]);
}

#[test]
fn a_field_is_needed_while_all_rules_require_it() {
    let mut tables = SetTables::default();
    let mut numbers = Vec::new();
    for text in [r#"{"a":[1],"b":[1]}"#, r#"{"a":[1]}"#, r#"{"a":[2],"$or":[{"b":[1]},{"b":[2]}]}"#] {
        numbers.push(tables.add(&rule(text)).unwrap().number);
    }
    for (removed, needed) in
        [(None, vec!["a"]), (Some(1), vec!["a", "b"]), (Some(0), vec!["a", "b"]), (Some(2), vec![])]
    {
        if let Some(rule) = removed {
            assert!(tables.remove(numbers[rule]) && !tables.remove(numbers[rule]));
        }
        tables.finish();
        assert_eq!(fields_with(&tables, |field| field.is_needed), needed, "{removed:?}");
    }
}

#[test]
fn numbers_are_deferred_if_goals_wait_for_other_facts() {
    for (object, deferred) in [
        (r#"{"name":["x"],"code":[1]}"#, ["code"].as_slice()),
        (r#"{"code":[1],"name":["x"]}"#, &["code"]),
        (r#"{"code":[1]}"#, &[]),
        (r#"{"code":[1],"like":[{"anything-but":"x"}]}"#, &["like"]),
        (r#"{"code":[1],"there":[{"exists":true}]}"#, &[]),
        (r#"{"c":{"name":["x"],"code":[1]}}"#, &["c", "code"]),
        // The rule depends on the absence of a field.
        (r#"{"name":["x"],"code":[1,{"exists":false}]}"#, &[]),
    ] {
        assert_eq!(fields_with(&inside(&[object]), |field| field.is_deferred), deferred, "{object}");
    }
    assert!(fields_with(&set(&[r#"{"a":{"name":["x"],"code":[1]}}"#]), |field| field.is_deferred).is_empty());
}

#[test]
fn goals_wait_for_the_fact_that_the_fewest_goals_need() {
    let objects: Vec<String> = (0..12).map(|code| format!(r#"{{"name":["x"],"code":[{code}]}}"#)).collect();
    let objects: Vec<&str> = objects.iter().map(String::as_str).collect();
    assert_eq!(fields_with(&inside(&objects[..8]), |field| field.is_deferred), ["code"]);
    assert!(fields_with(&inside(&objects), |field| field.is_deferred).is_empty());
}

#[test]
fn keys_have_the_expected_kind_of_value() {
    for (rules, expected) in [
        ([r#"{"a":["x"]}"#].as_slice(), [ExpectedValue::Exact].as_slice()),
        (&[r#"{"a":["x","y"]}"#], &[ExpectedValue::Simple]),
        (&[r#"{"a":["x"]}"#, r#"{"a":["y"]}"#], &[ExpectedValue::Simple]),
        (&[r#"{"a":{"b":["x"]}}"#], &[ExpectedValue::Open, ExpectedValue::Exact]),
        (&[r#"{"a":["x"]}"#, r#"{"a":{"b":["x"]}}"#], &[ExpectedValue::Any, ExpectedValue::Exact]),
        (&[r#"{"a":["x",{"exists":false}]}"#], &[ExpectedValue::Any]),
    ] {
        let tables = set(rules);
        let values: Vec<ExpectedValue> = tables.tables().keys.iter().map(|key| key.value).collect();
        assert_eq!(values, expected, "{rules:?}");
    }
}

#[test]
fn nodes_have_leaves_and_sightings() {
    for (rules, expected) in [
        ([r#"{"a":["x"]}"#].as_slice(), [(0, 0), (1, 0)].as_slice()),
        (&[r#"{"a":{"b":["x"]}}"#], &[(0, 0), (0, 0), (1, 0)]),
        (&[r#"{"a":["x",{"exists":false}]}"#], &[(0, 0), (1, 1)]),
        (&[r#"{"a":[{"exists":false}]}"#], &[(0, 0), (1, 1)]),
    ] {
        let tables = set(rules);
        let nodes = tables.tables().nodes.iter().map(|node| (node.leaves.length, node.sightings.length));
        let nodes: Vec<(u16, u16)> = nodes.collect();
        assert_eq!(nodes, expected, "{rules:?}");
    }
}

#[test]
fn a_set_has_the_depth_and_key_length_of_its_only_rule() {
    let text = r#"{"a":{"long":["x"]},"b":[1]}"#;
    let program = lower(&rule(text)).unwrap();
    assert!(program.max_key_len > 0);
    let set = set(&[text]);
    assert_eq!((set.tables().depth, set.tables().max_key_len), (program.depth.into(), program.max_key_len));
}

#[test]
fn only_objects_that_matter_have_facts() {
    let fields: Vec<String> = (0..40).map(|number| format!(r#""a{number}":[1]"#)).collect();
    let words = |text: &str| set(&[text]).tables().waiting.len();
    // One word is for the outcomes, and the other is for the facts about the event.
    assert_eq!(words(&format!("{{{}}}", fields.join(","))), 2);
    assert_eq!(words(&format!(r#"{{"b":{{{}}}}}"#, fields.join(","))), 3);
}

#[test]
fn a_set_with_too_many_steps_is_rejected() {
    let path = |number: usize| format!(r#""a{number}{}":[1]"#, ".x".repeat(99));
    let paths: Vec<String> = (0..MAX_SET_STEPS / 100).map(path).collect();
    let mut tables = SetTables::default();
    assert_eq!(tables.add(&rule(&format!("{{{}}}", paths.join(",")))), Err(TooLarge));
}

#[test]
fn rules_with_many_steps_are_accepted_within_the_limit() {
    let mut tables = SetTables::default();
    for prefix in ["a", "b"] {
        let paths: Vec<String> = (0..300).map(|number| format!(r#""{prefix}{number}":[1]"#)).collect();
        assert!(tables.add(&rule(&format!("{{{}}}", paths.join(",")))).is_ok());
    }
}

#[test]
fn a_relaxed_rule_drops_scopes_field_references_and_dependent_absences() {
    let of_task = |detail: &str| {
        let rule = rule(&format!(r#"{{"detail-type":["ECS Task State Change"],"detail":{{{detail}}}}}"#));
        relax::relaxed_rule(&rule).map(|relaxed| relaxed.conjunctions[0].leaves.len())
    };
    let scope = r#""containers":{"$any":{"name":["a"]}}"#;
    let field_ref = r#""group":[{"$field":"detail.cpu"}]"#;
    for (detail, leaves) in [
        (r#""cpu":["1"]"#.to_owned(), None),
        (format!(r#""cpu":["1"],"memory":[{{"exists":false}}],{scope}"#), Some(3)),
        (format!(r#""cpu":["1"],{field_ref}"#), Some(2)),
        (format!(r#""cpu":["1"],"memory":[{{"exists":false}}],{field_ref}"#), Some(2)),
    ] {
        assert_eq!(of_task(&detail), leaves, "{detail}");
    }
}
