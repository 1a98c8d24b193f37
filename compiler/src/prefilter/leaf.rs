//! Widens the alternatives of a field by removing field references.

use crate::json::{JsonString, Member, Value, ValueKind};
use crate::pattern::filter::{AnythingBut, FieldBound, FieldRange, Limit};
use crate::pattern::{Alternative, Filter, Leaf};
use crate::source::Span;

/// Returns the alternatives, widened so that they contain no field references, or `None` if every event would satisfy
/// them.
pub(super) fn widen(leaf: &Leaf, values: &[Value]) -> Option<Vec<Value>> {
    if !leaf.has_field_ref() {
        return Some(values.to_vec());
    }
    let widened: Vec<Value> =
        leaf.alternatives.iter().zip(values).map(|(one, value)| widen_alternative(one, value)).collect();
    let is_presence = |value: &&Value| value.to_json() == exists(value.span).to_json();
    match widened.iter().find(is_presence) {
        Some(_) if leaf.accepts_absence() => None,
        Some(presence) => Some(vec![presence.clone()]),
        None => Some(widened),
    }
}

/// Returns the alternative, widened so that it contains no field references. The result is `exists: true` if nothing
/// narrower is possible.
fn widen_alternative(alternative: &Alternative, value: &Value) -> Value {
    let Alternative { span, filter, excluded_spans } = alternative;
    if !filter.has_field_ref() {
        return value.clone();
    }
    let widened = match filter {
        Filter::FieldRange(range) => numeric_bounds(range, *span).map(|bounds| operator("numeric", bounds, *span)),
        Filter::AnythingBut(AnythingBut { excluded }) => {
            let field_refs = excluded.iter().zip(excluded_spans).filter(|(filter, _)| filter.has_field_ref());
            let field_ref_spans: Vec<Span> = field_refs.map(|(_, span)| *span).collect();
            remaining_exclusions(value, &field_ref_spans).map(|values| operator("anything-but", values, *span))
        }
        _ => None,
    };
    widened.unwrap_or_else(|| exists(*span))
}

/// Returns an operand of `numeric` that has only the bounds that are numbers, or `None` if no bound is a number.
fn numeric_bounds(range: &FieldRange, span: Span) -> Option<ValueKind> {
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

/// Returns the excluded values of an `anything-but`, except the field references at the given spans, or `None` if no
/// value remains.
fn remaining_exclusions(anything_but: &Value, field_ref_spans: &[Span]) -> Option<ValueKind> {
    let ValueKind::Object(members) = &anything_but.kind else { return None };
    let ValueKind::Array(values) = &members.first()?.value.kind else { return None };
    let remaining: Vec<Value> = values.iter().filter(|value| !field_ref_spans.contains(&value.span)).cloned().collect();
    (!remaining.is_empty()).then_some(ValueKind::Array(remaining))
}

fn exists(span: Span) -> Value {
    operator("exists", ValueKind::Boolean(true), span)
}

fn operator(name: &str, operand: ValueKind, span: Span) -> Value {
    let member = Member { key: JsonString::from(name), key_span: span, value: Value { span, kind: operand } };
    Value { span, kind: ValueKind::Object(vec![member]) }
}
