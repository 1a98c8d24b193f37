//! Where the path of a field leads.

use super::{Field, Kind, Object, fields_of};
use crate::json::Text;

/// What a path leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// One string, number or boolean.
    Scalar(&'static Field),
    /// An object or an array.
    Whole(&'static Field),
    /// Something inside this array, so that there may be several.
    Inside(&'static Field),
    /// Nothing: the object, which is the one of this field unless it is the first, has no field of the step's name.
    Unknown {
        /// Which step of the path, from 0.
        step: usize,
        /// The object.
        object: &'static Object,
    },
}

impl Object {
    /// Where a path, its steps joined by dots, leads from the object.
    #[must_use]
    pub fn target(&'static self, path: &Text) -> Target {
        let mut object = self;
        let mut steps = path.split(b'.').enumerate().peekable();
        while let Some((step, name)) = steps.next() {
            let Some(field) = name.as_str().and_then(|name| object.field(name)) else {
                return Target::Unknown { step, object };
            };
            let is_last = steps.peek().is_none();
            match (&field.kind, fields_of(&field.kind)) {
                (Kind::Object(_) | Kind::List { .. }, _) if is_last => return Target::Whole(field),
                (_, None) if is_last => return Target::Scalar(field),
                (Kind::List { .. }, _) => return Target::Inside(field),
                (_, Some(inner)) => object = inner,
                (_, None) => return Target::Unknown { step: step + 1, object },
            }
        }
        Target::Unknown { step: 0, object }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Schema;

    fn target(path: &str) -> Target {
        Schema::by_rust_name("TaskStateChange").unwrap().root.target(&path.into())
    }

    #[test]
    fn a_path_leads_to_what_the_schema_has_there() {
        for (path, name) in [("source", "source"), ("detail.lastStatus", "lastStatus"), ("detail.version", "version")] {
            assert!(matches!(target(path), Target::Scalar(field) if field.name == name), "{path}");
        }
        for (path, name) in [("detail", "detail"), ("resources", "resources"), ("detail.containers", "containers")] {
            assert!(matches!(target(path), Target::Whole(field) if field.name == name), "{path}");
        }
        for (path, name) in [("detail.containers.name", "containers"), ("resources.x", "resources")] {
            assert!(matches!(target(path), Target::Inside(field) if field.name == name), "{path}");
        }
    }

    #[test]
    fn a_path_that_leads_nowhere_tells_the_step_and_the_object() {
        for (path, wrong, name) in [
            ("nothing.x", 0, "Event"),
            ("detail.nothing.x", 1, "TaskStateChange"),
            ("detail.ephemeralStorage.nothing", 2, "EphemeralStorage"),
            ("detail.lastStatus.x", 2, "TaskStateChange"),
            ("source.x.y", 1, "Event"),
        ] {
            let Target::Unknown { step, object } = target(path) else { panic!("{path}") };
            assert_eq!((step, object.rust_name), (wrong, name), "{path}");
        }
    }
}
