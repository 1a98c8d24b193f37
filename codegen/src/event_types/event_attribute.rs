//! The attribute `#[event(source = "…", detail_type = "…")]`.

use crate::syntax::{Attribute, Error, Input, Result, StringLiteral};
use proc_macro2::{Delimiter, Span};

/// The events whose detail a type is.
#[derive(Debug, Clone)]
pub(super) struct EventAttribute {
    /// The `source` of the events; `None` if it is not given.
    pub(super) source: Option<StringLiteral>,
    /// The `detail-type` of the events; `None` if it is not given.
    pub(super) detail_type: Option<StringLiteral>,
    /// The span of the attribute's name.
    pub(super) span: Span,
}

const HELP: &str = "write `#[event(source = \"my.service\", detail_type = \"Something Happened\")]`";

/// Returns an error with the help to write the attribute.
pub(super) fn error(span: Span, message: impl std::fmt::Display) -> Error {
    Error::new(span, format!("{message}\n= help: {HELP}"))
}

impl EventAttribute {
    /// Takes the attribute from the attributes of an item. Returns `None` if there is no such attribute.
    ///
    /// # Errors
    /// Returns an error if the attribute is malformed, repeated, or inside a `cfg_attr`.
    pub(super) fn take(attributes: &mut Vec<Attribute>) -> Result<Option<Self>> {
        for attribute in attributes.iter().filter(|attribute| attribute.is_named("cfg_attr")) {
            if let Some(content) = attribute.contents().iter().find(|content| content.is_word("event")) {
                let message = "`event` cannot be in a `cfg_attr`\n= help: write `#[event(…)]`; if the type exists only \
                               under a condition, write `#[cfg(…)]` next to it";
                return Err(content.error(message));
            }
        }
        let (events, others): (Vec<_>, Vec<_>) =
            std::mem::take(attributes).into_iter().partition(|attribute| attribute.is_named("event"));
        *attributes = others;
        let mut events = events.iter();
        let Some(event) = events.next() else { return Ok(None) };
        if let Some(second) = events.next() {
            return Err(error(second.content().span(), "a type has only one `event` attribute"));
        }
        Self::read(&mut event.content()).map(Some)
    }

    fn read(content: &mut Input) -> Result<Self> {
        let span = content.span();
        content.next();
        let Some(arguments) = content.take_group(Delimiter::Parenthesis) else {
            return Err(error(span, "expected arguments in parentheses"));
        };
        if !content.is_empty() {
            return Err(error(content.span(), "unexpected token after the arguments"));
        }
        let mut read = Self { source: None, detail_type: None, span };
        let mut arguments = Input::inside(&arguments);
        while !arguments.is_empty() {
            let name = arguments.span();
            let target = if arguments.take_word("source").is_some() {
                &mut read.source
            } else if arguments.take_word("detail_type").is_some() {
                &mut read.detail_type
            } else {
                return Err(error(name, "expected `source` or `detail_type`"));
            };
            if target.is_some() {
                return Err(error(name, "this argument is given twice"));
            }
            if !arguments.take_punct('=') {
                return Err(error(arguments.span(), "expected `=` and a string"));
            }
            let text = StringLiteral::read(&mut arguments, format!("expected a string\n= help: {HELP}"))?;
            if text.value.is_empty() {
                return Err(error(text.span, "expected a text that is not empty"));
            }
            *target = Some(text);
            if !arguments.is_empty() && !arguments.take_punct(',') {
                return Err(error(arguments.span(), "expected `,`"));
            }
        }
        Ok(read)
    }
}
