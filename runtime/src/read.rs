//! Deserialization of field values, with strings that borrow from the input where possible.
//!
//! serde's implementation for `Cow` always copies, so the fields of events are deserialized through the [`ReadField`]
//! trait instead. This trait copies a string only if the string contains escape sequences.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

use serde_core::de::{Deserialize, DeserializeSeed, Deserializer, Error, SeqAccess, Visitor};

use crate::{List, Optional};

/// A field value that can be deserialized. Until a field is deserialized, it has its `Default` value.
#[doc(hidden)]
pub trait ReadField<'de>: Default {
    /// Whether deserialization fails if the field is absent.
    const IS_REQUIRED: bool = true;

    /// Deserializes the value.
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// Returns `true` if serialization skips the field.
    fn is_skipped(&self) -> bool {
        false
    }

    /// Whether a value of this type may have a field at a path below it. The path is a sequence of keys, separated by
    /// dots. In a map, a dotted key whose end is such a path is ambiguous.
    #[must_use]
    fn may_contain(_path: &str) -> bool {
        false
    }

    /// Whether the value is an object with arbitrary keys, or an array with such an object.
    fn has_object(&self) -> bool {
        false
    }
}

/// A [`DeserializeSeed`] for a [`ReadField`] value.
pub(crate) struct FieldSeed<T>(PhantomData<T>);

impl<T> FieldSeed<T> {
    pub(crate) const SEED: Self = Self(PhantomData);
}

impl<T> Clone for FieldSeed<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for FieldSeed<T> {}

impl<'de, T: ReadField<'de>> DeserializeSeed<'de> for FieldSeed<T> {
    type Value = T;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer)
    }
}

impl<'de: 'a, 'a> ReadField<'de> for Cow<'a, str> {
    #[inline]
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(StringVisitor(PhantomData))
    }
}

struct StringVisitor<'a>(PhantomData<&'a str>);

impl<'de: 'a, 'a> Visitor<'de> for StringVisitor<'a> {
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

/// Implements [`ReadField`] for types that implement [`Deserialize`].
macro_rules! read_with_serde {
    ($($type:ty),*) => {$(
        impl<'de> ReadField<'de> for $type {
            #[inline]
            fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::deserialize(deserializer)
            }
        }
    )*};
}

read_with_serde!(bool, i32, i64, f64);

impl<'de, T: ReadField<'de>> ReadField<'de> for List<T> {
    #[inline]
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ListVisitor(FieldSeed::SEED))
    }

    fn may_contain(path: &str) -> bool {
        T::may_contain(path)
    }

    fn has_object(&self) -> bool {
        self.any(T::has_object)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ListVisitor(PhantomData))
    }
}

/// Visits an array and deserializes its elements with the seed.
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

impl<'de, T: ReadField<'de>> ReadField<'de> for Optional<T> {
    const IS_REQUIRED: bool = false;

    #[inline]
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(OptionalVisitor(FieldSeed::SEED))
    }

    #[inline]
    fn is_skipped(&self) -> bool {
        self.is_absent()
    }

    fn may_contain(path: &str) -> bool {
        T::may_contain(path)
    }

    fn has_object(&self) -> bool {
        self.is_some_and(T::has_object)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Optional<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(OptionalVisitor(PhantomData))
    }
}

/// Visits either a null or a value, and deserializes the value with the seed.
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
