use event_pattern::ecs::ServiceAction;
use event_pattern::{Event, event_pattern};

event_pattern! {
    fn rule(event: &Event<ServiceAction>) -> bool {
        "detail": { "eventType": [{ "anything-but": ["INFO", "WARN", "ERROR"] }] }
    }
}

fn main() {
    let _ = rule::PATTERN;
    let _: fn(&Event<ServiceAction>) -> bool = rule;
}
