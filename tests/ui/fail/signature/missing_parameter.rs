use event_pattern::*;

event_pattern! {
    fn rule() -> bool { "source": ["aws.ecs"] }
}

fn main() {}
