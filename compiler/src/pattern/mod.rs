//! The pattern as written: every key, alternative and content filter with its span.
//!
//! [`read()`] turns a JSON tree into a [`Pattern`] and reports everything that EventBridge would reject. A pattern gets
//! its meaning later, when [`crate::rule`] lowers it to a rule.

mod copied;
pub mod event_type;
mod expand;
pub mod filter;
pub(crate) mod foreign_path;
pub(crate) mod operator;
mod path;
pub(crate) mod placement;
pub mod print;
mod read;
mod schema_key;
mod scope;
mod unknown;

pub use copied::{is_event, is_pattern};
pub use expand::{Expansion, FlatCondition, FlatConditionKind, expand};
pub use filter::Filter;
pub use path::FieldPath;
pub use read::{EVENT_MESSAGE, read};
pub use schema_key::{SCHEMA_KEY, has_schema_key, without_schema_key};
pub use scope::{Quantifier, SCOPE_KEYS, Scope};
pub use unknown::{contains_unknown, unknown_fields, with_any_value};

use crate::json::JsonString;
use crate::source::Span;
use filter::{AnythingBut, FieldRef};

/// A whole pattern.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// The conditions on the whole event.
    pub root: Object,
}

/// An object in a pattern. All of its conditions must be satisfied.
#[derive(Debug, Clone)]
pub struct Object {
    /// The span from the opening to the closing brace.
    pub span: Span,
    /// The conditions, in source order. There is at least one, unless the pattern is rejected.
    pub conditions: Vec<Condition>,
}

/// One member of an object.
#[derive(Debug, Clone)]
pub enum Condition {
    /// A condition on a field.
    Field(Field),
    /// `$or`: at least one of several patterns must match.
    Or(Or),
    /// An element scope, which applies to the array at the path of the enclosing object.
    Scope(Scope),
}

/// A key and the conditions on its field.
#[derive(Debug, Clone)]
pub struct Field {
    /// The key. Dots separate the steps of a field path.
    pub key: JsonString,
    /// The span of the key.
    pub key_span: Span,
    /// The value of the key.
    pub content: Content,
}

/// The value of a key.
#[derive(Debug, Clone)]
pub enum Content {
    /// Conditions on nested fields.
    Object(Object),
    /// The alternatives for the field itself.
    Leaf(Leaf),
}

/// A list of alternatives for a field. At least one alternative must accept the field.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// The span from the opening to the closing bracket.
    pub span: Span,
    /// The alternatives, in source order. There is at least one, unless the pattern is rejected.
    pub alternatives: Vec<Alternative>,
}

impl Leaf {
    /// Whether an event without the field satisfies the leaf.
    #[must_use]
    pub fn accepts_absence(&self) -> bool {
        self.alternatives.iter().any(|alternative| alternative.filter.accepts_absence())
    }

    /// Whether an alternative refers to another field of the event.
    #[must_use]
    pub fn has_field_ref(&self) -> bool {
        self.alternatives.iter().any(|alternative| alternative.filter.has_field_ref())
    }
}

/// One entry of a leaf: a plain value or a content filter.
#[derive(Debug, Clone)]
pub struct Alternative {
    /// The span of the entry.
    pub span: Span,
    /// The values that the entry accepts.
    pub filter: Filter,
    /// The spans of the values that `anything-but` excludes, in the order of [`AnythingBut::excluded`]. Empty for other
    /// filters.
    pub excluded_spans: Vec<Span>,
}

impl Alternative {
    /// Returns the field references in the alternative, each with its span.
    #[must_use]
    pub fn field_refs(&self) -> Vec<(&FieldRef, Span)> {
        let Filter::AnythingBut(AnythingBut { excluded }) = &self.filter else {
            return self.filter.field_refs().into_iter().map(|field_ref| (field_ref, self.span)).collect();
        };
        let mut field_refs = Vec::new();
        for (filter, span) in excluded.iter().zip(&self.excluded_spans) {
            field_refs.extend(filter.field_refs().into_iter().map(|field_ref| (field_ref, *span)));
        }
        field_refs
    }
}

/// `$or` as an operator: at least one branch must match.
#[derive(Debug, Clone)]
pub struct Or {
    /// The span of the `$or` key.
    pub key_span: Span,
    /// The branches. There are at least two.
    pub branches: Vec<Object>,
}

/// The key whose value is a list of branches.
pub const OR_KEY: &str = "$or";
