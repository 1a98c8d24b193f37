//! The chat message.

use event_pattern::{Event, ecs::TaskStateChange};
use std::fmt::Write as _;

/// Formats the message: the task, the failed containers with their exit codes and reasons, and why the task stopped.
pub(crate) fn format(event: &Event<TaskStateChange>) -> String {
    let task = &event.detail;
    let id = task.task_arn.rsplit('/').next().unwrap_or_default();
    let mut text = format!("Task {id} failed");
    for container in task.containers.iter().filter(|container| container.failed()) {
        let exit_code = container.exit_code.copied().map_or_else(|| "unknown".to_owned(), |code| code.to_string());
        // Writing to a string cannot fail.
        let _ = write!(text, "\n{} exited with {exit_code}", container.name);
        if let Some(reason) = container.reason.as_deref() {
            let _ = write!(text, ": {reason}");
        }
    }
    if let Some(reason) = task.stopped_reason.as_deref() {
        let _ = write!(text, "\n{reason}");
    }
    text
}
