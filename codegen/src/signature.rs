//! Signatures of rules.

use super::event_type::{DetailType, alias_note, detail_type_of};
use crate::syntax::{Error, Input, Result, Type, is_punct};
use proc_macro2::{Ident, Span, TokenStream};

/// The valid signature of a rule.
pub(super) struct Signature {
    pub(super) parameter: Ident,
    pub(super) parameter_type: Type,
    pub(super) form: Form,
}

/// The form in which a rule takes an event.
pub(super) enum Form {
    /// A deserialized event with this type of detail.
    Typed(DetailType),
    /// The event's JSON text.
    Raw,
}

impl Form {
    /// Returns the type of a typed event's detail; `None` for JSON bytes.
    pub(super) fn detail_type(&self) -> Option<&DetailType> {
        match self {
            Self::Typed(detail) => Some(detail),
            Self::Raw => None,
        }
    }
}

/// The only parameter of a rule.
pub(super) struct Parameter {
    name: Ident,
    parameter_type: Type,
}

const SIGNATURE_HELP: &str = "write `fn name(event: &Event<TaskStateChange>) -> bool`, with a type from `event_pattern::ecs`, or \
                     `fn name(json: &[u8]) -> Result<bool, event_pattern::EventError>`";

const ONE_PARAMETER: &str = "a rule takes exactly one named parameter";

/// Returns an error with the valid signatures as help.
pub(super) fn signature_error(span: Span, message: &str) -> Error {
    Error::new(span, format!("{message}\n= help: {SIGNATURE_HELP}"))
}

impl Signature {
    /// Reads the parameter list, without its parentheses.
    pub(super) fn read(parameters: &mut Input) -> Result<Parameter> {
        let name = parameters.name().map_err(|error| signature_error(error.span(), ONE_PARAMETER))?;
        if !parameters.take_punct(':') {
            return Err(parameters.error("expected `:`"));
        }
        let parameter_type = Type::read(parameters, &|token| is_punct(token, ','))?;
        parameters.take_punct(',');
        if !parameters.is_empty() {
            return Err(signature_error(parameters.span(), ONE_PARAMETER));
        }
        Ok(Parameter { name, parameter_type })
    }
}

impl Parameter {
    /// Returns the signature with this parameter, these generics and this output, if its types are valid for a rule.
    pub(super) fn with_output(self, output: &Type, generics: &TokenStream) -> Result<Signature> {
        let form = form_of(&self.parameter_type, generics)?;
        let (expected, message) = match form {
            Form::Typed(_) => ("bool", "a rule on a typed event returns `bool`"),
            Form::Raw => ("Result", "a rule on JSON bytes returns `Result<bool, EventError>`"),
        };
        let name = output.last_segment_name();
        if name.as_ref().is_none_or(|name| name != expected) {
            let error = signature_error(output.span(), message);
            let note = name.filter(|name| name != "Result").as_ref().map(alias_note).unwrap_or_default();
            return Err(Error { message: error.message + &note, ..error });
        }
        Ok(Signature { parameter: self.name, parameter_type: self.parameter_type, form })
    }
}

fn form_of(parameter: &Type, generics: &TokenStream) -> Result<Form> {
    let Some(event) = parameter.referent() else {
        return Err(signature_error(
            parameter.span(),
            "the parameter of a rule must be a reference, `&Event<…>` or `&[u8]`",
        ));
    };
    if event.slice_element().and_then(|element| element.last_segment_name()).is_some_and(|name| name == "u8") {
        return Ok(Form::Raw);
    }
    detail_type_of(&event, generics).map(Form::Typed).map_err(|error| {
        let other_events = "write `json: &[u8]` and return `Result<bool, event_pattern::EventError>`";
        error.into_error("the parameter of a rule must be `&Event<…>` or `&[u8]`", SIGNATURE_HELP, other_events)
    })
}
