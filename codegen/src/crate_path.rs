//! The path of the `event-pattern` crate in generated code.
//!
//! The default is `::event_pattern`. A rule or a macro call can set another path:
//! `#[event_pattern(crate = my_prelude::event_pattern)]`. The macros of the `event-pattern` crate pass `$crate`, so
//! users rarely need the attribute.

use crate::syntax::{Error, Input, Result, StringLiteral};
use proc_macro2::{Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};

#[derive(Clone)]
pub(super) struct CratePath(TokenStream);

impl Default for CratePath {
    fn default() -> Self {
        Self(quote!(::event_pattern))
    }
}

impl ToTokens for CratePath {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.0.clone());
    }
}

const HELP: &str = "write `crate = path::to::event_pattern`";

impl CratePath {
    /// Reads `= path` after `crate`. The path may be in a string.
    pub(super) fn read(input: &mut Input) -> Result<Self> {
        let missing = format!("expected `=` and the path of a crate\n= help: {HELP}");
        if !input.take_punct('=') {
            return Err(input.error(missing));
        }
        let span = input.span();
        if !matches!(input.rest().first(), Some(TokenTree::Literal(_))) {
            let path = input.until(&|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ','));
            return if is_path(&path) { Ok(Self(path)) } else { Err(Error::new(span, missing)) };
        }
        let text = StringLiteral::read(input, missing.as_str())?;
        match text.value.parse::<TokenStream>() {
            Ok(path) if is_path(&path) => Ok(Self(path.into_iter().map(|token| with_span(token, text.span)).collect())),
            _ => Err(Error::new(span, missing)),
        }
    }
}

/// Whether the tokens are a path: names separated by `::`, with an optional `::` at the start.
fn is_path(tokens: &TokenStream) -> bool {
    let (mut colons, mut is_after_name) = (0, false);
    for token in tokens.clone() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ':' && colons < 2 => {
                if colons == 0 && punct.spacing() != Spacing::Joint {
                    return false;
                }
                (colons, is_after_name) = (colons + 1, false);
            }
            TokenTree::Ident(_) if colons != 1 && !is_after_name => (colons, is_after_name) = (0, true),
            _ => return false,
        }
    }
    is_after_name
}

fn with_span(mut token: TokenTree, span: Span) -> TokenTree {
    token.set_span(span);
    token
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_path_may_be_in_a_string() {
        for (setting, expected) in [
            ("= ep", Some("ep")),
            ("= ::a::b, allow(x)", Some("::a::b")),
            ("= \"a::b\"", Some("a::b")),
            ("= crate", Some("crate")),
            ("= self::r#a", Some("self::r#a")),
            ("ep", None),
            ("=", None),
            ("= a b", None),
            ("= a:b", None),
            ("= a::", None),
            ("= \"a b\"", None),
            ("= \"\"", None),
            ("= 1", None),
            ("= a<b>", None),
        ] {
            let path = CratePath::read(&mut Input::new(setting.parse().unwrap())).ok();
            assert_eq!(path.map(|path| path.0.to_string().replace(' ', "")).as_deref(), expected, "{setting}");
        }
    }
}
