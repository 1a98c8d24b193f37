//! The Rust types that `event-pattern schema import` writes: a call to `event_types!` with the user's own types, to be
//! checked in and edited by hand.
//!
//! The macro reads the written types as the schemas that they were made from, except for what Rust types do not say:
//! - A field that may be absent may also be null, and the other way round.
//! - A value of one of several kinds can be anything, and so can a value in a map that may be null.
//! - Objects and closed sets have the names of their types.
//! - A closed set without values is a string.
//! - Forms of strings, fields that events do not contain, and what else is known about an event are lost, and the
//!   schema counts as checked.
//!
//! `item` writes the types, and `compare` finds the differences between two schemas that the macro reads.

mod compare;
mod item;
#[cfg(test)]
mod tests;

pub use compare::differences;

use crate::event_types;
use crate::made_types::MadeTypes;
use crate::made_types::type_names::TypeNames;
use event_pattern_compiler::schema::Schema;
use item::Writer;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::fmt::Write as _;

/// Returns a Rust file with types for these events, which must have a `detail-type`. The comment is at the start of the
/// file. With a name, the types are in a module of that name.
#[must_use]
pub fn write(schemas: Vec<Schema>, module: Option<&str>, comment: &str) -> String {
    let events = MadeTypes::new(schemas).events;
    let names = TypeNames::new(&events);
    let indent = if module.is_some() { 4 } else { 0 };
    let margin = " ".repeat(indent);
    let mut writer = Writer::new(&names, indent + 4);
    for (index, event) in events.iter().enumerate() {
        writer.detail(event);
        for object in names.objects.iter().filter(|object| object.owner == index) {
            writer.object(object, &events);
        }
        for set in names.sets.iter().filter(|set| set.owner == index) {
            writer.set(set);
        }
    }
    let mut text = String::new();
    for line in comment.lines() {
        let _ = writeln!(text, "// {line}");
    }
    text.push('\n');
    if let Some(module) = module {
        let _ = writeln!(text, "pub mod {module} {{");
    }
    let imports = writer.imports();
    for import in &imports {
        let _ = writeln!(text, "{margin}{import}");
    }
    if !imports.is_empty() {
        text.push('\n');
    }
    let _ = writeln!(text, "{margin}event_pattern::event_types! {{\n{}{margin}}}", writer.text);
    if module.is_some() {
        text.push_str("}\n");
    }
    text
}

/// Reads the schemas of the user's own types in all calls of `event_types!` in a Rust file.
///
/// # Errors
/// Returns a message if the text is not Rust, or if a call cannot be read.
pub fn read(text: &str) -> Result<Vec<Schema>, String> {
    let tokens: TokenStream = text.parse().map_err(|error| format!("{error}"))?;
    let mut schemas = Vec::new();
    read_calls(tokens, &mut schemas)?;
    Ok(schemas)
}

fn read_calls(tokens: TokenStream, schemas: &mut Vec<Schema>) -> Result<(), String> {
    let mut previous = [None, None];
    for token in tokens {
        if let TokenTree::Group(group) = &token {
            let is_call = matches!(
                &previous,
                [Some(TokenTree::Ident(name)), Some(TokenTree::Punct(bang))] if name == "event_types" && bang.as_char() == '!'
            );
            if is_call {
                schemas.extend(event_types::own_schemas(group.stream())?);
            } else if group.delimiter() == Delimiter::Brace {
                read_calls(group.stream(), schemas)?;
            }
        }
        let [_, last] = previous;
        previous = [last, Some(token)];
    }
    Ok(())
}
