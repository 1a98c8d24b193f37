//! A deserializer that rejects an event if a struct and an event pattern would interpret the event differently.
//!
//! In an event pattern, a dot separates the keys of nested objects: the key `detail.lastStatus` and the key
//! `lastStatus` inside `detail` are the same field. A struct treats these keys as different fields. Where an
//! object is expected, a pattern also looks inside an array, whereas serde treats the array as a list of the struct's
//! field values. A rule must give the same result for a struct as for the JSON text from which the struct was
//! deserialized, so this wrapper rejects two kinds of input where a struct is expected:
//!
//! - a key that starts with the name of one of the struct's fields and a dot;
//! - an array of field values, which serde accepts in place of an object.
//!
//! The wrapper forwards everything else. It does not allocate, and borrowed values stay borrowed.

use core::fmt;

use serde_core::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor,
};

/// A wrapper around a deserializer, a visitor, a seed, or an access object such as a `MapAccess`.
pub(crate) struct Strict<T> {
    inner: T,
    role: Role,
}

/// The kind of value that is being deserialized.
#[derive(Clone, Copy)]
enum Role {
    /// Any value.
    Value,
    /// A struct with these fields.
    Struct(&'static [&'static str]),
    /// A key of a struct with these fields.
    Key(&'static [&'static str]),
}

impl<T> Strict<T> {
    /// Wraps a deserializer.
    pub(crate) const fn new(deserializer: T) -> Self {
        Self::value(deserializer)
    }

    const fn value(inner: T) -> Self {
        Self { inner, role: Role::Value }
    }

    /// Returns an error for a key that starts with the name of one of the struct's fields and a dot.
    fn check_key<E: Error>(&self, key: &str) -> Result<(), E> {
        let Role::Key(fields) = self.role else {
            return Ok(());
        };
        for (dot, _) in key.match_indices('.') {
            let (field, nested_key) = (&key[..dot], &key[dot + 1..]);
            if fields.contains(&field) {
                return Err(E::custom(format_args!(
                    "unexpected key `{key}`: in an event pattern, it is the same field as `{nested_key}` inside `{field}`; \
                     expected a nested object"
                )));
            }
        }
        Ok(())
    }
}

