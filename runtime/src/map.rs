//! Objects in events whose keys are not known in advance.

mod convert;
mod read;

pub(crate) use read::{check_keys, sorted};

use alloc::borrow::Cow;
use alloc::vec::{self, Vec};
use core::cmp::Ordering;
use core::slice;

/// An object in an event whose keys are not known in advance, such as labels.
///
/// The members are sorted by key. Deserialized keys borrow from the JSON input unless they contain escape sequences.
///
/// ```
/// use event_pattern::Map;
/// use std::borrow::Cow;
///
/// let labels: Map<Cow<str>> = serde_json::from_str(r#"{ "team": "search", "stage": "test" }"#)?;
/// assert_eq!(labels.get("team").unwrap(), "search");
/// assert_eq!(labels.keys().collect::<Vec<_>>(), ["stage", "team"]);
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Rejected objects
///
/// In an event pattern, a dot separates the keys of nested objects. Therefore, deserialization returns an error for an
/// object that contains
///
/// - a key more than once, or
/// - a key with a dot that would be the same field as one inside a nested object.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Map<'a, T>(Vec<Member<'a, T>>);

/// A key with its value.
pub(crate) type Member<'a, T> = (Cow<'a, str>, T);

impl<'a, T> Map<'a, T> {
    /// Creates an empty map.
    ///
    /// ```
    /// use event_pattern::Map;
    ///
    /// let map: Map<i32> = Map::new();
    /// assert!(map.is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Returns the number of members.
    ///
    /// ```
    /// assert_eq!(event_pattern::Map::from([("a", 1), ("b", 2)]).len(), 2);
    /// ```
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns `true` if the map has no members.
    ///
    /// ```
    /// assert!(!event_pattern::Map::from([("a", 1)]).is_empty());
    /// ```
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the value of a key.
    ///
    /// ```
    /// let map = event_pattern::Map::from([("a", 1)]);
    /// assert_eq!(map.get("a"), Some(&1));
    /// assert_eq!(map.get("b"), None);
    /// ```
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&T> {
        let index = find(&self.0, &[key]).ok()?;
        Some(&self.0[index].1)
    }

    /// Returns a mutable reference to the value of a key.
    ///
    /// ```
    /// let mut map = event_pattern::Map::from([("a", 1)]);
    /// *map.get_mut("a").unwrap() += 1;
    /// assert_eq!(map.get("a"), Some(&2));
    /// ```
    #[must_use]
    pub fn get_mut(&mut self, key: &str) -> Option<&mut T> {
        let index = find(&self.0, &[key]).ok()?;
        Some(&mut self.0[index].1)
    }

    /// Returns `true` if the map has a member with this key.
    ///
    /// ```
    /// assert!(event_pattern::Map::from([("a", 1)]).contains_key("a"));
    /// ```
    #[must_use]
    pub fn contains_key(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Sets the value of a key, and returns the previous value.
    ///
    /// ```
    /// let mut map = event_pattern::Map::new();
    /// assert_eq!(map.insert("a", 1), None);
    /// assert_eq!(map.insert("a", 2), Some(1));
    /// ```
    pub fn insert(&mut self, key: impl Into<Cow<'a, str>>, value: T) -> Option<T> {
        let key = key.into();
        match find(&self.0, &[&key]) {
            Ok(index) => Some(core::mem::replace(&mut self.0[index].1, value)),
            Err(index) => {
                self.0.insert(index, (key, value));
                None
            }
        }
    }

    /// Removes a member, and returns its value.
    ///
    /// ```
    /// let mut map = event_pattern::Map::from([("a", 1)]);
    /// assert_eq!(map.remove("a"), Some(1));
    /// assert!(map.is_empty());
    /// ```
    pub fn remove(&mut self, key: &str) -> Option<T> {
        let index = find(&self.0, &[key]).ok()?;
        Some(self.0.remove(index).1)
    }

    /// Returns the members in the order of their keys.
    ///
    /// ```
    /// let map = event_pattern::Map::from([("b", 2), ("a", 1)]);
    /// assert!(map.iter().eq([("a", &1), ("b", &2)]));
    /// ```
    #[inline]
    #[must_use]
    pub fn iter(&self) -> MapIter<'_, T> {
        MapIter(self.0.iter())
    }

    /// Returns the keys in their order.
    ///
    /// ```
    /// let map = event_pattern::Map::from([("b", 2), ("a", 1)]);
    /// assert!(map.keys().eq(["a", "b"]));
    /// ```
    #[must_use]
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &str> {
        self.iter().map(|(key, _)| key)
    }

    /// Returns the values in the order of their keys.
    ///
    /// ```
    /// let map = event_pattern::Map::from([("b", 2), ("a", 1)]);
    /// assert!(map.values().eq(&[1, 2]));
    /// ```
    #[must_use]
    pub fn values(&self) -> impl ExactSizeIterator<Item = &T> {
        self.iter().map(|(_, value)| value)
    }

    /// Returns the value at a path in an event pattern, where a key with dots is a path of several steps.
    ///
    /// ```
    /// let labels = event_pattern::Map::from([("kubernetes.io/name", "web")]);
    /// assert_eq!(labels.at(&["kubernetes", "io/name"]), Some(&"web"));
    /// ```
    #[must_use]
    pub fn at(&self, path: &[&str]) -> Option<&T> {
        let index = find(&self.0, path).ok()?;
        Some(&self.0[index].1)
    }

    /// Returns the members, sorted by key.
    pub(crate) fn members(&self) -> &[Member<'a, T>] {
        &self.0
    }
}

/// Finds a member by its key, given as a path whose steps are separated by dots in the key. Returns the index of the
/// member, or else the index where it would be.
pub(crate) fn find<T>(members: &[Member<'_, T>], path: &[&str]) -> Result<usize, usize> {
    members.binary_search_by(|(key, _)| compare(key, path))
}

/// Returns the rest of a key that starts with these steps and a dot.
pub(crate) fn below<'k>(key: &'k str, steps: &str) -> Option<&'k str> {
    key.strip_prefix(steps)?.strip_prefix('.')
}

/// Compares a key with a path whose steps are separated by dots in the key.
fn compare(key: &str, path: &[&str]) -> Ordering {
    if let [step] = path {
        return key.cmp(step);
    }
    let with_dots = path.iter().enumerate().flat_map(|(index, step)| {
        let dot = if index == 0 { "" } else { "." };
        dot.bytes().chain(step.bytes())
    });
    key.bytes().cmp(with_dots)
}

impl<T> Default for Map<'_, T> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

/// An iterator over the members of a [`Map`], in the order of their keys.
///
/// Returned by [`Map::iter`].
#[derive(Debug, Clone)]
pub struct MapIter<'map, T>(slice::Iter<'map, Member<'map, T>>);

impl<'map, T> Iterator for MapIter<'map, T> {
    type Item = (&'map str, &'map T);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(key, value)| (&**key, value))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<T> ExactSizeIterator for MapIter<'_, T> {}

impl<'a, T> IntoIterator for Map<'a, T> {
    type Item = (Cow<'a, str>, T);
    type IntoIter = vec::IntoIter<(Cow<'a, str>, T)>;

    #[inline]
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'map, T> IntoIterator for &'map Map<'_, T> {
    type Item = (&'map str, &'map T);
    type IntoIter = MapIter<'map, T>;

    #[inline]
    fn into_iter(self) -> MapIter<'map, T> {
        self.iter()
    }
}

#[cfg(test)]
mod tests;
