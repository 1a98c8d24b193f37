//! Event types from documents and from the user's own types.

/// Receives the text in a companion macro.
macro_rules! the_text {
    ($text:literal) => {
        $text
    };
}

mod agreement;
#[allow(deprecated, reason = "one of the documents refers to files that do not exist")]
mod forms;
mod made_rules;
mod own_rules;

use event_pattern_codegen::rust_types::EventType;

/// Returns the event type that a companion macro contains.
fn event_type(text: &str) -> EventType {
    EventType::from_text(text).unwrap()
}
