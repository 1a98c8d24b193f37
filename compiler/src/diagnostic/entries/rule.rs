//! Diagnostics for whole rules and sets of rules.

use super::Entry;
use crate::diagnostic::Lint;

pub(super) static ENTRIES: [Entry; 7] = [
    Entry::new(
        Lint::UnnamedContainer,
        "unnamed_container",
        "The exit code of any container can satisfy the condition, even that of a sidecar.",
    )
    .example(
        r#"{ "detail": { "lastStatus": ["STOPPED"], "containers": { "exitCode": [1] } } }"#,
        r#"{ "detail": { "lastStatus": ["STOPPED"], "containers": { "name": ["run-test"], "exitCode": [1] } } }"#,
    )
    .warning("the exit code of any container is meant, or the tasks have only one container"),
    Entry::new(
        Lint::FiresTwice,
        "fires_twice",
        "The rule fires twice for one task: when the task is DEPROVISIONING and when it is STOPPED.",
    )
    .example(
        r#"{ "detail": { "containers": { "name": ["run-test"], "exitCode": [1] } } }"#,
        r#"{ "detail": { "containers": { "name": ["run-test"], "exitCode": [1] }, "lastStatus": ["STOPPED"] } }"#,
    )
    .warning("the function handles repeated events for one task"),
    Entry::new(
        Lint::OverQuota,
        "over_quota",
        "The pattern, or the pre-filter that replaces it, exceeds the default EventBridge quota of 2,048 characters.",
    )
    .warning("the quota of the account was raised"),
    Entry::new(
        Lint::ComplexWildcard,
        "complex_wildcard",
        "The wildcards for one field are so complex that EventBridge rejects the rule. The complexity is computed as in EventBridge's engine: it is the largest number of beginnings of wildcards that match the same text. All wildcards of a list and of the branches of `$or` add up; a list in `anything-but` counts as one. The limit, 10, is not documented for EventBridge; it is the one in the documentation of its engine, and correct for the rules that EventBridge is known to accept or reject.",
    )
    .example(
        r#"{ "resources": [{ "wildcard": "*:a/*" }, { "wildcard": "*:b/*" }, { "wildcard": "*:c/*" }, { "wildcard": "*:d/*" }] }"#,
        r#"{ "resources": [{ "prefix": "arn:aws:s3:a/" }, { "prefix": "arn:aws:s3:b/" }, { "prefix": "arn:aws:s3:c/" }] }"#,
    )
    .warning("the pattern is not deployed to EventBridge")
    .for_any_event(),
    Entry::new(
        Lint::DuplicateRule,
        "duplicate_rule",
        "A rule in a set matches exactly the same events as an earlier rule. The macro reports only rules with the same conditions; `event-pattern check --sets` reports all duplicates.",
    )
    .example(
        r#"{ "Stopped": { "detail": { "lastStatus": ["STOPPED"] } }, "Ended": { "detail": { "lastStatus": [{ "wildcard": "STOPPED" }] } } }"#,
        r#"{ "Stopped": { "detail": { "lastStatus": ["STOPPED"] } }, "Deleted": { "detail": { "lastStatus": ["DELETED"] } } }"#,
    )
    .warning("several names for one rule are intended")
    .about_sets(),
    Entry::new(
        Lint::ImpliedRule,
        "implied_rule",
        "A rule in a set matches every event that another, narrower rule matches. Only `event-pattern check --sets` reports this.",
    )
    .example(
        r#"{ "Stopped": { "detail": { "lastStatus": ["STOPPED"] } }, "StoppedBySpot": { "detail": { "lastStatus": ["STOPPED"], "stopCode": ["SpotInterruption"] } } }"#,
        r#"{ "Stopped": { "detail": { "lastStatus": ["STOPPED"], "stopCode": [{ "anything-but": "SpotInterruption" }] } }, "StoppedBySpot": { "detail": { "lastStatus": ["STOPPED"], "stopCode": ["SpotInterruption"] } } }"#,
    )
    .warning("the wider rule is meant to match the events of the narrower one as well")
    .about_sets(),
    Entry::new(
        Lint::UnusedAllow,
        "unused_allow",
        "A name in `allow(…)` suppresses nothing: no rule that the attribute applies to causes this diagnostic. Rules with errors are not considered, and `allow(unused_allow)` itself is never reported.",
    )
    .example(
        r#"event_pattern! {
    #[event_pattern(allow(fires_twice))]
    fn stopped(event: &Event<TaskStateChange>) -> bool { "detail": { "lastStatus": ["STOPPED"] } }
}"#,
        r#"event_pattern! {
    fn stopped(event: &Event<TaskStateChange>) -> bool { "detail": { "lastStatus": ["STOPPED"] } }
}"#,
    )
    .warning("several versions of event-pattern compile the rule, and only some of them report the diagnostic")
    .about_attributes(),
];
