//! What is wrong with a macro call, and where.

use crate::report;
use proc_macro2::{Span, TokenStream};

/// A mistake.
#[derive(Debug, Clone)]
pub(crate) struct Error {
    pub(crate) message: String,
    pub(crate) first: Span,
    pub(crate) last: Span,
}

pub(crate) type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A mistake at one token.
    pub(crate) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { message: message.into(), first: span, last: span }
    }

    /// A mistake of several tokens.
    pub(crate) fn of_all(tokens: TokenStream, message: impl Into<String>) -> Self {
        let mut spans = tokens.into_iter().map(|token| token.span());
        let first = spans.next().unwrap_or_else(Span::call_site);
        Self { message: message.into(), first, last: spans.last().unwrap_or(first) }
    }

    /// Where the mistake starts.
    pub(crate) fn span(&self) -> Span {
        self.first
    }

    /// The item that makes the compiler tell it.
    pub(crate) fn to_compile_error(&self) -> TokenStream {
        report::error(&self.message, self.first, self.last)
    }
}
