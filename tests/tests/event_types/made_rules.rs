//! A rule gives the same answer for a made type as for the JSON text, for kinds that the events of Amazon ECS do not have.

use crate::both_forms::{Fields, check_agreement};
use event_pattern::{Event, event_types};
use kinds::Kinds;
use serde_json::json;

event_types! {
    /// All kinds of fields.
    mod kinds = "schemas/kinds.json";
}

rules! {
    for Kinds;
    any_equals { "any": ["a", 1, true, 10000000000, 1.5, -2] }
    any_null { "any": [null] }
    any_exists { "any": [{ "exists": true }] }
    any_absent { "any": [{ "exists": false }] }
    any_not { "any": [{ "anything-but": ["a", "b"] }] }
    any_not_prefix { "any": [{ "anything-but": { "prefix": "a" } }] }
    any_not_number { "any": [{ "anything-but": [1, 2] }] }
    any_text { "any": [{ "prefix": "" }] }
    any_filters { "any": [{ "suffix": "x" }, { "equals-ignore-case": "B" }, { "wildcard": "*y*" }, { "cidr": "10.0.0.0/8" }] }
    any_range { "any": [{ "numeric": [">", 0, "<=", 10000000000] }] }
    any_number { "any": [{ "numeric": ["=", 1] }] }
    any_large { "any": [9007199254740993] }
    any_field { "any": { "code": [1] } }
    any_fields { "any": { "code": [1], "any": ["a"] } }
    any_deep { "any": { "items": { "code": [1], "any": { "x": ["y"] } } } }
    any_dotted { "any.items.code": [2] }
    any_no_field { "any": { "code": [{ "exists": false }] } }
    any_no_deep_field { "any": { "items": { "code": [{ "exists": false }] } } }
    any_or { "$or": [{ "any": { "code": [1] } }, { "any": { "items": { "code": [2] } } }] }
    maybe_any_equals { "maybeAny": ["a"] }
    maybe_any_null { "maybeAny": [null] }
    maybe_any_absent { "maybeAny": [{ "exists": false }] }
    maybe_any_field { "maybeAny": { "code": [1] } }
    nullable_any_null { "nullableAny": [null, "a"] }
    one_of_equals { "oneOf": ["a", 1] }
    one_of_not { "oneOf": [{ "anything-but": ["a"] }] }
    one_of_range { "oneOf": [{ "numeric": [">", 0] }] }
    maybe_one_of { "maybeOneOf": [true, null] }
    maybe_one_of_absent { "maybeOneOf": [{ "exists": false }] }
    map_equals { "map": { "key": ["a"] } }
    map_one_of { "map": { "key": ["a", "b", { "prefix": "x" }] } }
    map_not { "map": { "key": [{ "anything-but": "a" }] } }
    map_absent { "map": { "key": [{ "exists": false }] } }
    map_exists { "map": { "key": [{ "exists": true }] } }
    maybe_map_range { "maybeMap": { "key": [{ "numeric": [">", 0] }] } }
    maybe_map_absent { "maybeMap": { "key": [{ "exists": false }], "other": [1] } }
    nullable_map_null { "nullableMap": { "key": [null] } }
    nullable_map_equals { "nullableMap": { "key": [1] } }
    nullable_map_not { "nullableMap": { "key": [{ "anything-but": 1 }] } }
    nullable_map_absent { "nullableMap": { "key": [{ "exists": false }] } }
    objects_code { "objects": { "key": { "code": [1], "any": ["a"] } } }
    objects_absent { "objects": { "key": { "code": [{ "exists": false }] } } }
    lists_code { "lists": { "key": { "code": [1] } } }
    lists_all { "lists": { "key": { "$all": { "code": [1] } } } }
    lists_count { "lists": { "key": { "$count": { "numeric": ["<", 2] } } } }
    any_map_field { "anyMap": { "key": { "code": [1] } } }
    any_map_absent { "anyMap": { "key": [{ "exists": false }] } }
    any_list_equals { "anyList": ["a", 1] }
    any_list_field { "anyList": { "code": [1], "any": ["a"] } }
    any_list_absent { "anyList": [{ "exists": false }] }
    any_list_no_field { "anyList": { "code": [{ "exists": false }] } }
    mixed_list { "mixedList": ["a", { "numeric": [">", 1] }] }
    maybe_list_field { "maybeList": { "code": [1] } }
    maybe_list_null { "maybeList": [null] }
    numbers_equal { "numbers": [1, 2] }
    numbers_not { "numbers": [{ "anything-but": [1] }] }
    numbers_range { "numbers": [{ "numeric": [">", 1] }] }
    flags_true { "flags": [true] }
    kind_equals { "type": ["a"] }
    nested_any { "nested": { "any": { "code": [1] } } }
    nested_map { "nested": { "map": { "key": ["a"] } } }
    same { "numbers": [{ "$field": "detail.objects.key.code" }] }
}

