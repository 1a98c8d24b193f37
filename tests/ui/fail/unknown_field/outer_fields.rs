use event_pattern::{EventError, event_pattern};

event_pattern! {
    pub fn rule(json: &[u8]) -> Result<bool, EventError> {
        "sorce": ["shop.orders"],
        "detail_type": ["Order Placed"],
        "detial": { "total": [{ "numeric": [">", 100] }] },
    }

    pub fn wrapped(json: &[u8]) -> Result<bool, EventError> {
        "EventPattern": { "source": ["shop.orders"] },
    }
}

fn main() {}
