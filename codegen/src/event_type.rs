//! Finds the schema for the Rust type of an event.

use crate::syntax::{Error, Type};
use event_pattern_compiler::pattern::print::quoted_list;
use event_pattern_compiler::schema::Schema;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// The reason why a type is not a supported event type.
pub(super) enum EventTypeError {
    /// The last path segment is not `Event`. The type may be an alias. If its last argument is a detail type, the schema
    /// of that detail type is given.
    NotNamedEvent(Span, Ident, Option<&'static Schema>),
    /// The type is a detail type without `Event`.
    MissingEvent(Span, &'static Schema),
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
    if let Some(schema) = Schema::by_rust_name(&last.name.to_string()) {
        return Err(EventTypeError::MissingEvent(event.span(), schema));
    }
    let detail = last.types.last().and_then(Type::last_segment_name);
    let schema = detail.as_ref().and_then(|detail| Schema::by_rust_name(&detail.to_string()));
    if last.name != "Event" {
        return Err(EventTypeError::NotNamedEvent(event.span(), last.name, schema));
    }
    let detail = detail.ok_or_else(|| EventTypeError::MissingDetail(last.name.span()))?;
    schema.ok_or(EventTypeError::UnknownDetail(detail))
}

/// Returns a note about the name of a type that the macro does not recognise, if the name may be an alias.
pub(super) fn alias_note(name: &Ident) -> String {
    if name.to_string().starts_with(char::is_lowercase) {
        return String::new();
    }
    format!(
        "\n= note: the macro reads names, not types: if `{name}` is an alias, write the type that the alias stands for"
    )
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
            Self::NotNamedEvent(span, name, Some(detail)) => {
                let help = format!("write `Event<{0}>` instead of `{name}<{0}>`", detail.rust_name);
                (span, format!("{other_type}\n= help: {help}{}", alias_note(&name)))
            }
            Self::NotNamedEvent(span, name, None) => {
                (span, format!("{other_type}\n= help: {help}{}", alias_note(&name)))
            }
            Self::MissingEvent(span, detail) => {
                (span, format!("{other_type}\n= help: write `Event<{}>`", detail.rust_name))
            }
            Self::NotAPath(span) => (span, format!("{other_type}\n= help: {help}")),
            Self::MissingDetail(span) => (span, format!("missing detail type for `Event`\n= help: {help}")),
            Self::UnknownDetail(detail) => {
                let known = quoted_list(Schema::all().iter().map(|schema| schema.rust_name));
                let message = format!(
                    "`{detail}` is not a supported event type\n= help: write one of {known}; for other events, {other_events}{}",
                    alias_note(&detail)
                );
                (detail.span(), message)
            }
        };
        Error::new(span, message)
    }
}
