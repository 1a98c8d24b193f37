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
