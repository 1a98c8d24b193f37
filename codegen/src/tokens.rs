//! Reads a JSON value from Rust tokens.
//!
//! Rust's lexer accepts tokens that JSON does not have. Each such token is reported, and reading continues, so that all
//! errors are found at once. The spans of the value are token numbers; [`TokenSpans`] maps them to the compiler's
//! spans.

use event_pattern_compiler::diagnostic::{Diagnostic, Lint};
use event_pattern_compiler::json::{self, JsonString, Member, Number, Value, ValueKind};
use event_pattern_compiler::limits::MAX_NESTING_LEVELS;
use event_pattern_compiler::source::Span;
use proc_macro2::{Delimiter, Group, Literal, Punct, TokenTree};

/// The compiler's spans by token number.
#[derive(Debug, Default)]
pub(crate) struct TokenSpans {
    spans: Vec<proc_macro2::Span>,
    /// The opening brackets of nonempty groups, sorted by token number.
    openings: Vec<(usize, proc_macro2::Span)>,
}

impl TokenSpans {
    /// Returns the compiler's spans of the first and the last token in a span. If the span covers only the first token
    /// of an array or object, both are the span of its opening bracket.
    #[must_use]
    pub(crate) fn first_and_last(&self, span: Span) -> (proc_macro2::Span, proc_macro2::Span) {
        let opening = self.openings.binary_search_by(|(group, _)| group.cmp(&span.start)).ok();
        if let Some(number) = opening.filter(|_| span.end == span.start + 1) {
            let (_, opening) = self.openings[number];
            return (opening, opening);
        }
        let at = |number: usize| self.spans.get(number).copied().unwrap_or_else(proc_macro2::Span::call_site);
        (at(span.start), at(span.end.saturating_sub(1).max(span.start)))
    }

    fn add(&mut self, span: proc_macro2::Span) -> Span {
        self.spans.push(span);
        Span::new(self.spans.len() - 1, self.spans.len())
    }
}

/// Reads the object whose members are the content of `group`.
///
/// Only rejected tokens are missing from the value, so later stages can find more errors.
#[must_use]
pub(crate) fn read_tokens(group: &Group) -> (Value, TokenSpans, Vec<Diagnostic>) {
    let mut reader = Reader { tokens: TokenSpans::default(), diagnostics: Vec::new(), depth: 0 };
    let value = reader.group(group);
    (value, reader.tokens, reader.diagnostics)
}

/// Help for braces that contain only a string, which is often a path.
const LONE_STRING_HELP: &str =
    "write `\"key\": value`; to read the pattern from a file, write `= \"path/to/pattern.json\";`";

struct Reader {
    tokens: TokenSpans,
    diagnostics: Vec<Diagnostic>,
    depth: usize,
}

type Input = std::iter::Peekable<proc_macro2::token_stream::IntoIter>;

impl Reader {
    fn reject(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.diagnostics.push(Lint::InvalidJson.at(span, message).with_help(help));
    }

    /// Reads an object or an array.
    fn group(&mut self, group: &Group) -> Value {
        let span = self.tokens.add(group.span());
        if !group.stream().is_empty() {
            self.tokens.openings.push((span.start, group.span_open()));
        }
        if self.depth == MAX_NESTING_LEVELS {
            let message = format!("the pattern is nested more than {MAX_NESTING_LEVELS} levels deep");
            self.reject(span, message, "reduce the nesting");
            return Value { span, kind: ValueKind::Null };
        }
        self.depth += 1;
        let input = group.stream().into_iter().peekable();
        let kind = match group.delimiter() {
            Delimiter::Brace => ValueKind::Object(self.members(input)),
            Delimiter::Bracket => ValueKind::Array(self.elements(input)),
            Delimiter::Parenthesis => {
                self.reject(span, "JSON does not allow parentheses", "write `[…]` for a list or `{…}` for an object");
                ValueKind::Array(self.elements(input))
            }
            // The value of a `macro_rules!` variable is in an invisible group.
            Delimiter::None => self.invisible_group(input, span),
        };
        self.depth -= 1;
        Value { span: Span::new(span.start, self.tokens.spans.len()), kind }
    }

