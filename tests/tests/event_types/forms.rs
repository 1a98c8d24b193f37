//! Event types from a document of each form, with a rule that is checked against the document's fields.

use event_pattern::{Event, EventError, event_pattern, event_types};
use serde_json::{Value, json};

event_types! {
    /// The answer of a schema registry.
    mod registry = "../documents/tests/forms/registry.json";
    /// The same, with the document as an escaped string.
    mod described = "../documents/tests/forms/described.json";
    /// An exported JSON Schema of draft 4.
    mod exported = "../documents/tests/forms/exported.json";
    /// Inferred by a schema registry.
    #[discovered]
    mod discovered = "../documents/tests/forms/discovered.json";
    /// Written by `schemars`, for a whole event and for a detail.
    mod schemars = "../documents/tests/forms/schemars_draft7.json";
    #[event(source = "shop.parcels", detail_type = "Shipment Sent")]
    mod parcels = "../documents/tests/forms/schemars_2020.json";
    /// Written by hand, with several events.
    mod several = "../documents/tests/forms/several_events.json";
    /// Written by libraries of other languages.
    mod tickets = "../documents/tests/forms/zod.json";
    #[event(source = "shop.invoices", detail_type = "Invoice Sent")]
    mod invoices = "../documents/tests/forms/pydantic.json";
}

event_pattern! {
    fn slow(event: &Event<registry::BuildStateChange>) -> bool {
        "detail": { "phases": { "duration": [{ "numeric": [">", 60] }] } }
    }
    fn article(event: &Event<described::OrderPlaced>) -> bool { "detail": { "sku": [{ "prefix": "A-" }] } }
    fn large(event: &Event<exported::VolumeNotification>) -> bool {
        "detail": { "size": [{ "numeric": [">=", 100] }], "cause": [null, ""] }
    }
    fn pairs(event: &Event<discovered::OrderPlaced>) -> bool {
        "detail": { "items": { "quantity": [2] }, "coupon": { "code": ["X"] } }
    }
    fn of_customer(event: &Event<schemars::PaymentFailed>) -> bool {
        "detail": { "customer": { "id": ["7"] }, "labels": { "team": ["shop"] } }
    }
    fn to_town(event: &Event<parcels::ShipmentSent>) -> bool {
        "detail": { "stops": { "town": ["Bonn"] }, "reference": ["a", 1] }
    }
    fn ordered(event: &Event<several::OrderPlaced>) -> bool { "detail": { "order-id": ["1"], "anything": { "a": { "b": [1] } } } }
    fn ticket(event: &Event<tickets::TicketOpened>) -> bool { "detail": { "id": [{ "suffix": "9" }] } }
    fn paid(event: &Event<invoices::InvoiceSent>) -> bool { "detail": { "paid": [true], "reference": [7] } }
}

/// Asserts the answers of a rule for an event with this detail, typed and as JSON.
macro_rules! assert_answer {
    ($rule:ident, $expected:expr, $source:literal, $detail_type:literal, $detail:tt) => {
        let event: Value = json!({
            "version": "0", "id": "1", "source": $source, "detail-type": $detail_type, "account": "123456789012",
            "time": "2026-01-01T00:00:00Z", "region": "eu-west-1", "resources": [], "detail": $detail
        });
        let text = event.to_string();
        let answers: (bool, Result<bool, EventError>) =
            ($rule(&serde_json::from_str(&text).unwrap()), $rule::matches_json(text.as_bytes()));
        assert_eq!(answers, ($expected, Ok($expected)), "{text}");
    };
}

#[test]
fn rules_on_a_document_of_each_form_agree_with_the_json_text() {
    for (duration, expected) in [(61.5, true), (60.0, false)] {
        assert_answer!(slow, expected, "aws.builds", "Build State Change", { "phases": [{ "duration": 1 }, { "duration": duration }] });
    }
    for (sku, expected) in [("A-1", true), ("B-1", false)] {
        assert_answer!(article, expected, "shop.orders", "OrderPlaced", { "sku": sku });
    }
    for (cause, expected) in [(json!(null), true), (json!("x"), false)] {
        assert_answer!(large, expected, "aws.volumes", "Volume Notification", { "size": 100, "cause": cause });
    }
    for (code, expected) in [(json!(["Y", "X"]), true), (json!(null), false)] {
        assert_answer!(pairs, expected, "shop.orders", "OrderPlaced", { "items": [{ "quantity": 2 }], "coupon": { "code": code } });
    }
    for (id, expected) in [("1", true), ("2", false)] {
        assert_answer!(ordered, expected, "shop.orders", "Order Placed", {
            "order-id": id, "lines": [], "anything": { "a": [{ "b": 1 }] }
        });
    }
    for (reference, expected) in [(json!(1), true), (json!("a"), true), (json!("1"), false)] {
        assert_answer!(to_town, expected, "shop.parcels", "Shipment Sent", {
            "carrier": "post", "parcels": 1, "reference": reference, "stops": [{ "town": "Bonn" }]
        });
    }
}

#[test]
fn the_patterns_name_the_events_of_the_documents() {
    for (pattern, names) in [
        (of_customer::PATTERN, r#"{"source":["shop.payments"],"detail-type":["Payment Failed"]"#),
        (ticket::PATTERN, r#"{"source":["desk.tickets"],"detail-type":["Ticket Opened"]"#),
        (paid::PATTERN, r#"{"source":["shop.invoices"],"detail-type":["Invoice Sent"]"#),
    ] {
        assert!(pattern.starts_with(names), "{pattern}");
    }
}
