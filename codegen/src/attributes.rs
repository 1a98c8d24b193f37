//! Attributes in a macro call: `#[event_pattern(…)]`, and attributes that are passed through.

use super::crate_path::CratePath;
use crate::syntax::{Attribute, Error, Input, Result};
use event_pattern_compiler::diagnostic::{Entry, Lint, edit_distance};
use event_pattern_compiler::pattern::print::quoted_list;
use proc_macro2::{Delimiter, Ident};

/// The attributes of a function, an enum or a variant.
#[derive(Default)]
pub(super) struct Attributes {
    /// All attributes except `#[event_pattern(…)]`.
    pub(super) passed_through: Vec<Attribute>,
    /// The lints in `#[event_pattern(allow(…))]`.
    pub(super) allowed: Vec<Lint>,
    /// The traits in `#[event_pattern(without(…))]`, which the author implements.
    pub(super) without: Vec<String>,
    /// The path of the `event-pattern` crate in generated code.
    pub(super) root: CratePath,
}

impl Attributes {
    /// Reads all attributes at the current position.
    pub(super) fn read(input: &mut Input, root: &CratePath, errors: &mut Vec<Error>) -> Self {
        let mut attributes = Self { root: root.clone(), ..Self::default() };
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
            let is_without = arguments.take_word("without").is_some();
            if !is_without && arguments.take_word("allow").is_none() {
                return Err(arguments.error("expected `allow`, `without` or `crate`"));
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

    /// Returns the `cfg` attributes, which every item that is generated for a rule needs.
    pub(super) fn cfg_attributes(&self) -> Vec<&Attribute> {
        self.passed_through.iter().filter(|attribute| attribute.is_named("cfg")).collect()
    }

    pub(super) fn has_cfg(&self) -> bool {
        !self.cfg_attributes().is_empty()
    }
}

const ALLOW_HELP: &str = "write `#[event_pattern(allow(NAME))]` with the name of a diagnostic";

/// Reads the names in `allow(…)`.
fn read_allowed(names: &mut Input, allowed: &mut Vec<Lint>, errors: &mut Vec<Error>) -> Result<()> {
    while !names.is_empty() {
        match parse_lint(&names.name()?) {
            Ok(name) => allowed.push(name),
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
                || format!("write one of {}", quoted_list(allowable().map(|entry| entry.name))),
                |nearest| format!("did you mean `{}`?", nearest.name),
            );
            reject(format!("unknown diagnostic `{text}`\n= help: {help}"))
        }
    }
}
