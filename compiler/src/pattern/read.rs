//! Reads a pattern from a JSON tree.

use super::copied::{self, as_pattern};
use super::filter::{FIELD_REF_KEY, FILTER_NAMES, FUNCTION_HELP, FieldRef, is_cloudformation_function};
use super::operator::{
    self, OR_HELP, check_or_uses, first_reason, is_branch, or_branches, reject_or, rejection_reason,
};
use super::print::quoted_list;
use super::schema_key::SCHEMA_KEY;
use super::scope::{is_scope_key, read_scope};
use super::{Alternative, Condition, Content, Field, Filter, Leaf, OR_KEY, Object, Or, Pattern};
use crate::diagnostic::{Diagnostics, Lint};
use crate::json::{Member, Value, ValueKind};
use crate::source::Span;

/// Reads a pattern and reports everything that EventBridge would reject. The result omits the rejected parts, so that
/// the remaining parts can still be checked. Returns `None` if the value is not an object, or if it is an event.
pub fn read(value: &Value, diagnostics: &mut Diagnostics) -> Option<Pattern> {
    let ValueKind::Object(members) = &value.kind else {
        let message = format!("expected an object as the pattern, found {}", value.kind.described());
        let help = match &value.kind {
            ValueKind::Array(values) if values.len() == 1 && copied::objects(values).is_some() => {
                "remove the brackets around the object"
            }
            _ => "write `{ \"key\": [\"value\"] }`",
        };
        diagnostics.reject(Lint::InvalidPattern, value.span, message, "Filter is not an object", help);
        return None;
    };
    if copied::is_event(value) {
        let help = format!(
            "write the values to match in lists: `{}`; omit the fields that can have any value",
            copied::pattern_of_event(members)
        );
        let reason = first_reason(&mut |found| drop(read_object(members, value.span, found)));
        diagnostics.reject(Lint::InvalidPattern, opening(value), EVENT_MESSAGE, reason, help);
        return None;
    }
    let before = diagnostics.rejection_count();
    let root = read_object(members, value.span, diagnostics);
    check_or_uses(members, before, diagnostics);
    Some(Pattern { root })
}

pub(super) fn read_object(members: &[Member], span: Span, diagnostics: &mut Diagnostics) -> Object {
    if members.is_empty() {
        let help = "write a condition or remove the key; fields that a pattern does not mention can have any value";
        diagnostics.reject(
            Lint::InvalidPattern,
            span,
            "empty object in a pattern",
            "Empty objects are not allowed",
            help,
        );
    }
    Object { span, conditions: members.iter().filter_map(|member| read_condition(member, diagnostics)).collect() }
}

fn read_condition(member: &Member, diagnostics: &mut Diagnostics) -> Option<Condition> {
    let Member { key, key_span, value } = member;
    if let Some(branches) = or_branches(member) {
        let branches: Vec<Object> = branches.map(|(members, span)| read_object(members, span, diagnostics)).collect();
        return (!branches.is_empty()).then_some(Condition::Or(Or { key_span: *key_span, branches }));
    }
    if is_scope_key(key) {
        return read_scope(member, diagnostics).map(Condition::Scope);
    }
    if let Some(function) = function_of_scalar(value) {
        diagnostics.reject(
            Lint::InvalidPattern,
            function.key_span,
            format!("`{}` is a CloudFormation function, not a condition", function.key),
            format!("\"{}\" must be an object or an array", function.key),
            FUNCTION_HELP,
        );
        return None;
    }
    let content = match &value.kind {
        ValueKind::Object(members) => Content::Object(read_object(members, value.span, diagnostics)),
        ValueKind::Array(values) if key.as_str() == Some(OR_KEY) && values.iter().any(is_object) => {
            let mut leaf_diagnostics = Diagnostics::new();
            let leaf = read_leaf(values, value.span, &mut leaf_diagnostics);
            if leaf_diagnostics.has_rejections() {
                reject_or(values, diagnostics);
                let branches = values.iter().filter(|value| is_branch(value));
                let branches = branches.filter_map(|value| read_branch(value, diagnostics)).collect();
                return Some(Condition::Or(Or { key_span: *key_span, branches }));
            }
            let message = "`$or` is read as a field name here, because its objects are content filters, not patterns";
            diagnostics.push(Lint::OrAsField.at(*key_span, message).with_help(OR_HELP));
            Content::Leaf(leaf)
        }
        ValueKind::Array(values) if copied::objects(values).is_some() => {
            return read_objects(member, values, diagnostics);
        }
        ValueKind::Array(values) => Content::Leaf(read_leaf(values, value.span, diagnostics)),
        ValueKind::Unknown if key.as_str() == Some(OR_KEY) => return None,
        ValueKind::Unknown => {
            let filter = Filter::Unknown { may_accept_absence: true };
            let alternatives = vec![Alternative { span: value.span, filter, excluded_spans: Vec::new() }];
            Content::Leaf(Leaf { span: value.span, alternatives })
        }
        scalar => {
            let help = match key.as_str() {
                Some(name) if FILTER_NAMES.contains(&name) || name == FIELD_REF_KEY => {
                    let what = if name == FIELD_REF_KEY { "a field reference" } else { "a content filter" };
                    format!("write {what} in a list: `[{{\"{name}\": …}}]`")
                }
                Some(SCHEMA_KEY) => {
                    "remove it; only the file of a pattern may name a JSON Schema, at its top".to_owned()
                }
                _ => format!("put the value in brackets: `[{}]`", copied::shown(value)),
            };
            diagnostics.reject(
                Lint::InvalidPattern,
                value.span,
                format!("expected a list or object for `{key}`, found {}", scalar.described()),
                format!("\"{key}\" must be an object or an array"),
                help,
            );
            return None;
        }
    };
    Some(Condition::Field(Field { key: key.clone(), key_span: *key_span, content }))
}

