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
        "The rule fires more than once for one stop of a task, which has an event for each of the states DEACTIVATING, STOPPING, DEPROVISIONING and STOPPED, and before them the notice of a Spot interruption.",
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
        "The wildcards for one field, in all branches of `$or` together, are so complex that EventBridge rejects the rule. The complexity is computed as in EventBridge's engine; the limit of 10 is from the documentation of that engine, because EventBridge does not document its own.",
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
    .about_macro_calls(),
];
