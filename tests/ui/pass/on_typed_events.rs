use event_pattern::{Event, ecs::TaskStateChange, event_pattern};

event_pattern! {
    fn stopped(event: &Event<TaskStateChange>) -> bool {
        "source": ["aws.ecs"],
        "detail": { "lastStatus": ["STOPPED"] }
    }
}

fn main() {
    let _: for<'e, 'a> fn(&'e Event<'a, TaskStateChange<'a>>) -> bool = stopped;
    assert!(stopped::PATTERN.starts_with(r#"{"source":["aws.ecs"]"#));
    assert_eq!(stopped::matches_json(br#"{"source":"aws.ecs","detail":{"lastStatus":"STOPPED"}}"#), Ok(true));
}
