//! Rules in every form, for crates that do not use event-pattern under its own name. Such a crate imports the items
//! from event-pattern and includes this file.

use super::{Event, EventError, TaskStateChange, event_pattern, event_patterns};

event_pattern! {
    /// A rule on typed events.
    fn stopped(event: &Event<TaskStateChange>) -> bool {
        "detail": { "lastStatus": ["STOPPED"], "containers": { "reason": [{ "wildcard": "Out*Memory*" }] } }
    }

    /// A rule on JSON bytes.
    fn large(json: &[u8]) -> Result<bool, EventError> { "detail": { "total": [{ "numeric": [">", 100] }] } }
}

event_patterns! {
    enum Task for Event<TaskStateChange> {
        Stopped { "detail": { "lastStatus": ["STOPPED"] } }
        OutOfMemory { "detail": { "containers": { "reason": [{ "equals-ignore-case": "outofmemory" }] } } }
    }
}

const STOPPED: &[u8] = br#"{ "source": "aws.ecs", "detail-type": "ECS Task State Change", "detail": {
    "lastStatus": "STOPPED", "containers": [{ "reason": "OutOfMemory" }]
} }"#;

/// Returns the event in [`STOPPED`], completed with all required fields.
fn event() -> serde_json::Result<Event<'static, TaskStateChange<'static>>> {
    serde_json::from_str(
        r#"{
            "version": "0", "id": "1", "detail-type": "ECS Task State Change", "source": "aws.ecs", "account": "123456789012",
            "time": "2025-05-06T11:02:34Z", "region": "us-east-1", "resources": [],
            "detail": {
                "clusterArn": "c", "taskArn": "t", "taskDefinitionArn": "d", "createdAt": "x", "updatedAt": "y", "version": 7,
                "desiredStatus": "STOPPED", "lastStatus": "STOPPED", "overrides": {},
                "containers": [
                    { "containerArn": "1", "taskArn": "t", "lastStatus": "STOPPED", "name": "a", "reason": "OutOfMemory" }
                ]
            }
        }"#,
    )
}

#[test]
fn a_rule_is_a_function_and_has_matches_json_and_explain() -> Result<(), Box<dyn std::error::Error>> {
    assert!(stopped(&event()?));
    assert!(stopped::matches_json(STOPPED)?);
    assert!(stopped::explain(STOPPED)?.is_match());
    assert!(large(br#"{ "detail": { "total": 101 } }"#)?);
    Ok(())
}

#[test]
fn a_rule_enum_has_its_functions() -> Result<(), Box<dyn std::error::Error>> {
    let both = TaskSet::from_iter([Task::Stopped, Task::OutOfMemory]);
    assert_eq!(Task::matching(&event()?), both);
    assert_eq!(Task::matching_json(STOPPED)?, both);
    assert!(Task::Stopped.explain(STOPPED)?.is_match());
    Ok(())
}
