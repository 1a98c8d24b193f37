//! The pattern as its author wrote it: every key, alternative and operator with its place.
//!
//! [`read`] turns a JSON tree into a [`Pattern`] and records everything that the service would refuse. What a pattern
//! means is settled later, when it becomes a rule.

pub mod event_type;
mod expand;
pub mod filter;
mod path;
pub(crate) mod placement;
pub mod print;
mod read;
mod scope;

pub use expand::{Expansion, FlatCondition, FlatConditionKind, expand};
pub use filter::Filter;
pub use path::FieldPath;
pub use read::read;
pub use scope::{Quantifier, SCOPE_KEYS, Scope};

use crate::json::JsonString;
use crate::source::Span;
use filter::{AnythingBut, FieldRef};

/// A whole pattern.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// What it asks of the event.
    pub root: Object,
}

/// An object of a pattern: conditions that must hold together.
#[derive(Debug, Clone)]
pub struct Object {
    /// The braces.
    pub span: Span,
    /// The conditions, in the order of the source. There is at least one.
    pub conditions: Vec<Condition>,
}

/// One member of an object.
#[derive(Debug, Clone)]
pub enum Condition {
    /// A condition on a field.
    Field(Field),
    /// `$or`: a choice of conditions.
    Or(Or),
    /// A condition on the elements of the array that the object stands for.
    Scope(Scope),
}

/// A key and what is asked of the fields below it.
#[derive(Debug, Clone)]
pub struct Field {
    /// The key. Dots in it separate steps of a path.
    pub key: JsonString,
    /// The place of the key.
    pub key_span: Span,
    /// What is asked.
    pub content: Content,
}

/// What stands behind a key.
#[derive(Debug, Clone)]
pub enum Content {
    /// Conditions on fields further down.
    Object(Object),
    /// The alternatives for the field itself.
    Leaf(Leaf),
}

/// The alternatives for a field: one of them must hold.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// The brackets.
    pub span: Span,
    /// The alternatives, in the order of the source. There is at least one.
    pub alternatives: Vec<Alternative>,
}

impl Leaf {
    /// Whether an event without the field satisfies the leaf.
    #[must_use]
    pub fn accepts_absence(&self) -> bool {
        self.alternatives.iter().any(|alternative| alternative.filter.accepts_absence())
    }

    /// Whether some alternative depends on other fields of the event.
    #[must_use]
    pub fn has_field_ref(&self) -> bool {
        self.alternatives.iter().any(|alternative| alternative.filter.has_field_ref())
    }
}

/// One alternative and its place.
#[derive(Debug, Clone)]
pub struct Alternative {
    /// The place.
    pub span: Span,
    /// What it asks.
    pub filter: Filter,
    /// The places of the values that `anything-but` excludes, in their order.
    pub excluded_spans: Vec<Span>,
}

impl Alternative {
    /// The other fields that it names, each with its place.
    #[must_use]
    pub fn field_refs(&self) -> Vec<(&FieldRef, Span)> {
        let Filter::AnythingBut(AnythingBut { excluded }) = &self.filter else {
            return self.filter.field_refs().into_iter().map(|reference| (reference, self.span)).collect();
        };
        let mut references = Vec::new();
        for (filter, place) in excluded.iter().zip(&self.excluded_spans) {
            references.extend(filter.field_refs().into_iter().map(|one| (one, *place)));
        }
        references
    }
}

/// `$or` as an operator: at least one branch must hold.
#[derive(Debug, Clone)]
pub struct Or {
    /// The place of the key `$or`.
    pub key_span: Span,
    /// The branches, at least two.
    pub branches: Vec<Object>,
}

/// The key that joins branches by "or".
pub const OR_KEY: &str = "$or";
