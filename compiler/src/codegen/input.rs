//! What stands in a call of `event_pattern!`: functions whose bodies are patterns.

use crate::schema::Schema;
use proc_macro2::{Delimiter, Group, Ident, Span, TokenTree};
use quote::ToTokens as _;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, GenericArgument, Generics, LitStr, PathArguments, Token, Type, Visibility};

/// One rule of a macro call.
pub(super) struct Function {
    pub(super) attributes: Vec<Attribute>,
    pub(super) visibility: Visibility,
    pub(super) fn_token: Token![fn],
    pub(super) name: Ident,
    pub(super) generics: Generics,
    pub(super) parameter: Ident,
    pub(super) parameter_type: Type,
    pub(super) output: Type,
    pub(super) form: Form,
    pub(super) body: Body,
}

/// What the function takes.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// A deserialized event of a known type.
    Typed(&'static Schema),
    /// The event's JSON text.
    Raw,
}

/// Where the pattern is.
pub(super) enum Body {
    /// Between the braces, as tokens.
    Tokens(Group),
    /// In a raw string.
    Text(LitStr),
    /// In a file, by its path from the crate's folder.
    File(LitStr),
}

/// All rules of a macro call.
pub(super) struct Functions(pub(super) Vec<Function>);

impl Parse for Functions {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut functions = Vec::new();
        while !input.is_empty() {
            functions.push(input.parse()?);
        }
        Ok(Self(functions))
    }
}

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        if !input.peek(Token![fn]) {
            return Err(refusal(input.span(), "a rule is a plain function, with a pattern for its body"));
        }
        let fn_token = input.parse()?;
        let name = input.parse()?;
        let generics = input.parse()?;
        let parameters;
        syn::parenthesized!(parameters in input);
        let parameter = parameters.parse().map_err(|error| refusal(error.span(), ONE_PARAMETER))?;
        parameters.parse::<Token![:]>()?;
        let parameter_type: Type = parameters.parse()?;
        parameters.parse::<Option<Token![,]>>()?;
        if !parameters.is_empty() {
            return Err(refusal(parameters.span(), ONE_PARAMETER));
        }
        input.parse::<Token![->]>().map_err(|error| refusal(error.span(), "a rule says what it returns"))?;
        let output = input.parse()?;
        let form = form(&parameter_type, &output)?;
        let body = body(input)?;
        Ok(Self { attributes, visibility, fn_token, name, generics, parameter, parameter_type, output, form, body })
    }
}

fn body(input: ParseStream<'_>) -> syn::Result<Body> {
    if input.peek(Token![=]) {
        input.parse::<Token![=]>()?;
        let literal: LitStr = input.parse().map_err(|error| {
            let help = "write the path of a file, `= \"path/to/pattern.json\";`, or a raw string";
            syn::Error::new(error.span(), format!("a string literal is missing here\n= help: {help}"))
        })?;
        if !input.peek(Token![;]) {
            return Err(syn::Error::new(literal.span(), "a `;` is missing after this string"));
        }
        input.parse::<Token![;]>()?;
        return Ok(if is_raw(&literal) { Body::Text(literal) } else { Body::File(literal) });
    }
    let group: Group = input.step(|cursor| match cursor.group(Delimiter::Brace) {
        Some((_, _, rest)) => match cursor.token_tree() {
            Some((TokenTree::Group(group), _)) => Ok((group, rest)),
            _ => Err(cursor.error("a pattern in braces is missing here")),
        },
        None => Err(cursor.error(
            "a pattern is missing here\n= help: write `{ \"source\": [\"aws.ecs\"] }`, or `= \"path/to/pattern.json\";` for a file",
        )),
    })?;
    let mut tokens = group.stream().into_iter();
    if let (Some(TokenTree::Literal(literal)), None) = (tokens.next(), tokens.next()) {
        if let Ok(literal) = syn::parse2::<LitStr>(literal.into_token_stream()) {
            if is_raw(&literal) {
                return Ok(Body::Text(literal));
            }
        }
    }
    Ok(Body::Tokens(group))
}

fn is_raw(literal: &LitStr) -> bool {
    literal.token().to_string().starts_with('r')
}

const FORMS: &str = "a rule is `fn name(event: &Event<TaskStateChange>) -> bool`, with one of the types of `event_pattern::ecs`, or \
                     `fn name(json: &[u8]) -> Result<bool, event_pattern::JsonError>`";

const ONE_PARAMETER: &str = "a rule takes one parameter with a name, the event";

fn refusal(span: Span, message: &str) -> syn::Error {
    syn::Error::new(span, format!("{message}\n= help: {FORMS}"))
}

/// Which form a function has, by the types in its signature.
fn form(parameter: &Type, output: &Type) -> syn::Result<Form> {
    let refuse = |span: Span, message: &str| Err(refusal(span, message));
    let Type::Reference(reference) = parameter else {
        return refuse(first_span(parameter), "the parameter of a rule is a reference to an event or to bytes");
    };
    let form = match &*reference.elem {
        Type::Slice(slice) if last_name(&slice.elem).is_some_and(|name| name == "u8") => Form::Raw,
        Type::Path(path) => {
            let Some(segment) = path.path.segments.last().filter(|segment| segment.ident == "Event") else {
                return refuse(first_span(&reference.elem), "the parameter of a rule is an event or bytes");
            };
            let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
                return refuse(segment.ident.span(), "`Event` lacks the type of its detail");
            };
            let types = arguments.args.iter().filter_map(|argument| match argument {
                GenericArgument::Type(detail) => Some(detail),
                _ => None,
            });
            let Some(detail) = types.last().and_then(last_name) else {
                return refuse(segment.ident.span(), "`Event` lacks the type of its detail");
            };
            match Schema::by_rust_name(&detail.to_string()) {
                Some(schema) => Form::Typed(schema),
                None => return refuse_detail(&detail),
            }
        }
        other => return refuse(first_span(other), "the parameter of a rule is an event or bytes"),
    };
    match (form, last_name(output)) {
        (Form::Typed(_), Some(name)) if name == "bool" => Ok(form),
        (Form::Raw, Some(name)) if name == "Result" => Ok(form),
        (Form::Typed(_), _) => refuse(first_span(output), "a rule on a typed event returns `bool`"),
        (Form::Raw, _) => refuse(first_span(output), "a rule on JSON bytes returns a `Result`"),
    }
}

fn refuse_detail(detail: &Ident) -> syn::Result<Form> {
    let known: Vec<String> = Schema::all().iter().map(|schema| format!("`{}`", schema.rust_name)).collect();
    let message = format!(
        "`{detail}` is not an event type that patterns are checked against\n= help: write one of {}; for other events take \
         `json: &[u8]` and return `Result<bool, event_pattern::JsonError>`",
        known.join(", ")
    );
    Err(syn::Error::new(detail.span(), message))
}

fn last_name(of: &Type) -> Option<Ident> {
    match of {
        Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.clone()),
        _ => None,
    }
}

fn first_span(of: &Type) -> Span {
    of.to_token_stream().into_iter().next().map_or_else(Span::call_site, |token| token.span())
}
