//! Recognises the objects that are not events: those without `source` and without `detail-type`, and patterns, in which
//! these are lists.

use crate::raw_json::RawObject;
use event_pattern::{EventError, Pattern};
use memchr::{memchr_iter, memchr2, memrchr2};

/// Decides whether an object is an event.
#[derive(Debug)]
pub(crate) struct EventCheck {
    /// Always `Some`; the tests fail if `PATTERN` is invalid.
    pattern: Option<Pattern>,
}

const PATTERN: &str = r#"{"$or": [{"detail-type": [{"exists": true}]}, {"source": [{"exists": true}]}]}"#;

impl EventCheck {
    pub(crate) fn new() -> Self {
        Self { pattern: Pattern::parse(PATTERN).ok() }
    }

    /// Returns whether an object has `source` or `detail-type`, and neither is a list.
    ///
    /// # Errors
    /// Returns an error if the object is not valid JSON.
    #[inline]
    pub(crate) fn is_event(&self, object: &[u8]) -> Result<bool, EventError> {
        if is_from_eventbridge(object) || is_obvious(object) {
            return Ok(true);
        }
        let has_key = self.pattern.as_ref().map_or(Ok(true), |pattern| pattern.matches_json(object))?;
        Ok(has_key && !is_pattern(object))
    }
}

/// Whether one of the keys has a list as its value.
fn is_pattern(object: &[u8]) -> bool {
    let object = std::str::from_utf8(object).ok().and_then(|text| RawObject::parse(text).ok());
    object.is_some_and(|object| {
        ["source", "detail-type"].iter().any(|key| object.get(key).is_some_and(|value| value.get().starts_with('[')))
    })
}

