//! Recognises the objects that are not events: those without `source` and without `detail-type`.

use event_pattern::{EventError, Pattern};
use memchr::memmem::Finder;
use memchr::{memchr2, memrchr2};

/// Decides whether an object is an event.
#[derive(Debug)]
pub(crate) struct EventCheck {
    detail_type: Finder<'static>,
    source: Finder<'static>,
    /// Always `Some`; the tests fail if `PATTERN` is invalid.
    pattern: Option<Pattern>,
}

const PATTERN: &str = r#"{"$or": [{"detail-type": [{"exists": true}]}, {"source": [{"exists": true}]}]}"#;

impl EventCheck {
    pub(crate) fn new() -> Self {
        Self {
            detail_type: Finder::new("\"detail-type\":"),
            source: Finder::new("\"source\":"),
            pattern: Pattern::parse(PATTERN).ok(),
        }
    }

    /// Returns whether an object has `source` or `detail-type`.
    ///
    /// # Errors
    /// Returns an error if the object is not valid JSON.
    #[inline]
    pub(crate) fn is_event(&self, object: &[u8]) -> Result<bool, EventError> {
        if self.is_obvious(object) {
            return Ok(true);
        }
        self.pattern.as_ref().map_or(Ok(true), |pattern| pattern.matches_json(object))
    }

    /// Whether one of the keys is in the text before the first inner value or after the last one. A string does not
    /// contain the key with its quotes, because quotes in strings are escaped.
    fn is_obvious(&self, object: &[u8]) -> bool {
        let Some((_, inside)) = object.split_first() else { return false };
        let start = memchr2(b'{', b'[', inside).map_or(inside, |end| &inside[..end]);
        if self.detail_type.find(start).is_some() || self.source.find(start).is_some() {
            return true;
        }
        let inside = inside.trim_ascii_end().strip_suffix(b"}").unwrap_or_default();
        let end = memrchr2(b'}', b']', inside).map_or(inside, |start| &inside[start..]);
        self.detail_type.find(end).is_some() || self.source.find(end).is_some()
    }
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
            (r#"{ "source" : "y" }"#, true, false),
            (r#"{"\u0073ource":"y"}"#, true, false),
            (r#"{"source":null}"#, true, true),
            ("{}", false, false),
            (r#"{"detail":{"source":"y"}}"#, false, false),
            (r#"{"detail":{"source":"y","detail-type":"x"} } "#, false, false),
            (r#"{"a":[{"source":"y"}],"b":"}"}"#, false, false),
            (r#"{"log":"{\"source\":\"y\",\"detail-type\":\"x\"}","date":1}"#, false, false),
            (r#"{"a":"\"source\":","b":"source"}"#, false, false),
            (r#"{"Source":"y","DetailType":"x","Detail":"{}"}"#, false, false),
        ] {
            assert_eq!(check.is_event(object.as_bytes()), Ok(is_event), "{object}");
            assert_eq!(check.is_obvious(object.as_bytes()), is_obvious, "{object}");
        }
        assert!(check.is_event(br#"{"a": 1"#).is_err());
    }
}
