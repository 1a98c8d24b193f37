//! Resolves field paths in a schema.

use super::{Field, Kind, ObjectSchema};
use crate::json::JsonString;

/// The result of following a field path in a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution<'s> {
    /// The fields on the path, up to the first unknown one.
    pub fields: Vec<&'s Field>,
    /// The last object in which a step was looked up, or the starting object if the path is empty.
    pub object: &'s ObjectSchema,
    /// How the path ends.
    pub end: PathEnd,
}

/// How a path ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathEnd {
    /// Every step names a field.
    Found,
    /// A step does not name a field of its object.
    UnknownField,
    /// A step follows a field that is neither an object nor an array of objects.
    NoFields,
    /// A step leads into a value of which nothing is known.
    Unchecked,
}

impl ObjectSchema {
    /// Follows a path from the object. A path that reaches an array of objects continues in the elements.
    #[must_use]
    pub fn resolve<'s>(&'s self, path: &[JsonString]) -> Resolution<'s> {
        let mut resolution = Resolution { fields: Vec::new(), object: self, end: PathEnd::Found };
        let mut next = Some(self);
        for step in path {
            let Some(object) = next else {
                let is_unknown = resolution.fields.last().is_some_and(|field| *field.kind.element() == Kind::Any);
                let end = if is_unknown { PathEnd::Unchecked } else { PathEnd::NoFields };
                return Resolution { end, ..resolution };
            };
            resolution.object = object;
            let Some(field) = step.as_str().and_then(|name| object.field(name)) else {
                return Resolution { end: PathEnd::UnknownField, ..resolution };
            };
            resolution.fields.push(field);
            next = field.kind.object();
        }
        resolution
    }
}

impl<'s> Resolution<'s> {
    /// Returns the field at the end of the path, or `None` if the path is empty or does not lead to a field.
    #[must_use]
    pub fn field(&self) -> Option<&'s Field> {
        self.fields.last().copied().filter(|_| self.end == PathEnd::Found)
    }

    /// Returns the schema of the object at the end of the path, or of the elements if the path ends at an array of
    /// objects.
    #[must_use]
    pub fn inner_object(&self) -> Option<&'s ObjectSchema> {
        match self.end {
            PathEnd::Found => self.fields.last().map_or(Some(self.object), |field| field.kind.object()),
            PathEnd::UnknownField | PathEnd::NoFields | PathEnd::Unchecked => None,
        }
    }

    /// Returns the outermost array that the path leads into, if any. An event may have several values at a path that
    /// leads into an array.
    #[must_use]
    pub fn enclosing_array(&self) -> Option<&'s Field> {
        let last = if self.end == PathEnd::Found { self.fields.len().saturating_sub(1) } else { self.fields.len() };
        self.fields[..last].iter().copied().find(|field| matches!(field.kind, Kind::List(_)))
    }

    /// Returns the length of each prefix of the path that ends at an array of objects.
    pub fn arrays_of_objects(&self) -> impl Iterator<Item = usize> + '_ {
        let numbered = self.fields.iter().enumerate();
        numbered.filter(|(_, field)| field.kind.is_array_of_objects()).map(|(index, _)| index + 1)
    }
}
