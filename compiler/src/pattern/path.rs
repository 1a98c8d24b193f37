//! Field paths: the keys that lead from an event to a field.

use super::filter::FieldRef;
use crate::json::JsonString;
use std::fmt;

/// The keys from the root of an event to a field. A key with dots counts as several steps: `"a.b"` and `b` inside `a`
/// are the same path.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct FieldPath {
    steps: Vec<JsonString>,
}

impl FieldPath {
    /// Returns the empty path, which leads to the event itself.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// Returns this path followed by a key, which may contain dots.
    #[must_use]
    pub fn join(&self, key: &JsonString) -> Self {
        Self { steps: self.steps.iter().cloned().chain(key.split(b'.')).collect() }
    }

    /// Returns this path followed by another path.
    #[must_use]
    pub fn join_path(&self, other: &Self) -> Self {
        Self { steps: self.steps.iter().chain(&other.steps).cloned().collect() }
    }

    /// Returns the path in a field reference. The path of a relative reference starts at the element of the scope.
    #[must_use]
    pub fn of(field_ref: &FieldRef) -> Self {
        Self::root().join(&field_ref.path)
    }

    /// Returns the key by which paths are sorted: the UTF-16 code units of the steps, joined by dots. EventBridge
    /// evaluates the leaves in this order, and the result of `exists: false` in an array depends on the order.
    #[must_use]
    pub fn sort_key(&self) -> Vec<u16> {
        let units = |step: &JsonString| -> Vec<u16> {
            let unit = |code: u32| match char::from_u32(code) {
                Some(character) => character.encode_utf16(&mut [0; 2]).to_vec(),
                // Only a lone surrogate is not a `char`. It fits into one code unit.
                None => u16::try_from(code).into_iter().collect(),
            };
            step.code_points().flat_map(unit).collect()
        };
        self.steps.iter().map(units).collect::<Vec<_>>().join(&u16::from(b'.'))
    }

    /// Returns the last step, or an empty string for the root.
    #[must_use]
    pub fn last_step(&self) -> String {
        self.steps.last().map(JsonString::to_string).unwrap_or_default()
    }

    /// Returns the steps, from the root inwards.
    #[must_use]
    pub fn steps(&self) -> &[JsonString] {
        &self.steps
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let steps: Vec<String> = self.steps.iter().map(JsonString::to_string).collect();
        formatter.write_str(&steps.join("."))
    }
}
