//! Reads event files, which contain an event, an object that wraps an event, or the output of `describe-tasks`.

use crate::archive::{BYTE_ORDER_MARK, EventReader, InvalidRecord, Note, Origin, Rejection, Visitor, decompress_all};
use crate::encoding::invalid_utf8;
use crate::failure::Failure;
use crate::known_events::KnownEvents;
use crate::number::counted;
use crate::raw_json::first_value;
use crate::tasks::{self, Description, Task};
use crate::{lookalike, output};
use event_pattern::{EventError, EventErrorKind, validate};
use event_pattern_compiler::diagnostic::{Diagnostic, Severity, Style};
use event_pattern_compiler::json::{self, Dialect, pasted};
use event_pattern_compiler::pattern::is_pattern;
use event_pattern_compiler::source::{Source, Span};

/// The contents of an event file.
#[derive(Debug)]
pub(crate) enum EventFile {
    /// The file contains an event, with this JSON text.
    Event(Vec<u8>),
    /// The file contains the output of `aws ecs describe-tasks`, with these tasks.
    Tasks(Vec<Task>),
}

/// Checks the bytes and determines what they contain. Notes and warnings are printed to standard error.
pub(crate) fn read(name: &str, bytes: Vec<u8>, known: &KnownEvents) -> Result<EventFile, Failure> {
    let mut bytes = decompress_all(bytes).map_err(|error| Failure::unreadable(name, &error))?;
    if bytes.starts_with(BYTE_ORDER_MARK) {
        bytes.drain(..BYTE_ORDER_MARK.len());
    }
    let text = String::from_utf8_lossy(&bytes);
    let first_value = first_value(&text);
    if let Some(tasks) = first_value.and_then(tasks::read) {
        let tasks = tasks.map_err(|diagnostic| Failure::event(&diagnostic, &Source::new(name, &text)))?;
        report_text_after(first_value, &text, name);
        for failure in &tasks.failures {
            output::report(&format!("warning: {failure}"));
        }
        report_changes(name, &tasks);
        return Ok(EventFile::Tasks(tasks.tasks));
    }
    if let Some(event) = unwrap(name, &bytes, first_value, known)? {
        return Ok(EventFile::Event(event));
    }
    let source = Source::new(name, &text);
    validate(&bytes).map_err(|error| Failure::event(&describe(&bytes, error), &source))?;
    report_text_after(first_value, &text, name);
    if let Some(diagnostic) = not_an_event(&text, known) {
        match diagnostic.severity {
            Severity::Error => return Err(Failure::event(&diagnostic, &source)),
            Severity::Warning => output::report(&diagnostic.render_in(Style::Coloured, &source)),
        }
    }
    Ok(EventFile::Event(bytes))
}

/// Returns a diagnostic about an object that is not an event: an error if it is a pattern, else a warning.
pub(crate) fn not_an_event(text: &str, known: &KnownEvents) -> Option<Diagnostic> {
    let lookalike = lookalike::of(first_value(text)?, known)?;
    let start = text.len() - text.trim_start().len();
    let span = Span::new(start, start + 1);
    let is_pattern = json::read(text, Dialect::Strict).value.is_some_and(|value| is_pattern(&value));
    let create = if is_pattern { Diagnostic::error } else { Diagnostic::warning };
    Some(create(span, lookalike.message()).with_help(lookalike.help()))
}

/// Returns the event in a file that is not an event itself, but a wrapper, a list or a line of a log. `None` for any
/// other file.
fn unwrap(
    name: &str,
    bytes: &[u8],
    first_value: Option<&str>,
    known: &KnownEvents,
) -> Result<Option<Vec<u8>>, Failure> {
    let reader = EventReader::new(known);
    let is_wrapper = first_value.is_some_and(|value| reader.is_wrapper(value.trim_start().as_bytes()));
    if !is_wrapper && bytes.trim_ascii_start().starts_with(b"{") {
        return Ok(None);
    }
    let mut found =
        FoundEvents { reader: &reader, first: None, count: 0, is_converted: false, invalid: None, invalid_count: 0 };
    reader.read(bytes, 0, &mut found);
    match &found.first {
        Some(_) if found.count > 1 => Err(Failure::several_events(name, found.count)),
        Some(event) => {
            found.report(event);
            Ok(found.first.map(|event| event.text))
        }
        None if is_wrapper => Err(Failure::no_event(name, found.invalid.as_deref())),
        None => Ok(None),
    }
}

/// The events in a file that should contain one event.
struct FoundEvents<'r> {
    reader: &'r EventReader<'r>,
    first: Option<FoundEvent>,
    count: u64,
    /// Whether an event was made from an entry of `put-events`.
    is_converted: bool,
    /// The message about the first record that is not an event.
    invalid: Option<String>,
    invalid_count: u64,
}

struct FoundEvent {
    text: Vec<u8>,
    /// Where the event is inside its wrappers.
    location: Option<String>,
}

impl Visitor for FoundEvents<'_> {
    fn object(&mut self, object: &[u8], origin: Origin<'_>) -> Result<(), Rejection> {
        validate(object)?;
        if !self.reader.is_event(object)? {
            return Err(Rejection::NotAnEvent);
        }
        self.count += 1;
        self.first.get_or_insert_with(|| FoundEvent {
            text: object.to_vec(),
            location: origin.location.map(ToString::to_string),
        });
        Ok(())
    }

    fn invalid(&mut self, describe: impl FnOnce() -> InvalidRecord) {
        self.invalid_count += 1;
        self.invalid.get_or_insert_with(|| describe().message);
    }

    fn note(&mut self, note: Note) {
        self.is_converted |= note == Note::Entry;
    }
}

