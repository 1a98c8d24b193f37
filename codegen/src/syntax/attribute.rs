//! Parser for attributes.

use super::{Input, is_group};
use proc_macro2::{Delimiter, Group, Punct, Spacing, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt as _};

/// An attribute, `#[…]`.
#[derive(Debug, Clone)]
pub(crate) struct Attribute {
    pound: Punct,
    brackets: Group,
}

impl Attribute {
    /// Creates an attribute with this content.
    pub(crate) fn new(content: TokenStream) -> Self {
        Self { pound: Punct::new('#', Spacing::Alone), brackets: Group::new(Delimiter::Bracket, content) }
    }

    /// Reads all attributes at the current position, including doc comments.
    pub(crate) fn read_all(input: &mut Input) -> Vec<Self> {
        let mut attributes = Vec::new();
        while let [TokenTree::Punct(pound), brackets, ..] = input.rest() {
            if pound.as_char() != '#' || !is_group(brackets, Delimiter::Bracket) {
                break;
            }
            let pound = pound.clone();
            input.next();
            attributes.extend(input.take_group(Delimiter::Bracket).map(|brackets| Self { pound, brackets }));
        }
        attributes
    }

    /// Returns the content of the brackets.
    pub(crate) fn content(&self) -> Input {
        Input::inside(&self.brackets)
    }

    pub(crate) fn is_named(&self, name: &str) -> bool {
        self.content().is_word(name)
    }
}

impl ToTokens for Attribute {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.append(self.pound.clone());
        tokens.append(self.brackets.clone());
    }
}
