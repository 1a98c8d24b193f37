//! Parser for types.

use super::{AngleBrackets, Input, Result, is_group, is_punct, is_word};
use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt as _};

/// The tokens of a type.
#[derive(Debug, Clone)]
pub(crate) struct Type(Vec<TokenTree>);

/// A path segment: its name, and the types among its generic arguments.
pub(crate) struct PathSegment {
    pub(crate) name: Ident,
    pub(crate) types: Vec<Type>,
}

/// Keywords that start a type other than a path.
const NON_PATH_KEYWORDS: [&str; 7] = ["dyn", "extern", "fn", "for", "impl", "unsafe", "_"];

impl Type {
    /// Reads a type up to the first token for which `is_end` is true.
    pub(crate) fn read(input: &mut Input, is_end: &dyn Fn(&TokenTree) -> bool) -> Result<Self> {
        let missing = input.error("expected a type");
        let tokens: Vec<TokenTree> = input.until(is_end).into_iter().collect();
        if tokens.is_empty() { Err(missing) } else { Ok(Self(tokens)) }
    }

    /// Returns the span of the first token.
    pub(crate) fn span(&self) -> Span {
        self.0.first().map_or_else(Span::call_site, TokenTree::span)
    }

    /// Returns the type as it is usually written.
    pub(crate) fn text(&self) -> String {
        let text = self.to_token_stream().to_string();
        [(" ,", ","), ("< ", "<"), (" <", "<"), (" >", ">"), (" ::", "::"), (":: ", "::"), ("& ", "&")]
            .iter()
            .fold(text, |text, (spaced, usual)| text.replace(spaced, usual))
    }

    /// Whether the type has lifetimes, such as `'_`.
    pub(crate) fn has_lifetimes(&self) -> bool {
        self.0.iter().any(|token| is_punct(token, '\''))
    }

    /// Returns the type that a reference refers to; `None` if this type is not a reference.
    pub(crate) fn referent(&self) -> Option<Self> {
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

    /// Returns the element type of a slice; `None` if this type is not a slice.
    pub(crate) fn slice_element(&self) -> Option<Self> {
        match self.0.as_slice() {
            [TokenTree::Group(group)] if group.delimiter() == Delimiter::Bracket => {
                Some(Self(Input::inside(group).rest().to_vec()))
            }
            _ => None,
        }
    }

    /// Returns the element type of an array, `[T; N]`; `None` if this type is not an array.
    #[cfg(feature = "event-types")]
    pub(crate) fn array_element(&self) -> Option<Self> {
        let [TokenTree::Group(group)] = self.0.as_slice() else { return None };
        let mut content = Input::inside(group);
        let element = Self(content.until(&|token| is_punct(token, ';')).into_iter().collect());
        (group.delimiter() == Delimiter::Bracket && !content.is_empty()).then_some(element)
    }

    /// Whether the type is a path with a single segment, such as `Vec<String>`.
    #[cfg(feature = "event-types")]
    pub(crate) fn is_single_segment(&self) -> bool {
        let before_arguments = self.0.iter().take_while(|token| !is_punct(token, '<'));
        before_arguments.count() == 1 && matches!(self.0.first(), Some(TokenTree::Ident(_)))
    }

    /// Returns the last segment of a path; `None` if this type is not a path.
    pub(crate) fn last_segment(&self) -> Option<PathSegment> {
        let first = self.0.first()?;
        if NON_PATH_KEYWORDS.iter().any(|word| is_word(first, word)) {
            return None;
        }
        let (mut angles, mut last) = (AngleBrackets::default(), None);
        for (index, token) in self.0.iter().enumerate() {
            if !angles.are_open() {
                match token {
                    TokenTree::Ident(name) => last = Some((name, index + 1)),
                    TokenTree::Punct(punct) if [':', '<'].contains(&punct.as_char()) => {}
                    _ => return None,
                }
            }
            angles.advance(token);
        }
        let (name, end) = last?;
        Some(PathSegment { name: name.clone(), types: arguments(&self.0[end..]) })
    }

    /// Returns the tokens of a path without the generic arguments of its last segment; `None` if this type is not a path,
    /// or if another segment has generic arguments.
    pub(crate) fn plain_path(&self) -> Option<TokenStream> {
        let first = self.0.first()?;
        if NON_PATH_KEYWORDS.iter().any(|word| is_word(first, word)) {
            return None;
        }
        let arguments = self.0.iter().position(|token| is_punct(token, '<')).unwrap_or(self.0.len());
        let (path, arguments) = self.0.split_at(arguments);
        let mut angles = AngleBrackets::default();
        for (index, token) in arguments.iter().enumerate() {
            angles.advance(token);
            if !angles.are_open() && index + 1 < arguments.len() {
                return None;
            }
        }
        // The `::` of `Type::<…>` does not belong to the path.
        let path = match path {
            [path @ .., one, other] if is_punct(one, ':') && is_punct(other, ':') => path,
            path => path,
        };
        let is_path = |token: &TokenTree| is_punct(token, ':') || matches!(token, TokenTree::Ident(_));
        let ends_in_name = matches!(path.last(), Some(TokenTree::Ident(_)));
        (ends_in_name && path.iter().all(is_path)).then(|| path.iter().cloned().collect())
    }

    /// Returns the name of the last segment of a path.
    pub(crate) fn last_segment_name(&self) -> Option<Ident> {
        self.last_segment().map(|last| last.name)
    }
}

/// Returns the types among the generic arguments in angle brackets.
fn arguments(tokens: &[TokenTree]) -> Vec<Type> {
    let Some((opening, tokens)) = tokens.split_first() else { return Vec::new() };
    let (mut arguments, mut angles) = (vec![Vec::new()], AngleBrackets::default());
    angles.advance(opening);
    for token in tokens {
        let ends_argument = angles.open == 1 && is_punct(token, ',');
        angles.advance(token);
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
