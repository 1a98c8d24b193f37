use event_pattern::{Event, ecs::TaskStateChange, event_pattern};

event_pattern! {
    fn stopped(event: &Event<TaskStateChange>) -> bool {
        "source": ["aws.ecs"],
        "detail": { "lastStatus": ["STOPPED"] }
    }
}

#[test]
fn the_rules_compile_and_match() {
    let _: for<'e, 'a> fn(&'e Event<'a, TaskStateChange<'a>>) -> bool = stopped;
    assert!(stopped::PATTERN.contains(r#""source":["aws.ecs"]"#));
    let event = br#"{"source":"aws.ecs","detail-type":"ECS Task State Change","detail":{"lastStatus":"STOPPED"}}"#;
    assert_eq!(stopped::matches_json(event), Ok(true));
}
