//! Arrays in events.
//!
//! The methods `any`, `all`, `none` and `count` correspond to the `$any`, `$all`, `$none` and `$count` element scopes.

use alloc::vec::{self, Vec};
use core::ops::{Deref, DerefMut};
use core::slice;

use serde_core::{Serialize, Serializer};

use crate::Optional;

/// An array in an event.
///
/// A `List` dereferences to a slice, and has methods that test its elements with a predicate:
///
/// ```
/// use event_pattern::{List, ecs::Container};
///
/// let mut containers = List::from([Container::named("run-test"), Container::named("sidecar")]);
/// containers[0].exit_code = 1.into();
///
/// assert_eq!(containers.len(), 2);
/// assert!(containers.any(|container| container.name == "run-test" && container.exit_code == 1));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct List<T>(Vec<T>);

impl<T> List<T> {
    /// Appends an element.
    ///
    /// ```
    /// use event_pattern::List;
    ///
    /// let mut exit_codes = List::default();
    /// exit_codes.push(137);
    /// assert_eq!(exit_codes, List::from([137]));
    /// ```
    #[inline]
    pub fn push(&mut self, element: T) {
        self.0.push(element);
    }

    /// Returns `true` if at least one element satisfies the predicate, like the `$any` element scope.
    ///
    /// Returns `false` for an empty list.
    ///
    /// ```
    /// use event_pattern::List;
    ///
    /// let exit_codes = List::from([0, 137]);
    /// assert!(exit_codes.any(|code| *code != 0));
    /// ```
    #[inline]
    #[must_use]
    pub fn any(&self, predicate: impl FnMut(&T) -> bool) -> bool {
        self.0.iter().any(predicate)
    }

    /// Returns `true` if every element satisfies the predicate, like the `$all` element scope.
    ///
    /// Returns `true` for an empty list, like [`Iterator::all`].
    ///
    /// ```
    /// use event_pattern::List;
    ///
    /// assert!(List::from([0, 0]).all(|code| *code == 0));
    /// assert!(List::<i32>::default().all(|code| *code == 0));
    /// ```
    #[inline]
    #[must_use]
    pub fn all(&self, predicate: impl FnMut(&T) -> bool) -> bool {
        self.0.iter().all(predicate)
    }

    /// Returns `true` if no element satisfies the predicate, like the `$none` element scope.
    ///
    /// Returns `true` for an empty list.
    ///
    /// ```
    /// use event_pattern::List;
    ///
    /// assert!(List::from([0, 0]).none(|code| *code != 0));
    /// ```
    #[inline]
    #[must_use]
    pub fn none(&self, predicate: impl FnMut(&T) -> bool) -> bool {
        !self.any(predicate)
    }

    /// Returns the number of elements that satisfy the predicate, like the `$count` element scope.
    ///
    /// ```
    /// use event_pattern::List;
    ///
    /// let exit_codes = List::from([0, 137, 1]);
    /// assert_eq!(exit_codes.count(|code| *code != 0), 2);
    /// ```
    #[inline]
    #[must_use]
    pub fn count(&self, mut predicate: impl FnMut(&T) -> bool) -> usize {
        self.0.iter().filter(|element| predicate(element)).count()
    }
}

