//! What stands in a call of `event_patterns!`: enums whose variants have patterns.
//!
//! A mistake in one variant leaves the others alone. Of the enum whatever could be read is kept, so that a stub can take its place.

use crate::attributes::Attributes;
use crate::body::{Body, Owner};
use crate::event_type::schema_of;
use crate::head;
use crate::input::skip_item;
use event_pattern_compiler::diagnostic::Name;
use event_pattern_compiler::schema::Schema;
use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::{LitStr, Token, Type, Visibility, token};

/// One enum of a macro call.
pub(crate) struct Set {
    pub(super) attributes: Attributes,
    pub(super) visibility: Visibility,
    pub(super) enum_token: Token![enum],
    pub(super) name: Ident,
    pub(super) event: Event,
    pub(super) rules: Rules,
    /// What is wrong with the enum, its rules aside.
    pub(super) mistakes: Vec<syn::Error>,
}

/// What the rules are for.
pub(super) enum Event {
    /// Any event, as JSON text.
    Any,
    /// Events of this type.
    Typed(Box<Type>, &'static Schema),
    /// Events of a type that is none.
    Unknown,
}

/// Where the rules are.
pub(super) enum Rules {
    Listed(Vec<Variant>),
    /// In the files that fit this.
    Folder(LitStr),
}

/// One rule of an enum.
pub(super) struct Variant {
    pub(super) attributes: Attributes,
    pub(super) name: Ident,
    /// Nothing if there is none.
    pub(super) body: Option<Body>,
    /// What is wrong with the variant, its pattern aside.
    pub(super) mistakes: Vec<syn::Error>,
}

const FORM: &str = "write `pub enum Alert { Failed { \"source\": [\"my.jobs\"] } }`";

/// The constants of the enum, which variants cannot be called like.
const CONSTANTS: [&str; 4] = ["ALL", "PATTERNS", "PREFILTERS", "PREFILTER"];

impl Event {
    /// The schema of the events, if their type says which one it is.
    pub(super) fn schema(&self) -> Option<&'static Schema> {
        match self {
            Self::Typed(_, schema) => Some(schema),
            Self::Any | Self::Unknown => None,
        }
    }
}

impl Set {
    /// What is allowed in the pattern of a rule.
    pub(super) fn allowed_in(&self, variant: &Variant) -> Vec<Name> {
        self.attributes.allowed.iter().chain(&variant.attributes.allowed).copied().collect()
    }

    /// Leaves out the variants whose names cannot be, and tells why.
    pub(super) fn without_misnamed(&mut self, variants: Vec<Variant>) -> Vec<Variant> {
        if variants.is_empty() && self.mistakes.is_empty() {
            let message = format!("`{}` has no rules\n= help: {FORM}", self.name);
            self.mistakes.push(syn::Error::new(self.name.span(), message));
        }
        let mut kept: Vec<Variant> = Vec::with_capacity(variants.len());
        let mut names = std::collections::HashSet::with_capacity(variants.len());
        for variant in variants {
            let name = &variant.name;
            let problem = if CONSTANTS.iter().any(|constant| name == constant) {
                Some(format!("`{name}` is a constant of the enum\n= help: give the rule another name"))
            } else if names.insert(name.unraw()) {
                None
            } else {
                let set = &self.name;
                Some(format!("another rule of `{set}` is called `{name}`\n= help: give each rule a name of its own"))
            };
            match problem {
                Some(message) => self.mistakes.push(syn::Error::new(name.span(), message)),
                None => kept.push(variant),
            }
        }
        kept
    }
}

/// Reads all enums of a macro call, or why one of them is none.
pub(crate) fn read(tokens: TokenStream) -> Vec<syn::Result<Set>> {
    let sets = |input: ParseStream<'_>| {
        let mut sets = Vec::new();
        while !input.is_empty() {
            let set = input.parse::<Set>();
            if set.is_err() {
                skip_item(input)?;
            }
            sets.push(set);
        }
        Ok(sets)
    };
    sets.parse2(tokens).unwrap_or_else(|error| vec![Err(error)])
}

impl Parse for Set {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut mistakes = Vec::new();
        let attributes = Attributes::read(input, &mut mistakes)?;
        let visibility = input.parse()?;
        head::refuse_long(input)?;
        if input.peek(Token![fn]) {
            return Err(
                input.error("rules in functions are for `event_pattern!`\n= help: an enum has a rule in each variant")
            );
        }
        let Ok(enum_token) = input.parse() else {
            return Err(input.error(format!("a set of rules is an enum\n= help: {FORM}")));
        };
        let name = name_of("the enum", FORM, input)?;
        refuse_generics(input, &mut mistakes)?;
        let event = event(input, &mut mistakes)?;
        refuse_generics(input, &mut mistakes)?;
        let rules = rules(input, &name, &mut mistakes)?;
        Ok(Self { attributes, visibility, enum_token, name, event, rules, mistakes })
    }
}

/// Reads a name, or tells that it is missing.
fn name_of(what: &str, help: &str, input: ParseStream<'_>) -> syn::Result<Ident> {
    input.parse().map_err(|error: syn::Error| {
        syn::Error::new(error.span(), format!("the name of {what} is missing here\n= help: {help}"))
    })
}

