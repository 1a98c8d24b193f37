//! An optional field of an event, which keeps "absent" and "null" apart.
//!
//! Event patterns can tell the two apart: `[null]` matches only an explicit null, `exists` and
//! `anything-but` hold on a null but not on an absent field. An `Option` would lose that.

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
/// In a struct of your own, write `#[serde(default, skip_serializing_if = "Optional::is_absent")]`
/// on such a field. Without `default` serde reports an absent field the same way as a null.
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
    /// Tells whether the event lacks the field: what `{ "exists": false }` asks.
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

    /// Tells whether the field is an explicit `null`: what `[null]` asks.
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

    /// Tells whether the event has the field, null or not: what `{ "exists": true }` asks.
    ///
    /// The operator speaks of scalar values. It is false on an object and on an empty array, also
    /// where this method says true.
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

    /// Tells whether the field has a value that satisfies the predicate.
    ///
    /// False on an absent field and on a null.
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

    /// Tells whether the field is null, or has a value that satisfies the predicate.
    ///
    /// This is what `anything-but` asks: a null is something else than every value it lists.
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

    /// Borrows the value; `None` when the field is absent or null.
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

    /// Borrows what the value dereferences to; `None` when the field is absent or null.
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

    /// Borrows the value as text; `None` when the field is absent or null.
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

    /// Copies the value out; `None` when the field is absent or null.
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

    /// Takes the value; `None` when the field is absent or null.
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
}

/// A value is a field that is present.
impl<T> From<T> for Optional<T> {
    #[inline]
    fn from(value: T) -> Self {
        Self::Present(value)
    }
}

/// `None` is an absent field, never a null.
impl<T> From<Option<T>> for Optional<T> {
    #[inline]
    fn from(option: Option<T>) -> Self {
        option.map_or(Self::Absent, Self::Present)
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
