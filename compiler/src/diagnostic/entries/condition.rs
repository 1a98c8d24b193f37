//! Diagnostics for conditions that no event, every event or an unintended event satisfies.

use super::Entry;
use crate::diagnostic::Lint;

pub(super) static ENTRIES: [Entry; 8] = [
    Entry::new(Lint::SelfReference, "self_reference", "A field is compared with itself.").example(
        r#"{ "detail": { "desiredStatus": [{ "anything-but": { "$field": "detail.desiredStatus" } }] } }"#,
        r#"{ "detail": { "desiredStatus": [{ "anything-but": { "$field": "detail.lastStatus" } }] } }"#,
    ),
    Entry::new(Lint::NeverMatch, "never_match", "No event can satisfy the condition.").example(
        r#"{ "detail": { "clusterArn": [{ "exists": false }] } }"#,
        r#"{ "detail": { "clusterArn": [{ "suffix": "/test" }] } }"#,
    ),
    Entry::new(
        Lint::OnlyNull,
        "only_null",
        "Every value of a closed set is excluded, so only an explicit null satisfies the condition.",
    )
    .example(
        r#"{ "detail": { "connectivity": [{ "anything-but": ["CONNECTED", "DISCONNECTED"] }] } }"#,
        r#"{ "detail": { "connectivity": [{ "anything-but": ["CONNECTED"] }] } }"#,
    )
    .warning("the rule is meant to match only an explicit null"),
    Entry::new(Lint::AlwaysTrue, "always_true", "Every event satisfies the condition.")
        .example(
            r#"{ "detail": { "lastStatus": ["STOPPED"], "stopCode": [{ "exists": true }, { "exists": false }] } }"#,
            r#"{ "detail": { "lastStatus": ["STOPPED"] } }"#,
        )
        .warning("the condition documents that the field does not matter"),
    Entry::new(
        Lint::ExcludesNothing,
        "excludes_nothing",
        "A list contains an `anything-but`, but its other alternatives accept everything that the `anything-but` excludes. Alternatives are joined by \"or\", so every value satisfies the condition.",
    )
    .example(
        r#"{ "detail": { "lastStatus": ["STOPPED"], "stoppedReason": [{ "anything-but": { "prefix": "Scaling" } }, { "anything-but": { "prefix": "Task failed" } }] } }"#,
        r#"{ "detail": { "lastStatus": ["STOPPED"], "stoppedReason": [{ "anything-but": { "prefix": ["Scaling", "Task failed"] } }] } }"#,
    )
    .warning("the list is generated, and the field only has to be present"),
    Entry::new(
        Lint::RedundantAlternative,
        "redundant_alternative",
        "Another alternative in the list already accepts everything that this alternative accepts.",
    )
    .example(
        r#"{ "detail": { "lastStatus": ["PENDING", { "prefix": "P" }] } }"#,
        r#"{ "detail": { "lastStatus": [{ "prefix": "P" }] } }"#,
    )
    .warning("the list is generated, or documents special cases"),
    Entry::new(
        Lint::AbsenceInArray,
        "absence_in_array",
        "`exists: false` is used inside an array, where the alphabetical order of the field paths in the pattern determines which elements it applies to.",
    )
    .example(
        r#"{ "detail": { "lastStatus": ["STOPPED"], "containers": { "name": ["run-test"], "exitCode": [{ "exists": false }] } } }"#,
        r#"{ "detail": { "lastStatus": ["STOPPED"], "containers": { "$any": { "name": ["run-test"], "exitCode": [{ "exists": false }] } } } }"#,
    )
    .warning("the pattern is deployed as it is, and the effect of the order is intended"),
    Entry::new(
        Lint::NeedlessScope,
        "needless_scope",
        "An element scope has no effect: its conditions mean the same without the scope.",
    )
    .example(
        r#"{ "detail": { "lastStatus": ["STOPPED"], "containers": { "$any": { "name": ["run-test"], "exitCode": [1] } } } }"#,
        r#"{ "detail": { "lastStatus": ["STOPPED"], "containers": { "name": ["run-test"], "exitCode": [1] } } }"#,
    )
    .warning("the scope states the intention more clearly than the plain pattern"),
];
