//! JSON values as they are written: every number with its digits, every repeated key, every escape.

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// The text of the JSON value that a text starts with, white space before it included.
pub(crate) fn first_value(text: &str) -> Option<&str> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    values.next()?.ok()?;
    text.get(..values.byte_offset())
}

/// The members of an object, in order. Repeated keys are all there.
#[derive(Debug)]
pub(crate) struct Object<'j> {
    members: Vec<(&'j RawValue, &'j RawValue)>,
}

impl<'j> Object<'j> {
    /// Reads an object, and nothing else, from a text.
    pub(crate) fn parse(text: &'j str) -> serde_json::Result<Self> {
        serde_json::from_str(text)
    }

    /// The keys, quotes and escapes included, and the values.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&'j str, &'j str)> + '_ {
        self.members.iter().map(|(key, value)| (key.get(), value.get()))
    }

    /// The value behind a key, the last one if the key is repeated.
    pub(crate) fn get(&self, wanted: &str) -> Option<&'j RawValue> {
        let is_wanted = |key: &RawValue| text_of(key.get()).is_some_and(|key| key == wanted);
        self.members.iter().rev().find(|(key, _)| is_wanted(key)).map(|(_, value)| *value)
    }

    /// The string behind a key.
    pub(crate) fn string(&self, wanted: &str) -> Option<String> {
        self.get(wanted).and_then(|value| text_of(value.get()))
    }
}

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor)
    }
}

struct ObjectVisitor;

impl<'de> Visitor<'de> for ObjectVisitor {
    type Value = Object<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Object { members })
    }
}

/// What a JSON string says, if the value is a string. A lone surrogate, which no text can hold, stays the escape that it
/// was: where the text is JSON itself, that means the same.
pub(crate) fn text_of(value: &str) -> Option<String> {
    if !value.starts_with('"') {
        return None;
    }
    if let Ok(text) = serde_json::from_str(value) {
        return Some(text);
    }
    let Bytes(bytes) = serde_json::from_str(value).ok()?;
    Some(escape_surrogates(&bytes))
}

/// The bytes of a JSON string, lone surrogates encoded as if they were characters.
struct Bytes(Vec<u8>);

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(BytesVisitor)
    }
}

struct BytesVisitor;

impl Visitor<'_> for BytesVisitor {
    type Value = Bytes;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Bytes, E> {
        Ok(Bytes(bytes.to_vec()))
    }
}

fn escape_surrogates(mut bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    loop {
        let valid = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
        text.push_str(valid);
        // What is not UTF-8 in the bytes of a JSON string is a surrogate, in three bytes.
        let Some(([_, middle, last], rest)) = bytes[valid.len()..].split_first_chunk() else { return text };
        let surrogate = 0xd000 | u32::from(middle & 0x3f) << 6 | u32::from(last & 0x3f);
        let backslashes = text.len() - text.trim_end_matches('\\').len();
        // An escape behind an open backslash would become text. A surrogate there is a mistake, and stays one.
        let shown = if backslashes % 2 == 0 { format!("\\u{surrogate:04x}") } else { "\u{fffd}".to_owned() };
        text.push_str(&shown);
        bytes = rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_keeps_what_it_was_written_as() {
        let object = Object::parse(r#" {"a": 1.0e0, "a": [1,  2], "\u0062": "x"} "#).unwrap();
        let members: Vec<_> = object.members().collect();
        assert_eq!(members, [(r#""a""#, "1.0e0"), (r#""a""#, "[1,  2]"), (r#""\u0062""#, r#""x""#)]);
        assert_eq!(object.get("a").map(RawValue::get), Some("[1,  2]"));
        assert_eq!(object.string("b").as_deref(), Some("x"));
        assert!(Object::parse("[1, 2]").is_err());
    }

    #[test]
    fn strings_say_what_they_say() {
        assert_eq!(text_of(r#""{\"a\":\"\\ud800 \u00e9\"}""#).as_deref(), Some(r#"{"a":"\ud800 é"}"#));
        assert_eq!(text_of("{}"), None);
    }

    #[test]
    fn lone_surrogates_stay_escapes() {
        assert_eq!(text_of(r#""é\ud800x\udfff""#).as_deref(), Some(r"é\ud800x\udfff"));
        assert_eq!(text_of(r#""\ud83d\ude00\ud800""#).as_deref(), Some(r"😀\ud800"));
        assert_eq!(text_of(r#""\\\ud800""#).as_deref(), Some("\\\u{fffd}"));
    }

    #[test]
    fn the_first_value_ends_where_it_ends() {
        assert_eq!(first_value(" {\"a\": 1} {}"), Some(" {\"a\": 1}"));
        assert_eq!(first_value("{\"a\": "), None);
    }
}
