//! Reads the type of an event, such as `Event<TaskStateChange>`.
//!
//! Only the tokens of a type are known here. Whether it is an event type, and which fields its events have, is what its
//! companion macro says.

use crate::syntax::{Error, Type};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};

/// The type of the detail in an event type: the path of a type, which is also the path of its companion macro.
#[derive(Debug, Clone)]
pub(super) struct DetailType {
    path: TokenStream,
    span: Span,
    text: String,
}

/// The reason why a type is not an event type.
pub(super) enum EventTypeError {
    /// The last path segment is not `Event`. The type may be an alias. If its last argument may be a detail type, that
    /// type is given.
    NotNamedEvent(Span, Ident, Option<DetailType>),
    /// The type has no arguments, and may be a detail type or an alias.
    MissingEvent(Ident, DetailType),
    /// The type is not a path.
    NotAPath(Span),
    /// `Event` has no type argument.
    MissingDetail(Span),
    /// The type argument of `Event` is not a detail type.
    InvalidDetail(Type),
    /// The type argument of `Event` is a type parameter.
    TypeParameter(DetailType),
}

/// Types of the standard library, and types for any value, none of which has a schema.
const TYPES_WITHOUT_SCHEMA: &str = "bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize Arc Box BTreeMap Cow HashMap \
                                    Option Rc Result String Value Vec serde_json::Value event_pattern::Value";

/// Returns the detail type of an event type. `generics` are those of the function, or empty.
pub(super) fn detail_type_of(event: &Type, generics: &TokenStream) -> Result<DetailType, EventTypeError> {
    let Some(last) = event.last_segment() else { return Err(EventTypeError::NotAPath(event.span())) };
    let argument = last.types.last();
    let detail = argument.and_then(DetailType::new);
    if last.name != "Event" {
        let is_lowercase = last.name.to_string().starts_with(char::is_lowercase);
        return Err(match DetailType::new(event).filter(|_| argument.is_none() && !is_lowercase) {
            Some(itself) => EventTypeError::MissingEvent(last.name, itself),
            None => EventTypeError::NotNamedEvent(event.span(), last.name, detail),
        });
    }
    match (detail, argument) {
        (Some(detail), _) if is_type_parameter(&detail.text, generics) => Err(EventTypeError::TypeParameter(detail)),
        (Some(detail), _) => Ok(detail),
        (None, Some(argument)) => Err(EventTypeError::InvalidDetail(argument.clone())),
        (None, None) => Err(EventTypeError::MissingDetail(last.name.span())),
    }
}

impl DetailType {
    /// Returns the detail type with this type's path; `None` if it is known that the type has no schema.
    fn new(detail: &Type) -> Option<Self> {
        let path = detail.plain_path()?;
        let text = path.to_string().replace(' ', "");
        let has_no_schema = TYPES_WITHOUT_SCHEMA.split_whitespace().any(|name| text.trim_start_matches("::") == name);
        (!has_no_schema).then(|| Self { path, span: detail.span(), text })
    }

    pub(super) fn span(&self) -> Span {
        self.span
    }

    /// Returns the path as text, without spaces.
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

impl ToTokens for DetailType {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.path.clone());
    }
}

/// Whether the generics of a function declare a type parameter of this name.
fn is_type_parameter(name: &str, generics: &TokenStream) -> bool {
    let (mut depth, mut starts_parameter) = (0, false);
    generics.clone().into_iter().any(|token| {
        let is_first = std::mem::take(&mut starts_parameter);
        match token {
            TokenTree::Punct(punct) => {
                depth += i32::from(punct.as_char() == '<') - i32::from(punct.as_char() == '>');
                starts_parameter = depth == 1 && ['<', ','].contains(&punct.as_char());
                false
            }
            TokenTree::Ident(parameter) => is_first && parameter == name,
            _ => false,
        }
    })
}

