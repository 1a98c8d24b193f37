use event_pattern::*;

event_pattern! {
    fn rule(&self) -> bool { "source": ["aws.ecs"] }
}

fn main() {}
