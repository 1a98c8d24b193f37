//! Rules in a crate that denies most lints of rustc, Clippy and rustdoc. Generated code must not cause any of them.

use event_pattern::ecs::{ServiceAction, TaskStateChange};
use event_pattern::{Event, EventError, event_pattern, event_patterns};

event_pattern! {
    /// A test container failed.
    pub fn failed(event: &Event<TaskStateChange>) -> bool {
        "detail": {
            "lastStatus": ["STOPPED"],
            "containers": { "name": [{ "wildcard": "*-test" }], "exitCode": [{ "anything-but": 0 }] },
            "$or": [{ "launchType": ["FARGATE"] }, { "enableExecuteCommand": [true] }]
        }
    }

    /// A rule with every kind of scope and with field references.
    pub fn with_scopes(event: &Event<TaskStateChange>) -> bool {
        "detail": {
            "lastStatus": ["STOPPED"],
            "desiredStatus": [{ "anything-but": { "$field": "detail.lastStatus" } }],
            "containers": {
                "$any": { "name": ["app"], "exitCode": [{ "exists": false }] },
                "$all": { "lastStatus": [{ "$field": "detail.lastStatus" }] },
                "$none": { "reason": [{ "prefix": "OutOfMemory" }] },
                "$count": { "numeric": [">=", 2], "where": { "memory": ["512"] } }
            }
        }
    }

    /// A rule with named lifetimes.
    pub fn with_lifetimes<'event, 'json>(event: &'event Event<'json, TaskStateChange<'json>>) -> bool
    where
        'json: 'event,
    {
        "detail": { "lastStatus": ["RUNNING"] }
    }

    /// A rule with a type parameter.
    pub fn with_bound<Detail>(event: &Event<TaskStateChange>) -> bool
    where
        Detail: Default,
    {
        "detail": { "lastStatus": ["PENDING"] }
    }

    /// A rule on JSON bytes.
    pub fn paid(json: &[u8]) -> Result<bool, EventError> {
        "detail": { "state": ["PAID"], "total": [{ "numeric": [">", 0, "<=", 10.5] }], "note": [{ "exists": false }] }
    }

    /// A rule in a raw string.
    pub fn ordered(json: &[u8]) -> Result<bool, EventError> = r#"{ "source": ["shop.orders"] }"#;

    /// A rule with a warning.
    #[expect(deprecated)]
    pub fn any_container(event: &Event<TaskStateChange>) -> bool {
        "detail": {
            "lastStatus": ["STOPPED"],
            "containers": { "exitCode": [{ "numeric": [">", 0] }], "reason": [{ "suffix": "y" }, { "suffix": "ry" }] }
        }
    }

    /// An unknown field that is allowed.
    #[event_pattern(allow(unknown_field))]
    pub fn labelled(event: &Event<TaskStateChange>) -> bool {
        "detail": { "labels": ["a"] }
    }

    fn private(event: &Event<ServiceAction>) -> bool {
        "detail": { "eventType": ["ERROR"] }
    }
}

event_patterns! {
    /// States of a task.
    pub enum Alert for Event<TaskStateChange> {
        /// A test container failed.
        TestFailed {
            "detail": {
                "lastStatus": ["STOPPED"],
                "containers": { "name": [{ "wildcard": "*-test" }], "exitCode": [{ "anything-but": 0 }] }
            }
        }
        /// Nothing failed.
        Succeeded { "detail": { "lastStatus": ["STOPPED"], "containers": { "$all": { "exitCode": [0] } } } }
    }

    /// States of an order.
    pub enum Order {
        /// The order was paid for.
        Paid { "source": ["shop.orders"], "detail": { "state": ["PAID"] } }
        /// The order is for more than 100.
        Large { "source": ["shop.orders"], "detail": { "total": [{ "numeric": [">", 100] }] } }
    }

    /// Rules with warnings.
    #[expect(deprecated)]
    pub enum WithWarnings {
        /// A job failed.
        Failed { "source": ["my.jobs", "my.jobs"] }
        /// A job is late.
        Late { "source": ["my.queue", "my.queue"] }
    }

    enum Private {
        Failed { "detail": { "state": ["FAILED"] } }
    }
}

/// Uses the private rules, one of them in a function.
///
/// # Errors
/// Returns an error if the bytes are not a JSON object.
pub fn uses_private_rules(event: &Event<'_, ServiceAction<'_>>, json: &[u8]) -> Result<bool, EventError> {
    event_pattern! {
        fn local(json: &[u8]) -> Result<bool, EventError> { "source": ["my.jobs"] }
    }
    Ok(private(event) && local(json)? && Private::matching_json(json)?.contains(Private::Failed))
}
