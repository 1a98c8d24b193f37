//! Resolves field paths in a schema.

use super::{Field, Kind, ObjectSchema, Presence};
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

/// Stands for a step that is the start of a key with dots.
static START_OF_KEY: Field = Field {
    name: String::new(),
    description: String::new(),
    presence: Presence::Optional,
    is_nullable: false,
    kind: Kind::Any,
    form: None,
    instead: None,
};

impl ObjectSchema {
    /// Follows a path from the object. A path that reaches an array of objects continues in the elements.
    #[must_use]
    pub fn resolve<'s>(&'s self, path: &[JsonString]) -> Resolution<'s> {
        let mut resolution = Resolution { fields: Vec::new(), object: self, end: PathEnd::Found };
        let (mut next, mut rest) = (Some(self), path);
        while let Some(step) = rest.first() {
            let Some(object) = next else {
                let is_unknown = resolution.fields.last().is_some_and(|field| *field.kind.element() == Kind::Any);
                let end = if is_unknown { PathEnd::Unchecked } else { PathEnd::NoFields };
                return Resolution { end, ..resolution };
            };
            resolution.object = object;
            let Some(field) = step.as_str().and_then(|name| object.field(name)) else {
                return Resolution { end: PathEnd::UnknownField, ..resolution };
            };
            let length = object.key_length(rest);
            resolution.fields.extend(std::iter::repeat_n(&START_OF_KEY, length - 1));
            resolution.fields.push(field);
            next = field.kind.object();
            rest = &rest[length..];
        }
        resolution
    }

    /// Returns the number of steps at the start of a path that are the next key. The path must not be empty.
    ///
    /// It is 1, except in a map, whose keys may contain dots: there, the key continues until its value can have the next
    /// step as a field.
    #[must_use]
    pub fn key_length(&self, path: &[JsonString]) -> usize {
        let Some(values) = self.others.values() else { return 1 };
        let is_known = |step: &JsonString| step.as_str().is_some_and(|name| self.known_field(name).is_some());
        if path.first().is_some_and(is_known) || *values.kind.element() == Kind::Any {
            return 1;
        }
        let value_has = |step: &JsonString| {
            let field = values.kind.object().zip(step.as_str()).and_then(|(object, name)| object.field(name));
            field.is_some()
        };
        (1..path.len()).find(|&length| value_has(&path[length])).unwrap_or(path.len())
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

#[cfg(test)]
mod tests {
    use super::super::Others;
    use super::*;
    use std::sync::Arc;

    fn object(name: &str, fields: Vec<Field>, others: Others) -> Kind {
        let (name, description) = (name.to_owned(), String::new());
        Kind::Object(Arc::new(ObjectSchema { name, description, fields, others }))
    }

    fn map(values: Kind) -> Kind {
        object("Map", Vec::new(), Others::Values(Arc::new(Field::new("", values))))
    }

    #[test]
    fn a_key_of_a_map_may_contain_dots() {
        let inner = object("Inner", vec![Field::new("a", Kind::String)], Others::None);
        let list = Kind::List(Arc::new(inner.clone()));
        let fields = [
            ("any", Kind::Any),
            ("lists", list),
            ("maps", map(Kind::Number)),
            ("objects", inner),
            ("texts", Kind::String),
        ]
        .map(|(name, values)| Field::new(name, map(values)));
        let root = object("Root", fields.into(), Others::None);
        let root = root.object().unwrap();
        for (path, end, kind) in [
            ("texts.k", PathEnd::Found, "a string"),
            ("texts.kubernetes.io/name", PathEnd::Found, "a string"),
            ("texts.k.l.m", PathEnd::Found, "a string"),
            ("objects.k.a", PathEnd::Found, "a string"),
            ("objects.k.l.a", PathEnd::Found, "a string"),
            ("objects.k.l", PathEnd::Found, "an object"),
            ("objects.k.a.b", PathEnd::NoFields, "a string"),
            ("lists.k.l.a", PathEnd::Found, "a string"),
            ("maps.k.l", PathEnd::Found, "a number"),
            ("maps.k.l.m", PathEnd::Found, "a number"),
            ("any.k.l", PathEnd::Unchecked, "any value"),
        ] {
            let steps: Vec<JsonString> = path.split('.').map(JsonString::from).collect();
            let resolution = root.resolve(&steps);
            assert_eq!((resolution.end, resolution.fields.last().unwrap().kind.described()), (end, kind), "{path}");
            let arrays: Vec<usize> = resolution.arrays_of_objects().collect();
            assert_eq!(arrays, if path.starts_with("lists") { vec![3] } else { vec![] }, "{path}");
        }
    }
}
