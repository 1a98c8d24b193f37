//! Recognises the objects that are not events: those without `source` and without `detail-type`.

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

    /// Returns whether an object has `source` or `detail-type`.
    ///
    /// # Errors
    /// Returns an error if the object is not valid JSON.
    #[inline]
    pub(crate) fn is_event(&self, object: &[u8]) -> Result<bool, EventError> {
        if is_obvious(object) {
            return Ok(true);
        }
        self.pattern.as_ref().map_or(Ok(true), |pattern| pattern.matches_json(object))
    }
}

/// Whether one of the keys is in the text before the first inner value or after the last one, so that the rest of the
/// object need not be read.
fn is_obvious(object: &[u8]) -> bool {
    let Some((_, inside)) = object.split_first() else { return false };
    let start = memchr2(b'{', b'[', inside).map_or(inside, |end| &inside[..end]);
    if has_key(start) {
        return true;
    }
    let inside = inside.trim_ascii_end().strip_suffix(b"}").unwrap_or_default();
    has_key(memrchr2(b'}', b']', inside).map_or(inside, |start| &inside[start..]))
}

/// Whether a text without inner objects and arrays has one of the keys. A colon inside a string does not follow a key,
/// because quotes in strings are escaped.
fn has_key(text: &[u8]) -> bool {
    memchr_iter(b':', text).any(|colon| {
        let before = text[..colon].trim_ascii_end();
        let start = before.strip_suffix(b"\"detail-type\"").or_else(|| before.strip_suffix(b"\"source\""));
        start.is_some_and(|start| start.last() != Some(&b'\\'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_has_a_source_or_a_detail_type_of_its_own() {
        let check = EventCheck::new();
        for (object, is_event, is_obvious) in [
            (r#"{"version":"0","id":"1","detail-type":"x","source":"y","detail":{}}"#, true, true),
            (r#"{"account":"1","detail":{"a":[1]},"detail-type":"x","resources":[]}"#, true, false),
            (r#"{"detail":{"a":1},"resources":["r"],"source":"y","time":"z"} "#, true, true),
            (r#"{"id":"{","source":"y"}"#, true, true),
            (r#"{"id":"{","source":"y","detail":{}}"#, true, false),
            (r#"{ "source" : "y" }"#, true, true),
            (r#"{"\u0073ource":"y"}"#, true, false),
            (r#"{"source":null}"#, true, true),
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
            assert_eq!(self::is_obvious(object.as_bytes()), is_obvious, "{object}");
        }
        assert!(check.is_event(br#"{"a": 1"#).is_err());
    }
}
