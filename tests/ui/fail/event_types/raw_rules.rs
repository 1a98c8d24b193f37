// Rules for JSON text that name the documents of their events.

use event_pattern::{Event, EventError, ecs::TaskStateChange, event_pattern, event_patterns};

event_pattern! {
    #[event_pattern(schema = "schemas/order.json")]
    fn misspelled(json: &[u8]) -> Result<bool, EventError> {
        "source": ["shop.orders"],
        "detail-type": ["Order Placed"],
        "detail": { "items": { "$all": { "skew": ["a"] } }, "status": ["PAYED"], "total": [{ "$field": "detail.totl" }] }
    }

    #[event_pattern(schema = "schemas/order.json")]
    fn of_other_events(json: &[u8]) -> Result<bool, EventError> {
        "region": ["eu-central-1"]
    }

    #[event_pattern(schema = "schemas/missing.json")]
    fn missing(json: &[u8]) -> Result<bool, EventError> {
        "source": ["shop.orders"]
    }

    #[event_pattern(schema = "schemas/order.yaml")]
    fn yaml(json: &[u8]) -> Result<bool, EventError> {
        "source": ["shop.orders"]
    }

    #[event_pattern(schema = "schemas/invalid/broken.json")]
    fn broken(json: &[u8]) -> Result<bool, EventError> {
        "source": ["shop.orders"]
    }

    #[event_pattern(schema = "schemas/invalid/detail.json")]
    fn without_names(json: &[u8]) -> Result<bool, EventError> {
        "source": ["shop.orders"]
    }

    #[event_pattern(schema)]
    fn without_path(json: &[u8]) -> Result<bool, EventError> {
        "source": ["shop.orders"]
    }

    #[event_pattern(schema = "schemas/order.json")]
    fn typed(event: &Event<TaskStateChange>) -> bool {
        "detail": { "group": ["family:a"] }
    }
}

event_patterns! {
    #[event_pattern(schema = "schemas/order.json")]
    enum Orders {
        Misspelled { "source": ["shop.orders"], "detail-type": ["Order Placed"], "detail": { "totl": [1] } }
        #[event_pattern(schema = "schemas/order.json")]
        Attribute { "source": ["shop.orders"] }
    }
}

fn main() {
    let rules = (misspelled, of_other_events, missing, yaml, broken, without_names, without_path, typed);
    let _ = (rules, Orders::ALL);
}
