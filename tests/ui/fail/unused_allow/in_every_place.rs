#![deny(deprecated)]

use event_pattern::{Event, EventError, ecs::TaskStateChange, event_pattern, event_patterns};

event_pattern! {
    #![event_pattern(allow(unnamed_container, always_true))]

    fn failed(event: &Event<TaskStateChange>) -> bool {
        "detail": { "lastStatus": ["STOPPED"], "containers": { "exitCode": [1] } }
    }

    #[event_pattern(allow(fires_twice))]
    fn stopped(event: &Event<TaskStateChange>) -> bool { "detail": { "lastStatus": ["STOPPED"] } }

    // `unused_allow` can be allowed too.
    #[event_pattern(allow(unknown_value, unused_allow))]
    fn on_json(json: &[u8]) -> Result<bool, EventError> { "source": ["my.jobs"] }
}

event_patterns! {
    #![event_pattern(allow(over_quota))]

    #[event_pattern(allow(unknown_field, duplicate_rule))]
    enum Job {
        #[event_pattern(allow(redundant_alternative))]
        Failed { "source": ["my.jobs"], "detail": { "state": ["FAILED"] } }
        #[event_pattern(allow(implied_rule))]
        Any { "source": ["my.jobs"] }
        Same { "source": ["my.jobs"] }
    }
}

fn main() {
    let _: [fn(&Event<TaskStateChange>) -> bool; 2] = [failed, stopped];
    assert_eq!(on_json(b"{}"), Ok(false));
    assert!(Job::matching_json(b"{}").is_ok_and(|matched| matched.is_empty()));
}
