//! A path query on a `serde_json::Value`, with the `serde_json_path` crate.

use super::{Answer, Matcher};
use serde_json::Value;
use serde_json_path::JsonPath;

/// The query checks the event before the container, so an event from another source fails early.
const QUERY: &str = concat!(
    "$.detail.containers[?",
    "$.source == 'aws.ecs' && $['detail-type'] == 'ECS Task State Change' ",
    "&& $.detail.clusterArn == 'arn:aws:ecs:ap-northeast-1:123456789012:cluster/run_test_cluster' ",
    "&& $.detail.lastStatus == 'STOPPED' && $.detail.stoppedReason == 'Essential container in task exited' ",
    "&& @.name == 'run-test' && @.exitCode && @.exitCode != 0]",
);

pub(super) fn matcher() -> Matcher {
    let query = JsonPath::parse(QUERY).expect("the query is valid");
    Matcher::of_bytes("serde_json::Value and JSONPath", Answer::Pattern, move |json| {
        serde_json::from_slice::<Value>(json).is_ok_and(|event| !query.query(&event).is_empty())
    })
}
