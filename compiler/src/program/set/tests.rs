//! The tables of sets: what is looked up and what is tried one after the other, and what becomes of rules that go.

use super::{MOST_STEPS, SetTables, loose};
use crate::json::Dialect;
use crate::parse;
use crate::program::{TooLarge, lower};
use crate::rule::Rule;
use event_pattern_tables::SPARE_BYTES;
use event_pattern_tables::program::Value;
use event_pattern_tables::set::Field;

fn rule(text: &str) -> Rule {
    parse(text, Dialect::Strict).lowered.unwrap_or_else(|| panic!("{text}")).rule
}

fn set(rules: &[&str]) -> SetTables {
    let mut tables = SetTables::default();
    for text in rules {
        tables.add(&rule(text)).unwrap();
    }
    tables.finish();
    tables
}

/// The set of rules on the objects at a path of three steps.
fn inside(objects: &[&str]) -> SetTables {
    let rules: Vec<String> = objects.iter().map(|object| format!(r#"{{"a":{{"b":{object}}}}}"#)).collect();
    set(&rules.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The keys of the fields of which something is so.
fn fields_with(tables: &SetTables, is_so: impl Fn(&Field) -> bool) -> Vec<String> {
    let image = tables.tables();
    let key = |field: Field| {
        let text = tables.writer.text(field.last_key);
        String::from_utf8_lossy(text).replace('"', "")
    };
    let mut found: Vec<String> = image.fields.iter().filter(is_so).map(key).collect();
    found.sort();
    found
}

#[test]
fn rules_are_numbered_in_their_order() {
    let mut tables = SetTables::default();
    for number in 0..4 {
        assert_eq!(tables.add(&rule(r#"{"a":[1]}"#)).unwrap().number, number);
    }
}

#[test]
fn the_engine_can_compare_behind_the_end_of_the_text() {
    for tables in [set(&[]), set(&[r#"{"a":["x"]}"#])] {
        let text = tables.tables().text.bytes();
        let zeros = text.iter().rev().take_while(|&&byte| byte == 0).count();
        assert_eq!(zeros, SPARE_BYTES, "{text:?}");
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
        assert_eq!(tables.values.lengths.len(), lengths, "{alternatives}");
        assert_eq!(tables.values.others.len(), 0, "{alternatives}");
    }
    // Starts and ends are tried for strings that cannot be looked up.
    let tables = set(&[r#"{"a":[{"prefix":"x"},{"suffix":"yy"},{"suffix":"zz"}]}"#]);
    assert_eq!((tables.values.entries.len(), tables.values.lengths.len(), tables.values.others.len()), (3, 2, 1));
    for alternatives in [r#"{"anything-but":{"prefix":"x"}}"#, r#"{"wildcard":"x*y"}"#, r#"{"numeric":[">",1]}"#] {
        let tables = set(&[&format!(r#"{{"a":[{alternatives}]}}"#)]);
        assert_eq!((tables.values.entries.len(), tables.values.others.len()), (0, 1), "{alternatives}");
    }
}

#[test]
fn there_is_a_slot_for_every_value() {
    let slots = |values: usize| {
        let values: Vec<String> = (0..values).map(|value| value.to_string()).collect();
        set(&[&format!(r#"{{"a":[{}]}}"#, values.join(","))]).values.slots.len()
    };
    assert_eq!([1, 2, 3, 4, 5, 64, 65].map(slots), [1, 2, 4, 4, 8, 64, 128]);
}

#[test]
fn a_field_is_needed_while_all_rules_want_it() {
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
fn numbers_wait_where_goals_wait_for_something_else() {
    for (object, late) in [
        (r#"{"name":["x"],"code":[1]}"#, ["code"].as_slice()),
        (r#"{"code":[1],"name":["x"]}"#, &["code"]),
        (r#"{"code":[1]}"#, &[]),
        (r#"{"code":[1],"like":[{"anything-but":"x"}]}"#, &["like"]),
        (r#"{"code":[1],"there":[{"exists":true}]}"#, &[]),
        (r#"{"c":{"name":["x"],"code":[1]}}"#, &["c", "code"]),
        // The absence of a field has to be known.
        (r#"{"name":["x"],"code":[1,{"exists":false}]}"#, &[]),
    ] {
        assert_eq!(fields_with(&inside(&[object]), |field| field.is_late), late, "{object}");
    }
    assert!(fields_with(&set(&[r#"{"a":{"name":["x"],"code":[1]}}"#]), |field| field.is_late).is_empty());
}

#[test]
fn goals_wait_for_what_few_of_them_need() {
    let objects: Vec<String> = (0..12).map(|code| format!(r#"{{"name":["x"],"code":[{code}]}}"#)).collect();
    let objects: Vec<&str> = objects.iter().map(String::as_str).collect();
    assert_eq!(fields_with(&inside(&objects[..8]), |field| field.is_late), ["code"]);
    assert!(fields_with(&inside(&objects), |field| field.is_late).is_empty());
}

#[test]
fn keys_tell_what_is_asked_of_their_values() {
    for (rules, expected) in [
        ([r#"{"a":["x"]}"#].as_slice(), [Value::Exact].as_slice()),
        (&[r#"{"a":["x","y"]}"#], &[Value::Simple]),
        (&[r#"{"a":["x"]}"#, r#"{"a":["y"]}"#], &[Value::Simple]),
        (&[r#"{"a":{"b":["x"]}}"#], &[Value::Open, Value::Exact]),
        (&[r#"{"a":["x"]}"#, r#"{"a":{"b":["x"]}}"#], &[Value::Any, Value::Exact]),
        (&[r#"{"a":["x",{"exists":false}]}"#], &[Value::Any]),
    ] {
        let tables = set(rules);
        let values: Vec<Value> = tables.tables().keys.iter().map(|key| key.value).collect();
        assert_eq!(values, expected, "{rules:?}");
    }
}

#[test]
fn nodes_tell_whether_there_are_leaves_and_sightings() {
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
fn keys_of_a_set_are_as_long_as_those_of_its_rule() {
    let text = r#"{"a":{"long":["x"]},"b":[1]}"#;
    let program = lower(&rule(text)).unwrap();
    assert!(program.reach > 0);
    let set = set(&[text]);
    assert_eq!((set.tables().depth, set.tables().reach), (program.depth.into(), program.reach));
}

#[test]
fn there_is_no_fact_about_an_object_where_no_object_matters() {
    let fields: Vec<String> = (0..40).map(|number| format!(r#""a{number}":[1]"#)).collect();
    let words = |text: &str| set(&[text]).tables().waiting.len();
    // One word is for the outcomes, and one for what is known of the event.
    assert_eq!(words(&format!("{{{}}}", fields.join(","))), 2);
    assert_eq!(words(&format!(r#"{{"b":{{{}}}}}"#, fields.join(","))), 3);
}

#[test]
fn the_paths_of_a_set_have_no_more_steps_than_the_tables_can_number() {
    let path = |number: usize| format!(r#""a{number}{}":[1]"#, ".x".repeat(99));
    let paths: Vec<String> = (0..MOST_STEPS / 100).map(path).collect();
    let mut tables = SetTables::default();
    assert_eq!(tables.add(&rule(&format!("{{{}}}", paths.join(",")))), Err(TooLarge));
}

#[test]
fn the_steps_of_rules_are_counted_together() {
    let mut tables = SetTables::default();
    for prefix in ["a", "b"] {
        let paths: Vec<String> = (0..300).map(|number| format!(r#""{prefix}{number}":[1]"#)).collect();
        assert!(tables.add(&rule(&format!("{{{}}}", paths.join(",")))).is_ok());
    }
}

#[test]
fn what_a_program_decides_is_left_out_with_the_absences_that_depend_on_it() {
    let of_task = |detail: &str| {
        let rule = rule(&format!(r#"{{"detail-type":["ECS Task State Change"],"detail":{{{detail}}}}}"#));
        loose::of(&rule).map(|loose| loose.conjunctions[0].leaves.len())
    };
    let scope = r#""containers":{"$any":{"name":["a"]}}"#;
    let reference = r#""group":[{"$field":"detail.cpu"}]"#;
    for (detail, leaves) in [
        (r#""cpu":["1"]"#.to_owned(), None),
        (format!(r#""cpu":["1"],"memory":[{{"exists":false}}],{scope}"#), Some(3)),
        (format!(r#""cpu":["1"],{reference}"#), Some(2)),
        (format!(r#""cpu":["1"],"memory":[{{"exists":false}}],{reference}"#), Some(2)),
    ] {
        assert_eq!(of_task(&detail), leaves, "{detail}");
    }
}
