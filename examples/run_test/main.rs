//! Evaluates the rule on two recorded events: the real failure and the false alarm.

mod rule;

use event_pattern::{Event, ecs::TaskStateChange};
use rule::run_test_failed;
use std::error::Error;

const EVENTS: [(&str, &str); 2] = [
    ("run-test exited 1", include_str!("../events/true_failure.json")),
    ("run-test exited 0, selenium-hub exited 1", include_str!("../events/false_alarm.json")),
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("{:<42} {:<16} {:<16}", "event", "typed function", "matches_json");
    for (name, json) in EVENTS {
        let event: Event<TaskStateChange> = serde_json::from_str(json)?;
        let typed = answer(run_test_failed(&event));
        let bytes = answer(run_test_failed::matches_json(json.as_bytes())?);
        println!("{name:<42} {typed:<16} {bytes:<16}");
    }
    println!("\nThe pattern to deploy:\n{}", run_test_failed::PATTERN);
    Ok(())
}

fn answer(matches: bool) -> &'static str {
    if matches { "match" } else { "no match" }
}
