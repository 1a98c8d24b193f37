//! Conditions on the elements of an array.

use super::expression::Expression;
use super::value::{closure_parameter, project};
use super::{TypedField, Wrapping, identifier};
use crate::rust_types::RustValue;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// A field that is an array.
pub(super) struct ListAccess<'t> {
    field: TypedField<'t>,
    access: TokenStream,
    /// The type of the elements.
    pub(super) element: &'t RustValue,
    /// Whether the field has the methods of `event_pattern::List`.
    has_methods: bool,
}

impl<'t> ListAccess<'t> {
    /// Returns the access to the elements of a field. Returns `None` if the field is not an array.
    pub(super) fn new(field: TypedField<'t>, access: &TokenStream) -> Option<Self> {
        let wrapping = field.wrapping();
        let (element, is_list) = match field.rust.value.innermost() {
            RustValue::List { element, .. } => (&**element, true),
            RustValue::Vec { element, .. } => (&**element, false),
            _ => return None,
        };
        let access = if wrapping == Wrapping::Always { project(&field.rust.value, access) } else { access.clone() };
        let has_methods = is_list && matches!(wrapping, Wrapping::Always | Wrapping::Optional);
        Some(Self { field, access, element, has_methods })
    }

    /// Returns the access to an element through a closure's parameter.
    pub(super) fn element_access(&self, name: &Ident) -> TokenStream {
        project(self.element, &quote!(#name))
    }

    /// Returns an iterator over the elements.
    fn elements(&self) -> TokenStream {
        let access = &self.access;
        let name = identifier(self.field.binding(), Span::call_site());
        let list = project(&self.field.rust.value, &quote!(#name));
        match self.field.wrapping() {
            Wrapping::Always => quote!(#access.iter()),
            Wrapping::Option => quote!(#access.iter().flat_map(|#name| #list.iter())),
            Wrapping::Optional => quote!(#access.as_ref().into_iter().flat_map(|#name| #list.iter())),
            Wrapping::Entry => quote!(#access.into_iter().flat_map(|#name| #list.iter())),
        }
    }

    /// Returns the condition that an element satisfies `condition`.
    pub(super) fn any(&self, name: &Ident, condition: &Expression) -> Expression {
        let (access, parameter, condition) = (&self.access, closure_parameter(self.element, name), condition.tokens());
        if self.has_methods {
            return Expression::Reversible {
                holds: quote!(#access.any(|#parameter| #condition)),
                opposite: quote!(#access.none(|#parameter| #condition)),
            };
        }
        let elements = self.elements();
        Expression::Atom(quote!(#elements.any(|#parameter| #condition)))
    }

    /// Returns the condition that every element satisfies `condition`.
    pub(super) fn all(&self, name: &Ident, condition: &Expression) -> Expression {
        let (parameter, condition) = (closure_parameter(self.element, name), condition.tokens());
        let elements = if self.has_methods { self.access.clone() } else { self.elements() };
        Expression::Atom(quote!(#elements.all(|#parameter| #condition)))
    }

    /// Returns the number of elements that satisfy `condition`.
    pub(super) fn count(&self, name: &Ident, condition: &Expression) -> TokenStream {
        let (parameter, condition) = (closure_parameter(self.element, name), condition.tokens());
        if self.has_methods {
            let access = &self.access;
            return quote!(#access.count(|#parameter| #condition));
        }
        let elements = self.elements();
        quote!(#elements.filter(|&#parameter| #condition).count())
    }

    /// Returns the number of elements.
    pub(super) fn len(&self) -> TokenStream {
        let access = &self.access;
        if self.has_methods || self.field.wrapping() == Wrapping::Always {
            return quote!(#access.len());
        }
        let elements = self.elements();
        quote!(#elements.count())
    }

    /// Returns the condition that the array has elements. An absent array has none.
    pub(super) fn has_elements(&self) -> Expression {
        let access = &self.access;
        if self.has_methods || self.field.wrapping() == Wrapping::Always {
            return Expression::Atom(quote!(#access.is_empty())).not();
        }
        let elements = self.elements();
        Expression::Reversible {
            holds: quote!(#elements.next().is_some()),
            opposite: quote!(#elements.next().is_none()),
        }
    }
}
