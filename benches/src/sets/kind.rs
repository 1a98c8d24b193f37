//! Kinds of sets. Each has sets of every size, made from a fixed seed.

use super::rule::{Rule, Whole, Words};
use fastrand::Rng;

/// How the rules of a set differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// In the cluster, the container and the exit code. One is the story's rule.
    Clusters,
    /// In the container and the exit code; the cluster is that of the event. One is the story's rule.
    OneCluster,
    /// In which fields they ask for and how: strings, prefixes, `anything-but`, ranges of numbers.
    Mixed,
}

/// How the ARN of a cluster starts.
const CLUSTER: &str = "arn:aws:ecs:ap-northeast-1:123456789012:cluster";

const STORY_CLUSTER: &str = "run_test_cluster";
const STORY_REASON: &str = "Essential container in task exited";

impl Kind {
    /// What stands in tables.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Clusters => "rules that differ in cluster, container and exit code",
            Self::OneCluster => "rules that share the cluster and differ in container and exit code",
            Self::Mixed => "rules on several fields with prefixes, `anything-but` and ranges",
        }
    }

    /// A set of so many rules. The story's rule stands in the middle of those that have it.
    #[must_use]
    pub fn rules(self, count: usize) -> Vec<Rule> {
        let mut random = Rng::with_seed(20_191_119);
        let rule = |number: usize| match self {
            Self::Mixed => mixed(&mut random),
            _ if number == count / 2 => story(),
            Self::Clusters => Rule { cluster: Some(Words::Are(cluster(number))), ..of_container(number) },
            Self::OneCluster => of_container(number),
        };
        (0..count).map(rule).collect()
    }
}

fn story() -> Rule {
    let (container, exit_code) = (Some(Words::Are("run-test".into())), Some(Whole::IsNot(0)));
    Rule { container, exit_code, ..of_container(0) }
}

/// The story's rule for another container and exit code.
fn of_container(number: usize) -> Rule {
    Rule {
        cluster: Some(Words::Are(format!("{CLUSTER}/{STORY_CLUSTER}"))),
        stopped_reason: Some(Words::Are(STORY_REASON.into())),
        container: Some(Words::Are(container(number))),
        exit_code: Some(Whole::Is(i64::from(exit_code(number)))),
        ..Rule::default()
    }
}

/// Names have the length of the story's own, and clusters differ in the last digits only, as those of one account do.
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
        0 => Some(Words::Are(format!("{CLUSTER}/{STORY_CLUSTER}"))),
        1..=11 => Some(Words::Are(cluster(team))),
        12 => Some(Words::StartWith(format!("{CLUSTER}/run_"))),
        13..=18 => Some(Words::StartWith(format!("{CLUSTER}/team_{team}_"))),
        _ => Some(Words::AreNot(cluster(team))),
    };
    let group = match random.u8(0..10) {
        0 => Some(Words::Are("family:run_test".into())),
        1 => Some(Words::StartWith(format!("service:team_{team}"))),
        2 => Some(Words::StartWith("family:".into())),
        3 => Some(Words::AreNot(format!("family:team_{team}"))),
        _ => None,
    };
    let stopped_reason = match random.u8(0..10) {
        0..=2 => Some(Words::Are(STORY_REASON.into())),
        3 => Some(Words::StartWith("Essential container".into())),
        4 => Some(Words::StartWith("Task failed ELB health checks".into())),
        5 => Some(Words::StartWith("CannotPullContainerError".into())),
        6 => Some(Words::AreNot("Task stopped by (deployment)".into())),
        _ => None,
    };
    let container = match random.u8(0..10) {
        0 => Some(Words::Are("run-test".into())),
        1 => Some(Words::Are("selenium-hub".into())),
        2 => Some(Words::StartWith("selenium-".into())),
        3..=6 => Some(Words::Are(container(team))),
        7 => Some(Words::AreNot("log-router".into())),
        _ => None,
    };
    let exit_code = match random.u8(0..10) {
        0..=2 => Whole::IsNot(0),
        3..=5 => Whole::Is(i64::from(exit_code(team))),
        6 => Whole::Between(1, 127),
        7 => Whole::Between(128, 255),
        _ => {
            let low = random.i64(0..200);
            Whole::Between(low, low + random.i64(1..40))
        }
    };
    let version = match random.u8(0..10) {
        0 => Some(Whole::Between(1, random.i64(2..10))),
        1 => Some(Whole::IsNot(2)),
        _ => None,
    };
    Rule { cluster, group, stopped_reason, version, container, exit_code: Some(exit_code) }
}
