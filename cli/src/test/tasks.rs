//! The output of `aws ecs describe-tasks` as events.
//!
//! A task of the ECS API has the fields of a Task State Change event's `detail`, with these differences: `updatedAt` is
//! missing and becomes the latest time that the task tells; times may be seconds since 1970 and become ISO 8601;
//! `healthStatus` is there, which events do not carry. Account and region are those of the task's ARN.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

/// A task, wrapped as an event.
pub(super) struct Task {
    pub(super) arn: String,
    /// The event's JSON text.
    pub(super) event: String,
}

/// The tasks' times, from the latest on.
const TIMES: [&str; 9] = [
    "stoppedAt",
    "executionStoppedAt",
    "stoppingAt",
    "startedAt",
    "pullStoppedAt",
    "pullStartedAt",
    "connectivityAt",
    "createdAt",
    "updatedAt",
];

/// The tasks in an output of `describe-tasks`. Nothing if the text is an event.
pub(super) fn events(json: &[u8]) -> Option<Vec<Task>> {
    // Only one value is wanted: what follows an event's closing brace is ignored.
    let output: Value = serde_json::Deserializer::from_slice(json).into_iter().next()?.ok()?;
    let tasks = output.get("tasks")?.as_array()?;
    if output.get("detail-type").is_some() || output.get("detail").is_some() {
        return None;
    }
    Some(tasks.iter().filter_map(Value::as_object).cloned().map(wrap).collect())
}

fn wrap(mut task: Map<String, Value>) -> Task {
    for name in TIMES {
        if let Some(time) = task.get_mut(name) {
            if let Some(seconds) = time.as_f64() {
                *time = Value::String(iso_8601(seconds));
            }
        }
    }
    let time = TIMES.iter().find_map(|name| task.get(*name)).cloned().unwrap_or_else(|| json!("1970-01-01T00:00:00Z"));
    task.entry("updatedAt").or_insert_with(|| time.clone());
    let arn = task.get("taskArn").and_then(Value::as_str).unwrap_or_default().to_owned();
    let part = |number: usize| arn.split(':').nth(number).unwrap_or_default();
    let event = json!({
        "version": "0",
        "id": "00000000-0000-0000-0000-000000000000",
        "detail-type": "ECS Task State Change",
        "source": "aws.ecs",
        "account": part(4),
        "time": time,
        "region": part(3),
        "resources": [&arn],
        "detail": task,
    });
    Task { event: event.to_string(), arn }
}

/// Seconds since 1970 as ISO 8601 in UTC. A time that no calendar has stays as it is.
#[allow(clippy::cast_possible_truncation, reason = "a cast that saturates is out of the calendar too")]
fn iso_8601(seconds: f64) -> String {
    Timestamp::from_millisecond((seconds * 1000.0).round() as i64)
        .map_or_else(|_| seconds.to_string(), |time| time.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_become_dates() {
        for (seconds, date) in [
            (0.0, "1970-01-01T00:00:00Z"),
            (951_782_400.0, "2000-02-29T00:00:00Z"),
            (1_700_000_000.123, "2023-11-14T22:13:20.123Z"),
        ] {
            assert_eq!(iso_8601(seconds), date);
        }
    }

    #[test]
    fn an_event_is_no_list_of_tasks() {
        assert!(events(br#"{"detail-type":"x","tasks":[]}"#).is_none());
        assert!(events(br#"{"source":"aws.ecs"}"#).is_none());
        assert_eq!(events(br#"{"tasks":[],"failures":[]}"#).map(|tasks| tasks.len()), Some(0));
    }

    #[test]
    fn a_task_is_wrapped_as_an_event() {
        let output = br#"{"tasks":[{"taskArn":"arn:aws:ecs:eu-west-1:123456789012:task/c/1","createdAt":1700000000,
            "stoppedAt":"2025-05-06T11:02:34Z","lastStatus":"STOPPED"}]}"#;
        let task = events(output).unwrap().remove(0);
        let event: Value = serde_json::from_str(&task.event).unwrap();
        assert_eq!(event["account"], "123456789012");
        assert_eq!(event["region"], "eu-west-1");
        assert_eq!(event["detail"]["createdAt"], "2023-11-14T22:13:20Z");
        assert_eq!(event["detail"]["updatedAt"], "2025-05-06T11:02:34Z");
    }
}
