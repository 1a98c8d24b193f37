//! The path of a field.

use super::filter::FieldRef;
use crate::json::JsonString;
use std::fmt;

/// The steps to a field. A key with dots is several steps: `"a.b"` and `b` inside `a` are the same path.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct FieldPath {
    steps: Vec<JsonString>,
}

impl FieldPath {
    /// The event itself.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// The path of a member of the object at this path.
    #[must_use]
    pub fn join(&self, key: &JsonString) -> Self {
        Self { steps: self.steps.iter().cloned().chain(key.split(b'.')).collect() }
    }

    /// This path and then another.
    #[must_use]
    pub fn join_path(&self, other: &Self) -> Self {
        Self { steps: self.steps.iter().chain(&other.steps).cloned().collect() }
    }

    /// The path of a field that a filter names.
    #[must_use]
    pub fn of(reference: &FieldRef) -> Self {
        Self::root().join(&reference.path)
    }

    /// What paths are sorted by: the UTF-16 code units of the steps, joined by dots. `exists: false` depends on this
    /// order.
    #[must_use]
    pub fn sort_key(&self) -> Vec<u16> {
        let units = |step: &JsonString| -> Vec<u16> {
            let unit = |code: u32| match char::from_u32(code) {
                Some(character) => character.encode_utf16(&mut [0; 2]).to_vec(),
                // A lone surrogate is one code unit, so this never truncates.
                None => u16::try_from(code).into_iter().collect(),
            };
            step.code_points().flat_map(unit).collect()
        };
        self.steps.iter().map(units).collect::<Vec<_>>().join(&u16::from(b'.'))
    }

    /// The name of the field that the path ends in.
    #[must_use]
    pub fn last_step(&self) -> String {
        self.steps.last().map(JsonString::to_string).unwrap_or_default()
    }

    /// The steps, from the event inwards.
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
