//! The output of `aws ecs describe-tasks` in place of an event.
//!
//! In: a JSON object with an array `tasks` and without `detail-type`. Out: for each task the `ECS Task State Change` event
//! that it stands for, the task's members untouched where they can be. It is not quite what the service sends:
//!
//! - The envelope is made up: `id` is all zeros; `account` and `region` are parts of the task's ARN, or absent if it has
//!   no such parts; `time` is `updatedAt`.
//! - `updatedAt`, which the API does not give, is the time of the latest step that is known, or absent with all of them.
//! - Times are as given. The AWS CLI writes them with an offset, such as `2024-05-06T13:02:34.567000+02:00`, where events
//!   have `2024-05-06T11:02:34.567Z`. Numbers, as older CLIs give, become the latter; those below `containers`
//!   (`lastStartedAt` of managed agents) stay numbers.
//! - A task is described as it is now, where the service sent an event for each of its states.
//! - The API gives `healthStatus` of the task, and `tags` on request. The service's guide says that events of tasks do
//!   not carry the former; a pattern that asks for them may match here only.

use crate::output;
use crate::raw_json::{Object, text_of};
use crate::time;
use event_pattern_compiler::diagnostic::Diagnostic;
use event_pattern_compiler::source::Span;
use serde_json::value::RawValue;

/// A task and the event that it stands for.
#[derive(Debug)]
pub(crate) struct Task {
    pub(crate) arn: String,
    /// JSON text.
    pub(crate) event: String,
}

/// The steps in a task's life that its description dates, the latest first.
const STEPS: [&str; 7] =
    ["stoppedAt", "stoppingAt", "executionStoppedAt", "startedAt", "pullStoppedAt", "pullStartedAt", "createdAt"];

/// The other dated members of a task.
const OTHER_TIMES: [&str; 2] = ["updatedAt", "connectivityAt"];

/// The tasks that an object describes, or what is wrong with one of them. Nothing if the object is no description of
/// tasks. Tasks that could not be described are named on standard error.
pub(crate) fn read(text: &str) -> Option<Result<Vec<Task>, Diagnostic>> {
    let description = Object::parse(text).ok()?;
    if description.get("detail-type").is_some() {
        return None;
    }
    let tasks: Vec<&RawValue> = serde_json::from_str(description.get("tasks")?.get()).ok()?;
    report_failures(&description);
    let wrap = |task: &RawValue| wrap(task.get()).ok_or_else(|| refuse(text, task.get()));
    Some(tasks.into_iter().map(wrap).collect())
}

/// Names the tasks that were asked for and are not there.
fn report_failures(description: &Object) {
    let failures = description.get("failures").map_or("[]", RawValue::get);
    let failures: Vec<&RawValue> = serde_json::from_str(failures).unwrap_or_default();
    for failure in failures.into_iter().filter_map(|failure| Object::parse(failure.get()).ok()) {
        let task = failure.string("arn").unwrap_or_else(|| "a task".to_owned());
        let reason = failure.string("reason").unwrap_or_else(|| "no reason given".to_owned());
        output::report(&format!("warning: {task} could not be described: {reason}"));
    }
}

/// The place of a task within the text that it is part of, and what it lacks.
fn refuse(text: &str, task: &str) -> Diagnostic {
    let start = (task.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    Diagnostic::error(Span::new(start, start + 1), "expected a task, an object with the string `taskArn`")
        .with_help("an object with `tasks` and without `detail-type` is read as the output of `aws ecs describe-tasks`")
}

fn wrap(text: &str) -> Option<Task> {
    let task = Object::parse(text).ok()?;
    let arn = task.string("taskArn")?;
    let arn_part = |index: usize| arn.split(':').nth(index).filter(|part| !part.is_empty()).map(quoted);
    let (region, account) = (arn_part(3), arn_part(4));
    let time = latest_time(&task);
    let mut event = Members::default();
    event.add("version", r#""0""#);
    event.add("id", r#""00000000-0000-0000-0000-000000000000""#);
    event.add("detail-type", r#""ECS Task State Change""#);
    event.add("source", r#""aws.ecs""#);
    event.add_known("account", account.as_deref());
    event.add_known("time", time.as_deref());
    event.add_known("region", region.as_deref());
    event.add("resources", &format!("[{}]", quoted(&arn)));
    event.add("detail", &detail(&task, time.as_deref()));
    Some(Task { event: event.into_object(), arn })
}

/// The task as an event's detail.
fn detail(task: &Object, time: Option<&str>) -> String {
    let mut detail = Members::default();
    for (key, value) in task.members() {
        let name = text_of(key).unwrap_or_default();
        if name == "updatedAt" {
            continue;
        }
        let is_time = STEPS.contains(&name.as_str()) || OTHER_TIMES.contains(&name.as_str());
        match time::from_epoch(value).filter(|_| is_time) {
            Some(time) => detail.add_raw(key, &quoted(&time)),
            None => detail.add_raw(key, value),
        }
    }
    detail.add_known("updatedAt", time);
    detail.into_object()
}

/// When the task last changed, as JSON text.
fn latest_time(task: &Object) -> Option<String> {
    let dated = std::iter::once("updatedAt").chain(STEPS);
    dated.filter_map(|name| task.get(name)).map(RawValue::get).find_map(|value| match time::from_epoch(value) {
        Some(time) => Some(quoted(&time)),
        None => value.starts_with('"').then(|| value.to_owned()),
    })
}

/// A text as a JSON string.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The members of an object that is being written.
#[derive(Default)]
struct Members {
    text: String,
}

impl Members {
    fn add(&mut self, name: &str, value: &str) {
        self.add_raw(&quoted(name), value);
    }

    fn add_known(&mut self, name: &str, value: Option<&str>) {
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
    fn what_is_not_known_is_absent() {
        let text = r#"{"tasks": [{"taskArn": "0a1b", "updatedAt": null}]}"#;
        let expected = concat!(
            r#"{"version":"0","id":"00000000-0000-0000-0000-000000000000","detail-type":"ECS Task State Change","#,
            r#""source":"aws.ecs","resources":["0a1b"],"detail":{"taskArn":"0a1b"}}"#,
        );
        assert_eq!(events(text), [expected]);
    }

    #[test]
    fn other_objects_are_no_descriptions() {
        for text in ["{}", r#"{"tasks": {}}"#, r#"{"tasks": [], "detail-type": "x"}"#, "[]"] {
            assert!(read(text).is_none(), "{text}");
        }
        for text in [r#"{"tasks": [1]}"#, r#"{"tasks": [{"taskArn": 1}]}"#, r#"{"tasks": [{}]}"#] {
            assert_eq!(read(text).unwrap().unwrap_err().span, Span::new(11, 12), "{text}");
        }
    }
}