/// Returns the function if a value is a call of a CloudFormation function with a single argument. With a list of
/// arguments, EventBridge reads the function as a field, and the list as alternatives.
fn function_of_scalar(value: &Value) -> Option<&Member> {
    let ValueKind::Object(members) = &value.kind else { return None };
    let [only] = members.as_slice() else { return None };
    let is_function = only.key.as_str().is_some_and(is_cloudformation_function);
    (is_function && !matches!(only.value.kind, ValueKind::Object(_) | ValueKind::Array(_))).then_some(only)
}

/// Rejects a list of objects that are not content filters, and reads the objects as conditions. Such a list is usually
/// an array that was copied from an event, or the value of an operator that patterns do not have.
fn read_objects(member: &Member, values: &[Value], diagnostics: &mut Diagnostics) -> Option<Condition> {
    let Member { key, key_span, value } = member;
    let reason = rejection_reason(values);
    let objects = as_pattern(value);
    if let Some(help) = key.as_str().and_then(operator::hint) {
        let message = format!("`{key}` is not an operator of patterns");
        diagnostics.reject(Lint::InvalidPattern, *key_span, message, reason, help);
        let branches = values.iter().filter_map(|value| read_branch(&as_pattern(value), diagnostics)).collect();
        return Some(Condition::Or(Or { key_span: *key_span, branches }));
    }
    let fixed = format!("{}: {}", key.to_json(), copied::shown(&objects));
    if let [Value { kind: ValueKind::Object(members), .. }] = values {
        // The only key may also be meant as the name of a content filter.
        if let [Member { key, key_span, value: Value { kind, .. } }] = members.as_slice() {
            if !matches!(kind, ValueKind::Object(_) | ValueKind::Array(_)) {
                let names = quoted_list(FILTER_NAMES);
                let help =
                    format!("to match an object, remove the brackets: `{fixed}`; the content filters are {names}");
                let message = format!("`{key}` is not a content filter");
                diagnostics.reject(Lint::InvalidFilter, *key_span, message, reason, help);
                return None;
            }
        }
    }
    let help = match values {
        [_] => format!("remove the brackets: `{fixed}`; in an array, one element must meet all conditions"),
        _ => format!(
            "to match any of the objects, write `{fixed}`; to require an element for each of them, write `$any` instead \
             of `$or`, if the event has a schema"
        ),
    };
    let message = format!("expected an object of conditions for `{key}`, found a list of objects");
    diagnostics.reject(Lint::InvalidPattern, opening(value), message, reason, help);
    let content = Content::Object(read_branch(&objects, diagnostics)?);
    Some(Condition::Field(Field { key: key.clone(), key_span: *key_span, content }))
}

/// Reads an object of conditions. Returns `None` if the value is not an object.
fn read_branch(value: &Value, diagnostics: &mut Diagnostics) -> Option<Object> {
    match &value.kind {
        ValueKind::Object(members) => Some(read_object(members, value.span, diagnostics)),
        _ => None,
    }
}

/// Returns the span of the opening bracket of an object or an array.
fn opening(value: &Value) -> Span {
    Span::new(value.span.start, value.span.start + 1)
}

/// The message for an event where a pattern is expected.
pub const EVENT_MESSAGE: &str = "this is an event, not a pattern: its values are not in lists";

pub(super) fn read_leaf(values: &[Value], span: Span, diagnostics: &mut Diagnostics) -> Leaf {
    if values.is_empty() {
        let help = "add at least one alternative; to require that the field is absent, write `[{\"exists\": false}]`";
        diagnostics.reject(
            Lint::InvalidPattern,
            span,
            "an empty list matches nothing",
            "Empty arrays are not allowed",
            help,
        );
    }
    let read = |value: &Value| {
        let filter = Filter::read(value, diagnostics)?;
        let excluded_spans = if let Filter::AnythingBut(_) = filter { excluded_spans(value) } else { Vec::new() };
        Some(Alternative { span: value.span, filter, excluded_spans })
    };
    Leaf { span, alternatives: values.iter().filter_map(read).collect() }
}

