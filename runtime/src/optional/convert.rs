//! Conversions and comparisons between an [`Optional`], an `Option` and plain values.

use super::Optional;
use alloc::borrow::Cow;
use alloc::string::String;

/// Converts a value into a field that is present.
impl<T> From<T> for Optional<T> {
    #[inline]
    fn from(value: T) -> Self {
        Self::Present(value)
    }
}

/// Converts a string into a field that is present: `task.stop_code = "UserInitiated".into()`.
impl<'a, T: Text + From<&'a str>> From<&'a str> for Optional<T> {
    #[inline]
    fn from(text: &'a str) -> Self {
        Self::Present(text.into())
    }
}

/// Converts `None` into an absent field, not into a null.
impl<T> From<Option<T>> for Optional<T> {
    #[inline]
    fn from(option: Option<T>) -> Self {
        option.map_or(Self::Absent, Self::Present)
    }
}

/// Converts an absent field and a null into `None`.
impl<T> From<Optional<T>> for Option<T> {
    #[inline]
    fn from(optional: Optional<T>) -> Self {
        optional.into_option()
    }
}

/// A field equals a value if the field is present with that value.
impl<T: PartialEq> PartialEq<T> for Optional<T> {
    #[inline]
    fn eq(&self, value: &T) -> bool {
        self.as_ref() == Some(value)
    }
}

/// A field equals a string if the field is present with that string.
impl<T: Text> PartialEq<str> for Optional<T> {
    #[inline]
    fn eq(&self, text: &str) -> bool {
        self.as_str() == Some(text)
    }
}

/// A field equals a string if the field is present with that string.
impl<T: Text> PartialEq<&str> for Optional<T> {
    #[inline]
    fn eq(&self, text: &&str) -> bool {
        self.as_str() == Some(*text)
    }
}

/// A type for strings in events: `Cow<str>`, `String`, or a closed set in [`ecs`](crate::ecs).
///
/// An [`Optional`] of a `Text` type can be compared with a `&str`. If the type implements `From<&str>`, the `Optional`
/// can also be created from a `&str`.
///
/// ```
/// use event_pattern::{Optional, Text};
///
/// struct Currency(String);
///
/// impl AsRef<str> for Currency {
///     fn as_ref(&self) -> &str {
///         &self.0
///     }
/// }
///
/// impl Text for Currency {}
/// assert!(Optional::Present(Currency("EUR".to_owned())) == "EUR");
/// ```
pub trait Text: AsRef<str> {}

impl Text for Cow<'_, str> {}

impl Text for String {}
