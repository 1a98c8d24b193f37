use event_pattern::{event_pattern};

event_pattern! {
    "source": ["aws.ecs"]
}

fn main() {}
