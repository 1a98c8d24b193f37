#![allow(dead_code)]

use event_pattern::{Event, event_pattern, event_types};
use orders::OrderPlaced;

event_types! {
    mod orders = "schemas/order.json";

    /// Inferred from events: findings are warnings.
    #[discovered]
    mod discovered = "schemas/kinds.json";
}

event_pattern! {
    fn misspelled(event: &Event<OrderPlaced>) -> bool { "detail": { "orderID": ["1"] } }
    fn rust_name(event: &Event<OrderPlaced>) -> bool { "detail": { "order_id": ["1"] } }
    fn inner_field(event: &Event<OrderPlaced>) -> bool { "detail": { "items": { "quanttiy": [1] } } }
    fn field_of_object(event: &Event<OrderPlaced>) -> bool { "detail": { "address": { "zip": ["1"] } } }
    fn in_the_wrong_object(event: &Event<OrderPlaced>) -> bool { "detail": { "sku": ["A"] } }
    fn outside_detail(event: &Event<OrderPlaced>) -> bool { "total": [1] }
    fn string_for_number(event: &Event<OrderPlaced>) -> bool { "detail": { "total": ["100"] } }
    fn number_for_string(event: &Event<OrderPlaced>) -> bool { "detail": { "orderId": [1] } }
    fn string_for_boolean(event: &Event<OrderPlaced>) -> bool { "detail": { "gift": ["true"] } }
    fn fraction(event: &Event<OrderPlaced>) -> bool { "detail": { "count": [1.5] } }
    fn unknown_value(event: &Event<OrderPlaced>) -> bool { "detail": { "status": ["PAYED"] } }
    fn value_in_wrong_case(event: &Event<OrderPlaced>) -> bool { "detail": { "status": ["paid"] } }
    fn all_excluded(event: &Event<OrderPlaced>) -> bool {
        "detail": { "status": [{ "anything-but": ["NEW", "PAID", "CANCELLED"] }] }
    }
    fn unknown_excluded(event: &Event<OrderPlaced>) -> bool { "detail": { "status": [{ "anything-but": ["PAYED"] }] } }
    fn prefix_of_no_value(event: &Event<OrderPlaced>) -> bool { "detail": { "status": [{ "prefix": "X" }] } }
    fn number_in_map(event: &Event<OrderPlaced>) -> bool { "detail": { "labels": { "team": [1] } } }
    fn value_instead_of_object(event: &Event<OrderPlaced>) -> bool { "detail": { "address": ["Berlin"] } }
    fn object_instead_of_value(event: &Event<OrderPlaced>) -> bool { "detail": { "total": { "amount": [1] } } }
    fn always_present(event: &Event<OrderPlaced>) -> bool { "detail": { "orderId": [{ "exists": false }] } }
    fn never_null(event: &Event<OrderPlaced>) -> bool { "detail": { "orderId": [null] } }
    fn other_source(event: &Event<OrderPlaced>) -> bool { "source": ["shop.order"], "detail": { "total": [1] } }
    fn scope_on_object(event: &Event<OrderPlaced>) -> bool { "detail": { "address": { "$any": { "city": ["a"] } } } }
    fn reference_to_nothing(event: &Event<OrderPlaced>) -> bool { "detail": { "orderId": [{ "$field": "detail.id" }] } }
    fn reference_to_anything(event: &Event<OrderPlaced>) -> bool {
        "detail": { "orderId": [{ "$field": "detail.metadata" }] }
    }
    fn only_a_warning(event: &Event<discovered::Kinds>) -> bool { "detail": { "numbrs": [1] } }
    fn only_a_warning_about_the_kind(event: &Event<discovered::Kinds>) -> bool { "detail": { "numbers": ["1"] } }
}

fn main() {}
