#![deny(unused_must_use, deprecated)]

use event_pattern::{EventError, event_pattern};

event_pattern! {
    /// One line,
    /// and another.
    #[inline]
    #[must_use = "the answer is all there is"]
    #[doc(alias = "first")]
    fn one(json: &[u8]) -> Result<bool, EventError> { "source": ["one"] }

    #[cfg(not(any()))]
    #[allow(clippy::all)]
    fn two(json: &[u8]) -> Result<bool, EventError> { "source": ["two"] }

    #[cfg(any())]
    fn two(json: &[u8]) -> Result<bool, EventError> { "source": ["another"] }

    #[cfg_attr(not(any()), doc = "Three", inline)]
    #[cold]
    fn three(json: &[u8]) -> Result<bool, EventError> { "source": ["three"] }
}

#[test]
fn the_rules_compile_and_match() {
    assert_eq!(one(br#"{"source":"one"}"#), Ok(true));
    assert_eq!(two::PATTERN, r#"{"source":["two"]}"#);
    assert_eq!(three::matches_json(b"{}"), Ok(false));
}
