//! Diagnostics for conditions that do not fit the event.

use super::Entry;
use crate::diagnostic::Lint;

pub(super) static ENTRIES: [Entry; 9] = [
    Entry::new(Lint::UnknownField, "unknown_field", "The event does not have this field.")
        .example(
            r#"{ "detail": { "containters": { "exitCode": [0], "name": ["app"] } } }"#,
            r#"{ "detail": { "containers": { "exitCode": [0], "name": ["app"] }, "lastStatus": ["STOPPED"] } }"#,
        )
        .allowable("the service has added a field that is not in the schema yet, or the pattern is not for an event"),
    Entry::new(
        Lint::ForeignField,
        "foreign_field",
        "The event does not have this field, but another event type has it, or the event has the same information in another field.",
    )
    .example(
        r#"{ "detail-type": ["ECS Service Action"], "detail": { "lastStatus": ["STOPPED"] } }"#,
        r#"{ "detail-type": ["ECS Task State Change"], "detail": { "lastStatus": ["STOPPED"] } }"#,
    )
    .allowable("the service has added the field to this event"),
    Entry::new(
        Lint::UnsentField,
        "unsent_field",
        "The service's API has this field, but its events do not contain it.",
    )
    .example(
        r#"{ "detail": { "lastStatus": ["STOPPED"], "tags": { "key": ["team"], "value": ["search"] } } }"#,
        r#"{ "detail": { "lastStatus": ["STOPPED"], "group": ["service:search"] } }"#,
    )
    .warning("the rule also matches descriptions of tasks from the API, or the service has added the field to its events"),
    Entry::new(Lint::WrongType, "wrong_type", "The field never has a value of this type.").example(
        r#"{ "detail": { "containers": { "name": ["app"], "exitCode": ["1"] }, "lastStatus": ["STOPPED"] } }"#,
        r#"{ "detail": { "containers": { "name": ["app"], "exitCode": [1] }, "lastStatus": ["STOPPED"] } }"#,
    ),
    Entry::new(
        Lint::WrongShape,
        "wrong_shape",
        "A list of alternatives is used where the event has an object, or an object of conditions where it has a plain value.",
    )
    .example(
        r#"{ "detail": { "containers": ["run-test"] } }"#,
        r#"{ "detail": { "containers": { "name": ["run-test"] } } }"#,
    ),
    Entry::new(Lint::UnknownValue, "unknown_value", "The field has a closed set of values, and this value is not one of them.")
        .example(r#"{ "detail": { "lastStatus": ["STOPED"] } }"#, r#"{ "detail": { "lastStatus": ["STOPPED"] } }"#)
        .allowable("the service has added a value that is not in the schema yet"),
    Entry::new(
        Lint::MalformedValue,
        "malformed_value",
        "All values of the field have a form, such as that of an account ID, a Region or an ARN, and no value of this form satisfies the condition.",
    )
    .example(
        r#"{ "account": ["1234-5678-9012"], "detail": { "lastStatus": ["STOPPED"], "clusterArn": ["prod"] } }"#,
        r#"{ "account": ["123456789012"], "detail": { "lastStatus": ["STOPPED"], "clusterArn": [{ "suffix": ":cluster/prod" }] } }"#,
    )
    .allowable("events have a value of another form"),
    Entry::new(
        Lint::WrongEvent,
        "wrong_event",
        "The `source` or the `detail-type` does not match the event that the rule is for.",
    )
    .example(
        r#"{ "source": ["aws.ec2"], "detail-type": ["ECS Task State Change"] }"#,
        r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Task State Change"] }"#,
    )
    .allowable("the other source sends copies of the event, for example for a test"),
    Entry::new(
        Lint::InexpressibleCondition,
        "inexpressible_condition",
        "A typed rule has a condition on something that the Rust types of its event do not keep, such as whether a field is absent or null if its type is `Option`. The macros make types that keep everything; a rule for JSON text can test everything.",
    )
    .example(
        r#"event_types! {
    #[event(source = "my.shop", detail_type = "Order Placed")]
    #[derive(Debug, Deserialize)]
    struct OrderPlaced { coupon: Option<String> }
}

event_pattern! {
    fn coupon_is_null(event: &Event<OrderPlaced>) -> bool { "detail": { "coupon": [null] } }
}"#,
        r#"event_types! {
    #[event(source = "my.shop", detail_type = "Order Placed")]
    #[derive(Debug, Deserialize)]
    struct OrderPlaced { #[serde(default)] coupon: Optional<String> }
}

event_pattern! {
    fn coupon_is_null(event: &Event<OrderPlaced>) -> bool { "detail": { "coupon": [null] } }
}"#,
    )
    .about_macro_calls(),
];
