//! The output of `aws ecs describe-tasks`, as events.
//!
//! The input is a JSON object with a `tasks` array and without `detail-type`. The output is an `ECS Task State Change`
//! event for each task. The fields of a task are unchanged where possible. The events differ from those that Amazon ECS
//! sends:
//!
//! - The envelope is synthetic. `id` is all zeros. `account` and `region` are taken from the task's ARN, or are absent
//!   if the ARN does not contain them. `time` has the value of `updatedAt`.
//! - The API does not return `updatedAt`. The field is set to the time of the latest known change, or is absent if no
//!   such time is known.
//! - Times in strings are unchanged. The AWS CLI prints times with an offset, such as
//!   `2024-05-06T13:02:34.567000+02:00`, while events contain times such as `2024-05-06T11:02:34.567Z`. Numeric times
//!   from older versions of the CLI are converted to the format that events use, except inside `containers`
//!   (`lastStartedAt` of managed agents).
//! - The output contains one event for the current state of a task, while Amazon ECS sends an event for each state.
//! - The API returns `healthStatus`, and `tags` on request. According to the Amazon ECS guide, task events do not have
//!   `healthStatus`. A pattern that uses these fields may match the output, but not the events that Amazon ECS sends.

use crate::output;
use crate::raw_json::{RawObject, decode_string};
use crate::time;
use event_pattern_compiler::diagnostic::Diagnostic;
use event_pattern_compiler::source::Span;
use serde_json::value::RawValue;

/// A task, wrapped in an event.
#[derive(Debug)]
pub(crate) struct Task {
    pub(crate) arn: String,
    /// The event as JSON text.
    pub(crate) event: String,
}

/// The fields with the times in a task's life cycle, latest first.
const LIFECYCLE_TIMES: [&str; 7] =
    ["stoppedAt", "stoppingAt", "executionStoppedAt", "startedAt", "pullStoppedAt", "pullStartedAt", "createdAt"];

/// The other fields of a task that contain times.
const OTHER_TIMES: [&str; 2] = ["updatedAt", "connectivityAt"];

/// Reads the tasks, or returns the error in one of them. `None` if the text is not the output of `describe-tasks`. The
/// `failures` in the output are reported on standard error.
pub(crate) fn read(text: &str) -> Option<Result<Vec<Task>, Diagnostic>> {
    let description = RawObject::parse(text).ok()?;
    if description.get("detail-type").is_some() {
        return None;
    }
    let tasks: Vec<&RawValue> = serde_json::from_str(description.get("tasks")?.get()).ok()?;
    report_failures(&description);
    let wrap = |task: &RawValue| wrap(task.get()).ok_or_else(|| invalid_task(text, task.get()));
    Some(tasks.into_iter().map(wrap).collect())
}

/// Reports the tasks that `describe-tasks` could not describe.
fn report_failures(description: &RawObject) {
    let failures = description.get("failures").map_or("[]", RawValue::get);
    let failures: Vec<&RawValue> = serde_json::from_str(failures).unwrap_or_default();
    for failure in failures.into_iter().filter_map(|failure| RawObject::parse(failure.get()).ok()) {
        let task = failure.string("arn").unwrap_or_else(|| "a task".to_owned());
        let reason = failure.string("reason").unwrap_or_else(|| "no reason given".to_owned());
        output::report(&format!("warning: {task} could not be described: {reason}"));
    }
}

