//! A task as the detail of an event.

use crate::raw_json::{ObjectBuilder, RawObject, decode_string, quoted};
use crate::time;
use jiff::Timestamp;
use serde_json::value::RawValue;
use std::collections::BTreeSet;
use std::fmt;

/// The fields of a task that contain times.
const TIMES: [&str; 9] = [
    "connectivityAt",
    "createdAt",
    "executionStoppedAt",
    "pullStartedAt",
    "pullStoppedAt",
    "startedAt",
    "stoppedAt",
    "stoppingAt",
    "updatedAt",
];

/// A difference between a task in the API and a task in an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Change {
    NetworkInterface,
    AgentStatus,
    Tags,
    HealthStatus,
    Times,
}

impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NetworkInterface => "the `type` of `attachments` is `eni`, not `ElasticNetworkInterface`",
            Self::AgentStatus => "the state of `managedAgents` is in `status`, not in `lastStatus`",
            Self::Tags => "there are no `tags`",
            Self::HealthStatus => "there is no `healthStatus` of the task",
            Self::Times => "times are in UTC, as in `2024-05-06T11:02:34.567Z`",
        })
    }
}

/// Converts tasks, and records what it changes.
#[derive(Debug, Default)]
pub(super) struct Converter {
    pub(super) changes: BTreeSet<Change>,
}

impl Converter {
    /// Returns the detail of the event for a task that last changed at `updated_at`.
    pub(super) fn detail(&mut self, task: &RawObject, updated_at: Option<Timestamp>) -> String {
        let mut detail = ObjectBuilder::default();
        for (key, value) in task.members() {
            let name = decode_string(key).unwrap_or_default();
            match name.as_str() {
                "updatedAt" => {}
                // An empty list means the same to a pattern as no list.
                "tags" if value == "[]" => {}
                "tags" => self.record(Change::Tags),
                "healthStatus" => self.record(Change::HealthStatus),
                "attachments" => {
                    detail.add_raw(key, &each_object(value, &mut |attachment| self.attachment(attachment)));
                }
                "containers" => detail.add_raw(key, &each_object(value, &mut |container| self.container(container))),
                name if TIMES.contains(&name) => detail.add_raw(key, &self.time(value)),
                _ => detail.add_raw(key, value),
            }
        }
        detail.add_optional("updatedAt", updated_at.map(|time| quoted(&time::in_detail(time))).as_deref());
        detail.into_object()
    }

    fn attachment(&mut self, attachment: &RawObject) -> String {
        let mut converted = ObjectBuilder::default();
        for (key, value) in attachment.members() {
            if is(key, "type") && is(value, "ElasticNetworkInterface") {
                self.record(Change::NetworkInterface);
                converted.add_raw(key, &quoted("eni"));
            } else {
                converted.add_raw(key, value);
            }
        }
        converted.into_object()
    }

    fn container(&mut self, container: &RawObject) -> String {
        let mut converted = ObjectBuilder::default();
        for (key, value) in container.members() {
            if is(key, "managedAgents") {
                converted.add_raw(key, &each_object(value, &mut |agent| self.managed_agent(agent)));
            } else {
                converted.add_raw(key, value);
            }
        }
        converted.into_object()
    }

    fn managed_agent(&mut self, agent: &RawObject) -> String {
        let mut converted = ObjectBuilder::default();
        for (key, value) in agent.members() {
            if is(key, "lastStatus") {
                self.record(Change::AgentStatus);
                converted.add("status", value);
            } else if is(key, "lastStartedAt") {
                converted.add_raw(key, &self.time(value));
            } else {
                converted.add_raw(key, value);
            }
        }
        converted.into_object()
    }

    /// Returns a time as in events, or any other value unchanged.
    fn time(&mut self, value: &str) -> String {
        let converted = time::read(value).map(|time| quoted(&time::in_detail(time)));
        let converted = converted.filter(|converted| converted != value);
        if converted.is_some() {
            self.record(Change::Times);
        }
        converted.unwrap_or_else(|| value.to_owned())
    }

    fn record(&mut self, change: Change) {
        self.changes.insert(change);
    }
}

/// Converts each object of an array. Other elements and other values stay as they are.
fn each_object(array: &str, convert: &mut dyn FnMut(&RawObject) -> String) -> String {
    let Ok(elements) = serde_json::from_str::<Vec<&RawValue>>(array) else { return array.to_owned() };
    let mut converted = |element: &RawValue| match RawObject::parse(element.get()) {
        Ok(object) => convert(&object),
        Err(_) => element.get().to_owned(),
    };
    let elements: Vec<String> = elements.into_iter().map(&mut converted).collect();
    format!("[{}]", elements.join(","))
}

/// Whether a JSON value is this string.
fn is(value: &str, text: &str) -> bool {
    decode_string(value).is_some_and(|value| value == text)
}
