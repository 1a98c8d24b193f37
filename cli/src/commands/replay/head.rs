//! The `id` and the `time` of an event, which stand near its start as a rule.

use jiff::Timestamp;
use serde::de::{Deserializer as _, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// What an event says of itself: JSON strings, quotes included.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Head<'e> {
    pub(crate) id: Option<&'e str>,
    pub(crate) time: Option<&'e str>,
}

impl<'e> Head<'e> {
    /// Reads an event until both are found.
    pub(crate) fn read(event: &'e [u8]) -> Self {
        let mut head = Self::default();
        // Where the rest of the event does not matter it is not read, which looks like an error.
        let _ = serde_json::Deserializer::from_slice(event).deserialize_map(HeadVisitor(&mut head));
        head
    }

    /// The time, if it is written as the service writes it.
    pub(crate) fn timestamp(&self) -> Option<Timestamp> {
        self.time?.trim_matches('"').parse().ok()
    }
}

struct HeadVisitor<'h, 'e>(&'h mut Head<'e>);

impl<'e> Visitor<'e> for HeadVisitor<'_, 'e> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an event")
    }

    fn visit_map<A: MapAccess<'e>>(self, mut map: A) -> Result<(), A::Error> {
        let Self(head) = self;
        while let Some(key) = map.next_key::<&RawValue>()? {
            match key.get() {
                r#""id""# => head.id = string(map.next_value()?),
                r#""time""# => head.time = string(map.next_value()?),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
            if head.id.is_some() && head.time.is_some() {
                break;
            }
        }
        Ok(())
    }
}

/// A value, if it is a string.
fn string(value: &RawValue) -> Option<&str> {
    Some(value.get()).filter(|text| text.starts_with('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn id_and_time_are_found_wherever_they_stand() {
        for (event, id, time) in [
            (r#"{"id": "x", "time": "2026-01-01T00:00:00Z", "detail": {}"#, Some(r#""x""#), true),
            (r#"{"time": "2026-01-01T00:00:00Z", "detail": {"id": "y"}, "id": "\u00e9"}"#, Some(r#""\u00e9""#), true),
            (r#"{"time": 5, "id": "x"}"#, Some(r#""x""#), false),
            (r#"{"time": "yesterday", "id": null}"#, None, false),
            ("{}", None, false),
            ("{", None, false),
        ] {
            let head = Head::read(event.as_bytes());
            assert_eq!((head.id, head.timestamp().is_some()), (id, time), "{event}");
        }
    }
}
