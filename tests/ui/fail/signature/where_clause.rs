use event_pattern::{Event, ecs::TaskStateChange, event_pattern};

event_pattern! {
    fn rule<'a>(event: &'a Event<'a, TaskStateChange<'a>>) -> bool where 'a: 'a { "source": ["aws.ecs"] }
}

fn main() {}
