//! What was seen at a place in events.

use super::closed_set::MAX_VALUES;
use event_pattern_compiler::json::{Number, Value, ValueKind};
use std::collections::{BTreeMap, HashSet};

/// What was seen at a place in events.
#[derive(Debug, Default)]
pub(super) struct Shape {
    /// Number of values, including null.
    pub(super) count: u64,
    pub(super) nulls: u64,
    pub(super) booleans: u64,
    /// Numbers that fit into a 64-bit integer.
    pub(super) integers: u64,
    pub(super) other_numbers: u64,
    pub(super) strings: Strings,
    pub(super) objects: Objects,
    pub(super) lists: Lists,
}

/// The strings at a place.
#[derive(Debug, Default)]
pub(super) struct Strings {
    pub(super) count: u64,
    /// The distinct strings. Only the first ones are kept if there are more than a closed set can have.
    pub(super) distinct: BTreeMap<String, u64>,
}

/// The objects at a place.
#[derive(Debug, Default)]
pub(super) struct Objects {
    pub(super) count: u64,
    pub(super) fields: BTreeMap<String, Shape>,
}

/// The arrays at a place.
#[derive(Debug, Default)]
pub(super) struct Lists {
    pub(super) count: u64,
    /// The elements of all arrays. `None` if all of them are empty.
    pub(super) elements: Option<Box<Shape>>,
}

impl Shape {
    /// Adds a value.
    pub(super) fn add(&mut self, value: &Value) {
        self.count += 1;
        match &value.kind {
            // Only templates have unknown values.
            ValueKind::Null | ValueKind::Unknown => self.nulls += 1,
            ValueKind::Boolean(_) => self.booleans += 1,
            ValueKind::Number(number) if is_integer(number) => self.integers += 1,
            ValueKind::Number(_) => self.other_numbers += 1,
            ValueKind::String(text) => self.strings.add(&text.to_string()),
            ValueKind::Array(elements) => {
                self.lists.count += 1;
                for element in elements {
                    self.lists.elements.get_or_insert_default().add(element);
                }
            }
            ValueKind::Object(members) => {
                self.objects.count += 1;
                let mut keys = HashSet::new();
                // If a key is repeated, the last one counts. A key with a lone surrogate is not the name of a field.
                for member in members.iter().rev() {
                    if let Some(key) = member.key.as_str().filter(|key| keys.insert(*key)) {
                        self.objects.fields.entry(key.to_owned()).or_default().add(&member.value);
                    }
                }
            }
        }
    }
}

impl Strings {
    fn add(&mut self, text: &str) {
        self.count += 1;
        if let Some(count) = self.distinct.get_mut(text) {
            *count += 1;
        } else if self.distinct.len() <= MAX_VALUES {
            self.distinct.insert(text.to_owned(), 1);
        }
    }
}

/// Whether a number is an integer of 64 bits, even if it is written with a fraction, such as `3.0`.
fn is_integer(number: &Number) -> bool {
    // 2 to the power of 63.
    const END: f64 = 9_223_372_036_854_775_808.0;
    number.text().parse::<f64>().is_ok_and(|number| number.fract() == 0.0 && (-END..END).contains(&number))
}