/// Returns a note about the name of a type that the macro does not recognise, if the name may be an alias.
pub(super) fn alias_note(name: &Ident) -> String {
    if name.to_string().starts_with(char::is_lowercase) {
        return String::new();
    }
    format!("\n= note: the macro reads names, not types: if `{name}` is an alias, write the type itself")
}

/// Returns an attribute for items with this event type, if the type has elided lifetimes, as in
/// `Event<TaskStateChange>`. The lint is in the group `rust_2018_idioms`, which many crates deny.
pub(super) fn allow_elided_lifetimes(event: &Type) -> Option<TokenStream> {
    (!event.has_lifetimes()).then(|| quote!(#[allow(elided_lifetimes_in_paths)]))
}

impl EventTypeError {
    /// Returns the compiler error for an invalid event type. `other_type` is the message for a type other than `Event`,
    /// `help` is the remedy, and `other_events` is the remedy for events that have no Rust type.
    pub(super) fn into_error(self, other_type: &str, help: &str, other_events: &str) -> Error {
        let (span, message) = match self {
            Self::NotNamedEvent(span, name, detail) => {
                let help = detail.map_or_else(
                    || help.to_owned(),
                    |detail| format!("write `Event<{0}>` instead of `{name}<{0}>`", detail.text),
                );
                (span, format!("{other_type}\n= help: {help}{}", alias_note(&name)))
            }
            Self::MissingEvent(name, detail) => {
                let help = format!("if `{0}` is the type of a detail, write `Event<{0}>`", detail.text);
                (detail.span, format!("{other_type}\n= help: {help}{}", alias_note(&name)))
            }
            Self::NotAPath(span) => (span, format!("{other_type}\n= help: {help}")),
            Self::MissingDetail(span) => (span, format!("missing detail type for `Event`\n= help: {help}")),
            Self::InvalidDetail(detail) => {
                let message = format!(
                    "`{}` is not an event type\n= help: write a type from `event_pattern::ecs`, or a type that `event_types!` makes; for \
                     other events, {other_events}",
                    detail.text()
                );
                return Error::spanning(detail.into_token_stream(), message);
            }
            Self::TypeParameter(detail) => {
                let message = format!(
                    "`{}` is a type parameter, so the fields of its events are not known\n= help: write a rule for each event type; for \
                     any event, {other_events}",
                    detail.text
                );
                (detail.span, message)
            }
        };
        Error::new(span, message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Input;

    #[test]
    fn the_detail_type_is_the_path_of_the_last_argument() {
        for (event, expected) in [
            ("Event<Order>", Some("Order")),
            ("Event<'_, Order<'_>>", Some("Order")),
            ("a::Event<'a, b::c::Order<'a>>", Some("b::c::Order")),
            ("Event<::a::Order>", Some("::a::Order")),
            ("Event<crate::Order::<'a>>", Some("crate::Order")),
            ("Event<self::Value>", Some("self::Value")),
            ("Event<Order<A, B<C>>>", Some("Order")),
            ("Event<a::B<C>::Order>", None),
            ("Event<<A as B>::Order>", None),
            ("Event<&Order>", None),
            ("Event<(A, B)>", None),
            ("Event<[Order]>", None),
            ("Event<dyn Order>", None),
            ("Event<serde_json::Value>", None),
            ("Event<::serde_json::Value>", None),
            ("Event<Option<Order>>", None),
            ("Event<String>", None),
            ("Event<T>", None),
            ("Event<F>", None),
            ("Event<Bound>", Some("Bound")),
            ("Event", None),
            ("Order<T>", None),
        ] {
            let tokens = event.parse().unwrap();
            let event_type = Type::read(&mut Input::new(tokens), &|_| false).unwrap();
            let detail = detail_type_of(&event_type, &"<'a, T: Bound<A, B>, F>".parse().unwrap());
            assert_eq!(detail.ok().as_ref().map(DetailType::text), expected, "{event}");
        }
    }
}
