//! The list of all diagnostics, each with a severity, a summary, and an example before and after the fix.
//!
//! `DIAGNOSTICS.md` is generated from this list. Tests check that each broken example causes exactly its diagnostic and
//! that each fixed example causes none.

use super::{Lint, Severity};

/// The description of a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// The diagnostic that the entry describes.
    pub lint: Lint,
    /// The name that users write, such as `unknown_field`.
    pub name: &'static str,
    /// The severity.
    pub severity: Severity,
    /// Whether `#[event_pattern(allow(…))]` can suppress the diagnostic.
    pub is_allowable: bool,
    /// What the diagnostic reports, in one or two sentences.
    pub summary: &'static str,
    /// A pattern that causes the diagnostic. Without a `detail-type`, the pattern is for a task state change, unless
    /// [`is_for_any_event`](Self::is_for_any_event) is set. Empty if the diagnostic depends on the size of the pattern.
    pub broken: &'static str,
    /// The corrected pattern. Empty if `broken` is empty.
    pub fixed: &'static str,
    /// Whether the examples are for an event without a schema.
    pub is_for_any_event: bool,
    /// Whether the diagnostic results from a comparison of the rules in a set. Each example is then an object that maps
    /// rule names to patterns.
    pub is_about_sets: bool,
}

impl Entry {
    const fn new(lint: Lint, name: &'static str, summary: &'static str) -> Self {
        Self {
            lint,
            name,
            severity: Severity::Error,
            is_allowable: false,
            summary,
            broken: "",
            fixed: "",
            is_for_any_event: false,
            is_about_sets: false,
        }
    }

    const fn example(mut self, broken: &'static str, fixed: &'static str) -> Self {
        self.broken = broken;
        self.fixed = fixed;
        self
    }

    const fn allowable(mut self) -> Self {
        self.is_allowable = true;
        self
    }

    const fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self.allowable()
    }

    const fn for_any_event(mut self) -> Self {
        self.is_for_any_event = true;
        self
    }

    const fn about_sets(mut self) -> Self {
        self.is_about_sets = true;
        self
    }
}