impl FoundEvents<'_> {
    /// Reports where the only event is, and how it was made.
    fn report(&self, event: &FoundEvent) {
        if self.is_converted {
            let place = event.location.iter().map(|location| format!(" in `{location}`"));
            let text = String::from_utf8_lossy(&event.text);
            output::report(&format!(
                "note: a rule does not see the entry of `put-events`{}, but the event that EventBridge sends:\n  \
                 {text}\n = note: EventBridge chooses the `id`, and adds `account` and `region`",
                place.collect::<String>()
            ));
        } else if let Some(location) = &event.location {
            output::report(&format!("note: the event in `{location}`"));
        }
        if let Some(message) = &self.invalid {
            let records = counted(self.invalid_count, "other record");
            output::report(&format!("warning: skipped {records} without an event, such as: {message}"));
        }
    }
}

/// Warns about text after the first value, which alone is read.
fn report_text_after(first_value: Option<&str>, text: &str, name: &str) {
    // Only the first value has been checked: the bytes after it may be invalid.
    let rest = first_value.map_or("", |value| text[value.len()..].trim_start());
    if !rest.is_empty() {
        let span = Span::new(text.len() - rest.len(), text.len());
        let warning = Diagnostic::warning(span, "text after the event is ignored")
            .with_help("remove it; to test all events, use `event-pattern replay --pattern FILE EVENTS`");
        output::report(&warning.render(&Source::new(name, text)));
    }
}

/// Reports how the events of tasks differ from the descriptions in the file.
fn report_changes(name: &str, Description { tasks, changes, .. }: &Description) {
    if changes.is_empty() {
        return;
    }
    let tested = if tasks.len() == 1 { "task" } else { "tasks" };
    let mut lines = vec![format!("note: converted the {tested} in `{name}` to what an Amazon ECS event contains:")];
    lines.extend(changes.iter().map(|change| format!("  - {change}")));
    output::report(&lines.join("\n"));
}

/// Returns the diagnostic for an event error, with its location.
pub(crate) fn describe(bytes: &[u8], error: EventError) -> Diagnostic {
    let offset = error.offset().unwrap_or(0);
    // If a string contains invalid UTF-8 before another error, `error` may be that other error. In this case, the
    // invalid byte is reported instead.
    if let Some(invalid) = first_invalid_byte(bytes).filter(|invalid| *invalid <= offset) {
        return invalid_utf8(bytes, invalid);
    }
    let (message, help) = match error.kind() {
        EventErrorKind::NotAnObject => {
            ("expected a JSON object", "write `{ \"source\": …, \"detail-type\": …, \"detail\": { … } }`")
        }
        EventErrorKind::UnexpectedEnd => ("unexpected end of input", "complete the JSON"),
        EventErrorKind::UnexpectedCharacter => {
            let found = char_at(bytes, offset);
            let (message, help) = match found.and_then(|found| Some(pasted(found)?.report(found))) {
                Some(report) => report,
                None => (unexpected(found), help_for(bytes, offset).to_owned()),
            };
            return Diagnostic::error(character(bytes, offset), message).with_help(help);
        }
        EventErrorKind::InvalidNumber => ("invalid number", "add the missing digit"),
        EventErrorKind::InvalidEscape => {
            ("invalid escape sequence", "write `\\\\` for a backslash, or four hexadecimal digits after `\\u`")
        }
        EventErrorKind::ControlCharacter => {
            ("unescaped control character in a string", "write an escape, such as `\\n`")
        }
        EventErrorKind::TooManyCombinations => (
            "too many combinations of repeated keys",
            "write each key only once in an object; EventBridge does not send events with repeated keys",
        ),
        _ => return Diagnostic::error(character(bytes, offset), error.to_string()),
    };
    Diagnostic::error(character(bytes, offset), message).with_help(help)
}

/// Returns the span of the byte at an offset, or an empty span at the end of the bytes.
fn character(bytes: &[u8], offset: usize) -> Span {
    Span::new(offset, (offset + 1).min(bytes.len()))
}

/// Returns the character at an offset, or `None` at the end of the bytes and if the bytes are not UTF-8.
fn char_at(bytes: &[u8], offset: usize) -> Option<char> {
    bytes.get(offset..)?.utf8_chunks().next()?.valid().chars().next()
}

/// Returns the message for a character that JSON does not allow.
fn unexpected(found: Option<char>) -> String {
    match found {
        Some(found) if found.is_control() => format!("unexpected character `{}`", found.escape_default()),
        Some(found) => format!("unexpected character `{found}`"),
        None => "unexpected character".to_owned(),
    }
}

/// Returns the help for a character that JSON does not allow at this offset.
fn help_for(bytes: &[u8], offset: usize) -> &'static str {
    let before = bytes.get(..offset).unwrap_or_default().trim_ascii_end().last();
    match (before, bytes.get(offset)) {
        (Some(b','), Some(b'}' | b']')) => "remove the trailing comma",
        (_, Some(b'/' | b'#')) => "remove the comment; JSON does not allow comments",
        (_, Some(b'\'')) => "write strings and keys in double quotes",
        (Some(b'{' | b','), Some(letter)) if letter.is_ascii_alphabetic() => "write the key in double quotes",
        (_, Some(b'"' | b'{' | b'[')) => "a comma or a colon may be missing here",
        _ => "write the event as one JSON object",
    }
}

/// Returns the offset of the first invalid UTF-8 byte.
fn first_invalid_byte(bytes: &[u8]) -> Option<usize> {
    std::str::from_utf8(bytes).err().map(|error| error.valid_up_to())
}
