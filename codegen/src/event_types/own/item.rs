//! Parser for the user's own types: structs and enums, as far as their form in JSON depends on them.
//!
//! The tokens of an item are passed through, so rustc reports whatever is not valid Rust.

use super::super::event_attribute::EventAttribute;
use super::serde::SerdeAttributes;
use crate::syntax::{Attribute, Input, Result, Type, is_punct, is_word};
use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};

/// A struct or an enum in a macro call.
pub(crate) struct OwnType {
    /// All attributes except `#[event(…)]`.
    pub(crate) attributes: Vec<Attribute>,
    /// The events whose detail the type is, if any.
    pub(crate) event: Option<EventAttribute>,
    pub(crate) visibility: TokenStream,
    pub(crate) name: Ident,
    pub(crate) generics: Generics,
    pub(super) serde: SerdeAttributes,
    pub(super) content: Content,
    /// `struct` or `enum`.
    keyword: Ident,
    /// The tokens after the name.
    rest: TokenStream,
}

/// The generic parameters of a type.
pub(crate) struct Generics {
    tokens: TokenStream,
    /// The number of lifetimes.
    pub(crate) lifetimes: usize,
    /// The names of the type parameters and the const parameters.
    pub(crate) types: Vec<Ident>,
}

/// The content of a type.
pub(super) enum Content {
    /// A struct with named fields.
    Fields(Vec<OwnField>),
    /// A tuple struct.
    Tuple(Vec<OwnField>),
    /// A struct without fields.
    Unit,
    /// An enum.
    Variants(Vec<Variant>),
}

/// A field of a struct.
pub(super) struct OwnField {
    /// The name of the field, or its number in a tuple struct.
    pub(super) name: String,
    pub(super) field_type: Type,
    pub(super) serde: SerdeAttributes,
    pub(super) description: String,
    /// Whether the field exists only under a condition.
    pub(super) is_conditional: bool,
}

/// A variant of an enum.
pub(super) struct Variant {
    pub(super) name: Ident,
    /// Whether the variant has no fields.
    pub(super) is_unit: bool,
    pub(super) serde: SerdeAttributes,
    pub(super) description: String,
    /// The `cfg` attributes of the variant.
    pub(super) cfg_attributes: Vec<Attribute>,
}

impl OwnType {
    /// Whether the next tokens, after attributes and a visibility, are a struct or an enum.
    pub(crate) fn is_next(input: &Input) -> bool {
        input.is_word("struct") || input.is_word("enum")
    }

    /// Reads a type after its attributes and its visibility.
    pub(crate) fn read(mut attributes: Vec<Attribute>, visibility: TokenStream, input: &mut Input) -> Result<Self> {
        let keyword = input.take_word("struct").or_else(|| input.take_word("enum"));
        let Some(keyword) = keyword else { return Err(input.error("expected `struct` or `enum`")) };
        let name = input.name()?;
        let generics = Generics::read(input);
        let mut rest = generics.tokens.clone();
        let (mut content, mut body) = (Content::Unit, TokenStream::new());
        while !input.is_empty() {
            rest.extend(input.until(&|token| is_punct(token, ';') || matches!(token, TokenTree::Group(_))));
            match input.next() {
                Some(TokenTree::Group(group)) => {
                    let mut inside = Input::inside(&group);
                    content = match group.delimiter() {
                        Delimiter::Brace if keyword == "enum" => Content::Variants(variants(&mut inside)?),
                        Delimiter::Brace => Content::Fields(fields(&mut inside, true)?),
                        Delimiter::Parenthesis if body.is_empty() => Content::Tuple(fields(&mut inside, false)?),
                        _ => content,
                    };
                    body = group.to_token_stream();
                    rest.extend(body.clone());
                    if group.delimiter() == Delimiter::Brace {
                        break;
                    }
                }
                token => {
                    rest.extend(token);
                    break;
                }
            }
        }
        let event = EventAttribute::take(&mut attributes)?;
        let serde = SerdeAttributes::read(&attributes);
        Ok(Self { attributes, event, visibility, name, generics, serde, content, keyword, rest })
    }

