//! Evaluates the rules on the lines of objects.

use crate::answer::{Alert, AlertSet, Answer};
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::io::{self, BufRead, Read as _};

/// Maximum length of a line. The limit of EventBridge for an event is far below it.
const MAX_LINE_BYTES: usize = 4 << 20;

/// The rules, and what they matched so far.
#[derive(Debug, Default)]
pub(crate) struct Replay {
    pub(crate) answer: Answer,
    /// The current line. Its memory is reused.
    line: Vec<u8>,
}

/// What distinguishes an event from other objects.
#[derive(Deserialize)]
struct Outline {
    source: Option<IgnoredAny>,
    #[serde(rename = "detail-type")]
    detail_type: Option<IgnoredAny>,
}

impl Replay {
    /// Evaluates the rules on each line of an object.
    ///
    /// # Errors
    /// Returns an error if the object cannot be read to its end. The lines before the error are in the answer.
    pub(crate) fn read(&mut self, object: &str, mut reader: impl BufRead) -> io::Result<()> {
        let mut number = 0;
        loop {
            self.line.clear();
            reader.by_ref().take(MAX_LINE_BYTES as u64).read_until(b'\n', &mut self.line)?;
            let is_cut_off = self.line.len() == MAX_LINE_BYTES && self.line.last() != Some(&b'\n');
            if is_cut_off {
                reader.skip_until(b'\n')?;
            }
            number += 1;
            match self.line.trim_ascii() {
                [] if self.line.is_empty() => return Ok(()),
                [] if !is_cut_off => {}
                _ if is_cut_off => self.answer.add_invalid(object, number, "the line is longer than 4 MB"),
                line => match matching(line) {
                    Ok(alerts) => self.answer.add_event(object, number, alerts),
                    Err(error) => self.answer.add_invalid(object, number, &error),
                },
            }
        }
    }
}

/// Returns the rules that match an event. The engine reads an event only as far as the rules need, so the whole line is
/// checked first: it can be cut off, or contain several events.
fn matching(line: &[u8]) -> Result<AlertSet, String> {
    let outline: Outline = serde_json::from_slice(line).map_err(|error| error.to_string().replace(" line 1", ""))?;
    if outline.source.is_none() && outline.detail_type.is_none() {
        return Err("expected an event, found an object without `source` and `detail-type`".to_owned());
    }
    Alert::matching_json(line).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, repeat};

    fn answer(reader: impl BufRead) -> serde_json::Value {
        let mut replay = Replay::default();
        replay.read("s3://events/a", reader).unwrap();
        serde_json::to_value(replay.answer).unwrap()
    }

    #[test]
    fn each_line_is_one_event() {
        let lines = "{\"source\":\"a\"}\n\n \r\n{\"detail-type\":\"b\"}\r\n{\"source\":\"c\"}";
        assert_eq!(answer(lines.as_bytes())["events"], 3);
    }

    #[test]
    fn a_line_that_is_not_one_event_is_counted_and_named() {
        for (line, error) in [
            ("{}", "expected an event, found an object without `source` and `detail-type`"),
            ("[\"a\",\"b\"]", "expected a JSON object at byte 0"),
            ("{\"source\":\"a\"", "EOF while parsing an object at column 13"),
            ("{\"source\":\"a\"}{\"source\":\"b\"}", "trailing characters at column 15"),
            ("{\"source\":\"a\",\"detail\":{]}", "key must be a string at column 25"),
            ("source", "expected value at column 1"),
        ] {
            let answer = answer(format!("{{\"source\":\"a\"}}\n{line}\n{{\"source\":\"b\"}}\n").as_bytes());
            let expected = serde_json::json!({
                "count": 1, "first": [{ "object": "s3://events/a", "line": 2, "error": error }]
            });
            assert_eq!((&answer["events"], &answer["invalid_lines"]), (&2.into(), &expected));
        }
    }

    #[test]
    fn a_line_that_is_too_long_is_skipped_with_little_memory() {
        let long = |bytes: u64| io::BufReader::new(repeat(b' ').take(bytes));
        let line = Cursor::new("{\"source\":\"a\"}\n");
        let mut replay = Replay::default();
        replay.read("s3://events/a", long(64 << 20).chain(line.clone()).chain(line.clone())).unwrap();
        assert_eq!((replay.answer.events, replay.line.capacity() <= 2 * MAX_LINE_BYTES), (1, true));
        let json = serde_json::to_value(replay.answer).unwrap();
        assert_eq!(json["invalid_lines"]["first"][0]["error"], "the line is longer than 4 MB");
        let longest = long(MAX_LINE_BYTES as u64 - 15).chain(line);
        assert_eq!(answer(longest)["events"], 1);
    }
}
