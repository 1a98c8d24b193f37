#![deny(warnings)]

use event_pattern::{Event, EventError, ecs::TaskStateChange, event_pattern, event_patterns};

event_pattern! {
    #![event_pattern(allow(unnamed_container, unknown_value))]
    #![event_pattern(allow(fires_twice))]

    fn failed(event: &Event<TaskStateChange>) -> bool { "detail": { "containers": { "exitCode": [1] } } }

    #[event_pattern(allow(redundant_alternative))]
    fn failed_or_paused(event: &Event<TaskStateChange>) -> bool {
        "detail": {
            "lastStatus": ["DEPROVISIONING", "STOPPED", "PAUSED"],
            "containers": { "exitCode": [1, { "anything-but": 0 }] }
        }
    }

    fn on_json(json: &[u8]) -> Result<bool, EventError> {
        "detail-type": ["ECS Task State Change"],
        "detail": { "lastStatus": ["STOPPED"], "containers": { "exitCode": [1] } }
    }
}

event_patterns! {
    #![event_pattern(allow(unnamed_container))]

    enum Task for Event<TaskStateChange> {
        Failed { "detail": { "lastStatus": ["STOPPED"], "containers": { "exitCode": [1] } } }
        #[event_pattern(allow(fires_twice))]
        Failing { "detail": { "containers": { "exitCode": [1] } } }
    }

    #[event_pattern(allow(duplicate_rule))]
    enum Job {
        Failed { "detail-type": ["ECS Task State Change"], "detail": { "lastStatus": ["STOPPED"], "containers": { "exitCode": [1] } } }
        AlsoFailed { "detail-type": ["ECS Task State Change"], "detail": { "lastStatus": ["STOPPED"], "containers": { "exitCode": [1] } } }
    }
}

#[test]
fn the_rules_compile_and_match() {
    let _: [fn(&Event<TaskStateChange>) -> bool; 2] = [failed, failed_or_paused];
    let _: fn(&Event<TaskStateChange>) -> TaskSet = Task::matching;
    assert_eq!(on_json(b"{}"), Ok(false));
    assert!(Job::matching_json(b"{}").is_ok_and(|matched| matched.is_empty()));
}
