//! A cursor over the tokens of a macro call.

use super::{Error, Result};
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

/// A sequence of tokens and a position in it.
pub(crate) struct Input {
    tokens: Vec<TokenTree>,
    /// Number of tokens that have been read.
    read: usize,
    /// Span for errors at the end of the tokens.
    end: Span,
}

/// Rust's keywords and `_`, which cannot be names.
const KEYWORDS: [&str; 52] = [
    "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "if", "impl", "in", "let", "loop", "macro", "match",
    "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "Self", "self", "static", "struct", "super",
    "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

impl Input {
    /// Creates a cursor at the first token of a macro call.
    pub(crate) fn new(tokens: TokenStream) -> Self {
        let mut input = Self { tokens: Vec::new(), read: 0, end: Span::call_site() };
        input.push_flattened(tokens);
        input
    }

    /// Creates a cursor at the first token inside brackets.
    pub(crate) fn inside(group: &Group) -> Self {
        Self { end: group.span_close(), ..Self::new(group.stream()) }
    }

    /// Adds tokens without the invisible groups around the values of `macro_rules!` variables.
    fn push_flattened(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) if group.delimiter() == Delimiter::None => self.push_flattened(group.stream()),
                token => self.tokens.push(token),
            }
        }
    }

    /// Returns the tokens that have not been read yet.
    pub(crate) fn rest(&self) -> &[TokenTree] {
        &self.tokens[self.read..]
    }

    /// Returns the number of tokens that have been read.
    pub(crate) fn position(&self) -> usize {
        self.read
    }

    /// Returns the tokens that have been read since a position.
    pub(crate) fn since(&self, position: usize) -> TokenStream {
        self.tokens[position..self.read].iter().cloned().collect()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest().is_empty()
    }

    /// Returns the span of the next token; for a group, the span of its opening bracket.
    pub(crate) fn span(&self) -> Span {
        match self.rest().first() {
            Some(TokenTree::Group(group)) => group.span_open(),
            Some(token) => token.span(),
            None => self.end,
        }
    }

    /// Creates an error at the next token.
    pub(crate) fn error(&self, message: impl Into<String>) -> Error {
        Error::new(self.span(), message)
    }

    pub(crate) fn next(&mut self) -> Option<TokenTree> {
        let token = self.rest().first().cloned();
        self.read += usize::from(token.is_some());
        token
    }

    pub(crate) fn is_punct(&self, expected: char) -> bool {
        self.rest().first().is_some_and(|token| is_punct(token, expected))
    }

    pub(crate) fn is_word(&self, expected: &str) -> bool {
        self.rest().first().is_some_and(|token| is_word(token, expected))
    }

    pub(crate) fn is_group(&self, expected: Delimiter) -> bool {
        self.rest().first().is_some_and(|token| is_group(token, expected))
    }

    /// Reads this punctuation character if it is the next token.
    pub(crate) fn take_punct(&mut self, expected: char) -> bool {
        let is_next = self.is_punct(expected);
        self.read += usize::from(is_next);
        is_next
    }

    /// Reads this word if it is the next token.
    pub(crate) fn take_word(&mut self, expected: &str) -> Option<Ident> {
        if !self.is_word(expected) {
            return None;
        }
        match self.next() {
            Some(TokenTree::Ident(word)) => Some(word),
            _ => None,
        }
    }

    /// Reads a group with this delimiter if it is the next token.
    pub(crate) fn take_group(&mut self, expected: Delimiter) -> Option<Group> {
        if !self.is_group(expected) {
            return None;
        }
        match self.next() {
            Some(TokenTree::Group(group)) => Some(group),
            _ => None,
        }
    }

    /// Reads a name.
    pub(crate) fn name(&mut self) -> Result<Ident> {
        match self.rest().first() {
            Some(TokenTree::Ident(name)) if !is_keyword(&name.to_string()) => {
                let name = name.clone();
                self.read += 1;
                Ok(name)
            }
            Some(other) => Err(self.error(format!("expected a name, found `{other}`"))),
            None => Err(self.error("expected a name")),
        }
    }

    /// Reads an optional visibility, such as `pub` or `pub(crate)`.
    pub(crate) fn visibility(&mut self) -> TokenStream {
        let start = self.read;
        if self.take_word("pub").is_some() {
            if let Some(TokenTree::Group(group)) = self.rest().first() {
                let first = group.stream().into_iter().next();
                let restricts = |first| ["crate", "self", "super", "in"].iter().any(|word| is_word(&first, word));
                self.read += usize::from(group.delimiter() == Delimiter::Parenthesis && first.is_some_and(restricts));
            }
        }
        self.since(start)
    }

    /// Reads optional generics, `<…>`.
    pub(crate) fn generics(&mut self) -> TokenStream {
        let (start, mut angles) = (self.read, AngleBrackets::default());
        if self.is_punct('<') {
            while let Some(token) = self.next() {
                angles.advance(&token);
                if !angles.are_open() {
                    break;
                }
            }
        }
        self.since(start)
    }

    /// Reads up to the first token outside angle brackets for which `is_end` is true.
    pub(crate) fn until(&mut self, is_end: &dyn Fn(&TokenTree) -> bool) -> TokenStream {
        let (start, mut angles) = (self.read, AngleBrackets::default());
        while let Some(token) = self.rest().first().filter(|token| angles.are_open() || !is_end(token)) {
            angles.advance(token);
            self.read += 1;
        }
        self.since(start)
    }
}

/// Nesting depth of angle brackets. Angle brackets are punctuation, so unlike other brackets, they do not form token
/// groups.
#[derive(Default)]
pub(crate) struct AngleBrackets {
    pub(crate) open: usize,
    is_after_minus: bool,
}

impl AngleBrackets {
    pub(crate) fn are_open(&self) -> bool {
        self.open > 0
    }

    /// Updates the depth for the next token.
    pub(crate) fn advance(&mut self, token: &TokenTree) {
        if is_punct(token, '<') {
            self.open += 1;
        } else if is_punct(token, '>') && !self.is_after_minus {
            self.open = self.open.saturating_sub(1);
        }
        self.is_after_minus = is_punct(token, '-');
    }
}

pub(crate) fn is_punct(token: &TokenTree, expected: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == expected)
}

pub(crate) fn is_word(token: &TokenTree, expected: &str) -> bool {
    matches!(token, TokenTree::Ident(word) if word == expected)
}

pub(crate) fn is_group(token: &TokenTree, expected: Delimiter) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == expected)
}

pub(crate) fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

/// Whether a string is a Rust identifier.
pub(crate) fn is_name(text: &str) -> bool {
    text.parse().is_ok_and(|tokens| {
        let mut input = Input::new(tokens);
        input.name().is_ok_and(|name| name == text) && input.is_empty()
    })
}

/// Returns a name without `r#`.
pub(crate) fn unraw(name: &Ident) -> String {
    let text = name.to_string();
    text.strip_prefix("r#").map(str::to_owned).unwrap_or(text)
}
