//! A rule set for chat alerts about tasks, and a handler with an arm for each rule.

use event_pattern::{Event, ecs::TaskStateChange, event_patterns};
use std::error::Error;

event_patterns! {
    /// The alerts that the team receives.
    pub enum Alert for Event<TaskStateChange> {
        /// The container `run-test` itself failed, whatever its sidecars did.
        RunTestFailed {
            "source": ["aws.ecs"],
            "detail-type": ["ECS Task State Change"],
            "detail": {
                "lastStatus": ["STOPPED"],
                "containers": { "name": ["run-test"], "exitCode": [{ "anything-but": [0] }] }
            }
        }
        /// Another container failed.
        SidecarFailed {
            "source": ["aws.ecs"],
            "detail-type": ["ECS Task State Change"],
            "detail": {
                "lastStatus": ["STOPPED"],
                "containers": {
                    "name": [{ "anything-but": ["run-test"] }],
                    "exitCode": [{ "anything-but": [0] }]
                }
            }
        }
        /// Two or more containers failed.
        TwoFailed = "examples/rules/two_failed.json",
        /// All containers exited with 0.
        AllSucceeded = "examples/rules/all_succeeded.json",
    }
}

const EVENTS: [(&str, &str); 2] = [
    ("run-test exited 1", include_str!("events/true_failure.json")),
    ("run-test exited 0, selenium-hub exited 1", include_str!("events/false_alarm.json")),
];

fn main() -> Result<(), Box<dyn Error>> {
    for (name, json) in EVENTS {
        let alerts = Alert::matching_json(json.as_bytes())?;
        println!("{name}: {alerts:?}");
        for alert in alerts {
            println!("    {}", message(alert));
        }
        let event: Event<TaskStateChange> = serde_json::from_str(json)?;
        assert_eq!(alerts, Alert::matching(&event), "the typed function and the matcher on JSON always agree");
    }
    println!("\nThe pattern to deploy in front of all rules:\n{}", Alert::PREFILTER);
    Ok(())
}

/// Returns the message to post. If a rule is added, this function does not compile until it has an arm for the rule.
fn message(alert: Alert) -> &'static str {
    match alert {
        Alert::RunTestFailed => "the tests failed",
        Alert::SidecarFailed => "a sidecar failed, see the logs",
        Alert::TwoFailed => "more than one container failed",
        Alert::AllSucceeded => "all is well",
    }
}
