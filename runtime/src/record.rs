//! Serialization and deserialization of the structs in events.
//!
//! serde's derive macros generate a visitor of about a hundred lines for each struct, and every user would have to
//! compile the macros. In this module, all structs share one visitor, and each struct supplies only its keys and the
//! assignment of values to its fields.

#![allow(clippy::missing_errors_doc, clippy::must_use_candidate, reason = "only generated code calls the functions")]

use core::fmt;
use core::marker::PhantomData;

use crate::read::{FieldSeed, ReadField};
use serde_core::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_core::ser::{Serialize, SerializeStruct, Serializer};

/// A struct that can be deserialized field by field.
#[doc(hidden)]
pub trait Record<'de>: Default {
    /// One bit for each field.
    type Seen: AsMut<[u64]> + Default;

    /// The name of the struct, for error messages.
    const NAME: &'static str;

    /// The JSON key of each field.
    const FIELDS: &'static [&'static str];

    /// Whether each field is required.
    const REQUIRED: &'static [bool];

    /// Returns the index in [`FIELDS`](Self::FIELDS) of the field that has this key.
    fn field_index(key: &str) -> Option<usize>;

    /// Deserializes the value of the field that has this index in [`FIELDS`](Self::FIELDS).
    fn deserialize_field<A: MapAccess<'de>>(&mut self, field: usize, values: &mut A) -> Result<(), A::Error>;
}

/// Deserializes a struct.
pub fn deserialize<'de, T: Record<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_struct(T::NAME, T::FIELDS, RecordVisitor(PhantomData))
}

struct RecordVisitor<T>(PhantomData<T>);

impl<'de, T: Record<'de>> Visitor<'de> for RecordVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "struct {}", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<T, A::Error> {
        let mut record = T::default();
        let info = RecordInfo { name: T::NAME, fields: T::FIELDS, required: T::REQUIRED, field_index: T::field_index };
        let mut seen = T::Seen::default();
        deserialize_fields(&info, seen.as_mut(), &mut members, |field, values| {
            record.deserialize_field(field, values)
        })?;
        Ok(record)
    }
}

/// Description of a struct and its fields.
pub(crate) struct RecordInfo {
    pub(crate) name: &'static str,
    pub(crate) fields: &'static [&'static str],
    pub(crate) required: &'static [bool],
    /// Returns the index of the field that has this key.
    pub(crate) field_index: fn(&str) -> Option<usize>,
}

/// Deserializes the members of an object into the fields of a struct. Ignores unknown keys, and returns an error for a
/// repeated field or a missing required field. `seen` has one bit for each field, and all bits are zero.
#[inline]
pub(crate) fn deserialize_fields<'de, A: MapAccess<'de>>(
    record: &RecordInfo,
    seen: &mut [u64],
    members: &mut A,
    mut deserialize_field: impl FnMut(usize, &mut A) -> Result<(), A::Error>,
) -> Result<(), A::Error> {
    while let Some(field) = members.next_key_seed(FieldKey(record.field_index))? {
        let Some(field) = field else {
            members.next_value::<IgnoredAny>()?;
            continue;
        };
        if is_seen(seen, field) {
            return Err(A::Error::duplicate_field(record.fields[field]));
        }
        seen[field / 64] |= 1 << (field % 64);
        deserialize_field(field, members)?;
    }
    let is_missing = |(field, &is_required): (usize, &bool)| is_required && !is_seen(seen, field);
    match record.required.iter().enumerate().position(is_missing) {
        Some(field) => {
            Err(A::Error::custom(format_args!("missing field `{}` of `{}`", record.fields[field], record.name)))
        }
        None => Ok(()),
    }
}

#[inline]
fn is_seen(seen: &[u64], field: usize) -> bool {
    seen[field / 64] >> (field % 64) & 1 == 1
}

/// The bits of the fields of a struct, in words.
#[derive(Debug)]
pub struct Seen<const WORDS: usize>([u64; WORDS]);

