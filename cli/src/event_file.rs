//! Reads event files, which contain an event or the output of `describe-tasks`.

use crate::failure::Failure;
use crate::known_events::KnownEvents;
use crate::pattern_file::{byte_order_mark, invalid_utf8};
use crate::raw_json::first_value;
use crate::tasks::{self, Task, Tasks};
use crate::{lookalike, output};
use event_pattern::{EventError, EventErrorKind, validate};
use event_pattern_compiler::diagnostic::{Diagnostic, Style};
use event_pattern_compiler::json::{self, Dialect, pasted};
use event_pattern_compiler::pattern::is_pattern;
use event_pattern_compiler::source::{Source, Span};

/// The contents of an event file.
#[derive(Debug)]
pub(crate) enum EventFile {
    /// The file contains an event.
    Event,
    /// The file contains the output of `aws ecs describe-tasks`, with these tasks.
    Tasks(Vec<Task>),
}

/// Checks the bytes and determines what they contain. Warnings are printed to standard error.
pub(crate) fn read(name: &str, bytes: &[u8], known: &KnownEvents) -> Result<EventFile, Failure> {
    let text = String::from_utf8_lossy(bytes);
    let source = Source::new(name, &text);
    let first_value = first_value(&text);
    let tasks = first_value.and_then(tasks::read);
    // A list can only be a list of tasks.
    if tasks.is_none() {
        validate(bytes).map_err(|error| Failure::event(&describe(bytes, error), &source))?;
    }
    // Only the first value has been checked: the bytes after it may be invalid.
    let rest = first_value.map_or("", |value| text[value.len()..].trim_start());
    if !rest.is_empty() {
        let start = text.len() - rest.len();
        let warning = Diagnostic::warning(Span::new(start, text.len()), "text after the event is ignored")
            .with_help("remove it; to test all events, use `event-pattern replay --pattern FILE EVENTS`");
        output::report(&warning.render(&source));
    }
    match tasks {
        None => {
            if let Some(lookalike) = first_value.and_then(|value| lookalike::of(value, known)) {
                let start = text.len() - text.trim_start().len();
                let span = Span::new(start, start + 1);
                if json::read(&text, Dialect::Strict).value.is_some_and(|value| is_pattern(&value)) {
                    let error = Diagnostic::error(span, lookalike.message()).with_help(lookalike.help());
                    return Err(Failure::event(&error, &source));
                }
                let warning = Diagnostic::warning(span, lookalike.message()).with_help(lookalike.help());
                output::report(&warning.render_in(Style::Coloured, &source));
            }
            Ok(EventFile::Event)
        }
        Some(Ok(tasks)) => {
            report_changes(name, &tasks);
            Ok(EventFile::Tasks(tasks.tasks))
        }
        Some(Err(diagnostic)) => Err(Failure::event(&diagnostic, &source)),
    }
}

/// Reports how the events of tasks differ from the descriptions in the file.
fn report_changes(name: &str, Tasks { tasks, changes }: &Tasks) {
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
    if let Some(diagnostic) = byte_order_mark(bytes) {
        return diagnostic;
    }
    // If a string contains invalid UTF-8 before another error, `error` may be that other error. In this case, the
    // invalid byte is reported instead.
    if let Some(invalid) = first_invalid_byte(bytes).filter(|invalid| *invalid <= offset) {
        return invalid_utf8(bytes, invalid);
    }
    let (message, help) = match error.kind() {
        EventErrorKind::NotAnObject if starts_list_of_objects(bytes) => (
            "expected a JSON object",
            "give one event; to test a list of events, use `event-pattern replay --pattern FILE EVENTS`",
        ),
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

fn starts_list_of_objects(bytes: &[u8]) -> bool {
    let elements = bytes.trim_ascii_start().strip_prefix(b"[");
    elements.is_some_and(|elements| elements.trim_ascii_start().starts_with(b"{"))
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
