//! What stands in a call of `event_patterns!`: enums whose variants have patterns.
//!
//! A mistake in one variant leaves the others alone. Of the enum whatever could be read is kept, so that a stub can take its place.

use crate::attributes::Attributes;
use crate::body::{Body, Owner};
use crate::crate_path::CratePath;
use crate::event_type::schema_of;
use crate::head;
use crate::input::{ends_type, skip_item, starts_body};
use crate::syntax::{Error, Input, Result, Text, Type, is_group, unraw};
use event_pattern_compiler::schema::Schema;
use proc_macro2::{Delimiter, Ident, TokenStream};
use quote::ToTokens as _;

/// One enum of a macro call.
pub(crate) struct Set {
    pub(super) attributes: Attributes,
    pub(super) visibility: TokenStream,
    pub(super) enum_token: Ident,
    pub(super) name: Ident,
    pub(super) event: Event,
    pub(super) rules: Rules,
    /// What is wrong with the enum, its rules aside.
    pub(super) mistakes: Vec<Error>,
}

/// What the rules are for.
pub(super) enum Event {
    /// Any event, as JSON text.
    Any,
    /// Events of this type.
    Typed(Type, &'static Schema),
    /// Events of a type that is none.
    Unknown,
}

/// Where the rules are.
pub(super) enum Rules {
    Listed(Vec<Variant>),
    /// In the files that fit this.
    Folder(Text),
}

/// One rule of an enum.
pub(super) struct Variant {
    pub(super) attributes: Attributes,
    pub(super) name: Ident,
    /// Nothing if there is none.
    pub(super) body: Option<Body>,
    /// What is wrong with the variant, its pattern aside.
    pub(super) mistakes: Vec<Error>,
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
    /// What the macro's own attributes say of a rule, on the enum and on its variant.
    pub(super) fn attributes_of(&self, variant: &Variant) -> Attributes {
        let mut allowed = self.attributes.allowed.clone();
        allowed.extend(&variant.attributes.allowed);
        Attributes { allowed, root: self.attributes.root.clone(), ..Attributes::default() }
    }