pub(super) static ENTRIES: [Entry; 32] = [
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
    .example(TEN_CHOICES, r#"{ "k0": ["a", "b"], "k1": ["a", "b"] }"#)
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
            r#"{ "key": [{ "prefix": "a" }, { "suffix": "b" }] }"#,
        )
        .warning()
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
    .warning()
    .for_any_event(),
    Entry::new(Lint::UnknownField, "unknown_field", "The event does not have this field.")
        .example(
            r#"{ "detail": { "containters": { "exitCode": [0], "name": ["app"] } } }"#,
            r#"{ "detail": { "containers": { "exitCode": [0], "name": ["app"] }, "lastStatus": ["STOPPED"] } }"#,
        )
        .allowable(),
    Entry::new(
        Lint::ForeignField,
        "foreign_field",
        "The event does not have this field, but another event type has it, or the event has the same information in another field.",
    )
    .example(
        r#"{ "detail-type": ["ECS Service Action"], "detail": { "lastStatus": ["STOPPED"] } }"#,
        r#"{ "detail-type": ["ECS Task State Change"], "detail": { "lastStatus": ["STOPPED"] } }"#,
    )
    .allowable(),
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
        .allowable(),
    Entry::new(
        Lint::WrongEvent,
        "wrong_event",
        "The `source` or the `detail-type` does not match the event that the rule is for.",
    )
    .example(
        r#"{ "source": ["aws.ec2"], "detail-type": ["ECS Task State Change"] }"#,
        r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Task State Change"] }"#,
    )
    .allowable(),
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
    .warning(),
    Entry::new(Lint::AlwaysTrue, "always_true", "Every event satisfies the condition.")
        .example(
            r#"{ "detail": { "lastStatus": ["STOPPED"], "stopCode": [{ "exists": true }, { "exists": false }] } }"#,
            r#"{ "detail": { "lastStatus": ["STOPPED"] } }"#,
        )
        .warning(),
    Entry::new(
        Lint::RedundantAlternative,
        "redundant_alternative",
        "Another alternative in the list already accepts everything that this alternative accepts.",
    )
    .example(
        r#"{ "detail": { "lastStatus": ["STOPPED", { "prefix": "STO" }] } }"#,
        r#"{ "detail": { "lastStatus": [{ "prefix": "STO" }] } }"#,
    )
    .warning(),
    Entry::new(
        Lint::AbsenceInArray,
        "absence_in_array",
        "`exists: false` is used inside an array, where the alphabetical order of the field paths in the pattern determines which elements it applies to.",
    )
    .example(
        r#"{ "detail": { "lastStatus": ["STOPPED"], "containers": { "name": ["run-test"], "exitCode": [{ "exists": false }] } } }"#,
        r#"{ "detail": { "lastStatus": ["STOPPED"], "containers": { "$any": { "name": ["run-test"], "exitCode": [{ "exists": false }] } } } }"#,
    )
    .warning(),
    Entry::new(
        Lint::NeedlessScope,
        "needless_scope",
        "An element scope has no effect: its conditions mean the same without the scope.",
    )
    .example(
        r#"{ "detail": { "lastStatus": ["STOPPED"], "containers": { "$any": { "name": ["run-test"], "exitCode": [1] } } } }"#,
        r#"{ "detail": { "lastStatus": ["STOPPED"], "containers": { "name": ["run-test"], "exitCode": [1] } } }"#,
    )
    .warning(),
    Entry::new(
        Lint::UnnamedContainer,
        "unnamed_container",
        "The exit code of any container can satisfy the condition, even that of a sidecar.",
    )
    .example(
        r#"{ "detail": { "lastStatus": ["STOPPED"], "containers": { "exitCode": [1] } } }"#,
        r#"{ "detail": { "lastStatus": ["STOPPED"], "containers": { "name": ["run-test"], "exitCode": [1] } } }"#,
    )
    .warning(),
    Entry::new(
        Lint::FiresTwice,
        "fires_twice",
        "The rule fires twice for one task: when the task is DEPROVISIONING and when it is STOPPED.",
    )
    .example(
        r#"{ "detail": { "containers": { "name": ["run-test"], "exitCode": [1] } } }"#,
        r#"{ "detail": { "containers": { "name": ["run-test"], "exitCode": [1] }, "lastStatus": ["STOPPED"] } }"#,
    )
    .warning(),
    Entry::new(
        Lint::OverQuota,
        "over_quota",
        "The pattern, or the pre-filter that replaces it, exceeds the default EventBridge quota of 2,048 characters.",
    )
    .warning(),
    Entry::new(
        Lint::ComplexWildcard,
        "complex_wildcard",
        "The wildcards for one field are so complex that EventBridge rejects the rule.",
    )
    .example(
        r#"{ "resources": [{ "wildcard": "*:a/*" }, { "wildcard": "*:b/*" }, { "wildcard": "*:c/*" }, { "wildcard": "*:d/*" }] }"#,
        r#"{ "resources": [{ "prefix": "arn:aws:s3:a/" }, { "prefix": "arn:aws:s3:b/" }, { "prefix": "arn:aws:s3:c/" }] }"#,
    )
    .warning()
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
    .warning()
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
    .warning()
    .about_sets(),
];

/// Ten `$or` operators with two branches each: 1,024 combinations.
const TEN_CHOICES: &str = r#"{ "k0": { "$or": [{ "a": [1] }, { "b": [1] }] }, "k1": { "$or": [{ "a": [1] }, { "b": [1] }] }, "k2": { "$or": [{ "a": [1] }, { "b": [1] }] }, "k3": { "$or": [{ "a": [1] }, { "b": [1] }] }, "k4": { "$or": [{ "a": [1] }, { "b": [1] }] }, "k5": { "$or": [{ "a": [1] }, { "b": [1] }] }, "k6": { "$or": [{ "a": [1] }, { "b": [1] }] }, "k7": { "$or": [{ "a": [1] }, { "b": [1] }] }, "k8": { "$or": [{ "a": [1] }, { "b": [1] }] }, "k9": { "$or": [{ "a": [1] }, { "b": [1] }] } }"#;
