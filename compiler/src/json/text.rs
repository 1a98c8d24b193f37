//! Reads JSON text into a tree.

use super::lexer::{Dialect, Lexer, Stop};
use super::pasted::to_ascii;
use super::{Member, Value, ValueKind};
use crate::diagnostic::Diagnostic;
use crate::limits::MAX_NESTING_LEVELS;
use crate::source::Span;

/// The result of reading JSON text.
#[derive(Debug)]
pub struct ParsedJson {
    /// The value. `None` if a syntax error stopped the reader.
    pub value: Option<Value>,
    /// The syntax errors. If there are none, the text before `trailing` is valid JSON.
    pub diagnostics: Vec<Diagnostic>,
    /// The span of the text after the value, if any. EventBridge ignores this text.
    pub trailing: Option<Span>,
}

/// Reads one JSON value from the start of a text.
#[must_use]
pub fn read(text: &str, dialect: Dialect) -> ParsedJson {
    let mut reader = TextReader { lexer: Lexer::new(text, dialect), depth: 0 };
    let value = reader.value().ok();
    let end = reader.lexer.position();
    let trailing = if dialect == Dialect::Relaxed {
        reader.lexer.peek().map(|_| Span::new(reader.lexer.position(), text.len()))
    } else {
        let rest = text[end..].trim_start();
        (!rest.is_empty()).then(|| Span::new(text.len() - rest.len(), text.len()))
    };
    ParsedJson { trailing: trailing.filter(|_| value.is_some()), value, diagnostics: reader.lexer.diagnostics }
}

struct TextReader<'s> {
    lexer: Lexer<'s>,
    depth: usize,
}

