//! What a type of the user needs to be used in a rule.

use super::super::event_attribute;
use super::item::{Content, OwnType};
use super::schema::{event_type, name_of_variant};
use super::serde::Role;
use crate::crate_path::CratePath;
use crate::rust_types::EventType;
use crate::syntax::{Attribute, Error};
use proc_macro2::TokenStream;
use quote::quote;

/// The items that are generated for a type, in addition to the type itself.
pub(in super::super) struct Generated {
    pub(in super::super) items: TokenStream,
    /// The event type, if the type is the detail of an event.
    pub(in super::super) event_type: Option<EventType>,
    pub(in super::super) errors: Vec<Error>,
}

/// Generates what a type needs to be used in a rule. `types` are all types of the macro call.
pub(in super::super) fn generate(own: &OwnType, types: &[OwnType], root: &CratePath) -> Generated {
    let (event_type, errors) = match &own.event {
        Some(_) => (Some(event_type(own, types)), errors(own)),
        None => (None, Vec::new()),
    };
    let cfg_attributes: Vec<&Attribute> = own.attributes.iter().filter(|attribute| attribute.is_named("cfg")).collect();
    let implementations = [json_name(own, root), event_detail(own, root)];
    let items = implementations.iter().flatten().map(|implementation| quote!(#(#cfg_attributes)* #implementation));
    Generated { items: items.collect(), event_type, errors }
}

/// Returns the errors of a type that is the detail of an event.
fn errors(own: &OwnType) -> Vec<Error> {
    let (name, mut errors) = (&own.name, Vec::new());
    if let Some(event) = own.event.as_ref().filter(|event| event.detail_type.is_none()) {
        errors.push(event_attribute::error(event.span, "missing `detail_type`"));
    }
    if let Some(parameter) = own.generics.types.first() {
        let message = format!("the detail of an event cannot have the parameter `{parameter}`");
        errors.push(Error::new(parameter.span(), format!("{message}\n= help: write a type for this event")));
    }
    if !own.derives_deserialize() {
        let message = format!("the macro does not know the form of `{name}` in JSON");
        let help = format!("write `#[derive(serde::Deserialize)]` on `{name}`");
        errors.push(Error::new(name.span(), format!("{message}\n= help: {help}")));
    }
    if matches!(&own.content, Content::Variants(variants) if variants.iter().all(|variant| variant.is_unit)) {
        let message = format!("expected a type that is an object in JSON: `{name}` is a string");
        errors.push(Error::new(name.span(), message));
    }
    errors
}

/// Implements the trait for enums whose variants are strings in JSON.
fn json_name(own: &OwnType, root: &CratePath) -> Option<TokenStream> {
    let Content::Variants(variants) = &own.content else { return None };
    if variants.is_empty() || !own.generics.is_empty() || variants.iter().any(|variant| !variant.is_unit) {
        return None;
    }
    let name = &own.name;
    let arms = variants.iter().map(|variant| {
        // A variant for all unknown strings does not keep the string.
        let text = if variant.serde.is(Role::Other) { String::new() } else { name_of_variant(own, variant) };
        let (cfg_attributes, variant) = (&variant.cfg_attributes, &variant.name);
        quote!(#(#cfg_attributes)* Self::#variant => #text,)
    });
    Some(quote! {
        impl #root::filter::JsonName for #name {
            fn json_name(&self) -> &'static str {
                match self { #(#arms)* }
            }
        }
    })
}

/// Implements the trait for the details of events.
fn event_detail(own: &OwnType, root: &CratePath) -> Option<TokenStream> {
    let event = own.event.as_ref().filter(|_| own.generics.types.is_empty())?;
    let (source, detail_type) = (&event.source.as_ref()?.value, &event.detail_type.as_ref()?.value);
    let (name, lifetimes) = (&own.name, (0..own.generics.lifetimes).map(|_| quote!('_)));
    let arguments = (own.generics.lifetimes > 0).then(|| quote!(<#(#lifetimes),*>));
    Some(quote! {
        impl #root::EventDetail for #name #arguments {
            const SOURCE: &'static str = #source;
            const DETAIL_TYPE: &'static str = #detail_type;
        }
    })
}
