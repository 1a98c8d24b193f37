#![deny(warnings)]

use event_pattern::{Event, EventError, ecs::TaskStateChange, event_pattern};

event_pattern! {
    /// AWS added a status.
    #[event_pattern(allow(unknown_value))]
    fn paused(event: &Event<TaskStateChange>) -> bool {
        "detail": { "lastStatus": ["PAUSED"] }
    }

    /// AWS added a field. The Rust types do not have it, so using the typed function would cause a warning.
    #[event_pattern(allow(unknown_field))]
    fn labelled(event: &Event<TaskStateChange>) -> bool {
        "detail": { "labels": { "team": ["search"] } }
    }

    #[event_pattern(allow(unknown_field, unknown_value))]
    fn both(json: &[u8]) -> Result<bool, EventError> {
        "detail-type": ["ECS Task State Change"],
        "detail": { "lastStatus": ["PAUSED"], "labels": { "team": ["search"] } }
    }

    #[event_pattern(allow(unnamed_container))]
    #[event_pattern(allow(fires_twice, redundant_alternative))]
    fn any_failure(event: &Event<TaskStateChange>) -> bool {
        "detail": { "containers": { "exitCode": [1, 2, { "numeric": [">=", 1] }] } }
    }

    #[event_pattern(allow(absence_in_array, always_true, wrong_event))]
    fn replayed(event: &Event<TaskStateChange>) -> bool {
        "source": ["my.replay"],
        "detail": { "clusterArn": [{ "exists": true }], "containers": { "image": [{ "exists": false }] } }
    }

    /// Not an event of Amazon ECS.
    #[event_pattern(allow(filter_as_field, complex_wildcard))]
    fn uploaded(json: &[u8]) -> Result<bool, EventError> {
        "detail": { "object": { "prefix": ["in/"] }, "key": [{ "wildcard": "*a*a*a*a*a*a*a*a*a*a*" }] }
    }
}

#[test]
fn the_rules_compile_and_match() {
    let event = br#"{"source":"aws.ecs","detail-type":"ECS Task State Change","detail":{"lastStatus":"PAUSED","labels":{"team":"search"}}}"#;
    assert_eq!(paused::matches_json(event), Ok(true));
    assert_eq!(labelled::matches_json(event), Ok(true));
    assert_eq!(both(event), Ok(true));
    let _: [fn(&Event<TaskStateChange>) -> bool; 3] = [paused, any_failure, replayed];
    assert_eq!(uploaded(br#"{"detail":{"object":{"prefix":"in/"},"key":"aaaaaaaaaa"}}"#), Ok(true));
}
