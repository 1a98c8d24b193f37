//! Comparison of numbers with the semantics of patterns, including numbers of different types and absent fields.

use super::{comparable, comparable_integer, equals_number};
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

/// Implements the conversion for integers that convert into an `f64` without loss.
macro_rules! convert_small_integers {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Number {
            #[inline]
            fn from(value: $integer) -> Self {
                Self(Some(value.into()))
            }
        }
    )*};
}

convert_small_integers! { i8 i16 i32 u8 u16 u32 }

impl From<i64> for Number {
    #[inline]
    fn from(value: i64) -> Self {
        Self(comparable(value))
    }
}

impl From<u64> for Number {
    #[inline]
    fn from(value: u64) -> Self {
        Self(comparable_integer(value.into()))
    }
}

impl From<isize> for Number {
    #[inline]
    fn from(value: isize) -> Self {
        // `isize` has at most 64 bits.
        Self(i64::try_from(value).ok().and_then(comparable))
    }
}

impl From<usize> for Number {
    #[inline]
    fn from(value: usize) -> Self {
        // `usize` has at most 64 bits.
        Self(u64::try_from(value).ok().and_then(|value| comparable_integer(value.into())))
    }
}

impl From<f64> for Number {
    #[inline]
    fn from(value: f64) -> Self {
        Self(Some(value))
    }
}

impl<T: Copy + Into<Number>> From<&Option<T>> for Number {
    #[inline]
    fn from(value: &Option<T>) -> Self {
        value.map_or(Self(None), T::into)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_of_all_types_are_compared_by_value() {
        let five: [Number; 10] = [
            number(5_i8),
            number(5_i16),
            number(5_i32),
            number(5_i64),
            number(5_isize),
            number(5_u8),
            number(5_u16),
            number(5_u32),
            number(5_u64),
            number(5_usize),
        ];
        for integer in five {
            assert!(integer == 5.0 && integer < 5.5);
        }
        assert!(number(&Some(5)) == number(5.0) && number(-5_isize) < 0.0);
        assert!(number(&None::<i32>) != number(&None::<i32>));
    }

    #[test]
    fn integers_that_no_range_contains_equal_nothing() {
        assert!(number(10_000_000_000_000_000_000_u64) > 9e18);
        for integer in [number(u64::MAX), number(i64::MAX), number(i64::MIN + 1), number(usize::MAX)] {
            assert!(integer != integer);
        }
    }
}
