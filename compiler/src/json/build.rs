//! Builds JSON trees that have no place in a text.

use super::{JsonString, Member, Number, Value, ValueKind};
use crate::source::Span;

const NOWHERE: Span = Span::new(0, 0);

fn value(kind: ValueKind) -> Value {
    Value { span: NOWHERE, kind }
}

/// Returns a string.
#[must_use]
pub fn text(text: &str) -> Value {
    value(ValueKind::String(JsonString::from(text)))
}

/// Returns a boolean.
#[must_use]
pub fn truth(truth: bool) -> Value {
    value(ValueKind::Boolean(truth))
}

/// Returns a number.
#[must_use]
pub fn number(number: Number) -> Value {
    value(ValueKind::Number(number))
}

/// Returns an array.
#[must_use]
pub fn list(elements: Vec<Value>) -> Value {
    value(ValueKind::Array(elements))
}

/// Returns an array of strings.
#[must_use]
pub fn texts<S: AsRef<str>>(elements: &[S]) -> Value {
    list(elements.iter().map(|element| text(element.as_ref())).collect())
}

/// Returns an object.
#[must_use]
pub fn object(members: Vec<(String, Value)>) -> Value {
    let member =
        |(key, value): (String, Value)| Member { key: JsonString::from(key.as_str()), key_span: NOWHERE, value };
    value(ValueKind::Object(members.into_iter().map(member).collect()))
}
