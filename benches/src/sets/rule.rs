//! A rule on a task that stopped, as data.

use super::event::{Container, NeededFields};
use std::fmt::Write;

/// What is asked of a stopped task. Without a condition every value will do.
#[derive(Debug, Clone, Default)]
pub struct Rule {
    pub(super) cluster: Option<Words>,
    pub(super) group: Option<Words>,
    pub(super) stopped_reason: Option<Words>,
    pub(super) version: Option<Whole>,
    pub(super) container: Option<Words>,
    pub(super) exit_code: Option<Whole>,
}

/// What is asked of a string.
#[derive(Debug, Clone)]
pub(super) enum Words {
    Are(String),
    StartWith(String),
    AreNot(String),
}

/// What is asked of a whole number.
#[derive(Debug, Clone, Copy)]
pub(super) enum Whole {
    Is(i64),
    IsNot(i64),
    /// From the first to the second.
    Between(i64, i64),
}

impl Words {
    fn accept(&self, text: &str) -> bool {
        match self {
            Self::Are(wanted) => text == wanted,
            Self::StartWith(start) => text.starts_with(start),
            Self::AreNot(other) => text != other,
        }
    }

    fn alternative(&self) -> String {
        match self {
            Self::Are(wanted) => format!("\"{wanted}\""),
            Self::StartWith(start) => format!("{{\"prefix\":\"{start}\"}}"),
            Self::AreNot(other) => format!("{{\"anything-but\":\"{other}\"}}"),
        }
    }
}

impl Whole {
    fn accepts(self, number: i64) -> bool {
        match self {
            Self::Is(wanted) => number == wanted,
            Self::IsNot(other) => number != other,
            Self::Between(low, high) => (low..=high).contains(&number),
        }
    }

    fn alternative(self) -> String {
        match self {
            Self::Is(wanted) => wanted.to_string(),
            Self::IsNot(other) => format!("{{\"anything-but\":[{other}]}}"),
            Self::Between(low, high) => format!("{{\"numeric\":[\">=\",{low},\"<=\",{high}]}}"),
        }
    }
}

impl Rule {
    /// The rule as a pattern.
    #[must_use]
    pub fn pattern(&self) -> String {
        let leaf = |key: &str, alternative: Option<String>| {
            alternative.map(|alternative| format!("\"{key}\":[{alternative}]"))
        };
        let words = |key: &str, words: &Option<Words>| leaf(key, words.as_ref().map(Words::alternative));
        let whole = |key: &str, whole: Option<Whole>| leaf(key, whole.map(Whole::alternative));
        let containers = [words("name", &self.container), whole("exitCode", self.exit_code)].into_iter().flatten();
        let containers = containers.collect::<Vec<_>>().join(",");
        let detail = [
            words("clusterArn", &self.cluster),
            words("group", &self.group),
            words("stoppedReason", &self.stopped_reason),
            whole("version", self.version),
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

    /// Whether the rule wants the event.
    pub(super) fn accepts(&self, event: &NeededFields) -> bool {
        let detail = &event.detail;
        event.source == "aws.ecs"
            && event.detail_type == "ECS Task State Change"
            && detail.last_status == "STOPPED"
            && self.cluster.as_ref().is_none_or(|words| words.accept(detail.cluster_arn))
            && self.group.as_ref().is_none_or(|words| detail.group.is_some_and(|group| words.accept(group)))
            && (self.stopped_reason.as_ref())
                .is_none_or(|words| detail.stopped_reason.is_some_and(|reason| words.accept(reason)))
            && self.version.is_none_or(|whole| whole.accepts(detail.version))
            && detail.containers.iter().any(|container| self.accepts_container(container))
    }

    fn accepts_container(&self, container: &Container) -> bool {
        self.container.as_ref().is_none_or(|words| words.accept(container.name))
            && self.exit_code.is_none_or(|whole| container.exit_code.is_some_and(|code| whole.accepts(code)))
    }
}
