//! Companion macros: how the schema of an event type reaches the macro.
//!
//! A proc macro sees the tokens of a type, but not what the type is. So whatever makes an event type also makes a
//! `macro_rules!` macro of the same name that holds the type's schema in one literal. As types and macros are different
//! namespaces, `use` imports both. A call with rules for typed events expands to a call of the companion macro of each
//! event type, the first of which passes the call on to the next, and the last to `with_schemas!`, each after adding its
//! literal:
//! ```text
//! TaskStateChange! { [orders::OrderPlaced] [::event_pattern::__private::with_schemas] event_pattern whole { fn … } }
//! orders::OrderPlaced! { [::event_pattern::__private::with_schemas] event_pattern whole { fn … } "…" }
//! ::event_pattern::__private::with_schemas! { event_pattern whole { fn … } "…" "…" }
//! ```
//! The tokens of the call keep their spans on the way, and are one token tree for the companion macros.

use crate::crate_path::CratePath;
use crate::event_type::DetailType;
use crate::rust_types::{EventType, RustTypes};
use crate::syntax::{Error, Input, Result, StringLiteral, located_at};
use event_pattern_compiler::schema::Entry;
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{format_ident, quote};
use std::collections::{HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// Event types that are known without their companion macros.
pub trait EventTypes {
    /// Returns the literal in the companion macro of the type with this path; `None` if the macro has to be asked.
    fn literal(&self, path: &str) -> Option<String>;
}

/// No event types: all companion macros have to be asked.
#[derive(Debug, Clone, Copy)]
pub struct InCompanionMacros;

impl EventTypes for InCompanionMacros {
    fn literal(&self, _path: &str) -> Option<String> {
        None
    }
}

/// The event types in `event_pattern::ecs`, for expansions without rustc.
#[derive(Debug, Clone, Copy)]
pub struct EcsTypes;

impl EventTypes for EcsTypes {
    fn literal(&self, path: &str) -> Option<String> {
        /// The literals of the types, by their names.
        static LITERALS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
            let entries = event_pattern_catalogue::aws().entries().iter();
            let schemas = entries.filter(|entry| entry.source() == Some("aws.ecs")).map(Entry::schema);
            let literals = schemas.filter_map(|schema| {
                let event_type = EventType { rust: RustTypes::made(schema), schema: schema.clone() };
                Some((schema.detail()?.name.clone(), event_type.to_text()))
            });
            literals.collect()
        });
        LITERALS.get(path.rsplit("::").next()?).cloned()
    }
}

/// The event types that were read last. A crate may have hundreds of macro calls with rules for the same event type.
struct Recent(VecDeque<(String, Arc<EventType>)>);

/// Maximum number of event types that are kept for the next macro calls.
const MAX_RECENT_TYPES: usize = 16;

impl Recent {
    fn read(&mut self, literal: &str) -> Option<Arc<EventType>> {
        if let Some((_, event_type)) = self.0.iter().find(|(text, _)| text == literal) {
            return Some(event_type.clone());
        }
        let event_type = Arc::new(EventType::from_text(literal)?);
        self.0.truncate(MAX_RECENT_TYPES - 1);
        self.0.push_front((literal.to_owned(), event_type.clone()));
        Some(event_type)
    }
}

/// Returns the event type in the literal of a companion macro; `None` if the literal is from an incompatible version.
pub(super) fn event_type(literal: &str) -> Option<Arc<EventType>> {
    static RECENT: Mutex<Recent> = Mutex::new(Recent(VecDeque::new()));
    RECENT.lock().unwrap_or_else(PoisonError::into_inner).read(literal)
}

