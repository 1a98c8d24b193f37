//! Evaluates the rules on the events of objects.

use crate::answer::{Alert, AlertSet, Answer};
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::io::{self, BufRead, Read as _};

/// Maximum length of an event. The limit of EventBridge is far below it.
const MAX_EVENT_BYTES: usize = 4 << 20;

/// The rules, and what they matched so far.
#[derive(Debug, Default)]
pub(crate) struct Replay {
    pub(crate) answer: Answer,
    /// A line, or a part of it. The memory is reused.
    text: Vec<u8>,
}

/// The fields by which events are recognised. The rest is checked and skipped.
#[derive(Deserialize)]
struct Outline {
    source: Option<IgnoredAny>,
    #[serde(rename = "detail-type")]
    detail_type: Option<IgnoredAny>,
}

/// The rest of a line is not an event.
struct NotAnEvent;

impl Replay {
    /// Evaluates the rules on each event of an object. There is one event per line, or several without a separator, as
    /// Amazon Data Firehose writes them.
    ///
    /// # Errors
    /// Returns an error if the object cannot be read to its end. The events before the error are in the answer.
    pub(crate) fn read(&mut self, object: &str, mut reader: impl BufRead) -> io::Result<()> {
        let (mut line, mut column) = (1, 0);
        self.text.clear();
        loop {
            let free = MAX_EVENT_BYTES - self.text.len();
            let read = reader.by_ref().take(free as u64).read_until(b'\n', &mut self.text)?;
            if self.text.is_empty() {
                return Ok(());
            }
            let ends_line = self.text.ends_with(b"\n");
            let result = self.evaluate(object, line, column, !ends_line && read == free);
            if result.is_err() && !ends_line {
                reader.skip_until(b'\n')?;
            }
            let evaluated = result.as_ref().map_or(self.text.len(), |bytes| *bytes);
            self.text.drain(..evaluated);
            column += evaluated;
            if ends_line || result.is_err() {
                (line, column) = (line + 1, 0);
            }
        }
    }

    /// Evaluates the rules on each event of the text. `column` is the number of bytes of the line before the text.
    /// Returns the number of bytes before an event that is cut off.
    fn evaluate(&mut self, object: &str, line: u64, column: usize, is_cut_off: bool) -> Result<usize, NotAnEvent> {
        let text = self.text.trim_ascii_end();
        let mut outlines = serde_json::Deserializer::from_slice(text).into_iter::<Outline>();
        let mut start = 0;
        while let Some(outline) = outlines.next() {
            let error = match outline {
                Ok(outline) => {
                    let end = outlines.byte_offset();
                    self.answer.add(object, line, matching(&outline, &text[start..end]));
                    start = end;
                    continue;
                }
                Err(error) if is_cut_off && error.is_eof() && start > 0 => return Ok(start),
                Err(error) if is_cut_off && error.is_eof() => "the event is longer than 4 MB".to_owned(),
                Err(error) => {
                    let message = error.to_string();
                    let (message, _) = message.split_once(" at line ").unwrap_or((&message, ""));
                    format!("{message} at column {}", column + error.column())
                }
            };
            self.answer.add(object, line, Err(error));
            return Err(NotAnEvent);
        }
        Ok(self.text.len())
    }
}

/// Returns the rules that match an event. The engine reads an event only as far as the rules need, so its syntax was
/// checked before.
fn matching(outline: &Outline, event: &[u8]) -> Result<AlertSet, String> {
    if outline.source.is_none() && outline.detail_type.is_none() {
        return Err("expected an event, found an object without `source` and `detail-type`".to_owned());
    }
    Alert::matching_json(event).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufReader, repeat};

    const EVENT: &str = r#"{"source":"a"}"#;

    fn answer(reader: impl BufRead) -> serde_json::Value {
        let mut replay = Replay::default();
        replay.read("s3://events/a", reader).unwrap();
        assert!(replay.text.capacity() <= 2 * MAX_EVENT_BYTES);
        serde_json::to_value(replay.answer).unwrap()
    }

    #[test]
    fn events_are_separated_by_line_breaks_or_not_at_all() {
        let lines = "{\"source\":\"a\"}\n\n \r\n {\"detail-type\":\"}{\\n\"}\r\n";
        let joined = EVENT.repeat(2) + " " + EVENT;
        let answer = answer((lines.to_owned() + &joined).as_bytes());
        assert_eq!((&answer["events"], &answer["invalid_records"]["count"]), (&5.into(), &0.into()));
    }

    #[test]
    fn a_record_that_is_not_an_event_is_counted_and_named() {
        for (line, error) in [
            ("{}", "expected an event, found an object without `source` and `detail-type`"),
            ("[\"a\",\"b\"]", "expected a JSON object at byte 0"),
            ("{\"source\":\"a\"", "EOF while parsing an object at column 13"),
            ("{\"source\":\"a\",\"detail\":{]}", "key must be a string at column 25"),
            ("source", "expected value at column 1"),
        ] {
            let answer = answer(format!("{EVENT}\n{line}\n{EVENT}\n").as_bytes());
            let expected = serde_json::json!({
                "count": 1, "first": [{ "object": "s3://events/a", "line": 2, "error": error }]
            });
            assert_eq!((&answer["events"], &answer["invalid_records"]), (&2.into(), &expected));
        }
    }

    #[test]
    fn a_line_can_be_longer_than_an_event() {
        let event = format!(r#"{{"source":"a","detail":"{}"}}"#, "x".repeat(10_000));
        let count = 3 * MAX_EVENT_BYTES / event.len();
        let mut text = event.repeat(count);
        assert_eq!(answer(text.as_bytes())["events"], count);
        text += "{]\n";
        text += EVENT;
        let answer = answer(text.as_bytes());
        assert_eq!(answer["events"], count + 1);
        let error = format!("key must be a string at column {}", event.len() * count + 2);
        assert_eq!(answer["invalid_records"]["first"][0]["error"], error);
    }

    #[test]
    fn an_event_that_is_too_long_is_skipped_with_little_memory() {
        let spaces = |bytes: usize| BufReader::new(repeat(b' ').take(bytes as u64));
        let long = |bytes| "{".as_bytes().chain(spaces(bytes)).chain(&EVENT.as_bytes()[1..]);
        assert_eq!(answer(long(MAX_EVENT_BYTES - EVENT.len()))["events"], 1);
        let answer =
            answer(EVENT.as_bytes().chain(long(3 * MAX_EVENT_BYTES)).chain("\n".as_bytes()).chain(EVENT.as_bytes()));
        assert_eq!(answer["events"], 2);
        let expected = serde_json::json!({
            "count": 1, "first": [{ "object": "s3://events/a", "line": 1, "error": "the event is longer than 4 MB" }]
        });
        assert_eq!(answer["invalid_records"], expected);
    }
}
