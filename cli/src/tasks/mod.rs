//! The output of `aws ecs describe-tasks`, as events.
//!
//! The input is the whole output, the list of its tasks, or one task. The output is an `ECS Task State Change` event
//! for each task, with the names and values that events have: see [`Change`]. The events still differ from those that
//! Amazon ECS sends:
//!
//! - The envelope is synthetic. `id` is all zeros. `account` and `region` are taken from the task's ARN, or are absent
//!   if the ARN does not contain them.
//! - The API does not return `updatedAt`. The field and the event's `time` are set to the time of the latest known
//!   change, or are absent if no such time is known.
//! - The output contains one event for the current state of a task, while Amazon ECS sends an event for each state.

mod detail;

pub(crate) use detail::Change;

use crate::raw_json::{ObjectBuilder, RawObject, quoted};
use crate::time;
use detail::Converter;
use event_pattern_compiler::diagnostic::Diagnostic;
use event_pattern_compiler::source::Span;
use jiff::Timestamp;
use serde_json::value::RawValue;
use std::collections::BTreeSet;

/// Tasks, and what `describe-tasks` and the conversion to events left out or changed.
#[derive(Debug)]
pub(crate) struct Description {
    pub(crate) tasks: Vec<Task>,
    pub(crate) changes: BTreeSet<Change>,
    /// Which tasks `describe-tasks` could not describe, and why.
    pub(crate) failures: Vec<String>,
}

/// A task, wrapped in an event.
#[derive(Debug)]
pub(crate) struct Task {
    pub(crate) arn: String,
    /// The event as JSON text.
    pub(crate) event: String,
}

/// The fields with the times in a task's life cycle.
const LIFECYCLE_TIMES: [&str; 7] =
    ["createdAt", "pullStartedAt", "pullStoppedAt", "startedAt", "executionStoppedAt", "stoppingAt", "stoppedAt"];

/// Reads the tasks, or returns the error in one of them. `None` if the text contains no description of tasks.
pub(crate) fn read(text: &str) -> Option<Result<Description, Diagnostic>> {
    let mut failures = Vec::new();
    let tasks: Vec<&RawValue> = match RawObject::parse(text) {
        Ok(object) if is_event(&object) => return None,
        Ok(object) if is_task(&object) => serde_json::from_str(text).map(|task| vec![task]).ok()?,
        Ok(description) => {
            let tasks = serde_json::from_str(description.get("tasks")?.get()).ok()?;
            failures = failures_in(&description);
            tasks
        }
        Err(_) => {
            let tasks: Vec<&RawValue> = serde_json::from_str(text).ok()?;
            let first = RawObject::parse(tasks.first()?.get()).ok()?;
            if is_event(&first) || !is_task(&first) {
                return None;
            }
            tasks
        }
    };
    let mut converter = Converter::default();
    let mut wrap = |task: &RawValue| wrap(task.get(), &mut converter).ok_or_else(|| invalid_task(text, task.get()));
    let tasks: Result<Vec<Task>, Diagnostic> = tasks.into_iter().map(&mut wrap).collect();
    Some(tasks.map(|tasks| Description { tasks, changes: converter.changes, failures }))
}

fn is_event(object: &RawObject) -> bool {
    object.get("detail-type").is_some() || object.get("source").is_some()
}

/// Whether an object outside a list of `tasks` is a task. Containers have a `taskArn` too.
fn is_task(object: &RawObject) -> bool {
    object.string("taskArn").is_some() && object.get("lastStatus").is_some() && object.get("containerArn").is_none()
}

/// Returns a message for each task that `describe-tasks` could not describe.
fn failures_in(description: &RawObject) -> Vec<String> {
    let failures = description.get("failures").map_or("[]", RawValue::get);
    let failures: Vec<&RawValue> = serde_json::from_str(failures).unwrap_or_default();
    let describe = |failure: RawObject| {
        let task = failure.string("arn").unwrap_or_else(|| "a task".to_owned());
        let reason = failure.string("reason").unwrap_or_else(|| "no reason given".to_owned());
        format!("{task} could not be described: {reason}")
    };
    failures.into_iter().filter_map(|failure| RawObject::parse(failure.get()).ok()).map(describe).collect()
}

