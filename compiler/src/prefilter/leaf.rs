//! The alternatives of a field, without the names of other fields.

use crate::json::{JsonString, Member, Value, ValueKind};
use crate::pattern::filter::{AnythingBut, FieldBound, FieldRange, Limit};
use crate::pattern::{Alternative, Filter, Leaf};
use crate::source::Span;

/// The alternatives as the service can say them. Nothing, if every event would satisfy them.
pub(super) fn widen(leaf: &Leaf, values: &[Value]) -> Option<Vec<Value>> {
    if !leaf.has_field_ref() {
        return Some(values.to_vec());
    }
    let widened: Vec<Value> =
        leaf.alternatives.iter().zip(values).map(|(one, value)| alternative(one, value)).collect();
    let is_presence = |value: &&Value| value.to_json() == exists(value.span).to_json();
    match widened.iter().find(is_presence) {
        Some(_) if leaf.accepts_absence() => None,
        Some(presence) => Some(vec![presence.clone()]),
        None => Some(widened),
    }
}

/// An alternative without the names of other fields. Each of those asks at least that the field is there.
fn alternative(alternative: &Alternative, value: &Value) -> Value {
    let Alternative { span, filter, excluded_spans: places } = alternative;
    if !filter.has_field_ref() {
        return value.clone();
    }
    let narrower = match filter {
        Filter::FieldRange(range) => bounds(range, *span).map(|bounds| operator("numeric", bounds, *span)),
        Filter::AnythingBut(AnythingBut { excluded }) => {
            let named = excluded.iter().zip(places).filter(|(filter, _)| filter.has_field_ref());
            let named: Vec<Span> = named.map(|(_, place)| *place).collect();
            others(value, &named).map(|others| operator("anything-but", others, *span))
        }
        _ => None,
    };
    narrower.unwrap_or_else(|| exists(*span))
}

/// The bounds that are numbers, as `numeric` takes them.
fn bounds(range: &FieldRange, span: Span) -> Option<ValueKind> {
    let number = |bound: &Option<FieldBound>, operators: [&str; 2]| match bound {
        Some(FieldBound { limit: Limit::Number(number), inclusive }) => {
            let operator = operators[usize::from(*inclusive)];
            [ValueKind::String(JsonString::from(operator)), ValueKind::Number(number.clone())].to_vec()
        }
        _ => Vec::new(),
    };
    let mut terms = number(&range.lower, [">", ">="]);
    terms.extend(number(&range.upper, ["<", "<="]));
    let terms: Vec<Value> = terms.into_iter().map(|kind| Value { span, kind }).collect();
    (!terms.is_empty()).then_some(ValueKind::Array(terms))
}

/// What `anything-but` excludes besides the fields that stand at these places.
fn others(anything_but: &Value, named: &[Span]) -> Option<ValueKind> {
    let ValueKind::Object(members) = &anything_but.kind else { return None };
    let ValueKind::Array(values) = &members.first()?.value.kind else { return None };
    let others: Vec<Value> = values.iter().filter(|value| !named.contains(&value.span)).cloned().collect();
    (!others.is_empty()).then_some(ValueKind::Array(others))
}

fn exists(span: Span) -> Value {
    operator("exists", ValueKind::Boolean(true), span)
}

fn operator(name: &str, operand: ValueKind, span: Span) -> Value {
    let member = Member { key: JsonString::from(name), key_span: span, value: Value { span, kind: operand } };
    Value { span, kind: ValueKind::Object(vec![member]) }
}
