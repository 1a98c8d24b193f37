//! Kinds of rule sets. Sets of each kind are generated in any size, from a fixed seed.

use super::rule::{IntegerCondition, Rule, StringCondition};
use fastrand::Rng;

/// A kind of rule set, defined by how the rules differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The rules differ in cluster, container and exit code. One of them is the story's rule.
    Clusters,
    /// The rules differ in container and exit code; all of them have the event's cluster. One of them is the story's
    /// rule.
    OneCluster,
    /// The rules differ in their fields and in the conditions on them: strings, prefixes, `anything-but` and numeric
    /// ranges.
    Mixed,
}

/// The prefix of a cluster's ARN.
const CLUSTER: &str = "arn:aws:ecs:ap-northeast-1:123456789012:cluster";

const STORY_CLUSTER: &str = "run_test_cluster";
const STORY_REASON: &str = "Essential container in task exited";

impl Kind {
    /// Returns the description of the kind for the titles of the result tables.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Clusters => "rules that differ in cluster, container and exit code",
            Self::OneCluster => "rules that share the cluster and differ in container and exit code",
            Self::Mixed => "rules on several fields with prefixes, `anything-but` and ranges",
        }
    }

    /// Returns a set of `count` rules. The story's rule, if the kind includes it, is in the middle.
    #[must_use]
    pub fn rules(self, count: usize) -> Vec<Rule> {
        let mut random = Rng::with_seed(20_191_119);
        let rule = |number: usize| match self {
            Self::Mixed => mixed(&mut random),
            _ if number == count / 2 => story(),
            Self::Clusters => Rule { cluster: Some(StringCondition::Equals(cluster(number))), ..of_container(number) },
            Self::OneCluster => of_container(number),
        };
        (0..count).map(rule).collect()
    }
}

fn story() -> Rule {
    let (container, exit_code) = (Some(StringCondition::Equals("run-test".into())), Some(IntegerCondition::Differs(0)));
    Rule { container, exit_code, ..of_container(0) }
}

/// Returns the story's rule with a different container and exit code.
fn of_container(number: usize) -> Rule {
    Rule {
        cluster: Some(StringCondition::Equals(format!("{CLUSTER}/{STORY_CLUSTER}"))),
        stopped_reason: Some(StringCondition::Equals(STORY_REASON.into())),
        container: Some(StringCondition::Equals(container(number))),
        exit_code: Some(IntegerCondition::Equals(i64::from(exit_code(number)))),
        ..Rule::default()
    }
}

/// Returns a cluster's ARN. Each ARN is as long as that of the story's cluster. The ARNs differ only in the last
/// digits, like those of a single account.
fn cluster(number: usize) -> String {
    format!("{CLUSTER}/run_test_c{number:06}")
}

fn container(number: usize) -> String {
    format!("r-{number:06}")
}

fn exit_code(number: usize) -> u8 {
    u8::try_from(1 + number % 255).unwrap_or(1)
}

fn mixed(random: &mut Rng) -> Rule {
    let team = random.usize(0..200);
    let cluster = match random.u8(0..20) {
        0 => Some(StringCondition::Equals(format!("{CLUSTER}/{STORY_CLUSTER}"))),
        1..=11 => Some(StringCondition::Equals(cluster(team))),
        12 => Some(StringCondition::HasPrefix(format!("{CLUSTER}/run_"))),
        13..=18 => Some(StringCondition::HasPrefix(format!("{CLUSTER}/team_{team}_"))),
        _ => Some(StringCondition::Differs(cluster(team))),
    };
    let group = match random.u8(0..10) {
        0 => Some(StringCondition::Equals("family:run_test".into())),
        1 => Some(StringCondition::HasPrefix(format!("service:team_{team}"))),
        2 => Some(StringCondition::HasPrefix("family:".into())),
        3 => Some(StringCondition::Differs(format!("family:team_{team}"))),
        _ => None,
    };
    let stopped_reason = match random.u8(0..10) {
        0..=2 => Some(StringCondition::Equals(STORY_REASON.into())),
        3 => Some(StringCondition::HasPrefix("Essential container".into())),
        4 => Some(StringCondition::HasPrefix("Task failed ELB health checks".into())),
        5 => Some(StringCondition::HasPrefix("CannotPullContainerError".into())),
        6 => Some(StringCondition::Differs("Task stopped by (deployment)".into())),
        _ => None,
    };
    let container = match random.u8(0..10) {
        0 => Some(StringCondition::Equals("run-test".into())),
        1 => Some(StringCondition::Equals("selenium-hub".into())),
        2 => Some(StringCondition::HasPrefix("selenium-".into())),
        3..=6 => Some(StringCondition::Equals(container(team))),
        7 => Some(StringCondition::Differs("log-router".into())),
        _ => None,
    };
    let exit_code = match random.u8(0..10) {
        0..=2 => IntegerCondition::Differs(0),
        3..=5 => IntegerCondition::Equals(i64::from(exit_code(team))),
        6 => IntegerCondition::InRange(1, 127),
        7 => IntegerCondition::InRange(128, 255),
        _ => {
            let low = random.i64(0..200);
            IntegerCondition::InRange(low, low + random.i64(1..40))
        }
    };
    let version = match random.u8(0..10) {
        0 => Some(IntegerCondition::InRange(1, random.i64(2..10))),
        1 => Some(IntegerCondition::Differs(2)),
        _ => None,
    };
    Rule { cluster, group, stopped_reason, version, container, exit_code: Some(exit_code) }
}
