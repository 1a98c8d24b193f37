//! The rule of the example `run_test`: the macro, the pattern file and the events agree.

#[path = "../run_test/rule.rs"]
mod rule;

use event_pattern::{Event, ecs::TaskStateChange};
use rule::run_test_failed;

const TRUE_FAILURE: &str = include_str!("../events/true_failure.json");
const FALSE_ALARM: &str = include_str!("../events/false_alarm.json");

#[test]
fn the_rule_matches_the_real_failure_and_not_the_false_alarm() {
    for (json, expected) in [(TRUE_FAILURE, true), (FALSE_ALARM, false)] {
        let event: Event<TaskStateChange> = serde_json::from_str(json).unwrap();
        assert_eq!(run_test_failed(&event), expected);
        assert_eq!(run_test_failed::matches_json(json.as_bytes()), Ok(expected));
    }
}

#[test]
fn the_file_has_the_same_pattern() {
    let file: serde_json::Value = serde_json::from_str(include_str!("../rules/run_test_failed.json")).unwrap();
    assert_eq!(serde_json::from_str::<serde_json::Value>(run_test_failed::PATTERN).unwrap(), file);
}

#[test]
fn hand_written_code_reads_like_the_pattern() {
    let event: Event<TaskStateChange> = serde_json::from_str(TRUE_FAILURE).unwrap();
    assert!(event.detail.containers.any(|container| container.name == "run-test" && container.failed()));
}