/// Whether an object starts as EventBridge writes events, with or without spaces between members. Most events do, and
/// this test takes almost no time.
fn is_from_eventbridge(object: &[u8]) -> bool {
    const ID_BYTES: usize = 36;
    let (rest, next) = if let Some(rest) = object.strip_prefix(br#"{"version":"0","id":""#) {
        (rest, &br#"","detail-type":"#[..])
    } else if let Some(rest) = object.strip_prefix(br#"{"version": "0", "id": ""#) {
        (rest, &br#"", "detail-type":"#[..])
    } else {
        return false;
    };
    rest.split_first_chunk::<ID_BYTES>().is_some_and(|(id, rest)| {
        let ends_string = id.iter().fold(false, |ends, byte| ends | matches!(byte, b'"' | b'\\'));
        !ends_string && rest.starts_with(next)
    })
}

/// Whether an object is certainly an event, and not an object that wraps events. Some wrappers have a `source`, but not
/// the other fields that EventBridge writes.
#[inline]
pub(super) fn is_certain(object: &[u8]) -> bool {
    if object.starts_with(br#"{"version":"0""#) || object.starts_with(br#"{"version": "0""#) {
        return true;
    }
    let (start, end) = edges(object);
    has_key(end, b"\"detail-type\"")
        || has_key(end, b"\"source\"") && has_key(end, b"\"version\"")
        || has_key(start, b"\"detail-type\"")
}

/// Whether `source` or `detail-type` is at an edge of the object, so that the rest of the object need not be read.
fn is_obvious(object: &[u8]) -> bool {
    let (start, end) = edges(object);
    [end, start].iter().any(|text| has_key(text, b"\"detail-type\"") || has_key(text, b"\"source\""))
}

/// Returns the text before the first inner value, and the text after the last one. Tools that sort keys write `detail`
/// near the start and `source` near the end.
fn edges(object: &[u8]) -> (&[u8], &[u8]) {
    let inside = object.get(1..).unwrap_or_default();
    let all_but_brace = inside.trim_ascii_end().strip_suffix(b"}").unwrap_or_default();
    let end = memrchr2(b'}', b']', all_but_brace).map_or(all_but_brace, |start| &all_but_brace[start..]);
    (memchr2(b'{', b'[', inside).map_or(inside, |end| &inside[..end]), end)
}

/// Whether a text without inner objects and arrays has a key, which is given in quotes, with its value. A colon inside a
/// string does not follow a key, because quotes in strings are escaped.
fn has_key(text: &[u8], key: &[u8]) -> bool {
    memchr_iter(b':', text).any(|colon| {
        let start = text[..colon].trim_ascii_end().strip_suffix(key);
        let is_key = start.is_some_and(|start| start.last() != Some(&b'\\'));
        is_key && !text[colon + 1..].trim_ascii_start().is_empty()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_has_a_source_or_a_detail_type_of_its_own() {
        let check = EventCheck::new();
        for (object, is_event, obvious) in [
            (r#"{"version":"0","id":"1","detail-type":"x","source":"y","detail":{}}"#, true, true),
            (r#"{"account":"1","detail":{"a":[1]},"detail-type":"x","resources":[]}"#, true, false),
            (r#"{"detail":{"a":1},"resources":["r"],"source":"y","time":"z"} "#, true, true),
            (r#"{"id":"{","source":"y"}"#, true, true),
            (r#"{"id":"{","source":"y","detail":{}}"#, true, false),
            (r#"{ "source" : "y" }"#, true, true),
            (r#"{"\u0073ource":"y"}"#, true, false),
            (r#"{"source":null}"#, true, true),
            (r#"{"source":["y"],"detail-type":["x"]}"#, false, false),
            (r#"{"detail":{"a":[1]},"source": [ "y" ]}"#, false, false),
            (r#"{"detail-type":["x"],"source":"y"}"#, true, true),
            (r#"{"source":{"y":["z"]}}"#, false, false),
            ("{}", false, false),
            (r#"{"detail":{"source":"y"}}"#, false, false),
            (r#"{"detail":{"source":"y","detail-type":"x"} } "#, false, false),
            (r#"{"a":[{"source":"y"}],"b":"}"}"#, false, false),
            (r#"{"log":"{\"source\":\"y\",\"detail-type\":\"x\"}","date":1}"#, false, false),
            (r#"{"a":"\"source\":","b":"source"}"#, false, false),
            (r#"{"a":"b\"source\":","\"source":1,"x\"source":2}"#, false, false),
            (r#"{"Source":"y","DetailType":"x","Detail":"{}"}"#, false, false),
        ] {
            assert_eq!(check.is_event(object.as_bytes()), Ok(is_event), "{object}");
            assert_eq!(is_obvious(object.as_bytes()), obvious, "{object}");
        }
        assert!(check.is_event(br#"{"a": 1"#).is_err());
    }

    #[test]
    fn a_certain_event_is_not_a_wrapper() {
        for (object, expected) in [
            (r#"{"version":"0","id":"1"}"#, true),
            (r#"{"version": "0", "id": "1"}"#, true),
            (r#"{"id":"1","detail-type":"x","detail":{}}"#, true),
            (r#"{"account":"1","detail":{},"detail-type":"x","id":"1"}"#, true),
            (r#"{"account":"1","detail":{},"detail-type":["x"],"source":["y"]}"#, false),
            (
                r#"{"account":"1","detail":{},"detail-type":"x","resources":[],"source":"y","time":"z","version":"0"}"#,
                true,
            ),
            (r#"{"source":"stdout","log":"{\"detail-type\":\"x\",\"version\":\"0\"}"}"#, false),
            (r#"{"log":"{\"detail-type\":\"x\"}","source":"stdout"}"#, false),
            (r#"{"version":"1.0","requestPayload":{"detail-type":"x"}}"#, false),
            ("{", false),
            ("", false),
        ] {
            assert_eq!(is_certain(object.as_bytes()), expected, "{object}");
        }
    }

    #[test]
    fn the_start_of_an_event_is_recognised() {
        let id = "d3158b0d-6ff3-5cff-b91e-041cd865cb71";
        for (id, expected) in [
            (id.to_owned(), true),
            (id[1..].to_owned(), false),
            (format!("{id}0"), false),
            (id.replace('-', "\\"), false),
            (id.replace("-6", "\","), false),
        ] {
            let object = format!(r#"{{"version":"0","id":"{id}","detail-type":"x","source":"y"}}"#);
            let spaced = object.replace(':', ": ").replace(",\"", ", \"");
            for object in [object, spaced] {
                assert_eq!(is_from_eventbridge(object.as_bytes()), expected, "{object}");
            }
        }
        assert!(!is_from_eventbridge(br#"{"version":"0","id":"1"#));
    }
}
