//! The story's pattern as a compiled rule, and as text for the other matchers.

use event_pattern::{Event, ecs::TaskStateChange, event_pattern};

event_pattern! {
    /// The `run-test` container itself failed, whatever its sidecars did.
    pub(super) fn run_test_failed(event: &Event<TaskStateChange>) -> bool {
        "source": ["aws.ecs"],
        "detail-type": ["ECS Task State Change"],
        "detail": {
            "clusterArn": ["arn:aws:ecs:ap-northeast-1:123456789012:cluster/run_test_cluster"],
            "lastStatus": ["STOPPED"],
            "stoppedReason": ["Essential container in task exited"],
            "containers": { "name": ["run-test"], "exitCode": [{ "anything-but": [0] }] }
        }
    }
}
