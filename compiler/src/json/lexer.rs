//! Splits JSON text into tokens with spans: strings, numbers, literals and punctuation.

use super::number::Number;
use super::string::{self, JsonString};
use crate::diagnostic::{Diagnostic, Lint};
use crate::source::Span;

/// The JSON dialect to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// JSON as EventBridge reads it.
    Strict,
    /// JSON with `//` and `/* */` comments and trailing commas, as in Rust source code.
    Relaxed,
}

/// The error that a reader returns if it cannot continue. The lexer's last diagnostic describes the cause.
#[derive(Debug, PartialEq, Eq)]
pub struct Stop;

/// Reads tokens from JSON text and collects syntax errors.
#[derive(Debug)]
pub struct Lexer<'s> {
    text: &'s str,
    position: usize,
    dialect: Dialect,
    /// The syntax errors so far. The lexer continues after an error if the intended value is clear.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'s> Lexer<'s> {
    /// Creates a lexer at the start of a text.
    #[must_use]
    pub fn new(text: &'s str, dialect: Dialect) -> Self {
        Self { text, position: 0, dialect, diagnostics: Vec::new() }
    }

    /// Returns the current byte offset.
    #[must_use]
    pub fn position(&self) -> usize {
        self.position
    }

    /// Returns the dialect that the lexer reads.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Skips whitespace and comments, and returns the next character without consuming it.
    pub fn peek(&mut self) -> Option<char> {
        self.skip_space();
        self.rest().chars().next()
    }

    /// Consumes a punctuation character if it comes next. Returns whether the character was consumed.
    pub fn take(&mut self, punctuation: char) -> bool {
        let is_next = self.peek() == Some(punctuation);
        if is_next {
            self.position += punctuation.len_utf8();
        }
        is_next
    }

    /// Records a syntax error and returns a [`Stop`] for callers that cannot continue.
    pub fn report(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) -> Stop {
        self.diagnostics.push(Lint::InvalidJson.at(span, message).with_help(help));
        Stop
    }

    /// Returns the span of the next character. The span is empty at the end of the text.
    pub fn next_span(&mut self) -> Span {
        let length = self.peek().map_or(0, char::len_utf8);
        Span::new(self.position, self.position + length)
    }

    /// Reads the string at the current position. The next character must be the opening quote.
    ///
    /// # Errors
    /// Returns an error if the string is unterminated or contains an invalid escape, a line break or another control
    /// character.
    pub fn string(&mut self) -> Result<(JsonString, Span), Stop> {
        let start = self.position;
        let body_start = start + 1;
        let Some(length) = closing_quote(&self.text[body_start..]) else {
            let line_end = self.text[start..].find('\n').map_or(self.text.len(), |offset| start + offset);
            return Err(self.report(Span::new(start, line_end), "unterminated string", "add the closing `\"`"));
        };
        let body = &self.text[body_start..body_start + length];
        self.position = body_start + length + 1;
        match string::unescape(body) {
            Ok(text) => Ok((text, Span::new(start, self.position))),
            Err(error) => {
                let span = Span::new(body_start + error.range.start, body_start + error.range.end);
                Err(self.report(span, error.message, error.help))
            }
        }
    }

    /// Reads the number at the current position. Records an invalid number as an error and reads it as 0, so that the
    /// reader can continue.
    pub fn number(&mut self) -> (Number, Span) {
        let (word, span) = self.word();
        let number = Number::parse(word).unwrap_or_else(|error| {
            self.report(span, error.message, error.help);
            Number::zero()
        });
        (number, span)
    }

    /// Reads the longest run of letters, digits, `+`, `-`, `.` and `_`.
    pub fn word(&mut self) -> (&'s str, Span) {
        let start = self.position;
        let rest = self.rest();
        let is_word_character = |character: char| character.is_alphanumeric() || "+-._".contains(character);
        let length = rest.find(|character| !is_word_character(character)).unwrap_or(rest.len());
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
                self.report(span, "JSON does not allow comments", "remove the comment");
            }
            self.position = span.end;
        }
    }
}

/// Returns the offset of the first unescaped quote, which is the length of the string body, or `None` if there is no
/// such quote.
fn closing_quote(body: &str) -> Option<usize> {
    let mut escaped = false;
    body.bytes().position(|byte| {
        let closing = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        closing
    })
}

/// Returns the length of the comment at the start of a text, or `None` if the text does not start with a comment.
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
    fn syntax_errors_have_exact_spans() {
        for (text, spanned) in [
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
            let error = read(text, Dialect::Strict).diagnostics.remove(0);
            assert_eq!(&text[error.span.start..error.span.end], spanned, "{text}: {}", error.message);
        }
    }
}