fn fields() -> Fields {
    let inner = json!({ "code": 1, "any": "a" });
    let other = json!({ "code": 2 });
    let any = || {
        vec![
            json!("a"),
            json!("b"),
            json!("xyx"),
            json!("10.1.1.1"),
            json!(0),
            json!(1),
            json!(1.0),
            json!(1.5),
            json!(-2),
            json!(10_000_000_000_i64),
            json!(9_007_199_254_740_993_i64),
            json!(true),
            json!(null),
            json!([]),
            json!(["a"]),
            json!([["b"], 1]),
            json!({}),
            inner.clone(),
            other.clone(),
            json!([inner, other]),
            json!([{ "code": 1 }, { "code": 2, "any": "a" }]),
            json!({ "items": inner }),
            json!({ "items": [other, { "code": 1, "any": { "x": "y" } }] }),
            json!({ "items": [{ "any": { "x": "y" } }] }),
            json!({ "items.code": 2 }),
        ]
    };
    vec![
        ("any", any()),
        ("maybeAny", any()),
        ("nullableAny", any()),
        ("oneOf", vec![json!("a"), json!("b"), json!(1), json!(0)]),
        ("maybeOneOf", vec![json!("a"), json!(true), json!(null)]),
        ("map", vec![json!({}), json!({ "key": "a" }), json!({ "key": "xx" })]),
        ("maybeMap", vec![json!({}), json!({ "key": 1 }), json!({ "other": 1 }), json!(null)]),
        ("nullableMap", vec![json!({}), json!({ "key": 1 }), json!({ "key": null }), json!({ "key": 1.5 })]),
        ("objects", vec![json!({}), json!({ "key": inner }), json!({ "key": other })]),
        ("lists", vec![json!({}), json!({ "key": [inner, other] }), json!({ "key": [inner] }), json!({ "key": [] })]),
        ("anyMap", vec![json!({}), json!({ "key": inner }), json!({ "key": [other, inner] }), json!({ "key": "a" })]),
        ("anyList", vec![json!([]), json!(["a"]), json!([inner]), json!([[inner], other]), json!([[1]])]),
        ("mixedList", vec![json!([]), json!(["a"]), json!([1]), json!([1.5])]),
        ("maybeList", vec![json!([]), json!([inner]), json!([other]), json!(null)]),
        ("numbers", vec![json!([]), json!([1]), json!([2, 3])]),
        ("flags", vec![json!([]), json!([true, false])]),
        ("type", vec![json!("a"), json!("b"), json!("c")]),
        ("nested", vec![json!({}), json!({ "any": inner }), json!({ "map": { "key": "a" } })]),
    ]
}

#[test]
fn typed_rules_agree_with_the_json_text() {
    check_agreement(["test", "Kinds"], &fields(), |text| {
        let event = serde_json::from_str::<Event<'_, Kinds<'_>>>(text).ok()?;
        Some(answers(&event, text.as_bytes()))
    });
}
