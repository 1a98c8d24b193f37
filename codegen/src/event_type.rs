//! The events that patterns are checked against, by the Rust type.

use crate::syntax::{Error, Type};
use event_pattern_compiler::pattern::print::quoted_list;
use event_pattern_compiler::schema::Schema;
use proc_macro2::{Ident, Span};

/// Why a type is no event's.
pub(super) enum NoEvent {
    /// It is not called `Event`, but may be another name for it.
    OtherName(Span),
    /// It has no name.
    OtherType(Span),
    /// It does not say of what its detail is.
    NoDetail(Span),
    /// Its detail is nothing that patterns are checked against.
    UnknownDetail(Ident),
}

/// The schema of the events of a type such as `Event<TaskStateChange>`.
pub(super) fn schema_of(event: &Type) -> Result<&'static Schema, NoEvent> {
    let Some(last) = event.last() else { return Err(NoEvent::OtherType(event.span())) };
    if last.name != "Event" {
        return Err(NoEvent::OtherName(event.span()));
    }
    let detail = last.types.last().and_then(Type::last_name).ok_or_else(|| NoEvent::NoDetail(last.name.span()))?;
    Schema::by_rust_name(&detail.to_string()).ok_or(NoEvent::UnknownDetail(detail))
}

impl NoEvent {
    /// The error: `other_type` is what is wrong with a type that is not called `Event`, `help` what to write, and
    /// `other_events` how to write rules for events that have no type.
    pub(super) fn explained(self, other_type: &str, help: &str, other_events: &str) -> Error {
        let (span, message) = match self {
            Self::OtherName(span) => {
                let names = "a macro sees the name `Event`, not the type behind an alias";
                (span, format!("{other_type}\n= help: {help}\n= note: {names}"))
            }
            Self::OtherType(span) => (span, format!("{other_type}\n= help: {help}")),
            Self::NoDetail(span) => (span, format!("missing detail type for `Event`\n= help: {help}")),
            Self::UnknownDetail(detail) => {
                let known = quoted_list(Schema::all().iter().map(|schema| schema.rust_name));
                let message = format!(
                    "`{detail}` is not a supported event type\n= help: write one of {known}; for other events, {other_events}"
                );
                (detail.span(), message)
            }
        };
        Error::new(span, message)
    }
}