impl TextReader<'_> {
    fn value(&mut self) -> Result<Value, Stop> {
        match self.lexer.peek() {
            Some('{') => self.nested(Self::object),
            Some('[') => self.nested(Self::array),
            Some('"') => {
                let (text, span) = self.lexer.string()?;
                Ok(Value { span, kind: ValueKind::String(text) })
            }
            Some('0'..='9' | '-' | '+' | '.') => {
                let (number, span) = self.lexer.number();
                Ok(Value { span, kind: ValueKind::Number(number) })
            }
            Some(letter) if letter.is_alphabetic() => self.literal(),
            Some('\'') => {
                let span = self.lexer.next_span();
                Err(self.lexer.report(span, "JSON strings use double quotes", "replace `'` with `\"`"))
            }
            Some(other) => {
                let span = self.lexer.next_span();
                let message = format!("expected a value, found `{other}`");
                Err(self.lexer.report(
                    span,
                    message,
                    "write a string, a number, an array, an object, `true`, `false` or `null`",
                ))
            }
            None => {
                let span = self.lexer.next_span();
                Err(self.lexer.report(span, "expected a value, found end of input", "add the missing value"))
            }
        }
    }

    fn literal(&mut self) -> Result<Value, Stop> {
        let (word, span) = self.lexer.word();
        match ValueKind::from_word(&to_ascii(word)) {
            Ok(kind) => Ok(Value { span, kind }),
            Err((message, help)) => Err(self.lexer.report(span, message, help)),
        }
    }

    /// Reads an object or an array, unless it is nested too deeply.
    fn nested(&mut self, read: fn(&mut Self) -> Result<ValueKind, Stop>) -> Result<Value, Stop> {
        let start = self.lexer.next_span();
        if self.depth == MAX_NESTING_LEVELS {
            let message = format!("the JSON is nested more than {MAX_NESTING_LEVELS} levels deep");
            return Err(self.lexer.report(start, message, "reduce the nesting"));
        }
        self.depth += 1;
        let kind = read(self)?;
        self.depth -= 1;
        Ok(Value { span: Span::new(start.start, self.lexer.position()), kind })
    }

    fn array(&mut self) -> Result<ValueKind, Stop> {
        self.lexer.take('[');
        let mut elements = Vec::new();
        while !self.at_end(']', elements.is_empty())? {
            elements.push(self.value()?);
        }
        Ok(ValueKind::Array(elements))
    }

    fn object(&mut self) -> Result<ValueKind, Stop> {
        self.lexer.take('{');
        let mut members = Vec::new();
        while !self.at_end('}', members.is_empty())? {
            members.push(self.member()?);
        }
        Ok(ValueKind::Object(members))
    }

    fn member(&mut self) -> Result<Member, Stop> {
        if self.lexer.peek() != Some('"') {
            let span = self.lexer.next_span();
            let message = format!("expected a key in double quotes, found {}", self.found());
            return Err(self.lexer.report(span, message, "write `\"key\": value`"));
        }
        let (key, key_span) = self.lexer.string()?;
        if !self.lexer.take(':') {
            let span = self.lexer.next_span();
            return Err(self.lexer.report(
                span,
                format!("expected `:` after the key `{key}`"),
                "write `\"key\": value`",
            ));
        }
        Ok(Member { key, key_span, value: self.value()? })
    }

    /// Describes the next token for a message. This may consume the token, so the reader cannot continue afterwards.
    fn found(&mut self) -> String {
        match self.lexer.peek() {
            None => "end of input".to_owned(),
            Some(first) if first.is_alphanumeric() => format!("`{}`", self.lexer.word().0),
            Some(other) => format!("`{other}`"),
        }
    }

    /// Consumes the closing bracket or the comma before the next element. Returns whether the bracket was found.
    fn at_end(&mut self, bracket: char, is_first: bool) -> Result<bool, Stop> {
        if self.lexer.take(bracket) {
            return Ok(true);
        }
        if is_first {
            return Ok(false);
        }
        let comma = self.lexer.next_span();
        if !self.lexer.take(',') {
            let help = match self.lexer.peek() {
                None => format!("add the closing `{bracket}`"),
                Some(_) => "separate values with a comma".to_owned(),
            };
            let message = format!("expected `,` or `{bracket}`, found {}", self.found());
            return Err(self.lexer.report(comma, message, help));
        }
        let is_closed = self.lexer.take(bracket);
        if is_closed && self.lexer.dialect() == Dialect::Strict {
            self.lexer.report(comma, "JSON does not allow a trailing comma", "remove the comma");
        }
        Ok(is_closed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str, dialect: Dialect) -> Vec<String> {
        read(text, dialect).diagnostics.into_iter().map(|error| error.message).collect()
    }

    #[test]
    fn values_and_keys_have_spans() {
        let text = r#" {"a": [1, "b"]} "#;
        let value = read(text, Dialect::Strict).value.unwrap();
        let ValueKind::Object(members) = &value.kind else { panic!("{value:?}") };
        assert_eq!(&text[value.span.start..value.span.end], r#"{"a": [1, "b"]}"#);
        assert_eq!(&text[members[0].key_span.start..members[0].key_span.end], r#""a""#);
        let ValueKind::Array(elements) = &members[0].value.kind else { panic!("{value:?}") };
        assert_eq!(&text[elements[1].span.start..elements[1].span.end], r#""b""#);
    }

    #[test]
    fn only_the_relaxed_dialect_allows_comments_and_trailing_commas() {
        let text = "{ // one\n \"a\": [1,], /* two */ }";
        assert!(messages(text, Dialect::Relaxed).is_empty());
        assert_eq!(messages(text, Dialect::Strict).len(), 4);
    }

    #[test]
    fn trailing_text_is_not_a_syntax_error() {
        let parsed = read("[] x", Dialect::Strict);
        assert_eq!(parsed.trailing, Some(Span::new(3, 4)));
        assert!(parsed.diagnostics.is_empty());
        assert_eq!(read("[] // end", Dialect::Relaxed).trailing, None);
    }

    #[test]
    fn the_reader_continues_after_an_invalid_number() {
        assert_eq!(messages("[01, 1_0, .5]", Dialect::Strict).len(), 3);
    }

    #[test]
    fn invalid_json_is_rejected() {
        for text in
            ["", "[", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "[1 2]", "{a:1}", "'x'", "tru", "[}", "\"x", "{,}", "[,1]"]
        {
            let parsed = read(text, Dialect::Strict);
            assert!(parsed.value.is_none() && !parsed.diagnostics.is_empty(), "{text}");
        }
    }

    #[test]
    fn nesting_is_limited_without_stack_overflow() {
        let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(messages(&deep(MAX_NESTING_LEVELS), Dialect::Strict).is_empty());
        assert_eq!(messages(&deep(100_000), Dialect::Strict).len(), 1);
    }
}
