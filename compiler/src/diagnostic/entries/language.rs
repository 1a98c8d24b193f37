//! Diagnostics for patterns that are not valid, or too large.

use super::Entry;
use crate::diagnostic::Lint;

pub(super) static ENTRIES: [Entry; 9] = [
    Entry::new(Lint::InvalidJson, "invalid_json", "The text is not valid JSON.")
        .example(r#"{ "detail": { "lastStatus": ["STOPPED" } }"#, r#"{ "detail": { "lastStatus": ["STOPPED"] } }"#),
    Entry::new(
        Lint::InvalidPattern,
        "invalid_pattern",
        "EventBridge rejects the structure of the pattern. The message quotes EventBridge's own reason.",
    )
    .example(r#"{ "detail": { "lastStatus": "STOPPED" } }"#, r#"{ "detail": { "lastStatus": ["STOPPED"] } }"#),
    Entry::new(
        Lint::InvalidFilter,
        "invalid_filter",
        "EventBridge rejects a content filter. The message quotes EventBridge's own reason.",
    )
    .example(
        r#"{ "detail": { "group": [{ "prefixes": "service:" }] } }"#,
        r#"{ "detail": { "group": [{ "prefix": "service:" }] } }"#,
    ),
    Entry::new(
        Lint::InvalidScope,
        "invalid_scope",
        "An element scope (`$any`, `$all`, `$none` or `$count`) is malformed.",
    )
    .example(
        r#"{ "detail": { "lastStatus": ["STOPPED"], "containers": { "$count": { "numeric": [">=", 2], "pattern": { "exitCode": [1] } } } } }"#,
        r#"{ "detail": { "lastStatus": ["STOPPED"], "containers": { "$count": { "numeric": [">=", 2], "where": { "exitCode": [1] } } } } }"#,
    ),
    Entry::new(
        Lint::MisplacedScope,
        "misplaced_scope",
        "An element scope is used on a field that is not an array of objects, or in a pattern for an event without a schema.",
    )
    .example(
        r#"{ "detail": { "attachments": { "details": { "$all": { "name": ["subnetId"] } } } } }"#,
        r#"{ "detail": { "attachments": { "$any": { "details": { "$all": { "name": ["subnetId"] } } } } } }"#,
    ),
    Entry::new(
        Lint::InvalidReference,
        "invalid_reference",
        "`$field` names a field that does not have a single value, or is used in a pattern for an event without a schema.",
    )
    .example(
        r#"{ "detail": { "group": [{ "$field": "detail.containers.name" }] } }"#,
        r#"{ "detail": { "containers": { "name": [{ "$field": "detail.group" }] } } }"#,
    ),
    Entry::new(
        Lint::TooManyCombinations,
        "too_many_combinations",
        "The branches of `$or` form more than 1,000 combinations, which EventBridge rejects.",
    )
    .example(TEN_CHOICES, r#"{ "detail": { "k0": ["a", "b"], "k1": ["a", "b"] } }"#)
    .for_any_event(),
    Entry::new(
        Lint::TooLarge,
        "too_large",
        "The pattern needs more than 65,534 entries in one of the matcher's tables. Split the pattern.",
    ),
    Entry::new(Lint::TrailingText, "trailing_text", "Text follows the pattern. EventBridge ignores this text.").example(
        r#"{ "detail": { "lastStatus": ["STOPPED"] } } { "source": ["aws.ecs"] }"#,
        r#"{ "source": ["aws.ecs"], "detail": { "lastStatus": ["STOPPED"] } }"#,
    ),
];

/// Ten `$or` operators with two branches each: 1,024 combinations.
const TEN_CHOICES: &str = r#"{ "detail": { "k0": { "$or": [{ "a": [1] }, { "b": [1] }] }, "k1": { "$or": [{ "a": [1] }, { "b": [1] }] }, "k2": { "$or": [{ "a": [1] }, { "b": [1] }] }, "k3": { "$or": [{ "a": [1] }, { "b": [1] }] }, "k4": { "$or": [{ "a": [1] }, { "b": [1] }] }, "k5": { "$or": [{ "a": [1] }, { "b": [1] }] }, "k6": { "$or": [{ "a": [1] }, { "b": [1] }] }, "k7": { "$or": [{ "a": [1] }, { "b": [1] }] }, "k8": { "$or": [{ "a": [1] }, { "b": [1] }] }, "k9": { "$or": [{ "a": [1] }, { "b": [1] }] } } }"#;
