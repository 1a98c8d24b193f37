#![allow(dead_code)]

use event_pattern::{Event, event_pattern, event_types};
use serde::Deserialize;

event_types! {
    #[event(source = "shop.payments", detail_type = "Payment Failed")]
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct PaymentFailed {
        order_id: String,
        amount: f64,
        attempts: Vec<Attempt>,
        #[serde(rename = "kind")]
        method: Method,
        retries: u8,
        is_test: bool,
        #[serde(skip)]
        cache: Option<String>,
        labels: std::collections::HashMap<String, i32>,
    }

    #[derive(Deserialize)]
    struct Attempt {
        code: Option<i32>,
        card: Option<Card>,
    }

    #[derive(Deserialize)]
    struct Card(String);

    #[derive(Deserialize)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    enum Method {
        CreditCard,
        Invoice,
    }
}

event_pattern! {
    fn misspelled(event: &Event<PaymentFailed>) -> bool { "detail": { "orderID": ["A-1"] } }
    fn rust_name(event: &Event<PaymentFailed>) -> bool { "detail": { "order_id": ["A-1"] } }
    fn old_name(event: &Event<PaymentFailed>) -> bool { "detail": { "method": ["INVOICE"] } }
    fn skipped(event: &Event<PaymentFailed>) -> bool { "detail": { "cache": ["a"] } }
    fn inner_field(event: &Event<PaymentFailed>) -> bool { "detail": { "attempts": { "cod": [51] } } }
    fn string_for_number(event: &Event<PaymentFailed>) -> bool { "detail": { "amount": ["5"] } }
    fn number_for_string(event: &Event<PaymentFailed>) -> bool { "detail": { "orderId": [5] } }
    fn string_for_boolean(event: &Event<PaymentFailed>) -> bool { "detail": { "isTest": ["true"] } }
    fn value_of_variant(event: &Event<PaymentFailed>) -> bool { "detail": { "kind": ["CreditCard"] } }
    fn unknown_variant(event: &Event<PaymentFailed>) -> bool { "detail": { "kind": ["INVOCE"] } }
    fn fraction(event: &Event<PaymentFailed>) -> bool { "detail": { "retries": [1.5] } }
    fn object_in_newtype(event: &Event<PaymentFailed>) -> bool { "detail": { "attempts": { "card": { "brand": ["visa"] } } } }
    fn number_in_newtype(event: &Event<PaymentFailed>) -> bool { "detail": { "attempts": { "card": [1] } } }
    fn always_present(event: &Event<PaymentFailed>) -> bool { "detail": { "orderId": [{ "exists": false }] } }
    fn value_of_map(event: &Event<PaymentFailed>) -> bool { "detail": { "labels": { "team": ["shop"] } } }
    fn other_source(event: &Event<PaymentFailed>) -> bool { "source": ["shop.orders"], "detail": { "amount": [5] } }
    fn other_event(event: &Event<PaymentFailed>) -> bool { "detail-type": ["Payment Faild"], "detail": { "amount": [5] } }
    fn all_excluded(event: &Event<PaymentFailed>) -> bool {
        "detail": { "kind": [{ "anything-but": ["INVOICE", "CREDIT_CARD"] }] }
    }
    fn outside_detail(event: &Event<PaymentFailed>) -> bool { "orderId": ["A-1"] }
    fn scope_on_object(event: &Event<PaymentFailed>) -> bool { "detail": { "labels": { "$any": { "team": [1] } } } }
}

fn main() {}
