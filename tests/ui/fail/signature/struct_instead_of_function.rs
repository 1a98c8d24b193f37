use event_pattern::*;

event_pattern! {
    struct Rule {
        "source": ["aws.ecs"]
    }
}

fn main() {}
