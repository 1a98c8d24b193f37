//! Tokens, read one after the other.

use super::{Error, Result};
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

/// The tokens that are still to be read.
pub(crate) struct Input {
    tokens: Vec<TokenTree>,
    read: usize,
    /// Where mistakes are told if nothing is left.
    end: Span,
}

/// The words that are not names, nor is `_`.
const KEYWORDS: &str = "_ abstract as async await become box break const continue crate do dyn else enum extern false final fn for if \
                        impl in let loop macro match mod move mut override priv pub ref return Self self static struct super trait true \
                        try type typeof unsafe unsized use virtual where while yield";

impl Input {
    /// All tokens of a macro call.
    pub(crate) fn new(tokens: TokenStream) -> Self {
        let mut input = Self { tokens: Vec::new(), read: 0, end: Span::call_site() };
        input.add(tokens);
        input
    }

    /// What is in brackets.
    pub(crate) fn inside(group: &Group) -> Self {
        Self { end: group.span_close(), ..Self::new(group.stream()) }
    }

    /// What a `macro_rules!` variable stands for arrives in invisible brackets, which make no difference here.
    fn add(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) if group.delimiter() == Delimiter::None => self.add(group.stream()),
                token => self.tokens.push(token),
            }
        }
    }

    /// What is left.
    pub(crate) fn rest(&self) -> &[TokenTree] {
        &self.tokens[self.read..]
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest().is_empty()
    }

    /// Where the next token is. Of brackets with something in them, that is the opening one.
    pub(crate) fn span(&self) -> Span {
        match self.rest().first() {
            Some(TokenTree::Group(group)) => group.span_open(),
            Some(token) => token.span(),
            None => self.end,
        }
    }

    /// A mistake at the next token.
    pub(crate) fn error(&self, message: impl Into<String>) -> Error {
        Error::new(self.span(), message)
    }

    pub(crate) fn next(&mut self) -> Option<TokenTree> {
        let token = self.rest().first().cloned();
        self.read += usize::from(token.is_some());
        token
    }

    pub(crate) fn is_punct(&self, wanted: char) -> bool {
        self.rest().first().is_some_and(|token| is_punct(token, wanted))
    }

    pub(crate) fn is_word(&self, wanted: &str) -> bool {
        self.rest().first().is_some_and(|token| is_word(token, wanted))
    }

    pub(crate) fn is_group(&self, wanted: Delimiter) -> bool {
        self.rest().first().is_some_and(|token| is_group(token, wanted))
    }

    /// Reads a character if it is next.
    pub(crate) fn take_punct(&mut self, wanted: char) -> bool {
        let is_next = self.is_punct(wanted);
        self.read += usize::from(is_next);
        is_next
    }

    /// Reads a word if it is next.
    pub(crate) fn take_word(&mut self, wanted: &str) -> Option<Ident> {
        if !self.is_word(wanted) {
            return None;
        }
        match self.next() {
            Some(TokenTree::Ident(word)) => Some(word),
            _ => None,
        }
    }

    /// Reads what is in brackets if they are next.
    pub(crate) fn take_group(&mut self, wanted: Delimiter) -> Option<Group> {
        if !self.is_group(wanted) {
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

    /// Reads `pub`, with what restricts it, or nothing.
    pub(crate) fn visibility(&mut self) -> TokenStream {
        let start = self.read;
        if self.take_word("pub").is_some() {
            if let Some(TokenTree::Group(group)) = self.rest().first() {
                let first = group.stream().into_iter().next();
                let restricts = |first| ["crate", "self", "super", "in"].iter().any(|word| is_word(&first, word));
                self.read += usize::from(group.delimiter() == Delimiter::Parenthesis && first.is_some_and(restricts));
            }
        }
        self.tokens[start..self.read].iter().cloned().collect()
    }

    /// Reads generics, `<…>`, or nothing.
    pub(crate) fn generics(&mut self) -> TokenStream {
        let (start, mut angles) = (self.read, Angles::default());
        if self.is_punct('<') {
            while let Some(token) = self.next() {
                angles.pass(&token);
                if !angles.are_open() {
                    break;
                }
            }
        }
        self.tokens[start..self.read].iter().cloned().collect()
    }

    /// Reads up to a token that is an end, if it is not in angle brackets.
    pub(crate) fn until(&mut self, is_end: &dyn Fn(&TokenTree) -> bool) -> TokenStream {
        let (start, mut angles) = (self.read, Angles::default());
        while let Some(token) = self.rest().first().filter(|token| angles.are_open() || !is_end(token)) {
            angles.pass(token);
            self.read += 1;
        }
        self.tokens[start..self.read].iter().cloned().collect()
    }
}

/// The angle brackets that are open. Tokens know only of the other brackets.
#[derive(Default)]
pub(crate) struct Angles {
    pub(crate) open: usize,
    is_after_minus: bool,
}

impl Angles {
    pub(crate) fn are_open(&self) -> bool {
        self.open > 0
    }

    /// Goes past a token.
    pub(crate) fn pass(&mut self, token: &TokenTree) {
        if is_punct(token, '<') {
            self.open += 1;
        } else if is_punct(token, '>') && !self.is_after_minus {
            self.open = self.open.saturating_sub(1);
        }
        self.is_after_minus = is_punct(token, '-');
    }
}

pub(crate) fn is_punct(token: &TokenTree, wanted: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == wanted)
}

pub(crate) fn is_word(token: &TokenTree, wanted: &str) -> bool {
    matches!(token, TokenTree::Ident(word) if word == wanted)
}

pub(crate) fn is_group(token: &TokenTree, wanted: Delimiter) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == wanted)
}

fn is_keyword(word: &str) -> bool {
    KEYWORDS.split(' ').any(|keyword| keyword == word)
}

/// Whether a text is a name in Rust.
pub(crate) fn is_name(text: &str) -> bool {
    text.parse().is_ok_and(|tokens| {
        let mut input = Input::new(tokens);
        input.name().is_ok_and(|name| name == text) && input.is_empty()
    })
}

/// A name without `r#`.
pub(crate) fn unraw(name: &Ident) -> String {
    let text = name.to_string();
    text.strip_prefix("r#").map(str::to_owned).unwrap_or(text)
}
