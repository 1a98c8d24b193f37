use event_pattern::*;

event_pattern! {
    pub async fn rule(event: &Event<ecs::TaskStateChange>) -> bool { "source": ["aws.ecs"] }
}

fn main() {}
