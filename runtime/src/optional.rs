//! An optional field of an event, which keeps "absent" and "null" apart.
//!
//! Event patterns can tell the two apart: `[null]` matches only an explicit null, `exists` and
//! `anything-but` hold on a null but not on an absent field. An `Option` would lose that.

mod convert;

pub use convert::Text;

use core::ops::Deref;

use serde_core::ser::{Serialize, Serializer};

/// A field that an event may lack, or may carry as an explicit `null`.
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
/// # Reading the value
///
/// An `Optional` compares with a plain value. It equals one if the field is present with that value; an absent field and a null
/// equal no value:
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
/// Where the difference between absent and null does not matter, the methods are those of `Option`, under the same names, and what
/// reads the value gives an `Option`: [`as_ref`](Self::as_ref), [`copied`](Self::copied), [`ok_or`](Self::ok_or) and so on.
/// Only [`map`](Self::map) keeps the two apart.
///
/// # In a struct of your own
///
/// Write `#[serde(default, skip_serializing_if = "Optional::is_absent")]` on such a field. Without `default` serde reports an absent
/// field the same way as a null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Optional<T> {
    /// The event has no such field.
    #[default]
    Absent,
    /// The event has the field, and its value is `null`.
    Null,
    /// The event has the field, with this value.
    Present(T),
}

impl<T> Optional<T> {
    /// Whether the event lacks the field: what `{ "exists": false }` matches.
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

    /// Whether the field is an explicit `null`: what `[null]` matches.
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

    /// Whether the event has the field, null or not: what `{ "exists": true }` matches.
    ///
    /// The content filter is about scalar values. It does not match an object or an empty array, for which this method
    /// returns true.
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

    /// Whether the field has a value: it is neither absent nor null.
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

    /// Whether the field has no value: it is absent or null.
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

    /// Whether the field has a value that satisfies the predicate.
    ///
    /// False for an absent field and for a null.
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

    /// Whether the field is null, or has a value that satisfies the predicate.
    ///
    /// This is how `anything-but` sees a field: a null differs from every value in its list.
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

    /// Borrows the value; `None` if the field is absent or null.
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

    /// Borrows the value to change it; `None` if the field is absent or null.
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

    /// Borrows what the value dereferences to; `None` if the field is absent or null.
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

    /// Borrows the value as text; `None` if the field is absent or null.
    ///
    /// It reads strings and the closed sets of [`ecs`](crate::ecs) alike.
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

    /// Copies the value; `None` if the field is absent or null.
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

    /// Clones the value; `None` if the field is absent or null.
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

    /// Moves the value out; `None` if the field is absent or null. The same as `Option::from`.
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

    /// Moves the value out, and leaves the field absent; `None` if it was absent or null.
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

    /// The value, or another one if the field is absent or null.
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

    /// The value, or what the function returns if the field is absent or null.
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

    /// The value, or the default of its type if the field is absent or null.
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

    /// The value, or an error if the field is absent or null.
    ///
    /// # Errors
    /// The given one, if the field is absent or null.
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

    /// The value, or an error that is made if the field is absent or null.
    ///
    /// # Errors
    /// What the function returns, if the field is absent or null.
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

    /// Applies a function to the value; an absent field stays absent and a null stays a null.
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

/// An absent field that is not skipped is written as a null: most formats have nothing else.
impl<T: Serialize> Serialize for Optional<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Present(value) => serializer.serialize_some(value),
            Self::Absent | Self::Null => serializer.serialize_none(),
        }
    }
}
