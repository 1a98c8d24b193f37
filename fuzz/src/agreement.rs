//! All ways to answer give one answer.

use event_pattern::__private::Variant;
use event_pattern::{EventErrorKind, Pattern, validate};
use event_pattern_compiler::rule::Rule;
use event_pattern_interpreter::oracle;

/// Runs a pattern on bytes in every way there is and compares the answers. Returns the answer if the bytes are an event
/// and there is one.
///
/// # Panics
/// Two ways disagree.
pub fn check(pattern: &Pattern, rule: &Rule, bytes: &[u8]) -> Option<bool> {
    let plain = pattern.matches_on(None, bytes);
    let on_variants = Variant::available().map(|variant| (variant, pattern.matches_on(Some(variant), bytes)));
    let is_event = validate(bytes).is_ok();
    for (variant, answer) in on_variants {
        if is_event {
            assert_eq!(answer, plain, "{variant:?} against the plain loop");
        }
        if let Err(error) = answer.or(plain) {
            assert!(is_event || error.kind() != EventErrorKind::Ambiguous, "no event is ambiguous unless it is one");
        }
    }
    let flat = oracle::Event::parse(valid_start(bytes)).ok();
    assert_eq!(is_event, flat.is_some(), "whether the bytes are an event");
    match (flat, plain) {
        (Some(flat), Ok(answer)) => {
            assert_eq!(answer, oracle::matches(rule, &flat), "the engine against the oracle");
            Some(answer)
        }
        (Some(_), Err(error)) => {
            assert_eq!(error.kind(), EventErrorKind::Ambiguous, "an event is refused");
            None
        }
        (None, _) => None,
    }
}

/// The bytes up to the first that is no text: what follows an event is not read.
fn valid_start(bytes: &[u8]) -> &str {
    match bytes.utf8_chunks().next() {
        Some(chunk) => chunk.valid(),
        None => "",
    }
}
