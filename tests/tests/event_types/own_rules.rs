//! A rule gives the same answer for the user's own type as for the JSON text that the value was deserialized from.
#![allow(dead_code, reason = "each field is read by few rules")]

use crate::both_forms::{Fields, check_agreement};
use event_pattern::{Event, List, Map, Optional, Value, event_patterns, event_types};
use serde::Deserialize;
use serde_json::json;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, VecDeque};

event_types! {
    #[event(source = "shop", detail_type = "Order Placed")]
    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Order<'a> {
        text: String,
        cow: Cow<'a, str>,
        boxed_str: Box<str>,
        #[allow(clippy::box_collection, reason = "tests a string in a pointer")]
        boxed: Box<String>,
        maybe: Option<String>,
        maybe_str: Option<Box<str>>,
        #[serde(default)]
        told: Optional<String>,
        #[serde(default)]
        told_boxed: Optional<Box<str>>,
        #[serde(default)]
        default_text: String,
        flag: bool,
        maybe_flag: Option<bool>,
        byte: u8,
        int: i32,
        word: u32,
        long: i64,
        size: u64,
        signed: isize,
        pointer: Box<i64>,
        double: f64,
        maybe_int: Option<i32>,
        maybe_long: Option<Box<i64>>,
        #[serde(default)]
        told_int: Optional<u16>,
        texts: Vec<String>,
        boxes: VecDeque<Box<str>>,
        numbers: Vec<i64>,
        list: List<f64>,
        #[serde(default)]
        maybe_texts: Option<Vec<String>>,
        #[serde(default)]
        told_texts: Optional<Vec<String>>,
        labels: HashMap<String, String>,
        counts: BTreeMap<String, i32>,
        #[serde(borrow)]
        parts: Map<'a, Inner>,
        maybe_labels: Option<HashMap<String, String>>,
        inner: Inner,
        boxed_inner: Box<Inner>,
        maybe_inner: Option<Inner>,
        #[serde(default)]
        told_inner: Optional<Box<Inner>>,
        inners: Vec<Inner>,
        maybe_inners: Option<Box<[Inner]>>,
        id: Id,
        maybe_id: Option<Id>,
        ids: Vec<Id>,
        wrapped: Wrapped,
        status: Status,
        maybe_status: Option<Status>,
        statuses: Vec<Status>,
        open: Open,
        #[serde(borrow)]
        anything: Value<'a>,
        #[serde(borrow, default)]
        told_anything: Optional<Value<'a>>,
        r#type: String,
    }

    #[derive(Debug, Deserialize)]
    struct Inner {
        code: i32,
        name: Option<String>,
        #[serde(default)]
        told: Optional<i32>,
        #[serde(default)]
        tags: Vec<String>,
    }

    #[derive(Debug, Deserialize)]
    struct Id(String);

    #[derive(Debug, Deserialize)]
    struct Wrapped(Vec<Inner>);

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    enum Status {
        OnTheWay,
        Arrived,
        #[serde(rename = "lost")]
        Lost,
    }

    #[derive(Debug, Deserialize)]
    enum Open {
        Known,
        #[serde(other)]
        Other,
    }
}

