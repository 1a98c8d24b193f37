//! The first program of the README, with its test.

use event_pattern::{Event, EventError, ecs::TaskStateChange, event_pattern};

event_pattern! {
    /// The `run-test` container itself failed, whatever its sidecars did.
    pub fn run_test_failed(event: &Event<TaskStateChange>) -> bool {
        "source": ["aws.ecs"],
        "detail-type": ["ECS Task State Change"],
        "detail": {
            "lastStatus": ["STOPPED"],
            "containers": { "name": ["run-test"], "exitCode": [{ "anything-but": [0] }] }
        }
    }
}

fn main() -> Result<(), EventError> {
    let json = br#"{ "source": "aws.ecs", "detail-type": "ECS Task State Change", "detail": {
        "lastStatus": "STOPPED", "containers": [{ "name": "run-test", "exitCode": 1 }]
    } }"#;
    if run_test_failed::matches_json(json)? {
        println!("run-test failed");
    }
    Ok(())
}

#[test]
fn only_the_exit_code_of_run_test_counts() {
    use event_pattern::ecs::Container;
    let mut event = Event::new(TaskStateChange::default());
    event.detail.last_status = "STOPPED".into();
    event.detail.containers = [Container::named("run-test"), Container::named("selenium-hub")].into();
    event.detail.containers[1].exit_code = 1.into();
    assert!(!run_test_failed(&event));
    event.detail.containers[0].exit_code = 137.into();
    assert!(run_test_failed(&event));
}
