//! Patterns of templates, parts of which are only known when they are deployed.

use super::OR_KEY;
use super::filter::FILTER_NAMES;
use crate::json::build::{list, object, truth};
use crate::json::{Member, Value, ValueKind};
use crate::source::Span;

/// Whether a value, or a value inside it, is only known when it is deployed.
#[must_use]
pub fn contains_unknown(value: &Value) -> bool {
    first_unknown(value).is_some()
}

/// Returns the fields whose conditions are only known when they are deployed, in source order: the field path of each,
/// and the span of the first value that is not known.
///
/// ```
/// use event_pattern_compiler::json::{Value, ValueKind, build};
/// use event_pattern_compiler::pattern::unknown_fields;
/// use event_pattern_compiler::source::Span;
///
/// let name = Value { span: Span::new(0, 0), kind: ValueKind::Unknown };
/// let detail = build::object(vec![("group".to_owned(), build::list(vec![name]))]);
/// let pattern = build::object(vec![("detail".to_owned(), detail)]);
/// assert_eq!(unknown_fields(&pattern), [("detail.group".to_owned(), Span::new(0, 0))]);
/// ```
#[must_use]
pub fn unknown_fields(pattern: &Value) -> Vec<(String, Span)> {
    let mut found = Vec::new();
    add_unknown_fields(pattern, "", &mut found);
    found
}

fn add_unknown_fields(pattern: &Value, path: &str, found: &mut Vec<(String, Span)>) {
    let ValueKind::Object(members) = &pattern.kind else { return };
    for Member { key, value, .. } in members {
        let is_operator = key.as_str().is_some_and(|name| name.starts_with('$'));
        let separator = if path.is_empty() { "" } else { "." };
        let inner = if is_operator && !path.is_empty() { path.to_owned() } else { format!("{path}{separator}{key}") };
        match &value.kind {
            ValueKind::Object(_) => add_unknown_fields(value, &inner, found),
            ValueKind::Array(branches) if key.as_str() == Some(OR_KEY) => {
                for branch in branches {
                    add_unknown_fields(branch, path, found);
                    found.extend(matches!(branch.kind, ValueKind::Unknown).then(|| (inner.clone(), branch.span)));
                }
            }
            _ => found.extend(first_unknown(value).map(|span| (inner, span))),
        }
    }
}

/// Returns the span of the first value inside a value that is only known when it is deployed.
fn first_unknown(value: &Value) -> Option<Span> {
    match &value.kind {
        ValueKind::Unknown => Some(value.span),
        ValueKind::Array(elements) => elements.iter().find_map(first_unknown),
        ValueKind::Object(members) => members.iter().find_map(|member| first_unknown(&member.value)),
        _ => None,
    }
}

/// Whether an alternative is only known when it is deployed: it is such a value, or a content filter with such an
/// operand.
pub(super) fn is_unknown_filter(value: &Value) -> bool {
    match &value.kind {
        ValueKind::Unknown => true,
        ValueKind::Object(members) => match members.as_slice() {
            [only] => {
                only.key.as_str().is_some_and(|name| FILTER_NAMES.contains(&name)) && contains_unknown(&only.value)
            }
            _ => false,
        },
        _ => false,
    }
}

/// Whether an alternative is an `exists`.
pub(super) fn is_exists(value: &Value) -> bool {
    match &value.kind {
        ValueKind::Object(members) => members.iter().any(|member| member.key.as_str() == Some("exists")),
        _ => false,
    }
}

/// Returns the pattern without the conditions that are only known when they are deployed. It matches every event that
/// the deployed pattern matches, and maybe more.
///
/// ```
/// use event_pattern_compiler::json::{Value, ValueKind, build};
/// use event_pattern_compiler::pattern::with_any_value;
/// use event_pattern_compiler::source::Span;
///
/// let name = Value { span: Span::new(0, 0), kind: ValueKind::Unknown };
/// let pattern = build::object(vec![("source".to_owned(), build::list(vec![name]))]);
/// assert_eq!(with_any_value(pattern).to_json(), r#"{"source":[{"exists":true}]}"#);
/// ```
#[must_use]
pub fn with_any_value(pattern: Value) -> Value {
    let span = pattern.span;
    let members = known_members(pattern);
    if members.is_empty() {
        // EventBridge rejects an empty pattern, and every event has a source.
        return object(vec![("source".to_owned(), list(vec![exists(true, span)]))]);
    }
    Value { span, kind: ValueKind::Object(members) }
}

