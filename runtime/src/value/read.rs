//! Serialization and deserialization of a [`Value`].

use super::Value;
use crate::map;
use crate::read::{FieldSeed, ReadField};
use crate::{List, Map};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

use serde_core::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_core::ser::{Serialize, Serializer};

impl<'de: 'a, 'a> ReadField<'de> for Value<'a> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor(PhantomData))
    }

    fn has_object(&self) -> bool {
        match self {
            Self::Object(_) => true,
            Self::Array(elements) => elements.any(Self::has_object),
            _ => false,
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Value<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(deserializer)
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Boolean(value) => serializer.serialize_bool(*value),
            // Many formats do not support integers of 128 bits.
            Self::Integer(value) => match (i64::try_from(*value), u64::try_from(*value)) {
                (Ok(value), _) => serializer.serialize_i64(value),
                (_, Ok(value)) => serializer.serialize_u64(value),
                _ => serializer.serialize_i128(*value),
            },
            Self::Number(value) => serializer.serialize_f64(*value),
            Self::String(text) => serializer.serialize_str(text),
            Self::Array(elements) => elements.serialize(serializer),
            Self::Object(members) => members.serialize(serializer),
        }
    }
}

struct ValueVisitor<'a>(PhantomData<Value<'a>>);

/// Implements the methods of a visitor that create a variant.
macro_rules! visit {
    ($($method:ident($type:ty) => $variant:ident;)*) => {$(
        #[inline]
        fn $method<E: Error>(self, value: $type) -> Result<Value<'a>, E> {
            Ok(Value::$variant(value.into()))
        }
    )*};
}

impl<'de: 'a, 'a> Visitor<'de> for ValueVisitor<'a> {
    type Value = Value<'a>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any value")
    }

    visit! {
        visit_bool(bool) => Boolean;
        visit_i64(i64) => Integer;
        visit_i128(i128) => Integer;
        visit_u64(u64) => Integer;
        visit_f64(f64) => Number;
        visit_string(String) => String;
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Value<'a>, E> {
        Ok(Value::String(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value<'a>, E> {
        self.visit_string(text.into())
    }

    fn visit_unit<E: Error>(self) -> Result<Value<'a>, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value<'a>, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value<'a>, D::Error> {
        Value::read(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value<'a>, D::Error> {
        Value::read(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value<'a>, A::Error> {
        let mut list = Vec::new();
        while let Some(element) = elements.next_element_seed(FieldSeed::SEED)? {
            list.push(element);
        }
        Ok(Value::Array(List::from(list)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value<'a>, A::Error> {
        let mut map: Vec<(Cow<'a, str>, Value<'a>)> = Vec::new();
        while let Some(key) = members.next_key_seed(FieldSeed::SEED)? {
            map.push((key, members.next_value_seed(FieldSeed::SEED)?));
        }
        if let [(key, Value::String(text))] = &*map {
            if key == ARBITRARY_NUMBER {
                return number(text).ok_or_else(|| A::Error::custom(format_args!("expected a number, found `{text}`")));
            }
        }
        let members: Map<'a, Value<'a>> = map::sorted(map, map::check_keys)?;
        Ok(Value::Object(members))
    }
}

/// The key of the object that `serde_json` calls a number, if a crate enables its feature `arbitrary_precision`.
const ARBITRARY_NUMBER: &str = "$serde_json::private::Number";

/// Parses the text of a number.
fn number(text: &str) -> Option<Value<'static>> {
    let is_integer = !text.contains(['.', 'e', 'E']) && text != "-0";
    let integer = text.parse().ok().filter(|_| is_integer).map(Value::Integer);
    integer.or_else(|| text.parse().ok().map(Value::Number))
}
