//! The generated function for typed events, with and without deserialization, and the same condition written by hand.

use super::rule::run_test_failed;
use super::{Answer, Matcher};
use event_pattern::{Event, Optional, ecs::TaskStateChange};

pub(super) fn from_bytes() -> Matcher {
    Matcher::of_bytes("event_pattern, typed (serde_json)", Answer::Pattern, |json| {
        serde_json::from_slice::<Event<TaskStateChange>>(json).is_ok_and(|event| run_test_failed(&event))
    })
}

pub(super) fn generated() -> Matcher {
    Matcher::of_event("already deserialized: event_pattern", run_test_failed)
}

pub(super) fn by_hand() -> Matcher {
    Matcher::of_event("already deserialized: by hand", condition)
}

fn condition(event: &Event<TaskStateChange>) -> bool {
    event.source == "aws.ecs"
        && event.detail_type == "ECS Task State Change"
        && event.detail.cluster_arn == "arn:aws:ecs:ap-northeast-1:123456789012:cluster/run_test_cluster"
        && event.detail.last_status == "STOPPED"
        && event.detail.stopped_reason.as_deref().is_some_and(|reason| reason == "Essential container in task exited")
        && event.detail.containers.any(|container| {
            // `anything-but` also matches `null`.
            container.name == "run-test" && !matches!(container.exit_code, Optional::Absent | Optional::Present(0))
        })
}
