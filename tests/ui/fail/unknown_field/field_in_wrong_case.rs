use event_pattern::{Event, ecs::TaskStateChange, event_pattern};

event_pattern! {
    fn rule(event: &Event<TaskStateChange>) -> bool {
        "detail": { "clusterARN": ["arn:aws:ecs:eu-west-1:123456789012:cluster/main"] }
    }
}

fn main() {
    let _: fn(&Event<TaskStateChange>) -> bool = rule;
    let _ = rule::matches_json(rule::PATTERN.as_bytes());
}
