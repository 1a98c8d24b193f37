use event_pattern::{Event, EventError, ecs::TaskStateChange, event_pattern};

event_pattern! {
    fn task(task: &Event<TaskStateChange>) -> bool {
        "detail": { "containers": { "name": ["run-test"] } }
    }

    // The parameter has the name that generated code gives to the elements of `containers`.
    fn container(container: &Event<TaskStateChange>) -> bool {
        "source": ["aws.ecs"],
        "detail": {
            "containers": { "name": ["run-test"], "networkBindings": { "hostPort": [80] } },
            "lastStatus": ["STOPPED"],
        }
    }

    fn underscore(_event: &Event<TaskStateChange>) -> bool { "source": ["aws.ecs"] }

    fn keyword(r#type: &Event<TaskStateChange>) -> bool { "source": ["aws.ecs"] }

    fn text(text: &[u8]) -> Result<bool, EventError> { "source": ["aws.ecs"] }
}

#[test]
fn the_rules_compile_and_match() {
    let _: [fn(&Event<TaskStateChange>) -> bool; 4] = [task, container, underscore, keyword];
    assert_eq!(text(br#"{"source":"aws.ecs"}"#), Ok(true));
}
