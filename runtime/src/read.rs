//! How the values of an event's fields are read: texts borrow from the input wherever the input allows it.
//!
//! serde reads a `Cow` by copying it, so the fields of events are read by a trait of their own. A text with escapes is the one
//! case that must be copied.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

use serde_core::de::{Deserialize, DeserializeSeed, Deserializer, Error, SeqAccess, Visitor};

use crate::{List, Optional};

/// A value of a field of an event. `Default` is what the field has until it is read.
pub(crate) trait Read<'de>: Default {
    /// Whether an event that lacks the field is refused.
    const IS_REQUIRED: bool = true;

    /// Reads the value.
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// Whether the field is left out when the event is written.
    fn is_left_out(&self) -> bool {
        false
    }
}

/// Reads a value where serde wants a seed.
pub(crate) struct Value<T>(PhantomData<T>);

impl<T> Value<T> {
    pub(crate) const SEED: Self = Self(PhantomData);
}

impl<T> Clone for Value<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Value<T> {}

impl<'de, T: Read<'de>> DeserializeSeed<'de> for Value<T> {
    type Value = T;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer)
    }
}

impl<'de: 'a, 'a> Read<'de> for Cow<'a, str> {
    #[inline]
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor(PhantomData))
    }
}

struct TextVisitor<'a>(PhantomData<&'a str>);

impl<'de: 'a, 'a> Visitor<'de> for TextVisitor<'a> {
    type Value = Cow<'a, str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    #[inline]
    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.into()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text))
    }
}

/// Values that are read as serde reads them.
macro_rules! plain {
    ($($type:ty),*) => {$(
        impl<'de> Read<'de> for $type {
            #[inline]
            fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::deserialize(deserializer)
            }
        }
    )*};
}

plain!(bool, i32, i64, f64);

impl<'de, T: Read<'de>> Read<'de> for List<T> {
    #[inline]
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ListVisitor(Value::SEED))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ListVisitor(PhantomData))
    }
}

/// Reads an array, whose elements the seed reads.
struct ListVisitor<S>(S);

impl<'de, S: DeserializeSeed<'de> + Copy> Visitor<'de> for ListVisitor<S> {
    type Value = List<S::Value>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a sequence")
    }

    #[inline]
    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(element) = elements.next_element_seed(self.0)? {
            list.push(element);
        }
        Ok(list.into())
    }
}

impl<'de, T: Read<'de>> Read<'de> for Optional<T> {
    const IS_REQUIRED: bool = false;

    #[inline]
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(OptionalVisitor(Value::SEED))
    }

    #[inline]
    fn is_left_out(&self) -> bool {
        self.is_absent()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Optional<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(OptionalVisitor(PhantomData))
    }
}

/// Reads a null, or what the seed reads.
struct OptionalVisitor<S>(S);

impl<'de, S: DeserializeSeed<'de>> Visitor<'de> for OptionalVisitor<S> {
    type Value = Optional<S::Value>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value or null")
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(Optional::Null)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Optional::Null)
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        self.0.deserialize(deserializer).map(Optional::Present)
    }
}
