//! Reports rules that match several events of one stop of a task.
//!
//! Which events of a stop a combination of conditions matches follows from what is known about these events
//! ([`task_stop`](crate::schema::task_stop)). A rule that also matches events of a running task is meant to match
//! several events, so it is not reported.

use crate::diagnostic::{Diagnostics, Lint};
use crate::json::{JsonString, Scalar};
use crate::pattern::Filter;
use crate::pattern::filter::FieldRef;
use crate::rule::{Conjunction, Leaf, LeafSpans, Lowered};
use crate::schema::task_stop::{BEFORE_STOP, STOP, SentFor, StopEvent, TaskEvent};
use crate::source::Span;

const LAST_STATUS: &str = "lastStatus";
const DESIRED_STATUS: &str = "desiredStatus";

/// The fields that tell why a task stops. The notice of an interruption also has them.
const CAUSE_FIELDS: [&str; 2] = ["stopCode", "stoppedReason"];

/// A condition on the `detail` of an event.
pub(super) struct Condition<'l> {
    /// The path of the field, relative to `detail`.
    pub(super) path: String,
    /// The leaf, or `None` for a condition inside a scope, which requires only that the field is present.
    leaf: Option<&'l Leaf>,
    /// The span of the field's key.
    pub(super) key: Span,
    /// The span of the list of alternatives.
    list: Span,
}

impl<'l> Condition<'l> {
    /// Returns the conditions of a conjunction that are outside of scopes.
    pub(super) fn all(lowered: &'l Lowered, conjunction: &Conjunction) -> Vec<Self> {
        let condition = |&number: &usize| {
            let (leaf, LeafSpans { key, list, .. }) = (&lowered.rule.leaves[number], lowered.leaf_spans[number]);
            let path = leaf.path.to_string().strip_prefix("detail.")?.to_owned();
            Some(Self { path, leaf: Some(leaf), key, list })
        };
        conjunction.leaves.iter().filter_map(condition).collect()
    }

    /// Creates a condition that requires only that a field is present.
    pub(super) fn presence(path: &str, key: Span) -> Self {
        Self { path: path.to_owned(), leaf: None, key, list: key }
    }

    /// Whether the field must be present.
    pub(super) fn requires_presence(&self) -> bool {
        self.leaf.is_none_or(|leaf| !leaf.accepts_absence())
    }

    /// Whether an event can satisfy the condition.
    fn admits(&self, event: &TaskEvent) -> bool {
        let path = self.path.as_str();
        if event.absent.contains(&path) {
            return !self.requires_presence();
        }
        let Some(leaf) = self.leaf else { return true };
        match event.values_of(path) {
            Some(values) => leaf.alternatives.iter().any(|filter| admits_value(filter, values, event)),
            None if event.present.contains(&path) => leaf.alternatives.iter().any(|filter| !filter.accepts_absence()),
            None => true,
        }
    }
}

/// Whether a filter can accept one of the values of a field.
fn admits_value(filter: &Filter, values: &[&str], event: &TaskEvent) -> bool {
    let scalar = |value: &str| Scalar::String(JsonString::from(value));
    let known = |field_ref: &FieldRef| event.values_of(field_ref.path.as_str()?.strip_prefix("detail.")?);
    match filter.field_refs().as_slice() {
        [] => values.iter().any(|value| filter.accepts(&scalar(value))),
        [field_ref] => known(field_ref).is_none_or(|others| {
            let accepts = |value: &str, other: &str| filter.accepts_with(&scalar(value), &|_| vec![scalar(other)]);
            values.iter().any(|value| others.iter().any(|other| accepts(value, other)))
        }),
        _ => true,
    }
}

/// Checks the conditions of one conjunction.
pub(super) fn check(conditions: &[Condition<'_>], diagnostics: &mut Diagnostics) {
    let matched: Vec<&StopEvent> =
        STOP.iter().filter(|stop| conditions.iter().all(|condition| condition.admits(&stop.event))).collect();
    // A task that is not registered anywhere has no `DEACTIVATING` event.
    let certain = matched.iter().filter(|stop| stop.sent_for != SentFor::RegisteredTasks).count();
    let requires_stop = conditions.iter().filter(|condition| !condition.admits(&BEFORE_STOP));
    let count_matched = |condition: &&Condition<'_>| STOP.iter().filter(|stop| condition.admits(&stop.event)).count();
    let (Some(cause), 2..) = (requires_stop.min_by_key(count_matched), certain) else { return };
    let times = match matched.len() {
        2 => "twice".to_owned(),
        count => format!("up to {count} times"),
    };
    let last_status = conditions.iter().find(|condition| condition.path == LAST_STATUS);
    let (span, reason) = match last_status {
        Some(last_status) => (last_status.list, described_events(&matched)),
        None => (cause.key, format!("{} {}", described(cause), described_events(&matched))),
    };
    let message = format!("the rule fires {times} for one task: {reason}");
    let help = help(&matched, conditions, last_status.is_some());
    diagnostics.push(Lint::FiresTwice.at(span, message).with_help(help));
}

/// Returns what a condition requires.
fn described(condition: &Condition<'_>) -> String {
    match condition.path.as_str() {
        DESIRED_STATUS => format!("`{DESIRED_STATUS}` is `STOPPED`"),
        path => format!("`{}` is present", path.rsplit('.').next().unwrap_or(path)),
    }
}

/// Returns the list of events, such as `in the states DEPROVISIONING and STOPPED`.
fn described_events(events: &[&StopEvent]) -> String {
    let is_notice = |stop: &&&StopEvent| stop.sent_for == SentFor::Interruptions;
    let states: Vec<&str> = events.iter().filter(|stop| !is_notice(stop)).map(|stop| stop.last_status).collect();
    let mut text = match states.as_slice() {
        [state] => format!("in the state {state}"),
        [first @ .., last] => format!("in the states {} and {last}", first.join(", ")),
        [] => String::new(),
    };
    if events.iter().any(|stop| is_notice(&stop)) {
        text += ", and in the notice of a Spot interruption";
    }
    text
}

/// Returns how to match only one of the events.
fn help(events: &[&StopEvent], conditions: &[Condition<'_>], has_last_status: bool) -> String {
    let (verb, place) = if has_last_status { ("write", "") } else { ("add", " to `detail`") };
    let write = |status: &str| format!("{verb} `\"lastStatus\": [\"{status}\"]`{place}");
    let is_about_cause =
        |condition: &Condition<'_>| CAUSE_FIELDS.contains(&condition.path.as_str()) && !condition.admits(&BEFORE_STOP);
    let notice = events.iter().find(|stop| stop.sent_for == SentFor::Interruptions);
    let notice = notice.filter(|_| conditions.iter().any(is_about_cause));
    let last = events.last().map_or(LAST_STATUS, |stop| stop.last_status);
    match notice {
        None => write(last),
        Some(notice) => {
            let end = if last == "STOPPED" { "the end of the stop" } else { "one event of the stop" };
            let (last, notice) = (write(last), write(notice.last_status));
            format!("to match only {end}, {last}; to match only the interruption notice, {notice}")
        }
    }
}
