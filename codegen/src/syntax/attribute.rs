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

    /// Returns the content of the attribute or, for a `cfg_attr`, of the attributes in it.
    #[cfg(feature = "event-types")]
    pub(crate) fn contents(&self) -> Vec<Input> {
        let (mut open, mut contents) = (vec![self.content()], Vec::new());
        while let Some(mut content) = open.pop() {
            if content.take_word("cfg_attr").is_none() {
                contents.push(content);
                continue;
            }
            let Some(arguments) = content.take_group(Delimiter::Parenthesis) else { continue };
            let (mut arguments, mut inner) = (Input::inside(&arguments), Vec::new());
            arguments.until(&|token| super::is_punct(token, ','));
            while arguments.take_punct(',') {
                inner.push(Input::new(arguments.until(&|token| super::is_punct(token, ','))));
            }
            open.extend(inner.into_iter().rev());
        }
        contents
    }

    /// Returns the text of a doc comment; `None` for any other attribute.
    #[cfg(feature = "event-types")]
    pub(crate) fn documentation(&self) -> Option<String> {
        let mut content = self.content();
        content.take_word("doc").filter(|_| content.take_punct('='))?;
        super::StringLiteral::read(&mut content, "").ok().map(|text| text.value)
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
