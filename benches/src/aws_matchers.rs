//! The matchers for the rules of [`aws_events`](crate::aws_events).

use crate::aws_events::Case;
use crate::needed_tree::Tree;
use event_pattern::Pattern;
use quamina::Quamina;
use serde::de::IgnoredAny;
use serde_json::Value;

/// A function that decides whether the rule of a case matches an event.
pub type Matches = Box<dyn Fn(&[u8]) -> bool>;

/// Returns the matchers for a case. The first one is the subject. `IgnoredAny` only checks that the event is valid
/// JSON.
///
/// # Panics
/// Panics if a matcher rejects the pattern.
#[must_use]
pub fn matchers(case: &Case) -> [(&'static str, Matches); 6] {
    let pattern = Pattern::parse(&case.pattern).expect("the patterns are valid");
    let conditions = case.conditions.clone();
    let (with_serde_json, with_sonic_rs) = (Tree::new(case), Tree::new(case));
    let mut quamina = Quamina::new();
    quamina.add_pattern("rule", &case.pattern).expect("quamina accepts the patterns");
    [
        ("event_pattern", Box::new(move |json| pattern.matches_json(json) == Ok(true))),
        (
            "serde_json::Value",
            Box::new(move |json| {
                serde_json::from_slice::<Value>(json)
                    .is_ok_and(|event| conditions.iter().all(|(path, wanted)| has_value(&event, path, wanted.as_ref())))
            }),
        ),
        ("serde_json::IgnoredAny", Box::new(|json| serde_json::from_slice::<IgnoredAny>(json).is_ok())),
        (
            "serde_json, needed fields",
            Box::new(move |json| with_serde_json.is_satisfied(&mut serde_json::Deserializer::from_slice(json))),
        ),
        (
            "sonic-rs, needed fields",
            Box::new(move |json| with_sonic_rs.is_satisfied(&mut sonic_rs::Deserializer::from_slice(json))),
        ),
        ("quamina", Box::new(move |json| quamina.has_matches(json).is_ok_and(|answer| answer))),
    ]
}

/// Whether a value at a path is the wanted one. A path that reaches an array continues in its elements.
fn has_value(value: &Value, path: &[String], wanted: Option<&Value>) -> bool {
    match (value, path.split_first()) {
        (Value::Array(elements), _) => elements.iter().any(|element| has_value(element, path, wanted)),
        (Value::Object(members), Some((key, rest))) => {
            members.get(key).is_some_and(|value| has_value(value, rest, wanted))
        }
        (Value::Object(_), None) | (_, Some(_)) => false,
        (scalar, None) => wanted.is_none_or(|wanted| wanted == scalar),
    }
}