impl<const WORDS: usize> Default for Seen<WORDS> {
    #[inline]
    fn default() -> Self {
        Self([0; WORDS])
    }
}

impl<const WORDS: usize> AsMut<[u64]> for Seen<WORDS> {
    #[inline]
    fn as_mut(&mut self) -> &mut [u64] {
        &mut self.0
    }
}

/// Deserializes the value of the current key into `field`.
#[inline]
pub fn deserialize_field<'de, T: ReadField<'de>, A: MapAccess<'de>>(
    field: &mut T,
    values: &mut A,
) -> Result<(), A::Error> {
    *field = values.next_value_seed(FieldSeed::SEED)?;
    Ok(())
}

/// Whether the first keys of a path are one of these fields. The keys of the path are separated by dots.
pub fn starts_with_field(fields: &[&str], path: &str) -> bool {
    let starts_with =
        |field: &&str| path.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    fields.iter().any(starts_with)
}

/// Deserializes a key into the index of its field, or `None` if the key is unknown.
struct FieldKey(fn(&str) -> Option<usize>);

impl<'de> DeserializeSeed<'de> for FieldKey {
    type Value = Option<usize>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for FieldKey {
    type Value = Option<usize>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("field identifier")
    }

    #[inline]
    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok((self.0)(key))
    }
}

/// A struct that can be serialized field by field.
#[doc(hidden)]
pub trait VisitFields {
    /// Calls the visitor for each field.
    fn visit_fields<V: FieldVisitor>(&self, visitor: &mut V);
}

