//! A pattern with the chosen fields.

use crate::inference::member;
use event_pattern_compiler::json::Value;
use event_pattern_compiler::json::build::{list, object};

/// A field that becomes a condition of the pattern.
#[derive(Debug, Clone)]
pub(super) struct Chosen {
    /// The keys that lead to the field.
    pub(super) path: Vec<String>,
    /// The values that the pattern accepts.
    pub(super) alternatives: Vec<Value>,
}

impl PartialEq for Chosen {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path
    }
}

impl Chosen {
    /// Returns an outer field of an event.
    pub(super) fn outer(event: &Value, key: &str) -> Option<Self> {
        Some(Self { path: vec![key.to_owned()], alternatives: vec![member(event, key)?.clone()] })
    }
}

/// Returns the pattern that has all these conditions.
pub(super) fn pattern(chosen: &[Chosen]) -> Value {
    let conditions: Vec<(&[String], &Chosen)> = chosen.iter().map(|chosen| (chosen.path.as_slice(), chosen)).collect();
    of_object(&conditions)
}

/// Returns the part of a pattern for an object. The paths start in the object.
fn of_object(conditions: &[(&[String], &Chosen)]) -> Value {
    let mut members: Vec<(String, Value)> = Vec::new();
    for (path, chosen) in conditions {
        let Some((key, rest)) = path.split_first() else { continue };
        if members.iter().any(|(other, _)| other == key) {
            continue;
        }
        let value = if rest.is_empty() {
            list(chosen.alternatives.clone())
        } else {
            let inside = conditions.iter().filter_map(|(path, chosen)| {
                let (first, rest) = path.split_first()?;
                (first == key).then_some((rest, *chosen))
            });
            of_object(&inside.collect::<Vec<_>>())
        };
        members.push((key.clone(), value));
    }
    object(members)
}
