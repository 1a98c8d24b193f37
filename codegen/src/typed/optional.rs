//! Fields that may be absent or null.

use super::expression::Expression;
use super::value::{closure_parameter, is_copied};
use super::{TypedField, Wrapping};
use crate::rust_types::{RustValue, Wrapper};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// A field that may be absent or null, and the expression that accesses it.
#[derive(Clone, Copy)]
pub(super) struct OptionalAccess<'t> {
    field: TypedField<'t>,
    access: &'t TokenStream,
}

impl<'t> OptionalAccess<'t> {
    pub(super) fn new(field: TypedField<'t>, access: &'t TokenStream) -> Self {
        Self { field, access }
    }

    /// Returns the condition that the field is present, whether it is null or has a value. The `None` of an `Option`
    /// counts as null: a condition for which the difference matters is an error.
    pub(super) fn is_present(self) -> Expression {
        let access = self.access;
        match self.field.wrapping() {
            Wrapping::Always | Wrapping::Option => Expression::Constant(true),
            Wrapping::Optional => {
                Expression::Reversible { holds: quote!(#access.exists()), opposite: quote!(#access.is_absent()) }
            }
            Wrapping::Entry => {
                Expression::Reversible { holds: quote!(#access.is_some()), opposite: quote!(#access.is_none()) }
            }
        }
    }

    /// Returns the condition that the field is null.
    pub(super) fn is_null(self) -> Expression {
        let access = self.access;
        match self.field.wrapping() {
            Wrapping::Optional => Expression::Atom(quote!(#access.is_null())),
            Wrapping::Option => {
                Expression::Reversible { holds: quote!(#access.is_none()), opposite: quote!(#access.is_some()) }
            }
            Wrapping::Entry if self.has_optional_entries() => {
                Expression::Atom(quote!(#access.is_some_and(|entry| entry.is_null())))
            }
            Wrapping::Always | Wrapping::Entry => Expression::Constant(false),
        }
    }

    /// Returns the condition that the field is neither absent nor null.
    pub(super) fn has_value(self) -> Expression {
        let access = self.access;
        match self.field.wrapping() {
            Wrapping::Always => Expression::Constant(true),
            Wrapping::Entry if self.has_optional_entries() => {
                Expression::Atom(quote!(#access.is_some_and(|entry| entry.is_some())))
            }
            Wrapping::Optional | Wrapping::Option | Wrapping::Entry => {
                Expression::Reversible { holds: quote!(#access.is_some()), opposite: quote!(#access.is_none()) }
            }
        }
    }

    /// Returns the condition that the field has a value for which `test` holds. `name` is the parameter of the closure.
    pub(super) fn is_some_and(self, name: &Ident, test: &Expression) -> Expression {
        self.call(&quote!(is_some_and), &quote!(is_some_and), name, test)
    }

    /// Returns the condition that the field is null, or has a value for which `test` holds.
    pub(super) fn is_null_or(self, name: &Ident, test: &Expression) -> Expression {
        self.call(&quote!(is_null_or), &quote!(is_none_or), name, test)
    }

    /// Calls a method of `Optional` or of `Option`.
    fn call(self, of_optional: &TokenStream, of_option: &TokenStream, name: &Ident, test: &Expression) -> Expression {
        let (access, value, test) = (self.access, &self.field.rust.value, test.tokens());
        let parameter = closure_parameter(value, name);
        Expression::Atom(match self.field.wrapping() {
            Wrapping::Always | Wrapping::Optional => quote!(#access.#of_optional(|#parameter| #test)),
            Wrapping::Option if is_copied(value) => quote!(#access.#of_option(|#name| #test)),
            Wrapping::Option => quote!(#access.as_ref().#of_option(|#parameter| #test)),
            Wrapping::Entry if self.has_optional_entries() => {
                quote!(#access.is_some_and(|entry| entry.#of_optional(|#parameter| #test)))
            }
            Wrapping::Entry => quote!(#access.is_some_and(|#parameter| #test)),
        })
    }

    /// Returns the condition that the field is present with a value that equals a literal, if the field can be compared
    /// with the literal.
    pub(super) fn equals(self, literal: &TokenStream) -> Option<Expression> {
        let access = self.access;
        match (self.field.wrapping(), &self.field.rust.value) {
            (Wrapping::Optional, value) if is_copied(value) || matches!(value, RustValue::Text | RustValue::Set) => {
                Some(Expression::equal(access, literal))
            }
            // `-0.0` equals `0.0` here, as in a pattern.
            (Wrapping::Option, value) if is_copied(value) => Some(Expression::equal(access, &quote!(Some(#literal)))),
            (Wrapping::Option, _) if self.dereferences_to_str() => {
                Some(Expression::equal(&quote!(#access.as_deref()), &quote!(Some(#literal))))
            }
            _ => None,
        }
    }

    /// Returns the field as an `Option<&str>`, if it has a method for that.
    pub(super) fn as_str(self) -> Option<TokenStream> {
        let access = self.access;
        match (self.field.wrapping(), &self.field.rust.value) {
            (Wrapping::Optional, RustValue::Set) => Some(quote!(#access.as_str())),
            (Wrapping::Optional, RustValue::Text) => Some(quote!(#access.as_deref())),
            (Wrapping::Option, _) if self.dereferences_to_str() => Some(quote!(#access.as_deref())),
            _ => None,
        }
    }

    fn dereferences_to_str(self) -> bool {
        match &self.field.rust.value {
            RustValue::Text => true,
            RustValue::Pointer(target) => **target == RustValue::Str,
            _ => false,
        }
    }

    /// Whether the field is the value of a map whose values may be null.
    fn has_optional_entries(self) -> bool {
        self.field.rust.wrapper == Wrapper::Optional
    }
}