    fn invisible_group(&mut self, mut input: Input, span: Span) -> ValueKind {
        let value = self.value(&mut input, span);
        if let Some(extra) = input.next() {
            self.reject_token(&extra, "unexpected", "write one value");
        }
        value.kind
    }

    fn members(&mut self, mut input: Input) -> Vec<Member> {
        let mut members = Vec::new();
        while let Some(token) = input.next() {
            let Some((key, key_span)) = self.key(&token, &mut input) else { continue };
            if !take(&mut input, ':') {
                let message = format!("expected `:` after the key `{key}`");
                let is_all = members.is_empty() && input.peek().is_none();
                let help = if is_all { LONE_STRING_HELP } else { "write `\"key\": value`" };
                self.reject(key_span, message, help);
                skip_past_comma(&mut input);
                continue;
            }
            let value = self.value(&mut input, key_span);
            self.comma(&mut input);
            members.push(Member { key, key_span, value });
        }
        members
    }

    /// Reads a key. After an error, returns `None` and skips the member.
    fn key(&mut self, token: &TokenTree, input: &mut Input) -> Option<(JsonString, Span)> {
        match token {
            TokenTree::Literal(literal) => {
                let span = self.tokens.add(literal.span());
                match self.literal(literal, span) {
                    Some(ValueKind::String(text)) => return Some((text, span)),
                    Some(_) => self.reject(span, "a key must be a string", "write `\"key\": value`"),
                    None => {}
                }
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                let mut inner = group.stream().into_iter().peekable();
                let first = inner.next()?;
                return self.key(&first, &mut inner);
            }
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                self.reject_comment(punct, input);
                return None;
            }
            TokenTree::Ident(name) => {
                let span = self.tokens.add(name.span());
                self.reject(
                    span,
                    format!("expected a key in double quotes, found `{name}`"),
                    format!("write `\"{name}\"`"),
                );
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                self.reject_token(token, "expected a key, found", "remove the inner braces");
            }
            other => {
                let help = "write members as `\"key\": value`, separated by commas";
                self.reject_token(other, "expected a key, found", help);
            }
        }
        skip_past_comma(input);
        None
    }

    fn elements(&mut self, mut input: Input) -> Vec<Value> {
        let mut elements = Vec::new();
        while let Some(token) = input.peek() {
            let before = token.span();
            let before = self.tokens.add(before);
            elements.push(self.value(&mut input, before));
            self.comma(&mut input);
        }
        elements
    }

    /// Reads a value. A rejected value is read as null.
    fn value(&mut self, input: &mut Input, before: Span) -> Value {
        let null = |span| Value { span, kind: ValueKind::Null };
        let Some(token) = input.peek() else {
            self.reject(before, "expected a value after this", "write `\"key\": value`");
            return null(before);
        };
        if matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',') {
            let span = token.span();
            let span = self.tokens.add(span);
            self.reject(span, "expected a value, found `,`", "remove the comma, or write a value before it");
            return null(span);
        }
        match input.next() {
            Some(TokenTree::Group(group)) => self.group(&group),
            Some(TokenTree::Literal(literal)) => {
                let span = self.tokens.add(literal.span());
                let kind = self.literal(&literal, span).unwrap_or(ValueKind::Null);
                Value { span, kind }
            }
            Some(TokenTree::Ident(name)) => {
                let span = self.tokens.add(name.span());
                Value { span, kind: self.word(&name.to_string(), span) }
            }
            Some(TokenTree::Punct(punct)) if ['-', '+', '.'].contains(&punct.as_char()) => self.signed(input, &punct),
            Some(TokenTree::Punct(punct)) if punct.as_char() == '#' => {
                let span = self.reject_comment(&punct, input);
                self.value(input, span)
            }
            Some(other) => {
                let help = "write a string, a number, an array, an object, `true`, `false` or `null`";
                let span = self.reject_token(&other, "expected a value, found", help);
                null(span)
            }
            None => null(before),
        }
    }

    /// Rejects a doc comment or an attribute, or a comment after `#`, and skips it. Tokens have no lines, so a comment
    /// after `#` is assumed to end before the next string, list or object.
    fn reject_comment(&mut self, sign: &Punct, input: &mut Input) -> Span {
        let span = self.tokens.add(sign.span());
        let is_attribute =
            matches!(input.peek(), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket);
        if is_attribute {
            let help = "to add a comment to a pattern, use `//`";
            self.reject(span, "expected JSON, found a doc comment or an attribute", help);
            input.next();
        } else {
            self.reject(span, "a comment does not start with `#`", "write `//`");
            let is_word = |token: &TokenTree| match token {
                TokenTree::Literal(literal) => !literal.to_string().starts_with('"'),
                TokenTree::Group(_) => false,
                TokenTree::Ident(_) | TokenTree::Punct(_) => true,
            };
            while input.next_if(is_word).is_some() {}
        }
        span
    }

    fn word(&mut self, word: &str, span: Span) -> ValueKind {
        ValueKind::from_word(word).unwrap_or_else(|(message, help)| {
            self.reject(span, message, help);
            ValueKind::Null
        })
    }

    /// Reads a number after a `-`, or after a `+` or `.`, which JSON does not allow before a number.
    fn signed(&mut self, input: &mut Input, sign: &Punct) -> Value {
        let first = self.tokens.add(sign.span());
        let sign = sign.as_char();
        if let Some(TokenTree::Literal(literal)) = input.peek() {
            let text = format!("{sign}{literal}");
            let last = self.tokens.add(literal.span());
            input.next();
            let span = Span::new(first.start, last.end);
            return Value { span, kind: self.number(&text, span) };
        }
        self.reject(first, format!("expected a number after `{sign}`"), "write a number such as `-1` or `0.5`");
        Value { span: first, kind: ValueKind::Null }
    }

    fn literal(&mut self, literal: &Literal, span: Span) -> Option<ValueKind> {
        let text = literal.to_string();
        let quoted = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        if let Some(body) = quoted {
            return match json::unescape(body) {
                Ok(text) => Some(ValueKind::String(text)),
                Err(bad) => {
                    self.reject(span, bad.message, bad.help);
                    None
                }
            };
        }
        let (message, help) = match text.as_bytes() {
            [b'0'..=b'9' | b'-', ..] => return Some(self.number(&text, span)),
            [b'\'', ..] => ("a character literal is not JSON", "write the string in double quotes"),
            [b'b', ..] => ("a byte string or byte literal is not JSON", "remove the `b` and write `\"…\"`"),
            [b'c', ..] => ("a C string is not JSON", "remove the `c`"),
            [b'r', ..] => (
                "a raw string inside a pattern is not JSON",
                "write a plain string; to use JSON escapes, write the whole pattern as a raw string: `r#\"{…}\"#`",
            ),
            _ => ("a string with a suffix is not JSON", "remove the suffix"),
        };
        self.reject(span, message, help);
        None
    }

    fn number(&mut self, text: &str, span: Span) -> ValueKind {
        ValueKind::Number(Number::parse(text).unwrap_or_else(|bad| {
            self.reject(span, bad.message, bad.help);
            Number::zero()
        }))
    }

    /// Reads the comma after a value. Rejects and skips anything else.
    fn comma(&mut self, input: &mut Input) {
        while let Some(TokenTree::Punct(sign)) = input.next_if(is_number_sign) {
            self.reject_comment(&sign, input);
        }
        if input.peek().is_none() || take(input, ',') {
            return;
        }
        if let Some(token) = input.next() {
            self.reject_token(&token, "expected `,`, found", "separate values with a comma");
        }
        skip_past_comma(input);
    }

    fn reject_token(&mut self, token: &TokenTree, problem: &str, help: &str) -> Span {
        let span = self.tokens.add(token.span());
        let shown = match token {
            TokenTree::Group(group) => match group.delimiter() {
                Delimiter::Brace => "{…}".to_owned(),
                Delimiter::Bracket => "[…]".to_owned(),
                Delimiter::Parenthesis | Delimiter::None => "(…)".to_owned(),
            },
            other => other.to_string(),
        };
        self.reject(span, format!("{problem} `{shown}`"), help);
        span
    }
}

fn is_number_sign(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == '#')
}

fn take(input: &mut Input, expected: char) -> bool {
    input.next_if(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == expected)).is_some()
}

fn skip_past_comma(input: &mut Input) {
    while input.peek().is_some() && !take(input, ',') {
        input.next();
    }
}

#[cfg(test)]
mod tests;