/// Generates the companion macro for a type with this name, visibility and schema, in the same module as the type. All
/// macros that a crate exports share one namespace, so the name of the macro also depends on `module`. `attributes` are
/// the `cfg` attributes of the type.
#[must_use]
pub fn companion(
    module: &str,
    name: &Ident,
    visibility: &TokenStream,
    literal: &str,
    attributes: &TokenStream,
) -> TokenStream {
    let mut hasher = DefaultHasher::new();
    (module, literal).hash(&mut hasher);
    let macro_name = format_ident!("__event_type_{name}_{:016x}", hasher.finish());
    let export = (visibility.to_string() == "pub").then(|| quote!(#[macro_export]));
    let about = format!(" The schema of [`{name}`], which rules for this type are checked against.");
    let companion = quote! {
        #attributes
        #[doc = #about]
        #[doc(hidden)]
        #export
        macro_rules! #macro_name {
            ([$($next:tt)*] $($call:tt)*) => {
                $($next)*! { $($call)* #literal }
            };
        }

        #attributes
        #[doc(hidden)]
        #[allow(unused_imports)]
        #visibility use #macro_name as #name;
    };
    located_at(name.span(), companion)
}

/// Part of a macro call that is compiled when the schemas are known.
pub(super) struct Request {
    /// The name of the macro that was called.
    pub(super) macro_name: Ident,
    /// Whether the part is all of the call.
    pub(super) is_whole: bool,
    /// The tokens of the part, in braces.
    pub(super) call: Group,
}

impl Request {
    pub(super) fn new(macro_name: &str, is_whole: bool, call: TokenStream) -> Self {
        let macro_name = Ident::new(macro_name, Span::call_site());
        Self { macro_name, is_whole, call: Group::new(Delimiter::Brace, call) }
    }

    /// Returns the call of the first companion macro.
    pub(super) fn ask(&self, details: &[DetailType], root: &CratePath) -> TokenStream {
        let Self { macro_name, is_whole, call } = self;
        let Some((first, others)) = details.split_first() else { return TokenStream::new() };
        let extent = format_ident!("{}", if *is_whole { "whole" } else { "part" });
        quote!(#first! { #([#others])* [#root::__private::with_schemas] #macro_name #extent #call })
    }

    /// Reads the input of `with_schemas!`: a request, and the literals of the companion macros that were asked.
    pub(super) fn read(tokens: TokenStream) -> Result<(Self, Vec<String>)> {
        let mut input = Input::new(tokens);
        let message = "`with_schemas!` is only for the companion macros of event types";
        let macro_name = input.name().map_err(|error| Error { message: message.to_owned(), ..error })?;
        let is_whole = input.take_word("whole").is_some();
        if !is_whole {
            input.take_word("part");
        }
        let Some(call) = input.take_group(Delimiter::Brace) else { return Err(input.error(message)) };
        let mut literals = Vec::new();
        while !input.is_empty() {
            literals.push(StringLiteral::read(&mut input, message)?.value);
        }
        Ok((Self { macro_name, is_whole, call }, literals))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_companion_macro_is_exported_if_its_type_is_public() {
        for (visibility, is_exported) in [("pub", true), ("pub(crate)", false), ("pub(super)", false), ("", false)] {
            let name = Ident::new("Order", Span::call_site());
            let tokens =
                companion("orders", &name, &visibility.parse().unwrap(), "the \"schema\"", &TokenStream::new());
            let file: syn::File = syn::parse2(tokens.clone()).unwrap();
            let [syn::Item::Macro(definition), syn::Item::Use(import)] = &file.items[..] else { panic!("{tokens}") };
            let is_export = |attribute: &syn::Attribute| attribute.path().is_ident("macro_export");
            assert_eq!(definition.attrs.iter().any(is_export), is_exported, "{tokens}");
            assert!(tokens.to_string().contains(&format!("{:?}", "the \"schema\"")), "{tokens}");
            let of_import = &import.vis;
            assert_eq!(quote!(#of_import).to_string().replace(' ', ""), visibility, "{tokens}");
        }
    }

    #[test]
    fn an_event_type_is_read_again_if_many_others_were_read_since() {
        let literal = EcsTypes.literal("ServiceAction").unwrap();
        let others = (0..).map(|number| literal.replace("title \"ECS", &format!("title \"{number}")));
        let mut recent = Recent(VecDeque::new());
        let first = recent.read(&literal).unwrap();
        for (other, number) in others.zip(1..=MAX_RECENT_TYPES) {
            assert_ne!(recent.read(&other).unwrap().schema.title, first.schema.title);
            let again = recent.read(&literal).unwrap();
            assert_eq!(again.schema, first.schema);
            assert_eq!(Arc::ptr_eq(&again, &first), number < MAX_RECENT_TYPES, "{number}");
        }
        assert!(recent.read("nothing").is_none());
        assert_eq!(recent.0.len(), MAX_RECENT_TYPES);
    }

    #[test]
    fn types_of_one_name_have_different_companion_macros() {
        let name = Ident::new("Order", Span::call_site());
        let of = |module, literal| companion(module, &name, &quote!(pub), literal, &TokenStream::new()).to_string();
        assert_ne!(of("a", "x").replace("\"x\"", ""), of("b", "x").replace("\"x\"", ""));
        assert_ne!(of("a", "x").replace("\"x\"", ""), of("a", "y").replace("\"y\"", ""));
    }
}
