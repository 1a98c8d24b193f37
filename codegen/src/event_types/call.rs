//! Parser for a call to `event_types!`: modules for documents and for AWS events, and the user's own types.

use super::module::Module;
use super::own::OwnType;
use crate::attributes::Attributes;
use crate::syntax::{Attribute, Error, Input, Result};
use proc_macro2::Span;

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

/// Returns the first line of a token's text.
fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// Returns an error for the second of two items with one name.
pub(super) fn duplicate_name(name: &str, span: Span) -> Error {
    Error::new(span, format!("duplicate name `{name}`\n= help: give each type and each module a different name"))
}
