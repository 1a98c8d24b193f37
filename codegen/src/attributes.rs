//! Attributes in a macro call: `#[event_pattern(…)]`, and attributes that are passed through.

use super::crate_path::CratePath;
use crate::syntax::{Attribute, Error, Input, Result, StringLiteral};
use event_pattern_compiler::diagnostic::{Entry, Lint, edit_distance};
use proc_macro2::{Delimiter, Ident, TokenTree};

/// The attributes of a function, an enum or a variant.
#[derive(Default)]
pub(super) struct Attributes {
    /// All attributes except `#[event_pattern(…)]`.
    pub(super) passed_through: Vec<Attribute>,
    /// The names in `#[event_pattern(allow(…))]`.
    pub(super) allowed: Vec<Allow>,
    /// The lints that the enum or the macro call allows for this item.
    pub(super) inherited: Vec<Lint>,
    /// The traits in `#[event_pattern(without(…))]`, which the author implements.
    pub(super) without: Vec<String>,
    /// The paths in `#[event_pattern(schema = "…")]`: the documents that describe the events of the rules.
    pub(super) schemas: Vec<StringLiteral>,
    /// The path of the `event-pattern` crate in generated code.
    pub(super) root: CratePath,
}

/// A name in `allow(…)`.
#[derive(Clone)]
pub(super) struct Allow {
    pub(super) lint: Lint,
    pub(super) name: Ident,
}

impl Attributes {
    /// Reads each `#![event_pattern(…)]` at the start of a macro call. Its arguments apply to all items of the call.
    pub(super) fn of_call(input: &mut Input, errors: &mut Vec<Error>) -> Result<Self> {
        let reject = |input: &Input| {
            let help = "write `#![event_pattern(allow(NAME))]`, `#![event_pattern(schema = \"schemas/order.json\")]` or \
                        `#![event_pattern(crate = path::to::event_pattern)]`";
            input.error(format!("only `allow`, `schema` and `crate` can be set for a whole macro call\n= help: {help}"))
        };
        let mut attributes = Self::default();
        while let [TokenTree::Punct(pound), TokenTree::Punct(bang), ..] = input.rest() {
            if pound.as_char() != '#' || bang.as_char() != '!' {
                break;
            }
            input.next();
            input.next();
            let Some(brackets) = input.take_group(Delimiter::Bracket) else { return Err(reject(input)) };
            let mut content = Input::inside(&brackets);
            let arguments = content.take_word("event_pattern").and_then(|_| content.take_group(Delimiter::Parenthesis));
            let Some(arguments) = arguments.filter(|_| content.is_empty()) else { return Err(reject(&content)) };
            let mut arguments = Input::inside(&arguments);
            if arguments.is_empty() {
                return Err(reject(&arguments));
            }
            while !arguments.is_empty() {
                if arguments.take_word("crate").is_some() {
                    attributes.root = CratePath::read(&mut arguments)?;
                } else if arguments.take_word("allow").is_some() {
                    let Some(names) = arguments.take_group(Delimiter::Parenthesis) else {
                        return Err(arguments.error("expected names in parentheses"));
                    };
                    read_allowed(&mut Input::inside(&names), &mut attributes.allowed, errors)?;
                } else if arguments.take_word("schema").is_some() {
                    attributes.schemas.push(read_schema(&mut arguments)?);
                } else {
                    return Err(reject(&arguments));
                }
                expect_comma_or_end(&mut arguments)?;
            }
        }
        Ok(attributes)
    }

    /// Reads all attributes at the current position. `call` has the attributes of the macro call.
    pub(super) fn read(input: &mut Input, call: &Self, errors: &mut Vec<Error>) -> Self {
        let mut attributes = Self { root: call.root.clone(), inherited: call.all_allowed(), ..Self::default() };
        for attribute in Attribute::read_all(input) {
            if !attribute.is_named("event_pattern") {
                attributes.passed_through.push(attribute);
            } else if let Err(error) = attributes.read_arguments(&mut attribute.content(), errors) {
                let help =
                    if error.message.contains("help:") { String::new() } else { format!("\n= help: {ALLOW_HELP}") };
                errors.push(Error { message: format!("{}{help}", error.message), ..error });
            }
        }
        attributes
    }

    /// Reads the content of `#[event_pattern(…)]`.
    fn read_arguments(&mut self, content: &mut Input, errors: &mut Vec<Error>) -> Result<()> {
        let start = content.span();
        content.next();
        let Some(group) = content.take_group(Delimiter::Parenthesis) else {
            let span = if content.is_empty() { start } else { content.span() };
            return Err(Error::new(span, "expected arguments in parentheses: `#[event_pattern(…)]`"));
        };
        if !content.is_empty() {
            return Err(content.error("unexpected token after the arguments"));
        }
        let mut arguments = Input::inside(&group);
        while !arguments.is_empty() {
            if arguments.take_word("crate").is_some() {
                self.root = CratePath::read(&mut arguments)?;
                expect_comma_or_end(&mut arguments)?;
                continue;
            }
            if arguments.take_word("schema").is_some() {
                self.schemas.push(read_schema(&mut arguments)?);
                expect_comma_or_end(&mut arguments)?;
                continue;
            }
            let is_without = arguments.take_word("without").is_some();
            if !is_without && arguments.take_word("allow").is_none() {
                return Err(arguments.error("expected `allow`, `schema`, `without` or `crate`"));
            }
            let Some(names) = arguments.take_group(Delimiter::Parenthesis) else {
                return Err(arguments.error("expected names in parentheses"));
            };
            let mut names = Input::inside(&names);
            if is_without {
                read_without(&mut names, &mut self.without, errors)?;
            } else {
                read_allowed(&mut names, &mut self.allowed, errors)?;
            }
            expect_comma_or_end(&mut arguments)?;
        }
        Ok(())
    }

