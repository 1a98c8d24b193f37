//! Compares rules with each other: which are equivalent, which imply others, and which never match the same event.
//!
//! Every answer is yes, no or unknown. [`Verdict::Yes`] and [`Verdict::No`] are certain: a yes is proved, and for a no
//! there is a witness, an event on which the oracle confirms the answer. For rules that use only plain values, content
//! filters and `$or`, the answer is certain. For rules with `exists: false` inside arrays, element scopes or field
//! references, the answer is often [`Verdict::Unknown`]. The answer is also unknown if the step budget runs out.
//!
//! With a schema, a field has the type that the schema declares, and at most one value unless the schema has an array
//! on the field's path. Closed sets of values may grow, so they do not restrict the values of a field. Without a
//! schema, only the EventBridge envelope is known: `source`, `detail-type`, `account`, `region`, `id`, `time` and
//! `version` are strings, and `detail` is an object. Any other field may be in an array. An event can then have several
//! values for one path, so different values for such a field never make two rules disjoint.
//!
//! `value` finds values that lists of alternatives accept. `event_shape` describes what is known about an event.
//! `interner` assigns ids to the paths and leaves that rules share. `implication` and `disjointness` compare two rules,
//! `scope` compares their element scopes, and `witness` builds the events that prove a no. `related_rules` and
//! `disjoint_rules` compare all rules of a set: the first finds duplicate and implied rules with the help of `index`,
//! and the second finds and groups rules that never match the same event. `lints` turns relations into diagnostics.

mod disjoint_rules;
mod disjointness;
mod event_shape;
mod implication;
mod index;
mod interner;
mod lints;
mod related_rules;
mod scope;
mod value;
mod witness;

pub use disjoint_rules::{DisjointGroups, DisjointPair, DisjointRules, disjoint_rules};
pub use event_pattern_compiler::check::NamedRule;
pub use lints::{check, diagnose};
pub use related_rules::{Relation, related_rules};

use event_pattern_compiler::rule::Rule;
use event_pattern_compiler::schema::Schemas;
use event_pattern_interpreter::event::Event;
use event_shape::Assumptions;

/// The answer to a question about two rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The statement is true for every event that the rules apply to.
    Yes,
    /// The statement is false for at least one event.
    No,
    /// The analysis could not decide.
    Unknown,
}

/// The result of trying to prove a statement about two rules.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Proof {
    Proved,
    /// The statement is false for this event, given as JSON text.
    Refuted(String),
    Unknown,
}

impl Proof {
    fn verdict(&self) -> Verdict {
        match self {
            Self::Proved => Verdict::Yes,
            Self::Refuted(_) => Verdict::No,
            Self::Unknown => Verdict::Unknown,
        }
    }

    fn witness(self) -> Option<String> {
        match self {
            Self::Refuted(event) => Some(event),
            Self::Proved | Self::Unknown => None,
        }
    }
}

/// Decides whether `wide` matches every event that `narrow` matches.
///
/// For rules on a typed event, pass the event's schema. Otherwise the event type is derived from the rules' conditions
/// on `source` and `detail-type`.
///
/// ```
/// use event_pattern_analysis::{Verdict, implies};
/// use event_pattern_compiler::schema::Schemas;
/// use event_pattern_compiler::{json::Dialect, parse};
///
/// let schemas = Schemas::known(event_pattern_catalogue::aws());
///
/// let rule = |text| parse(text, Dialect::Strict).lowered.unwrap().rule;
/// let one = rule(r#"{ "source": ["aws.ecs"], "detail": { "group": ["service:web"] } }"#);
/// let other = rule(r#"{ "detail": { "group": [{ "prefix": "service:" }] } }"#);
/// assert_eq!(implies(&one, &other, schemas), Verdict::Yes);
/// assert_eq!(implies(&other, &one, schemas), Verdict::No);
/// ```
#[must_use]
pub fn implies(narrow: &Rule, wide: &Rule, schemas: Schemas<'_>) -> Verdict {
    implication::decide(narrow, wide, Assumptions::Events(schemas)).verdict()
}

