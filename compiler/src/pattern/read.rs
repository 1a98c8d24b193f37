//! Reads a pattern from a JSON tree.

use super::filter::{FIELD_REF_KEY, FILTER_NAMES, FUNCTION_HELP, FieldRef, is_cloudformation_function};
use super::scope::{WHERE_KEY, is_scope_key, read_scope};
use super::{Alternative, Condition, Content, Field, Filter, Leaf, OR_KEY, Object, Or, Pattern};
use crate::diagnostic::{Diagnostics, Lint};
use crate::json::{Member, Value, ValueKind};
use crate::source::Span;

/// Keys that EventBridge reserves in addition to the names of content filters. An object that contains one of these
/// keys is not a branch of `$or`.
const RESERVED_KEYS: [&str; 13] = [
    "=",
    "<",
    "<=",
    ">",
    ">=",
    "regex",
    "not-wildcard",
    "not-equals-ignore-case",
    "date-after",
    "date-on-or-after",
    "date-before",
    "date-on-or-before",
    "in-date-range",
];

/// Reads a pattern and reports everything that EventBridge would reject. The result omits the rejected parts, so that
/// the remaining parts can still be checked. Returns `None` if the value is not an object.
pub fn read(value: &Value, diagnostics: &mut Diagnostics) -> Option<Pattern> {
    let ValueKind::Object(members) = &value.kind else {
        let message = format!("expected an object as the pattern, found {}", value.kind.described());
        let help = "write `{ \"key\": [\"value\"] }`";
        diagnostics.reject(Lint::InvalidPattern, value.span, message, "Filter is not an object", help);
        return None;
    };
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
        let branches = branches.map(|(members, span)| read_object(members, span, diagnostics)).collect();
        return Some(Condition::Or(Or { key_span: *key_span, branches }));
    }
    if is_scope_key(key) {
        return read_scope(member, diagnostics).map(Condition::Scope);
    }
    let content = match &value.kind {
        ValueKind::Object(members) => Content::Object(read_object(members, value.span, diagnostics)),
        ValueKind::Array(values) if key.as_str() == Some(OR_KEY) && values.iter().any(is_object) => {
            let mut leaf_diagnostics = Diagnostics::new();
            let leaf = read_leaf(values, value.span, &mut leaf_diagnostics);
            if leaf_diagnostics.has_rejections() {
                reject_or(values, diagnostics);
                return None;
            }
            let message = "`$or` is read as a field name here, because its objects are content filters, not patterns";
            diagnostics.push(Lint::OrAsField.at(*key_span, message).with_help(OR_HELP));
            Content::Leaf(leaf)
        }
        ValueKind::Array(values) => Content::Leaf(read_leaf(values, value.span, diagnostics)),
        scalar => {
            let help = match key.as_str() {
                Some(name) if FILTER_NAMES.contains(&name) || name == FIELD_REF_KEY => {
                    let what = if name == FIELD_REF_KEY { "a field reference" } else { "a content filter" };
                    format!("write {what} in a list: `[{{\"{name}\": …}}]`")
                }
                Some(name) if is_cloudformation_function(name) => FUNCTION_HELP.to_owned(),
                _ => "put the value in brackets: a condition is a list of alternatives".to_owned(),
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

fn read_leaf(values: &[Value], span: Span, diagnostics: &mut Diagnostics) -> Leaf {
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

/// Returns the branches if the member is a `$or` operator. The value of an operator is a list of two or more objects,
/// none of which is empty or contains a reserved key. Any other `$or` is the name of a field.
fn or_branches(member: &Member) -> Option<impl Iterator<Item = (&[Member], Span)>> {
    let ValueKind::Array(values) = &member.value.kind else { return None };
    let is_operator = member.key.as_str() == Some(OR_KEY) && values.len() >= 2 && values.iter().all(is_branch);
    is_operator.then(|| {
        values.iter().filter_map(|value| match &value.kind {
            ValueKind::Object(members) => Some((members.as_slice(), value.span)),
            _ => None,
        })
    })
}

fn is_branch(value: &Value) -> bool {
    matches!(&value.kind, ValueKind::Object(members) if !members.is_empty() && reserved_key(members).is_none())
}

/// Finds a reserved key in an object or its nested objects. Lists of alternatives are not searched.
fn reserved_key(members: &[Member]) -> Option<&Member> {
    members.iter().find_map(|member| match &member.value.kind {
        _ if member.key.as_str().is_some_and(|key| FILTER_NAMES.contains(&key) || RESERVED_KEYS.contains(&key)) => {
            Some(member)
        }
        _ if is_scope_key(&member.key) => patterns_of(member).into_iter().find_map(reserved_key),
        ValueKind::Object(inner) => reserved_key(inner),
        _ => None,
    })
}

/// Returns the patterns inside an element scope.
fn patterns_of(scope: &Member) -> Vec<&[Member]> {
    let values = match &scope.value.kind {
        ValueKind::Object(members) if scope.key.as_str() == Some("$count") => {
            members.iter().filter(|member| member.key.as_str() == Some(WHERE_KEY)).map(|member| &member.value).collect()
        }
        ValueKind::Array(values) => values.iter().collect(),
        _ => vec![&scope.value],
    };
    let members = values.into_iter().filter_map(|value| match &value.kind {
        ValueKind::Object(members) => Some(members.as_slice()),
        _ => None,
    });
    members.collect()
}

const OR_HELP: &str = "write two or more patterns in a list: `\"$or\": [{…}, {…}]`";

/// Rejects a `$or` that is neither an operator nor a valid field because some of its objects are not content filters.
fn reject_or(values: &[Value], diagnostics: &mut Diagnostics) {
    if let [only] = values {
        diagnostics.reject(Lint::InvalidPattern, only.span, "`$or` has only one branch", branch_reason(only), OR_HELP);
    }
    for value in values.iter().filter(|_| values.len() > 1) {
        match &value.kind {
            ValueKind::Object(members) if members.is_empty() => {
                diagnostics.reject(
                    Lint::InvalidPattern,
                    value.span,
                    "empty branch in `$or`",
                    branch_reason(value),
                    OR_HELP,
                );
            }
            ValueKind::Object(members) => {
                if let Some(reserved) = reserved_key(members) {
                    let message =
                        format!("`{}` is reserved for content filters and cannot be a key inside `$or`", reserved.key);
                    diagnostics.reject(
                        Lint::InvalidPattern,
                        reserved.key_span,
                        message,
                        rejection_reason(values),
                        OR_HELP,
                    );
                }
            }
            other => {
                let message = format!("expected an object as a branch of `$or`, found {}", other.described());
                diagnostics.reject(Lint::InvalidPattern, value.span, message, rejection_reason(values), OR_HELP);
            }
        }
    }
}

/// Returns the reason that EventBridge gives for rejecting a `$or`. EventBridge reads the list as the alternatives for
/// a field named `$or`, and stops at the first error.
fn rejection_reason(values: &[Value]) -> String {
    let mut diagnostics = Diagnostics::new();
    read_leaf(values, Span::new(0, 0), &mut diagnostics);
    let first = diagnostics.as_slice().first().and_then(|diagnostic| diagnostic.reason.clone());
    first.unwrap_or_else(|| "Unrecognized match type $or".to_owned())
}

fn branch_reason(value: &Value) -> String {
    rejection_reason(std::slice::from_ref(value))
}

/// Like EventBridge, rejects `$or` as a field name if another `$or` in the pattern is an operator. Reports nothing if
/// the number of rejections already exceeds `before`.
fn check_or_uses(members: &[Member], before: usize, diagnostics: &mut Diagnostics) {
    let (mut operator, mut field) = (None, None);
    find_or_uses(members, &mut operator, &mut field);
    let (Some(operator), Some(field)) = (operator, field) else { return };
    if diagnostics.rejection_count() > before {
        return;
    }
    let ValueKind::Array(values) = &operator.value.kind else { return };
    diagnostics.reject(
        Lint::InvalidPattern,
        field.key_span,
        "`$or` is a field name here but an operator elsewhere in the pattern",
        rejection_reason(values),
        "write two or more patterns in this `$or`, or match the field in a separate pattern",
    );
}

fn find_or_uses<'v>(members: &'v [Member], operator: &mut Option<&'v Member>, field: &mut Option<&'v Member>) {
    for member in members {
        if let Some(branches) = or_branches(member) {
            operator.get_or_insert(member);
            branches.for_each(|(inner, _)| find_or_uses(inner, operator, field));
            continue;
        }
        if is_scope_key(&member.key) {
            for inner in patterns_of(member) {
                find_or_uses(inner, operator, field);
            }
            continue;
        }
        if member.key.as_str() == Some(OR_KEY) {
            field.get_or_insert(member);
        }
        if let ValueKind::Object(inner) = &member.value.kind {
            find_or_uses(inner, operator, field);
        }
    }
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
