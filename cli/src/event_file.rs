//! Events in files: an event, or a description of tasks in its place.

use crate::failure::Failure;
use crate::output;
use crate::pattern_file::{refuse_byte_order_mark, refuse_bytes};
use crate::raw_json::first_value;
use crate::tasks::{self, Task};
use event_pattern::{EventError, EventErrorKind, validate};
use event_pattern_compiler::diagnostic::Diagnostic;
use event_pattern_compiler::source::{Source, Span};

/// What a file holds.
#[derive(Debug)]
pub(crate) enum EventFile {
    /// An event: the file's bytes.
    Event,
    /// The tasks that `aws ecs describe-tasks` printed.
    Tasks(Vec<Task>),
}

/// Checks the bytes and looks what they are. What is suspicious goes to standard error.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<EventFile, Failure> {
    let text = String::from_utf8_lossy(bytes);
    let source = Source::new(name, &text);
    validate(bytes).map_err(|error| Failure::event(&describe(bytes, error), &source))?;
    // The object is whole and UTF-8. Only what follows it may be anything.
    let Some(object) = first_value(&text) else { return Ok(EventFile::Event) };
    let rest = text[object.len()..].trim_start();
    if !rest.is_empty() {
        let start = text.len() - rest.len();
        let warning = Diagnostic::warning(Span::new(start, text.len()), "text after the event is ignored")
            .with_help("remove it; to run many events, use `event-pattern replay`");
        output::report(&warning.render(&source));
    }
    match tasks::read(object) {
        None => Ok(EventFile::Event),
        Some(Ok(tasks)) => Ok(EventFile::Tasks(tasks)),
        Some(Err(diagnostic)) => Err(Failure::event(&diagnostic, &source)),
    }
}

/// What is wrong with an event, at its place.
pub(crate) fn describe(bytes: &[u8], error: EventError) -> Diagnostic {
    let offset = error.offset();
    if let Some(diagnostic) = refuse_byte_order_mark(bytes) {
        return diagnostic;
    }
    // Bad bytes may also hide from the check behind another mistake of the same string.
    if let Some(bad) = first_bad_byte(bytes).filter(|bad| *bad <= offset) {
        return refuse_bytes(bytes, bad);
    }
    let (message, help) = match error.kind() {
        EventErrorKind::NotAnObject => {
            ("the event is not a JSON object", "write `{ \"source\": …, \"detail-type\": …, \"detail\": { … } }`")
        }
        EventErrorKind::UnexpectedEnd => ("unexpected end of the event", "complete the JSON"),
        EventErrorKind::UnexpectedCharacter => {
            return Diagnostic::error(character(bytes, offset), unexpected(bytes, offset))
                .with_help(help_for(bytes, offset));
        }
        EventErrorKind::InvalidNumber => ("invalid number", "add the missing digit"),
        EventErrorKind::InvalidEscape => {
            ("invalid escape", "write `\\\\` for a backslash, or four hexadecimal digits after `\\u`")
        }
        EventErrorKind::ControlCharacter => {
            ("unescaped control character in a string", "write an escape, such as `\\n`")
        }
        EventErrorKind::Ambiguous => (
            "the event repeats too many keys to decide which of their values belong together",
            "write each key only once in its object; EventBridge does not send such events",
        ),
        _ => return Diagnostic::error(character(bytes, offset), error.to_string()),
    };
    Diagnostic::error(character(bytes, offset), message).with_help(help)
}

/// The place of one character, or of the end.
fn character(bytes: &[u8], offset: usize) -> Span {
    Span::new(offset, (offset + 1).min(bytes.len()))
}

/// The message for a character that JSON does not allow at this offset.
fn unexpected(bytes: &[u8], offset: usize) -> String {
    let rest = bytes.get(offset..).unwrap_or_default().utf8_chunks().next().map_or("", |chunk| chunk.valid());
    match rest.chars().next() {
        Some(found) if found.is_control() => format!("unexpected character `{}`", found.escape_default()),
        Some(found) => format!("unexpected character `{found}`"),
        None => "unexpected character".to_owned(),
    }
}

/// The help for a character that JSON does not allow at this offset.
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

/// The offset of the first byte that is not UTF-8.
fn first_bad_byte(bytes: &[u8]) -> Option<usize> {
    std::str::from_utf8(bytes).err().map(|error| error.valid_up_to())
}
