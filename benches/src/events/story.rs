//! The story's event, about 1.5 KB long: a test runner and two Selenium containers, with the fields that events had in
//! 2019.

use super::Outcome;
use super::values::{ARN_START, CLUSTER_ARN, OTHER_SOURCES, failure, hexadecimal, identifier, one_of, stopped, time};
use fastrand::Rng;

/// Writes one variant.
pub(super) fn write(random: &mut Rng, outcome: Outcome) -> String {
    let task = format!("{ARN_START}:task/run_test_cluster/{}", hexadecimal(random, 16));
    let mut names = ["run-test", "selenium-hub", "selenium-node-chrome"];
    random.shuffle(&mut names);
    let containers = names.map(|name| container(random, outcome, name, &task)).join(",");
    let source = if outcome == Outcome::EarlyMismatch { one_of(random, &OTHER_SOURCES) } else { "aws.ecs" };
    let group = one_of(random, &["family:run_test", "service:run_test", "family:run_test_nightly"]);
    let (id, version, revision) = (identifier(random), random.u8(3..12), random.u8(1..120));
    let (created, started, stopped, sent) = (time(random), time(random), time(random), time(random));
    format!(
        concat!(
            r#"{{"version":"0","id":"{id}","detail-type":"ECS Task State Change","source":"{source}","#,
            r#""account":"123456789012","time":"{sent}","region":"ap-northeast-1","resources":["{task}"],"#,
            r#""detail":{{"clusterArn":"{CLUSTER_ARN}","containers":[{containers}],"createdAt":"{created}","#,
            r#""desiredStatus":"STOPPED","group":"{group}","lastStatus":"STOPPED","overrides":{{}},"#,
            r#""startedAt":"{started}","stoppedReason":"Essential container in task exited","taskArn":"{task}","#,
            r#""taskDefinitionArn":"{ARN_START}:task-definition/run_test:{revision}","updatedAt":"{stopped}","#,
            r#""version":{version}}}}}"#,
        ),
        id = id,
        source = source,
        sent = sent,
        task = task,
        CLUSTER_ARN = CLUSTER_ARN,
        containers = containers,
        created = created,
        group = group,
        started = started,
        stopped = stopped,
        ARN_START = ARN_START,
        revision = revision,
        version = version,
    )
}

fn container(random: &mut Rng, outcome: Outcome, name: &str, task: &str) -> String {
    let exit_code = match (name, outcome) {
        ("run-test", Outcome::LateMismatch) => 0,
        ("run-test", _) => failure(random),
        _ => stopped(random),
    };
    let id = hexadecimal(random, 8);
    format!(
        concat!(
            r#"{{"containerArn":"{}:container/{}","lastStatus":"STOPPED","name":"{}","exitCode":{},"#,
            r#""taskArn":"{}"}}"#
        ),
        ARN_START, id, name, exit_code, task,
    )
}
