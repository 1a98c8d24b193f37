//! Reports rules that match several of the events that one subject sends at its end, such as a task that stops.
//!
//! Which of these events a combination of conditions matches follows from what is known about them: the [`Lifecycle`].
//! A rule that also matches events before the end is meant to match several events, so it is not reported.

use crate::diagnostic::{Diagnostics, Lint};
use crate::json::{JsonString, Scalar};
use crate::pattern::Filter;
use crate::pattern::filter::FieldRef;
use crate::rule::{Conjunction, Leaf, LeafSpans, Lowered};
use crate::schema::{Lifecycle, LifecycleEvent, SentFor, State};
use crate::source::Span;

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
    fn admits(&self, event: &State) -> bool {
        let path = self.path.as_str();
        if event.absent.iter().any(|absent| absent == path) {
            return !self.requires_presence();
        }
        let Some(leaf) = self.leaf else { return true };
        match event.values_of(path) {
            Some(values) => leaf.alternatives.iter().any(|filter| admits_value(filter, values, event)),
            None if event.present.iter().any(|present| present == path) => {
                leaf.alternatives.iter().any(|filter| !filter.accepts_absence())
            }
            None => true,
        }
    }
}

/// Whether a filter can accept one of the values of a field.
fn admits_value(filter: &Filter, values: &[String], event: &State) -> bool {
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
pub(super) fn check(conditions: &[Condition<'_>], lifecycle: &Lifecycle, diagnostics: &mut Diagnostics) {
    let Lifecycle { subject, state_field, before, events, .. } = lifecycle;
    let matched: Vec<&LifecycleEvent> =
        events.iter().filter(|one| conditions.iter().all(|condition| condition.admits(&one.event))).collect();
    let certain = matched.iter().filter(|one| one.sent_for != SentFor::Some).count();
    let requires_end = conditions.iter().filter(|condition| !condition.admits(before));
    let count_matched = |condition: &&Condition<'_>| events.iter().filter(|one| condition.admits(&one.event)).count();
    let (Some(cause), 2..) = (requires_end.min_by_key(count_matched), certain) else { return };
    let times = match matched.len() {
        2 => "twice".to_owned(),
        count => format!("up to {count} times"),
    };
    let state = conditions.iter().find(|condition| condition.path == *state_field);
    let (span, reason) = match state {
        Some(state) => (state.list, described_events(&matched, lifecycle)),
        None => (cause.key, format!("{} {}", described(cause, lifecycle), described_events(&matched, lifecycle))),
    };
    let message = format!("the rule fires {times} for one {subject}: {reason}");
    let help = help(&matched, conditions, lifecycle, state.is_some());
    diagnostics.push(Lint::FiresTwice.at(span, message).with_help(help));
}

/// Returns what a condition requires.
fn described(condition: &Condition<'_>, lifecycle: &Lifecycle) -> String {
    let field = condition.path.rsplit('.').next().unwrap_or_default();
    let at_end = lifecycle.events.last().and_then(|last| last.event.values_of(&condition.path));
    match at_end {
        Some([value]) => format!("`{field}` is `{value}`"),
        _ => format!("`{field}` is present"),
    }
}

/// Returns the list of events, such as `in the states DEPROVISIONING and STOPPED`.
fn described_events(events: &[&LifecycleEvent], lifecycle: &Lifecycle) -> String {
    let is_notice = |one: &&&LifecycleEvent| one.sent_for == SentFor::Notice;
    let states: Vec<&str> = events.iter().filter(|one| !is_notice(one)).map(|one| one.state.as_str()).collect();
    let mut text = match states.as_slice() {
        [state] => format!("in the state {state}"),
        [first @ .., last] => format!("in the states {} and {last}", first.join(", ")),
        [] => String::new(),
    };
    if events.iter().any(|one| is_notice(&one)) {
        text.extend([", and in the ", &lifecycle.notice]);
    }
    text
}

/// Returns how to match only one of the events.
fn help(events: &[&LifecycleEvent], conditions: &[Condition<'_>], lifecycle: &Lifecycle, has_state: bool) -> String {
    let (verb, place) = if has_state { ("write", "") } else { ("add", " to `detail`") };
    let write = |state: &str| format!("{verb} `\"{}\": [\"{state}\"]`{place}", lifecycle.state_field);
    let is_about_cause = |condition: &Condition<'_>| {
        lifecycle.cause_fields.contains(&condition.path) && !condition.admits(&lifecycle.before)
    };
    let notice = events.iter().find(|one| one.sent_for == SentFor::Notice);
    let notice = notice.filter(|_| conditions.iter().any(is_about_cause));
    let last = events.last().map_or("", |one| one.state.as_str());
    match notice {
        None => write(last),
        Some(notice) => {
            let is_last = lifecycle.events.last().is_some_and(|one| one.state == last);
            let part = if is_last { "the end" } else { "one event" };
            let Lifecycle { end, notice: notice_noun, .. } = lifecycle;
            let (last, notice) = (write(last), write(&notice.state));
            format!("to match only {part} of the {end}, {last}; to match only the {notice_noun}, {notice}")
        }
    }
}
