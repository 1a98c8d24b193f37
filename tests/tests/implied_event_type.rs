//! Tests that a typed rule is only for events of its type: where the pattern leaves out `source` or `detail-type`, those
//! of the type are understood.

use event_pattern::ecs::TaskStateChange;
use event_pattern::{Event, EventError, event_pattern, event_patterns};

event_pattern! {
    /// Names neither `source` nor `detail-type`.
    fn stopped(event: &Event<TaskStateChange>) -> bool {
        "detail": { "lastStatus": ["STOPPED"] }
    }

    /// Names another source.
    #[event_pattern(allow(wrong_event))]
    fn stopped_in_test(event: &Event<TaskStateChange>) -> bool {
        "source": ["test.ecs"],
        "detail": { "lastStatus": ["STOPPED"] }
    }
}

event_patterns! {
    /// A rule that names neither.
    enum Task for Event<TaskStateChange> {
        Stopped { "detail": { "lastStatus": ["STOPPED"] } },
    }
}

fn event(source: &str, detail_type: &str) -> String {
    format!(r#"{{"source":"{source}","detail-type":"{detail_type}","detail":{{"lastStatus":"STOPPED"}}}}"#)
}

const DETAIL_TYPE: &str = "ECS Task State Change";

#[test]
fn the_matcher_of_a_typed_rule_requires_the_source_and_detail_type_of_its_type() -> Result<(), EventError> {
    for (source, detail_type, is_task) in [
        ("aws.ecs", DETAIL_TYPE, true),
        ("shop.jobs", DETAIL_TYPE, false),
        ("aws.ecs", "ECS Service Action", false),
        ("shop.jobs", "Job", false),
    ] {
        let json = event(source, detail_type);
        assert_eq!(stopped::matches_json(json.as_bytes())?, is_task, "{json}");
        assert_eq!(Task::matching_json(json.as_bytes())?.contains(Task::Stopped), is_task, "{json}");
        assert_eq!(stopped::explain(json.as_bytes())?.is_match(), is_task, "{json}");
        assert!(!stopped_in_test::matches_json(json.as_bytes())?, "{json}");
    }
    assert!(stopped_in_test::matches_json(event("test.ecs", DETAIL_TYPE).as_bytes())?);
    Ok(())
}

#[test]
fn the_function_on_a_typed_event_requires_them_too() {
    let mut event = Event::new(TaskStateChange::default());
    event.detail.last_status = "STOPPED".into();
    event.source = "aws.ecs".into();
    event.detail_type = DETAIL_TYPE.into();
    assert!(stopped(&event) && Task::matching(&event).contains(Task::Stopped) && !stopped_in_test(&event));
    event.source = "test.ecs".into();
    assert!(!stopped(&event) && Task::matching(&event).is_empty() && stopped_in_test(&event));
    event.source = "aws.ecs".into();
    event.detail_type = "ECS Service Action".into();
    assert!(!stopped(&event));
}

#[test]
fn the_pre_filter_names_them() {
    let expected =
        r#"{"source":["aws.ecs"],"detail-type":["ECS Task State Change"],"detail":{"lastStatus":["STOPPED"]}}"#;
    assert_eq!((stopped::PREFILTER, stopped::PATTERN, Task::PREFILTER), (expected, expected, expected));
    assert!(
        stopped_in_test::PREFILTER.starts_with(r#"{"detail-type":["ECS Task State Change"],"source":["test.ecs"],"#)
    );
}
