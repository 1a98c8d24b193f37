//! Conditions on one field of a typed event.

use super::expression::Expression;
use super::list::ListAccess;
use super::optional::OptionalAccess;
use super::value::ValueAccess;
use super::{TypedField, Wrapping, any, unused_name};
use crate::rust_types::RustValue;
use event_pattern_compiler::pattern::Filter;
use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

/// Returns the condition that the field satisfies one of the alternatives. `access` is the expression that accesses the
/// field.
pub(super) fn satisfies(field: TypedField<'_>, access: &TokenStream, alternatives: &[Filter]) -> Expression {
    if any::is_any(field) {
        return any::satisfies(field, access, alternatives);
    }
    if alternatives.contains(&Filter::Exists(true)) {
        return exists(field, access);
    }
    if let Some(list) = ListAccess::new(field, access) {
        let name = unused_name(field.singular(), &[]);
        let any = match ValueAccess::in_closure(list.element, &name).satisfies(alternatives) {
            Expression::Constant(false) => Expression::Constant(false),
            Expression::Constant(true) => list.has_elements(),
            test => list.any(&name, &test),
        };
        let null = accepts_null(alternatives).then(|| OptionalAccess::new(field, access).is_null());
        return Expression::any(null.into_iter().chain([any]));
    }
    if field.is_optional() {
        return optional(field, access, alternatives);
    }
    ValueAccess::place(&field.rust.value, access).satisfies(alternatives)
}

/// Returns the condition that the event has the field.
pub(super) fn exists(field: TypedField<'_>, access: &TokenStream) -> Expression {
    if any::is_any(field) {
        return any::satisfies(field, access, &[Filter::Exists(true)]);
    }
    let optional = OptionalAccess::new(field, access);
    match ListAccess::new(field, access) {
        Some(list) => Expression::any([optional.is_null(), list.has_elements()]),
        None => optional.is_present(),
    }
}

fn accepts_null(alternatives: &[Filter]) -> bool {
    alternatives.iter().any(|filter| matches!(filter, Filter::Null | Filter::AnythingBut(_)))
}

fn optional(field: TypedField<'_>, access: &TokenStream, alternatives: &[Filter]) -> Expression {
    let name = unused_name(field.binding(), &[]);
    let (optional, exact) = (OptionalAccess::new(field, access), ValueAccess::in_closure(&field.rust.value, &name));
    if accepts_null(alternatives) {
        return match exact.satisfies(alternatives) {
            Expression::Constant(true) => optional.is_present(),
            Expression::Constant(false) => optional.is_null(),
            test => optional.is_null_or(&name, &test),
        };
    }
    if let [filter] = alternatives {
        if let Some(equal) = exact.literal(filter).and_then(|literal| optional.equals(&literal)) {
            return equal;
        }
    }
    let are_several = alternatives.iter().filter(|filter| exact.literal(filter).is_some()).count() > 1;
    let needs_str = field.rust.value == RustValue::Set || field.wrapping() == Wrapping::Option || are_several;
    let text = optional.as_str().filter(|_| needs_str);
    let present = if text.is_some() { ValueAccess::text(&name) } else { exact };
    match (present.satisfies(alternatives), text) {
        (Expression::Constant(false), _) => Expression::Constant(false),
        (Expression::Constant(true), _) => optional.has_value(),
        (test, Some(text)) => {
            let test = test.tokens();
            Expression::Atom(quote!(#text.is_some_and(|#name| #test)))
        }
        (test, None) => optional.is_some_and(&name, &test),
    }
}

/// Whether an expression calls a function in the `filter` module, which must then be imported.
pub(super) fn uses_filter(expression: &TokenStream) -> bool {
    expression.clone().into_iter().any(|token| match token {
        TokenTree::Group(group) => uses_filter(&group.stream()),
        TokenTree::Ident(name) => name == "filter",
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