/// Returns the spans of the values that an `anything-but` filter excludes: the innermost operand, or each of its
/// elements if the operand is a list. A field reference counts as one value.
fn excluded_spans(value: &Value) -> Vec<Span> {
    match &value.kind {
        _ if FieldRef::is_field_ref(value) => vec![value.span],
        ValueKind::Object(members) => members.iter().flat_map(|member| excluded_spans(&member.value)).collect(),
        ValueKind::Array(values) => values.iter().map(|value| value.span).collect(),
        _ => vec![value.span],
    }
}

fn is_object(value: &Value) -> bool {
    matches!(value.kind, ValueKind::Object(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Dialect, read as read_json};

    /// Returns EventBridge's reasons for rejecting a pattern, with an empty string for each diagnostic that has no
    /// reason.
    fn reasons(text: &str) -> Vec<String> {
        let mut diagnostics = Diagnostics::new();
        let value = read_json(text, Dialect::Strict).value.unwrap();
        let pattern = read(&value, &mut diagnostics);
        assert!(pattern.is_some());
        diagnostics.into_sorted().into_iter().map(|diagnostic| diagnostic.reason.unwrap_or_default()).collect()
    }

    #[test]
    fn all_rejections_are_reported_at_once() {
        let text = r#"{"a":1,"b":[],"c":{},"d":[{"prefix":1},{"regex":"x"},["y"]],"e":[{"wildcard":"a**b"}]}"#;
        assert_eq!(
            reasons(text),
            [
                "\"a\" must be an object or an array",
                "Empty arrays are not allowed",
                "Empty objects are not allowed",
                "prefix match pattern must be a string",
                "Unrecognized match type regex",
                "Match value must be String, number, true, false, or null",
                "Consecutive wildcard characters at pos 2",
            ]
        );
    }

    #[test]
    fn or_is_an_operator_only_with_two_or_more_patterns() {
        assert!(reasons(r#"{"$or":[{"a":[1]},{"b":[1]}]}"#).is_empty());
        assert!(reasons(r#"{"$or":["a","b"]}"#).is_empty());
        assert_eq!(reasons(r#"{"$or":[{"prefix":"a"},{"suffix":"b"}]}"#), [""]);
        assert!(reasons(r#"{"$or":{"a":[1]}}"#).is_empty());
        assert_eq!(reasons(r#"{"$or":[{"a":[1]}]}"#), ["Unrecognized match type a"]);
        assert_eq!(reasons(r#"{"$or":[{},{"a":[1]}]}"#), ["Match expression name not found"]);
        assert_eq!(reasons(r#"{"$or":[{"prefix":"a"},{"a":[1]}]}"#), ["Unrecognized match type a"]);
        assert_eq!(reasons(r#"{"$or":[{"a":{"prefix":["x"]}},{"b":[1]}]}"#), ["Unrecognized match type a"]);
    }

    #[test]
    fn reserved_keys_are_rejected_in_scopes_of_a_branch() {
        let branches = |scope: &str| format!(r#"{{"$or":[{{"a":{{{scope}}}}},{{"b":[1]}}]}}"#);
        for scope in [
            r#""$any":{"prefix":["x"]}"#,
            r#""$any":[{"c":[1]},{"prefix":["x"]}]"#,
            r#""$none":{"c":{"prefix":["x"]}}"#,
            r#""$count":{"where":{"prefix":["x"]},"numeric":["=",1]}"#,
        ] {
            assert_eq!(reasons(&branches(scope)), ["Unrecognized match type a"], "{scope}");
        }
        for scope in [r#""$any":{"c":["prefix"]}"#, r#""$count":{"where":{"c":[1]},"numeric":["=",1]}"#] {
            assert!(reasons(&branches(scope)).is_empty(), "{scope}");
        }
    }

    #[test]
    fn or_cannot_be_both_a_field_and_an_operator() {
        for field in [
            r#""d":{"$or":["x"]}"#,
            r#""d":{"$any":{"$or":["x"]}}"#,
            r#""d":{"$any":[{"e":[1]},{"$or":["x"]}]}"#,
            r#""d":{"$count":{"where":{"$or":["x"]},"numeric":["=",1]}}"#,
        ] {
            let text = format!(r#"{{"$or":[{{"a":[1]}},{{"b":[1]}}],{field}}}"#);
            assert_eq!(reasons(&text), ["Unrecognized match type a"], "{field}");
        }
    }

    #[test]
    fn or_as_field_and_operator_is_reported_only_without_other_rejections() {
        let text = r#"{"$or":[{"a":[1]},{"b":[1]}],"d":{"$or":["x"]},"e":[]}"#;
        assert_eq!(reasons(text), ["Empty arrays are not allowed"]);
    }

    #[test]
    fn a_single_branch_is_reported_once() {
        for (branch, reason) in [
            (r#"{"a":[1]}"#, "Unrecognized match type a"),
            ("{}", "Match expression name not found"),
            (r#"{"prefix":1}"#, "prefix match pattern must be a string"),
        ] {
            assert_eq!(reasons(&format!(r#"{{"$or":[{branch}]}}"#)), [reason]);
        }
    }
}
