use event_pattern::ecs::DaemonServiceAction;
use event_pattern::{Event, event_pattern};

event_pattern! {
    fn rule(event: &Event<DaemonServiceAction>) -> bool {
        "detail": { "eventType": ["WARN"] }
    }
}

fn main() {
    let _ = rule::PATTERN;
    let _: fn(&Event<DaemonServiceAction>) -> bool = rule;
}
