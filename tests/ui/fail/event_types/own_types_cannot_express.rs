#![allow(dead_code)]

use event_pattern::{Event, Optional, event_pattern, event_types};
use serde::Deserialize;

mod foreign {
    #[derive(Debug, serde::Deserialize)]
    pub struct Decimal(pub f64);
}

event_types! {
    #[event(source = "shop.payments", detail_type = "Payment Failed")]
    #[derive(Deserialize)]
    struct PaymentFailed {
        order: String,
        coupon: Option<String>,
        code: Option<i32>,
        untold: Optional<String>,
        #[serde(default)]
        note: String,
        #[serde(default)]
        count: u8,
        #[serde(default = "five")]
        five: i32,
        amount: foreign::Decimal,
        rate: f32,
        initial: char,
        large: u128,
        #[serde(alias = "vendor")]
        shop: String,
        #[serde(deserialize_with = "anything")]
        custom: String,
        method: Method,
        shape: Shape,
        lists: Vec<Vec<i32>>,
        codes: Vec<Option<i32>>,
        pair: (i32, i32),
        parameters: serde_json::Value,
        page: Page<i32>,
        node: Node,
        attempts: Vec<Attempt>,
        #[serde(flatten)]
        rest: Rest,
    }

    #[derive(Deserialize)]
    struct Attempt { code: Option<i32> }

    #[derive(Deserialize)]
    enum Method { Card, #[serde(other)] Other }

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Shape { Circle { radius: f64 }, Square { side: f64 } }

    #[derive(Deserialize)]
    struct Page<T> { items: Vec<T> }

    #[derive(Deserialize)]
    struct Node { name: String, next: Option<Box<Node>> }

    #[derive(Deserialize)]
    struct Rest { region: String }
}

fn five() -> i32 {
    5
}

fn anything<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    String::deserialize(deserializer)
}

event_pattern! {
    fn null(event: &Event<PaymentFailed>) -> bool { "detail": { "coupon": ["a", null] } }
    fn absent(event: &Event<PaymentFailed>) -> bool { "detail": { "coupon": ["a", { "exists": false }] } }
    fn exists(event: &Event<PaymentFailed>) -> bool { "detail": { "code": [{ "exists": true }] } }
    fn not_a_value(event: &Event<PaymentFailed>) -> bool { "detail": { "code": [{ "anything-but": [5] }] } }
    fn in_a_list(event: &Event<PaymentFailed>) -> bool { "detail": { "attempts": { "code": [null, { "exists": false }] } } }
    fn without_default(event: &Event<PaymentFailed>) -> bool { "detail": { "untold": [null] } }
    fn empty_text(event: &Event<PaymentFailed>) -> bool { "detail": { "note": [""] } }
    fn zero(event: &Event<PaymentFailed>) -> bool { "detail": { "count": [{ "numeric": ["<", 3] }] } }
    fn unknown_default(event: &Event<PaymentFailed>) -> bool { "detail": { "five": [1] } }
    fn foreign_type(event: &Event<PaymentFailed>) -> bool { "detail": { "amount": [5] } }
    fn rounded(event: &Event<PaymentFailed>) -> bool { "detail": { "rate": [0.5] } }
    fn character(event: &Event<PaymentFailed>) -> bool { "detail": { "initial": ["a"] } }
    fn many_bits(event: &Event<PaymentFailed>) -> bool { "detail": { "large": [5] } }
    fn other_name(event: &Event<PaymentFailed>) -> bool { "detail": { "vendor": ["a"] } }
    fn own_function(event: &Event<PaymentFailed>) -> bool { "detail": { "custom": ["a"] } }
    fn unknown_variant(event: &Event<PaymentFailed>) -> bool { "detail": { "method": [{ "prefix": "C" }] } }
    fn untagged(event: &Event<PaymentFailed>) -> bool { "detail": { "shape": { "radius": [1] } } }
    fn list_of_lists(event: &Event<PaymentFailed>) -> bool { "detail": { "lists": [1] } }
    fn list_of_options(event: &Event<PaymentFailed>) -> bool { "detail": { "codes": [1] } }
    fn tuple(event: &Event<PaymentFailed>) -> bool { "detail": { "pair": [1] } }
    fn json_value(event: &Event<PaymentFailed>) -> bool { "detail": { "parameters": { "bucket": ["a"] } } }
    fn generic(event: &Event<PaymentFailed>) -> bool { "detail": { "page": { "items": [1] } } }
    fn recursive(event: &Event<PaymentFailed>) -> bool { "detail": { "node": { "next": { "name": ["a"] } } } }
    fn flattened(event: &Event<PaymentFailed>) -> bool { "detail": { "region": ["a"] } }
    fn compared(event: &Event<PaymentFailed>) -> bool { "detail": { "order": [{ "$field": "detail.shop" }] } }
    fn compared_with_option(event: &Event<PaymentFailed>) -> bool {
        "detail": { "order": [{ "anything-but": { "$field": "detail.coupon" } }] }
    }
}

fn main() {}
