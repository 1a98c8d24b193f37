//! Code generation: turns a macro call into the items for its rules.
//!
//! `input` and `signature` read a call to `event_pattern!`, and `items` generates the function and the type for each
//! rule. `set` does both for the enums of `event_patterns!`. Both macros use `attributes`, `event_type` and `body`,
//! which reads a pattern from braces, a raw string or a file. `code` compiles a pattern, `typed` generates the function
//! on a typed event, and `report` turns diagnostics into compiler errors and warnings. `unused_allow` finds `allow`
//! attributes without effect. `rust_types` describes the Rust types of an event type, and `names` names them.

mod attributes;
mod body;
mod code;
mod crate_path;
mod event_type;
#[allow(dead_code, reason = "the macro that uses it is not exported yet")]
mod event_types;
mod head;
mod input;
mod items;
mod names;
mod report;
pub mod rust_types;
mod set;
mod signature;
mod syntax;
mod tokens;
mod typed;
mod unused_allow;

use attributes::Attributes;
use code::Compilation;
use event_pattern_compiler::check::coverage;
use event_pattern_compiler::diagnostic::{Diagnostic, Lint};
use event_pattern_compiler::json::Dialect;
use input::{Call, Function};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use report::{Reports, Subject};
use set::Set;
use signature::Form;
use unused_allow::{AllowOwner, Suppressed};

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
pub fn expand(input: TokenStream, files: &dyn Files) -> TokenStream {
    let mut names: Vec<Ident> = Vec::new();
    expand_items(Call::read(input, Function::read), |function| {
        if !function.attributes.has_cfg() {
            if names.contains(&function.name) {
                return (duplicate_name_error(&function.name), Suppressed::unknown());
            }
            names.push(function.name.clone());
        }
        items::generate(&function, files)
    })
}

/// Expands a call to `event_patterns!` in the same way as [`expand`].
pub fn expand_sets(input: TokenStream, files: &dyn Files) -> TokenStream {
    expand_items(Call::read(input, Set::read), |set| set::generate(set, files))
}

/// Expands the items of a macro call.
fn expand_items<I>(call: Call<I>, mut generate: impl FnMut(I) -> (TokenStream, Suppressed)) -> TokenStream {
    let (mut items, mut suppressed) = (TokenStream::new(), Suppressed::default());
    for item in call.items {
        let (tokens, in_item) =
            item.map_or_else(|error| (error.to_compile_error(), Suppressed::unknown()), &mut generate);
        items.extend(tokens);
        suppressed.add(&in_item);
    }
    let mut reports = Reports::default();
    let subject = Subject { cfg_attributes: &[], rule: None, allow_location: "" };
    suppressed.report_unused(&call.attributes, AllowOwner::Call, subject, &mut reports);
    if !reports.warnings.is_empty() {
        let warnings = reports.warnings;
        items.extend(quote!(const _: () = { #warnings };));
    }
    items
}

/// Returns the error for a second rule with the same name.
fn duplicate_name_error(name: &Ident) -> TokenStream {
    let message = format!("duplicate rule name `{name}`\n= help: give each rule a different name");
    syntax::Error::new(name.span(), message).to_compile_error()
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
    let parsed = event_pattern_compiler::parse(text, Dialect::Relaxed);
    let events = coverage(&parsed, None);
    let schema = events.schemas.first().copied().filter(|_| events.schemas.len() == 1 && !events.has_others);
    let form = schema.map_or(Form::Raw, Form::Typed);
    let event = format_ident!("event");
    let name = format_ident!("{}", if syntax::is_name(name) { name } else { "rule" });
    let attributes = Attributes { inherited: allowed.to_vec(), ..Attributes::default() };
    let Compilation { code, diagnostics: warnings, .. } = code::compile(parsed, schema, &event, &attributes, None);
    let Some(code) = code else { return Err(warnings) };
    let (parameter, output) = match form {
        Form::Typed(schema) => {
            let detail = format_ident!("{}", schema.rust_name);
            (quote!(&Event<#detail>), quote!(bool))
        }
        Form::Raw => (quote!(&[u8]), quote!(Result<bool, EventError>)),
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
