use event_pattern::{Event, EventError, ecs::*, event_pattern};

event_pattern! {
    fn stopped(event: &Event<TaskStateChange>) -> bool { "detail": { "lastStatus": ["STOPPED"] } }
    fn impaired(event: &Event<ServiceAction>) -> bool { "detail": { "eventName": ["SERVICE_TASK_START_IMPAIRED"] } }
    fn from_ecs(json: &[u8]) -> Result<bool, EventError> { "source": ["aws.ecs"] }
}

event_pattern! {}

#[test]
fn the_rules_compile_and_match() {
    for rule in [stopped::matches_json, impaired::matches_json, from_ecs] {
        assert_eq!(rule(b"{}"), Ok(false));
    }
}
