//! The events that the page shows.

use super::pattern::DiagnosticView;
use super::spans::{Utf16, text_of_page};
use super::tokens::{Language, Token, tokens};
use crate::event_file::{describe, not_an_event};
use crate::known_events::KnownEvents;
use crate::raw_json::{RawObject, first_value};
use event_pattern::validate;
use event_pattern_compiler::diagnostic::{Diagnostic, Severity};
use event_pattern_compiler::json::{self, Dialect};
use event_pattern_compiler::source::Span;
use serde::Serialize;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// An event that was read, or a record that is not an event.
#[derive(Debug)]
pub(crate) struct ShownEvent {
    /// The file, with the line if the file has several events.
    pub(crate) name: String,
    /// The text of the event. Empty for a record that is not an event.
    pub(crate) text: String,
    pub(crate) origin: Origin,
    /// Why this is not an event.
    pub(crate) error: Option<String>,
}

/// Where an event comes from.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The event is a file. An edited text can be saved in it if the path is known.
    File(Option<PathBuf>),
    /// The event is in an archive, or inside a wrapper.
    Archive,
}

impl ShownEvent {
    /// Returns the text that the page shows: as it is in the file, if the file is this event.
    pub(crate) fn shown_text(&self) -> Cow<'_, str> {
        match self.origin {
            Origin::File(_) => Cow::Borrowed(&self.text),
            Origin::Archive => {
                let event = json::read(&self.text, Dialect::Strict).value;
                event.map_or(Cow::Borrowed(&*self.text), |event| Cow::Owned(event.to_pretty_json(0)))
            }
        }
    }

    /// Returns the file that an edited text can be saved in.
    pub(crate) fn saved_in(&self) -> Option<&Path> {
        match &self.origin {
            Origin::File(path) => path.as_deref(),
            Origin::Archive => None,
        }
    }

    /// Returns the outer fields by which users know the event, as far as they are strings.
    pub(crate) fn header(&self) -> Header {
        let object = first_value(&self.text).and_then(|event| RawObject::parse(event.trim()).ok());
        let value = |name: &str| object.as_ref().and_then(|object| object.string(name));
        Header { source: value("source"), detail_type: value("detail-type"), time: value("time") }
    }
}

/// The outer fields by which users know an event.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Header {
    source: Option<String>,
    detail_type: Option<String>,
    time: Option<String>,
}

/// The text of an event that was read.
#[derive(Debug)]
pub(crate) struct ReadEvent<'t> {
    pub(crate) text: &'t str,
    pub(crate) error: Option<Diagnostic>,
    /// What the user should know about the event.
    pub(crate) notes: Vec<String>,
    pub(crate) offsets: Utf16,
}

impl<'t> ReadEvent<'t> {
    /// Reads an event as in a file of its own.
    pub(crate) fn of(text: &'t str, known: &KnownEvents) -> Self {
        let mut event = Self { text, error: None, notes: Vec::new(), offsets: Utf16::of(text) };
        if let Err(error) = validate(text.as_bytes()) {
            event.error = Some(describe(text.as_bytes(), error));
            return event;
        }
        let Some(value) = first_value(text) else { return event };
        if !text[value.len()..].trim().is_empty() {
            event.notes.push("text after the event is ignored".to_owned());
        }
        if let Some(diagnostic) = not_an_event(text, known) {
            match diagnostic.severity {
                Severity::Error => event.error = Some(diagnostic),
                Severity::Warning => {
                    event.notes.push(format!("{}; {}", diagnostic.message, diagnostic.help.unwrap_or_default()));
                }
            }
        }
        event
    }
}

/// An event on the page.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EventView {
    text: String,
    /// Whether the text can be edited.
    editable: bool,
    /// The file that an edited text can be saved in. `None` if it cannot be saved.
    saved_in: Option<String>,
    tokens: Vec<Token>,
    error: Option<DiagnosticView>,
    notes: Vec<String>,
}

impl EventView {
    /// Returns the view of an event that cannot be saved.
    pub(crate) fn of(event: ReadEvent<'_>) -> Self {
        Self {
            tokens: tokens(event.text, Language::Event, &event.offsets),
            text: text_of_page(event.text),
            editable: true,
            saved_in: None,
            error: event.error.as_ref().map(|error| DiagnosticView::of(error, &event.offsets)),
            notes: event.notes,
        }
    }

    /// Returns the view of an event of a file or an archive, given the text that is shown, read.
    pub(crate) fn of_shown(event: &ShownEvent, read: ReadEvent<'_>) -> Self {
        let mut view = Self::of(read);
        view.saved_in = event.saved_in().map(|path| path.display().to_string());
        if event.text.is_empty() && event.origin == Origin::Archive {
            let error = event.error.clone().unwrap_or_default();
            view.editable = false;
            view.error = Some(DiagnosticView::of(&Diagnostic::error(Span::new(0, 0), error), &Utf16::of("")));
        }
        view
    }

    /// Returns the view for a page that cannot be edited.
    pub(crate) fn read_only(mut self) -> Self {
        (self.editable, self.saved_in) = (false, None);
        self
    }
}
