//! Errors in a macro call, with their spans.

use crate::report;
use proc_macro2::{Span, TokenStream};

/// An error in a macro call.
#[derive(Debug, Clone)]
pub(crate) struct Error {
    pub(crate) message: String,
    pub(crate) first: Span,
    pub(crate) last: Span,
}

pub(crate) type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// Creates an error at one token.
    pub(crate) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { message: message.into(), first: span, last: span }
    }

    /// Creates an error that spans several tokens.
    pub(crate) fn spanning(tokens: TokenStream, message: impl Into<String>) -> Self {
        let mut spans = tokens.into_iter().map(|token| token.span());
        let first = spans.next().unwrap_or_else(Span::call_site);
        Self { message: message.into(), first, last: spans.last().unwrap_or(first) }
    }

    /// Returns the span of the first token.
    pub(crate) fn span(&self) -> Span {
        self.first
    }

    /// Returns an item that makes the compiler report the error.
    pub(crate) fn to_compile_error(&self) -> TokenStream {
        report::error(&self.message, self.first, self.last)
    }
}
