#![deny(warnings)]

use event_pattern::{Event, EventError, ecs::TaskStateChange, event_pattern, event_patterns};

event_pattern! {
    #[allow(deprecated)]
    fn allowed(event: &Event<TaskStateChange>) -> bool { "detail": { "containers": { "exitCode": [1] } } }

    #[expect(deprecated, reason = "every container counts")]
    fn expected(event: &Event<TaskStateChange>) -> bool { "detail": { "containers": { "exitCode": [1] } } }

    #[expect(deprecated)]
    fn on_json(json: &[u8]) -> Result<bool, EventError> = r#"{ "source": ["my.jobs", "my.jobs"] }"#;
}

event_patterns! {
    #[allow(deprecated)]
    enum Allowed for Event<TaskStateChange> {
        Failed { "detail": { "containers": { "exitCode": [1] } } }
    }

    #[expect(deprecated)]
    enum Expected {
        Failed { "source": ["my.jobs", "my.jobs"] }
        Late { "source": ["my.queue", "my.queue"] }
    }

    enum OnVariants {
        #[expect(deprecated)]
        Failed { "source": ["my.jobs", "my.jobs"] }
        #[allow(warnings)]
        Late { "source": ["my.jobs"] }
        Other { "source": ["my.tasks"] }
    }
}

#[test]
fn the_rules_compile_and_match() {
    let _: [fn(&Event<TaskStateChange>) -> bool; 2] = [allowed, expected];
    let _: fn(&Event<TaskStateChange>) -> AllowedSet = Allowed::matching;
    assert_eq!(on_json(b"{}"), Ok(false));
    assert!(Expected::matching_json(b"{}").is_ok_and(|matched| matched.is_empty()));
    assert!(OnVariants::matching_json(b"{}").is_ok_and(|matched| matched.is_empty()));
}
