//! The tokens of patterns and events, which the page colours.
//!
//! They come from the compiler's lexer and not from a tree, so a text that is not finished has tokens too.

use super::spans::{Utf16, Utf16Span};
use event_pattern_compiler::json::{Dialect, Lexer};
use event_pattern_compiler::pattern::{OR_KEY, SCOPE_KEYS};
use event_pattern_compiler::source::Span;
use serde::Serialize;
use serde::ser::SerializeTuple as _;

/// A token and its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    span: Utf16Span,
    kind: TokenKind,
}

/// What a token is. Punctuation has no tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum TokenKind {
    /// The name of a field.
    Key,
    String,
    Number,
    /// `true`, `false` or `null`.
    Literal,
    Comment,
    /// The name of a content filter, an element scope, `$or`, or another key that starts with `$`.
    Operator,
}

/// Which text the tokens are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    Pattern,
    Event,
}

/// An array: `[start, end, kind]`.
impl Serialize for Token {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut token = serializer.serialize_tuple(3)?;
        token.serialize_element(&self.span[0])?;
        token.serialize_element(&self.span[1])?;
        token.serialize_element(&self.kind)?;
        token.end()
    }
}

/// Returns the tokens up to the first string that does not end, or to the end of the text.
pub(crate) fn tokens(text: &str, language: Language, offsets: &Utf16) -> Vec<Token> {
    let mut reader = TokenReader {
        text,
        language,
        lexer: Lexer::new(text, Dialect::Relaxed),
        open: Vec::new(),
        last_key: Key::Other,
        end: 0,
        tokens: Vec::new(),
    };
    while reader.next().is_some() {}
    reader.tokens.iter().map(|&(span, kind)| Token { span: offsets.span(span), kind }).collect()
}

struct TokenReader<'t> {
    text: &'t str,
    language: Language,
    lexer: Lexer<'t>,
    /// The objects and arrays around the position.
    open: Vec<Open>,
    last_key: Key,
    /// The end of the last token or bracket.
    end: usize,
    tokens: Vec<(Span, TokenKind)>,
}

/// An object or array that is not closed yet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// An object whose keys are fields.
    Fields,
    /// An object whose keys are names of filters.
    Filters,
    /// A list whose objects have fields, such as the branches of `$or`.
    Branches,
    /// A list whose objects are filters.
    Alternatives,
}

/// The key before a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    /// `$or` or an element scope, whose objects have fields.
    Conditions,
    Other,
}

impl TokenReader<'_> {
    /// Reads a token or a bracket. `None` at the end.
    fn next(&mut self) -> Option<()> {
        let next = self.lexer.peek();
        self.comments(self.lexer.position());
        match next? {
            '"' => {
                let (text, span) = self.lexer.string().ok()?;
                let is_key = self.lexer.peek() == Some(':');
                let kind = if is_key { self.key(text.as_str()) } else { TokenKind::String };
                self.push(span, kind);
            }
            '0'..='9' | '-' | '+' | '.' => {
                let (_, span) = self.lexer.number();
                self.push(span, TokenKind::Number);
            }
            letter if letter.is_alphabetic() => {
                let (_, span) = self.lexer.word();
                self.push(span, TokenKind::Literal);
            }
            bracket => {
                self.bracket(bracket);
                self.lexer.take(bracket);
                self.end = self.lexer.position();
            }
        }
        Some(())
    }

    fn push(&mut self, span: Span, kind: TokenKind) {
        self.end = span.end;
        self.tokens.push((span, kind));
    }

    fn key(&mut self, key: Option<&str>) -> TokenKind {
        let is_filter = self.open.last() == Some(&Open::Filters);
        let is_condition = key.is_some_and(|key| key == OR_KEY || SCOPE_KEYS.contains(&key) || key == "where");
        self.last_key = if is_condition { Key::Conditions } else { Key::Other };
        let is_operator = is_filter || key.is_some_and(|key| key.starts_with('$'));
        if is_operator && self.language == Language::Pattern { TokenKind::Operator } else { TokenKind::Key }
    }

    fn bracket(&mut self, bracket: char) {
        let around = self.open.last().copied().unwrap_or(Open::Fields);
        let is_condition = self.last_key == Key::Conditions;
        match bracket {
            '{' => self.open.push(match around {
                Open::Filters if !is_condition => Open::Filters,
                Open::Alternatives => Open::Filters,
                _ => Open::Fields,
            }),
            '[' if around == Open::Fields && is_condition => self.open.push(Open::Branches),
            '[' => self.open.push(Open::Alternatives),
            '}' | ']' => {
                self.open.pop();
            }
            _ => {}
        }
        self.last_key = if bracket == ':' { self.last_key } else { Key::Other };
    }

    /// Adds the comments between the last token and an offset. There are only spaces and comments in between.
    fn comments(&mut self, until: usize) {
        while let Some(start) = self.text.get(self.end..until).and_then(|gap| gap.find('/')) {
            let start = self.end + start;
            let comment = &self.text[start..until];
            let length = match comment.strip_prefix("/*") {
                Some(rest) => rest.find("*/").map_or(comment.len(), |end| end + "/**/".len()),
                None => comment.find('\n').unwrap_or(comment.len()),
            };
            self.push(Span::new(start, start + length), TokenKind::Comment);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str, language: Language) -> Vec<(String, TokenKind)> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let tokens = tokens(text, language, &Utf16::of(text)).into_iter();
        tokens.map(|token| (String::from_utf16(&units[token.span[0]..token.span[1]]).unwrap(), token.kind)).collect()
    }

    #[test]
    fn keys_of_filters_are_operators() {
        use TokenKind::{Comment, Key, Literal, Number, Operator, String};
        for (text, expected) in [
            (
                r#"{ "é": [{"numeric": [">", 1]}, null] } // "x""#,
                &[
                    (r#""é""#, Key),
                    (r#""numeric""#, Operator),
                    (r#"">""#, String),
                    ("1", Number),
                    ("null", Literal),
                    (r#"// "x""#, Comment),
                ][..],
            ),
            (
                r#"{"$or": [{"a": [{"anything-but": {"prefix": "x"}}]}, {"b": [1]}]}"#,
                &[
                    (r#""$or""#, Operator),
                    (r#""a""#, Key),
                    (r#""anything-but""#, Operator),
                    (r#""prefix""#, Operator),
                    (r#""x""#, String),
                    (r#""b""#, Key),
                    ("1", Number),
                ],
            ),
            (
                r#"{"c": {"$any": [{"a": [1]}], "$count": {"where": {"b": [2]}}}}"#,
                &[
                    (r#""c""#, Key),
                    (r#""$any""#, Operator),
                    (r#""a""#, Key),
                    ("1", Number),
                    (r#""$count""#, Operator),
                    (r#""where""#, Key),
                    (r#""b""#, Key),
                    ("2", Number),
                ],
            ),
            (
                r#"/*1*/{"a" /*2*/: /*3*/ "#,
                &[("/*1*/", Comment), (r#""a""#, Key), ("/*2*/", Comment), ("/*3*/", Comment)],
            ),
            (r#"{"a": ["unfinished"#, &[(r#""a""#, Key)]),
            ("}]:,{", &[]),
            ("", &[]),
        ] {
            let expected: Vec<(std::string::String, TokenKind)> =
                expected.iter().map(|(text, kind)| ((*text).to_owned(), *kind)).collect();
            assert_eq!(kinds(text, Language::Pattern), expected, "{text}");
        }
        assert_eq!(kinds(r#"{"$or": 1}"#, Language::Event)[0].1, Key);
    }
}
