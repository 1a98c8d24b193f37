//! Rules in a crate that denies most lints of rustc, Clippy and rustdoc. Generated code must not cause any of them.

use event_pattern::ecs::{ServiceAction, TaskStateChange};
use event_pattern::{Event, EventError, Optional, event_pattern, event_patterns, event_types};
use serde::Deserialize;

event_types! {
    /// Orders of a shop.
    pub mod orders = "../../schemas/order.json";

    /// Objects in Amazon S3.
    pub mod s3 = aws("aws.s3", ["Object Created", "Object Deleted"]);

    /// A payment was declined.
    #[event(source = "shop.payments", detail_type = "Payment Failed")]
    #[derive(Debug, Clone, Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct PaymentFailed<'json> {
        /// The ID of the order.
        pub order_id: &'json str,
        /// The attempts to charge a card.
        pub attempts: Vec<Attempt>,
        /// The customer's note.
        #[serde(default)]
        pub note: Optional<Box<str>>,
    }

    /// An attempt to charge a card.
    #[derive(Debug, Clone, Copy, Deserialize)]
    pub struct Attempt {
        /// The code of the bank.
        pub code: Option<i64>,
        /// The method of payment.
        pub method: Method,
    }

    /// A method of payment.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
    pub enum Method {
        /// A credit card.
        Card,
        /// Any other method.
        #[serde(other)]
        Other,
    }
}

event_pattern! {
    /// A rule on a type that a document describes.
    pub fn large_order(event: &Event<orders::OrderPlaced>) -> bool {
        "detail": { "labels": { "team": ["a", "b"] }, "metadata": { "a": [1] }, "items": { "quantity": [{ "numeric": [">", 1] }] } }
    }

    /// A rule on a type from the catalogue.
    pub fn upload(event: &Event<s3::ObjectCreated>) -> bool {
        "detail": { "object": { "key": [{ "suffix": ".csv" }] } }
    }

    /// A rule on the crate's own type.
    pub fn declined(event: &Event<PaymentFailed>) -> bool {
        "detail": {
            "orderId": ["a", "b", { "wildcard": "a-*" }],
            "attempts": { "code": [51, { "numeric": [">", 90] }], "method": ["Card"] },
            "note": [null, { "prefix": "a" }]
        }
    }
}

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
