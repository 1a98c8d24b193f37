//! Generates the readable function on a typed event.
//!
//! The function is generated from the same goals as the program, so the function and the program treat array elements
//! alike. A field of a required object becomes a plain field access, an array of objects becomes a call to `any`, and a
//! scope becomes a call to `any`, `all`, `none` or `count`.

mod any;
mod comparison;
mod condition;
mod expressible;
mod expression;
mod factors;
mod field;
mod field_ref;
mod keys;
mod list;
mod objects;
mod optional;
mod scope;
mod value;

pub(super) use expressible::check;
pub(super) use keys::Keys;

use crate::crate_path::CratePath;
use crate::rust_types::{EventType, RustField, RustTypes, RustValue, Wrapper};
use condition::{Surroundings, Writer};
use event_pattern_compiler::json::JsonString;
use event_pattern_compiler::program::Structure;
use event_pattern_compiler::rule::Rule;
use event_pattern_compiler::schema::{Field, Kind, ObjectSchema};
use objects::{Known, ReachableObject};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

/// A field of an object in an event, and the Rust field that represents it.
#[derive(Clone, Copy)]
struct TypedField<'t> {
    schema: &'t Field,
    rust: &'t RustField,
}

impl<'t> TypedField<'t> {
    /// Finds a field of an object.
    fn find(types: &'t RustTypes, object: &'t ObjectSchema, name: &str) -> Option<Self> {
        Some(Self { schema: object.field(name)?, rust: types.field(&object.name, name)? })
    }

    fn kind(self) -> &'t Kind {
        &self.schema.kind
    }

    /// Returns what the expression that accesses the field evaluates to.
    fn wrapping(self) -> Wrapping {
        match self.rust.wrapper {
            _ if self.rust.name.is_empty() => Wrapping::Entry,
            Wrapper::None => Wrapping::Always,
            Wrapper::Optional => Wrapping::Optional,
            Wrapper::Option => Wrapping::Option,
        }
    }

    /// Whether the Rust field may have no value.
    fn is_optional(self) -> bool {
        self.wrapping() != Wrapping::Always
    }

    /// Returns the expression that accesses the field, given the expression for the object.
    fn access(self, object: &TokenStream, key: &str, span: Span) -> TokenStream {
        if self.rust.name.is_empty() {
            let mut key = Literal::string(key);
            key.set_span(span);
            return quote!(#object.get(#key));
        }
        let name = identifier(&self.rust.name, span);
        quote!(#object.#name)
    }

    /// Whether the macros made the type of the field.
    fn is_made(self) -> bool {
        self.rust.written.is_empty()
    }

    /// Returns a name for the value of the field.
    fn binding(self) -> &'t str {
        if self.rust.name.is_empty() { "value" } else { &self.rust.name }
    }

    /// Returns a name for one element of a list.
    fn singular(self) -> &'t str {
        match self.rust.value.innermost() {
            RustValue::List { singular, .. } | RustValue::Vec { singular, .. } => singular,
            _ => "element",
        }
    }
}

/// Returns the next key on a path from an object, and the steps after it. Only the keys of a map may have several steps.
fn next_key<'s>(object: &ObjectSchema, steps: &'s [JsonString]) -> Option<(String, &'s [JsonString])> {
    if steps.is_empty() {
        return None;
    }
    let (key, rest) = steps.split_at(object.key_length(steps));
    let key: Option<Vec<&str>> = key.iter().map(JsonString::as_str).collect();
    Some((key?.join("."), rest))
}

/// What the expression that accesses a field evaluates to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrapping {
    /// The value itself.
    Always,
    /// An `event_pattern::Optional`.
    Optional,
    /// An `Option`, whose `None` is an absent field or a null.
    Option,
    /// An `Option` of a reference to a value of a map. `None` is an absent key.
    Entry,
}

/// Returns the identifier with a name, which may be a raw one, such as `r#type`.
fn identifier(name: &str, span: Span) -> Ident {
    match name.strip_prefix("r#") {
        Some(keyword) => Ident::new_raw(keyword, span),
        None => Ident::new(name, span),
    }
}

/// Returns the name of a closure's parameter: `name`, or `this_{name}` if a variable has that name.
fn unused_name(name: &str, taken: &[String]) -> Ident {
    if taken.iter().any(|taken| taken == name) {
        format_ident!("this_{}", name.trim_start_matches("r#"))
    } else {
        identifier(name, Span::call_site())
    }
}

/// The goals of a rule, and the goals of the rules inside its scopes.
pub(super) struct RuleStructure {
    structure: Structure,
    scopes: Vec<RuleStructure>,
}

impl RuleStructure {
    /// Returns `None` if one of the rules has too many clauses.
    fn new(rule: &Rule) -> Option<Self> {
        let scopes = rule.scopes.iter().map(|scope| Self::new(&scope.rule)).collect::<Option<_>>()?;
        Some(Self { structure: Structure::new(rule)?, scopes })
    }
}

/// Generates the body of the function; returns `None` if the rule is too large.
pub(super) fn body(
    rule: &Rule,
    event_type: &EventType,
    event: &Ident,
    root: &CratePath,
    keys: &Keys,
) -> Option<TokenStream> {
    let structures = RuleStructure::new(rule)?;
    let reachable = ReachableObject::new(quote!(#event), Known::Fields(&event_type.schema.root));
    let surroundings = Surroundings { keys, types: &event_type.rust, event: reachable.clone() };
    let names = vec![event.to_string()];
    let expression = Writer::new(rule, &structures, &surroundings, reachable, names, Vec::new()).condition();
    let body = expression.tokens();
    Some(if expression.is_constant() {
        quote!(let _ = #event; #body)
    } else if field::uses_filter(&body) {
        quote!(use #root::filter; #body)
    } else {
        body
    })
}

#[cfg(test)]
mod tests;
