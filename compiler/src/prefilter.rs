//! The pre-filter: the pattern that the service runs in front of a rule.
//!
//! A pattern comes in, and one that the service takes goes out. No event that the rule wants is lost by it. What the service
//! can say is kept as it was written, so a plain pattern is its own pre-filter.

use crate::Parsed;
use crate::json::Value;

/// The pre-filter of a pattern, unless the pattern is refused.
///
/// ```
/// use event_pattern_compiler::{json::Dialect, parse, prefilter};
///
/// let parsed = parse(r#"{ "source": ["aws.ecs"] }"#, Dialect::Strict);
/// assert_eq!(prefilter::of(&parsed).unwrap().to_json(), r#"{"source":["aws.ecs"]}"#);
/// ```
#[must_use]
pub fn of(parsed: &Parsed) -> Option<Value> {
    parsed.lowered.as_ref().and(parsed.value.clone())
}
