//! `event_types!`: event types from documents, from the catalogue of AWS events, and from the user's own types.
//!
//! `call` parses a macro call, `module` the modules of types that the macro makes, and `own` the user's own types.

mod call;
mod event_attribute;
mod module;
mod origin;
pub(crate) mod own;

use crate::Files;
use crate::input::Call;
use crate::syntax::{Error, Input, unraw};
use call::{HELP, Item, duplicate_name};
use own::{Generated, OwnType};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// Expands a call to `event_types!`. An error in an item becomes a compiler error at the span of the error.
pub(super) fn expand_types(input: TokenStream, _: &dyn Files) -> TokenStream {
    let call = Call::read(&mut Input::new(input), Item::read);
    let (mut tokens, mut errors, mut names) = (TokenStream::new(), Vec::new(), Vec::<Ident>::new());
    let (mut modules, mut types) = (Vec::new(), Vec::<OwnType>::new());
    if let Some(allow) = call.attributes.allowed.first() {
        let message = "`event_types!` has no diagnostics that can be allowed\n= help: write `allow` at the rules";
        errors.push(Error::new(allow.name.span(), message));
    }
    if call.items.is_empty() {
        errors.push(Input::new(TokenStream::new()).error(format!("expected event types\n= help: {HELP}")));
    }
    for item in call.items {
        match item {
            Ok((Item::Own(own), _)) => types.push(own),
            Ok((Item::Module(module), _)) => modules.push(module),
            Err(error) => errors.push(error),
        }
    }
    let is_always_there = |attributes: &[crate::syntax::Attribute]| !attributes.iter().any(|one| one.is_named("cfg"));
    let own_names = types.iter().filter(|own| is_always_there(&own.attributes)).map(|own| &own.name);
    let module_names = modules.iter().filter(|module| is_always_there(&module.attributes)).map(|module| &module.name);
    for name in own_names.chain(module_names) {
        if names.contains(name) {
            errors.push(duplicate_name(&unraw(name), name.span()));
        }
        names.push(name.clone());
    }
    for own in &types {
        let Generated { items, errors: of_type, .. } = own::generate(own, &types, &call.attributes.root);
        errors.extend(of_type);
        tokens.extend(quote!(#own #items));
    }
    tokens.extend(errors.iter().map(Error::to_compile_error));
    tokens
}
