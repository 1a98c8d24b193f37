//! Generates the readable function on a typed event.
//!
//! The function is generated from the same goals as the program, so the function and the program treat array elements
//! alike. A field of a required object becomes a plain field access, an array of objects becomes a call to `any`, and a
//! scope becomes a call to `any`, `all`, `none` or `count`.

mod condition;
#[allow(dead_code, reason = "the rules that need it cannot be written yet")]
mod expressible;
mod expression;

mod field;
mod field_ref;
mod keys;
mod scope;

pub(super) use keys::Keys;

use crate::crate_path::CratePath;
use condition::{ReachableObject, Writer};
use event_pattern_compiler::program::Structure;
use event_pattern_compiler::rule::Rule;
use event_pattern_compiler::schema::Schema;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

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
    schema: &'static Schema,
    event: &Ident,
    root: &CratePath,
    keys: &Keys,
) -> Option<TokenStream> {
    let structures = RuleStructure::new(rule)?;
    let reachable = ReachableObject { access: quote!(#event), object: schema.root };
    let names = vec![event.to_string()];
    let expression = Writer::new(rule, &structures, keys, reachable.clone(), reachable, names, Vec::new()).condition();
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
