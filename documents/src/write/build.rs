//! Builds JSON trees, which have no place in a text.

use event_pattern_compiler::json::{JsonString, Member, Value, ValueKind};
use event_pattern_compiler::source::Span;

const NOWHERE: Span = Span::new(0, 0);

fn value(kind: ValueKind) -> Value {
    Value { span: NOWHERE, kind }
}

pub(super) fn text(text: &str) -> Value {
    value(ValueKind::String(JsonString::from(text)))
}

pub(super) fn truth(truth: bool) -> Value {
    value(ValueKind::Boolean(truth))
}

pub(super) fn list(elements: Vec<Value>) -> Value {
    value(ValueKind::Array(elements))
}

pub(super) fn texts<S: AsRef<str>>(elements: &[S]) -> Value {
    list(elements.iter().map(|element| text(element.as_ref())).collect())
}

pub(super) fn object(members: Vec<(String, Value)>) -> Value {
    let member =
        |(key, value): (String, Value)| Member { key: JsonString::from(key.as_str()), key_span: NOWHERE, value };
    value(ValueKind::Object(members.into_iter().map(member).collect()))
}
