//! A rule for a stopped task, as data.

use super::event::{Container, NeededFields};
use std::fmt::Write;

/// The conditions on a stopped task. `None` accepts every value.
#[derive(Debug, Clone, Default)]
pub struct Rule {
    pub(super) cluster: Option<StringCondition>,
    pub(super) group: Option<StringCondition>,
    pub(super) stopped_reason: Option<StringCondition>,
    pub(super) version: Option<IntegerCondition>,
    pub(super) container: Option<StringCondition>,
    pub(super) exit_code: Option<IntegerCondition>,
}

/// A condition on a string.
#[derive(Debug, Clone)]
pub(super) enum StringCondition {
    Equals(String),
    HasPrefix(String),
    Differs(String),
}

/// A condition on an integer.
#[derive(Debug, Clone, Copy)]
pub(super) enum IntegerCondition {
    Equals(i64),
    Differs(i64),
    /// An inclusive range.
    InRange(i64, i64),
}

impl StringCondition {
    fn accepts(&self, text: &str) -> bool {
        match self {
            Self::Equals(expected) => text == expected,
            Self::HasPrefix(start) => text.starts_with(start),
            Self::Differs(other) => text != other,
        }
    }

    fn alternative(&self) -> String {
        match self {
            Self::Equals(expected) => format!("\"{expected}\""),
            Self::HasPrefix(start) => format!("{{\"prefix\":\"{start}\"}}"),
            Self::Differs(other) => format!("{{\"anything-but\":\"{other}\"}}"),
        }
    }
}

impl IntegerCondition {
    fn accepts(self, number: i64) -> bool {
        match self {
            Self::Equals(expected) => number == expected,
            Self::Differs(other) => number != other,
            Self::InRange(low, high) => (low..=high).contains(&number),
        }
    }

    fn alternative(self) -> String {
        match self {
            Self::Equals(expected) => expected.to_string(),
            Self::Differs(other) => format!("{{\"anything-but\":[{other}]}}"),
            Self::InRange(low, high) => format!("{{\"numeric\":[\">=\",{low},\"<=\",{high}]}}"),
        }
    }
}

impl Rule {
    /// Returns the rule as a pattern.
    #[must_use]
    pub fn pattern(&self) -> String {
        let leaf = |key: &str, alternative: Option<String>| {
            alternative.map(|alternative| format!("\"{key}\":[{alternative}]"))
        };
        let string = |key: &str, condition: &Option<StringCondition>| {
            leaf(key, condition.as_ref().map(StringCondition::alternative))
        };
        let integer =
            |key: &str, condition: Option<IntegerCondition>| leaf(key, condition.map(IntegerCondition::alternative));
        let containers = [string("name", &self.container), integer("exitCode", self.exit_code)].into_iter().flatten();
        let containers = containers.collect::<Vec<_>>().join(",");
        let detail = [
            string("clusterArn", &self.cluster),
            string("group", &self.group),
            string("stoppedReason", &self.stopped_reason),
            integer("version", self.version),
            (!containers.is_empty()).then(|| format!("\"containers\":{{{containers}}}")),
        ];
        let mut json = String::from(
            r#"{"source":["aws.ecs"],"detail-type":["ECS Task State Change"],"detail":{"lastStatus":["STOPPED"]"#,
        );
        for member in detail.into_iter().flatten() {
            let _ = write!(json, ",{member}");
        }
        json.push_str("}}");
        json
    }

    /// Whether the rule matches the event.
    pub(super) fn accepts(&self, event: &NeededFields) -> bool {
        let detail = &event.detail;
        event.source == "aws.ecs"
            && event.detail_type == "ECS Task State Change"
            && detail.last_status == "STOPPED"
            && self.cluster.as_ref().is_none_or(|condition| condition.accepts(detail.cluster_arn))
            && self.group.as_ref().is_none_or(|condition| detail.group.is_some_and(|group| condition.accepts(group)))
            && (self.stopped_reason.as_ref())
                .is_none_or(|condition| detail.stopped_reason.is_some_and(|reason| condition.accepts(reason)))
            && self.version.is_none_or(|condition| condition.accepts(detail.version))
            && detail.containers.iter().any(|container| self.accepts_container(container))
    }

    fn accepts_container(&self, container: &Container) -> bool {
        self.container.as_ref().is_none_or(|condition| condition.accepts(container.name))
            && self.exit_code.is_none_or(|condition| container.exit_code.is_some_and(|code| condition.accepts(code)))
    }
}
