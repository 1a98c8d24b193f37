//! Rules in all their forms. A crate that names event-pattern in an unusual way brings its names into scope and includes this.

use super::{Event, EventError, TaskStateChange, event_pattern, event_patterns};

event_pattern! {
    /// On a typed event.
    fn stopped(event: &Event<TaskStateChange>) -> bool {
        "detail": { "lastStatus": ["STOPPED"], "containers": { "reason": [{ "wildcard": "Out*Memory*" }] } }
    }

    /// On bytes.
    fn large(json: &[u8]) -> Result<bool, EventError> { "detail": { "total": [{ "numeric": [">", 100] }] } }
}

event_patterns! {
    enum Task for Event<TaskStateChange> {
        Stopped { "detail": { "lastStatus": ["STOPPED"] } }
        OutOfMemory { "detail": { "containers": { "reason": [{ "equals-ignore-case": "outofmemory" }] } } }
    }
}

const STOPPED: &[u8] = br#"{ "detail": { "lastStatus": "STOPPED", "containers": [{ "reason": "OutOfMemory" }] } }"#;

/// A task that stopped as [`STOPPED`] says.
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
fn a_rule_is_a_function_a_matcher_and_an_explanation() -> Result<(), Box<dyn std::error::Error>> {
    assert!(stopped(&event()?));
    assert!(stopped::matches_json(STOPPED)?);
    assert!(stopped::explain(STOPPED)?.is_match());
    assert!(large(br#"{ "detail": { "total": 101 } }"#)?);
    Ok(())
}

#[test]
fn an_enum_has_its_functions() -> Result<(), Box<dyn std::error::Error>> {
    let both = TaskSet::from_iter([Task::Stopped, Task::OutOfMemory]);
    assert_eq!(Task::matching(&event()?), both);
    assert_eq!(Task::matching_json(STOPPED)?, both);
    assert!(Task::Stopped.explain(STOPPED)?.is_match());
    Ok(())
}
