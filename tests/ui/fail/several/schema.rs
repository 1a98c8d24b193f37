use event_pattern::{Event, ecs::TaskStateChange, event_pattern};

event_pattern! {
    fn rule(event: &Event<TaskStateChange>) -> bool {
        "detail_type": ["ECS Task State Change"],
        "detail": {
            "containters": { "exitCode": [1] },
            "cpu": [256],
            "exitCode": [1],
            "containers": { "exitCode": ["1"], "name": { "x": ["y"] } },
        },
    }
}

fn main() {
    let _: fn(&Event<TaskStateChange>) -> bool = rule;
    let _ = rule::matches_json(rule::PATTERN.as_bytes());
}
