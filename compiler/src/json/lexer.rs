//! The words of JSON text: strings, numbers, literals, punctuation, each with its place.

use super::number::Number;
use super::string::{self, JsonString};
use crate::diagnostic::{Diagnostic, Lint};
use crate::source::Span;

/// Which JSON is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// JSON as the service reads it.
    Strict,
    /// JSON with `//` and `/* */` comments and trailing commas, as in a Rust source.
    Relaxed,
}

/// Reading cannot go on. What stopped it is among the lexer's problems.
#[derive(Debug, PartialEq, Eq)]
pub struct Stop;

/// Reads words from JSON text and collects what is wrong with them.
#[derive(Debug)]
pub struct Lexer<'s> {
    text: &'s str,
    position: usize,
    dialect: Dialect,
    /// What was wrong so far. Mistakes that do not hide what was meant do not stop the reading.
    pub problems: Vec<Diagnostic>,
}

impl<'s> Lexer<'s> {
    /// A lexer at the start of a text.
    #[must_use]
    pub fn new(text: &'s str, dialect: Dialect) -> Self {
        Self { text, position: 0, dialect, problems: Vec::new() }
    }

    /// The byte offset of the next word.
    #[must_use]
    pub fn position(&self) -> usize {
        self.position
    }

    /// Whether trailing commas are welcome.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The first character of the next word, after white space and comments.
    pub fn peek(&mut self) -> Option<char> {
        self.skip_space();
        self.rest().chars().next()
    }

    /// Takes a punctuation character if it is next.
    pub fn take(&mut self, punctuation: char) -> bool {
        let next = self.peek() == Some(punctuation);
        if next {
            self.position += punctuation.len_utf8();
        }
        next
    }

    /// Records a problem that stops the reading.
    pub fn stop(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) -> Stop {
        self.problems.push(Lint::InvalidJson.at(span, message).with_help(help));
        Stop
    }

    /// The place of the next character.
    pub fn next_span(&mut self) -> Span {
        let length = self.peek().map_or(0, char::len_utf8);
        Span::new(self.position, self.position + length)
    }

    /// A string, which must be next.
    ///
    /// # Errors
    /// The string does not end, or has a bad escape.
    pub fn string(&mut self) -> Result<(JsonString, Span), Stop> {
        let start = self.position;
        let body_start = start + 1;
        let Some(length) = closing_quote(&self.text[body_start..]) else {
            let line_end = self.text[start..].find('\n').map_or(self.text.len(), |offset| start + offset);
            return Err(self.stop(Span::new(start, line_end), "unterminated string", "add the closing `\"`"));
        };
        let body = &self.text[body_start..body_start + length];
        self.position = body_start + length + 1;
        match string::unescape(body) {
            Ok(text) => Ok((text, Span::new(start, self.position))),
            Err(bad) => {
                let span = Span::new(body_start + bad.place.start, body_start + bad.place.end);
                Err(self.stop(span, bad.message, bad.help))
            }
        }
    }

    /// A number, which must be next. A misspelt one is recorded and read as 0, so that reading goes on.
    pub fn number(&mut self) -> (Number, Span) {
        let (word, span) = self.word();
        let number = Number::parse(word).unwrap_or_else(|bad| {
            self.stop(span, bad.message, bad.help);
            Number::zero()
        });
        (number, span)
    }

    /// The run of letters, digits and signs that is next, and its place.
    pub fn word(&mut self) -> (&'s str, Span) {
        let start = self.position;
        let rest = self.rest();
        let belongs = |character: char| character.is_alphanumeric() || "+-._".contains(character);
        let length = rest.find(|character| !belongs(character)).unwrap_or(rest.len());
        self.position += length;
        (&rest[..length], Span::new(start, self.position))
    }

    fn rest(&self) -> &'s str {
        &self.text[self.position..]
    }

    fn skip_space(&mut self) {
        loop {
            let rest = self.rest();
            self.position += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
            let Some(length) = comment_length(self.rest()) else { return };
            let span = Span::new(self.position, self.position + length);
            if self.dialect == Dialect::Strict {
                self.stop(span, "JSON does not allow comments", "remove the comment");
            }
            self.position = span.end;
        }
    }
}

/// The length of the body of a string, up to the first quote that no backslash escapes.
fn closing_quote(body: &str) -> Option<usize> {
    let mut escaped = false;
    body.bytes().position(|byte| {
        let closing = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        closing
    })
}

/// The length of the comment that a text starts with.
fn comment_length(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        Some(text.find('\n').unwrap_or(text.len()))
    } else if text.starts_with("/*") {
        Some(text.find("*/").map_or(text.len(), |end| end + 2))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::Dialect;
    use crate::json::read;

    #[test]
    fn a_problem_is_shown_at_its_place() {
        for (text, place) in [
            (r#"{"a" 1}"#, "1"),
            (r#"{"a": é}"#, "é"),
            (r#"{"a": [1 "é"]}"#, "\""),
            (r#"{"a": 01}"#, "01"),
            (r#"{"a": "x\q"}"#, "\\q"),
            (r#"{"a": "x}"#, "\"x}"),
            ("{\"a\": \"x}\n}", "\"x}"),
            ("{\n\n\"a\": \"x}\n\n}", "\"x}"),
            (r#"{"a": /* one */ 1}"#, "/* one */"),
            (r#"{"a": "#, ""),
        ] {
            let problem = read(text, Dialect::Strict).problems.remove(0);
            assert_eq!(&text[problem.span.start..problem.span.end], place, "{text}: {}", problem.message);
        }
    }
}
