//! Locations of generated tokens.

use proc_macro2::{Group, Span, TokenStream, TokenTree};

/// Returns tokens with the location of this span, so that "go to definition" leads there.
pub(crate) fn located_at(span: Span, tokens: TokenStream) -> TokenStream {
    let token = |token: TokenTree| {
        let located = token.span().located_at(span);
        let mut token = match token {
            TokenTree::Group(group) => Group::new(group.delimiter(), located_at(span, group.stream())).into(),
            other => other,
        };
        token.set_span(located);
        token
    };
    tokens.into_iter().map(token).collect()
}
