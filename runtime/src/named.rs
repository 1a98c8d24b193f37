//! The elements of an array that have a certain name.

use core::slice;

use crate::{List, Optional};

/// What has a name, so that [`List::named`] finds it.
pub trait HasName {
    /// The name; `None` where there is none.
    fn name(&self) -> Option<&str>;
}

/// The elements of an array that have a certain name, with the predicates of [`List`].
///
/// ```
/// use event_pattern::{List, ecs::Container};
///
/// let containers: List<Container> = serde_json::from_str(
///     r#"[
///         { "containerArn": "arn:1", "taskArn": "arn:task", "lastStatus": "STOPPED",
///           "name": "run-test", "exitCode": 1 },
///         { "containerArn": "arn:2", "taskArn": "arn:task", "lastStatus": "STOPPED",
///           "name": "sidecar", "exitCode": 0 }
///     ]"#,
/// )?;
///
/// assert!(containers.named("run-test").any(Container::failed));
/// assert!(containers.named("sidecar").none(Container::failed));
/// assert_eq!(containers.named("run-test").count(Container::failed), 1);
/// assert_eq!(containers.named("sidecar").iter().next().map(Container::failed), Some(false));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Named<'list, T> {
    elements: &'list [T],
    name: &'list str,
}

impl<'list, T: HasName> Named<'list, T> {
    /// Walks over the elements with the name.
    #[inline]
    #[must_use]
    pub fn iter(&self) -> NamedIter<'list, T> {
        NamedIter { elements: self.elements.iter(), name: self.name }
    }

    /// Tells whether some element with the name satisfies the predicate.
    #[inline]
    #[must_use]
    pub fn any(&self, predicate: impl FnMut(&'list T) -> bool) -> bool {
        self.iter().any(predicate)
    }

    /// Tells whether every element with the name satisfies the predicate. True if there is none.
    #[inline]
    #[must_use]
    pub fn all(&self, predicate: impl FnMut(&'list T) -> bool) -> bool {
        self.iter().all(predicate)
    }

    /// Tells whether no element with the name satisfies the predicate. True if there is none.
    #[inline]
    #[must_use]
    pub fn none(&self, predicate: impl FnMut(&'list T) -> bool) -> bool {
        !self.any(predicate)
    }

    /// Counts the elements with the name that satisfy the predicate.
    #[inline]
    #[must_use]
    pub fn count(&self, mut predicate: impl FnMut(&'list T) -> bool) -> usize {
        self.iter().filter(|element| predicate(element)).count()
    }
}

impl<'list, T: HasName> IntoIterator for Named<'list, T> {
    type Item = &'list T;
    type IntoIter = NamedIter<'list, T>;

    #[inline]
    fn into_iter(self) -> NamedIter<'list, T> {
        self.iter()
    }
}

impl<'list, T: HasName> IntoIterator for &Named<'list, T> {
    type Item = &'list T;
    type IntoIter = NamedIter<'list, T>;

    #[inline]
    fn into_iter(self) -> NamedIter<'list, T> {
        self.iter()
    }
}

/// A walk over the elements that have a certain name.
#[derive(Debug, Clone)]
pub struct NamedIter<'list, T> {
    elements: slice::Iter<'list, T>,
    name: &'list str,
}

impl<'list, T: HasName> Iterator for NamedIter<'list, T> {
    type Item = &'list T;

    #[inline]
    fn next(&mut self) -> Option<&'list T> {
        self.elements.find(|element| element.name() == Some(self.name))
    }
}

impl<T: HasName> List<T> {
    /// The elements with a name.
    ///
    /// ```
    /// use event_pattern::{List, ecs::Container};
    ///
    /// let containers: List<Container> = serde_json::from_str(
    ///     r#"[{ "containerArn": "arn:1", "taskArn": "arn:task", "lastStatus": "STOPPED",
    ///           "name": "run-test", "exitCode": 1 }]"#,
    /// )?;
    ///
    /// assert!(containers.named("run-test").any(Container::failed));
    /// assert!(!containers.named("sidecar").any(Container::failed));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[inline]
    #[must_use]
    pub fn named<'list>(&'list self, name: &'list str) -> Named<'list, T> {
        Named { elements: self, name }
    }
}

impl<T: HasName> Optional<List<T>> {
    /// The elements with a name; none when the list is absent or null.
    ///
    /// ```
    /// use event_pattern::{List, Optional, ecs::Attribute};
    ///
    /// let attributes: Optional<List<Attribute>> =
    ///     serde_json::from_str(r#"[{ "name": "ecs.cpu-architecture", "value": "arm64" }]"#)?;
    ///
    /// let is_arm = |attribute: &Attribute| attribute.value.as_deref() == Some("arm64");
    /// assert!(attributes.named("ecs.cpu-architecture").any(is_arm));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[inline]
    #[must_use]
    pub fn named<'list>(&'list self, name: &'list str) -> Named<'list, T> {
        Named { elements: self.as_deref().unwrap_or_default(), name }
    }
}
