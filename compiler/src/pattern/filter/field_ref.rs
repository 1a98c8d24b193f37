//! `{"$field": path}`: the value of another field of the event. The service has no such thing.

use super::numeric::{Bound, Numeric};
use super::only_member;
use crate::diagnostic::{Diagnostics, Lint};
use crate::json::{JsonString, Member, Number, Scalar, Value, ValueKind};
use std::fmt;

/// The key that stands before a path.
pub const FIELD_REF_KEY: &str = "$field";

const EXAMPLE: &str = "write a path from the root of the event, such as `{\"$field\": \"detail.lastStatus\"}`; a path \
                       with a leading dot starts at the element of the scope";

/// Another field of the event, by its path.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldRef {
    /// Whether the path starts at the element of the innermost scope; otherwise at the event.
    pub is_relative: bool,
    /// The path, its steps joined by dots, without the dot that a relative one starts with.
    pub path: JsonString,
}

/// The values of the fields that a filter names: none if they are absent, several in arrays.
pub type Values<'v> = dyn Fn(&FieldRef) -> Vec<Scalar> + 'v;

impl FieldRef {
    /// Whether the field has the same value: the same number, however it is written, or the same string, boolean or null.
    #[must_use]
    pub fn equals(&self, value: &Scalar, values: &Values<'_>) -> bool {
        values(self).contains(value)
    }

    /// Whether a value is an object with the key `$field` first.
    pub(crate) fn is_written(value: &Value) -> bool {
        let ValueKind::Object(members) = &value.kind else { return false };
        members.first().is_some_and(|first| first.key.as_str() == Some(FIELD_REF_KEY))
    }

    /// Reads the object of a value for which [`is_written`](Self::is_written) holds.
    pub(super) fn read_member(members: &[Member], diagnostics: &mut Diagnostics) -> Option<Self> {
        let first = members.first()?;
        Self::read(
            &only_member(members, first.key_span, diagnostics, "Match expression name not found")?.value,
            diagnostics,
        )
    }

    /// Reads the path.
    pub(super) fn read(value: &Value, diagnostics: &mut Diagnostics) -> Option<Self> {
        let message = match &value.kind {
            ValueKind::String(text) => {
                let relative = text.strip_prefix(b'.');
                let is_relative = relative.is_some();
                let path = relative.unwrap_or_else(|| text.clone());
                if path.split(b'.').all(|step| !step.as_bytes().is_empty()) {
                    return Some(Self { is_relative, path });
                }
                format!("`{}` is not a field path", text.to_json())
            }
            other => format!("expected a field path for `{FIELD_REF_KEY}`, found {}", other.described()),
        };
        diagnostics.push(Lint::InvalidReference.at(value.span, message).with_help(EXAMPLE));
        None
    }
}

/// The path as it is written.
impl fmt::Display for FieldRef {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", if self.is_relative { "." } else { "" }, self.path)
    }
}

/// A range of numbers whose ends may be other fields.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FieldRange {
    /// The lower bound.
    pub lower: Option<FieldBound>,
    /// The upper bound.
    pub upper: Option<FieldBound>,
}

/// An end of a range.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FieldBound {
    /// Where it is.
    pub limit: Limit,
    /// Whether the limit itself is inside.
    pub inclusive: bool,
}

/// Where a range ends.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Limit {
    /// At a number, which can be compared.
    Number(Number),
    /// At the value of another field.
    FieldRef(FieldRef),
}

impl FieldRange {
    /// Whether the number is inside. Of a field with several values, one on the right side is enough for each bound.
    #[must_use]
    pub fn accepts(&self, number: &Number, values: &Values<'_>) -> bool {
        let Some(value) = number.comparable() else { return false };
        let limits = |bound: &FieldBound| -> Vec<f64> {
            match &bound.limit {
                Limit::Number(limit) => limit.comparable().into_iter().collect(),
                Limit::FieldRef(reference) => values(reference).iter().filter_map(comparable).collect(),
            }
        };
        let above = |bound: &FieldBound| {
            limits(bound).iter().any(|limit| value > *limit || (bound.inclusive && value >= *limit))
        };
        let below = |bound: &FieldBound| {
            limits(bound).iter().any(|limit| value < *limit || (bound.inclusive && value <= *limit))
        };
        self.lower.as_ref().is_none_or(above) && self.upper.as_ref().is_none_or(below)
    }

    /// The same range, if no end of it is a field.
    #[must_use]
    pub fn numeric(&self) -> Option<Numeric> {
        let numeric = |bound: &Option<FieldBound>| match bound {
            None => Some(None),
            Some(FieldBound { limit: Limit::Number(number), inclusive }) => {
                Some(Some(Bound { number: number.clone(), inclusive: *inclusive }))
            }
            Some(_) => None,
        };
        Some(Numeric { lower: numeric(&self.lower)?, upper: numeric(&self.upper)? })
    }

    /// The fields at the ends.
    #[must_use]
    pub fn field_refs(&self) -> Vec<&FieldRef> {
        let ends = self.lower.iter().chain(&self.upper);
        let references = ends.filter_map(|bound| match &bound.limit {
            Limit::FieldRef(reference) => Some(reference),
            Limit::Number(_) => None,
        });
        references.collect()
    }
}

fn comparable(value: &Scalar) -> Option<f64> {
    match value {
        Scalar::Number(number) => number.comparable(),
        _ => None,
    }
}
