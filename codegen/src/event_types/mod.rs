//! `event_types!`: event types from documents, from the catalogue of AWS events, and from the user's own types.
//!
//! `call` parses a macro call and `module` its modules, whose types the macro makes. `origin` finds the schemas of a
//! module. `own` reads the user's own types.

mod call;
mod event_attribute;
mod module;
mod origin;
pub(crate) mod own;
#[cfg(test)]
mod tests;

use crate::Files;
use crate::companion::companion;
use crate::crate_path::CratePath;
use crate::documents::ReadDocuments;
use crate::input::Call;
use crate::made_types::MadeTypes;
use crate::syntax::{Error, Input, located_at, unraw};
use call::{HELP, Item, duplicate_name};
use event_pattern_compiler::schema::Schema;
use module::Module;
use own::{Generated, OwnType};
use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{format_ident, quote};

/// Expands a call to `event_types!`. An error in an item becomes a compiler error at the span of the error.
pub fn expand_types(input: TokenStream, files: &dyn Files) -> TokenStream {
    let call = Call::read(&mut Input::new(input), Item::read);
    let root = &call.attributes.root;
    let (mut modules, mut types, mut errors) = (Vec::new(), Vec::new(), Vec::new());
    if let Some(allow) = call.attributes.allowed.first() {
        let message = "`event_types!` has no diagnostics that can be allowed\n= help: write `allow` at the rules";
        errors.push(Error::new(allow.name.span(), message));
    }
    if let Some(path) = call.attributes.schemas.first() {
        let message =
            "`schema` is for rules\n= help: write `pub mod orders = \"schemas/order_placed.json\";` for a document";
        errors.push(Error::new(path.span, message));
    }
    if call.items.is_empty() {
        errors.push(Error::new(Span::call_site(), format!("expected event types\n= help: {HELP}")));
    }
    let mut names: Vec<String> = Vec::new();
    for item in call.items {
        match item {
            Ok((item, _)) if is_duplicate(&item, &mut names) => errors.push(duplicate_name(item.name())),
            Ok((Item::Own(own), _)) => types.push(own),
            Ok((Item::Module(module), _)) => modules.push(module),
            Err(error) => errors.push(error),
        }
    }
    let mut tokens = TokenStream::new();
    for own in &types {
        tokens.extend(expand_own(own, &types, root, &mut errors));
    }
    for module in &modules {
        tokens.extend(expand_module(module, files, root, &mut errors));
    }
    tokens.extend(errors.iter().map(Error::to_compile_error));
    tokens
}

/// Returns the schemas of the events whose details are the user's own types in a call to `event_types!`.
///
/// # Errors
/// Returns the message of the first error in the call.
pub(crate) fn own_schemas(input: TokenStream) -> Result<Vec<Schema>, String> {
    let (mut types, mut errors) = (Vec::new(), Vec::new());
    for item in Call::read(&mut Input::new(input), Item::read).items {
        match item.map_err(|error| error.message)? {
            (Item::Own(own), _) => types.push(own),
            (Item::Module(_), _) => {}
        }
    }
    let generated = types.iter().map(|own| own::generate(own, &types, &CratePath::default()));
    let mut schemas = Vec::new();
    for Generated { event_type, errors: of_type, .. } in generated {
        schemas.extend(event_type.map(|event_type| event_type.schema));
        errors.extend(of_type);
    }
    errors.into_iter().next().map_or(Ok(schemas), |error| Err(error.message))
}

/// Whether an earlier item has the name of this one. Items with different conditions may have the same name.
fn is_duplicate(item: &Item, names: &mut Vec<String>) -> bool {
    if item.attributes().iter().any(|attribute| attribute.is_named("cfg")) {
        return false;
    }
    let name = unraw(item.name());
    let is_duplicate = names.contains(&name);
    names.push(name);
    is_duplicate
}

/// Expands a type of the user.
fn expand_own(own: &OwnType, types: &[OwnType], root: &CratePath, errors: &mut Vec<Error>) -> TokenStream {
    let Generated { items, event_type, errors: of_type } = own::generate(own, types, root);
    errors.extend(of_type);
    let companion = event_type.map(|event_type| {
        let cfg_attributes = own.attributes.iter().filter(|attribute| attribute.is_named("cfg"));
        companion("", &own.name, &own.visibility, &event_type.to_text(), &quote!(#(#cfg_attributes)*))
    });
    quote!(#own #items #companion)
}

/// Expands a module of types that the macro makes.
fn expand_module(module: &Module, files: &dyn Files, root: &CratePath, errors: &mut Vec<Error>) -> TokenStream {
    let Module { attributes, visibility, keyword, name, .. } = module;
    let ReadDocuments { schemas, tracking, warnings } = match module.schemas(files) {
        Ok(schemas) => schemas,
        Err(of_module) => {
            errors.extend(of_module);
            return quote!(#(#attributes)* #visibility #keyword #name {});
        }
    };
    let made = MadeTypes::new(schemas);
    let items = located_at(name.span(), made.items(&quote!(#root)));
    let companions = made.events.iter().map(|event| {
        let type_name = format_ident!("{}", event.rust.detail, span = name.span());
        companion(&name.to_string(), &type_name, &quote!(pub), &event.to_text(), &TokenStream::new())
    });
    let warnings = (!warnings.is_empty()).then(|| quote!(const _: () = { #warnings };));
    let mut body = Group::new(Delimiter::Brace, quote!(#items #(#companions)* #tracking #warnings));
    body.set_span(name.span());
    quote!(#(#attributes)* #visibility #keyword #name #body)
}
