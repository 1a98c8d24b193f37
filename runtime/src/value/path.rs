//! Fields inside a [`Value`], by their path in an event pattern.
//!
//! A path leads through objects and through the elements of arrays, at any depth. A key with dots is a path of several
//! steps, so the object at a path may consist of all members of an outer object whose keys start with that path.

use super::Value;
use crate::Optional;
use crate::map::{Member, below, find};

/// An object inside a [`Value`], at a path in an event pattern.
///
/// Its methods take paths from this object, so conditions on several fields refer to the same element of an array.
///
/// ```
/// use event_pattern::Value;
///
/// let parameters: Value = serde_json::from_str(
///     r#"{ "items": [{ "name": "web", "port": 80 }, { "name": "admin", "port": 8080 }] }"#,
/// )?;
/// let has = |name: &str, port: i32| {
///     parameters.any_object_at(&["items"], |item| {
///         item.any_at(&["name"], |one| *one == name) && item.any_at(&["port"], |one| *one == port)
///     })
/// };
/// assert!(has("web", 80));
/// assert!(!has("web", 8080));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct ValueObject<'v> {
    members: &'v [Member<'v, Value<'v>>],
    /// The object consists of the members whose keys start with these steps and a dot. `None` for all members.
    steps: Option<&'v str>,
}

/// The objects in an array inside a [`Value`], for conditions that correspond to the `$any`, `$all`, `$none` and `$count`
/// element scopes.
///
/// Returned by [`Value::elements_at`].
///
/// ```
/// use event_pattern::Value;
///
/// let parameters: Value = serde_json::from_str(r#"{ "items": [{ "port": 80 }, { "port": 8080 }] }"#)?;
/// let items = parameters.elements_at(&["items"]);
/// assert!(items.all(|item| item.exists_at(&["port"])));
/// assert_eq!(items.count(|item| item.any_at(&["port"], |port| *port == 80)), 1);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct ValueElements<'v> {
    start: Option<Start<'v>>,
    path: &'v [&'v str],
}

/// Where a path starts.
#[derive(Debug, Clone, Copy)]
enum Start<'v> {
    Value(&'v Value<'v>),
    Object(ValueObject<'v>),
}

/// What is at the end of a path.
enum End<'v> {
    Value(&'v Value<'v>),
    /// The members of an object whose keys continue after the path.
    Rest(ValueObject<'v>),
}

/// Implements the methods that take a path, given how to find the start of the path.
macro_rules! path_methods {
    ($self:ident: $receiver:ty $(, $lifetime:lifetime)? => $start:expr) => {
        /// Returns `true` if at least one value at the path satisfies the predicate. Only strings, numbers, booleans and
        /// nulls are values in this sense. The values of an array are those of its elements.
        ///
        /// See [Paths](Value#paths).
        #[must_use]
        pub fn any_at$(<$lifetime>)?(
            $self: $receiver,
            path: &[&str],
            mut predicate: impl FnMut(&'v Value<'v>) -> bool,
        ) -> bool {
            $start.is_some_and(|start| start.any_value(path, &mut predicate))
        }

        /// Returns `true` if there is a value at the path, which may be null. Corresponds to the `{ "exists": true }`
        /// content filter, which does not match objects and empty arrays.
        ///
        /// See [Paths](Value#paths).
        #[must_use]
        pub fn exists_at$(<$lifetime>)?($self: $receiver, path: &[&str]) -> bool {
            $self.any_at(path, |_| true)
        }

        /// Returns `true` if at least one object at the path satisfies the predicate.
        ///
        /// See [`ValueObject`].
        #[must_use]
        pub fn any_object_at$(<$lifetime>)?(
            $self: $receiver,
            path: &[&str],
            mut predicate: impl FnMut(ValueObject<'v>) -> bool,
        ) -> bool {
            $start.is_some_and(|start| start.any_object(path, &mut predicate))
        }

        /// Returns the objects at the path for conditions on all of them, like the element scopes.
        ///
        /// See [`ValueElements`].
        #[must_use]
        pub fn elements_at$(<$lifetime>)?($self: $receiver, path: &'v [&'v str]) -> ValueElements<'v> {
            ValueElements { start: $start, path }
        }
    };
}

impl Value<'_> {
    path_methods!(self: &'v Self, 'v => Some(Start::Value(self)));
}

impl<'v> ValueObject<'v> {
    path_methods!(self: Self => Some(Start::Object(self)));
}

/// An absent field has no values, and a null is one value.
impl Optional<Value<'_>> {
    path_methods!(self: &'v Self, 'v => self.start());

    fn start(&self) -> Option<Start<'_>> {
        match self {
            Self::Absent => None,
            Self::Null => Some(Start::Value(&Value::Null)),
            Self::Present(value) => Some(Start::Value(value)),
        }
    }
}

