//! Resolves field paths in a schema.

use super::{Field, Kind, ObjectSchema, fields_of};
use crate::json::JsonString;

/// The result of following a field path in a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// The fields on the path, up to the first unknown one.
    pub fields: Vec<&'static Field>,
    /// The last object in which a step was looked up, or the starting object if the path is empty.
    pub object: &'static ObjectSchema,
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
}

impl ObjectSchema {
    /// Follows a path from the object. A path that reaches an array of objects continues in the elements.
    #[must_use]
    pub fn resolve(&'static self, path: &[JsonString]) -> Resolution {
        let mut resolution = Resolution { fields: Vec::new(), object: self, end: PathEnd::Found };
        let mut next = Some(self);
        for step in path {
            let Some(object) = next else { return Resolution { end: PathEnd::NoFields, ..resolution } };
            resolution.object = object;
            let Some(field) = step.as_str().and_then(|name| object.field(name)) else {
                return Resolution { end: PathEnd::UnknownField, ..resolution };
            };
            resolution.fields.push(field);
            next = fields_of(&field.kind);
        }
        resolution
    }
}

impl Resolution {
    /// Returns the field at the end of the path, or `None` if the path is empty or does not lead to a field.
    #[must_use]
    pub fn field(&self) -> Option<&'static Field> {
        self.fields.last().copied().filter(|_| self.end == PathEnd::Found)
    }

    /// Returns the schema of the object at the end of the path, or of the elements if the path ends at an array of
    /// objects.
    #[must_use]
    pub fn inner_object(&self) -> Option<&'static ObjectSchema> {
        match self.end {
            PathEnd::Found => self.fields.last().map_or(Some(self.object), |field| fields_of(&field.kind)),
            PathEnd::UnknownField | PathEnd::NoFields => None,
        }
    }

    /// Returns the outermost array that the path leads into, if any. An event may have several values at a path that
    /// leads into an array.
    #[must_use]
    pub fn enclosing_array(&self) -> Option<&'static Field> {
        let last = if self.end == PathEnd::Found { self.fields.len().saturating_sub(1) } else { self.fields.len() };
        self.fields[..last].iter().copied().find(|field| matches!(field.kind, Kind::List { .. }))
    }

    /// Returns the length of each prefix of the path that ends at an array of objects.
    pub fn arrays_of_objects(&self) -> impl Iterator<Item = usize> + '_ {
        let numbered = self.fields.iter().enumerate();
        numbered.filter(|(_, field)| field.kind.is_array_of_objects()).map(|(index, _)| index + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Schema;

    fn resolve(path: &str) -> Resolution {
        let steps: Vec<JsonString> = path.split('.').filter(|step| !step.is_empty()).map(JsonString::from).collect();
        Schema::by_rust_name("TaskStateChange").unwrap().root.resolve(&steps)
    }

    #[test]
    fn a_path_leads_to_a_field_or_object() {
        for (path, inside) in [
            ("source", None),
            ("detail.lastStatus", None),
            ("resources", None),
            ("detail", Some("TaskStateChange")),
            ("detail.containers", Some("Container")),
            ("detail.containers.networkInterfaces", Some("NetworkInterface")),
        ] {
            let resolution = resolve(path);
            assert_eq!(resolution.field().map(|field| field.name), path.rsplit('.').next(), "{path}");
            assert_eq!(resolution.inner_object().map(|object| object.rust_name), inside, "{path}");
        }
        assert_eq!(resolve("").field(), None);
        assert_eq!(resolve("").inner_object().map(|object| object.rust_name), Some("Event"));
    }

    #[test]
    fn arrays_on_a_path_are_found() {
        for (path, first, of_objects) in [
            ("detail.containers", None, vec![2]),
            ("detail.containers.name", Some("containers"), vec![2]),
            ("detail.attachments.details.nothing", Some("attachments"), vec![2, 3]),
            ("resources", None, vec![]),
            ("resources.x", Some("resources"), vec![]),
        ] {
            let resolution = resolve(path);
            assert_eq!(resolution.enclosing_array().map(|field| field.name), first, "{path}");
            assert_eq!(resolution.arrays_of_objects().collect::<Vec<_>>(), of_objects, "{path}");
        }
    }

    #[test]
    fn an_unknown_path_ends_in_the_last_known_object() {
        for (path, end, found, object) in [
            ("nothing.x", PathEnd::UnknownField, 0, "Event"),
            ("detail.nothing.x", PathEnd::UnknownField, 1, "TaskStateChange"),
            ("detail.ephemeralStorage.nothing", PathEnd::UnknownField, 2, "EphemeralStorage"),
            ("detail.lastStatus.x", PathEnd::NoFields, 2, "TaskStateChange"),
            ("source.x.y", PathEnd::NoFields, 1, "Event"),
        ] {
            let resolution = resolve(path);
            assert_eq!((resolution.end, resolution.fields.len()), (end, found), "{path}");
            assert_eq!(resolution.object.rust_name, object, "{path}");
            assert_eq!((resolution.field(), resolution.inner_object()), (None, None), "{path}");
        }
    }
}
