use event_pattern::{EventError, event_pattern};

event_pattern! {
    fn rule(json: &[u8]) -> Result<bool, EventError> {
        "version": "0",
        "id": "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
        "source": "shop.orders",
        "detail-type": "Order Placed",
        "detail": { "total": 100, "items": [{ "sku": "a" }, { "sku": "b" }] }
    }
}

fn main() {
    let _ = rule(rule::PATTERN.as_bytes());
}
