//! Types.

use super::{Angles, Input, Result, is_group, is_punct, is_word};
use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt as _};

/// A type, as it is written.
#[derive(Debug, Clone)]
pub(crate) struct Type(Vec<TokenTree>);

/// The last part of a path: its name, and the types in the angle brackets after it.
pub(crate) struct Last {
    pub(crate) name: Ident,
    pub(crate) types: Vec<Type>,
}

/// Words that start a type which is not a path.
const NO_PATH: [&str; 7] = ["dyn", "extern", "fn", "for", "impl", "unsafe", "_"];

impl Type {
    /// Reads a type up to a token that is its end.
    pub(crate) fn read(input: &mut Input, is_end: &dyn Fn(&TokenTree) -> bool) -> Result<Self> {
        let missing = input.error("expected a type");
        let tokens: Vec<TokenTree> = input.until(is_end).into_iter().collect();
        if tokens.is_empty() { Err(missing) } else { Ok(Self(tokens)) }
    }

    /// Where the type starts.
    pub(crate) fn span(&self) -> Span {
        self.0.first().map_or_else(Span::call_site, TokenTree::span)
    }

    /// What a reference refers to.
    pub(crate) fn referenced(&self) -> Option<Self> {
        let mut rest = self.0.as_slice();
        rest = rest.split_first().filter(|(first, _)| is_punct(first, '&'))?.1;
        if let [quote, _, after @ ..] = rest {
            rest = if is_punct(quote, '\'') { after } else { rest };
        }
        if let [first, after @ ..] = rest {
            rest = if is_word(first, "mut") { after } else { rest };
        }
        Some(Self(rest.to_vec()))
    }

    /// What the elements of a slice are.
    pub(crate) fn element(&self) -> Option<Self> {
        match self.0.as_slice() {
            [TokenTree::Group(group)] if group.delimiter() == Delimiter::Bracket => {
                Some(Self(Input::inside(group).rest().to_vec()))
            }
            _ => None,
        }
    }

    /// The last part of the path, if the type is one.
    pub(crate) fn last(&self) -> Option<Last> {
        let first = self.0.first()?;
        if NO_PATH.iter().any(|word| is_word(first, word)) {
            return None;
        }
        let (mut angles, mut last) = (Angles::default(), None);
        for (place, token) in self.0.iter().enumerate() {
            if !angles.are_open() {
                match token {
                    TokenTree::Ident(name) => last = Some((name, place + 1)),
                    TokenTree::Punct(punct) if [':', '<'].contains(&punct.as_char()) => {}
                    _ => return None,
                }
            }
            angles.pass(token);
        }
        let (name, end) = last?;
        Some(Last { name: name.clone(), types: arguments(&self.0[end..]) })
    }

    /// The name of the last part of the path.
    pub(crate) fn last_name(&self) -> Option<Ident> {
        self.last().map(|last| last.name)
    }
}

/// The types among generic arguments, in angle brackets.
fn arguments(tokens: &[TokenTree]) -> Vec<Type> {
    let Some((opening, tokens)) = tokens.split_first() else { return Vec::new() };
    let (mut arguments, mut angles) = (vec![Vec::new()], Angles::default());
    angles.pass(opening);
    for token in tokens {
        let ends_argument = angles.open == 1 && is_punct(token, ',');
        angles.pass(token);
        match arguments.last_mut() {
            _ if !angles.are_open() => break,
            Some(argument) if !ends_argument => argument.push(token.clone()),
            _ => arguments.push(Vec::new()),
        }
    }
    let is_type = |argument: &Vec<TokenTree>| match argument.as_slice() {
        [first, ..] => {
            !is_punct(first, '\'') && !is_group(first, Delimiter::Brace) && !matches!(first, TokenTree::Literal(_))
        }
        [] => false,
    };
    arguments.into_iter().filter(is_type).map(Type).collect()
}

impl ToTokens for Type {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append_all(&self.0);
    }
}
