//! Finds the schema for the Rust type of an event.

use crate::syntax::{Error, Type};
use event_pattern_compiler::pattern::print::quoted_list;
use event_pattern_compiler::schema::Schema;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// The reason why a type is not a supported event type.
pub(super) enum EventTypeError {
    /// The last path segment is not `Event`. The type may be an alias.
    NotNamedEvent(Span),
    /// The type is not a path.
    NotAPath(Span),
    /// `Event` has no type argument.
    MissingDetail(Span),
    /// The detail type has no schema.
    UnknownDetail(Ident),
}

/// Returns the schema of an event type such as `Event<TaskStateChange>`.
pub(super) fn schema_of(event: &Type) -> Result<&'static Schema, EventTypeError> {
    let Some(last) = event.last_segment() else { return Err(EventTypeError::NotAPath(event.span())) };
    if last.name != "Event" {
        return Err(EventTypeError::NotNamedEvent(event.span()));
    }
    let detail = last
        .types
        .last()
        .and_then(Type::last_segment_name)
        .ok_or_else(|| EventTypeError::MissingDetail(last.name.span()))?;
    Schema::by_rust_name(&detail.to_string()).ok_or(EventTypeError::UnknownDetail(detail))
}

/// Returns an attribute for items with this event type, if the type has elided lifetimes, as in
/// `Event<TaskStateChange>`. The lint is in the group `rust_2018_idioms`, which many crates deny.
pub(super) fn allow_elided_lifetimes(event: &Type) -> Option<TokenStream> {
    (!event.has_lifetimes()).then(|| quote!(#[allow(elided_lifetimes_in_paths)]))
}

impl EventTypeError {
    /// Returns the compiler error for an unsupported event type. `other_type` is the message for a type other than
    /// `Event`, `help` is the remedy, and `other_events` is the remedy for events that have no Rust type.
    pub(super) fn into_error(self, other_type: &str, help: &str, other_events: &str) -> Error {
        let (span, message) = match self {
            Self::NotNamedEvent(span) => {
                let names = "macros see names, not types: an alias of `Event` is not recognised";
                (span, format!("{other_type}\n= help: {help}\n= note: {names}"))
            }
            Self::NotAPath(span) => (span, format!("{other_type}\n= help: {help}")),
            Self::MissingDetail(span) => (span, format!("missing detail type for `Event`\n= help: {help}")),
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
