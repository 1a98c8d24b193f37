//! Diagnostics for keys that EventBridge reads in another way than intended.

use super::Entry;
use crate::diagnostic::Lint;

pub(super) static ENTRIES: [Entry; 5] = [
    Entry::new(
        Lint::DuplicateKey,
        "duplicate_key",
        "A pattern has two conditions on the same field. EventBridge uses only the last one.",
    )
    .example(
        r#"{ "detail": { "launchType": ["EC2"], "launchType": ["FARGATE"] } }"#,
        r#"{ "detail": { "launchType": ["EC2", "FARGATE"] } }"#,
    ),
    Entry::new(
        Lint::RepeatedObject,
        "repeated_object",
        "The same key with an object of conditions, or `$or`, occurs twice in an object. EventBridge requires the conditions of both, but most JSON parsers, and so most tools that deploy rules, keep only the last one.",
    )
    .example(
        r#"{ "detail": { "lastStatus": ["STOPPED"] }, "detail": { "stopCode": ["SpotInterruption"] } }"#,
        r#"{ "detail": { "lastStatus": ["STOPPED"], "stopCode": ["SpotInterruption"] } }"#,
    )
    .warning("no other tool reads the pattern"),
    Entry::new(
        Lint::ReplacedCondition,
        "replaced_condition",
        "A condition inside `$or` and a condition outside it are on the same field, so one of the two replaces the other.",
    )
    .example(
        r#"{ "detail": { "group": [{ "prefix": "service:" }], "$or": [{ "group": [{ "suffix": "-test" }] }, { "launchType": ["EC2"] }] } }"#,
        r#"{ "detail": { "$or": [{ "group": [{ "wildcard": "service:*-test" }] }, { "group": [{ "prefix": "service:" }], "launchType": ["EC2"] }] } }"#,
    ),
    Entry::new(
        Lint::OrAsField,
        "or_as_field",
        "The branches of `$or` are content filters, so `$or` is treated as the name of a field.",
    )
        .example(
            r#"{ "$or": [{ "prefix": "a" }, { "suffix": "b" }] }"#,
            r#"{ "source": [{ "prefix": "a" }, { "suffix": "b" }] }"#,
        )
        .warning("the event has a field named `$or`")
        .for_any_event(),
    Entry::new(
        Lint::FilterAsField,
        "filter_as_field",
        "A content filter is not in a list, so its name is treated as the name of a field.",
    )
    .example(
        r#"{ "detail": { "exitCode": { "anything-but": [0] } } }"#,
        r#"{ "detail": { "exitCode": [{ "anything-but": [0] }] } }"#,
    )
    .warning("the event has a field with this name")
    .for_any_event(),
];
