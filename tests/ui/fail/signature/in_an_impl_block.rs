use event_pattern::ecs::TaskStateChange;
use event_pattern::{Event, EventError, event_pattern};

struct Monitor;

impl Monitor {
    event_pattern! {
        fn failed(event: &Event<TaskStateChange>) -> bool { "detail": { "lastStatus": ["STOPPED"] } }
    }

    event_pattern! {
        fn ordered(json: &[u8]) -> Result<bool, EventError> { "source": ["shop.orders"] }
    }
}

fn main() {
    let _ = (Monitor::failed, Monitor::ordered);
}
