//! Parser for a call to `event_types!`: modules for documents and for AWS events, and the user's own types.

use super::module::Module;
use super::own::OwnType;
use crate::attributes::Attributes;
use crate::syntax::{Attribute, Error, Input, Result};
use proc_macro2::Ident;

/// An item in a macro call.
pub(super) enum Item {
    /// A module of types that the macro makes.
    Module(Module),
    /// A type of the user.
    Own(OwnType),
}

pub(super) const HELP: &str = "write `pub mod orders = \"schemas/order_placed.json\";`, `pub mod s3 = aws(\"aws.s3\", \"Object Created\");`, or \
                               a struct with `#[event(source = \"…\", detail_type = \"…\")]`";

impl Item {
    /// Reads an item.
    pub(super) fn read(input: &mut Input, _: &Attributes) -> Result<Self> {
        let attributes = Attribute::read_all(input);
        let visibility = input.visibility();
        if OwnType::is_next(input) {
            return OwnType::read(attributes, visibility, input).map(Self::Own);
        }
        if input.is_word("mod") {
            return Module::read(attributes, visibility, input).map(Self::Module);
        }
        let found = input.rest().first().map(|token| format!(", found `{}`", first_line(&token.to_string())));
        let message = format!("expected a module, a struct or an enum{}", found.unwrap_or_default());
        Err(input.error(format!("{message}\n= help: {HELP}; other items belong outside of the macro call")))
    }
}

impl Item {
    pub(super) fn name(&self) -> &Ident {
        match self {
            Self::Module(module) => &module.name,
            Self::Own(own) => &own.name,
        }
    }

    pub(super) fn attributes(&self) -> &[Attribute] {
        match self {
            Self::Module(module) => &module.attributes,
            Self::Own(own) => &own.attributes,
        }
    }
}

/// Returns the first line of a token's text.
fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// Returns an error for the second of two items with one name.
pub(super) fn duplicate_name(name: &Ident) -> Error {
    Error::new(name.span(), format!("duplicate name `{name}`\n= help: give each type and each module a different name"))
}
