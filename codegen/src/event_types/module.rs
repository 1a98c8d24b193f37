//! A module of types that the macro makes: `pub mod orders = "schemas/order_placed.json";`.

use super::event_attribute::EventAttribute;
use crate::syntax::{Attribute, Error, Input, Result, StringLiteral};
use proc_macro2::{Delimiter, Ident, TokenStream};

/// A module of types that the macro makes.
pub(super) struct Module {
    /// The attributes that are passed through.
    pub(super) attributes: Vec<Attribute>,
    /// The events that the document is about, if it does not say so itself.
    pub(super) event: Option<EventAttribute>,
    /// Whether the document was inferred from events, so that its findings are only warnings.
    pub(super) is_discovered: bool,
    pub(super) visibility: TokenStream,
    pub(super) keyword: Ident,
    pub(super) name: Ident,
    pub(super) origin: Origin,
}

/// Where the types of a module come from.
pub(super) enum Origin {
    /// A document, or all documents in a folder whose names match a pattern with `*`.
    Documents(StringLiteral),
    /// The catalogue of AWS events.
    Catalogue {
        /// The `source` of the events.
        source: StringLiteral,
        /// Their `detail-type`s.
        detail_types: Vec<StringLiteral>,
    },
}

const DOCUMENT_HELP: &str = "write `= \"schemas/order_placed.json\";` for a document, or `= aws(\"aws.s3\", \"Object Created\");` for an event of \
     an AWS service";
const AWS_HELP: &str =
    "write `aws(\"aws.s3\", \"Object Created\")` or `aws(\"aws.s3\", [\"Object Created\", \"Object Deleted\"])`";

impl Module {
    /// Reads a module after its attributes and its visibility.
    pub(super) fn read(mut attributes: Vec<Attribute>, visibility: TokenStream, input: &mut Input) -> Result<Self> {
        let Some(keyword) = input.take_word("mod") else { return Err(input.error("expected `mod`")) };
        let name = input.name()?;
        if !input.take_punct('=') {
            return Err(input.error(format!("expected `=`\n= help: {DOCUMENT_HELP}")));
        }
        let origin = Origin::read(input)?;
        if !input.take_punct(';') {
            return Err(input.error("expected `;` after the module"));
        }
        let event = EventAttribute::take(&mut attributes)?;
        if let (Some(event), Origin::Catalogue { .. }) = (&event, &origin) {
            let message = "an event of the catalogue has its `source` and its `detail-type`";
            return Err(Error::new(event.span, format!("{message}\n= help: remove this attribute")));
        }
        let is_discovered = take_discovered(&mut attributes, &origin)?;
        Ok(Self { attributes, event, is_discovered, visibility, keyword, name, origin })
    }
}

/// Takes `#[discovered]` from the attributes. Returns whether it is there.
fn take_discovered(attributes: &mut Vec<Attribute>, origin: &Origin) -> Result<bool> {
    let Some(index) = attributes.iter().position(|attribute| attribute.is_named("discovered")) else {
        return Ok(false);
    };
    let mut content = attributes.remove(index).content();
    let span = content.span();
    content.next();
    if !content.is_empty() {
        return Err(content.error("`discovered` has no arguments\n= help: write `#[discovered]`"));
    }
    match origin {
        Origin::Documents(_) => Ok(true),
        Origin::Catalogue { .. } => {
            let message = "the catalogue says which of its schemas are discovered\n= help: remove this attribute";
            Err(Error::new(span, message))
        }
    }
}

impl Origin {
    fn read(input: &mut Input) -> Result<Self> {
        if input.take_word("aws").is_none() {
            let message = format!("expected the path of a document, or `aws(…)`\n= help: {DOCUMENT_HELP}");
            return StringLiteral::read(input, message).map(Self::Documents);
        }
        let Some(arguments) = input.take_group(Delimiter::Parenthesis) else {
            return Err(input.error(format!("expected arguments in parentheses\n= help: {AWS_HELP}")));
        };
        let mut arguments = Input::inside(&arguments);
        let text = |input: &mut Input, what: &str| {
            StringLiteral::read(input, format!("expected {what} as a string\n= help: {AWS_HELP}"))
        };
        let source = text(&mut arguments, "the `source` of an AWS service")?;
        if !arguments.take_punct(',') {
            return Err(arguments.error(format!("expected `,` and a `detail-type`\n= help: {AWS_HELP}")));
        }
        let mut detail_types = Vec::new();
        if let Some(list) = arguments.take_group(Delimiter::Bracket) {
            let mut list = Input::inside(&list);
            while detail_types.is_empty() || !list.is_empty() {
                detail_types.push(text(&mut list, "a `detail-type`")?);
                if !list.is_empty() && !list.take_punct(',') {
                    return Err(list.error("expected `,`"));
                }
            }
        } else {
            detail_types.push(text(&mut arguments, "a `detail-type`")?);
        }
        arguments.take_punct(',');
        if !arguments.is_empty() {
            return Err(arguments.error(format!("unexpected token\n= help: {AWS_HELP}")));
        }
        Ok(Self::Catalogue { source, detail_types })
    }
}
