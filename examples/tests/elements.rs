//! Rules that EventBridge cannot express, as typed functions and on JSON bytes.

#[path = "../elements/events.rs"]
mod events;
#[path = "../elements/rules.rs"]
mod rules;

use event_pattern::{Event, ecs::TaskStateChange};
use events::{in_state, stopped};
use rules::RULES;

/// Checks whether a rule matches an event, as a typed function and on JSON bytes.
fn assert_matches(name: &str, expected: bool, json: &str) {
    let rule = RULES.iter().find(|rule| rule.name == name).unwrap();
    let event: Event<TaskStateChange> = serde_json::from_str(json).unwrap();
    assert_eq!((rule.typed)(&event), expected, "{name}: {json}");
    assert_eq!((rule.bytes)(json.as_bytes()), Ok(expected), "{name}: {json}");
}

#[test]
fn pre_filters_have_the_conditions_that_eventbridge_supports() {
    let details = RULES.map(|rule| {
        let start = r#"{"source":["aws.ecs"],"detail-type":["ECS Task State Change"],"detail":"#;
        let detail = rule.prefilter.strip_prefix(start).and_then(|rest| rest.strip_suffix('}'));
        (rule.name, detail.unwrap_or(rule.prefilter))
    });
    let expected = [
        (
            "run_test_without_exit_code",
            r#"{"lastStatus":["STOPPED"],"containers":{"name":[{"anything-but":["run-test"]}],"exitCode":[1]}}"#,
        ),
        ("all_succeeded", r#"{"lastStatus":["STOPPED"]}"#),
        ("none_out_of_memory", r#"{"lastStatus":["STOPPED"]}"#),
        ("two_failed", r#"{"lastStatus":["STOPPED"],"containers":{"exitCode":[{"anything-but":[0]}]}}"#),
        ("app_failed_and_db_succeeded", r#"{"lastStatus":["STOPPED"],"containers":{"name":["app"],"exitCode":[1]}}"#),
        ("status_differs", r#"{"desiredStatus":[{"exists":true}]}"#),
    ];
    assert_eq!(details, expected);
    assert!(RULES.iter().all(|rule| rule.pattern != rule.prefilter), "EventBridge cannot express any of these rules");
}

#[test]
fn run_test_never_got_an_exit_code_while_a_sidecar_exited_1() {
    let check =
        |expected, containers: &[_]| assert_matches("run_test_without_exit_code", expected, &stopped(containers));
    check(true, &[("run-test", None, None), ("selenium-hub", Some(1), None)]);
    check(true, &[("chrome", Some(0), None), ("selenium-hub", Some(1), None), ("run-test", None, None)]);
    check(false, &[("run-test", Some(1), None), ("selenium-hub", Some(1), None)]);
    check(false, &[("run-test", None, None), ("selenium-hub", Some(0), None)]);
    check(false, &[("run-test", Some(1), None), ("selenium-hub", None, None)]);
}

#[test]
fn all_containers_exited_0() {
    let check = |expected, containers: &[_]| assert_matches("all_succeeded", expected, &stopped(containers));
    check(true, &[("app", Some(0), None), ("db", Some(0), None)]);
    check(false, &[("app", Some(0), None), ("db", Some(1), None)]);
    check(false, &[("app", Some(0), None), ("db", None, None)]);
    check(true, &[]);
}

#[test]
fn no_container_ran_out_of_memory() {
    let check = |expected, containers: &[_]| assert_matches("none_out_of_memory", expected, &stopped(containers));
    check(true, &[("app", Some(0), None), ("db", Some(1), Some("CannotPullContainerError"))]);
    check(false, &[("app", Some(0), None), ("db", Some(137), Some("OutOfMemoryError: killed"))]);
}

#[test]
fn two_or_more_failed() {
    let check = |expected, containers: &[_]| assert_matches("two_failed", expected, &stopped(containers));
    check(true, &[("app", Some(1), None), ("db", Some(0), None), ("proxy", Some(137), None)]);
    check(false, &[("app", Some(1), None), ("db", Some(0), None), ("proxy", None, None)]);
}

#[test]
fn app_exited_1_and_db_exited_0() {
    let check =
        |expected, containers: &[_]| assert_matches("app_failed_and_db_succeeded", expected, &stopped(containers));
    check(true, &[("db", Some(0), None), ("app", Some(1), None)]);
    check(false, &[("db", Some(1), None), ("app", Some(0), None)]);
    check(false, &[("app", Some(1), None)]);
}

#[test]
fn the_desired_status_differs_from_the_last_status() {
    assert_matches("status_differs", true, &in_state("RUNNING", "STOPPED"));
    assert_matches("status_differs", false, &in_state("STOPPED", "STOPPED"));
}

#[test]
fn hand_written_code_reads_like_the_patterns() {
    let json = stopped(&[("run-test", Some(1), None), ("selenium-hub", Some(0), None)]);
    let event: Event<TaskStateChange> = serde_json::from_str(&json).unwrap();
    let containers = &event.detail.containers;
    assert!(containers.named("run-test").any(event_pattern::ecs::Container::failed));
    assert_eq!(containers.count(event_pattern::ecs::Container::failed), 1);
}
