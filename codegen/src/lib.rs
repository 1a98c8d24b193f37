//! Rust from rules: the readable function, the program's tables, and the items of a macro call.
//!
//! `input` and `signature` read a call of `event_pattern!`, `items` writes the function and the module of each rule. `set` does
//! both for the enums of `event_patterns!`. What they share is `attributes`, `event_type`, and `body`, which reads a pattern wherever
//! it stands. `code` is what a pattern becomes, by way of `typed`; `report` shows what was found.

mod attributes;
mod body;
mod code;
mod crate_path;
mod event_type;
mod head;
mod input;
mod items;
mod report;
mod set;
mod signature;
mod syntax;
mod tokens;
mod typed;

use attributes::Attributes;
use event_pattern_compiler::diagnostic::Diagnostic;
use event_pattern_compiler::json::Dialect;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use signature::Form;

/// The pattern files that a macro call can name. Their paths start at the crate's folder.
pub trait Files {
    /// Reads a file.
    ///
    /// # Errors
    /// What to tell the author of the rule if it cannot be read.
    fn read(&self, path: &str) -> Result<File, String>;

    /// The names of all files in a folder, in any order.
    ///
    /// # Errors
    /// What to tell the author of the rules if it cannot be read.
    fn names(&self, folder: &str) -> Result<Vec<String>, String>;
}

/// No files, for macro calls that name none.
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

/// A pattern file that was read.
#[derive(Debug, Clone)]
pub struct File {
    /// Its path, for the compiler to watch.
    pub path: String,
    /// Its content.
    pub text: String,
}

/// Turns the rules of a call of `event_pattern!` into Rust. Mistakes become compiler errors at their places; the items are
/// there all the same, so that the rest of the crate gives no errors of its own.
pub fn expand(input: TokenStream, files: &dyn Files) -> TokenStream {
    let mut names: Vec<Ident> = Vec::new();
    let mut items = |function: syntax::Result<input::Function>| match function {
        Ok(function) if names.contains(&function.name) && !function.attributes.are_conditional() => {
            repeated(&function.name)
        }
        Ok(function) => {
            names.extend((!function.attributes.are_conditional()).then(|| function.name.clone()));
            items::of(&function, files)
        }
        Err(error) => error.to_compile_error(),
    };
    input::read(input).into_iter().map(&mut items).collect()
}

/// Turns the enums of a call of `event_patterns!` into Rust, as [`expand`] does for functions.
pub fn expand_sets(input: TokenStream, files: &dyn Files) -> TokenStream {
    set::read(input)
        .into_iter()
        .map(|set| set.map_or_else(|error| error.to_compile_error(), |set| set::items(set, files)))
        .collect()
}

/// What stands for a second rule of one name.
fn repeated(name: &Ident) -> TokenStream {
    let message = format!("duplicate rule name `{name}`\n= help: give each rule a different name");
    syntax::Error::new(name.span(), message).to_compile_error()
}

/// The Rust for a pattern.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The function and its type.
    pub rust: TokenStream,
    /// What is suspicious about the pattern.
    pub warnings: Vec<Diagnostic>,
}

/// The Rust for a pattern's text, as a macro call would make it. The event type follows from the pattern's
/// `detail-type`; without a known one the rule takes JSON bytes.
///
/// # Errors
/// Everything that is wrong with the pattern.
pub fn preview(name: &str, text: &str) -> Result<Preview, Vec<Diagnostic>> {
    let parsed = event_pattern_compiler::parse(text, Dialect::Relaxed);
    let schema = code::schema_of(&parsed);
    let form = schema.map_or(Form::Raw, Form::Typed);
    let event = format_ident!("event");
    let name = format_ident!("{}", if syntax::is_name(name) { name } else { "rule" });
    let (code, warnings) = code::compile(parsed, schema, &event, &Attributes::default(), None);
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
    let function_type = quote!(fn(#parameter) -> #output);
    let rule_type = items::rule_type(Some(&code), &name, &quote!(pub), &Attributes::default(), Some(function_type));
    let function = quote!(pub fn #name(#parameter_name: #parameter) -> #output { #body });
    Ok(Preview { rust: quote!(#function #rule_type), warnings })
}

#[cfg(test)]
mod tests;