/// A visitor for the fields of a struct.
#[doc(hidden)]
pub trait FieldVisitor {
    /// Visits a field.
    fn visit_field<'de, T: ReadField<'de> + Serialize>(&mut self, key: &'static str, value: &T);
}

/// Serializes a struct.
pub fn serialize<S: Serializer>(
    name: &'static str,
    fields: &impl VisitFields,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut counter = FieldCounter(0);
    fields.visit_fields(&mut counter);
    let mut serializer = FieldSerializer { object: serializer.serialize_struct(name, counter.0)?, result: Ok(()) };
    fields.visit_fields(&mut serializer);
    serializer.result?;
    serializer.object.end()
}

/// Counts the fields that are not skipped.
struct FieldCounter(usize);

impl FieldVisitor for FieldCounter {
    fn visit_field<'de, T: ReadField<'de> + Serialize>(&mut self, _key: &'static str, value: &T) {
        self.0 += usize::from(!value.is_skipped());
    }
}

/// Serializes the fields that are not skipped, up to the first error.
struct FieldSerializer<S: SerializeStruct> {
    object: S,
    result: Result<(), S::Error>,
}

impl<S: SerializeStruct> FieldVisitor for FieldSerializer<S> {
    fn visit_field<'de, T: ReadField<'de> + Serialize>(&mut self, key: &'static str, value: &T) {
        if self.result.is_ok() {
            let is_skipped = value.is_skipped();
            self.result =
                if is_skipped { self.object.skip_field(key) } else { self.object.serialize_field(key, value) };
        }
    }
}

/// Declares a struct that represents an object in an event. In the declaration, each field's type is followed by the
/// field's JSON key.
///
/// [`Optional`](crate::Optional) fields may be absent, and serialization skips absent fields. All other fields are
/// required.
///
/// Generated code uses this macro in modules that may contain any name, so the macro uses only absolute paths.
#[doc(hidden)]
#[macro_export]
macro_rules! __record {
    (
        $(#[$attribute:meta])*
        pub struct $name:ident $(<$lifetime:lifetime>)? {
            $($(#[$field_attribute:meta])* pub $field:ident: $type:ty = $json:literal,)*
        }
    ) => {
        $(#[$attribute])*
        #[derive(
            ::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq, ::core::default::Default,
        )]
        #[non_exhaustive]
        pub struct $name $(<$lifetime>)? {
            $(
                $(#[$field_attribute])*
                pub $field: $type,
            )*
        }

        impl $(<$lifetime>)? $name $(<$lifetime>)? {
            /// Converts the value into one that borrows nothing, by copying all strings that borrow from the JSON
            /// input.
            #[inline]
            #[must_use]
            pub fn into_owned(self) -> $crate::__private::static_type!($name $($lifetime)?) {
                $name { $($field: $crate::IntoOwned::into_owned(self.$field)),* }
            }
        }

        impl $(<$lifetime>)? $crate::IntoOwned for $name $(<$lifetime>)? {
            type Owned = $crate::__private::static_type!($name $($lifetime)?);

            #[inline]
            fn into_owned(self) -> Self::Owned {
                $name::into_owned(self)
            }
        }

        const _: () = {
            use $crate::__private::{record as __record, serde_core as __serde};

            #[allow(non_camel_case_types)]
            enum __Field { $($field),* }

            const __WORDS: usize = <[&str]>::len(&[$($json),*]).div_ceil(64);

            impl<'de $(: $lifetime, $lifetime)?> __record::Record<'de> for $name $(<$lifetime>)? {
                type Seen = __record::Seen<__WORDS>;

                const NAME: &'static str = ::core::stringify!($name);
                const FIELDS: &'static [&'static str] = &[$($json),*];
                const REQUIRED: &'static [bool] = &[$(<$type as __record::ReadField<'de>>::IS_REQUIRED),*];

                #[inline]
                #[allow(unreachable_code, reason = "a struct may have no fields")]
                fn field_index(key: &str) -> ::core::option::Option<usize> {
                    ::core::option::Option::Some(match key {
                        $($json => __Field::$field as usize,)*
                        _ => return ::core::option::Option::None,
                    })
                }

                #[allow(unused_variables, reason = "a struct may have no fields")]
                fn deserialize_field<A: __serde::de::MapAccess<'de>>(
                    &mut self,
                    field: usize,
                    values: &mut A,
                ) -> ::core::result::Result<(), A::Error> {
                    let fields: &[__Field] = &[$(__Field::$field),*];
                    match fields[field] {
                        $(__Field::$field => __record::deserialize_field(&mut self.$field, values),)*
                    }
                }
            }

            impl<'de $(: $lifetime, $lifetime)?> __record::ReadField<'de> for $name $(<$lifetime>)? {
                fn read<D: __serde::Deserializer<'de>>(
                    deserializer: D,
                ) -> ::core::result::Result<Self, D::Error> {
                    __record::deserialize(deserializer)
                }

                fn may_contain(path: &str) -> bool {
                    __record::starts_with_field(<Self as __record::Record<'de>>::FIELDS, path)
                }
            }

            impl<'de $(: $lifetime, $lifetime)?> __serde::Deserialize<'de> for $name $(<$lifetime>)? {
                fn deserialize<D: __serde::Deserializer<'de>>(
                    deserializer: D,
                ) -> ::core::result::Result<Self, D::Error> {
                    __record::deserialize(deserializer)
                }
            }

            impl $(<$lifetime>)? __serde::Serialize for $name $(<$lifetime>)? {
                fn serialize<S: __serde::Serializer>(
                    &self,
                    serializer: S,
                ) -> ::core::result::Result<S::Ok, S::Error> {
                    __record::serialize(::core::stringify!($name), self, serializer)
                }
            }

            impl $(<$lifetime>)? __record::VisitFields for $name $(<$lifetime>)? {
                #[allow(unused_variables, reason = "a struct may have no fields")]
                fn visit_fields<V: __record::FieldVisitor>(&self, visitor: &mut V) {
                    $(visitor.visit_field($json, &self.$field);)*
                }
            }
        };
    };
}

/// The type of a struct with its lifetime parameter, if any, set to `'static`.
#[doc(hidden)]
#[macro_export]
macro_rules! __static_type {
    ($name:ident) => { $name };
    ($name:ident $lifetime:lifetime) => { $name<'static> };
}

#[cfg(test)]
mod tests;
