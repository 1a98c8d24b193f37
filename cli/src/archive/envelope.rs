//! What services wrap around events.
//!
//! - Amazon `CloudWatch` Logs sends subscriptions objects with a `messageType` and `logEvents`, each with an event as the
//!   text of its `message`. Control messages tell that all is well and hold no events.
//! - `aws logs filter-log-events` and `get-log-events` print objects with `events`, which have a `message` too. Such log
//!   events may also stand alone, each with its `timestamp`.
//! - A case of `test --ndjson` has its `event` as an object or as its JSON text.
//!
//! A replay of an Amazon EventBridge archive wraps nothing: it adds `replay-name` to the event. What has a `detail-type` is
//! taken as an event, whatever else it has.

use crate::raw_json::{Object, text_of};
use event_pattern::Pattern;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// Tells events from envelopes, with a pattern of its own.
#[derive(Debug)]
pub(crate) struct Envelopes {
    /// There is one: a test opens envelopes with it.
    pattern: Option<Pattern>,
}

/// What an object holds.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Contents<'v> {
    /// It is an event itself, or nothing that is known.
    Event,
    /// The texts of events, each with where it stands. What is no text of an event is there too.
    Wrapped(Vec<Wrapped<'v>>),
}

/// An event inside an envelope.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Wrapped<'v> {
    /// Such as `logEvents[2].message`.
    pub(crate) place: String,
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

    /// Opens an object. One that is no JSON is not opened: whoever reads it as an event will say what is wrong.
    #[inline]
    pub(crate) fn open<'v>(&self, value: &'v [u8]) -> Contents<'v> {
        // What the service writes starts so, and is most of all archives.
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
    let envelope = Object::parse(text).ok()?;
    if let Some(kind) = envelope.string("messageType") {
        let is_data = kind == "DATA_MESSAGE";
        return if is_data { list(&envelope, "logEvents") } else { Some(Contents::Wrapped(Vec::new())) };
    }
    if let Some(events) = list(&envelope, "events") {
        return Some(events);
    }
    let name = if envelope.get("event").is_some() { "event" } else { "message" };
    let text = event_text(envelope.get(name)?);
    Some(Contents::Wrapped(vec![Wrapped { place: name.to_owned(), text }]))
}

/// The messages of a list of log events.
fn list<'v>(envelope: &Object<'v>, name: &str) -> Option<Contents<'v>> {
    let log_events: Vec<Object<'v>> = serde_json::from_str(envelope.get(name)?.get()).ok()?;
    let wrapped = log_events.iter().enumerate().map(|(number, log_event)| Wrapped {
        place: format!("{name}[{number}].message"),
        text: log_event.get("message").map_or(Cow::Borrowed(""), event_text),
    });
    Some(Contents::Wrapped(wrapped.collect()))
}

/// What a string says, or the value as it stands.
fn event_text(value: &RawValue) -> Cow<'_, str> {
    text_of(value.get()).map_or(Cow::Borrowed(value.get()), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(text: &str) -> Option<Vec<(String, String)>> {
        match Envelopes::new().open(text.as_bytes()) {
            Contents::Event => None,
            Contents::Wrapped(events) => {
                Some(events.into_iter().map(|event| (event.place, event.text.into_owned())).collect())
            }
        }
    }

    fn one(place: &str, text: &str) -> Vec<(String, String)> {
        vec![(place.to_owned(), text.to_owned())]
    }

    #[test]
    fn subscription_data_holds_log_events() {
        let data = r#"{"owner":"1","messageType":"DATA_MESSAGE","logEvents":[
            {"id":"0","timestamp":1,"message":"{\"a\":\"\\u00e9\"}"},{"id":"1","timestamp":2}]}"#;
        let events = opened(data).unwrap();
        assert_eq!(events[0], ("logEvents[0].message".to_owned(), r#"{"a":"\u00e9"}"#.to_owned()));
        assert_eq!(events[1], ("logEvents[1].message".to_owned(), String::new()));
        let control = r#"{"messageType":"CONTROL_MESSAGE","logEvents":[{"id":"","message":"CWL CONTROL MESSAGE"}]}"#;
        assert_eq!(opened(control), Some(Vec::new()));
    }

    #[test]
    fn log_events_can_be_printed_and_stand_alone() {
        let printed = r#"{"events":[{"timestamp":1,"message":"{}\n"}],"nextForwardToken":"f/1"}"#;
        assert_eq!(opened(printed).unwrap(), one("events[0].message", "{}\n"));
        assert_eq!(opened(r#"{"timestamp":1,"message":" {}"}"#).unwrap(), one("message", " {}"));
    }

    #[test]
    fn a_case_has_an_event() {
        assert_eq!(opened(r#"{"pattern":{},"event":{"source":"x"}}"#).unwrap(), one("event", r#"{"source":"x"}"#));
        assert_eq!(opened(r#"{"event":"{\"a\":1}"}"#).unwrap(), one("event", r#"{"a":1}"#));
    }

    #[test]
    fn events_are_no_envelopes() {
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
