use event_pattern::{Event, ecs::TaskStateChange, event_pattern};

event_pattern! {
    fn rule(event: &Event<TaskStateChange>) -> bool = "templates/template.yaml#GivenPattern";
}

fn main() {
    let _: fn(&Event<TaskStateChange>) -> bool = rule;
    let _ = rule::matches_json(rule::PATTERN.as_bytes());
}