    /// Leaves out the variants whose names cannot be, and tells why.
    pub(super) fn without_misnamed(&mut self, variants: Vec<Variant>) -> Vec<Variant> {
        if variants.is_empty() && self.mistakes.is_empty() {
            let message = format!("`{}` has no rules\n= help: {FORM}", self.name);
            self.mistakes.push(Error::new(self.name.span(), message));
        }
        let mut kept: Vec<Variant> = Vec::with_capacity(variants.len());
        let mut names = std::collections::HashSet::with_capacity(variants.len());
        for variant in variants {
            let name = &variant.name;
            let problem = if CONSTANTS.iter().any(|constant| name == constant) {
                Some(format!("`{name}` is the name of a constant of the enum\n= help: rename the rule"))
            } else if names.insert(unraw(name)) {
                None
            } else {
                let set = &self.name;
                Some(format!("duplicate rule name `{name}` in `{set}`\n= help: give each rule a different name"))
            };
            match problem {
                Some(message) => self.mistakes.push(Error::new(name.span(), message)),
                None => kept.push(variant),
            }
        }
        kept
    }
}

/// Reads all enums of a macro call, or why one of them is none.
pub(crate) fn read(tokens: TokenStream) -> Vec<Result<Set>> {
    let (mut input, mut sets) = (Input::new(tokens), Vec::new());
    let root = match CratePath::of_call(&mut input) {
        Ok(root) => root,
        Err(error) => return vec![Err(error)],
    };
    while !input.is_empty() {
        let set = Set::read(&mut input, &root);
        if set.is_err() {
            skip_item(&mut input);
        }
        sets.push(set);
    }
    sets
}

impl Set {
    fn read(input: &mut Input, root: &CratePath) -> Result<Self> {
        let mut mistakes = Vec::new();
        let attributes = Attributes::read(input, root, &mut mistakes);
        let visibility = input.visibility();
        head::refuse_long(input)?;
        if input.is_word("fn") {
            let message = "`event_patterns!` takes enums, not functions\n= help: use `event_pattern!` for a function";
            return Err(input.error(message));
        }
        let Some(enum_token) = input.take_word("enum") else {
            return Err(input.error(format!("expected `enum`\n= help: {FORM}")));
        };
        let name = name_of("the enum", FORM, input)?;
        refuse_generics(input, &mut mistakes);
        let event = event(input, &mut mistakes);
        refuse_generics(input, &mut mistakes);
        let rules = rules(input, &name, &mut mistakes);
        Ok(Self { attributes, visibility, enum_token, name, event, rules, mistakes })
    }
}

/// Reads a name, or tells that it is missing.
fn name_of(what: &str, help: &str, input: &mut Input) -> Result<Ident> {
    let message = format!("expected the name of {what}\n= help: {help}");
    input.name().map_err(|error| Error { message, ..error })
}

/// Passes over what an enum of rules cannot have in front of its rules.
fn refuse_generics(input: &mut Input, mistakes: &mut Vec<Error>) {
    let starts_rules = |input: &Input| input.is_word("for") || input.rest().first().is_none_or(starts_body);
    if starts_rules(input) {
        return;
    }
    let message = "an enum of rules cannot have generics or bounds\n= help: remove them; for rules on one event type, write `for \
                   Event<TaskStateChange>` after the name";
    mistakes.push(input.error(message));
    while !starts_rules(input) {
        input.next();
    }
}

/// Reads `for Event<…>`, if it is there.
fn event(input: &mut Input, mistakes: &mut Vec<Error>) -> Event {
    if input.take_word("for").is_none() {
        return Event::Any;
    }
    let event = match Type::read(input, &ends_type) {
        Ok(event) => event,
        Err(error) => {
            mistakes.push(error);
            return Event::Unknown;
        }
    };
    match schema_of(&event) {
        Ok(schema) => Event::Typed(event, schema),
        Err(error) => {
            let help = "write `for Event<TaskStateChange>`, with a type of `event_pattern::ecs`";
            mistakes.push(error.explained("expected an event type after `for`", help, "remove `for Event<…>`"));
            Event::Unknown
        }
    }
}

/// Reads the rules in braces, or the files that they are in.
fn rules(input: &mut Input, name: &Ident, mistakes: &mut Vec<Error>) -> Rules {
    if let Some(variants) = input.take_group(Delimiter::Brace) {
        return Rules::Listed(listed(&mut Input::inside(&variants), mistakes));
    }
    let help = "write `{ … }` with a variant for each rule, or `= \"rules/*.json\";` for the files of a folder";
    let files = if input.take_punct('=') {
        Text::read(input, format!("expected a string literal\n= help: {help}"))
    } else {
        Err(Error::new(name.span(), format!("`{name}` has no rules\n= help: {help}")))
    };
    match files {
        Ok(files) => {
            if !input.take_punct(';') {
                mistakes.push(Error::new(files.span, "expected `;` after this string"));
            }
            Rules::Folder(files)
        }
        Err(error) => {
            mistakes.push(error);
            skip_item(input);
            Rules::Listed(Vec::new())
        }
    }
}

/// Reads the variants. What is none is passed over.
fn listed(input: &mut Input, mistakes: &mut Vec<Error>) -> Vec<Variant> {
    let mut variants = Vec::new();
    while !input.is_empty() {
        match Variant::read(input) {
            Ok(variant) => variants.push(variant),
            Err(error) => {
                mistakes.push(error);
                skip_variant(input);
            }
        }
        if input.is_punct(';') {
            mistakes.push(input.error("unexpected `;` between rules\n= help: separate rules with `,`"));
            input.next();
        }
        input.take_punct(',');
    }
    variants
}

/// Passes over what is left of a variant: its body, or what stands in front of a comma.
fn skip_variant(input: &mut Input) {
    while !input.is_punct(',') && !input.is_punct(';') {
        if input.next().is_none_or(|token| is_group(&token, Delimiter::Brace)) {
            break;
        }
    }
}

impl Variant {
    fn read(input: &mut Input) -> Result<Self> {
        let mut mistakes = Vec::new();
        let attributes = Attributes::read(input, &CratePath::default(), &mut mistakes);
        for condition in attributes.conditions() {
            let message = "`#[cfg(…)]` cannot be used on a rule of an enum, because all rules share one set of tables\n= help: move \
                           the conditional rules to a separate enum, with `#[cfg(…)]` on the enum";
            mistakes.push(Error::of_all(condition.to_token_stream(), message));
        }
        let name = name_of("a rule", "write `Failed { \"source\": [\"my.jobs\"] }`", input)?;
        let body = match pattern(input, &name) {
            Ok(body) => Some(body),
            Err(error) => {
                mistakes.push(error);
                if input.is_punct('=') || input.is_group(Delimiter::Parenthesis) {
                    skip_variant(input);
                }
                None
            }
        };
        Ok(Self { attributes, name, body, mistakes })
    }
}

/// Reads the pattern behind the name of a rule.
fn pattern(input: &mut Input, name: &Ident) -> Result<Body> {
    let help =
        format!("write `{name} {{ \"source\": [\"my.jobs\"] }}`, or `{name} = \"path/to/pattern.json\",` for a file");
    if input.is_group(Delimiter::Parenthesis) {
        return Err(input.error(format!("expected a pattern in braces, found parentheses\n= help: {help}")));
    }
    if !input.is_punct('=') && !input.is_group(Delimiter::Brace) {
        return Err(Error::new(name.span(), format!("the rule `{name}` has no pattern\n= help: {help}")));
    }
    Body::read(input, Owner::Variant)
}