    /// Whether diagnostics with this lint are suppressed for the item.
    pub(super) fn allows(&self, lint: Lint) -> bool {
        self.all_allowed().contains(&lint)
    }

    /// Returns the lints that are allowed for the item.
    pub(super) fn all_allowed(&self) -> Vec<Lint> {
        self.allowed.iter().map(|allow| allow.lint).chain(self.inherited.iter().copied()).collect()
    }

    /// Returns the `cfg` attributes, which every item that is generated for a rule needs.
    pub(super) fn cfg_attributes(&self) -> Vec<&Attribute> {
        self.passed_through.iter().filter(|attribute| attribute.is_named("cfg")).collect()
    }

    pub(super) fn has_cfg(&self) -> bool {
        !self.cfg_attributes().is_empty()
    }
}

const ALLOW_HELP: &str = "write `#[event_pattern(allow(NAME))]` with the name of a diagnostic";

/// Reads the path of a document after `schema`.
fn read_schema(arguments: &mut Input) -> Result<StringLiteral> {
    let message = "expected `=` and the path of a document\n= help: write `schema = \"schemas/order.json\"`";
    if !arguments.take_punct('=') {
        return Err(arguments.error(message));
    }
    StringLiteral::read(arguments, message)
}

/// Reads the names in `allow(…)`.
fn read_allowed(names: &mut Input, allowed: &mut Vec<Allow>, errors: &mut Vec<Error>) -> Result<()> {
    while !names.is_empty() {
        let name = names.name()?;
        match parse_lint(&name) {
            Ok(lint) => allowed.push(Allow { lint, name }),
            Err(error) => errors.push(error),
        }
        expect_comma_or_end(names)?;
    }
    Ok(())
}

/// Reads the names in `without(…)`.
fn read_without(names: &mut Input, without: &mut Vec<String>, errors: &mut Vec<Error>) -> Result<()> {
    while !names.is_empty() {
        let name = names.name()?;
        if ["Display", "FromStr"].iter().any(|known| name == known) {
            without.push(name.to_string());
        } else {
            let message = format!("expected `Display` or `FromStr`, found `{name}`");
            errors.push(Error::new(name.span(), message));
        }
        expect_comma_or_end(names)?;
    }
    Ok(())
}

/// Reads the comma between elements of a list.
fn expect_comma_or_end(list: &mut Input) -> Result<()> {
    if list.is_empty() || list.take_punct(',') { Ok(()) } else { Err(list.error("expected `,`")) }
}

/// Returns the lint with this name, or an error if there is no such lint or the lint cannot be allowed.
fn parse_lint(ident: &Ident) -> Result<Lint> {
    let text = ident.to_string();
    let reject = |message: String| Err(Error::new(ident.span(), message));
    let allowable = || Lint::entries().filter(|entry| entry.is_allowable);
    match text.parse::<Lint>() {
        Ok(name) if name.entry().is_allowable => Ok(name),
        Ok(name) => reject(format!("`{name}` cannot be allowed\n= help: fix the pattern")),
        Err(_) => {
            let distance = |entry: &&Entry| edit_distance(entry.name, &text);
            let nearest = allowable().min_by_key(distance).filter(|entry| distance(entry) <= 3);
            let help = nearest.map_or_else(
                || "write the name that the message shows, such as `unknown_value`".to_owned(),
                |nearest| format!("did you mean `{}`?", nearest.name),
            );
            reject(format!("unknown diagnostic `{text}`\n= help: {help}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::ToTokens as _;

    #[test]
    fn a_macro_call_can_set_only_the_crate_and_the_allowed_diagnostics() {
        for (call, expected) in [
            ("#![event_pattern(crate = ep)] fn", Some(("ep", 0))),
            ("#![event_pattern(crate = \"ep\",)] fn", Some(("ep", 0))),
            ("#[event_pattern(crate = ep)] fn", Some(("::event_pattern", 0))),
            ("#![event_pattern(allow(unknown_field))] fn", Some(("::event_pattern", 1))),
            ("#![event_pattern(crate = ep, allow(unknown_field, fires_twice))] fn", Some(("ep", 2))),
            ("#![event_pattern(crate = ep)] #![event_pattern(allow(fires_twice))] fn", Some(("ep", 1))),
            ("#![event_pattern(crate = ep) more] fn", None),
            ("#![event_pattern(allow(unknown_field) more)] fn", None),
            ("#![event_pattern(schema = \"order.json\", crate = ep)] fn", Some(("ep", 0))),
            ("#![event_pattern(schema)] fn", None),
            ("#![event_pattern(schema = order)] fn", None),
            ("#![event_pattern(without(Display))] fn", None),
            ("#![allow(dead_code)] fn", None),
        ] {
            let read = Attributes::of_call(&mut Input::new(call.parse().unwrap()), &mut Vec::new()).ok();
            let read = read.map(|read| (read.root.to_token_stream().to_string().replace(' ', ""), read.allowed.len()));
            assert_eq!(read.as_ref().map(|(path, count)| (path.as_str(), *count)), expected, "{call}");
        }
    }
}
