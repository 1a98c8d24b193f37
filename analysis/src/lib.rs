//! Rules against each other: which are the same, which imply others, and which never match the same event.
//!
//! All answers are three-valued, and both [`Verdict::Yes`] and [`Verdict::No`] are certain. Yes is proved, and No is shown by an
//! event on which the oracle has said so. Rules of plain conditions are decided, with all content filters and
//! `$or`; beyond them (`exists: false` inside arrays, element scopes, the names of other fields) much is
//! [`Verdict::Unknown`], as is what would take too long.
//!
//! The events are those that the rules are for. With a schema, the fields that it has are of its types, and have one value
//! unless it has an array; closed sets may grow. Without one an event is one of EventBridge: `source`, `detail-type`,
//! `account`, `region`, `id`, `time` and `version` are single strings, and `detail` is one object. Anything else may be in
//! arrays, where an event has several values for one path, so conditions there never keep two rules apart.
//!
//! `value` asks which values lists of alternatives accept. `known` tells what an event looks like. `catalogue` gives numbers to
//! what rules share. `implication` and `disjointness` compare two rules, `scope` their element scopes; `draft` writes the events
//! they find. `relation` compares all rules of a set, with an `index` of those that come into question, and `finding` says what comes of it.
//! `apart` finds those that never match together, and groups them.

mod apart;
mod catalogue;
mod disjointness;
mod draft;
mod finding;
mod implication;
mod index;
mod known;
mod relation;
mod scope;
mod value;

pub use apart::{Apart, DisjointPair, Separation, never_together};
pub use event_pattern_compiler::check::NamedRule;
pub use finding::{check, describe};
pub use relation::{Relation, relationships};

use event_pattern_compiler::rule::Rule;
use event_pattern_compiler::schema::Schema;
use event_pattern_interpreter::event::Event;
use known::Setting;

/// A certain answer, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is so, on every event that the rules are for.
    Yes,
    /// It is not so, on at least one event.
    No,
    /// It cannot be told.
    Unknown,
}

/// An answer with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Decision {
    Yes,
    /// This event shows it.
    No(String),
    Unknown,
}

impl Decision {
    fn verdict(&self) -> Verdict {
        match self {
            Self::Yes => Verdict::Yes,
            Self::No(_) => Verdict::No,
            Self::Unknown => Verdict::Unknown,
        }
    }

    fn event(self) -> Option<String> {
        match self {
            Self::No(event) => Some(event),
            Self::Yes | Self::Unknown => None,
        }
    }
}

/// Whether every event that one rule matches is matched by the other.
///
/// Rules on a typed event give the event's schema. Otherwise what is known of the events is what the rules ask for.
///
/// ```
/// use event_pattern_analysis::{Verdict, implies};
/// use event_pattern_compiler::{json::Dialect, parse};
///
/// let rule = |text| parse(text, Dialect::Strict).lowered.unwrap().rule;
/// let one = rule(r#"{ "source": ["aws.ecs"], "detail": { "group": ["service:web"] } }"#);
/// let other = rule(r#"{ "detail": { "group": [{ "prefix": "service:" }] } }"#);
/// assert_eq!(implies(&one, &other, None), Verdict::Yes);
/// assert_eq!(implies(&other, &one, None), Verdict::No);
/// ```
#[must_use]
pub fn implies(one: &Rule, other: &Rule, event_type: Option<&'static Schema>) -> Verdict {
    implication::decide(one, other, Setting::Events(event_type)).verdict()
}

/// Whether two rules match the same events.
///
/// ```
/// use event_pattern_analysis::{Verdict, are_equal};
/// use event_pattern_compiler::{json::Dialect, parse};
///
/// let rule = |text| parse(text, Dialect::Strict).lowered.unwrap().rule;
/// let one = rule(r#"{ "detail": { "group": ["a", "b"] } }"#);
/// let other = rule(r#"{ "$or": [{ "detail": { "group": ["b"] } }, { "detail": { "group": ["a"] } }] }"#);
/// assert_eq!(are_equal(&one, &other, None), Verdict::Yes);
/// ```
#[must_use]
pub fn are_equal(one: &Rule, other: &Rule, event_type: Option<&'static Schema>) -> Verdict {
    match (implies(one, other, event_type), implies(other, one, event_type)) {
        (Verdict::Yes, Verdict::Yes) => Verdict::Yes,
        (Verdict::No, _) | (_, Verdict::No) => Verdict::No,
        _ => Verdict::Unknown,
    }
}

/// Whether no event is matched by both rules.
///
/// ```
/// use event_pattern_analysis::{Verdict, are_disjoint};
/// use event_pattern_compiler::{json::Dialect, parse};
///
/// let rule = |text| parse(text, Dialect::Strict).lowered.unwrap().rule;
/// let one = rule(r#"{ "detail-type": ["ECS Task State Change"], "detail": { "lastStatus": ["STOPPED"] } }"#);
/// let other = rule(r#"{ "detail-type": ["ECS Task State Change"], "detail": { "lastStatus": ["RUNNING"] } }"#);
/// assert_eq!(are_disjoint(&one, &other, None), Verdict::Yes);
///
/// // Of an event without a schema nothing says that there are not several.
/// let one = rule(r#"{ "detail": { "status": ["open"] } }"#);
/// let other = rule(r#"{ "detail": { "status": ["closed"] } }"#);
/// assert_eq!(are_disjoint(&one, &other, None), Verdict::No);
/// ```
#[must_use]
pub fn are_disjoint(one: &Rule, other: &Rule, event_type: Option<&'static Schema>) -> Verdict {
    disjointness::decide(one, other, Setting::Events(event_type)).verdict()
}

/// An event that one rule matches and the other does not, if one is found: exactly where [`implies`] says no.
///
/// ```
/// use event_pattern_analysis::counterexample;
/// use event_pattern_compiler::{json::Dialect, parse};
///
/// let rule = |text| parse(text, Dialect::Strict).lowered.unwrap().rule;
/// let one = rule(r#"{ "detail": { "group": [{ "prefix": "service:" }] } }"#);
/// let other = rule(r#"{ "detail": { "group": [{ "suffix": "-test" }] } }"#);
/// assert_eq!(counterexample(&one, &other, None).as_deref(), Some(r#"{"detail":{"group":"service:x7"}}"#));
/// ```
#[must_use]
pub fn counterexample(one: &Rule, other: &Rule, event_type: Option<&'static Schema>) -> Option<String> {
    implication::decide(one, other, Setting::Events(event_type)).event()
}

/// An event that both rules match, if one is found: exactly where [`are_disjoint`] says no.
///
/// ```
/// use event_pattern_analysis::common_event;
/// use event_pattern_compiler::{json::Dialect, parse};
///
/// let rule = |text| parse(text, Dialect::Strict).lowered.unwrap().rule;
/// let one = rule(r#"{ "detail": { "status": ["open"] } }"#);
/// let other = rule(r#"{ "detail": { "status": ["closed"] } }"#);
/// assert_eq!(common_event(&one, &other, None).as_deref(), Some(r#"{"detail":{"status":["open","closed"]}}"#));
/// ```
#[must_use]
pub fn common_event(one: &Rule, other: &Rule, event_type: Option<&'static Schema>) -> Option<String> {
    disjointness::decide(one, other, Setting::Events(event_type)).event()
}

/// Whether a text is an event, and one that a decision can rest on.
fn is_shown(text: &str, shows: impl FnOnce(&Event) -> bool) -> bool {
    Event::parse(text).is_ok_and(|event| shows(&event))
}

#[cfg(test)]
mod tests;
