//! `{"$field": path}`: the value of another field of the event. EventBridge has no equivalent.

use super::numeric::{Bound, Numeric};
use super::{SEVERAL_FILTERS_HELP, only_member};
use crate::diagnostic::{Diagnostics, Lint};
use crate::json::{JsonString, Member, Number, Scalar, Value, ValueKind};
use crate::pattern::foreign_path;
use std::fmt;

/// The key of a field reference. The value of this key is a path.
pub const FIELD_REF_KEY: &str = "$field";

const EXAMPLE: &str = "write a path from the root of the event, such as `{\"$field\": \"detail.lastStatus\"}`; a path \
                       with a leading dot starts at the element of the scope";

/// A reference to another field of the event.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldRef {
    /// Whether the path starts at the element of the innermost scope rather than at the event.
    pub is_relative: bool,
    /// The path, with dots between the steps but without the leading dot of a relative path.
    pub path: JsonString,
}

/// A function that returns the values of a referenced field: none if the field is absent, several if the field is in an
/// array.
pub type FieldValues<'v> = dyn Fn(&FieldRef) -> Vec<Scalar> + 'v;

impl FieldRef {
    /// Whether the referenced field has this value. Numbers are compared by value.
    #[must_use]
    pub fn equals(&self, value: &Scalar, values: &FieldValues<'_>) -> bool {
        values(self).contains(value)
    }

    /// Whether a value is an object whose first key is `$field`.
    pub(crate) fn is_field_ref(value: &Value) -> bool {
        let ValueKind::Object(members) = &value.kind else { return false };
        members.first().is_some_and(|first| first.key.as_str() == Some(FIELD_REF_KEY))
    }

    /// Reads a field reference from the members of an object for which [`is_field_ref`](Self::is_field_ref) is true.
    pub(super) fn read_member(members: &[Member], diagnostics: &mut Diagnostics) -> Option<Self> {
        let first = members.first()?;
        Self::read(
            &only_member(
                members,
                first.key_span,
                diagnostics,
                "Match expression name not found",
                SEVERAL_FILTERS_HELP,
            )?
            .value,
            diagnostics,
        )
    }

    /// Reads the path after `$field`.
    pub(super) fn read(value: &Value, diagnostics: &mut Diagnostics) -> Option<Self> {
        let message = match &value.kind {
            ValueKind::String(text) => {
                if let Some(path) = text.as_str().and_then(foreign_path::recognize) {
                    let message = format!("patterns do not have {}, so `{text}` is not a field path", path.syntax);
                    let help = format!("write `\"{}\"`", path.dotted());
                    diagnostics.push(Lint::InvalidReference.at(value.span, message).with_help(help));
                    return None;
                }
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

/// Writes the path as in the pattern, with a leading dot if the path is relative.
impl fmt::Display for FieldRef {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", if self.is_relative { "." } else { "" }, self.path)
    }
}

/// A range of numbers whose bounds may be field references.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FieldRange {
    /// The lower bound, if there is one.
    pub lower: Option<FieldBound>,
    /// The upper bound, if there is one.
    pub upper: Option<FieldBound>,
}

/// A bound of a range.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FieldBound {
    /// The number or the field reference at the bound.
    pub limit: Limit,
    /// Whether a value equal to the limit is in the range.
    pub inclusive: bool,
}

/// A number or a field reference at a bound.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Limit {
    /// A [comparable](Number::comparable()) number.
    Number(Number),
    /// The value of another field.
    FieldRef(FieldRef),
}

impl FieldRange {
    /// Whether the number is in the range. If a referenced field has several values, one that satisfies the bound is
    /// enough.
    #[must_use]
    pub fn accepts(&self, number: &Number, values: &FieldValues<'_>) -> bool {
        let Some(value) = number.comparable() else { return false };
        let limits = |bound: &FieldBound| -> Vec<f64> {
            match &bound.limit {
                Limit::Number(limit) => limit.comparable().into_iter().collect(),
                Limit::FieldRef(field_ref) => values(field_ref).iter().filter_map(comparable).collect(),
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

    /// Returns the range as a [`Numeric`], or `None` if a bound is a field reference.
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

    /// Returns the field references in the bounds.
    #[must_use]
    pub fn field_refs(&self) -> Vec<&FieldRef> {
        let bounds = self.lower.iter().chain(&self.upper);
        let field_refs = bounds.filter_map(|bound| match &bound.limit {
            Limit::FieldRef(field_ref) => Some(field_ref),
            Limit::Number(_) => None,
        });
        field_refs.collect()
    }
}

fn comparable(value: &Scalar) -> Option<f64> {
    match value {
        Scalar::Number(number) => number.comparable(),
        _ => None,
    }
}
