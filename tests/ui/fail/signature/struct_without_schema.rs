use event_pattern::ecs::TaskStateChange;
use event_pattern::{Event, EventError, event_pattern};

pub struct OrderPlaced;

// Rules for other types of events are not affected.
event_pattern! {
    fn placed(event: &Event<OrderPlaced>) -> bool { "source": ["shop.orders"] }

    fn stopped(event: &Event<TaskStateChange>) -> bool { "detail": { "lastStatus": ["STOPED"] } }

    fn ordered(json: &[u8]) -> Result<bool, EventError> { "source": "shop.orders" }
}

fn main() {
    let _: fn(&Event<TaskStateChange>) -> bool = stopped;
    assert_eq!(ordered(b"{}"), Ok(false));
}
