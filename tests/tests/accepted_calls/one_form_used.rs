#![deny(warnings)]

use event_pattern::{Event, EventError, Rule, ecs::TaskStateChange, event_pattern};

event_pattern! {
    fn called(event: &Event<TaskStateChange>) -> bool { "source": ["aws.ecs"] }
    fn bytes_only(event: &Event<TaskStateChange>) -> bool { "source": ["aws.ecs"] }
    fn pattern_only(event: &Event<TaskStateChange>) -> bool { "source": ["aws.ecs"] }
    fn prefilter_only(event: &Event<TaskStateChange>) -> bool { "source": ["aws.ecs"] }
    fn type_only(event: &Event<TaskStateChange>) -> bool { "source": ["aws.ecs"] }
    fn value_only(event: &Event<TaskStateChange>) -> bool { "source": ["aws.ecs"] }
    fn explained_only(event: &Event<TaskStateChange>) -> bool { "source": ["aws.ecs"] }

    fn raw(json: &[u8]) -> Result<bool, EventError> { "source": ["aws.ecs"] }
    fn raw_pattern_only(json: &[u8]) -> Result<bool, EventError> = r#"{ "source": ["aws.ecs"] }"#;
}

fn register<R: Rule>() -> [&'static str; 3] {
    [R::NAME, R::PATTERN, R::PREFILTER]
}

fn pass(_: impl Rule) {}

#[test]
fn the_rules_compile_and_match() {
    let _: fn(&Event<TaskStateChange>) -> bool = called;
    let _ = bytes_only::matches_json(b"{}");
    let _ = pattern_only::PATTERN;
    let _ = prefilter_only::PREFILTER;
    let _ = register::<type_only>();
    pass(value_only {});
    let _ = explained_only::explain(b"{}");
    let _ = raw(b"{}");
    let _ = raw_pattern_only::PATTERN;
}