/// These methods treat an absent or null list like an empty list.
impl<T> Optional<List<T>> {
    /// Returns the number of elements, which is 0 if the list is absent or null.
    ///
    /// ```
    /// use event_pattern::{List, Optional};
    ///
    /// assert_eq!(Optional::Present(List::from([80, 443])).len(), 2);
    /// assert_eq!(Optional::<List<i32>>::Absent.len(), 0);
    /// ```
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.iter().len()
    }

    /// Returns `true` if the list has no elements, or is absent or null.
    ///
    /// ```
    /// use event_pattern::{List, Optional};
    ///
    /// assert!(!Optional::Present(List::from([80, 443])).is_empty());
    /// assert!(Optional::<List<i32>>::Absent.is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns an iterator over the elements, which is empty if the list is absent or null.
    ///
    /// ```
    /// use event_pattern::{List, Optional};
    ///
    /// let ports = Optional::Present(List::from([80, 443]));
    /// assert_eq!(ports.iter().max(), Some(&443));
    /// assert_eq!(Optional::<List<i32>>::Absent.iter().max(), None);
    /// ```
    #[inline]
    pub fn iter(&self) -> slice::Iter<'_, T> {
        self.as_deref().unwrap_or_default().iter()
    }

    /// Returns `true` if at least one element satisfies the predicate, like the `$any` element scope.
    ///
    /// Returns `false` if the list is absent or null.
    ///
    /// ```
    /// use event_pattern::{List, Optional};
    ///
    /// let ports = Optional::Present(List::from([80, 443]));
    /// assert!(ports.any(|port| *port == 443));
    /// assert!(!Optional::<List<i32>>::Absent.any(|port| *port == 443));
    /// ```
    #[inline]
    #[must_use]
    pub fn any(&self, predicate: impl FnMut(&T) -> bool) -> bool {
        self.iter().any(predicate)
    }

    /// Returns `true` if every element satisfies the predicate, like the `$all` element scope.
    ///
    /// Returns `true` if the list is absent or null.
    ///
    /// ```
    /// use event_pattern::{List, Optional};
    ///
    /// let ports = Optional::Present(List::from([80, 443]));
    /// assert!(!ports.all(|port| *port == 443));
    /// assert!(Optional::<List<i32>>::Absent.all(|port| *port == 443));
    /// ```
    #[inline]
    #[must_use]
    pub fn all(&self, predicate: impl FnMut(&T) -> bool) -> bool {
        self.iter().all(predicate)
    }

    /// Returns `true` if no element satisfies the predicate, like the `$none` element scope.
    ///
    /// Returns `true` if the list is absent or null.
    ///
    /// ```
    /// use event_pattern::{List, Optional};
    ///
    /// let ports = Optional::Present(List::from([80, 443]));
    /// assert!(ports.none(|port| *port == 22));
    /// assert!(Optional::<List<i32>>::Null.none(|port| *port == 22));
    /// ```
    #[inline]
    #[must_use]
    pub fn none(&self, predicate: impl FnMut(&T) -> bool) -> bool {
        !self.any(predicate)
    }

    /// Returns the number of elements that satisfy the predicate, like the `$count` element scope.
    ///
    /// ```
    /// use event_pattern::{List, Optional};
    ///
    /// let ports = Optional::Present(List::from([80, 443]));
    /// assert_eq!(ports.count(|port| *port < 1024), 2);
    /// assert_eq!(Optional::<List<i32>>::Absent.count(|port| *port < 1024), 0);
    /// ```
    #[inline]
    #[must_use]
    pub fn count(&self, mut predicate: impl FnMut(&T) -> bool) -> usize {
        self.iter().filter(|element| predicate(element)).count()
    }
}

impl<T> Default for List<T> {
    #[inline]
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Serialize> Serialize for List<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<T> Deref for List<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T> DerefMut for List<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.0
    }
}

impl<T> From<Vec<T>> for List<T> {
    #[inline]
    fn from(elements: Vec<T>) -> Self {
        Self(elements)
    }
}

impl<T, const LENGTH: usize> From<[T; LENGTH]> for List<T> {
    #[inline]
    fn from(elements: [T; LENGTH]) -> Self {
        Self(elements.into())
    }
}

/// Converts an array into an [`Optional::Present`] list, for example `container.gpu_ids = ["GPU-0".into()].into()`.
impl<T, const LENGTH: usize> From<[T; LENGTH]> for Optional<List<T>> {
    #[inline]
    fn from(elements: [T; LENGTH]) -> Self {
        Self::Present(elements.into())
    }
}

impl<T> From<List<T>> for Vec<T> {
    #[inline]
    fn from(list: List<T>) -> Self {
        list.0
    }
}

impl<T> FromIterator<T> for List<T> {
    #[inline]
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Self {
        Self(elements.into_iter().collect())
    }
}

impl<T> Extend<T> for List<T> {
    #[inline]
    fn extend<I: IntoIterator<Item = T>>(&mut self, elements: I) {
        self.0.extend(elements);
    }
}

impl<T> IntoIterator for List<T> {
    type Item = T;
    type IntoIter = vec::IntoIter<T>;

    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'list, T> IntoIterator for &'list List<T> {
    type Item = &'list T;
    type IntoIter = slice::Iter<'list, T>;

    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<'list, T> IntoIterator for &'list mut List<T> {
    type Item = &'list mut T;
    type IntoIter = slice::IterMut<'list, T>;

    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter_mut()
    }
}

impl<'list, T> IntoIterator for &'list Optional<List<T>> {
    type Item = &'list T;
    type IntoIter = slice::Iter<'list, T>;

    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
