//! What there is to say of each diagnostic in general: its severity, what it finds, and a broken and a fixed example.
//!
//! The table in `DIAGNOSTICS.md` is made from this list, and a test holds the examples to what they say.

use super::{Lint, Severity};

/// What the list says about a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// The diagnostic.
    pub name: Lint,
    /// The name as it is written, such as `unknown_field`.
    pub text: &'static str,
    /// Error or warning.
    pub severity: Severity,
    /// Whether `#[event_pattern(allow(…))]` silences it.
    pub is_allowable: bool,
    /// What it finds, in one sentence.
    pub summary: &'static str,
    /// A pattern that has the mistake. A pattern without a `detail-type` is for task state changes, unless it is about
    /// [any event](Self::is_for_any_event).
    pub broken: &'static str,
    /// The pattern as it should be.
    pub fixed: &'static str,
    /// Whether the examples are for events without a schema.
    pub is_for_any_event: bool,
    /// Whether it is about several rules. The examples are objects with the patterns of a set by their rules' names.
    pub is_about_sets: bool,
}

impl Entry {
    const fn new(name: Lint, text: &'static str, summary: &'static str) -> Self {
        Self {
            name,
            text,
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
    Entry::new(Lint::InvalidJson, "invalid_json", "The text is not JSON.")
        .example(r#"{ "detail": { "lastStatus": ["STOPPED" } }"#, r#"{ "detail": { "lastStatus": ["STOPPED"] } }"#),
    Entry::new(
        Lint::InvalidPattern,
        "invalid_pattern",
        "The service refuses the structure of the pattern. The message quotes its reason.",
    )
    .example(r#"{ "detail": { "lastStatus": "STOPPED" } }"#, r#"{ "detail": { "lastStatus": ["STOPPED"] } }"#),
    Entry::new(
        Lint::InvalidFilter,
        "invalid_filter",
        "The service refuses a content filter. The message quotes its reason.",
    )
    .example(
        r#"{ "detail": { "group": [{ "prefixes": "service:" }] } }"#,
        r#"{ "detail": { "group": [{ "prefix": "service:" }] } }"#,
    ),
    Entry::new(
        Lint::InvalidScope,
        "invalid_scope",
        "An element scope, `$any`, `$all`, `$none` or `$count`, is not written as one.",
    )
    .example(
        r#"{ "detail": { "lastStatus": ["STOPPED"], "containers": { "$count": { "numeric": [">=", 2], "pattern": { "exitCode": [1] } } } } }"#,
        r#"{ "detail": { "lastStatus": ["STOPPED"], "containers": { "$count": { "numeric": [">=", 2], "where": { "exitCode": [1] } } } } }"#,
    ),
    Entry::new(
        Lint::MisplacedScope,
        "misplaced_scope",
        "An element scope stands where the event has no array of objects, or in the pattern of an event that has no schema.",
    )
    .example(
        r#"{ "detail": { "attachments": { "details": { "$all": { "name": ["subnetId"] } } } } }"#,
        r#"{ "detail": { "attachments": { "$any": { "details": { "$all": { "name": ["subnetId"] } } } } } }"#,
    ),
    Entry::new(
        Lint::InvalidReference,
        "invalid_reference",
        "The field that `$field` names has no single value, or is not known because the event has no schema.",
    )
    .example(
        r#"{ "detail": { "group": [{ "$field": "detail.containers.name" }] } }"#,
        r#"{ "detail": { "containers": { "name": [{ "$field": "detail.group" }] } } }"#,
    ),
    Entry::new(
        Lint::TooManyCombinations,
        "too_many_combinations",
        "The branches of `$or` combine in more than 1,000 ways, which the service refuses.",
    )
    .example(TEN_CHOICES, r#"{ "k0": ["a", "b"], "k1": ["a", "b"] }"#)
    .for_any_event(),
    Entry::new(
        Lint::TooLarge,
        "too_large",
        "The pattern needs more than 65,534 entries in one of the matcher's tables. Split it.",
    ),
    Entry::new(Lint::TrailingText, "trailing_text", "Text follows the pattern, which the service ignores.").example(
        r#"{ "detail": { "lastStatus": ["STOPPED"] } } { "source": ["aws.ecs"] }"#,
        r#"{ "source": ["aws.ecs"], "detail": { "lastStatus": ["STOPPED"] } }"#,
    ),
    Entry::new(
        Lint::DuplicateKey,
        "duplicate_key",
        "A field is constrained twice, and the service lets only the last condition count.",
    )
    .example(
        r#"{ "detail": { "launchType": ["EC2"], "launchType": ["FARGATE"] } }"#,
        r#"{ "detail": { "launchType": ["EC2", "FARGATE"] } }"#,
    ),
    Entry::new(
        Lint::ReplacedCondition,
        "replaced_condition",
        "A condition inside `$or` takes the place of one outside on the same field, or the reverse, instead of adding to it.",
    )
    .example(
        r#"{ "detail": { "group": [{ "prefix": "service:" }], "$or": [{ "group": [{ "suffix": "-test" }] }, { "launchType": ["EC2"] }] } }"#,
        r#"{ "detail": { "$or": [{ "group": [{ "wildcard": "service:*-test" }] }, { "group": [{ "prefix": "service:" }], "launchType": ["EC2"] }] } }"#,
    ),
    Entry::new(Lint::OrAsField, "or_as_field", "`$or` has content filters for branches, so it is the name of a field.")
        .example(
            r#"{ "$or": [{ "prefix": "a" }, { "suffix": "b" }] }"#,
            r#"{ "key": [{ "prefix": "a" }, { "suffix": "b" }] }"#,
        )
        .warning()
        .for_any_event(),
    Entry::new(
        Lint::FilterAsField,
        "filter_as_field",
        "A content filter stands without its list, so its name is the name of a field.",
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
        "The event does not have this field, but another type of event has it, or has the information elsewhere.",
    )
    .example(
        r#"{ "detail-type": ["ECS Service Action"], "detail": { "lastStatus": ["STOPPED"] } }"#,
        r#"{ "detail-type": ["ECS Task State Change"], "detail": { "lastStatus": ["STOPPED"] } }"#,
    )
    .allowable(),
    Entry::new(Lint::WrongType, "wrong_type", "The value is of a type that the field never has.").example(
        r#"{ "detail": { "containers": { "name": ["app"], "exitCode": ["1"] }, "lastStatus": ["STOPPED"] } }"#,
        r#"{ "detail": { "containers": { "name": ["app"], "exitCode": [1] }, "lastStatus": ["STOPPED"] } }"#,
    ),
    Entry::new(
        Lint::WrongShape,
        "wrong_shape",
        "A list of alternatives stands for an object, or keys stand inside a plain value.",
    )
    .example(
        r#"{ "detail": { "containers": ["run-test"] } }"#,
        r#"{ "detail": { "containers": { "name": ["run-test"] } } }"#,
    ),
    Entry::new(Lint::UnknownValue, "unknown_value", "The field has a closed set of values, and this is none of them.")
        .example(r#"{ "detail": { "lastStatus": ["STOPED"] } }"#, r#"{ "detail": { "lastStatus": ["STOPPED"] } }"#)
        .allowable(),
    Entry::new(
        Lint::WrongEvent,
        "wrong_event",
        "The `source` or the `detail-type` is not the one of the event that the rule is for.",
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
    Entry::new(Lint::NeverMatch, "never_match", "No event can meet the condition.").example(
        r#"{ "detail": { "clusterArn": [{ "exists": false }] } }"#,
        r#"{ "detail": { "clusterArn": [{ "suffix": "/test" }] } }"#,
    ),
    Entry::new(
        Lint::OnlyNull,
        "only_null",
        "Every value of a closed set is excluded, so that only an explicit null can meet the condition.",
    )
    .example(
        r#"{ "detail": { "connectivity": [{ "anything-but": ["CONNECTED", "DISCONNECTED"] }] } }"#,
        r#"{ "detail": { "connectivity": [{ "anything-but": ["CONNECTED"] }] } }"#,
    )
    .warning(),
    Entry::new(Lint::AlwaysTrue, "always_true", "Every event meets the condition.")
        .example(
            r#"{ "detail": { "lastStatus": ["STOPPED"], "stopCode": [{ "exists": true }, { "exists": false }] } }"#,
            r#"{ "detail": { "lastStatus": ["STOPPED"] } }"#,
        )
        .warning(),
    Entry::new(
        Lint::RedundantAlternative,
        "redundant_alternative",
        "An alternative accepts nothing that another one in the list does not accept.",
    )
    .example(
        r#"{ "detail": { "lastStatus": ["STOPPED", { "prefix": "STO" }] } }"#,
        r#"{ "detail": { "lastStatus": [{ "prefix": "STO" }] } }"#,
    )
    .warning(),
    Entry::new(
        Lint::AbsenceInArray,
        "absence_in_array",
        "`exists: false` stands inside an array, where the order of the paths decides which elements it speaks of.",
    )
    .example(
        r#"{ "detail": { "lastStatus": ["STOPPED"], "containers": { "name": ["run-test"], "exitCode": [{ "exists": false }] } } }"#,
        r#"{ "detail": { "lastStatus": ["STOPPED"], "containers": { "$any": { "name": ["run-test"], "exitCode": [{ "exists": false }] } } } }"#,
    )
    .warning(),
    Entry::new(
        Lint::NeedlessScope,
        "needless_scope",
        "An element scope says the same as its conditions would without it.",
    )
    .example(
        r#"{ "detail": { "lastStatus": ["STOPPED"], "containers": { "$any": { "name": ["run-test"], "exitCode": [1] } } } }"#,
        r#"{ "detail": { "lastStatus": ["STOPPED"], "containers": { "name": ["run-test"], "exitCode": [1] } } }"#,
    )
    .warning(),
    Entry::new(
        Lint::UnnamedContainer,
        "unnamed_container",
        "The exit code of any container satisfies the condition, that of a sidecar too.",
    )
    .example(
        r#"{ "detail": { "lastStatus": ["STOPPED"], "containers": { "exitCode": [1] } } }"#,
        r#"{ "detail": { "lastStatus": ["STOPPED"], "containers": { "name": ["run-test"], "exitCode": [1] } } }"#,
    )
    .warning(),
    Entry::new(
        Lint::FiresTwice,
        "fires_twice",
        "The rule fires for one task both when it is DEPROVISIONING and when it is STOPPED.",
    )
    .example(
        r#"{ "detail": { "containers": { "name": ["run-test"], "exitCode": [1] } } }"#,
        r#"{ "detail": { "containers": { "name": ["run-test"], "exitCode": [1] }, "lastStatus": ["STOPPED"] } }"#,
    )
    .warning(),
    Entry::new(
        Lint::OverQuota,
        "over_quota",
        "The pattern, or the pre-filter in its place, has more than the 2,048 characters that the service takes by default.",
    )
    .warning(),
    Entry::new(
        Lint::ComplexWildcard,
        "complex_wildcard",
        "So many wildcards of one field can fit the beginning of one text that the service refuses the rule.",
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
        "A rule of a set matches exactly the same events as an earlier one. The macro reports rules that are written alike, `event-pattern check --sets` reports all.",
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
        "A rule of a set matches every event that another, narrower one matches. Only `event-pattern check --sets` reports it.",
    )
    .example(
        r#"{ "Stopped": { "detail": { "lastStatus": ["STOPPED"] } }, "StoppedBySpot": { "detail": { "lastStatus": ["STOPPED"], "stopCode": ["SpotInterruption"] } } }"#,
        r#"{ "Stopped": { "detail": { "lastStatus": ["STOPPED"], "stopCode": [{ "anything-but": "SpotInterruption" }] } }, "StoppedBySpot": { "detail": { "lastStatus": ["STOPPED"], "stopCode": ["SpotInterruption"] } } }"#,
    )
    .warning()
    .about_sets(),
];

/// Ten choices of two: 1,024 combinations.
const TEN_CHOICES: &str = r#"{ "k0": { "$or": [{ "a": [1] }, { "b": [1] }] }, "k1": { "$or": [{ "a": [1] }, { "b": [1] }] }, "k2": { "$or": [{ "a": [1] }, { "b": [1] }] }, "k3": { "$or": [{ "a": [1] }, { "b": [1] }] }, "k4": { "$or": [{ "a": [1] }, { "b": [1] }] }, "k5": { "$or": [{ "a": [1] }, { "b": [1] }] }, "k6": { "$or": [{ "a": [1] }, { "b": [1] }] }, "k7": { "$or": [{ "a": [1] }, { "b": [1] }] }, "k8": { "$or": [{ "a": [1] }, { "b": [1] }] }, "k9": { "$or": [{ "a": [1] }, { "b": [1] }] } }"#;
