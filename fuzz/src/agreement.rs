//! Checks that all engines agree.

use event_pattern::__private::Variant;
use event_pattern::{Pattern, validate};
use event_pattern_compiler::rule::Rule;
use event_pattern_interpreter::oracle;

/// Evaluates a pattern with every engine and compares the answers. Returns the answer, or `None` if the bytes are not
/// an event or if the event is ambiguous.
///
/// # Panics
/// Panics if two engines disagree.
pub fn check(pattern: &Pattern, rule: &Rule, bytes: &[u8]) -> Option<bool> {
    let plain = pattern.matches_on(None, bytes);
    let on_variants = Variant::available().map(|variant| (variant, pattern.matches_on(Some(variant), bytes)));
    let is_event = validate(bytes).is_ok();
    for (variant, answer) in on_variants {
        if is_event {
            assert_eq!(answer, plain, "{variant:?} disagrees with the plain pass");
        }
        if let Err(error) = answer.or(plain) {
            assert!(
                is_event || error.offset().is_some(),
                "the bytes are not an event, but the error is not about a byte"
            );
        }
    }
    let flat = oracle::Event::parse(valid_start(bytes)).ok();
    assert_eq!(is_event, flat.is_some(), "`validate` and the oracle disagree about whether the bytes are an event");
    match (flat, plain) {
        (Some(flat), Ok(answer)) => {
            assert_eq!(answer, oracle::matches(rule, &flat), "the engine disagrees with the oracle");
            Some(answer)
        }
        (Some(_), Err(error)) => {
            assert_eq!(error.offset(), None, "a valid event was rejected");
            None
        }
        (None, _) => None,
    }
}

/// Returns the longest prefix of the bytes that is valid UTF-8. An event is valid even if invalid bytes follow it.
fn valid_start(bytes: &[u8]) -> &str {
    match bytes.utf8_chunks().next() {
        Some(chunk) => chunk.valid(),
        None => "",
    }
}
