//! The type of optional fields in events, which distinguishes an absent field from a null.
//!
//! Event patterns make this distinction: `[null]`, `{ "exists": true }` and `anything-but` match a null, but not an
//! absent field. An `Option` cannot represent this distinction.

mod convert;

pub use convert::Text;

use core::ops::Deref;

use serde_core::ser::{Serialize, Serializer};

/// An event field that may be absent or null.
///
/// ```
/// use event_pattern::Optional;
///
/// #[derive(serde::Deserialize)]
/// struct Exit {
///     #[serde(default)]
///     code: Optional<i32>,
/// }
///
/// let absent: Exit = serde_json::from_str("{}")?;
/// let null: Exit = serde_json::from_str(r#"{ "code": null }"#)?;
/// let present: Exit = serde_json::from_str(r#"{ "code": 137 }"#)?;
/// assert_eq!(absent.code, Optional::Absent);
/// assert_eq!(null.code, Optional::Null);
/// assert_eq!(present.code, Optional::Present(137));
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Comparing and reading values
///
/// An `Optional` can be compared with a plain value. It equals the value if the field is present with that value. An
/// absent field and a null do not equal any value:
///
/// ```
/// use event_pattern::{Optional, ecs::StopCode};
///
/// let stop_code = Optional::Present(StopCode::UserInitiated);
/// assert!(stop_code == "UserInitiated" && stop_code == StopCode::UserInitiated);
/// assert!(Optional::Present(137) == 137);
/// assert!(Optional::<i32>::Null != 0 && Optional::<i32>::Absent != 0);
/// ```
///
/// Most methods, such as [`as_ref`](Self::as_ref), [`copied`](Self::copied) and [`ok_or`](Self::ok_or), are named after
/// methods of `Option` and treat an absent field and a null like `None`. [`map`](Self::map) preserves the distinction.
///
/// # In your own structs
///
/// Add the `#[serde(default, skip_serializing_if = "Optional::is_absent")]` attribute to each `Optional` field. Without
/// `default`, an absent field is deserialized as a null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Optional<T> {
    /// The field is absent.
    #[default]
    Absent,
    /// The field is present and its value is `null`.
    Null,
    /// The field is present with this value.
    Present(T),
}

impl<T> Optional<T> {
    /// Returns `true` if the field is absent. Corresponds to the `{ "exists": false }` content filter.
    ///
    /// ```
    /// use event_pattern::Optional;
    ///
    /// assert!(Optional::<i32>::Absent.is_absent());
    /// assert!(!Optional::<i32>::Null.is_absent());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Returns `true` if the field is `null`. Corresponds to `[null]` in a pattern.
    ///
    /// ```
    /// use event_pattern::Optional;
    ///
    /// assert!(Optional::<i32>::Null.is_null());
    /// assert!(!Optional::<i32>::Absent.is_null());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Returns `true` if the field has a value or is null. Corresponds to the `{ "exists": true }` content filter.
    ///
    /// Unlike this method, the content filter does not match objects and empty arrays.
    ///
    /// ```
    /// use event_pattern::Optional;
    ///
    /// assert!(Optional::Present(0).exists());
    /// assert!(Optional::<i32>::Null.exists());
    /// assert!(!Optional::<i32>::Absent.exists());
    /// ```
    #[inline]
    #[must_use]
    pub const fn exists(&self) -> bool {
        !self.is_absent()
    }