impl<'v> ValueElements<'v> {
    /// Returns `true` if at least one element satisfies the predicate, like the `$any` element scope.
    #[must_use]
    pub fn any(&self, mut predicate: impl FnMut(ValueObject<'v>) -> bool) -> bool {
        self.start.is_some_and(|start| start.any_element(self.path, &mut predicate))
    }

    /// Returns `true` if every element satisfies the predicate, like the `$all` element scope.
    #[must_use]
    pub fn all(&self, mut predicate: impl FnMut(ValueObject<'v>) -> bool) -> bool {
        !self.any(|element| !predicate(element))
    }

    /// Returns `true` if no element satisfies the predicate, like the `$none` element scope.
    #[must_use]
    pub fn none(&self, predicate: impl FnMut(ValueObject<'v>) -> bool) -> bool {
        !self.any(predicate)
    }

    /// Returns the number of elements that satisfy the predicate, like the `$count` element scope.
    #[must_use]
    pub fn count(&self, mut predicate: impl FnMut(ValueObject<'v>) -> bool) -> usize {
        let mut count = 0;
        let _ = self.any(|element| {
            count += usize::from(predicate(element));
            false
        });
        count
    }
}

impl<'v> Start<'v> {
    fn any_value(self, path: &[&str], predicate: &mut dyn FnMut(&'v Value<'v>) -> bool) -> bool {
        self.any_end(path, &mut |end| match end {
            End::Value(value) => any_scalar(value, predicate),
            End::Rest(_) => false,
        })
    }

    fn any_object(self, path: &[&str], predicate: &mut dyn FnMut(ValueObject<'v>) -> bool) -> bool {
        self.any_end(path, &mut |end| match end {
            End::Value(value) => any_object(value, predicate),
            End::Rest(object) => predicate(object),
        })
    }

    /// Unlike [`any_object`](Self::any_object), does not visit the rest of an object, which is no element of an array.
    fn any_element(self, path: &[&str], predicate: &mut dyn FnMut(ValueObject<'v>) -> bool) -> bool {
        self.any_end(path, &mut |end| match end {
            End::Value(value) => any_object(value, predicate),
            End::Rest(_) => false,
        })
    }

    fn any_end(self, path: &[&str], visit: &mut dyn FnMut(End<'v>) -> bool) -> bool {
        match self {
            Self::Value(value) if path.is_empty() => visit(End::Value(value)),
            Self::Value(value) => any_object(value, &mut |object| object.any_end(path, visit)),
            Self::Object(object) => object.any_end(path, visit),
        }
    }
}

impl<'v> ValueObject<'v> {
    fn any_end(self, path: &[&str], visit: &mut dyn FnMut(End<'v>) -> bool) -> bool {
        let [step, rest @ ..] = path else { return visit(End::Rest(self)) };
        let (value, continued) = (self.get(step), self.continued(step));
        if rest.is_empty() {
            return value.is_some_and(|value| visit(End::Value(value)))
                || continued.is_some_and(|object| visit(End::Rest(object)));
        }
        value.is_some_and(|value| any_object(value, &mut |object| object.any_end(rest, visit)))
            || continued.is_some_and(|object| object.any_end(rest, visit))
    }

    /// Returns the value of a key.
    fn get(self, step: &str) -> Option<&'v Value<'v>> {
        let index = match self.steps {
            None => find(self.members, &[step]),
            Some(steps) => find(self.members, &[steps, step]),
        };
        index.ok().map(|index| &self.members[index].1)
    }

    /// Returns the members whose keys continue with a step and a dot, as an object.
    fn continued(self, step: &str) -> Option<Self> {
        let (Ok(index) | Err(index)) = match self.steps {
            None => find(self.members, &[step, ""]),
            Some(steps) => find(self.members, &[steps, step, ""]),
        };
        let key = &*self.members.get(index)?.0;
        let rest = self.steps.map_or(Some(key), |steps| below(key, steps))?;
        let length = key.len() - below(rest, step)?.len() - 1;
        Some(Self { members: self.members, steps: Some(&key[..length]) })
    }
}

/// Whether the predicate holds for the value or, in an array, for a value in it.
fn any_scalar<'v>(value: &'v Value<'v>, predicate: &mut dyn FnMut(&'v Value<'v>) -> bool) -> bool {
    match value {
        Value::Array(elements) => elements.iter().any(|element| any_scalar(element, predicate)),
        Value::Object(_) => false,
        scalar => predicate(scalar),
    }
}

/// Whether the predicate holds for the object or, in an array, for an object in it.
fn any_object<'v>(value: &'v Value<'v>, predicate: &mut dyn FnMut(ValueObject<'v>) -> bool) -> bool {
    match value {
        Value::Array(elements) => elements.iter().any(|element| any_object(element, predicate)),
        Value::Object(members) => predicate(ValueObject { members: members.members(), steps: None }),
        _ => false,
    }
}
