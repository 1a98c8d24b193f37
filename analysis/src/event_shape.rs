//! What is known about the fields of an event: which of them have at most one value, and which values they can have.

use super::value::Domain;
use event_pattern_compiler::rule::FieldPath;
use event_pattern_compiler::schema::{Field, Kind, ObjectSchema, PathEnd, Schemas};

/// The known structure of an event, or of an array element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EventShape<'s> {
    /// An object with the fields of a schema. Fields outside the schema can have any value.
    Fields(&'s ObjectSchema),
    /// An EventBridge event: each envelope field is a string, and `detail` is an object.
    Envelope,
    /// Any object.
    AnyObject,
}

/// What the compared rules are evaluated on: events or array elements.
#[derive(Debug, Clone, Copy)]
pub(super) enum Assumptions<'s> {
    /// Events. If no type is given, it is derived from the conditions of each conjunction.
    Events(Schemas<'s>),
    /// Elements of an array, which have the fields of this object schema if the schema is known.
    Elements(Option<&'s ObjectSchema>),
}

/// What is known about the fields at a path.
#[derive(Debug, Clone, Copy)]
pub(super) struct PathShape {
    /// Number of path steps to the first possible array. `None` if an event has at most one field at the path.
    pub(super) first_array_depth: Option<usize>,
    /// The values that the fields can have.
    pub(super) domain: Domain,
}

/// The envelope fields of an event.
const ENVELOPE: [&str; 7] = ["account", "detail-type", "id", "region", "source", "time", "version"];

impl EventShape<'_> {
    /// Returns what is known about the fields at a path.
    pub(super) fn at(self, path: &FieldPath) -> PathShape {
        let any_value = |first_array_depth| PathShape { first_array_depth, domain: Domain::EVERYTHING };
        match self {
            Self::Fields(object) => shape_in_schema(object, path),
            Self::AnyObject => any_value(Some(1)),
            Self::Envelope => match path.steps() {
                [only] if only.as_str().is_some_and(|name| ENVELOPE.contains(&name)) => {
                    PathShape { first_array_depth: None, domain: Domain::STRINGS }
                }
                [first, _, ..] if first.as_str() == Some("detail") => any_value(Some(2)),
                _ => any_value(Some(1)),
            },
        }
    }

    /// Returns the more specific of two shapes that describe the same event.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Fields(_), _) | (_, Self::AnyObject) => self,
            (_, other) => other,
        }
    }
}

fn shape_in_schema(object: &ObjectSchema, path: &FieldPath) -> PathShape {
    let resolution = object.resolve(path.steps());
    // A value of which nothing is known may be an array.
    let is_array = |field: &&Field| matches!(field.kind, Kind::List(_) | Kind::Any);
    let first_array_depth = resolution.fields.iter().position(is_array).map(|index| index + 1);
    if let (Some(field), None) = (resolution.field(), resolution.inner_object()) {
        return PathShape { first_array_depth, domain: Domain::of(field) };
    }
    // The path ends at an object, which has no value, or at a field that is not in the schema.
    let end = resolution.fields.len() + usize::from(resolution.end == PathEnd::UnknownField);
    PathShape { first_array_depth: first_array_depth.or(Some(end)), domain: Domain::EVERYTHING }
}

/// Whether fields at two paths may be in elements of the same array. `shape` is the shape of the first path.
pub(super) fn may_share_array(one: &FieldPath, shape: PathShape, other: &FieldPath) -> bool {
    let array = shape.first_array_depth.and_then(|depth| one.steps().get(..depth));
    array.is_some_and(|steps| other.steps().starts_with(steps))
}
