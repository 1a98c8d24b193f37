//! The readable function on a typed event.
//!
//! It is made from the goals that the program is made from, so both keep array elements apart in the same way. What is
//! inside a plain object is written where it is; an array of objects becomes `.iter().any(|element| …)`, and a scope a call of
//! `any`, `all`, `none` or `count`.

mod condition;
mod expression;
mod field;
mod keys;
mod reference;
mod scope;

pub(super) use keys::Keys;

use crate::crate_path::CratePath;
use condition::{Home, Writer};
use event_pattern_compiler::program::Structure;
use event_pattern_compiler::rule::Rule;
use event_pattern_compiler::schema::Schema;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// What a rule asks, object by object, and what the rules of its scopes ask.
pub(super) struct Layer {
    structure: Structure,
    scopes: Vec<Layer>,
}

impl Layer {
    /// Nothing if one of the rules has too many clauses.
    fn new(rule: &Rule) -> Option<Self> {
        let scopes = rule.scopes.iter().map(|scope| Self::new(&scope.rule)).collect::<Option<_>>()?;
        Some(Self { structure: Structure::new(rule)?, scopes })
    }
}

/// The body of the function. Nothing if the rule is too large.
pub(super) fn body(
    rule: &Rule,
    schema: &'static Schema,
    event: &Ident,
    root: &CratePath,
    keys: &Keys,
) -> Option<TokenStream> {
    let layer = Layer::new(rule)?;
    let home = Home { place: quote!(#event), object: schema.root };
    let names = vec![event.to_string()];
    let expression = Writer::new(rule, &layer, keys, home.clone(), home, names, Vec::new()).whole();
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