    /// Whether the type derives `Deserialize`.
    pub(super) fn derives_deserialize(&self) -> bool {
        self.derives("Deserialize")
    }

    /// Whether a trait with this name is among the derived ones.
    pub(super) fn derives(&self, name: &str) -> bool {
        let derived = |mut content: Input| {
            content.take_word("derive")?;
            let mut traits = Input::inside(&content.take_group(Delimiter::Parenthesis)?);
            while !traits.is_empty() {
                let path = traits.until(&|token| is_punct(token, ','));
                if path.into_iter().last().is_some_and(|last| is_word(&last, name)) {
                    return Some(());
                }
                traits.take_punct(',');
            }
            None
        };
        self.attributes.iter().flat_map(Attribute::contents).any(|content| derived(content).is_some())
    }

    /// Returns the documentation of the type.
    pub(super) fn description(&self) -> String {
        description(&self.attributes)
    }
}

/// The type as its author wrote it, without `#[event(…)]`.
impl ToTokens for OwnType {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { attributes, visibility, keyword, name, rest, .. } = self;
        tokens.extend(quote!(#(#attributes)* #visibility #keyword #name #rest));
    }
}

impl Generics {
    pub(super) fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    fn read(input: &mut Input) -> Self {
        let tokens = input.generics();
        let (mut lifetimes, mut types) = (0, Vec::new());
        let mut parameters = Input::new(tokens.clone().into_iter().skip(1).collect());
        while !parameters.is_empty() {
            parameters.take_word("const");
            match parameters.rest() {
                [TokenTree::Ident(name), ..] => types.push(name.clone()),
                [TokenTree::Punct(quote), ..] if quote.as_char() == '\'' => lifetimes += 1,
                _ => {}
            }
            parameters.until(&|token| is_punct(token, ','));
            parameters.take_punct(',');
        }
        Self { tokens, lifetimes, types }
    }
}

/// Reads the fields of a struct.
fn fields(input: &mut Input, are_named: bool) -> Result<Vec<OwnField>> {
    let mut fields = Vec::new();
    while !input.is_empty() {
        let attributes = Attribute::read_all(input);
        input.visibility();
        let name = if are_named {
            let name = input.name()?;
            if !input.take_punct(':') {
                return Err(input.error("expected `:` and a type"));
            }
            name.to_string()
        } else {
            fields.len().to_string()
        };
        let field_type = Type::read(input, &|token| is_punct(token, ','))?;
        input.take_punct(',');
        let (serde, description) = (SerdeAttributes::read(&attributes), description(&attributes));
        let is_conditional = attributes.iter().any(|attribute| attribute.is_named("cfg"));
        fields.push(OwnField { name, field_type, serde, description, is_conditional });
    }
    Ok(fields)
}

/// Reads the variants of an enum.
fn variants(input: &mut Input) -> Result<Vec<Variant>> {
    let mut variants = Vec::new();
    while !input.is_empty() {
        let attributes = Attribute::read_all(input);
        let name = input.name()?;
        let has_fields = input.is_group(Delimiter::Brace) || input.is_group(Delimiter::Parenthesis);
        while !input.is_empty() && !input.take_punct(',') {
            input.next();
        }
        let (serde, description) = (SerdeAttributes::read(&attributes), description(&attributes));
        let cfg_attributes = attributes.into_iter().filter(|attribute| attribute.is_named("cfg")).collect();
        variants.push(Variant { name, is_unit: !has_fields, serde, description, cfg_attributes });
    }
    Ok(variants)
}

/// Returns the text of doc comments, without the blank after the slashes.
pub(super) fn description(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(Attribute::documentation);
    let lines: Vec<String> = lines.map(|line| line.strip_prefix(' ').unwrap_or(&line).trim_end().to_owned()).collect();
    lines.join("\n").trim().to_owned()
}

/// Returns the name of a field without `r#`.
pub(super) fn plain_name(field: &str) -> &str {
    field.strip_prefix("r#").unwrap_or(field)
}