fn known_members(object: Value) -> Vec<Member> {
    let ValueKind::Object(members) = object.kind else { return Vec::new() };
    members
        .into_iter()
        .filter_map(|Member { key, key_span, value }| {
            let value = match key.as_str() {
                _ if !contains_unknown(&value) => value,
                Some(OR_KEY) => or(value)?,
                // A scope such as `$none` matches less if its conditions match more.
                Some(name) if name.starts_with('$') => return None,
                _ => condition(value)?,
            };
            Some(Member { key, key_span, value })
        })
        .collect()
}

/// Returns the branches of a `$or`, unless one of them may match every event.
fn or(value: Value) -> Option<Value> {
    let ValueKind::Array(branches) = value.kind else { return None };
    let branches = branches.into_iter().map(|branch| {
        let span = branch.span;
        let members = known_members(branch);
        (!members.is_empty()).then_some(Value { span, kind: ValueKind::Object(members) })
    });
    Some(Value { span: value.span, kind: ValueKind::Array(branches.collect::<Option<_>>()?) })
}

/// Returns the condition on a field, unless every event may satisfy it.
fn condition(value: Value) -> Option<Value> {
    let span = value.span;
    let kind = match value.kind {
        ValueKind::Array(alternatives) => {
            if alternatives.iter().any(|one| is_unknown_filter(one) && is_exists(one)) {
                return None;
            }
            let known = |one: Value| if is_unknown_filter(&one) { exists(true, one.span) } else { one };
            ValueKind::Array(alternatives.into_iter().map(known).collect())
        }
        ValueKind::Object(_) => {
            let members = known_members(value);
            if members.is_empty() {
                return None;
            }
            ValueKind::Object(members)
        }
        _ => return None,
    };
    Some(Value { span, kind })
}

