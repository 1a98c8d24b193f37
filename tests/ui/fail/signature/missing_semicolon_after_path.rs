use event_pattern::*;

event_pattern! {
    fn rule(event: &Event<ecs::TaskStateChange>) -> bool = "patterns/rule.json"
}

fn main() {}
