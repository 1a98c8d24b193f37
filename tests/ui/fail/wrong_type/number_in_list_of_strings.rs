use event_pattern::{Event, ecs::ServiceAction, event_pattern};

event_pattern! {
    fn rule(event: &Event<ServiceAction>) -> bool {
        "detail": { "taskArns": [5] }
    }
}

fn main() {
    let _: fn(&Event<ServiceAction>) -> bool = rule;
    let _ = rule::matches_json(rule::PATTERN.as_bytes());
}