/// Returns the error for an element of `tasks` that has no `taskArn`. `task` must be a slice of `text`.
fn invalid_task(text: &str, task: &str) -> Diagnostic {
    let start = (task.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    Diagnostic::error(Span::new(start, start + 1), "expected a task: an object with a `taskArn` string")
        .with_help("the output of `aws ecs describe-tasks`, its list of tasks and a single task are read as tasks")
}

fn wrap(text: &str, converter: &mut Converter) -> Option<Task> {
    let task = RawObject::parse(text).ok()?;
    let arn = task.string("taskArn")?;
    let arn_part = |index: usize| arn.split(':').nth(index).filter(|part| !part.is_empty()).map(quoted);
    let (region, account) = (arn_part(3), arn_part(4));
    let updated_at = latest_time(&task);
    let mut event = ObjectBuilder::default();
    event.add("version", r#""0""#);
    event.add("id", r#""00000000-0000-0000-0000-000000000000""#);
    event.add("detail-type", r#""ECS Task State Change""#);
    event.add("source", r#""aws.ecs""#);
    event.add_optional("account", account.as_deref());
    event.add_optional("time", updated_at.map(|time| quoted(&time::in_envelope(time))).as_deref());
    event.add_optional("region", region.as_deref());
    event.add("resources", &format!("[{}]", quoted(&arn)));
    event.add("detail", &converter.detail(&task, updated_at));
    Some(Task { event: event.into_object(), arn })
}

/// Returns the time of the latest known change.
fn latest_time(task: &RawObject) -> Option<Timestamp> {
    let time = |name: &str| task.get(name).and_then(|value| time::read(value.get()));
    time("updatedAt").or_else(|| LIFECYCLE_TIMES.iter().filter_map(|name| time(name)).max())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tasks(text: &str) -> Description {
        read(text).unwrap().unwrap()
    }

    fn events(text: &str) -> Vec<String> {
        tasks(text).tasks.into_iter().map(|task| task.event).collect()
    }

    #[test]
    fn a_task_becomes_the_detail_of_an_event() {
        let text = r#"{"tasks": [{
            "taskArn": "arn:aws:ecs:us-east-1:123456789012:task/tests/0a1b", "createdAt": 1591359342.5,
            "stoppedAt": "2020-06-05T12:17:11.696000+00:00", "version": 1.0, "version": 2
        }], "failures": []}"#;
        let expected = concat!(
            r#"{"version":"0","id":"00000000-0000-0000-0000-000000000000","detail-type":"ECS Task State Change","#,
            r#""source":"aws.ecs","account":"123456789012","time":"2020-06-05T12:17:11Z","#,
            r#""region":"us-east-1","resources":["arn:aws:ecs:us-east-1:123456789012:task/tests/0a1b"],"#,
            r#""detail":{"taskArn":"arn:aws:ecs:us-east-1:123456789012:task/tests/0a1b","#,
            r#""createdAt":"2020-06-05T12:15:42.5Z","stoppedAt":"2020-06-05T12:17:11.696Z","#,
            r#""version":1.0,"version":2,"updatedAt":"2020-06-05T12:17:11.696Z"}}"#,
        );
        assert_eq!(events(text), [expected]);
    }

    #[test]
    fn unknown_fields_of_the_envelope_are_absent() {
        let text = r#"{"tasks": [{"taskArn": "0a1b", "updatedAt": null}]}"#;
        let expected = concat!(
            r#"{"version":"0","id":"00000000-0000-0000-0000-000000000000","detail-type":"ECS Task State Change","#,
            r#""source":"aws.ecs","resources":["0a1b"],"detail":{"taskArn":"0a1b"}}"#,
        );
        assert_eq!(events(text), [expected]);
    }

    #[test]
    fn one_task_and_a_list_of_tasks_are_read_like_the_whole_description() {
        let task = r#"{"taskArn":"0a1b","lastStatus":"RUNNING"}"#;
        let expected = events(&format!(r#"{{"tasks": [{task}], "failures": []}}"#));
        assert_eq!(expected.len(), 1);
        for text in [task.to_owned(), format!("[{task}]"), format!(r#"{{"tasks": [{task}]}}"#)] {
            assert_eq!(events(&text), expected, "{text}");
        }
        assert_eq!(events(&format!("[{task}, {task}]")).len(), 2);
    }

    #[test]
    fn a_task_has_the_names_and_values_of_events() {
        let changed = |member: &str| {
            let Description { tasks, changes, .. } = tasks(&format!(r#"{{"tasks": [{{"taskArn":"x",{member}}}]}}"#));
            let detail = tasks[0].event.split_once(r#""taskArn":"x","#).map(|(_, detail)| detail.to_owned());
            (detail.unwrap_or_default().trim_end_matches("}}").to_owned(), changes.into_iter().collect::<Vec<_>>())
        };
        for (described, in_event, change) in [
            (
                r#""attachments":[{"type":"ElasticNetworkInterface","id":"1"},1]"#,
                r#""attachments":[{"type":"eni","id":"1"},1]"#,
                Change::NetworkInterface,
            ),
            (
                r#""containers":[{"lastStatus":"RUNNING","managedAgents":[{"lastStatus":"STOPPED","reason":"r"}]}]"#,
                r#""containers":[{"lastStatus":"RUNNING","managedAgents":[{"status":"STOPPED","reason":"r"}]}]"#,
                Change::AgentStatus,
            ),
            (
                r#""containers":[{"managedAgents":[{"lastStartedAt":"2024-08-09T00:12:50.500000+01:00"}]}]"#,
                r#""containers":[{"managedAgents":[{"lastStartedAt":"2024-08-08T23:12:50.5Z"}]}]"#,
                Change::Times,
            ),
            (
                r#""connectivityAt":"2024-08-08 23:12:50+00:00","a":1"#,
                r#""connectivityAt":"2024-08-08T23:12:50Z","a":1"#,
                Change::Times,
            ),
            (r#""tags":[{"key":"a","value":"b"}],"a":1"#, r#""a":1"#, Change::Tags),
            (r#""healthStatus":"UNKNOWN","a":1"#, r#""a":1"#, Change::HealthStatus),
        ] {
            assert_eq!(changed(described), (in_event.to_owned(), vec![change]), "{described}");
        }
        for unchanged in [
            r#""attachments":[{"type":"AmazonElasticBlockStorage"},{"id":"ElasticNetworkInterface"}]"#,
            r#""attachments":"none","containers":null"#,
            r#""containers":[{"healthStatus":"HEALTHY","managedAgents":[{"status":"RUNNING"}]}]"#,
            r#""connectivityAt":"2024-08-08T23:12:50.12Z","startedBy":"2024-08-08 23:12:50+00:00""#,
        ] {
            assert_eq!(changed(unchanged), (unchanged.to_owned(), Vec::new()), "{unchanged}");
        }
        assert_eq!(changed(r#""tags":[],"a":1"#), (r#""a":1"#.to_owned(), Vec::new()));
    }

    #[test]
    fn other_values_are_not_read_as_tasks() {
        for text in [
            "{}",
            r#"{"tasks": {}}"#,
            r#"{"tasks": [], "detail-type": "x"}"#,
            r#"{"taskArn": "x", "lastStatus": "RUNNING", "source": "aws.ecs"}"#,
            r#"{"taskArn": "x", "lastStatus": "RUNNING", "containerArn": "y"}"#,
            r#"{"taskArn": "x", "eventName": "TASK_FAILED_TO_RUN"}"#,
            "[]",
            "[1]",
            r#"[{"taskArn": "x", "lastStatus": "RUNNING", "detail-type": "y"}]"#,
            r#"["arn:aws:ecs:us-east-1:123456789012:task/tests/0a1b"]"#,
        ] {
            assert!(read(text).is_none(), "{text}");
        }
        for text in [r#"{"tasks": [1]}"#, r#"{"tasks": [{"taskArn": 1}]}"#, r#"{"tasks": [{}]}"#] {
            assert_eq!(read(text).unwrap().unwrap_err().span, Span::new(11, 12), "{text}");
        }
    }
}
