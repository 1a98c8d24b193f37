//! Splits JSON text into tokens with spans: strings, numbers, literals and punctuation.

use super::number::Number;
use super::pasted::{Pasted, pasted, to_ascii};
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
    /// The names of the kinds of [`Pasted`] characters that have been reported.
    reported: Vec<&'static str>,
    /// The syntax errors so far. The lexer continues after an error if the intended value is clear.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'s> Lexer<'s> {
    /// Creates a lexer at the start of a text.
    #[must_use]
    pub fn new(text: &'s str, dialect: Dialect) -> Self {
        Self { text, position: 0, dialect, reported: Vec::new(), diagnostics: Vec::new() }
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

    /// Skips whitespace and comments, and returns the next character without consuming it. A typographic or full-width
    /// character is reported, and returned as the ASCII character that was meant.
    pub fn peek(&mut self) -> Option<char> {
        self.skip_space();
        let next = self.rest().chars().next()?;
        Some(self.report_pasted(next).unwrap_or(next))
    }

    /// Consumes a punctuation character if it comes next. Returns whether the character was consumed.
    pub fn take(&mut self, punctuation: char) -> bool {
        let is_next = self.peek() == Some(punctuation);
        if is_next {
            self.position = self.next_span().end;
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
        self.skip_space();
        let length = self.rest().chars().next().map_or(0, char::len_utf8);
        Span::new(self.position, self.position + length)
    }

    /// Reports a character for which [`pasted`] is not `None`, and returns the ASCII character that was meant. Only the
    /// first character of each kind is reported.
    fn report_pasted(&mut self, character: char) -> Option<char> {
        let pasted = pasted(character)?;
        if !self.reported.contains(&pasted.name) {
            self.reported.push(pasted.name);
            let (message, help) = pasted.report(character);
            self.report(Span::new(self.position, self.position + character.len_utf8()), message, help);
        }
        pasted.ascii
    }

    /// Reads the string at the current position. The next character must be the opening quote.
    ///
    /// # Errors
    /// Returns an error if the string is unterminated or contains an invalid escape, a line break or another control
    /// character.
    pub fn string(&mut self) -> Result<(JsonString, Span), Stop> {
        let start = self.position;
        let opening = self.next_span();
        let body_start = opening.end;
        let rest = &self.text[body_start..];
        let closing = match self.rest().chars().next() {
            Some(single) if SINGLE_QUOTES.contains(single) => rest.find(|closing| SINGLE_QUOTES.contains(closing)),
            Some('"') | None => closing_quote(rest),
            Some(_) => rest.find(|closing| closing == '"' || is_double_quote(closing)),
        };
        let Some(length) = closing else {
            let line = rest.lines().next().unwrap_or_default();
            self.position = body_start + line.find(is_double_quote).unwrap_or(line.len());
            return Err(match self.rest().chars().next().and_then(|next| self.report_pasted(next)) {
                Some('"') => Stop,
                _ => self.report(Span::new(start, self.position), "unterminated string", "add the closing `\"`"),
            });
        };
        let body = &rest[..length];
        let closing = rest[length..].chars().next().map_or(0, char::len_utf8);
        self.position = body_start + length + closing;
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
        let number = Number::parse(&to_ascii(word)).unwrap_or_else(|error| {
            self.report(span, error.message, error.help);
            Number::zero()
        });
        (number, span)
    }

    /// Reads the longest run of letters, digits, `+`, `-`, `.` and `_`.
    pub fn word(&mut self) -> (&'s str, Span) {
        let start = self.position;
        let rest = self.rest();
        let is_word_character = |character: char| {
            let ascii = pasted(character).map_or(Some(character), |pasted| pasted.ascii);
            ascii.is_some_and(|ascii| ascii.is_alphanumeric() || "+-._".contains(ascii))
        };
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
            let next = self.rest().chars().next().filter(|&next| pasted(next).is_some_and(Pasted::is_space));
            if let Some(space) = next {
                self.report_pasted(space);
                self.position += space.len_utf8();
                continue;
            }
            let Some(length) = comment_length(self.rest()) else { return };
            let span = Span::new(self.position, self.position + length);
            if self.dialect == Dialect::Strict {
                self.report(span, "JSON does not allow comments", "remove the comment");
            } else if self.rest().starts_with('#') {
                let sign = Span::new(span.start, span.start + 1);
                self.report(sign, "a comment does not start with `#`", "write `//`");
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

/// Typographic single quotation marks, which are also apostrophes.
const SINGLE_QUOTES: &str = "‘’‚‛′";

/// Whether a character is a typographic double quotation mark.
fn is_double_quote(character: char) -> bool {
    !SINGLE_QUOTES.contains(character) && pasted(character).is_some_and(|pasted| pasted.ascii == Some('"'))
}

/// Returns the length of the comment at the start of a text, or `None` if the text does not start with a comment.
fn comment_length(text: &str) -> Option<usize> {
    if text.starts_with("//") || text.starts_with('#') {
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

    /// Returns the messages for a text, each with the text at its span.
    fn messages(text: &str, dialect: Dialect) -> Vec<(String, &str)> {
        let found = read(text, dialect).diagnostics.into_iter();
        found.map(|error| (error.message, &text[error.span.start..error.span.end])).collect()
    }

    #[test]
    fn a_pasted_character_is_named_and_reported_once() {
        for (text, message, spanned) in [
            ("{ “a”: [“x”] }", "unexpected typographic quotation mark `“` (U+201C)", "“"),
            ("{ \"a\": [‘don\"t’] }", "unexpected typographic quotation mark `‘` (U+2018)", "‘"),
            ("{ \"a\": [«x»] }", "unexpected typographic quotation mark `«` (U+00AB)", "«"),
            ("{ \"a\": [“x\"] }", "unexpected typographic quotation mark `“` (U+201C)", "“"),
            ("{ \"a\": [\"x”] }", "unexpected typographic quotation mark `”` (U+201D)", "”"),
            ("\u{feff}{ \"a\": [1] }", "unexpected byte order mark (U+FEFF)", "\u{feff}"),
            ("{\u{a0}\u{a0}\"a\":\u{a0}[1] }", "unexpected no-break space (U+00A0)", "\u{a0}"),
            ("{ \"a\": [1\u{200b}, 2\u{200b}] }", "unexpected zero-width character (U+200B)", "\u{200b}"),
            ("{ \"a\": [true\u{2060}] }", "unexpected zero-width character (U+2060)", "\u{2060}"),
            ("{ \"a\":\u{3000}[1] }", "unexpected space that is not ASCII (U+3000)", "\u{3000}"),
            ("{ \"a\": [1]\u{2028}}", "unexpected line separator (U+2028)", "\u{2028}"),
            ("{ \"a\": [−1, –2] }", "unexpected typographic dash `−` (U+2212)", "−"),
            ("｛ \"a\"： ［1］ ｝", "unexpected full-width character `｛` (U+FF5B)", "｛"),
            ("{ \"a\": [1、 ２] }", "unexpected ideographic comma `、` (U+3001)", "、"),
            ("{ \"a\": [\u{200e}1] }", "unexpected text direction mark (U+200E)", "\u{200e}"),
        ] {
            let found = messages(text, Dialect::Strict);
            assert_eq!(found[0], (message.to_owned(), spanned), "{text}");
            let names: Vec<&str> = found.iter().map(|(message, _)| message.rsplit_once(" (").unwrap().0).collect();
            assert!(names.len() == 1 || text.contains('２'), "{text}: {names:?}");
        }
    }

    #[test]
    fn reading_continues_after_a_pasted_character() {
        for text in [
            "\u{feff}{ “a”: [“x”],\u{a0}\"b\"： [−1.5, ｔｒｕｅ] }",
            "{ ‘a’: [‘x’],\u{200b} \"b\": [‑1.5, true\u{ad}] }",
            "{ „a“: [\"x\"]，\u{2028} “b\": [−１．５，\u{2007}true] }",
        ] {
            let value = read(text, Dialect::Strict).value.unwrap();
            assert_eq!(value.to_json(), r#"{"a":["x"],"b":[-1.5,true]}"#, "{text}");
        }
    }

    #[test]
    fn pasted_characters_in_strings_are_kept() {
        let text = "{\"a\u{a0}\":[\"“x”\u{200b} – １\"]}";
        let read = read(text, Dialect::Strict);
        assert!(read.diagnostics.is_empty());
        assert_eq!(read.value.unwrap().to_json(), text);
    }

    #[test]
    fn a_comment_does_not_start_with_a_number_sign() {
        let text = "{ # one\n \"a\": [1, # \"two\"\n 2] }";
        let expected = ("a comment does not start with `#`".to_owned(), "#");
        assert_eq!(messages(text, Dialect::Relaxed), [expected.clone(), expected]);
        assert_eq!(messages(text, Dialect::Strict)[0], ("JSON does not allow comments".to_owned(), "# one"));
        assert_eq!(read(text, Dialect::Relaxed).value.unwrap().to_json(), r#"{"a":[1,2]}"#);
    }
}
