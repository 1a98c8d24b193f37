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
    let json = br#"{
        "source": "aws.ecs",
        "detail-type": "ECS Task State Change",
        "detail": {
            "lastStatus": "STOPPED",
            "containers": [{ "name": "run-test", "exitCode": 1 }, { "name": "selenium-hub", "exitCode": 143 }]
        }
    }"#;
    if run_test_failed::matches_json(json)? {
        println!("run-test failed");
    }
    println!("The pattern to deploy: {}", run_test_failed::PREFILTER);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::run_test_failed;
    use event_pattern::Event;
    use event_pattern::ecs::{Container, TaskStateChange};

    #[test]
    fn an_exit_code_other_than_0_is_a_failure() {
        let mut event = Event::new(TaskStateChange::default());
        event.detail.last_status = "STOPPED".into();
        event.detail.containers = [Container::named("run-test")].into();
        event.detail.containers[0].exit_code = 1.into();
        assert!(run_test_failed(&event));
    }

    #[test]
    fn a_sidecar_that_fails_is_ignored() {
        let json = br#"{ "source": "aws.ecs", "detail-type": "ECS Task State Change", "detail": {
            "lastStatus": "STOPPED", "containers": [{ "name": "selenium-hub", "exitCode": 1 }]
        } }"#;
        assert_eq!(run_test_failed::matches_json(json), Ok(false));
    }
}
