//! The events that patterns are checked against, by the Rust type.

use event_pattern_compiler::pattern::print::list_of;
use event_pattern_compiler::schema::Schema;
use proc_macro2::{Ident, Span};
use quote::ToTokens as _;
use syn::{GenericArgument, PathArguments, Type};

/// Why a type is no event's.
pub(super) enum NoEvent {
    /// It is not called `Event`.
    OtherType(Span),
    /// It does not say of what its detail is.
    NoDetail(Span),
    /// Its detail is nothing that patterns are checked against.
    UnknownDetail(Ident),
}

/// The schema of the events of a type such as `Event<TaskStateChange>`.
pub(super) fn schema_of(event: &Type) -> Result<&'static Schema, NoEvent> {
    let Type::Path(path) = event else { return Err(NoEvent::OtherType(first_span(event))) };
    let Some(segment) = path.path.segments.last().filter(|segment| segment.ident == "Event") else {
        return Err(NoEvent::OtherType(first_span(event)));
    };
    let no_detail = || NoEvent::NoDetail(segment.ident.span());
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return Err(no_detail()) };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(detail) => Some(detail),
        _ => None,
    });
    let detail = types.last().and_then(last_name).ok_or_else(no_detail)?;
    Schema::by_rust_name(&detail.to_string()).ok_or(NoEvent::UnknownDetail(detail))
}

impl NoEvent {
    /// The error: `other_type` is what is wrong with a type that is not called `Event`, `help` what to write, and
    /// `other_events` how to write rules for events that have no type.
    pub(super) fn explained(self, other_type: &str, help: &str, other_events: &str) -> syn::Error {
        let (span, message) = match self {
            Self::OtherType(span) => (span, format!("{other_type}\n= help: {help}")),
            Self::NoDetail(span) => (span, format!("`Event` lacks the type of its detail\n= help: {help}")),
            Self::UnknownDetail(detail) => {
                let known = list_of(Schema::all().iter().map(|schema| schema.rust_name));
                let message = format!(
                    "`{detail}` is not an event type that patterns are checked against\n= help: write one of {known}; for other \
                     events {other_events}"
                );
                (detail.span(), message)
            }
        };
        syn::Error::new(span, message)
    }
}

/// The last name of a type's path.
pub(super) fn last_name(of: &Type) -> Option<Ident> {
    match of {
        Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.clone()),
        _ => None,
    }
}

/// Where a type starts.
pub(super) fn first_span(of: &Type) -> Span {
    of.to_token_stream().into_iter().next().map_or_else(Span::call_site, |token| token.span())
}