rules! {
    for Order;
    #![event_pattern(allow(absence_in_array))]
    text_equals { "text": ["a"] }
    text_one_of { "text": ["a", "b", { "prefix": "x" }] }
    text_not { "text": [{ "anything-but": ["a", "b"] }] }
    text_wildcard { "text": [{ "wildcard": "a*" }] }
    cow_ignore_case { "cow": [{ "equals-ignore-case": "A" }] }
    boxed_str_equals { "boxedStr": ["a"] }
    boxed_str_one_of { "boxedStr": ["a", "b"] }
    boxed_str_filters { "boxedStr": [{ "suffix": "x" }, { "wildcard": "a*" }] }
    boxed_equals { "boxed": ["a"] }
    boxed_filters { "boxed": [{ "prefix": "x" }, { "wildcard": "a*" }, "b", "c"] }
    maybe_equals { "maybe": ["a"] }
    maybe_one_of { "maybe": ["a", "b"] }
    maybe_filters { "maybe": [{ "prefix": "x" }, { "wildcard": "a*" }] }
    maybe_nothing { "maybe": [null, { "exists": false }] }
    maybe_not { "maybe": [{ "anything-but": "a" }, { "exists": false }] }
    maybe_str_equals { "maybeStr": ["a"] }
    maybe_str_filters { "maybeStr": ["b", "c", { "equals-ignore-case": "A" }] }
    told_null { "told": [null] }
    told_absent { "told": [{ "exists": false }, "a"] }
    told_not { "told": [{ "anything-but": ["a"] }] }
    told_exists { "told": [{ "exists": true }] }
    told_boxed_one_of { "toldBoxed": ["a", "b", null] }
    told_boxed_equals { "toldBoxed": ["a"] }
    default_text_equals { "defaultText": ["a"] }
    default_text_empty { "defaultText": ["", { "exists": false }] }
    flag_true { "flag": [true] }
    maybe_flag_false { "maybeFlag": [false] }
    byte_equals { "byte": [1, 300] }
    byte_range { "byte": [{ "numeric": [">", 0, "<", 300] }] }
    byte_not { "byte": [{ "anything-but": [1] }] }
    int_range { "int": [{ "numeric": [">=", 0, "<", 2] }] }
    word_range { "word": [{ "numeric": [">", 0.5] }] }
    long_equals { "long": [1, 9007199254740993] }
    long_range { "long": [{ "numeric": [">", 0] }] }
    size_equals { "size": [1, 10000000000000000000] }
    size_range { "size": [{ "numeric": [">", 1, "<=", 1e19] }] }
    signed_range { "signed": [{ "numeric": ["<", 0] }, 7] }
    pointer_equals { "pointer": [1] }
    pointer_range { "pointer": [{ "numeric": ["<", 0] }] }
    double_equals { "double": [1.5, 0] }
    double_range { "double": [{ "numeric": [">", 1] }] }
    maybe_int_equals { "maybeInt": [1] }
    maybe_int_range { "maybeInt": [{ "numeric": [">", 0] }, 0, -1] }
    maybe_long_equals { "maybeLong": [1] }
    maybe_long_range { "maybeLong": [{ "numeric": [">", 0] }] }
    told_int_null { "toldInt": [null, 1] }
    told_int_range { "toldInt": [{ "numeric": ["<", 5] }] }
    texts_any { "texts": ["a"] }
    texts_not { "texts": [{ "anything-but": ["a"] }] }
    texts_empty { "texts": [{ "exists": false }] }
    texts_exist { "texts": [{ "exists": true }] }
    boxes_any { "boxes": ["a", "b"] }
    boxes_prefix { "boxes": [{ "prefix": "x" }] }
    numbers_any { "numbers": [1, { "numeric": [">", 100] }] }
    list_any { "list": [1, { "numeric": [">", 100] }] }
    maybe_texts_any { "maybeTexts": ["a"] }
    maybe_texts_nothing { "maybeTexts": [null, { "exists": false }] }
    told_texts_any { "toldTexts": ["a"] }
    told_texts_exist { "toldTexts": [{ "exists": true }] }
    told_texts_null { "toldTexts": [null] }
    labels_equal { "labels": { "team": ["a"] } }
    labels_absent { "labels": { "team": [{ "exists": false }] } }
    labels_not { "labels": { "team": [{ "anything-but": "a" }] } }
    labels_one_of { "labels": { "team": ["a", "b", { "prefix": "x" }] } }
    counts_range { "counts": { "a": [{ "numeric": [">", 0] }], "b": [2] } }
    parts_code { "parts": { "key": { "code": [1], "name": ["a"] } } }
    maybe_labels_equal { "maybeLabels": { "team": ["a"] } }
    inner_code { "inner": { "code": [1], "tags": ["a"] } }
    boxed_inner_name { "boxedInner": { "name": ["a"] } }
    maybe_inner_code { "maybeInner": { "code": [1] } }
    maybe_inner_absent { "maybeInner": { "code": [{ "exists": false }] } }
    told_inner_code { "toldInner": { "code": [1], "told": [null, 1] } }
    inners_joined { "inners": { "code": [1], "name": ["a"] } }
    inners_no_tags { "inners": { "tags": [{ "exists": false }] } }
    inners_any { "inners": { "$any": { "code": [1], "told": [{ "exists": false }] } } }
    inners_all { "inners": { "$all": { "code": [1] } } }
    inners_none { "inners": { "$none": { "name": ["a"], "code": [1] } } }
    inners_count { "inners": { "$count": { "where": { "code": [1] }, "numeric": [">=", 2] } } }
    inners_many { "inners": { "$count": { "numeric": [">", 1] } } }
    maybe_inners_any { "maybeInners": { "$any": { "code": [1] }, "$none": { "code": [2] } } }
    maybe_inners_all { "maybeInners": { "$all": { "code": [1] } } }
    maybe_inners_count { "maybeInners": { "$count": { "where": { "code": [1] }, "numeric": ["<", 2] } } }
    maybe_inners_few { "maybeInners": { "$count": { "numeric": ["<", 2] } } }
    maybe_inners_tags { "maybeInners": { "tags": ["a"], "code": [1] } }
    id_equals { "id": ["a"] }
    id_filters { "id": ["b", "c", { "wildcard": "a*" }] }
    maybe_id_one_of { "maybeId": ["a", "b"] }
    ids_any { "ids": ["a", { "suffix": "x" }] }
    wrapped_any { "wrapped": { "code": [1], "tags": ["a"] } }
    wrapped_all { "wrapped": { "$all": { "code": [1] } } }
    status_equals { "status": ["ON_THE_WAY"] }
    status_one_of { "status": ["ARRIVED", "lost"] }
    status_not { "status": [{ "anything-but": ["ARRIVED"] }] }
    status_suffix { "status": [{ "suffix": "ED" }] }
    maybe_status_equals { "maybeStatus": ["lost"] }
    statuses_any { "statuses": ["lost", "ARRIVED"] }
    open_known { "open": ["Known"] }
    open_not { "open": [{ "anything-but": ["Known"] }] }
    anything_equals { "anything": ["a", 1, true] }
    anything_filters { "anything": [{ "prefix": "x" }, { "numeric": [">", 1] }, null] }
    anything_not { "anything": [{ "anything-but": ["a"] }] }
    anything_absent { "anything": [{ "exists": false }] }
    anything_inside { "anything": { "code": [1], "name": ["a"] } }
    anything_deep { "anything": { "items": { "code": [{ "numeric": [">", 0] }], "tags": ["a"] } } }
    anything_no_name { "anything": { "name": [{ "exists": false }] } }
    told_anything_null { "toldAnything": [null, "a"] }
    told_anything_absent { "toldAnything": [{ "exists": false }] }
    told_anything_inside { "toldAnything": { "code": [1] } }
    keyword { "type": ["a"] }
    same_text { "text": [{ "$field": "detail.boxedStr" }] }
    same_as_maybe { "text": [{ "$field": "detail.maybe" }] }
    differs_from_told { "text": [{ "anything-but": { "$field": "detail.told" } }] }
    same_as_source { "cow": [{ "$field": "source" }] }
    same_status { "text": [{ "$field": "detail.status" }] }
    same_number { "int": [{ "$field": "detail.double" }] }
    same_long { "long": [{ "$field": "detail.pointer" }] }
    larger { "long": [{ "numeric": [">", { "$field": "detail.maybeInt" }] }] }
    larger_told { "byte": [{ "numeric": [">=", { "$field": "detail.toldInt" }] }] }
    told_same { "toldBoxed": [{ "$field": "detail.told" }] }
    element_same { "inners": { "$any": { "code": [{ "$field": ".told" }] } } }
    texts_same { "texts": [{ "$field": "detail.text" }] }
    ids_same { "ids": [{ "$field": "detail.maybeId" }] }
    inner_same { "int": [{ "$field": "detail.toldInner.code" }] }
    branches { "$or": [{ "text": ["a"], "int": [1] }, { "maybe": ["b"], "status": ["lost"] }] }
}

