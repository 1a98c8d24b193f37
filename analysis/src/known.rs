//! What is known about the fields of an event: which have one value at most, and what that can be.

use super::value::Domain;
use event_pattern_compiler::rule::FieldPath;
use event_pattern_compiler::schema::{Field, Kind, ObjectSchema, PathEnd, Schema};

/// What an event is known to look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// It has these fields. Fields that are not among them may be anything.
    Fields(&'static ObjectSchema),
    /// It is an event of EventBridge: the fields around its `detail` are single strings, and `detail` is one object.
    Envelope,
    /// It may be any object.
    Nothing,
}

/// What rules speak of.
#[derive(Debug, Clone, Copy)]
pub(super) enum Setting {
    /// Events: of this type, or else of the type that a rule asks for.
    Events(Option<&'static Schema>),
    /// Elements of an array.
    Elements(Option<&'static ObjectSchema>),
}

/// What is known about the fields at a path.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// After how many steps an array may stand first. Without one there is at most one field.
    pub(super) first_array: Option<usize>,
    /// What the fields can be.
    pub(super) domain: Domain,
}

/// The fields around the `detail`.
const ENVELOPE: [&str; 7] = ["account", "detail-type", "id", "region", "source", "time", "version"];

impl Known {
    pub(super) fn place(self, path: &FieldPath) -> Place {
        let anything = |first_array| Place { first_array, domain: Domain::EVERYTHING };
        match self {
            Self::Fields(object) => place_in(object, path),
            Self::Nothing => anything(Some(1)),
            Self::Envelope => match path.steps() {
                [only] if only.as_str().is_some_and(|name| ENVELOPE.contains(&name)) => {
                    Place { first_array: None, domain: Domain::TEXTS }
                }
                [first, _, ..] if first.as_str() == Some("detail") => anything(Some(2)),
                _ => anything(Some(1)),
            },
        }
    }

    /// What is known of an event that is both.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Fields(_), _) | (_, Self::Nothing) => self,
            (_, other) => other,
        }
    }
}

fn place_in(object: &'static ObjectSchema, path: &FieldPath) -> Place {
    let resolution = object.resolve(path.steps());
    let is_array = |field: &&Field| matches!(field.kind, Kind::List { .. });
    let first_array = resolution.fields.iter().position(is_array).map(|index| index + 1);
    if let (Some(field), None) = (resolution.field(), resolution.inner_object()) {
        return Place { first_array, domain: Domain::of(field) };
    }
    // An object has no value of its own, and what the schema does not have may be anything.
    let end = resolution.fields.len() + usize::from(resolution.end == PathEnd::UnknownField);
    Place { first_array: first_array.or(Some(end)), domain: Domain::EVERYTHING }
}

/// Whether fields at two paths may sit in elements of one array. The place is that of the first path.
pub(super) fn may_share_array(one: &FieldPath, place: Place, other: &FieldPath) -> bool {
    let array = place.first_array.and_then(|depth| one.steps().get(..depth));
    array.is_some_and(|steps| other.steps().starts_with(steps))
}
