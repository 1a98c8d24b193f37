//! Reads the words of a line.

use super::read::Error;
use super::{INDENT, is_bare_byte};
use std::borrow::Cow;

/// The rest of a line in compact form.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    /// The number of the line in its record, from 1.
    number: usize,
    rest: &'t str,
}

impl<'t> Line<'t> {
    pub(super) fn new(number: usize, text: &'t str) -> Self {
        Self { number, rest: text }
    }

    /// Whether the line belongs to an earlier one.
    pub(super) fn is_indented(&self) -> bool {
        self.rest.starts_with(INDENT)
    }

    /// Whether the line has no more words. A description may follow.
    pub(super) fn is_at_end(&mut self) -> bool {
        self.skip_blanks();
        self.rest.is_empty() || self.rest.starts_with('#')
    }

    /// Returns an error at this line.
    pub(super) fn error(&self, message: impl Into<String>) -> Error {
        Error { line: self.number, message: message.into() }
    }

    /// Returns an error that says what was expected here.
    pub(super) fn expected(&self, what: &str) -> Error {
        match self.rest.chars().next() {
            Some(found) => self.error(format!("expected {what}, found `{found}`")),
            None => self.error(format!("expected {what}, found the end of the line")),
        }
    }

    pub(super) fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start_matches(' ');
    }

    /// Skips a piece of text, if it is next.
    pub(super) fn eat(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    pub(super) fn expect(&mut self, text: &str) -> Result<(), Error> {
        if self.eat(text) { Ok(()) } else { Err(self.expected(&format!("`{text}`"))) }
    }

    /// Reads a word, with or without quotes.
    pub(super) fn word(&mut self, what: &str) -> Result<Cow<'t, str>, Error> {
        self.skip_blanks();
        if self.rest.starts_with('"') {
            return self.quoted();
        }
        let length = self.rest.bytes().take_while(|byte| is_bare_byte(*byte)).count();
        let (word, rest) = self.rest.split_at_checked(length).unwrap_or_default();
        if word.is_empty() {
            return Err(self.expected(what));
        }
        self.rest = rest;
        Ok(Cow::Borrowed(word))
    }

    fn quoted(&mut self) -> Result<Cow<'t, str>, Error> {
        let text = self.rest.get(1..).unwrap_or_default();
        let mut is_escaped = false;
        let end = text.bytes().position(|byte| {
            let is_end = byte == b'"' && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            is_end
        });
        let end = end.ok_or_else(|| self.error("expected `\"` at the end of a word, found the end of the line"))?;
        let word = self.unescaped(text.get(..end).unwrap_or_default())?;
        self.rest = text.get(end + 1..).unwrap_or_default();
        Ok(word)
    }

    /// Reads all remaining words.
    pub(super) fn words(&mut self, what: &str) -> Result<Vec<String>, Error> {
        let mut words = Vec::new();
        while !self.is_at_end() {
            words.push(self.word(what)?.into_owned());
        }
        Ok(words)
    }

    /// Reads the end of the line, and returns its description, which may be empty.
    pub(super) fn end(&mut self) -> Result<String, Error> {
        self.skip_blanks();
        match self.rest.strip_prefix('#') {
            Some(text) => Ok(self.unescaped(text.strip_prefix(' ').unwrap_or(text))?.into_owned()),
            None if self.rest.is_empty() => Ok(String::new()),
            None => Err(self.expected("the end of the line")),
        }
    }

    fn unescaped(&self, text: &'t str) -> Result<Cow<'t, str>, Error> {
        if !text.contains('\\') {
            return Ok(Cow::Borrowed(text));
        }
        let mut string = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('\\') {
            string.push_str(before);
            let (character, after) = self.escape(after)?;
            string.push(character);
            rest = after;
        }
        string.push_str(rest);
        Ok(Cow::Owned(string))
    }

    /// Returns the character of an escape sequence, and the text after it.
    fn escape(&self, text: &'t str) -> Result<(char, &'t str), Error> {
        let mut rest = text.chars();
        let character = match rest.next() {
            Some(character @ ('\\' | '"')) => character,
            Some('n') => '\n',
            Some('u') => {
                let code = rest.as_str().strip_prefix('{').and_then(|code| code.split_once('}'));
                let character = code.and_then(|(code, _)| char::from_u32(u32::from_str_radix(code, 16).ok()?));
                rest = code.map_or("", |(_, after)| after).chars();
                character.ok_or_else(|| self.error("expected a code point in hexadecimal, such as `\\u{1b}`"))?
            }
            _ => return Err(self.error("expected `\\\\`, `\\\"`, `\\n` or `\\u{…}` after `\\`")),
        };
        Ok((character, rest.as_str()))
    }
}
