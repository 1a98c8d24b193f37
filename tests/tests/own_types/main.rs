//! The user's own types as event types.

/// Receives the text in a companion macro.
macro_rules! the_text {
    ($text:literal) => {
        $text
    };
}

mod agreement;
mod rules;

use event_pattern_codegen::rust_types::EventType;

/// Returns the event type that a companion macro contains.
fn event_type(text: &str) -> EventType {
    EventType::from_text(text).unwrap()
}
