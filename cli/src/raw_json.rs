//! JSON values as text. Numbers, repeated keys and escapes stay as they were written.

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// Returns the first JSON value in a text, including the white space before the value. `None` if the text does not
/// start with a valid value.
pub(crate) fn first_value(text: &str) -> Option<&str> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    values.next()?.ok()?;
    text.get(..values.byte_offset())
}

/// The members of an object in order, including repeated keys.
#[derive(Debug)]
pub(crate) struct RawObject<'j> {
    members: Vec<(&'j RawValue, &'j RawValue)>,
}

impl<'j> RawObject<'j> {
    /// Parses a text that consists of one object.
    pub(crate) fn parse(text: &'j str) -> serde_json::Result<Self> {
        serde_json::from_str(text)
    }

    /// Returns the key and the value of each member, as JSON text.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&'j str, &'j str)> + '_ {
        self.members.iter().map(|(key, value)| (key.get(), value.get()))
    }

    /// Returns the value of a key, or the last value if the key is repeated. `None` if the key is absent.
    pub(crate) fn get(&self, wanted: &str) -> Option<&'j RawValue> {
        let is_wanted = |key: &RawValue| match key.get().strip_prefix('"').and_then(|key| key.strip_suffix('"')) {
            Some(key) if !key.contains('\\') => key == wanted,
            _ => decode_string(key.get()).is_some_and(|key| key == wanted),
        };
        self.members.iter().rev().find(|(key, _)| is_wanted(key)).map(|(_, value)| *value)
    }

    /// Returns the decoded value of a key. `None` if the key is absent or its value is not a string.
    pub(crate) fn string(&self, wanted: &str) -> Option<String> {
        self.get(wanted).and_then(|value| decode_string(value.get()))
    }
}

impl<'de> Deserialize<'de> for RawObject<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(RawObjectVisitor)
    }
}

struct RawObjectVisitor;

impl<'de> Visitor<'de> for RawObjectVisitor {
    type Value = RawObject<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(RawObject { members })
    }
}

/// Returns the JSON text of a string.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Builds the text of a JSON object.
#[derive(Default)]
pub(crate) struct ObjectBuilder {
    text: String,
}

impl ObjectBuilder {
    pub(crate) fn add(&mut self, name: &str, value: &str) {
        self.add_raw(&quoted(name), value);
    }

    pub(crate) fn add_optional(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.add(name, value);
        }
    }

    pub(crate) fn add_raw(&mut self, key: &str, value: &str) {
        let comma = if self.text.is_empty() { "" } else { "," };
        self.text.extend([comma, key, ":", value]);
    }

    pub(crate) fn into_object(self) -> String {
        format!("{{{}}}", self.text)
    }
}

/// Decodes a JSON string. `None` if the value is not a string. A lone surrogate cannot be decoded and stays an escape.
/// If the string contains JSON text, the escape has the same meaning in that text.
pub(crate) fn decode_string(value: &str) -> Option<String> {
    if !value.starts_with('"') {
        return None;
    }
    if let Ok(text) = serde_json::from_str(value) {
        return Some(text);
    }
    let Bytes(bytes) = serde_json::from_str(value).ok()?;
    Some(escape_surrogates(&bytes))
}

/// The bytes of a decoded JSON string. Lone surrogates are encoded as if they were characters.
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
        // The only sequences of invalid UTF-8 in these bytes are surrogates, each encoded in three bytes.
        let Some(([_, middle, last], rest)) = bytes[valid.len()..].split_first_chunk() else { return text };
        let surrogate = 0xd000 | u32::from(middle & 0x3f) << 6 | u32::from(last & 0x3f);
        let backslashes = text.len() - text.trim_end_matches('\\').len();
        // After an unpaired backslash, `\uXXXX` would not be an escape. JSON text that contains a surrogate after such
        // a backslash is invalid anyway.
        let shown = if backslashes % 2 == 0 { format!("\\u{surrogate:04x}") } else { "\u{fffd}".to_owned() };
        text.push_str(&shown);
        bytes = rest;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_keeps_the_text_of_its_members() {
        let object = RawObject::parse(r#" {"a": 1.0e0, "a": [1,  2], "\u0062": "x"} "#).unwrap();
        let members: Vec<_> = object.members().collect();
        assert_eq!(members, [(r#""a""#, "1.0e0"), (r#""a""#, "[1,  2]"), (r#""\u0062""#, r#""x""#)]);
        assert_eq!(object.get("a").map(RawValue::get), Some("[1,  2]"));
        assert_eq!(object.string("b").as_deref(), Some("x"));
        assert!(RawObject::parse("[1, 2]").is_err());
    }

    #[test]
    fn strings_are_decoded() {
        assert_eq!(decode_string(r#""{\"a\":\"\\ud800 \u00e9\"}""#).as_deref(), Some(r#"{"a":"\ud800 é"}"#));
        assert_eq!(decode_string("{}"), None);
    }

    #[test]
    fn lone_surrogates_stay_escapes() {
        assert_eq!(decode_string(r#""é\ud800x\udfff""#).as_deref(), Some(r"é\ud800x\udfff"));
        assert_eq!(decode_string(r#""\ud83d\ude00\ud800""#).as_deref(), Some(r"😀\ud800"));
        assert_eq!(decode_string(r#""\\\ud800""#).as_deref(), Some("\\\u{fffd}"));
    }

    #[test]
    fn text_after_the_first_value_is_ignored() {
        assert_eq!(first_value(" {\"a\": 1} {}"), Some(" {\"a\": 1}"));
        assert_eq!(first_value("{\"a\": "), None);
    }
}