    /// Returns `true` if the field is neither absent nor null.
    ///
    /// ```
    /// use event_pattern::Optional;
    ///
    /// assert!(Optional::Present(0).is_some());
    /// assert!(!Optional::<i32>::Null.is_some());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_some(&self) -> bool {
        matches!(self, Self::Present(_))
    }

    /// Returns `true` if the field is absent or null.
    ///
    /// ```
    /// use event_pattern::Optional;
    ///
    /// assert!(Optional::<i32>::Absent.is_none());
    /// assert!(Optional::<i32>::Null.is_none());
    /// ```
    #[inline]
    #[must_use]
    pub const fn is_none(&self) -> bool {
        !self.is_some()
    }

    /// Returns `true` if the field has a value that satisfies the predicate.
    ///
    /// Returns `false` for an absent field and for a null.
    ///
    /// ```
    /// use event_pattern::Optional;
    ///
    /// assert!(Optional::Present(137).is_some_and(|code| *code != 0));
    /// assert!(!Optional::<i32>::Null.is_some_and(|code| *code != 0));
    /// assert!(!Optional::<i32>::Absent.is_some_and(|code| *code != 0));
    /// ```
    #[inline]
    #[must_use]
    pub fn is_some_and(&self, predicate: impl FnOnce(&T) -> bool) -> bool {
        match self {
            Self::Present(value) => predicate(value),
            Self::Absent | Self::Null => false,
        }
    }

    /// Returns `true` if the field is null or has a value that satisfies the predicate.
    ///
    /// Corresponds to the `anything-but` content filter, which matches a null because a null differs from every value
    /// in the filter's list.
    ///
    /// ```
    /// use event_pattern::Optional;
    ///
    /// assert!(Optional::Present(137).is_null_or(|code| *code != 0));
    /// assert!(Optional::<i32>::Null.is_null_or(|code| *code != 0));
    /// assert!(!Optional::<i32>::Absent.is_null_or(|code| *code != 0));
    /// ```
    #[inline]
    #[must_use]
    pub fn is_null_or(&self, predicate: impl FnOnce(&T) -> bool) -> bool {
        match self {
            Self::Present(value) => predicate(value),
            Self::Null => true,
            Self::Absent => false,
        }
    }

    /// Returns a reference to the value, or `None` if the field is absent or null.
    ///
    /// ```
    /// use event_pattern::Optional;
    ///
    /// assert_eq!(Optional::Present(137).as_ref(), Some(&137));
    /// assert_eq!(Optional::<i32>::Null.as_ref(), None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn as_ref(&self) -> Option<&T> {
        match self {
            Self::Present(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Returns a mutable reference to the value, or `None` if the field is absent or null.
    ///
    /// ```
    /// use event_pattern::Optional;
    ///
    /// let mut code = Optional::Present(137);
    /// if let Some(code) = code.as_mut() {
    ///     *code = 0;
    /// }
    /// assert_eq!(code, 0);
    /// ```
    #[inline]
    #[must_use]
    pub const fn as_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Present(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Dereferences the value, or returns `None` if the field is absent or null.
    ///
    /// ```
    /// use event_pattern::Optional;
    /// use std::borrow::Cow;
    ///
    /// let reason = Optional::Present(Cow::Borrowed("OutOfMemoryError"));
    /// assert_eq!(reason.as_deref(), Some("OutOfMemoryError"));
    /// ```
    #[inline]
    #[must_use]
    pub fn as_deref(&self) -> Option<&T::Target>
    where
        T: Deref,
    {
        self.as_ref().map(T::deref)
    }

    /// Returns the value as a string slice, or `None` if the field is absent or null.
    ///
    /// This method works for strings and for the closed sets in [`ecs`](crate::ecs).
    ///
    /// ```
    /// use event_pattern::{Optional, ecs::StopCode};
    ///
    /// let stop_code = Optional::Present(StopCode::UserInitiated);
    /// assert_eq!(stop_code.as_str(), Some("UserInitiated"));
    /// ```
    #[inline]
    #[must_use]
    pub fn as_str(&self) -> Option<&str>
    where
        T: AsRef<str>,
    {
        self.as_ref().map(T::as_ref)
    }

    /// Returns a copy of the value, or `None` if the field is absent or null.
    ///
    /// ```
    /// use event_pattern::Optional;
    ///
    /// assert_eq!(Optional::Present(137).copied(), Some(137));
    /// assert_eq!(Optional::<i32>::Absent.copied(), None);
    /// ```
    #[inline]
    #[must_use]
    pub const fn copied(&self) -> Option<T>
    where
        T: Copy,
    {
        match self {
            Self::Present(value) => Some(*value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Returns a clone of the value, or `None` if the field is absent or null.
    ///
    /// ```
    /// use event_pattern::Optional;
    ///
    /// assert_eq!(Optional::Present(String::from("256")).cloned().as_deref(), Some("256"));
    /// ```
    #[inline]
    #[must_use]
    pub fn cloned(&self) -> Option<T>
    where
        T: Clone,
    {
        self.as_ref().cloned()
    }

    /// Converts the field into an `Option`, which is `None` if the field is absent or null. Equivalent to
    /// `Option::from`.
    ///
    /// ```
    /// use event_pattern::Optional;
    ///
    /// assert_eq!(Optional::Present(137).into_option(), Some(137));
    /// assert_eq!(Optional::<i32>::Null.into_option(), None);
    /// ```
    #[inline]
    #[must_use]
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Present(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Takes the value out of the field and leaves the field absent. Returns `None` if the field was absent or null.
    ///
    /// ```
    /// use event_pattern::Optional;
    ///
    /// let mut code = Optional::Present(137);
    /// assert_eq!(code.take(), Some(137));
    /// assert!(code.is_absent());
    /// ```
    #[inline]
    pub fn take(&mut self) -> Option<T> {
        core::mem::take(self).into_option()
    }

    /// Returns the value, or `default` if the field is absent or null.
    ///
    /// ```
    /// use event_pattern::Optional;
    ///
    /// assert_eq!(Optional::Present(137).unwrap_or(0), 137);
    /// assert_eq!(Optional::Null.unwrap_or(0), 0);
    /// ```
    #[inline]
    #[must_use]
    pub fn unwrap_or(self, default: T) -> T {
        self.into_option().unwrap_or(default)
    }

    /// Returns the value, or computes one from a closure if the field is absent or null.
    ///
    /// ```
    /// use event_pattern::Optional;
    ///
    /// assert_eq!(Optional::Absent.unwrap_or_else(|| 2 + 2), 4);
    /// ```
    #[inline]
    #[must_use]
    pub fn unwrap_or_else(self, default: impl FnOnce() -> T) -> T {
        self.into_option().unwrap_or_else(default)
    }

    /// Returns the value, or the default value of its type if the field is absent or null.
    ///
    /// ```
    /// use event_pattern::Optional;
    ///
    /// assert_eq!(Optional::<String>::Absent.unwrap_or_default(), "");
    /// ```
    #[inline]
    #[must_use]
    pub fn unwrap_or_default(self) -> T
    where
        T: Default,
    {
        self.into_option().unwrap_or_default()
    }

    /// Returns the value, or `error` if the field is absent or null.
    ///
    /// # Errors
    ///
    /// Returns `error` if the field is absent or null.
    ///
    /// # Examples
    ///
    /// ```
    /// use event_pattern::Optional;
    ///
    /// assert_eq!(Optional::Present(137).ok_or("no exit code"), Ok(137));
    /// assert_eq!(Optional::<i32>::Absent.ok_or("no exit code"), Err("no exit code"));
    /// ```
    #[inline]
    pub fn ok_or<E>(self, error: E) -> Result<T, E> {
        self.into_option().ok_or(error)
    }

    /// Returns the value, or computes an error from a closure if the field is absent or null.
    ///
    /// # Errors
    ///
    /// Returns the result of the closure if the field is absent or null.
    ///
    /// # Examples
    ///
    /// ```
    /// use event_pattern::Optional;
    ///
    /// let code = Optional::<i32>::Null.ok_or_else(|| format!("{} has no exit code", "run-test"));
    /// assert_eq!(code, Err("run-test has no exit code".to_owned()));
    /// ```
    #[inline]
    pub fn ok_or_else<E>(self, error: impl FnOnce() -> E) -> Result<T, E> {
        self.into_option().ok_or_else(error)
    }

    /// Applies a function to the value. An absent field stays absent, and a null stays a null.
    ///
    /// ```
    /// use event_pattern::Optional;
    ///
    /// assert_eq!(Optional::Present("256").map(str::len), Optional::Present(3));
    /// assert_eq!(Optional::<&str>::Null.map(str::len), Optional::Null);
    /// ```
    #[inline]
    #[must_use]
    pub fn map<U>(self, function: impl FnOnce(T) -> U) -> Optional<U> {
        match self {
            Self::Present(value) => Optional::Present(function(value)),
            Self::Null => Optional::Null,
            Self::Absent => Optional::Absent,
        }
    }
}

/// Serializes an absent field as a null unless it is skipped, because most formats cannot represent an absent value.
impl<T: Serialize> Serialize for Optional<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Present(value) => serializer.serialize_some(value),
            Self::Absent | Self::Null => serializer.serialize_none(),
        }
    }
}
