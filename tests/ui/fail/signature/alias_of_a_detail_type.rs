use event_pattern::{Event, ecs, event_pattern};

type Task<'a> = ecs::TaskStateChange<'a>;

event_pattern! {
    fn rule(event: &Event<Task>) -> bool { "detail": { "lastStatus": ["STOPPED"] } }
}

fn main() {
    let _: fn(&Event<Task>) -> bool = rule;
}
