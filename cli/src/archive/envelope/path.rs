//! Paths to the values with events in an object.

use crate::raw_json::RawObject;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// A step from a value to values inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// To the value of a key.
    Key(&'static str),
    /// To each element of an array.
    Each,
    /// To the value of each key.
    Member,
    /// To the object itself, if this key has this string as its value.
    Has(&'static str, &'static str),
}

/// Where a value is inside the objects that wrap it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Location<'l> {
    outer: Option<&'l Location<'l>>,
    part: Part<'l>,
}

#[derive(Debug, Clone, Copy)]
enum Part<'l> {
    Key(&'l str),
    Index(usize),
}

impl fmt::Display for Location<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(outer) = self.outer {
            outer.fmt(formatter)?;
        }
        match (self.part, self.outer) {
            (Part::Index(index), _) => write!(formatter, "[{index}]"),
            (Part::Key(key), None) => formatter.write_str(key),
            (Part::Key(key), Some(_)) => write!(formatter, ".{key}"),
        }
    }
}

/// A function that takes a value, as JSON text, and its location. The location is `None` for the first value itself.
type Visit<'v> = dyn FnMut(Option<&Location<'_>>, &str) + 'v;

/// Visits the values that steps lead to from a value, while the value is parsed. Returns whether the steps lead anywhere
/// in valid JSON: a list may be empty, but keys must exist in at least one object.
pub(super) fn walk(value: &str, steps: &[Step], at: Option<&Location<'_>>, visit: &mut Visit<'_>) -> bool {
    let mut is_found = false;
    let mut deserializer = serde_json::Deserializer::from_str(value);
    let walked = Walk { steps, at, visit, is_found: &mut is_found }.deserialize(&mut deserializer);
    walked.and_then(|()| deserializer.end()).is_ok() && is_found
}

/// The rest of a walk, from the value that is parsed next.
struct Walk<'w, 'v> {
    steps: &'w [Step],
    at: Option<&'w Location<'w>>,
    visit: &'w mut Visit<'v>,
    is_found: &'w mut bool,
}

impl Walk<'_, '_> {
    /// Returns the walk from a value at a part of this value.
    fn next<'n>(&'n mut self, steps: &'n [Step], location: &'n Location<'n>) -> Walk<'n, 'n> {
        Walk { steps, at: Some(location), visit: &mut *self.visit, is_found: self.is_found }
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let Some((step, rest)) = self.steps.split_first() else {
            let value: &RawValue = serde::Deserialize::deserialize(deserializer)?;
            (self.visit)(self.at, value.get());
            *self.is_found = true;
            return Ok(());
        };
        let Step::Has(key, text) = step else { return deserializer.deserialize_any(self) };
        let value: &RawValue = serde::Deserialize::deserialize(deserializer)?;
        if RawObject::parse(value.get()).is_ok_and(|object| object.string(key).as_deref() == Some(text)) {
            *self.is_found |= walk(value.get(), rest, self.at, self.visit);
        }
        Ok(())
    }
}

impl<'de> Visitor<'de> for Walk<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object or an array")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let (step, rest) = self.steps.split_first().ok_or_else(|| Error::custom("the path ended"))?;
        while let Some(key) = map.next_key::<String>()? {
            let is_next = match step {
                Step::Key(wanted) => key == *wanted,
                Step::Member => true,
                Step::Each | Step::Has(..) => false,
            };
            if is_next {
                let location = Location { outer: self.at, part: Part::Key(&key) };
                map.next_value_seed(self.next(rest, &location))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut elements: A) -> Result<(), A::Error> {
        let Some((Step::Each, rest)) = self.steps.split_first() else {
            while elements.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(());
        };
        for index in 0.. {
            let location = Location { outer: self.at, part: Part::Index(index) };
            if elements.next_element_seed(self.next(rest, &location))?.is_none() {
                *self.is_found |= index == 0;
                break;
            }
        }
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(value: &str, steps: &[Step]) -> (bool, Vec<String>) {
        let mut found = Vec::new();
        let is_found = walk(value, steps, None, &mut |location, value| {
            found.push(format!("{}={value}", location.map(ToString::to_string).unwrap_or_default()));
        });
        (is_found, found)
    }

    #[test]
    fn steps_lead_to_values_with_their_locations() {
        use Step::{Each, Has, Key, Member};
        for (value, steps, is_found, expected) in [
            ("1", &[][..], true, &["=1"][..]),
            (r#"{"a":[{"b":1},{"c":2},{"b":[3]}]}"#, &[Key("a"), Each, Key("b")], true, &["a[0].b=1", "a[2].b=[3]"]),
            (
                r#"{"a":{"x":[1],"\u0079":[2, 3]}}"#,
                &[Key("a"), Member, Each],
                true,
                &["a.x[0]=1", "a.y[0]=2", "a.y[1]=3"],
            ),
            (r#"[[{"f":"x","v":1},{"f":"y","v":2}]]"#, &[Each, Each, Has("f", "y"), Key("v")], true, &["[0][1].v=2"]),
            (r#"{"a":[]}"#, &[Key("a"), Each, Key("b")], true, &[]),
            (r#"{"a":[{}]}"#, &[Key("a"), Each, Key("b")], false, &[]),
            (r#"{"a":{"b":1}}"#, &[Key("a"), Each, Key("b")], false, &[]),
            (r#"{"b":1}"#, &[Key("a")], false, &[]),
            (r#"[1,"a",[2],{"b":null},true,null,0.5,{"b":3}]"#, &[Each, Key("b")], true, &["[3].b=null", "[7].b=3"]),
            ("[1", &[Each], false, &["[0]=1"]),
            ("[1] 2", &[Each], false, &["[0]=1"]),
        ] {
            let expected = expected.iter().map(|&text| text.to_owned()).collect();
            assert_eq!(found(value, steps), (is_found, expected), "{value}");
        }
    }
}
