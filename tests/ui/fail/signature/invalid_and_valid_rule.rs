use event_pattern::{Event, ecs::TaskStateChange, event_pattern};

event_pattern! {
    fn good(event: &Event<TaskStateChange>) -> bool { "source": ["aws.ecs"] }
    fn bad(event: &Event<TaskStateChange>) -> u8 { "source": ["aws.ecs"] }
}

fn main() {
    let _: fn(&Event<TaskStateChange>) -> bool = good;
    let _ = good::PATTERN;
}