/// Passes over what an enum of rules cannot have in front of its rules.
fn refuse_generics(input: ParseStream<'_>, mistakes: &mut Vec<syn::Error>) -> syn::Result<()> {
    let starts_rules = |input: ParseStream<'_>| {
        input.peek(Token![=]) || input.peek(Token![for]) || input.peek(Token![;]) || input.peek(token::Brace)
    };
    if input.is_empty() || starts_rules(input) {
        return Ok(());
    }
    let message = "an enum of rules has no generics and no bounds\n= help: write the event's type behind the name, `for \
                   Event<TaskStateChange>`, or nothing for any event";
    mistakes.push(input.error(message));
    while !input.is_empty() && !starts_rules(input) {
        input.parse::<TokenTree>()?;
    }
    Ok(())
}

/// Reads `for Event<…>`, if it is there.
fn event(input: ParseStream<'_>, mistakes: &mut Vec<syn::Error>) -> syn::Result<Event> {
    if input.parse::<Option<Token![for]>>()?.is_none() {
        return Ok(Event::Any);
    }
    let event: Type = match input.parse() {
        Ok(event) => event,
        Err(error) => {
            mistakes.push(error);
            return Ok(Event::Unknown);
        }
    };
    match schema_of(&event) {
        Ok(schema) => Ok(Event::Typed(Box::new(event), schema)),
        Err(error) => {
            let help = "write `for Event<TaskStateChange>`, with one of the types of `event_pattern::ecs`";
            mistakes.push(error.explained("what rules are for is a type of event", help, "leave out `for Event<…>`"));
            Ok(Event::Unknown)
        }
    }
}

/// Reads the rules in braces, or the files that they are in.
fn rules(input: ParseStream<'_>, name: &Ident, mistakes: &mut Vec<syn::Error>) -> syn::Result<Rules> {
    if input.peek(token::Brace) {
        let variants;
        syn::braced!(variants in input);
        return Ok(Rules::Listed(listed(&variants, mistakes)?));
    }
    let refuse = |span, message: &str| {
        let help = "write `{ … }` with a variant for each rule, or `= \"rules/*.json\";` for the files of a folder";
        syn::Error::new(span, format!("{message}\n= help: {help}"))
    };
    if input.parse::<Option<Token![=]>>()?.is_none() {
        mistakes.push(refuse(name.span(), &format!("`{name}` has no rules")));
        skip_item(input)?;
        return Ok(Rules::Listed(Vec::new()));
    }
    let files = match input.parse::<LitStr>() {
        Ok(files) => files,
        Err(error) => {
            mistakes.push(refuse(error.span(), "a string literal is missing here"));
            skip_item(input)?;
            return Ok(Rules::Listed(Vec::new()));
        }
    };
    if input.parse::<Option<Token![;]>>()?.is_none() {
        mistakes.push(syn::Error::new(files.span(), "a `;` is missing after this string"));
    }
    Ok(Rules::Folder(files))
}

/// Reads the variants. What is none is passed over.
fn listed(input: ParseStream<'_>, mistakes: &mut Vec<syn::Error>) -> syn::Result<Vec<Variant>> {
    let mut variants = Vec::new();
    while !input.is_empty() {
        match input.parse::<Variant>() {
            Ok(variant) => variants.push(variant),
            Err(error) => {
                mistakes.push(error);
                skip_variant(input)?;
            }
        }
        if input.peek(Token![;]) {
            mistakes.push(input.error("a `;` stands between rules\n= help: write `,`"));
            input.parse::<Token![;]>()?;
        }
        input.parse::<Option<Token![,]>>()?;
    }
    Ok(variants)
}

/// Passes over what is left of a variant: its body, or what stands in front of a comma.
fn skip_variant(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) && !input.peek(Token![;]) {
        if matches!(input.parse()?, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace) {
            break;
        }
    }
    Ok(())
}

impl Parse for Variant {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut mistakes = Vec::new();
        let attributes = Attributes::read(input, &mut mistakes)?;
        for condition in attributes.conditions() {
            let message = "a rule of an enum cannot be left out: the tables are made for all of them\n= help: put rules that are left \
                           out together into an enum of their own, with `#[cfg(…)]` on that";
            mistakes.push(syn::Error::new_spanned(condition, message));
        }
        let name = name_of("a rule", "write `Failed { \"source\": [\"my.jobs\"] }`", input)?;
        let body = match pattern(input, &name) {
            Ok(body) => Some(body),
            Err(error) => {
                mistakes.push(error);
                if input.peek(Token![=]) || input.peek(token::Paren) {
                    skip_variant(input)?;
                }
                None
            }
        };
        Ok(Self { attributes, name, body, mistakes })
    }
}

/// Reads the pattern behind the name of a rule.
fn pattern(input: ParseStream<'_>, name: &Ident) -> syn::Result<Body> {
    let help =
        format!("write `{name} {{ \"source\": [\"my.jobs\"] }}`, or `{name} = \"path/to/pattern.json\",` for a file");
    if input.peek(token::Paren) {
        return Err(input.error(format!("a rule has a pattern in braces, and no fields\n= help: {help}")));
    }
    if !input.peek(Token![=]) && !input.peek(token::Brace) {
        return Err(syn::Error::new(name.span(), format!("the rule `{name}` has no pattern\n= help: {help}")));
    }
    Body::read(input, Owner::Variant)
}
