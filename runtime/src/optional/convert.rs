//! An [`Optional`] from plain values, back to an `Option`, and next to plain values.

use super::Optional;
use alloc::borrow::Cow;
use alloc::string::String;

/// A value is a field that is present.
impl<T> From<T> for Optional<T> {
    #[inline]
    fn from(value: T) -> Self {
        Self::Present(value)
    }
}

/// A text is a field that is present: `task.stop_code = "UserInitiated".into()`.
impl<'a, T: Text + From<&'a str>> From<&'a str> for Optional<T> {
    #[inline]
    fn from(text: &'a str) -> Self {
        Self::Present(text.into())
    }
}

/// `None` is an absent field, never a null.
impl<T> From<Option<T>> for Optional<T> {
    #[inline]
    fn from(option: Option<T>) -> Self {
        option.map_or(Self::Absent, Self::Present)
    }
}

/// An absent field and a null are `None`.
impl<T> From<Optional<T>> for Option<T> {
    #[inline]
    fn from(optional: Optional<T>) -> Self {
        optional.into_option()
    }
}

/// A field equals a value if it is present with that value.
impl<T: PartialEq> PartialEq<T> for Optional<T> {
    #[inline]
    fn eq(&self, value: &T) -> bool {
        self.as_ref() == Some(value)
    }
}

/// A field equals a text if it is present with that text.
impl<T: Text> PartialEq<str> for Optional<T> {
    #[inline]
    fn eq(&self, text: &str) -> bool {
        self.as_str() == Some(text)
    }
}

/// A field equals a text if it is present with that text.
impl<T: Text> PartialEq<&str> for Optional<T> {
    #[inline]
    fn eq(&self, text: &&str) -> bool {
        self.as_str() == Some(*text)
    }
}

/// The type of a text in an event: a `Cow<str>`, a `String`, or a closed set of [`ecs`](crate::ecs).
///
/// An [`Optional`] of such a type compares with a `&str`, and is made from one.
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
///
/// assert!(Optional::Present(Currency("EUR".to_owned())) == "EUR");
/// ```
pub trait Text: AsRef<str> {}

impl Text for Cow<'_, str> {}

impl Text for String {}
