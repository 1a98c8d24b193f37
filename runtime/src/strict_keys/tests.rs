//! Tests of what the wrapper forwards in addition to values.

use super::Strict;
use alloc::vec::Vec;
use core::fmt;
use serde::de::value::{Error, MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

/// A deserializer of the number 7, which may be human-readable or not.
struct SevenDeserializer {
    is_human_readable: bool,
}

impl<'de> Deserializer<'de> for SevenDeserializer {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u32(7)
    }

    fn is_human_readable(&self) -> bool {
        self.is_human_readable
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

#[test]
fn is_human_readable_is_forwarded() {
    for is_human_readable in [false, true] {
        let strict = Strict::new(SevenDeserializer { is_human_readable });
        assert_eq!(strict.is_human_readable(), is_human_readable);
        assert_eq!(u32::deserialize(strict), Ok(7));
    }
}

/// Collects the size hint before each element or member, and after the last.
struct SizeHints;

impl<'de> Visitor<'de> for SizeHints {
    type Value = Vec<Option<usize>>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a sequence or a map")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut hints = Vec::from([access.size_hint()]);
        while access.next_element::<IgnoredAny>()?.is_some() {
            hints.push(access.size_hint());
        }
        Ok(hints)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut hints = Vec::from([access.size_hint()]);
        while access.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
            hints.push(access.size_hint());
        }
        Ok(hints)
    }
}

#[test]
fn size_hint_is_forwarded() {
    let expected = Ok(Vec::from([Some(2), Some(1), Some(0)]));
    let sequence = SeqDeserializer::<_, Error>::new([1_u32, 2].into_iter());
    assert_eq!(Strict::new(sequence).deserialize_seq(SizeHints), expected);
    let map = MapDeserializer::<_, Error>::new([("a", 1_u32), ("b", 2)].into_iter());
    assert_eq!(Strict::new(map).deserialize_map(SizeHints), expected);
}

#[derive(Debug, PartialEq, serde::Deserialize)]
enum Unit {
    A,
}

#[test]
fn a_unit_variant_accepts_no_value() {
    let unit = MapAccessDeserializer::new(MapDeserializer::<_, Error>::new([("A", ())].into_iter()));
    assert_eq!(Unit::deserialize(Strict::new(unit)), Ok(Unit::A));
    let number = MapAccessDeserializer::new(MapDeserializer::<_, Error>::new([("A", 5_u32)].into_iter()));
    assert!(Unit::deserialize(Strict::new(number)).is_err());
}
