//! A struct that borrows from the JSON text and has only the fields that the rule uses, deserialized by `serde_json`.
//!
//! Other modules use the same struct with other deserializers.

use super::{Answer, Matcher};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct NeededFields<'a> {
    source: &'a str,
    #[serde(rename = "detail-type")]
    detail_type: &'a str,
    #[serde(borrow)]
    detail: Detail<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Detail<'a> {
    cluster_arn: &'a str,
    last_status: &'a str,
    stopped_reason: Option<&'a str>,
    #[serde(borrow)]
    containers: Vec<Container<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Container<'a> {
    name: &'a str,
    exit_code: Option<i64>,
}

impl NeededFields<'_> {
    pub(super) fn condition(&self) -> bool {
        let detail = &self.detail;
        self.source == "aws.ecs"
            && self.detail_type == "ECS Task State Change"
            && detail.cluster_arn == "arn:aws:ecs:ap-northeast-1:123456789012:cluster/run_test_cluster"
            && detail.last_status == "STOPPED"
            && detail.stopped_reason == Some("Essential container in task exited")
            && detail.containers.iter().any(Container::has_failed)
    }
}

impl Container<'_> {
    fn has_failed(&self) -> bool {
        self.name == "run-test" && self.exit_code.is_some_and(|exit_code| exit_code != 0)
    }
}

pub(super) fn matcher() -> Matcher {
    Matcher::of_bytes("serde_json into a struct", Answer::Pattern, |json| {
        serde_json::from_slice::<NeededFields>(json).is_ok_and(|event| event.condition())
    })
}
