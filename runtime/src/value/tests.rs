use super::Value;
use crate::{Map, Optional, filter};
use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use serde_core::Deserialize as _;

fn value(json: &str) -> Value<'_> {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"))
}

/// Returns the values at a path as JSON.
fn values_at(json: &str, path: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let value = value(json);
    assert!(!value.any_at(path, |value| {
        found.push(serde_json::to_string(value).unwrap());
        false
    }));
    assert_eq!(value.exists_at(path), !found.is_empty());
    found
}

#[test]
fn values_are_found_where_an_event_pattern_finds_them() {
    for (json, path, expected) in [
        (r#"{"a":1}"#, &["a"][..], &["1"][..]),
        (r#"{"a":null}"#, &["a"], &["null"]),
        (r#"{"a":[1,[2,[]],{"b":3}]}"#, &["a"], &["1", "2"]),
        (r#"{"a":[1,[2,[]],{"b":3}]}"#, &["a", "b"], &["3"]),
        (r#"[{"a":1},[{"a":[2]}],3]"#, &["a"], &["1", "2"]),
        ("[1,[true]]", &[], &["1", "true"]),
        (r#"{"a":{}}"#, &["a"], &[]),
        (r#"{"a":[]}"#, &["a"], &[]),
        (r#"{"a":1}"#, &["a", "b"], &[]),
        (r#"{"a.b":1}"#, &["a", "b"], &["1"]),
        (r#"{"a.b.c":1,"a.b.d":2,"a.bc":3}"#, &["a", "b", "d"], &["2"]),
        (r#"{"a.b":{"c":[1]},"a.d":2}"#, &["a", "b", "c"], &["1"]),
        (r#"{"a":1,"a.b":2}"#, &["a", "b"], &["2"]),
        (r#"{"a.":1}"#, &["a", ""], &["1"]),
        (r#"{"":{"":1}}"#, &["", ""], &["1"]),
        (r#"{"a.b":1}"#, &["a"], &[]),
    ] {
        assert_eq!(values_at(json, path), expected, "{json} {path:?}");
    }
}

#[test]
fn an_object_at_a_path_is_one_element_or_the_keys_that_continue_the_path() {
    let has = |json: &str, path: &[&str], fields: [(&str, i32); 2]| {
        value(json).any_object_at(path, |object| {
            fields.iter().all(|(field, wanted)| object.any_at(&[field], |value| *value == *wanted))
        })
    };
    for (json, path, fields, expected) in [
        (r#"{"a":[{"b":1,"c":2}]}"#, &["a"][..], [("b", 1), ("c", 2)], true),
        (r#"{"a":[{"b":1},{"c":2}]}"#, &["a"], [("b", 1), ("c", 2)], false),
        (r#"{"a":[[{"b":1}],[{"b":1,"c":2}]]}"#, &["a"], [("b", 1), ("c", 2)], true),
        (r#"{"a.b":1,"a.c":2}"#, &["a"], [("b", 1), ("c", 2)], true),
        (r#"{"x.a.b":1,"x.a.c":2}"#, &["x", "a"], [("b", 1), ("c", 2)], true),
        (r#"{"x":{"a.b":1},"y.a.c":2}"#, &["x", "a"], [("b", 1), ("c", 2)], false),
        (r#"[{"b":1,"c":2}]"#, &[], [("b", 1), ("c", 2)], true),
        (r#"{"a":1}"#, &["a"], [("b", 1), ("c", 2)], false),
    ] {
        assert_eq!(has(json, path, fields), expected, "{json}");
    }
}

#[test]
fn elements_are_objects_that_the_event_contains_as_such() {
    let json = r#"{"a":[{"b":1},[{"b":2}],3],"x.y":{"b":1},"x.z":1}"#;
    let value = value(json);
    let count = |path: &[&str]| value.elements_at(path).count(|_| true);
    assert_eq!((count(&["a"]), count(&["x", "y"]), count(&["x"]), count(&["nothing"])), (2, 1, 0, 0));
    let elements = value.elements_at(&["a"]);
    assert!(elements.any(|element| element.any_at(&["b"], |b| *b == 2)));
    assert!(elements.all(|element| element.exists_at(&["b"])));
    assert!(elements.none(|element| element.exists_at(&["c"])));
    assert!(value.elements_at(&["nothing"]).all(|_| false));
}

#[test]
fn an_object_that_a_pattern_would_read_differently_is_rejected() {
    for (json, expected) in [
        (r#"{"a":1,"a":2}"#, "duplicate field `a`"),
        (r#"[{"x":{"a":1,"\u0061":2}}]"#, "duplicate field `a`"),
        (r#"{"a":{},"a.b":1}"#, "unexpected key `a.b`: in an event pattern, it is the same field as `b` inside `a`"),
        (r#"{"a.b":[[{"c":1}]],"a.b.d":1}"#, "unexpected key `a.b.d`"),
    ] {
        let error = serde_json::from_str::<Value>(json).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{json}: {error}");
    }
    for json in [r#"{"a":[1],"a.b":2}"#, r#"{"a.b":1,"a.c":2}"#, r#"{"a":{"b":1},"ab":1,"a-b":1}"#] {
        value(json);
    }
}

#[test]
fn a_map_rejects_keys_that_could_lead_into_its_values() {
    type Maps<'a> = Map<'a, Map<'a, i32>>;
    let error = serde_json::from_str::<Maps>(r#"{"a.b":{"c":1}}"#);
    // `Deserialize` reads a map as serde does; in an event, a map is read as a field.
    assert!(error.is_ok());
    let read = |json: &'static str| {
        <Maps as crate::read::ReadField>::read(&mut serde_json::Deserializer::from_str(json)).is_ok()
    };
    assert!(!read(r#"{"a.b":{"c":1}}"#));
    assert!(read(r#"{"a":{"b.c":1}}"#));
}

#[test]
fn numbers_are_compared_as_in_a_pattern() {
    for (one, other) in
        [("1", "1.0"), ("0", "-0.0"), ("-0", "0"), ("100", "1e2"), ("9007199254740992", "9007199254740992.0")]
    {
        assert_eq!(value(one), value(other), "{one} {other}");
        assert_eq!(filter::number(&value(one)), filter::number(&value(other)), "{one} {other}");
    }
    // An integer that no double prints equals only itself, and is in no range.
    let (large, next) = (value("9007199254740993"), value("9007199254740992"));
    assert!(large == 9_007_199_254_740_993_i64 && large != next && large != value("9007199254740992.0"));
    assert!(filter::number(&large) != filter::number(&large));
    assert!(value("18446744073709551615") == u64::MAX && value("18446744073709551614") != u64::MAX);
    assert!(filter::number(&value("\"1\"")).partial_cmp(&0.0).is_none());
    assert!(value("1") != "1" && value("\"1\"") != 1 && value("null") != 0 && value("true") != 1);
}

#[test]
fn a_null_in_an_optional_field_is_a_value() {
    let any_null = |field: &Optional<Value>| field.any_at(&[], Value::is_null);
    let null: Optional<Value> = serde_json::from_str("null").unwrap();
    assert!(null.is_null());
    assert!(
        any_null(&null) && any_null(&Optional::Present(Value::Null)) && any_null(&Optional::Present(value("[null]")))
    );
    assert!(!any_null(&Optional::Absent) && !Optional::<Value>::Absent.exists_at(&[]) && null.exists_at(&[]));
    assert!(!null.exists_at(&["a"]));
}

#[test]
fn serialization_gives_the_same_value() {
    for json in [
        r#"{"a":[1,-1.5,true,null,"x"],"b.c":{"d":{}}}"#,
        "18446744073709551615",
        "-9223372036854775808",
        r#""\n\u00e9""#,
        "1e300",
    ] {
        let value = value(json);
        let text = serde_json::to_string(&value).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value, "{json}");
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&text).unwrap(),
            serde_json::from_str::<serde_json::Value>(json).unwrap()
        );
        // Other deserializers lend no strings.
        let from_value: Value = Value::deserialize(serde_json::from_str::<serde_json::Value>(json).unwrap()).unwrap();
        assert_eq!(from_value, value, "{json}");
    }
    assert_eq!(format!("{:?}", value("[1]").into_owned()), "Array(List([Integer(1)]))");
}

#[test]
fn strings_borrow_from_the_input_unless_they_contain_escape_sequences() {
    use alloc::borrow::Cow;
    let value = value(r#"{"a":"b","\u0063":"\u0064"}"#);
    let borrowed = |text: &Cow<str>| matches!(text, Cow::Borrowed(_));
    let is_borrowed: Vec<(bool, bool)> = value
        .as_object()
        .unwrap()
        .members()
        .iter()
        .map(|(key, value)| (borrowed(key), matches!(value, Value::String(text) if borrowed(text))))
        .collect();
    assert_eq!(is_borrowed, [(true, true), (false, false)]);
}

#[test]
fn numbers_of_any_precision_are_numbers() {
    let number = |text: &str| value(&format!(r#"{{"$serde_json::private::Number":"{text}"}}"#)).into_owned();
    assert!(number("1") == 1 && number("-0") == 0 && number("1.5") == 1.5 && number("1e2") == 100);
    assert_eq!(number("9007199254740993"), Value::Integer(9_007_199_254_740_993));
}

/// Returns a random JSON value. Its keys are those that the patterns below use, some with dots.
fn random_value(random: &mut impl FnMut(usize) -> usize, depth: usize) -> String {
    let kind = if depth == 0 { 0 } else { random(10) };
    let values =
        |random: &mut _, count| -> Vec<String> { (0..count).map(|_| random_value(random, depth - 1)).collect() };
    match kind {
        0..=1 => ["1", "2", "null", "\"1\""][random(4)].into(),
        2..=4 => {
            let count = random(3);
            format!("[{}]", values(random, count).join(","))
        }
        _ => {
            let keys = ["a", "x", "y", "a.x", "x.y", "a.x.y"];
            let count = 1 + random(4);
            let first = random(keys.len());
            let step = [1, 5][random(2)];
            let keys = (0..count).map(|index| keys[(first + index * step) % keys.len()]);
            let members = keys.zip(values(random, count)).map(|(key, value)| format!("\"{key}\":{value}"));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
    }
}

#[test]
fn conditions_on_a_value_are_those_of_the_oracle() {
    use event_pattern_compiler::diagnostic::Diagnostics;
    use event_pattern_compiler::{json, pattern, rule};
    use event_pattern_interpreter::oracle;
    type Condition = fn(&Value) -> bool;
    let conditions: [(&str, Condition); 10] = [
        ("[1]", |value| value.any_at(&[], |one| *one == 1)),
        (r#"[{"exists":true}]"#, |value| value.exists_at(&[])),
        (r#"{"a":[null,"1"]}"#, |value| value.any_at(&["a"], |a| a.is_null() || a == "1")),
        (r#"{"a":{"x":{"y":[1]}}}"#, |value| value.any_at(&["a", "x", "y"], |y| *y == 1)),
        (r#"{"a":{"x":[{"anything-but":1}]}}"#, |value| value.any_at(&["a", "x"], |x| *x != 1)),
        (r#"{"a":{"x":[{"exists":false}]}}"#, |value| !value.exists_at(&["a", "x"])),
        (r#"{"x":[1,2],"y":[{"numeric":[">",0]}]}"#, |value| {
            value.any_object_at(&[], |object| {
                object.any_at(&["x"], |x| *x == 1 || *x == 2) && object.any_at(&["y"], |y| filter::number(y) > 0.0)
            })
        }),
        (r#"{"a":{"x":[{"exists":true}],"y":[{"exists":true}]}}"#, |value| {
            value.any_object_at(&["a"], |a| a.exists_at(&["x"]) && a.exists_at(&["y"]))
        }),
        (r#"{"a":{"$all":{"x":[1]}}}"#, |value| {
            value.elements_at(&["a"]).all(|element| element.any_at(&["x"], |x| *x == 1))
        }),
        (r#"{"a":{"x":{"$count":{"where":{"y":[{"exists":false}]},"numeric":["=",1]}}}}"#, |value| {
            value.elements_at(&["a", "x"]).count(|element| !element.exists_at(&["y"])) == 1
        }),
    ];
    let rules = conditions.map(|(pattern, condition)| {
        let text = format!(r#"{{"v":{pattern}}}"#);
        // Without a schema, only `parse` rejects element scopes.
        let tree = json::read(&text, json::Dialect::Strict).value.unwrap();
        let rule = rule::lower(&pattern::read(&tree, &mut Diagnostics::new()).unwrap()).unwrap().rule;
        (text, rule, condition, [0_usize; 2])
    });
    let mut state = 1_u64;
    let mut random = |limit: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % limit
    };
    let mut rules = rules;
    for _ in 0..20_000 {
        let depth = random(6);
        let json = random_value(&mut random, depth);
        let Ok(value) = serde_json::from_str::<Value>(&json) else { continue };
        let event = oracle::Event::parse(&format!(r#"{{"v":{json}}}"#)).unwrap();
        for (pattern, rule, condition, counts) in &mut rules {
            let expected = oracle::matches(rule, &event);
            assert_eq!(condition(&value), expected, "{pattern}\n{json}");
            counts[usize::from(expected)] += 1;
        }
    }
    for (pattern, _, _, counts) in rules {
        assert!(counts.iter().all(|count| *count > 20), "{pattern} {counts:?}");
    }
}
