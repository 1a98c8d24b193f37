//! The readable function on a typed event.
//!
//! It is made from the goals that the program is made from, so both keep array elements apart in the same way. What is
//! inside a plain object is written where it is; an array of objects becomes `.iter().any(|element| …)`.

mod condition;
mod expression;
mod field;
mod keys;

pub(super) use keys::Keys;

use crate::program::Structure;
use crate::rule::Rule;
use crate::schema::Schema;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The body of the function. Nothing if the rule is too large.
pub(super) fn body(rule: &Rule, schema: &'static Schema, event: &Ident, keys: &Keys) -> Option<TokenStream> {
    let structure = Structure::new(rule)?;
    let expression = condition::of_event(rule, &structure, schema, event, keys);
    let body = expression.tokens();
    Some(if expression.is_constant() {
        quote!(let _ = #event; #body)
    } else if field::uses_filter(&body) {
        quote!(use ::event_pattern::filter; #body)
    } else {
        body
    })
}
