use event_pattern::*;

event_pattern! {
    fn rule(event: &Event<ecs::TaskStateChange>) -> bool = PATH;
}

const PATH: &str = "patterns/rule.json";

fn main() {}