fn exists(is_present: bool, span: Span) -> Value {
    Value { span, ..object(vec![("exists".to_owned(), truth(is_present))]) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::check;
    use crate::json::{Dialect, read};
    use crate::schema::Schemas;
    use crate::testing::schemas;
    use crate::{
        diagnostic::{Diagnostics, Lint},
        parse_value,
    };

    /// Reads JSON in which the string `?` is a value that is only known when it is deployed.
    fn template(text: &str) -> Value {
        fn replaced(mut value: Value) -> Value {
            value.kind = match value.kind {
                ValueKind::String(text) if text.as_str() == Some("?") => ValueKind::Unknown,
                ValueKind::Array(elements) => ValueKind::Array(elements.into_iter().map(replaced).collect()),
                ValueKind::Object(members) => ValueKind::Object(
                    members.into_iter().map(|one| Member { value: replaced(one.value), ..one }).collect(),
                ),
                other => other,
            };
            value
        }
        replaced(read(text, Dialect::Strict).value.unwrap())
    }

    #[test]
    fn a_condition_that_is_only_known_when_deployed_is_as_wide_as_it_may_be() {
        for (text, expected) in [
            (r#"{"a":["?","x"],"b":["y"]}"#, r#"{"a":[{"exists":true},"x"],"b":["y"]}"#),
            (r#"{"a":[{"prefix":"?"}]}"#, r#"{"a":[{"exists":true}]}"#),
            (r#"{"a":[{"anything-but":["x","?"]}]}"#, r#"{"a":[{"exists":true}]}"#),
            (r#"{"a":[{"numeric":[">","?"]},1]}"#, r#"{"a":[{"exists":true},1]}"#),
            (r#"{"a":[{"exists":"?"}],"b":[1]}"#, r#"{"b":[1]}"#),
            (r#"{"a":"?","b":[1]}"#, r#"{"b":[1]}"#),
            (r#"{"a":{"c":"?"},"b":[1]}"#, r#"{"b":[1]}"#),
            (r#"{"a":"?"}"#, r#"{"source":[{"exists":true}]}"#),
            (r#"{"$or":[{"a":["?"]},{"b":["x"]}]}"#, r#"{"$or":[{"a":[{"exists":true}]},{"b":["x"]}]}"#),
            (r#"{"$or":[{"a":"?"},{"b":["x"]}],"c":[1]}"#, r#"{"c":[1]}"#),
            (r#"{"$or":["?",{"b":["x"]}],"c":[1]}"#, r#"{"c":[1]}"#),
            (r#"{"$or":"?","c":[1]}"#, r#"{"c":[1]}"#),
            (r#"{"a":{"$none":{"b":["?"]},"c":["x"]}}"#, r#"{"a":{"c":["x"]}}"#),
        ] {
            let pattern = template(text);
            assert!(contains_unknown(&pattern));
            let parsed = parse_value(Schemas::default(), pattern.clone(), Diagnostics::new());
            assert!(text.contains("$none") || parsed.lowered.is_some(), "{text}: {:?}", parsed.diagnostics);
            assert_eq!(with_any_value(pattern).to_json(), expected);
        }
        let known = r#"{"a":["x"],"$or":[{"b":[1]},{"c":[2]}]}"#;
        assert_eq!(with_any_value(template(known)).to_json(), known);
    }

    #[test]
    fn the_fields_of_unknown_values_are_those_of_the_event() {
        for (text, expected) in [
            (
                r#"{"source":["?","x"],"detail":{"a":["x",{"prefix":"?"},"?"],"b":[1],"c.d":"?"}}"#,
                "source detail.a detail.c.d",
            ),
            (r#"{"$or":[{"a":["?"]},"?",{"b":{"$or":["?",{"c":["?"]}]}}]}"#, "a $or b b.c"),
            (r#"{"a":{"$none":{"b":["?"]},"c":["x"]},"$or":"?"}"#, "a.b $or"),
            (r#"{"a":["x"]}"#, ""),
        ] {
            let fields: Vec<String> = unknown_fields(&template(text)).into_iter().map(|(field, _)| field).collect();
            assert_eq!(fields.join(" "), expected, "{text}");
        }
        let text = r#"{"a":[{"anything-but":["x","?"]}]}"#;
        let start = text.find(r#""?""#).unwrap();
        assert_eq!(unknown_fields(&template(text))[0].1, Span::new(start, start + 3));
    }

    #[test]
    fn checks_do_not_report_what_is_only_known_when_deployed() {
        for (text, expected) in [
            (r#"{"source":["?"],"detail":{"group":["?","?","x","x"]}}"#, vec![Lint::RedundantAlternative]),
            (r#"{"source":["aws.ecs","?"],"detail-type":["?"]}"#, vec![]),
            (r#"{"detail":{"lastStatus":["?","STOPED"]}}"#, vec![Lint::UnknownValue]),
            (r#"{"detail":{"lastStatus":[{"prefix":"?"}],"containers":"?"}}"#, vec![]),
            (r#"{"detail":{"containers":{"name":["?"],"exitCode":[1]},"lastStatus":["STOPPED"]}}"#, vec![]),
            (r#"{"detail":{"containers":{"exitCode":["?"]},"lastStatus":["STOPPED"]}}"#, vec![Lint::UnnamedContainer]),
            (r#"{"detail":"?","region":"?"}"#, vec![]),
            (r#"{"detail":{"lastStatis":"?"}}"#, vec![Lint::UnknownField]),
            (r#"{"detail":{"group":[{"prefixx":"?"}]}}"#, vec![Lint::InvalidFilter]),
            (r#"{"detail":{"group":[{"prefix":["?"]}]}}"#, vec![]),
        ] {
            let schemas = schemas(Some("TaskStateChange"));
            let found = check(&parse_value(schemas, template(text), Diagnostics::new()), schemas);
            assert_eq!(found.iter().filter_map(|one| one.lint).collect::<Vec<_>>(), expected, "{text}: {found:?}");
        }
    }
}
