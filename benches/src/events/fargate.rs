//! An event from a task on AWS Fargate, with the fields that events have today: attachments, image digests, network
//! interfaces, and the environment of every container. The event is about 4.2 KB long, or 60 KB with many containers
//! and long environments.

use super::Outcome;
use super::values::{
    ARN_START, CLUSTER_ARN, OTHER_SOURCES, environment_value, failure, hexadecimal, identifier, one_of, stopped, time,
};
use fastrand::Rng;
use std::fmt::Write;

/// The size of an event: the number of containers, and the number of environment variables in each container.
pub(super) struct Extent {
    containers: usize,
    /// The maximum number of environment variables per container.
    environment: usize,
}

pub(super) const SMALL: Extent = Extent { containers: 3, environment: 3 };
pub(super) const LARGE: Extent = Extent { containers: 27, environment: 40 };

/// Values that all containers of a task share.
struct Task {
    arn: String,
    short_id: String,
    attachment: String,
    address: String,
}

/// Writes one variant.
pub(super) fn write(random: &mut Rng, outcome: Outcome, extent: &Extent) -> String {
    let short_id = hexadecimal(random, 32);
    let task = Task {
        arn: format!("{ARN_START}:task/run_test_cluster/{short_id}"),
        short_id,
        attachment: identifier(random),
        address: format!("10.0.{}.{}", random.u8(..), random.u8(..)),
    };
    let mut names = names(random, extent.containers);
    random.shuffle(&mut names);
    let source = if outcome == Outcome::EarlyMismatch { one_of(random, &OTHER_SOURCES) } else { "aws.ecs" };
    let arn = &task.arn;

    let mut json = String::new();
    let _ = write!(
        json,
        concat!(
            r#"{{"version":"0","id":"{}","detail-type":"ECS Task State Change","source":"{}","#,
            r#""account":"123456789012","time":"{}","region":"ap-northeast-1","resources":["{}"],"detail":{{"#
        ),
        identifier(random),
        source,
        time(random),
        arn,
    );
    write_attachment(&mut json, random, &task);
    let _ = write!(
        json,
        concat!(
            r#""availabilityZone":"ap-northeast-1{}","clusterArn":"{}","connectivity":"CONNECTED","#,
            r#""connectivityAt":"{}","containers":["#
        ),
        one_of(random, &["a", "c", "d"]),
        CLUSTER_ARN,
        time(random),
    );
    for (index, name) in names.iter().enumerate() {
        json.push_str(if index == 0 { "" } else { "," });
        write_container(&mut json, random, outcome, name, &task);
    }
    let _ = write!(
        json,
        concat!(
            r#"],"cpu":"1024","createdAt":"{}","desiredStatus":"STOPPED","enableExecuteCommand":false,"#,
            r#""ephemeralStorage":{{"sizeInGiB":20}},"executionStoppedAt":"{}","group":"family:run_test","#,
            r#""launchType":"FARGATE","lastStatus":"STOPPED","memory":"4096","overrides":{{"containerOverrides":["#
        ),
        time(random),
        time(random),
    );
    for (index, name) in names.iter().enumerate() {
        json.push_str(if index == 0 { "" } else { "," });
        write_override(&mut json, random, name, extent.environment);
    }
    let _ = write!(
        json,
        concat!(
            r#"]}},"platformVersion":"1.4.0","pullStartedAt":"{}","pullStoppedAt":"{}","startedAt":"{}","#,
            r#""stoppedAt":"{}","stoppingAt":"{}","stopCode":"EssentialContainerExited","#,
            r#""stoppedReason":"Essential container in task exited","taskArn":"{}","#,
            r#""taskDefinitionArn":"{}:task-definition/run_test:{}","updatedAt":"{}","version":{}}}}}"#
        ),
        time(random),
        time(random),
        time(random),
        time(random),
        time(random),
        arn,
        ARN_START,
        random.u8(1..120),
        time(random),
        random.u8(3..12),
    );
    json
}

fn names(random: &mut Rng, count: usize) -> Vec<String> {
    let mut names: Vec<String> = ["run-test", "selenium-hub", "selenium-node-chrome"].map(String::from).into();
    for index in names.len()..count {
        let kind = one_of(random, &["selenium-node-firefox", "log-router", "aws-otel-collector", "database", "proxy"]);
        names.push(format!("{kind}-{index}"));
    }
    names
}

fn write_attachment(json: &mut String, random: &mut Rng, task: &Task) {
    let Task { attachment, address, .. } = task;
    let _ = write!(
        json,
        concat!(
            r#""attachments":[{{"id":"{}","type":"eni","status":"DELETED","details":["#,
            r#"{{"name":"subnetId","value":"subnet-{}"}},{{"name":"networkInterfaceId","value":"eni-{}"}},"#,
            r#"{{"name":"macAddress","value":"0e:50:d1:c1:{}:{}"}},"#,
            r#"{{"name":"privateDnsName","value":"ip-{}.ap-northeast-1.compute.internal"}},"#,
            r#"{{"name":"privateIPv4Address","value":"{}"}}]}}],"#,
            r#""attributes":[{{"name":"ecs.cpu-architecture","value":"{}"}}],"#
        ),
        attachment,
        hexadecimal(random, 17),
        hexadecimal(random, 17),
        hexadecimal(random, 2),
        hexadecimal(random, 2),
        address.replace('.', "-"),
        address,
        one_of(random, &["x86_64", "arm64"]),
    );
}

fn write_container(json: &mut String, random: &mut Rng, outcome: Outcome, name: &str, task: &Task) {
    let exit_code = match (name, outcome) {
        ("run-test", Outcome::LateMismatch) => 0,
        ("run-test", _) => failure(random),
        _ => stopped(random),
    };
    let Task { arn, short_id, attachment, address } = task;
    let _ = write!(
        json,
        concat!(
            r#"{{"containerArn":"{}:container/run_test_cluster/{}/{}","exitCode":{},"lastStatus":"STOPPED","#,
            r#""name":"{}","image":"123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/{}","imageDigest":"sha256:{}","#,
            r#""runtimeId":"{}-{}","taskArn":"{}","#,
            r#""networkInterfaces":[{{"attachmentId":"{}","privateIpv4Address":"{}"}}],"cpu":"{}"}}"#
        ),
        ARN_START,
        short_id,
        identifier(random),
        exit_code,
        name,
        name,
        hexadecimal(random, 64),
        short_id,
        random.u32(1_000_000..),
        arn,
        attachment,
        address,
        one_of(random, &["0", "256", "512"]),
    );
}

fn write_override(json: &mut String, random: &mut Rng, name: &str, max_variables: usize) {
    json.push('{');
    for index in 0..random.usize(0..=max_variables) {
        json.push_str(if index == 0 { r#""environment":["# } else { "," });
        let _ = write!(
            json,
            r#"{{"name":"{}_{index}","value":"{}"}}"#,
            one_of(random, &["STAGE", "SE_OPTS", "FEATURE_FLAGS", "ENDPOINT", "RUN_ID"]),
            environment_value(random),
        );
    }
    if json.ends_with('}') {
        json.push_str("],");
    }
    let _ = write!(json, r#""name":"{name}"}}"#);
}
