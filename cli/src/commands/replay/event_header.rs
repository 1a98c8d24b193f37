//! Reads the `id` and `time` of an event, which are usually near its start.

use jiff::Timestamp;
use serde::de::{Deserializer as _, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// The `id` and `time` of an event as JSON text, including the quotes. A field is `None` if it is absent or not a
/// string.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct EventHeader<'e> {
    pub(crate) id: Option<&'e str>,
    pub(crate) time: Option<&'e str>,
}

impl<'e> EventHeader<'e> {
    /// Reads an event until both fields are found.
    pub(crate) fn read(event: &'e [u8]) -> Self {
        let mut header = Self::default();
        // serde_json reports an error if the visitor stops before the end of the object. The error is ignored.
        let _ = serde_json::Deserializer::from_slice(event).deserialize_map(HeaderVisitor(&mut header));
        header
    }

    /// Parses the time. Returns `None` if the time is absent or not a timestamp.
    pub(crate) fn timestamp(&self) -> Option<Timestamp> {
        self.time?.trim_matches('"').parse().ok()
    }
}

struct HeaderVisitor<'h, 'e>(&'h mut EventHeader<'e>);

impl<'e> Visitor<'e> for HeaderVisitor<'_, 'e> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an event")
    }

    fn visit_map<A: MapAccess<'e>>(self, mut map: A) -> Result<(), A::Error> {
        let Self(header) = self;
        while let Some(key) = map.next_key::<&RawValue>()? {
            match key.get() {
                r#""id""# => header.id = string_text(map.next_value()?),
                r#""time""# => header.time = string_text(map.next_value()?),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
            if header.id.is_some() && header.time.is_some() {
                break;
            }
        }
        Ok(())
    }
}

/// Returns the JSON text of a value if it is a string.
fn string_text(value: &RawValue) -> Option<&str> {
    Some(value.get()).filter(|text| text.starts_with('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn id_and_time_are_found_at_any_position() {
        for (event, id, time) in [
            (r#"{"id": "x", "time": "2026-01-01T00:00:00Z", "detail": {}"#, Some(r#""x""#), true),
            (r#"{"time": "2026-01-01T00:00:00Z", "detail": {"id": "y"}, "id": "\u00e9"}"#, Some(r#""\u00e9""#), true),
            (r#"{"time": 5, "id": "x"}"#, Some(r#""x""#), false),
            (r#"{"time": "yesterday", "id": null}"#, None, false),
            ("{}", None, false),
            ("{", None, false),
        ] {
            let header = EventHeader::read(event.as_bytes());
            assert_eq!((header.id, header.timestamp().is_some()), (id, time), "{event}");
        }
    }
}
