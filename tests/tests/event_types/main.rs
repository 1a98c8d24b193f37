//! Event types from documents and from the user's own types.

/// Receives the text in a companion macro.
macro_rules! the_text {
    ($text:literal) => {
        $text
    };
}

/// Defines rules with these patterns on the detail of events of a type, and a function that evaluates all of them in both
/// forms.
macro_rules! rules {
    (for $detail:ident; $(#![$attribute:meta])* $($name:ident { $($pattern:tt)* })*) => {
        event_pattern::event_pattern! {
            $(#![$attribute])*
            $(fn $name(event: &event_pattern::Event<$detail>) -> bool { "detail": { $($pattern)* } })*
        }

        /// Returns the answers of all rules.
        fn answers(event: &event_pattern::Event<'_, $detail<'_>>, json: &[u8]) -> Vec<crate::both_forms::Answer> {
            vec![$((stringify!($name), $name(event), $name::matches_json(json)),)*]
        }
    };
}

mod agreement;
mod both_forms;
#[allow(deprecated, reason = "one of the documents refers to files that do not exist")]
mod forms;
mod made_rules;
mod own_rules;

use event_pattern_codegen::rust_types::EventType;

/// Returns the event type that a companion macro contains.
fn event_type(text: &str) -> EventType {
    EventType::from_text(text).unwrap()
}
