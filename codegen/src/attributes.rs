//! The attributes of what a macro call holds: those that pass through, and the macro's own.

use super::crate_path::CratePath;
use crate::syntax::{Attribute, Error, Input, Result};
use event_pattern_compiler::diagnostic::{Entry, Lint, typing_mistakes};
use event_pattern_compiler::pattern::print::quoted_list;
use proc_macro2::{Delimiter, Ident};

/// The attributes of a function, an enum or a variant.
#[derive(Default)]
pub(super) struct Attributes {
    /// All but the macro's own.
    pub(super) others: Vec<Attribute>,
    /// What `#[event_pattern(allow(…))]` names.
    pub(super) allowed: Vec<Lint>,
    /// The traits that `#[event_pattern(without(…))]` names: the author implements them.
    pub(super) without: Vec<String>,
    /// Where the items are that generated code uses.
    pub(super) root: CratePath,
}

impl Attributes {
    /// Reads all attributes that come next.
    pub(super) fn read(input: &mut Input, root: &CratePath, mistakes: &mut Vec<Error>) -> Self {
        let mut attributes = Self { root: root.clone(), ..Self::default() };
        for attribute in Attribute::read_all(input) {
            if !attribute.is("event_pattern") {
                attributes.others.push(attribute);
            } else if let Err(error) = attributes.read_own(&mut attribute.content(), mistakes) {
                let help = if error.message.contains("help:") { String::new() } else { format!("\n= help: {ALLOW}") };
                mistakes.push(Error { message: format!("{}{help}", error.message), ..error });
            }
        }
        attributes
    }

    /// Reads one of the macro's own attributes.
    fn read_own(&mut self, content: &mut Input, mistakes: &mut Vec<Error>) -> Result<()> {
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
                end_of_part(&mut arguments)?;
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
                read_without(&mut names, &mut self.without, mistakes)?;
            } else {
                read_allowed(&mut names, &mut self.allowed, mistakes)?;
            }
            end_of_part(&mut arguments)?;
        }
        Ok(())
    }

    /// The `cfg` attributes, which every item needs that belongs to what they stand at.
    pub(super) fn conditions(&self) -> Vec<&Attribute> {
        self.others.iter().filter(|attribute| attribute.is("cfg")).collect()
    }

    /// Whether what they stand at may be left out.
    pub(super) fn are_conditional(&self) -> bool {
        !self.conditions().is_empty()
    }
}

const ALLOW: &str = "write `#[event_pattern(allow(NAME))]` with the name of a diagnostic";

/// Reads the names of diagnostics.
fn read_allowed(names: &mut Input, allowed: &mut Vec<Lint>, mistakes: &mut Vec<Error>) -> Result<()> {
    while !names.is_empty() {
        match allowable(&names.name()?) {
            Ok(name) => allowed.push(name),
            Err(error) => mistakes.push(error),
        }
        end_of_part(names)?;
    }
    Ok(())
}

/// Reads the names of traits.
fn read_without(names: &mut Input, without: &mut Vec<String>, mistakes: &mut Vec<Error>) -> Result<()> {
    while !names.is_empty() {
        let name = names.name()?;
        if ["Display", "FromStr"].iter().any(|known| name == known) {
            without.push(name.to_string());
        } else {
            let message = format!("expected `Display` or `FromStr`, found `{name}`");
            mistakes.push(Error::new(name.span(), message));
        }
        end_of_part(names)?;
    }
    Ok(())
}

/// Reads the comma between parts of a list.
fn end_of_part(list: &mut Input) -> Result<()> {
    if list.is_empty() || list.take_punct(',') { Ok(()) } else { Err(list.error("expected `,`")) }
}

/// The diagnostic that a name in `allow` stands for, if it may stand there.
fn allowable(ident: &Ident) -> Result<Lint> {
    let text = ident.to_string();
    let refuse = |message: String| Err(Error::new(ident.span(), message));
    let allowable = || Lint::entries().iter().filter(|entry| entry.is_allowable);
    match text.parse::<Lint>() {
        Ok(name) if name.entry().is_allowable => Ok(name),
        Ok(name) => refuse(format!("`{name}` cannot be allowed\n= help: fix the pattern")),
        Err(_) => {
            let distance = |entry: &&Entry| typing_mistakes(entry.text, &text);
            let nearest = allowable().min_by_key(distance).filter(|entry| distance(entry) <= 3);
            let help = nearest.map_or_else(
                || format!("write one of {}", quoted_list(allowable().map(|entry| entry.text))),
                |nearest| format!("did you mean `{}`?", nearest.text),
            );
            refuse(format!("unknown diagnostic `{text}`\n= help: {help}"))
        }
    }
}