/// Forwards the methods of a deserializer and wraps the visitor.
macro_rules! forward_deserialize {
    ($($method:ident($($argument:ident: $kind:ty),*);)*) => {$(
        #[inline]
        fn $method<V: Visitor<'de>>(
            self,
            $($argument: $kind,)*
            visitor: V,
        ) -> Result<V::Value, D::Error> {
            self.inner.$method($($argument,)* Strict { inner: visitor, role: self.role })
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Strict<D> {
    type Error = D::Error;

    forward_deserialize! {
        deserialize_any();
        deserialize_bool();
        deserialize_i8();
        deserialize_i16();
        deserialize_i32();
        deserialize_i64();
        deserialize_i128();
        deserialize_u8();
        deserialize_u16();
        deserialize_u32();
        deserialize_u64();
        deserialize_u128();
        deserialize_f32();
        deserialize_f64();
        deserialize_char();
        deserialize_str();
        deserialize_string();
        deserialize_bytes();
        deserialize_byte_buf();
        deserialize_option();
        deserialize_unit();
        deserialize_unit_struct(name: &'static str);
        deserialize_newtype_struct(name: &'static str);
        deserialize_seq();
        deserialize_tuple(length: usize);
        deserialize_tuple_struct(name: &'static str, length: usize);
        deserialize_map();
        deserialize_enum(name: &'static str, variants: &'static [&'static str]);
        deserialize_identifier();
    }

    #[inline]
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let visitor = Strict { inner: visitor, role: Role::Struct(fields) };
        self.inner.deserialize_struct(name, fields, visitor)
    }

    /// Does not wrap the visitor, because an ignored value never becomes part of a struct.
    #[inline]
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_ignored_any(visitor)
    }

    #[inline]
    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }
}

/// Forwards the visitor methods that take a scalar value.
macro_rules! forward_visit {
    ($($method:ident($kind:ty);)*) => {$(
        #[inline]
        fn $method<E: Error>(self, value: $kind) -> Result<V::Value, E> {
            self.inner.$method(value)
        }
    )*};
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Strict<V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.expecting(formatter)
    }

    forward_visit! {
        visit_bool(bool);
        visit_i8(i8);
        visit_i16(i16);
        visit_i32(i32);
        visit_i64(i64);
        visit_i128(i128);
        visit_u8(u8);
        visit_u16(u16);
        visit_u32(u32);
        visit_u64(u64);
        visit_u128(u128);
        visit_f32(f32);
        visit_f64(f64);
        visit_char(char);
        visit_bytes(&[u8]);
        visit_borrowed_bytes(&'de [u8]);
        visit_byte_buf(alloc::vec::Vec<u8>);
    }

    #[inline]
    fn visit_str<E: Error>(self, value: &str) -> Result<V::Value, E> {
        self.check_key(value)?;
        self.inner.visit_str(value)
    }

    #[inline]
    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<V::Value, E> {
        self.check_key(value)?;
        self.inner.visit_borrowed_str(value)
    }

    #[inline]
    fn visit_string<E: Error>(self, value: alloc::string::String) -> Result<V::Value, E> {
        self.check_key(&value)?;
        self.inner.visit_string(value)
    }

    #[inline]
    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.inner.visit_none()
    }

    #[inline]
    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.inner.visit_unit()
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.inner.visit_some(Strict::value(deserializer))
    }

    #[inline]
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        self.inner.visit_newtype_struct(Strict::value(deserializer))
    }

    #[inline]
    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<V::Value, A::Error> {
        match self.role {
            Role::Struct(_) => Err(A::Error::invalid_type(Unexpected::Seq, &self)),
            Role::Value | Role::Key(_) => self.inner.visit_seq(Strict::value(access)),
        }
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<V::Value, A::Error> {
        self.inner.visit_map(Strict { inner: access, role: self.role })
    }

    #[inline]
    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<V::Value, A::Error> {
        self.inner.visit_enum(Strict::value(access))
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Strict<S> {
    type Value = S::Value;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<S::Value, D::Error> {
        self.inner.deserialize(Strict { inner: deserializer, role: self.role })
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Strict<A> {
    type Error = A::Error;

    #[inline]
    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.inner.next_element_seed(Strict::value(seed))
    }

    #[inline]
    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Strict<A> {
    type Error = A::Error;

    #[inline]
    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        let role = match self.role {
            Role::Struct(fields) => Role::Key(fields),
            Role::Value | Role::Key(_) => Role::Value,
        };
        self.inner.next_key_seed(Strict { inner: seed, role })
    }

    #[inline]
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.inner.next_value_seed(Strict::value(seed))
    }

    #[inline]
    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}

impl<'de, A: EnumAccess<'de>> EnumAccess<'de> for Strict<A> {
    type Error = A::Error;
    type Variant = Strict<A::Variant>;

    #[inline]
    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self::Variant), A::Error> {
        let (value, variant) = self.inner.variant_seed(Strict::value(seed))?;
        Ok((value, Strict::value(variant)))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Strict<A> {
    type Error = A::Error;

    #[inline]
    fn unit_variant(self) -> Result<(), A::Error> {
        self.inner.unit_variant()
    }

    #[inline]
    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        self.inner.newtype_variant_seed(Strict::value(seed))
    }

    #[inline]
    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, A::Error> {
        self.inner.tuple_variant(length, Strict::value(visitor))
    }

    #[inline]
    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        let visitor = Strict { inner: visitor, role: Role::Struct(fields) };
        self.inner.struct_variant(fields, visitor)
    }
}

#[cfg(test)]
mod tests;