/// Decides whether two rules match exactly the same events.
///
/// ```
/// use event_pattern_analysis::{Verdict, are_equal};
/// use event_pattern_compiler::schema::Schemas;
/// use event_pattern_compiler::{json::Dialect, parse};
///
/// let schemas = Schemas::known(event_pattern_catalogue::aws());
///
/// let rule = |text| parse(text, Dialect::Strict).lowered.unwrap().rule;
/// let one = rule(r#"{ "detail": { "group": ["a", "b"] } }"#);
/// let other = rule(r#"{ "$or": [{ "detail": { "group": ["b"] } }, { "detail": { "group": ["a"] } }] }"#);
/// assert_eq!(are_equal(&one, &other, schemas), Verdict::Yes);
/// ```
#[must_use]
pub fn are_equal(one: &Rule, other: &Rule, schemas: Schemas<'_>) -> Verdict {
    match (implies(one, other, schemas), implies(other, one, schemas)) {
        (Verdict::Yes, Verdict::Yes) => Verdict::Yes,
        (Verdict::No, _) | (_, Verdict::No) => Verdict::No,
        _ => Verdict::Unknown,
    }
}

/// Decides whether no event matches both rules.
///
/// ```
/// use event_pattern_analysis::{Verdict, are_disjoint};
/// use event_pattern_compiler::schema::Schemas;
/// use event_pattern_compiler::{json::Dialect, parse};
///
/// let schemas = Schemas::known(event_pattern_catalogue::aws());
///
/// let rule = |text| parse(text, Dialect::Strict).lowered.unwrap().rule;
/// let one = rule(r#"{ "detail-type": ["ECS Task State Change"], "detail": { "lastStatus": ["STOPPED"] } }"#);
/// let other = rule(r#"{ "detail-type": ["ECS Task State Change"], "detail": { "lastStatus": ["RUNNING"] } }"#);
/// assert_eq!(are_disjoint(&one, &other, schemas), Verdict::Yes);
///
/// // Without a schema, `status` may be in an array and have both values.
/// let one = rule(r#"{ "detail": { "status": ["open"] } }"#);
/// let other = rule(r#"{ "detail": { "status": ["closed"] } }"#);
/// assert_eq!(are_disjoint(&one, &other, schemas), Verdict::No);
/// ```
#[must_use]
pub fn are_disjoint(one: &Rule, other: &Rule, schemas: Schemas<'_>) -> Verdict {
    disjointness::decide(one, other, Assumptions::Events(schemas)).verdict()
}

/// Returns an event that `narrow` matches and `wide` does not. The result is `Some` if and only if [`implies`] returns
/// [`Verdict::No`].
///
/// ```
/// use event_pattern_analysis::counterexample;
/// use event_pattern_compiler::schema::Schemas;
/// use event_pattern_compiler::{json::Dialect, parse};
///
/// let schemas = Schemas::known(event_pattern_catalogue::aws());
///
/// let rule = |text| parse(text, Dialect::Strict).lowered.unwrap().rule;
/// let one = rule(r#"{ "detail": { "group": [{ "prefix": "service:" }] } }"#);
/// let other = rule(r#"{ "detail": { "group": [{ "suffix": "-test" }] } }"#);
/// assert_eq!(counterexample(&one, &other, schemas).as_deref(), Some(r#"{"detail":{"group":"service:x7"}}"#));
/// ```
#[must_use]
pub fn counterexample(narrow: &Rule, wide: &Rule, schemas: Schemas<'_>) -> Option<String> {
    implication::decide(narrow, wide, Assumptions::Events(schemas)).witness()
}

/// Returns an event that both rules match. The result is `Some` if and only if [`are_disjoint`] returns
/// [`Verdict::No`].
///
/// ```
/// use event_pattern_analysis::common_event;
/// use event_pattern_compiler::schema::Schemas;
/// use event_pattern_compiler::{json::Dialect, parse};
///
/// let schemas = Schemas::known(event_pattern_catalogue::aws());
///
/// let rule = |text| parse(text, Dialect::Strict).lowered.unwrap().rule;
/// let one = rule(r#"{ "detail": { "status": ["open"] } }"#);
/// let other = rule(r#"{ "detail": { "status": ["closed"] } }"#);
/// assert_eq!(common_event(&one, &other, schemas).as_deref(), Some(r#"{"detail":{"status":["open","closed"]}}"#));
/// ```
#[must_use]
pub fn common_event(one: &Rule, other: &Rule, schemas: Schemas<'_>) -> Option<String> {
    disjointness::decide(one, other, Assumptions::Events(schemas)).witness()
}

/// Whether a string is the JSON text of an event that satisfies the predicate.
fn is_witness(text: &str, predicate: impl FnOnce(&Event) -> bool) -> bool {
    Event::parse(text).is_ok_and(|event| predicate(&event))
}

#[cfg(test)]
mod tests;