event_patterns! {
    enum Alert for Event<Order> {
        Paid { "detail": { "text": ["a"], "status": ["lost"] } }
        Known { "detail": { "open": ["Known"], "inners": { "code": [1], "name": ["a"] } } }
    }
}

fn fields() -> Fields {
    let inner = json!({ "code": 1, "name": "a", "told": 1, "tags": ["a", "b"] });
    let other = json!({ "code": 2, "name": null, "told": null });
    let texts = || {
        vec![json!("a"), json!("b"), json!("A"), json!("xx"), json!(""), json!("shop"), json!("ARRIVED"), json!(null)]
    };
    let numbers =
        || vec![json!(0), json!(1), json!(2), json!(-1), json!(200), json!(9_007_199_254_740_993_i64), json!(null)];
    let arrays = || vec![json!([]), json!(["a"]), json!(["b", "xx"]), json!(null)];
    let objects = || vec![inner.clone(), other.clone(), json!(null)];
    let object_arrays = || {
        vec![
            json!([]),
            json!([inner]),
            json!([inner, inner]),
            json!([inner, other]),
            json!([other, { "code": 1 }]),
            json!(null),
        ]
    };
    let maps = || vec![json!({}), json!({ "team": "a" }), json!({ "team": "xx", "b": "b" }), json!(null)];
    let statuses = || vec![json!("ON_THE_WAY"), json!("ARRIVED"), json!("lost"), json!(null)];
    let anything = || {
        let mut values = [texts(), numbers(), arrays(), objects(), object_arrays()].concat();
        values.extend([
            json!(true),
            json!(1.0),
            json!([[1]]),
            json!({ "items": [inner, other] }),
            json!({ "items": [inner] }),
            json!({ "items": inner }),
            json!({ "name": [] }),
        ]);
        values
    };
    vec![
        ("text", texts()),
        ("cow", texts()),
        ("boxedStr", texts()),
        ("boxed", texts()),
        ("maybe", texts()),
        ("maybeStr", texts()),
        ("told", texts()),
        ("toldBoxed", texts()),
        ("defaultText", texts()),
        ("flag", vec![json!(true), json!(false)]),
        ("maybeFlag", vec![json!(true), json!(false), json!(null)]),
        ("byte", numbers()),
        ("int", numbers()),
        ("word", numbers()),
        ("long", numbers()),
        ("size", [numbers(), vec![json!(10_000_000_000_000_000_000_u64), json!(u64::MAX)]].concat()),
        ("signed", numbers()),
        ("pointer", numbers()),
        // An `f64` rounds larger integers.
        ("double", vec![json!(0), json!(1), json!(1.5), json!(-0.0), json!(1e300), json!(null)]),
        ("maybeInt", numbers()),
        ("maybeLong", numbers()),
        ("toldInt", numbers()),
        ("texts", arrays()),
        ("boxes", arrays()),
        ("numbers", vec![json!([]), json!([1]), json!([2, 200])]),
        ("list", vec![json!([]), json!([1]), json!([0.5, 200])]),
        ("maybeTexts", arrays()),
        ("toldTexts", arrays()),
        ("labels", maps()),
        ("counts", vec![json!({}), json!({ "a": 1, "b": 2 }), json!({ "a": 0, "b": 2 })]),
        ("parts", vec![json!({}), json!({ "key": inner }), json!({ "key": other, "more": inner })]),
        ("maybeLabels", maps()),
        ("inner", objects()),
        ("boxedInner", objects()),
        ("maybeInner", objects()),
        ("toldInner", objects()),
        ("inners", object_arrays()),
        ("maybeInners", object_arrays()),
        ("id", texts()),
        ("maybeId", texts()),
        ("ids", arrays()),
        ("wrapped", object_arrays()),
        ("status", statuses()),
        ("maybeStatus", statuses()),
        ("statuses", vec![json!([]), json!(["lost"]), json!(["ON_THE_WAY"])]),
        ("open", vec![json!("Known"), json!("unknown")]),
        ("anything", anything()),
        ("toldAnything", anything()),
        ("type", texts()),
    ]
}

#[test]
fn typed_rules_agree_with_the_json_text() {
    check_agreement(["shop", "Order Placed"], &fields(), |text| {
        let event = serde_json::from_str::<Event<'_, Order<'_>>>(text).ok()?;
        assert_eq!(Ok(Alert::matching(&event)), Alert::matching_json(text.as_bytes()), "{text}");
        Some(answers(&event, text.as_bytes()))
    });
}
