use event_pattern::{Event, EventError, event_pattern};

fn is_from_ecs(json: &[u8]) -> Result<bool, EventError> {
    event_pattern! {
        fn rule(json: &[u8]) -> Result<bool, EventError> { "source": ["aws.ecs"] }
    }
    rule(json)
}

struct Alarm;

impl Alarm {
    fn rings(event: &Event<event_pattern::ecs::TaskStateChange>) -> bool {
        use event_pattern::ecs::TaskStateChange;
        event_pattern! {
            fn rule(event: &Event<TaskStateChange>) -> bool { "detail": { "lastStatus": ["STOPPED"] } }
        }
        rule(event)
    }
}

#[test]
fn the_rules_compile_and_match() {
    assert_eq!(is_from_ecs(br#"{"source":"aws.ecs"}"#), Ok(true));
    let _: fn(&Event<event_pattern::ecs::TaskStateChange>) -> bool = Alarm::rings;
}
