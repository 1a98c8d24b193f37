//! Parser for a call to `event_patterns!`: enums whose variants have patterns.
//!
//! An error in one variant does not affect the others. The readable parts of an invalid enum are kept for its stub.

use crate::Files;
use crate::attributes::Attributes;
use crate::body::{Body, Owner};
use crate::event_type::{DetailType, detail_type_of};
use crate::head;
use crate::input::{Item, ends_type, skip_item, starts_body};
use crate::known_events::KnownEvents;
use crate::rust_types::EventType;
use crate::syntax::{Error, Input, Result, StringLiteral, Type, is_group, unraw};
use crate::unused_allow::Suppressed;
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
    /// Errors outside the rules.
    pub(super) errors: Vec<Error>,
}

/// The events that the rules apply to.
pub(super) enum Event {
    /// Any event, as JSON text.
    Any,
    /// Events of this type.
    Typed(Type, DetailType),
    /// The event type is invalid. The error has already been reported.
    Unknown,
}

/// The rules of an enum.
pub(super) enum Rules {
    Listed(Vec<Variant>),
    /// The rules in the files that match this glob pattern.
    Folder(StringLiteral),
}

/// One rule of an enum.
pub(super) struct Variant {
    pub(super) attributes: Attributes,
    pub(super) name: Ident,
    /// `None` if the pattern is missing or malformed.
    pub(super) body: Option<Body>,
    /// Errors outside the pattern.
    pub(super) errors: Vec<Error>,
}

const ENUM_HELP: &str = "write `pub enum Alert { Failed { \"source\": [\"my.jobs\"] } }`";

/// The names of the enum's constants, which variants cannot have.
const CONSTANTS: [&str; 4] = ["ALL", "PATTERNS", "PREFILTERS", "PREFILTER"];

impl Set {
    /// Combines the `#[event_pattern(…)]` attributes of the enum and of a variant.
    pub(super) fn attributes_of(&self, variant: &Variant) -> Attributes {
        Attributes {
            allowed: variant.attributes.allowed.clone(),
            inherited: self.attributes.all_allowed(),
            root: self.attributes.root.clone(),
            ..Attributes::default()
        }
    }

    /// Removes the variants with invalid or duplicate names, and reports them.
    pub(super) fn remove_misnamed(&mut self, variants: Vec<Variant>) -> Vec<Variant> {
        if variants.is_empty() && self.errors.is_empty() {
            let message = format!("`{}` has no rules\n= help: {ENUM_HELP}", self.name);
            self.errors.push(Error::new(self.name.span(), message));
        }
        let mut kept: Vec<Variant> = Vec::with_capacity(variants.len());
        let mut names = std::collections::HashSet::with_capacity(variants.len());
        for variant in variants {
            let name = &variant.name;
            let problem = if CONSTANTS.iter().any(|constant| name == constant) {
                Some(format!("`{name}` is already a constant of the enum\n= help: rename the rule"))
            } else if names.insert(unraw(name)) {
                None
            } else {
                let set = &self.name;
                Some(format!("duplicate rule name `{name}` in `{set}`\n= help: give each rule a different name"))
            };
            match problem {
                Some(message) => self.errors.push(Error::new(name.span(), message)),
                None => kept.push(variant),
            }
        }
        kept
    }
}

impl Item for Set {
    const MACRO_NAME: &'static str = "event_patterns";

    fn attributes(&self) -> &Attributes {
        &self.attributes
    }

    fn unique_name(&self) -> Option<&Ident> {
        // rustc reports enums of the same name.
        None
    }

    fn detail_type(&self) -> Option<&DetailType> {
        match &self.event {
            Event::Typed(_, detail) => Some(detail),
            Event::Any | Event::Unknown => None,
        }
    }

    fn reject(&mut self, error: Error) {
        self.errors.push(error);
    }

    fn generate(
        self,
        event_type: Option<&EventType>,
        of_call: &KnownEvents<'_>,
        files: &dyn Files,
    ) -> (TokenStream, Suppressed) {
        super::generate(self, event_type, of_call, files)
    }

    fn read(input: &mut Input, call: &Attributes) -> Result<Self> {
        let mut errors = Vec::new();
        let attributes = Attributes::read(input, call, &mut errors);
        let visibility = input.visibility();
        head::check_length(input)?;
        if input.is_word("fn") {
            let message = "`event_patterns!` takes enums, not functions\n= help: use `event_pattern!` for a function";
            return Err(input.error(message));
        }
        let Some(enum_token) = input.take_word("enum") else {
            return Err(input.error(format!("expected `enum`\n= help: {ENUM_HELP}")));
        };
        let name = name_of("the enum", ENUM_HELP, input)?;
        reject_generics(input, &mut errors);
        let event = event(input, &mut errors);
        reject_generics(input, &mut errors);
        let rules = rules(input, &name, &mut errors);
        Ok(Self { attributes, visibility, enum_token, name, event, rules, errors })
    }
}

