//! The pre-filter: the pattern that the service runs in front of a rule.
//!
//! A pattern comes in, and one that the service takes goes out. No event that the rule wants is lost by it, if the event
//! has arrays of objects only where the schema has them. What the service can say is kept as it was written, so a plain
//! pattern is its own pre-filter. `widen` drops what it cannot say or puts something wider in its place, `leaf` does so for
//! the alternatives of a field, and `absence` tells what must go with what is dropped.

mod absence;
mod leaf;
mod widen;

use crate::json::{self, Dialect, Member, Value, ValueKind};
use crate::pattern::{Condition, Content, Object};
use crate::schema::Schema;
use crate::{Parsed, parse};
use widen::{Kept, widen};

/// How many characters a pattern may have by default. Source: the quotas in the Amazon EventBridge user guide.
pub const QUOTA: usize = 2048;

/// The pre-filter of a pattern, unless the pattern is refused. A rule on a typed event gives the event's schema.
///
/// ```
/// use event_pattern_compiler::{json::Dialect, parse, prefilter};
///
/// let parsed = parse(
///     r#"{ "detail-type": ["ECS Task State Change"], "detail": { "containers": {
///         "$any": { "name": ["run-test"], "exitCode": [{ "exists": false }] }
///     } } }"#,
///     Dialect::Strict,
/// );
/// let expected = r#"{"detail-type":["ECS Task State Change"],"detail":{"containers":{"name":["run-test"]}}}"#;
/// assert_eq!(prefilter::of(&parsed, None).unwrap().to_json(), expected);
/// ```
#[must_use]
pub fn of(parsed: &Parsed, event_type: Option<&'static Schema>) -> Option<Value> {
    let Parsed { value: Some(value), pattern: Some(pattern), lowered: Some(_), .. } = parsed else { return None };
    if is_plain(&pattern.root) {
        return Some(value.clone());
    }
    let ValueKind::Object(members) = &value.kind else { return None };
    let kept = [Kept::Everything, Kept::WithoutChoices, Kept::Nothing];
    let widened = kept.map(|kept| {
        let members = widen(kept, &pattern.root, members);
        let members = if members.is_empty() { every_event(event_type) } else { members };
        Value { span: value.span, kind: ValueKind::Object(members) }
    });
    // `$or` in scopes multiplies here, so there may be too many combinations.
    let mut accepted =
        widened.into_iter().filter(|widened| parse(&widened.to_json(), Dialect::Strict).lowered.is_some());
    let first = accepted.next()?;
    if fits(&first) { Some(first) } else { accepted.find(fits).or(Some(first)) }
}

/// Whether the service takes a pattern of this length.
fn fits(pattern: &Value) -> bool {
    pattern.to_json().chars().count() <= QUOTA
}

/// Whether the service can say all of it.
fn is_plain(object: &Object) -> bool {
    object.conditions.iter().all(|condition| match condition {
        Condition::Or(or) => or.branches.iter().all(is_plain),
        Condition::Scope(_) => false,
        Condition::Field(field) => match &field.content {
            Content::Object(inner) => is_plain(inner),
            Content::Leaf(leaf) => leaf.alternatives.iter().all(|one| one.filter.references().is_empty()),
        },
    })
}

/// What stands where nothing is left to ask: the events that the rule is for. Every event has a source.
fn every_event(event_type: Option<&'static Schema>) -> Vec<Member> {
    let text = match event_type {
        Some(schema) => format!(r#"{{"source":["{}"],"detail-type":["{}"]}}"#, schema.source, schema.detail_type),
        None => r#"{"source":[{"exists":true}]}"#.to_owned(),
    };
    match json::read(&text, Dialect::Strict).value {
        Some(Value { kind: ValueKind::Object(members), .. }) => members,
        _ => Vec::new(),
    }
}
