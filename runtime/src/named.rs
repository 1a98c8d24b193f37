//! Selection of array elements by name.

use core::slice;

use crate::{List, Optional};

/// A type whose values can have a name. [`List::named`] selects values by name.
///
/// ```
/// use event_pattern::{HasName, List};
///
/// struct Job(&'static str, bool);
///
/// impl HasName for Job {
///     fn name(&self) -> Option<&str> {
///         Some(self.0)
///     }
/// }
///
/// let jobs = List::from([Job("build", true), Job("deploy", false)]);
/// assert!(jobs.named("build").all(|job| job.1) && jobs.named("deploy").none(|job| job.1));
/// ```
pub trait HasName {
    /// Returns the name, or `None` if the value has no name.
    fn name(&self) -> Option<&str>;
}

/// The array elements that have a given name. This type has the methods of [`List`] that take a predicate.
///
/// Returned by [`List::named`].
///
/// ```
/// use event_pattern::{List, ecs::Container};
///
/// let mut containers = List::from([Container::named("run-test"), Container::named("sidecar")]);
/// (containers[0].exit_code, containers[1].exit_code) = (1.into(), 0.into());
///
/// assert!(containers.named("run-test").any(Container::failed));
/// assert!(containers.named("sidecar").none(Container::failed));
/// assert_eq!(containers.named("run-test").count(Container::failed), 1);
/// assert_eq!(containers.named("sidecar").iter().next().map(Container::failed), Some(false));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Named<'list, T> {
    elements: &'list [T],
    name: &'list str,
}

impl<'list, T: HasName> Named<'list, T> {
    /// Returns an iterator over the elements that have this name.
    ///
    /// ```
    /// # use event_pattern::{List, ecs::Container};
    /// let mut containers = List::from(["app", "app", "init"].map(Container::named));
    /// containers[0].exit_code = 1.into();
    /// assert_eq!(containers.named("app").iter().count(), 2);
    /// ```
    #[inline]
    #[must_use]
    pub fn iter(&self) -> NamedIter<'list, T> {
        NamedIter { elements: self.elements.iter(), name: self.name }
    }

    /// Returns `true` if at least one element that has this name satisfies the predicate.
    ///
    /// Returns `false` if no element has this name.
    ///
    /// ```
    /// # use event_pattern::{List, ecs::Container};
    /// let mut containers = List::from(["app", "app", "init"].map(Container::named));
    /// containers[0].exit_code = 1.into();
    /// assert!(containers.named("app").any(|container| container.exit_code == 1));
    /// ```
    #[inline]
    #[must_use]
    pub fn any(&self, predicate: impl FnMut(&'list T) -> bool) -> bool {
        self.iter().any(predicate)
    }

    /// Returns `true` if every element that has this name satisfies the predicate.
    ///
    /// Returns `true` if no element has this name.
    ///
    /// ```
    /// # use event_pattern::{List, ecs::Container};
    /// let mut containers = List::from(["app", "app", "init"].map(Container::named));
    /// containers[0].exit_code = 1.into();
    /// assert!(!containers.named("app").all(|container| container.exit_code == 1));
    /// ```
    #[inline]
    #[must_use]
    pub fn all(&self, predicate: impl FnMut(&'list T) -> bool) -> bool {
        self.iter().all(predicate)
    }

    /// Returns `true` if no element that has this name satisfies the predicate.
    ///
    /// Returns `true` if no element has this name.
    ///
    /// ```
    /// # use event_pattern::{List, ecs::Container};
    /// let mut containers = List::from(["app", "app", "init"].map(Container::named));
    /// containers[0].exit_code = 1.into();
    /// assert!(containers.named("app").none(|container| container.exit_code == 0));
    /// ```
    #[inline]
    #[must_use]
    pub fn none(&self, predicate: impl FnMut(&'list T) -> bool) -> bool {
        !self.any(predicate)
    }

    /// Returns the number of elements that have this name and satisfy the predicate.
    ///
    /// ```
    /// # use event_pattern::{List, ecs::Container};
    /// let mut containers = List::from(["app", "app", "init"].map(Container::named));
    /// containers[0].exit_code = 1.into();
    /// assert_eq!(containers.named("app").count(|container| container.exit_code.is_absent()), 1);
    /// ```
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

/// An iterator over the array elements that have a given name.
///
/// Returned by [`Named::iter`].
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
    /// Returns the elements that have the given name.
    ///
    /// ```
    /// use event_pattern::{List, ecs::Container};
    ///
    /// let mut containers = List::from([Container::named("run-test")]);
    /// containers[0].exit_code = 1.into();
    ///
    /// assert!(containers.named("run-test").any(Container::failed));
    /// assert!(!containers.named("sidecar").any(Container::failed));
    /// ```
    #[inline]
    #[must_use]
    pub fn named<'list>(&'list self, name: &'list str) -> Named<'list, T> {
        Named { elements: self, name }
    }
}

impl<T: HasName> Optional<List<T>> {
    /// Returns the elements that have the given name, or no elements if the list is absent or null.
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
