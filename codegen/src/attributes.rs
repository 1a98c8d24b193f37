//! The attributes of what a macro call holds: those that pass through, and the macro's own.

use event_pattern_compiler::diagnostic::{Entry, Name, Severity};
use event_pattern_compiler::pattern::print::list_of;
use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Attribute, Token};

/// The attributes of a function, an enum or a variant.
#[derive(Default)]
pub(super) struct Attributes {
    /// All but the macro's own.
    pub(super) others: Vec<Attribute>,
    /// What `#[event_pattern(allow(…))]` names.
    pub(super) allowed: Vec<Name>,
}

impl Attributes {
    /// Reads all attributes that stand here.
    pub(super) fn read(input: ParseStream<'_>, mistakes: &mut Vec<syn::Error>) -> syn::Result<Self> {
        let (own, others) = input
            .call(Attribute::parse_outer)?
            .into_iter()
            .partition::<Vec<Attribute>, _>(|attribute| attribute.path().is_ident("event_pattern"));
        let allowed = own.iter().flat_map(|attribute| allowed_by(attribute, mistakes)).collect();
        Ok(Self { others, allowed })
    }

    /// The `cfg` attributes, which every item needs that belongs to what they stand at.
    pub(super) fn conditions(&self) -> Vec<&Attribute> {
        self.others.iter().filter(|attribute| attribute.path().is_ident("cfg")).collect()
    }

    /// Whether what they stand at may be left out.
    pub(super) fn are_conditional(&self) -> bool {
        !self.conditions().is_empty()
    }
}

const ALLOW: &str = "write `#[event_pattern(allow(NAME))]` with the name of a diagnostic";

/// The diagnostics that one of the macro's own attributes allows.
fn allowed_by(attribute: &Attribute, mistakes: &mut Vec<syn::Error>) -> Vec<Name> {
    let mut allowed = Vec::new();
    let read = attribute.parse_nested_meta(|meta| {
        if !meta.path.is_ident("allow") {
            return Err(meta.error(format!("only `allow` is known here\n= help: {ALLOW}")));
        }
        let names;
        syn::parenthesized!(names in meta.input);
        for name in Punctuated::<Ident, Token![,]>::parse_terminated(&names)? {
            match allowable(&name) {
                Ok(name) => allowed.push(name),
                Err(error) => mistakes.push(error),
            }
        }
        Ok(())
    });
    if let Err(error) = read {
        let message = error.to_string();
        let help = if message.contains("help:") { String::new() } else { format!("\n= help: {ALLOW}") };
        mistakes.push(syn::Error::new(error.span(), format!("{message}{help}")));
    }
    allowed
}

/// The diagnostic that a name in `allow` stands for, if it may stand there.
fn allowable(ident: &Ident) -> syn::Result<Name> {
    let text = ident.to_string();
    let refuse = |message: String| Err(syn::Error::new(ident.span(), message));
    let allowable = || Name::entries().iter().filter(|entry| entry.is_allowable);
    match text.parse::<Name>() {
        Ok(name) if name.entry().is_allowable => Ok(name),
        Ok(name) => {
            let why = match name.entry().severity {
                Severity::Error => "what it finds is never meant",
                Severity::Warning => "it is no warning that can be silenced",
            };
            refuse(format!("`{name}` cannot be allowed: {why}\n= help: mend the pattern"))
        }
        Err(_) => {
            let distance = |entry: &&Entry| strsim::damerau_levenshtein(entry.text, &text);
            let nearest = allowable().min_by_key(distance).filter(|entry| distance(entry) <= 3);
            let help = nearest.map_or_else(
                || format!("what can be allowed is {}", list_of(allowable().map(|entry| entry.text))),
                |nearest| format!("there is `{}`", nearest.text),
            );
            refuse(format!("no diagnostic is called `{text}`\n= help: {help}"))
        }
    }
}
