//! Code generation: turns a macro call into the items for its rules.
//!
//! `input` and `signature` read a call to `event_pattern!`, and `items` generates the function and the type for each
//! rule. `set` does both for the enums of `event_patterns!`. Both macros use `attributes`, `event_type` and `body`,
//! which reads a pattern from braces, a raw string or a file. `code` compiles a pattern, `typed` generates the function
//! on a typed event, and `report` turns diagnostics into compiler errors and warnings. `unused_allow` finds `allow`
//! attributes without effect. `known_events` has the schemas that rules are checked against; `documents` reads those that
//! a macro call names. `rust_types` describes the Rust types of an event type, and `names` names them. `made_types` and
//! `imported_types` write them.
//!
//! `expansion` expands the items of a call, in a second step if they need the schemas of event types: `companion` says
//! how these reach the macro.

mod attributes;
mod body;
mod code;
mod companion;
mod crate_path;
#[cfg(feature = "event-types")]
mod documents;
mod event_type;
#[cfg(feature = "event-types")]
mod event_types;
mod expansion;
mod glob;
mod head;
#[cfg(feature = "event-types")]
pub mod imported_types;
mod input;
mod items;
mod known_events;
#[cfg(feature = "event-types")]
pub mod made_types;
mod names;
#[cfg(any(test, not(feature = "templates")))]
mod pattern_file;
mod report;
pub mod rust_types;
mod set;
mod signature;
mod syntax;
#[cfg(feature = "templates")]
mod templates;
mod tokens;
mod tracked;
mod typed;
mod unknown_values;
mod unused_allow;

use attributes::Attributes;
use code::Compilation;
use event_pattern_compiler::Parsed;
use event_pattern_compiler::check::coverage;
use event_pattern_compiler::diagnostic::{Diagnostic, Lint};
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::schema::Schemas;
use input::Function;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use rust_types::{EventType, RustTypes};
use set::Set;

pub use companion::{EcsTypes, EventTypes, InCompanionMacros, companion};
#[cfg(feature = "event-types")]
pub use event_types::expand_types;

/// Access to pattern files. Paths are relative to the folder of the crate.
pub trait Files {
    /// Reads a file.
    ///
    /// # Errors
    /// If the file cannot be read, returns a message for the author of the rule.
    fn read(&self, path: &str) -> Result<File, String>;

    /// Lists the names of all files in a folder, in any order.
    ///
    /// # Errors
    /// If the folder cannot be read, returns a message for the author of the rules.
    fn names(&self, folder: &str) -> Result<Vec<String>, String>;
}

/// An implementation that has no files, for macro calls that do not use files.
#[derive(Debug, Clone, Copy)]
pub struct NoFiles;

impl Files for NoFiles {
    fn read(&self, path: &str) -> Result<File, String> {
        Err(format!("there is no file `{path}`"))
    }

    fn names(&self, folder: &str) -> Result<Vec<String>, String> {
        Err(format!("there is no folder `{folder}`"))
    }
}

/// The content of a pattern file.
#[derive(Debug, Clone)]
pub struct File {
    /// Path of the file. The generated code includes the file, so that a change to the file triggers a rebuild.
    pub path: String,
    /// Content of the file.
    pub text: String,
}

/// Expands a call to `event_pattern!`. An error in a rule becomes a compiler error at the span of the error, and the
/// rule is replaced by a stub, so that the rest of the crate compiles.
///
/// For rules on events whose types are not in `types`, the output calls the companion macros of these types, which call
/// `with_schemas!`.
pub fn expand(input: TokenStream, types: &dyn EventTypes, files: &dyn Files) -> TokenStream {
    expansion::expand::<Function>(input, types, files)
}

/// Expands a call to `event_patterns!` in the same way as [`expand`].
pub fn expand_sets(input: TokenStream, types: &dyn EventTypes, files: &dyn Files) -> TokenStream {
    expansion::expand::<Set>(input, types, files)
}

/// Expands a call to `with_schemas!`, which the companion macros of event types make for a call to one of the other
/// macros.
pub fn expand_with_schemas(input: TokenStream, files: &dyn Files) -> TokenStream {
    expansion::with_schemas(input, files).unwrap_or_else(|error| error.to_compile_error())
}

/// The Rust code that is generated for a pattern.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The function and the type of the rule.
    pub rust: TokenStream,
    /// The warnings about the pattern.
    pub warnings: Vec<Diagnostic>,
}

/// Generates the Rust code that a macro call with this pattern expands to, with `allowed` as the arguments of
/// `allow(…)`. The pattern's `source` and `detail-type` determine the event type. Unless they name exactly one known
/// event type, the rule takes JSON bytes.
///
/// # Errors
/// Returns the diagnostics, including warnings, if the pattern is invalid.
pub fn preview(name: &str, text: &str, allowed: &[Lint]) -> Result<Preview, Vec<Diagnostic>> {
    let schemas = Schemas::known(event_pattern_catalogue::aws());
    preview_for(schemas, name, event_pattern_compiler::parse_for(schemas, text, Dialect::Relaxed), allowed)
}

/// Generates the Rust code for a parsed pattern in the same way as [`preview`], for events with these schemas.
///
/// # Errors
/// Returns the diagnostics, including warnings, if the pattern is invalid.
pub fn preview_for(
    schemas: Schemas<'_>,
    name: &str,
    parsed: Parsed,
    allowed: &[Lint],
) -> Result<Preview, Vec<Diagnostic>> {
    let events = coverage(&parsed, schemas);
    let event_type = match events.schemas.as_slice() {
        [only] if !events.has_others => {
            let made = RustTypes::made(only);
            // The event types of the runtime are named after the object in `detail`.
            let detail = only.detail().map_or_else(|| made.detail.clone(), |detail| detail.name.clone());
            Some(EventType { schema: (*only).clone(), rust: RustTypes { detail, ..made } })
        }
        _ => None,
    };
    let event = format_ident!("event");
    let name = format_ident!("{}", if syntax::is_name(name) { name } else { "rule" });
    let attributes = Attributes { inherited: allowed.to_vec(), ..Attributes::default() };
    let of_type = Schemas { event_type: event_type.as_ref().map(|event_type| &event_type.schema), ..schemas };
    let Compilation { code, diagnostics: warnings, .. } =
        code::compile(parsed, (of_type, event_type.as_ref()), &event, &attributes, None);
    let Some(code) = code else { return Err(warnings) };
    let (parameter, output) = match &event_type {
        Some(event_type) => {
            let detail =
                format_ident!("{}", event_type.schema.detail().map_or(&event_type.rust.detail, |detail| &detail.name));
            (quote!(&Event<#detail>), quote!(bool))
        }
        None => (quote!(&[u8]), quote!(Result<bool, EventError>)),
    };
    let parameter_name = if code.typed_body.is_some() { event } else { format_ident!("json") };
    let body = code.typed_body.clone().unwrap_or_else(|| quote!(#name::matches_json(json)));
    let function_type = quote!(type Function = fn(#parameter) -> #output;);
    let rule_type = items::rule_type(Some(&code), &name, &quote!(pub), &Attributes::default(), Some(function_type));
    let function = quote!(pub fn #name(#parameter_name: #parameter) -> #output { #body });
    Ok(Preview { rust: quote!(#function #rule_type), warnings })
}

#[cfg(test)]
mod tests;
