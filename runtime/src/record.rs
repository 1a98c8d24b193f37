//! The structs of events: their fields with the names that they have in JSON.
//!
//! serde's derive would write a visitor of some hundred lines for each of them, and a crate that only uses the macro would
//! have to compile the derive first. Here all structs share one visitor, and a struct adds what only it can know: names, and
//! where a value goes.

use core::fmt;
use core::marker::PhantomData;

use crate::read::{Read, Value};
use serde_core::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_core::ser::{Serialize, SerializeStruct, Serializer};

/// A struct that is read field by field.
pub(crate) trait Record<'de>: Default {
    /// The name of the struct, for messages.
    const NAME: &'static str;

    /// The names of the fields in JSON.
    const FIELDS: &'static [&'static str];

    /// Which of them an event must have.
    const REQUIRED: &'static [bool];

    /// The place of the field of this name.
    fn place(name: &str) -> Option<usize>;

    /// Reads the value of the field at this place of [`FIELDS`](Self::FIELDS).
    fn read_field<A: MapAccess<'de>>(&mut self, field: usize, values: &mut A) -> Result<(), A::Error>;
}

/// Reads a struct.
pub(crate) fn read<'de, T: Record<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
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
        let names = Names { of: T::NAME, fields: T::FIELDS, required: T::REQUIRED, place: T::place };
        read_fields(&names, &mut members, |field, values| record.read_field(field, values))?;
        Ok(record)
    }
}

/// The names of a struct and of its fields.
pub(crate) struct Names {
    pub(crate) of: &'static str,
    pub(crate) fields: &'static [&'static str],
    pub(crate) required: &'static [bool],
    /// Finds the place of a field.
    pub(crate) place: fn(&str) -> Option<usize>,
}

/// Reads the members of an object, of which each field is one at most. Others are passed over.
#[inline]
pub(crate) fn read_fields<'de, A: MapAccess<'de>>(
    names: &Names,
    members: &mut A,
    mut read_field: impl FnMut(usize, &mut A) -> Result<(), A::Error>,
) -> Result<(), A::Error> {
    // A bit for each field.
    let mut seen = 0_u64;
    while let Some(field) = members.next_key_seed(Key(names.place))? {
        let Some(field) = field else {
            members.next_value::<IgnoredAny>()?;
            continue;
        };
        if seen >> field & 1 == 1 {
            return Err(A::Error::duplicate_field(names.fields[field]));
        }
        seen |= 1 << field;
        read_field(field, members)?;
    }
    let is_missing = |(field, &is_required): (usize, &bool)| is_required && seen >> field & 1 == 0;
    match names.required.iter().enumerate().position(is_missing) {
        Some(field) => Err(A::Error::custom(format_args!("missing field `{}` of `{}`", names.fields[field], names.of))),
        None => Ok(()),
    }
}

/// Reads the value of a key into its field.
#[inline]
pub(crate) fn read_value<'de, T: Read<'de>, A: MapAccess<'de>>(field: &mut T, values: &mut A) -> Result<(), A::Error> {
    *field = values.next_value_seed(Value::SEED)?;
    Ok(())
}

/// Reads a key: the place of the field that it names, if there is one.
struct Key(fn(&str) -> Option<usize>);

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Option<usize>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Option<usize>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("field identifier")
    }

    #[inline]
    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok((self.0)(key))
    }
}

/// A struct that is written field by field.
pub(crate) trait Fields {
    /// Calls a function with each field.
    fn visit<V: Visit>(&self, fields: &mut V);
}

