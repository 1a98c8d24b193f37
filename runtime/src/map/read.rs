//! Serialization and deserialization of a [`Map`].

use super::{Map, Member};
use crate::read::{FieldSeed, ReadField};
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

use serde_core::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde_core::ser::{Serialize, Serializer};

impl<'de: 'a, 'a, T: ReadField<'de>> ReadField<'de> for Map<'a, T> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MapVisitor { value: FieldSeed::SEED, map: PhantomData, check: check_keys })
    }

    /// Every key may be the key of a member.
    fn may_contain(_path: &str) -> bool {
        true
    }

    fn has_object(&self) -> bool {
        true
    }
}

impl<'de: 'a, 'a, T: Deserialize<'de>> Deserialize<'de> for Map<'a, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MapVisitor { value: PhantomData, map: PhantomData, check: check_repeated })
    }
}

impl<T: Serialize> Serialize for Map<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self)
    }
}

/// Visits an object, deserializes its values with the seed, and checks its keys.
struct MapVisitor<'a, S, V> {
    value: S,
    map: PhantomData<Map<'a, V>>,
    check: Check<Member<'a, V>>,
}

impl<'de: 'a, 'a, S: DeserializeSeed<'de> + Copy> Visitor<'de> for MapVisitor<'a, S, S::Value> {
    type Value = Map<'a, S::Value>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut map = Vec::new();
        while let Some(key) = members.next_key_seed(FieldSeed::SEED)? {
            map.push((key, members.next_value_seed(self.value)?));
        }
        sorted(map, self.check)
    }
}

/// A function that checks the keys of an object.
type Check<M> = for<'m> fn(&'m [M]) -> Result<(), KeyError<'m>>;

/// Sorts and checks the members of an object.
pub(crate) fn sorted<'a, T, E: Error>(
    mut members: Vec<Member<'a, T>>,
    check: Check<Member<'a, T>>,
) -> Result<Map<'a, T>, E> {
    members.sort_by(|(one, _), (other, _)| one.cmp(other));
    check(&members).map_err(E::custom)?;
    Ok(Map(members))
}

/// A key that an object must not have.
pub(crate) enum KeyError<'k> {
    /// The key occurs more than once.
    Repeated(&'k str),
    /// A key with a dot, which an event pattern treats like `nested_key` inside `field`.
    Ambiguous { key: &'k str, field: &'k str, nested_key: &'k str },
}

impl<'k> KeyError<'k> {
    /// Creates the error for a key that is ambiguous because of the dot at this offset.
    fn ambiguous(key: &'k str, dot: usize) -> Self {
        Self::Ambiguous { key, field: &key[..dot], nested_key: &key[dot + 1..] }
    }
}

impl fmt::Display for KeyError<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Repeated(key) => write!(formatter, "duplicate field `{key}`"),
            Self::Ambiguous { key, field, nested_key } => write!(
                formatter,
                "unexpected key `{key}`: in an event pattern, it is the same field as `{nested_key}` inside `{field}`; \
                 expected a nested object"
            ),
        }
    }
}

/// Returns an error if a key is repeated. The members are sorted.
fn check_repeated<'m, T>(members: &'m [Member<'_, T>]) -> Result<(), KeyError<'m>> {
    match members.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        Some(pair) => Err(KeyError::Repeated(&pair[0].0)),
        None => Ok(()),
    }
}

/// Returns an error if a key is repeated, or if a key with dots could be a field inside the value of another key. The
/// members are sorted.
pub(crate) fn check_keys<'m, 'de, T: ReadField<'de>>(members: &'m [Member<'_, T>]) -> Result<(), KeyError<'m>> {
    check_repeated(members)?;
    let mut has_dots = false;
    for (key, _) in members {
        for (dot, _) in key.match_indices('.') {
            has_dots = true;
            if T::may_contain(&key[dot + 1..]) {
                return Err(KeyError::ambiguous(key, dot));
            }
        }
    }
    for (field, value) in members {
        if has_dots && value.has_object() {
            let (Ok(next) | Err(next)) = super::find(members, &[field, ""]);
            let below = members.get(next).filter(|(key, _)| super::below(key, field).is_some());
            if let Some((key, _)) = below {
                return Err(KeyError::ambiguous(key, field.len()));
            }
        }
    }
    Ok(())
}
