//! `serde_json::Value` and a hand-written traversal, the usual first implementation of a single rule.

use super::{Answer, Matcher};
use serde_json::Value;

pub(super) fn matcher() -> Matcher {
    Matcher::of_bytes("serde_json::Value and a walk", Answer::Pattern, |json| {
        serde_json::from_slice(json).is_ok_and(|event| condition(&event))
    })
}

fn condition(event: &Value) -> bool {
    let detail = &event["detail"];
    event["source"] == "aws.ecs"
        && event["detail-type"] == "ECS Task State Change"
        && detail["clusterArn"] == "arn:aws:ecs:ap-northeast-1:123456789012:cluster/run_test_cluster"
        && detail["lastStatus"] == "STOPPED"
        && detail["stoppedReason"] == "Essential container in task exited"
        && detail["containers"].as_array().is_some_and(|containers| containers.iter().any(has_failed))
}

fn has_failed(container: &Value) -> bool {
    container["name"] == "run-test" && container.get("exitCode").is_some_and(|exit_code| exit_code != 0)
}
