//! Conversions of a [`Map`].

use super::Map;
use crate::{IntoOwned, Optional};
use alloc::borrow::Cow;
use alloc::vec::Vec;

/// If a key occurs more than once, the last value is used.
impl<'a, K: Into<Cow<'a, str>>, T> FromIterator<(K, T)> for Map<'a, T> {
    fn from_iter<I: IntoIterator<Item = (K, T)>>(members: I) -> Self {
        let mut members: Vec<(Cow<'a, str>, T)> = members.into_iter().map(|(key, value)| (key.into(), value)).collect();
        members.sort_by(|(one, _), (other, _)| one.cmp(other));
        members.dedup_by(|later, earlier| {
            let is_repeated = later.0 == earlier.0;
            if is_repeated {
                core::mem::swap(later, earlier);
            }
            is_repeated
        });
        Self(members)
    }
}

/// If a key occurs more than once, the last value is used.
impl<'a, K: Into<Cow<'a, str>>, T, const LENGTH: usize> From<[(K, T); LENGTH]> for Map<'a, T> {
    fn from(members: [(K, T); LENGTH]) -> Self {
        members.into_iter().collect()
    }
}

/// Converts the members into a field that is present.
impl<'a, K: Into<Cow<'a, str>>, T, const LENGTH: usize> From<[(K, T); LENGTH]> for Optional<Map<'a, T>> {
    fn from(members: [(K, T); LENGTH]) -> Self {
        Self::Present(members.into())
    }
}

/// Replaces the values of keys that the map already has.
impl<'a, K: Into<Cow<'a, str>>, T> Extend<(K, T)> for Map<'a, T> {
    fn extend<I: IntoIterator<Item = (K, T)>>(&mut self, members: I) {
        let added = members.into_iter().map(|(key, value)| (key.into(), value));
        *self = core::mem::take(self).into_iter().chain(added).collect();
    }
}

impl<T: IntoOwned> IntoOwned for Map<'_, T> {
    type Owned = Map<'static, T::Owned>;

    fn into_owned(self) -> Self::Owned {
        let mut members = Vec::with_capacity(self.len());
        for (key, value) in self {
            members.push((IntoOwned::into_owned(key), value.into_owned()));
        }
        Map(members)
    }
}
