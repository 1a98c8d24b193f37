//! Comparison of numbers with the semantics of patterns, including numbers of different types and absent fields.

use super::{comparable, equals_number};
use crate::Optional;
use core::cmp::Ordering;

/// A number in an event, for comparison with another `Number` or with an `f64`.
///
/// Returned by [`number`](number()). The `Number` of an absent or null field, or of an integer that is not
/// [`comparable`], equals no number, not even itself, and is neither less than nor greater than any number.
#[derive(Debug, Clone, Copy)]
pub struct Number(Option<f64>);

/// Converts a field or a value of a number type into a [`Number`], for comparison with numbers of other types.
///
/// ```
/// use event_pattern::{Optional, filter::number};
///
/// let (exit_code, version) = (Optional::Present(137), 137_i64);
/// assert!(number(&exit_code) == number(version));
/// assert!(number(&exit_code) > 136.5);
///
/// let no_exit_code = Optional::<i32>::Absent;
/// assert!(!(number(&no_exit_code) < 1.0) && !(number(&no_exit_code) >= 1.0));
/// ```
#[inline]
#[must_use]
pub fn number(value: impl Into<Number>) -> Number {
    value.into()
}

impl Number {
    /// Returns the `Number` with a comparable value; `None` stands for a value that is not comparable.
    pub(crate) const fn from_comparable(value: Option<f64>) -> Self {
        Self(value)
    }
}

impl From<i32> for Number {
    #[inline]
    fn from(value: i32) -> Self {
        Self(Some(value.into()))
    }
}

impl From<i64> for Number {
    #[inline]
    fn from(value: i64) -> Self {
        Self(comparable(value))
    }
}

impl From<f64> for Number {
    #[inline]
    fn from(value: f64) -> Self {
        Self(Some(value))
    }
}

impl<T: Copy + Into<Number>> From<&Optional<T>> for Number {
    #[inline]
    fn from(value: &Optional<T>) -> Self {
        value.copied().map_or(Self(None), T::into)
    }
}

impl PartialEq for Number {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.0.zip(other.0).is_some_and(|(own, other)| equals_number(own, other))
    }
}

impl PartialOrd for Number {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.0?.partial_cmp(&other.0?)
    }
}

impl PartialEq<f64> for Number {
    #[inline]
    fn eq(&self, other: &f64) -> bool {
        *self == Self::from(*other)
    }
}

impl PartialOrd<f64> for Number {
    #[inline]
    fn partial_cmp(&self, other: &f64) -> Option<Ordering> {
        self.partial_cmp(&Self::from(*other))
    }
}
