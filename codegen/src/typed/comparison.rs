//! Operands of comparisons between fields, in forms that fit all types: those of the macros and the user's own.

use super::optional::OptionalAccess;
use super::value::{Shape, ValueAccess, closure_parameter, is_copied};
use super::{TypedField, Wrapping, unused_name};
use crate::rust_types::RustValue;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// A field or an element of an array, as an operand of a comparison.
#[derive(Clone)]
pub(super) struct Comparable {
    pub(super) shape: Shape,
    /// The value, if it is known to be present. Strings are `&str`.
    plain: Option<TokenStream>,
    /// The value as an `Option`.
    option: TokenStream,
}

impl Comparable {
    /// Creates an operand from a field that is not an array.
    pub(super) fn of_field(field: TypedField<'_>, access: &TokenStream) -> Self {
        let value = &field.rust.value;
        if field.wrapping() == Wrapping::Always {
            return Self::present(&ValueAccess::place(value, access));
        }
        let name = unused_name(field.binding(), &[]);
        let inside = ValueAccess::in_closure(value, &name);
        let (parameter, present) = (closure_parameter(value, &name), inside.present());
        let option = match (OptionalAccess::new(field, access).as_str(), field.wrapping()) {
            (Some(text), _) => text,
            (None, Wrapping::Option) if is_copied(value) => access.clone(),
            (None, Wrapping::Entry) => quote!(#access.map(|#parameter| #present)),
            (None, _) => quote!(#access.as_ref().map(|#parameter| #present)),
        };
        Self { shape: inside.shape, plain: None, option }
    }

    /// Creates an operand from a closure's parameter that is a reference to a value.
    pub(super) fn element(value: &RustValue, name: &Ident) -> Self {
        Self::present(&ValueAccess::in_closure(value, name))
    }

    fn present(value: &ValueAccess) -> Self {
        let plain = value.present();
        Self { shape: value.shape, option: quote!(Some(#plain)), plain: Some(plain) }
    }

    /// Returns both sides of the operator that compares two values of the same kind. Returns `None` if the values are of
    /// different kinds, or numbers of different types.
    pub(super) fn sides(&self, other: &Self) -> Option<(TokenStream, TokenStream)> {
        if self.shape != other.shape || matches!(self.shape, Shape::Number | Shape::Any | Shape::Other) {
            return None;
        }
        Some(match (&self.plain, &other.plain) {
            (Some(left), Some(right)) => (left.clone(), right.clone()),
            _ => (self.option.clone(), other.option.clone()),
        })
    }

    /// Returns the number in a form in which an absent number fails every comparison, as in patterns. Returns `None` if
    /// the value is not a number.
    pub(super) fn number(&self) -> Option<TokenStream> {
        if !matches!(self.shape, Shape::Number | Shape::Integer(_)) {
            return None;
        }
        let option = &self.option;
        let plain = self.plain.as_ref().map(|plain| quote!(filter::number(#plain)));
        Some(plain.unwrap_or_else(|| quote!(filter::number(&#option))))
    }
}