/// What is done with each field of a struct.
pub(crate) trait Visit {
    /// Does it with one of them.
    fn field<'de, T: Read<'de> + Serialize>(&mut self, key: &'static str, value: &T);
}

/// Writes a struct.
pub(crate) fn write<S: Serializer>(name: &'static str, fields: &impl Fields, serializer: S) -> Result<S::Ok, S::Error> {
    let mut count = Count(0);
    fields.visit(&mut count);
    let mut writer = Writer { object: serializer.serialize_struct(name, count.0)?, result: Ok(()) };
    fields.visit(&mut writer);
    writer.result?;
    writer.object.end()
}

/// Counts the fields that are not left out.
struct Count(usize);

impl Visit for Count {
    fn field<'de, T: Read<'de> + Serialize>(&mut self, _key: &'static str, value: &T) {
        self.0 += usize::from(!value.is_left_out());
    }
}

/// Writes the fields that are not left out, up to the first error.
struct Writer<S: SerializeStruct> {
    object: S,
    result: Result<(), S::Error>,
}

impl<S: SerializeStruct> Visit for Writer<S> {
    fn field<'de, T: Read<'de> + Serialize>(&mut self, key: &'static str, value: &T) {
        if self.result.is_ok() {
            let is_left_out = value.is_left_out();
            self.result =
                if is_left_out { self.object.skip_field(key) } else { self.object.serialize_field(key, value) };
        }
    }
}

/// Declares a struct of an event. After the type of each field comes its name in JSON.
///
/// An [`Optional`](crate::Optional) field that is absent is left out when the struct is written. All others are required when it
/// is read.
macro_rules! record {
    (
        $(#[$attribute:meta])*
        pub struct $name:ident $(<$lifetime:lifetime>)? {
            $($(#[$field_attribute:meta])* pub $field:ident: $type:ty = $json:literal,)+
        }
    ) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, PartialEq, Default)]
        #[non_exhaustive]
        pub struct $name $(<$lifetime>)? {
            $(
                $(#[$field_attribute])*
                pub $field: $type,
            )+
        }

        impl $(<$lifetime>)? $name $(<$lifetime>)? {
            /// The same value, with copies of all texts that borrow from the JSON text.
            #[inline]
            #[must_use]
            pub fn into_owned(self) -> $crate::record::owned!($name $($lifetime)?) {
                $name { $($field: $crate::IntoOwned::into_owned(self.$field)),+ }
            }
        }

        impl $(<$lifetime>)? $crate::IntoOwned for $name $(<$lifetime>)? {
            type Owned = $crate::record::owned!($name $($lifetime)?);

            #[inline]
            fn into_owned(self) -> Self::Owned {
                $name::into_owned(self)
            }
        }

        const _: () = {
            #[allow(non_camel_case_types)]
            enum Field { $($field),+ }

            const _: () = assert!([$($json),+].len() <= 64, "the fields that were read are bits of one word");

            impl<'de $(: $lifetime, $lifetime)?> $crate::record::Record<'de> for $name $(<$lifetime>)? {
                const NAME: &'static str = stringify!($name);
                const FIELDS: &'static [&'static str] = &[$($json),+];
                const REQUIRED: &'static [bool] = &[$(<$type as $crate::read::Read<'de>>::IS_REQUIRED),+];

                #[inline]
                fn place(name: &str) -> Option<usize> {
                    let field = match name {
                        $($json => Field::$field,)+
                        _ => return None,
                    };
                    Some(field as usize)
                }

                fn read_field<A: ::serde_core::de::MapAccess<'de>>(
                    &mut self,
                    field: usize,
                    values: &mut A,
                ) -> Result<(), A::Error> {
                    match &[$(Field::$field),+][field] {
                        $(Field::$field => $crate::record::read_value(&mut self.$field, values),)+
                    }
                }
            }

            impl<'de $(: $lifetime, $lifetime)?> $crate::read::Read<'de> for $name $(<$lifetime>)? {
                fn read<D: ::serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    $crate::record::read(deserializer)
                }
            }

            impl<'de $(: $lifetime, $lifetime)?> ::serde_core::Deserialize<'de> for $name $(<$lifetime>)? {
                fn deserialize<D: ::serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    $crate::record::read(deserializer)
                }
            }

            impl $(<$lifetime>)? ::serde_core::Serialize for $name $(<$lifetime>)? {
                fn serialize<S: ::serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    $crate::record::write(stringify!($name), self, serializer)
                }
            }

            impl $(<$lifetime>)? $crate::record::Fields for $name $(<$lifetime>)? {
                fn visit<V: $crate::record::Visit>(&self, fields: &mut V) {
                    $(fields.field($json, &self.$field);)+
                }
            }
        };
    };
}

/// A struct with the lifetime `'static`, if it has one.
macro_rules! owned {
    ($name:ident) => { $name };
    ($name:ident $lifetime:lifetime) => { $name<'static> };
}

pub(crate) use {owned, record};
