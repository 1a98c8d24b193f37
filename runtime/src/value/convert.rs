//! Conversions into a [`Value`], and comparisons with plain values.

use super::Value;
use crate::filter::{Number, comparable_integer};
use crate::{List, Map};
use alloc::borrow::Cow;
use alloc::string::String;

/// Implements `From` for the types of a variant.
macro_rules! from {
    ($($type:ty => $variant:ident;)*) => {$(
        impl<'a> From<$type> for Value<'a> {
            #[inline]
            fn from(value: $type) -> Self {
                Self::$variant(value.into())
            }
        }
    )*};
}

from! {
    bool => Boolean;
    i32 => Integer;
    i64 => Integer;
    u32 => Integer;
    u64 => Integer;
    f64 => Number;
    &'a str => String;
    String => String;
    Cow<'a, str> => String;
    List<Value<'a>> => Array;
    Map<'a, Value<'a>> => Object;
}

impl PartialEq<str> for Value<'_> {
    #[inline]
    fn eq(&self, text: &str) -> bool {
        self.as_str() == Some(text)
    }
}

impl PartialEq<&str> for Value<'_> {
    #[inline]
    fn eq(&self, text: &&str) -> bool {
        self.as_str() == Some(*text)
    }
}

impl PartialEq<bool> for Value<'_> {
    #[inline]
    fn eq(&self, value: &bool) -> bool {
        self.as_bool() == Some(*value)
    }
}

/// Implements comparisons with a type of numbers.
macro_rules! equal_numbers {
    ($($type:ty)*) => {$(
        impl PartialEq<$type> for Value<'_> {
            #[inline]
            fn eq(&self, number: &$type) -> bool {
                self.eq(&Value::from(*number))
            }
        }
    )*};
}

equal_numbers!(i32 i64 u32 u64 f64);

/// The `Number` of a value that is not a number equals no number.
impl From<&Value<'_>> for Number {
    fn from(value: &Value<'_>) -> Self {
        match value {
            Value::Integer(integer) => Self::from_comparable(comparable_integer(*integer)),
            Value::Number(number) if number.is_finite() => Self::from(*number),
            _ => Self::from_comparable(None),
        }
    }
}
