//! Conditions on values of which nothing is known. Such a value may also be an array or an object.

use super::expression::Expression;
use super::list::ListAccess;
use super::optional::OptionalAccess;
use super::value::ValueAccess;
use super::{TypedField, Wrapping, unused_name};
use crate::rust_types::RustValue;
use event_pattern_compiler::json::Scalar;
use event_pattern_compiler::pattern::Filter;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// Whether nothing is known about the value of a field, or about the elements of an array.
pub(super) fn is_any(field: TypedField<'_>) -> bool {
    field.rust.value.element() == &RustValue::Value
}

/// Returns the condition that a value at a path satisfies one of the alternatives. `access` is the expression for a value
/// of any kind, or for an object in it.
pub(super) fn satisfies_at(access: &TokenStream, path: &[&str], alternatives: &[Filter]) -> Expression {
    let name = unused_name("value", &[]);
    match ValueAccess::in_closure(&RustValue::Value, &name).satisfies(alternatives) {
        Expression::Constant(false) => Expression::Constant(false),
        Expression::Constant(true) => Expression::Atom(quote!(#access.exists_at(&[#(#path),*]))),
        test => {
            let test = test.tokens();
            Expression::Atom(quote!(#access.any_at(&[#(#path),*], |#name| #test)))
        }
    }
}

/// Returns the condition that an object at a path satisfies `condition`.
pub(super) fn any_object_at(
    access: &TokenStream,
    path: &[&str],
    parameter: &Ident,
    condition: &Expression,
) -> Expression {
    if let Expression::Constant(false) = condition {
        return Expression::Constant(false);
    }
    let condition = condition.tokens();
    Expression::Atom(quote!(#access.any_object_at(&[#(#path),*], |#parameter| #condition)))
}

/// Returns the condition that a field of any kind satisfies one of the alternatives.
pub(super) fn satisfies(field: TypedField<'_>, access: &TokenStream, alternatives: &[Filter]) -> Expression {
    let any = in_field(field, access, &|access| satisfies_at(access, &[], alternatives));
    let accepts_null = alternatives.iter().any(|filter| filter.accepts(&Scalar::Null));
    let is_null = || OptionalAccess::new(field, access).is_null();
    // A value of any kind may be null itself, an array may not.
    let null = (accepts_null && ListAccess::new(field, access).is_some()).then(is_null);
    Expression::any(null.into_iter().chain([any]))
}

/// Returns the condition that an object in a field of any kind satisfies `condition`.
pub(super) fn any_object(
    field: TypedField<'_>,
    access: &TokenStream,
    parameter: &Ident,
    condition: &Expression,
) -> Expression {
    in_field(field, access, &|access| any_object_at(access, &[], parameter, condition))
}

/// Returns a condition on the value of a field, or on one of the elements of an array.
fn in_field(field: TypedField<'_>, access: &TokenStream, condition: &dyn Fn(&TokenStream) -> Expression) -> Expression {
    if let Some(list) = ListAccess::new(field, access) {
        let name = unused_name(field.singular(), &[]);
        return match condition(&quote!(#name)) {
            Expression::Constant(false) => Expression::Constant(false),
            condition => list.any(&name, &condition),
        };
    }
    match field.wrapping() {
        Wrapping::Always | Wrapping::Optional => condition(access),
        Wrapping::Option | Wrapping::Entry => {
            let name = unused_name("any", &[]);
            match condition(&quote!(#name)) {
                Expression::Constant(false) => Expression::Constant(false),
                condition => OptionalAccess::new(field, access).is_some_and(&name, &condition),
            }
        }
    }
}