/// Reads the name of an item. In the error message, `what` describes the item.
fn name_of(what: &str, help: &str, input: &mut Input) -> Result<Ident> {
    let message = format!("expected the name of {what}\n= help: {help}");
    input.name().map_err(|error| Error { message, ..error })
}

/// Reports and skips generics and bounds.
fn reject_generics(input: &mut Input, errors: &mut Vec<Error>) {
    let starts_rules = |input: &Input| input.is_word("for") || input.rest().first().is_none_or(starts_body);
    if starts_rules(input) {
        return;
    }
    let message = "an enum of rules cannot have generics or bounds\n= help: remove them; to restrict the rules to one event type, write `for \
                   Event<TaskStateChange>` after the name";
    errors.push(input.error(message));
    while !starts_rules(input) {
        input.next();
    }
}

/// Reads an optional `for Event<…>`.
fn event(input: &mut Input, errors: &mut Vec<Error>) -> Event {
    if input.take_word("for").is_none() {
        return Event::Any;
    }
    let event = match Type::read(input, &ends_type) {
        Ok(event) => event,
        Err(error) => {
            errors.push(error);
            return Event::Unknown;
        }
    };
    match detail_type_of(&event, &TokenStream::new()) {
        Ok(detail) => Event::Typed(event, detail),
        Err(error) => {
            let help = "write `for Event<TaskStateChange>`, with a type from `event_pattern::ecs`";
            errors.push(error.into_error("expected an event type after `for`", help, "remove `for Event<…>`"));
            Event::Unknown
        }
    }
}

/// Reads the rules in braces, or the glob pattern of their files.
fn rules(input: &mut Input, name: &Ident, errors: &mut Vec<Error>) -> Rules {
    if let Some(variants) = input.take_group(Delimiter::Brace) {
        return Rules::Listed(read_variants(&mut Input::inside(&variants), errors));
    }
    let help = "write `{ … }` with a variant for each rule, or `= \"rules/*.json\";` for the files in a folder";
    let glob = if input.take_punct('=') {
        StringLiteral::read(input, format!("expected a string literal\n= help: {help}"))
    } else {
        Err(Error::new(name.span(), format!("`{name}` has no rules\n= help: {help}")))
    };
    match glob {
        Ok(glob) => {
            if !input.take_punct(';') {
                errors.push(Error::new(glob.span, "expected `;` after this string"));
            }
            Rules::Folder(glob)
        }
        Err(error) => {
            errors.push(error);
            skip_item(input);
            Rules::Listed(Vec::new())
        }
    }
}

/// Reads the variants. Reports and skips everything else.
fn read_variants(input: &mut Input, errors: &mut Vec<Error>) -> Vec<Variant> {
    let mut variants = Vec::new();
    while !input.is_empty() {
        match Variant::read(input) {
            Ok(variant) => variants.push(variant),
            Err(error) => {
                errors.push(error);
                skip_variant(input);
            }
        }
        if input.is_punct(';') {
            errors.push(input.error("unexpected `;` between rules\n= help: separate rules with a comma"));
            input.next();
        }
        input.take_punct(',');
    }
    variants
}

/// Skips the rest of a variant, up to a comma or to the end of its body in braces.
fn skip_variant(input: &mut Input) {
    while !input.is_punct(',') && !input.is_punct(';') {
        if input.next().is_none_or(|token| is_group(&token, Delimiter::Brace)) {
            break;
        }
    }
}

impl Variant {
    fn read(input: &mut Input) -> Result<Self> {
        let mut errors = Vec::new();
        let attributes = Attributes::read(input, &Attributes::default(), &mut errors);
        for path in &attributes.schemas {
            let message = "`schema` applies to all rules of an enum\n= help: write this attribute on the enum";
            errors.push(Error::new(path.span, message));
        }
        for cfg in attributes.cfg_attributes() {
            let message = "`#[cfg(…)]` cannot be used on a rule of an enum, because all rules share one set of tables\n= help: move \
                           the conditional rules to a separate enum, with `#[cfg(…)]` on the enum";
            errors.push(Error::spanning(cfg.to_token_stream(), message));
        }
        let name = name_of("a rule", "write `Failed { \"source\": [\"my.jobs\"] }`", input)?;
        let body = match pattern(input, &name) {
            Ok(body) => Some(body),
            Err(error) => {
                errors.push(error);
                if input.is_punct('=') || input.is_group(Delimiter::Parenthesis) {
                    skip_variant(input);
                }
                None
            }
        };
        Ok(Self { attributes, name, body, errors })
    }
}

/// Reads the pattern after the name of a rule.
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
