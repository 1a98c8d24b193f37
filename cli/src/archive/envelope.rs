//! Objects that wrap events.
//!
//! - Amazon CloudWatch Logs sends objects with `messageType` and `logEvents` to subscriptions. The `message` of each
//!   log event is the JSON text of an event. Control messages only test the connection and contain no events.
//! - `aws logs filter-log-events` and `aws logs get-log-events` print objects with a list of `events`, each with a
//!   `message`. Such log events can also appear without the list, each with its `timestamp`.
//! - A case of `test --ndjson` contains its `event` as an object, or as a string with JSON text.
//!
//! A replay of an Amazon EventBridge archive does not wrap events; it adds `replay-name` to them. An object with
//! `detail-type` is always an event.

use crate::raw_json::{RawObject, decode_string};
use event_pattern::Pattern;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// Uses an event pattern to detect envelopes.
#[derive(Debug)]
pub(crate) struct Envelopes {
    /// Always `Some`; the tests fail if `PATTERN` is invalid.
    pattern: Option<Pattern>,
}

/// What an object contains.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Contents<'v> {
    /// The object is itself an event, or has an unknown layout.
    Event,
    /// The object is an envelope with these events. Their texts are not checked yet, so they may be invalid.
    Wrapped(Vec<WrappedEvent<'v>>),
}

/// An event inside an envelope.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct WrappedEvent<'v> {
    /// Path inside the envelope, such as `logEvents[2].message`.
    pub(crate) path: String,
    /// The event's JSON text.
    pub(crate) text: Cow<'v, str>,
}

const PATTERN: &str = r#"{
    "detail-type": [{ "exists": false }],
    "$or": [
        { "messageType": ["DATA_MESSAGE", "CONTROL_MESSAGE"] },
        { "events": { "message": [{ "exists": true }] } },
        { "message": [{ "wildcard": "*{*" }], "timestamp": [{ "exists": true }] },
        { "event": [{ "wildcard": "*{*" }] },
        { "event": { "detail-type": [{ "exists": true }] } },
        { "event": { "source": [{ "exists": true }] } }
    ]
}"#;

impl Envelopes {
    pub(crate) fn new() -> Self {
        Self { pattern: Pattern::parse(PATTERN).ok() }
    }

    /// Extracts the events from an object. Invalid JSON is returned as an event; the error is reported when the event
    /// is read.
    #[inline]
    pub(crate) fn open<'v>(&self, value: &'v [u8]) -> Contents<'v> {
        // Fast path: events from EventBridge start like this, and most records are such events.
        if value.starts_with(br#"{"version":"#) {
            return Contents::Event;
        }
        let is_envelope = |pattern: &Pattern| pattern.matches_json(value).unwrap_or(false);
        if !self.pattern.as_ref().is_some_and(is_envelope) {
            return Contents::Event;
        }
        std::str::from_utf8(value).ok().and_then(open).unwrap_or(Contents::Event)
    }
}

fn open(text: &str) -> Option<Contents<'_>> {
    let envelope = RawObject::parse(text).ok()?;
    if let Some(kind) = envelope.string("messageType") {
        let is_data = kind == "DATA_MESSAGE";
        return if is_data { list(&envelope, "logEvents") } else { Some(Contents::Wrapped(Vec::new())) };
    }
    if let Some(events) = list(&envelope, "events") {
        return Some(events);
    }
    let name = if envelope.get("event").is_some() { "event" } else { "message" };
    let text = event_text(envelope.get(name)?);
    Some(Contents::Wrapped(vec![WrappedEvent { path: name.to_owned(), text }]))
}

/// Returns the messages of the log events in the array with the key `name`. `None` if there is no such array.
fn list<'v>(envelope: &RawObject<'v>, name: &str) -> Option<Contents<'v>> {
    let log_events: Vec<RawObject<'v>> = serde_json::from_str(envelope.get(name)?.get()).ok()?;
    let wrapped = log_events.iter().enumerate().map(|(number, log_event)| WrappedEvent {
        path: format!("{name}[{number}].message"),
        text: log_event.get("message").map_or(Cow::Borrowed(""), event_text),
    });
    Some(Contents::Wrapped(wrapped.collect()))
}

/// Returns the content of a string, or the JSON text of any other value.
fn event_text(value: &RawValue) -> Cow<'_, str> {
    decode_string(value.get()).map_or(Cow::Borrowed(value.get()), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(text: &str) -> Option<Vec<(String, String)>> {
        match Envelopes::new().open(text.as_bytes()) {
            Contents::Event => None,
            Contents::Wrapped(events) => {
                Some(events.into_iter().map(|event| (event.path, event.text.into_owned())).collect())
            }
        }
    }

    fn one(path: &str, text: &str) -> Vec<(String, String)> {
        vec![(path.to_owned(), text.to_owned())]
    }

    #[test]
    fn subscription_data_contains_log_events() {
        let data = r#"{"owner":"1","messageType":"DATA_MESSAGE","logEvents":[
            {"id":"0","timestamp":1,"message":"{\"a\":\"\\u00e9\"}"},{"id":"1","timestamp":2}]}"#;
        let events = opened(data).unwrap();
        assert_eq!(events[0], ("logEvents[0].message".to_owned(), r#"{"a":"\u00e9"}"#.to_owned()));
        assert_eq!(events[1], ("logEvents[1].message".to_owned(), String::new()));
        let control = r#"{"messageType":"CONTROL_MESSAGE","logEvents":[{"id":"","message":"CWL CONTROL MESSAGE"}]}"#;
        assert_eq!(opened(control), Some(Vec::new()));
    }

    #[test]
    fn log_events_can_be_in_a_list_or_alone() {
        let printed = r#"{"events":[{"timestamp":1,"message":"{}\n"}],"nextForwardToken":"f/1"}"#;
        assert_eq!(opened(printed).unwrap(), one("events[0].message", "{}\n"));
        assert_eq!(opened(r#"{"timestamp":1,"message":" {}"}"#).unwrap(), one("message", " {}"));
    }

    #[test]
    fn an_ndjson_case_contains_an_event() {
        assert_eq!(opened(r#"{"pattern":{},"event":{"source":"x"}}"#).unwrap(), one("event", r#"{"source":"x"}"#));
        assert_eq!(opened(r#"{"event":"{\"a\":1}"}"#).unwrap(), one("event", r#"{"a":1}"#));
    }

    #[test]
    fn events_are_not_envelopes() {
        for text in [
            "{}",
            r#"{"version":"0","replay-name":"x","detail-type":"y"}"#,
            r#"{"detail-type":"x","messageType":"DATA_MESSAGE","logEvents":[]}"#,
            r#"{"message":"hello","timestamp":1}"#,
            r#"{"event":"created","events":[1]}"#,
            r#"{"messageType":"DATA_MESSAGE","logEvents":[]"#,
        ] {
            assert_eq!(opened(text), None, "{text}");
        }
    }
}