/// Returns the error for an element of `tasks` that has no `taskArn`. `task` must be a slice of `text`.
fn invalid_task(text: &str, task: &str) -> Diagnostic {
    let start = (task.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    Diagnostic::error(Span::new(start, start + 1), "expected a task: an object with a `taskArn` string")
        .with_help("an object with `tasks` and without `detail-type` is read as the output of `aws ecs describe-tasks`")
}

fn wrap(text: &str) -> Option<Task> {
    let task = RawObject::parse(text).ok()?;
    let arn = task.string("taskArn")?;
    let arn_part = |index: usize| arn.split(':').nth(index).filter(|part| !part.is_empty()).map(quoted);
    let (region, account) = (arn_part(3), arn_part(4));
    let time = latest_time(&task);
    let mut event = ObjectBuilder::default();
    event.add("version", r#""0""#);
    event.add("id", r#""00000000-0000-0000-0000-000000000000""#);
    event.add("detail-type", r#""ECS Task State Change""#);
    event.add("source", r#""aws.ecs""#);
    event.add_optional("account", account.as_deref());
    event.add_optional("time", time.as_deref());
    event.add_optional("region", region.as_deref());
    event.add("resources", &format!("[{}]", quoted(&arn)));
    event.add("detail", &detail(&task, time.as_deref()));
    Some(Task { event: event.into_object(), arn })
}

/// Returns the task as the detail of an event.
fn detail(task: &RawObject, time: Option<&str>) -> String {
    let mut detail = ObjectBuilder::default();
    for (key, value) in task.members() {
        let name = decode_string(key).unwrap_or_default();
        if name == "updatedAt" {
            continue;
        }
        let is_time = LIFECYCLE_TIMES.contains(&name.as_str()) || OTHER_TIMES.contains(&name.as_str());
        match time::from_epoch(value).filter(|_| is_time) {
            Some(time) => detail.add_raw(key, &quoted(&time)),
            None => detail.add_raw(key, value),
        }
    }
    detail.add_optional("updatedAt", time);
    detail.into_object()
}

/// Returns the time of the latest known change, as JSON text.
fn latest_time(task: &RawObject) -> Option<String> {
    let dated = std::iter::once("updatedAt").chain(LIFECYCLE_TIMES);
    dated.filter_map(|name| task.get(name)).map(RawValue::get).find_map(|value| match time::from_epoch(value) {
        Some(time) => Some(quoted(&time)),
        None => value.starts_with('"').then(|| value.to_owned()),
    })
}

/// Returns the JSON text of a string.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Builds the text of a JSON object.
#[derive(Default)]
struct ObjectBuilder {
    text: String,
}

impl ObjectBuilder {
    fn add(&mut self, name: &str, value: &str) {
        self.add_raw(&quoted(name), value);
    }

    fn add_optional(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.add(name, value);
        }
    }

    fn add_raw(&mut self, key: &str, value: &str) {
        let comma = if self.text.is_empty() { "" } else { "," };
        self.text.extend([comma, key, ":", value]);
    }

    fn into_object(self) -> String {
        format!("{{{}}}", self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(text: &str) -> Vec<String> {
        read(text).unwrap().unwrap().into_iter().map(|task| task.event).collect()
    }

    #[test]
    fn a_task_becomes_the_detail_of_an_event() {
        let text = r#"{"tasks": [{
            "taskArn": "arn:aws:ecs:us-east-1:123456789012:task/tests/0a1b", "createdAt": 1591359342.5,
            "stoppedAt": "2020-06-05T12:17:11.696000+00:00", "version": 1.0, "version": 2
        }], "failures": []}"#;
        let expected = concat!(
            r#"{"version":"0","id":"00000000-0000-0000-0000-000000000000","detail-type":"ECS Task State Change","#,
            r#""source":"aws.ecs","account":"123456789012","time":"2020-06-05T12:17:11.696000+00:00","#,
            r#""region":"us-east-1","resources":["arn:aws:ecs:us-east-1:123456789012:task/tests/0a1b"],"#,
            r#""detail":{"taskArn":"arn:aws:ecs:us-east-1:123456789012:task/tests/0a1b","#,
            r#""createdAt":"2020-06-05T12:15:42.500Z","stoppedAt":"2020-06-05T12:17:11.696000+00:00","#,
            r#""version":1.0,"version":2,"updatedAt":"2020-06-05T12:17:11.696000+00:00"}}"#,
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
    fn other_objects_are_not_read_as_tasks() {
        for text in ["{}", r#"{"tasks": {}}"#, r#"{"tasks": [], "detail-type": "x"}"#, "[]"] {
            assert!(read(text).is_none(), "{text}");
        }
        for text in [r#"{"tasks": [1]}"#, r#"{"tasks": [{"taskArn": 1}]}"#, r#"{"tasks": [{}]}"#] {
            assert_eq!(read(text).unwrap().unwrap_err().span, Span::new(11, 12), "{text}");
        }
    }
}
