//! Reads only the needed fields of an event with any serde deserializer, as a struct with these fields would, and
//! compares them with the wanted values.

use crate::aws_events::Case;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::cell::Cell;
use std::fmt;

/// The needed fields of an object, with their keys.
#[derive(Debug, Default)]
pub struct Tree {
    fields: Vec<(String, Field)>,
    /// Number of conditions.
    count: u32,
}

/// What is needed of a field.
#[derive(Debug)]
enum Field {
    Object(Tree),
    /// The number of a condition, and the value that satisfies it. `None` accepts any value.
    Leaf(u32, Option<Value>),
}

impl Tree {
    /// Returns the needed fields of a case.
    #[must_use]
    pub fn new(case: &Case) -> Self {
        let mut tree = Self::default();
        for (number, (path, value)) in (0..).zip(&case.conditions) {
            tree.add(path, number, value.clone());
            tree.count = number + 1;
        }
        tree
    }

    fn add(&mut self, path: &[String], number: u32, value: Option<Value>) {
        let Some((first, rest)) = path.split_first() else { return };
        if rest.is_empty() {
            self.fields.push((first.clone(), Field::Leaf(number, value)));
            return;
        }
        let position = self.fields.iter().position(|(key, _)| key == first).unwrap_or_else(|| {
            self.fields.push((first.clone(), Field::Object(Self::default())));
            self.fields.len() - 1
        });
        if let (_, Field::Object(tree)) = &mut self.fields[position] {
            tree.add(rest, number, value);
        }
    }

    /// Whether an event satisfies all conditions.
    pub fn is_satisfied<'de, D: Deserializer<'de>>(&self, deserializer: D) -> bool {
        let satisfied = Cell::new(0);
        let object = Object { tree: self, satisfied: &satisfied };
        object.deserialize(deserializer).is_ok() && satisfied.get() == (1 << self.count) - 1
    }
}

/// Reads an object, or the objects in an array.
#[derive(Clone, Copy)]
struct Object<'t> {
    tree: &'t Tree,
    satisfied: &'t Cell<u32>,
}

impl<'de> DeserializeSeed<'de> for Object<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object or an array of objects")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key_seed(Key(&self.tree.fields))? {
            match key {
                Some(Field::Object(tree)) => map.next_value_seed(Object { tree, satisfied: self.satisfied })?,
                Some(Field::Leaf(number, wanted)) => {
                    let satisfied = self.satisfied;
                    map.next_value_seed(Leaf { number: *number, wanted: wanted.as_ref(), satisfied })?;
                }
                None => _ = map.next_value::<IgnoredAny>()?,
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        while elements.next_element_seed(self)?.is_some() {}
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// Finds a key among the needed ones.
struct Key<'t>(&'t [(String, Field)]);

impl<'de, 't> DeserializeSeed<'de> for Key<'t> {
    type Value = Option<&'t Field>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'t> Visitor<'_> for Key<'t> {
    type Value = Option<&'t Field>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E>(self, found: &str) -> Result<Self::Value, E> {
        Ok(self.0.iter().find(|(key, _)| key == found).map(|(_, field)| field))
    }
}

/// Reads a value, or the values in an array, and compares them with the wanted value.
#[derive(Clone, Copy)]
struct Leaf<'t> {
    number: u32,
    wanted: Option<&'t Value>,
    satisfied: &'t Cell<u32>,
}

impl Leaf<'_> {
    fn record(self, is_wanted: impl Fn(&Value) -> bool) {
        if self.wanted.is_none_or(is_wanted) {
            self.satisfied.set(self.satisfied.get() | 1 << self.number);
        }
    }
}

impl<'de> DeserializeSeed<'de> for Leaf<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Leaf<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value or an array of values")
    }

    fn visit_str<E>(self, found: &str) -> Result<(), E> {
        self.record(|wanted| wanted.as_str() == Some(found));
        Ok(())
    }

    fn visit_bool<E>(self, found: bool) -> Result<(), E> {
        self.record(|wanted| wanted.as_bool() == Some(found));
        Ok(())
    }

    fn visit_u64<E>(self, found: u64) -> Result<(), E> {
        self.record(|wanted| wanted.as_u64() == Some(found));
        Ok(())
    }

    fn visit_i64<E>(self, found: i64) -> Result<(), E> {
        self.record(|wanted| wanted.as_i64() == Some(found));
        Ok(())
    }

    fn visit_f64<E>(self, found: f64) -> Result<(), E> {
        self.record(|wanted| wanted.as_f64() == Some(found));
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        while elements.next_element_seed(self)?.is_some() {}
        Ok(())
    }
}
