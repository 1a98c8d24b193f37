//! Recognizes JSON that was copied from an event, and turns it into a pattern.
//!
//! In an event, the values of fields are not in lists, and the objects of an array are. In a pattern, it is the other
//! way round.

use super::filter::is_like_filter;
use super::{OR_KEY, operator};
use crate::json::{JsonString, Member, Value, ValueKind};
use crate::source::Span;

/// The outer fields of an event that have a string as their value.
const TEXT_FIELDS: [&str; 7] = ["version", "id", "detail-type", "source", "account", "time", "region"];

/// Whether a value is an event of EventBridge and not a pattern. A pattern whose values are not in lists looks similar,
/// but an event also has fields such as `id`, which patterns rarely mention.
#[must_use]
pub fn is_event(value: &Value) -> bool {
    let ValueKind::Object(members) = &value.kind else { return false };
    let is_text = |key: &str| {
        let mut values = members.iter().filter(|member| member.key.as_str() == Some(key)).peekable();
        values.peek().is_some() && values.all(|member| matches!(member.value.kind, ValueKind::String(_)))
    };
    is_text("source")
        && is_text("detail-type")
        && ["version", "id", "time"].into_iter().any(is_text)
        && !members.iter().any(is_listed)
}

/// Whether a member is an outer field that is a string in every event, but has a list as its value.
fn is_listed(member: &Member) -> bool {
    member.key.as_str().is_some_and(|key| TEXT_FIELDS.contains(&key))
        && matches!(member.value.kind, ValueKind::Array(_))
}

/// Whether a value is a pattern and not an event: an outer field that is a string in every event is a list.
#[must_use]
pub fn is_pattern(value: &Value) -> bool {
    let ValueKind::Object(members) = &value.kind else { return false };
    members.iter().any(is_listed)
}

/// Returns the pattern that matches the `source` and the `detail-type` of an event, as text.
pub(super) fn pattern_of_event(members: &[Member]) -> String {
    let envelope = members.iter().filter(|member| matches!(member.key.as_str(), Some("source" | "detail-type")));
    format!("{{{}}}", shown_members(&envelope.map(condition).collect::<Vec<_>>()))
}

/// Returns the objects of a list if none of them is meant as a content filter, or `None` if the list has other values.
pub(super) fn objects(values: &[Value]) -> Option<Vec<&[Member]>> {
    let objects: Option<Vec<&[Member]>> = values.iter().map(members_of).collect();
    objects.filter(|objects| !objects.is_empty() && objects.iter().all(|members| is_object(members)))
}

fn members_of(value: &Value) -> Option<&[Member]> {
    match &value.kind {
        ValueKind::Object(members) => Some(members),
        _ => None,
    }
}

fn is_object(members: &[Member]) -> bool {
    !members.is_empty() && !members.iter().any(|member| is_like_filter(member, members.len() == 1))
}

/// Returns a value with the scalars in lists and the objects of arrays without lists, so that it is a pattern. Parts that
/// are conditions already stay as they are.
pub(super) fn as_pattern(value: &Value) -> Value {
    let kind = match &value.kind {
        ValueKind::Object(members) => ValueKind::Object(members.iter().map(condition).collect()),
        ValueKind::Array(values) => match objects(values) {
            Some(_) => match values.as_slice() {
                [only] => as_pattern(only).kind,
                several => {
                    let branches = ValueKind::Array(several.iter().map(as_pattern).collect());
                    let key_span = Span::new(value.span.start, value.span.start + 1);
                    let branches = Value { span: value.span, kind: branches };
                    ValueKind::Object(vec![Member { key: JsonString::from(OR_KEY), key_span, value: branches }])
                }
            },
            None => return value.clone(),
        },
        _ => ValueKind::Array(vec![value.clone()]),
    };
    Value { span: value.span, kind }
}

/// Returns a member with its value as a condition. The value of an operator stays as it is.
fn condition(member: &Member) -> Member {
    let is_operator = |key: &str| key.starts_with('$') || operator::hint(key).is_some();
    let value = match &member.value.kind {
        ValueKind::Array(_) | ValueKind::Object(_) if member.key.as_str().is_some_and(is_operator) => {
            member.value.clone()
        }
        _ => as_pattern(&member.value),
    };
    Member { key: member.key.clone(), key_span: member.key_span, value }
}

/// Returns a value as text for a help. A text that is too long has `…` in place of the values.
pub(super) fn shown(value: &Value) -> String {
    let whole = value.to_line();
    match members_of(value) {
        _ if whole.chars().count() <= MAX_SHOWN_CHARS => whole,
        Some(members) => format!("{{{}}}", shown_members(members)),
        None => "…".to_owned(),
    }
}

/// Returns the members of an object as text for a help. A text that is too long has `…` in place of the values.
pub(super) fn shown_members(members: &[Member]) -> String {
    let joined = |text: fn(&Value) -> String| {
        let members = members.iter().map(|member| format!("{}: {}", member.key.to_json(), text(&member.value)));
        members.collect::<Vec<_>>().join(", ")
    };
    let whole = joined(Value::to_line);
    if whole.chars().count() <= MAX_SHOWN_CHARS {
        return whole;
    }
    joined(|value| if members_of(value).is_some() { "{…}" } else { "[…]" }.to_owned())
}

/// Maximum length of JSON in a help that is shown as a whole.
const MAX_SHOWN_CHARS: usize = 100;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostic, Diagnostics};
    use crate::json::{Dialect, read as read_json};
    use crate::pattern::{EVENT_MESSAGE, read};

    fn value(text: &str) -> Value {
        read_json(text, Dialect::Strict).value.unwrap()
    }

    fn diagnostics(text: &str) -> Vec<Diagnostic> {
        let mut diagnostics = Diagnostics::new();
        read(&value(text), &mut diagnostics);
        diagnostics.into_sorted()
    }

    #[test]
    fn an_event_is_told_apart_from_a_pattern_without_brackets() {
        for event in [
            r#"{"version":"0","id":"1","source":"s","detail-type":"d","detail":{"a":"b","c":[1]}}"#,
            r#"{"source":"s","detail-type":"d","time":"t","resources":["r"],"detail":{}}"#,
            r#"{"id":"1","source":"s","detail-type":"d","detail":null}"#,
        ] {
            assert!(is_event(&value(event)) && !is_pattern(&value(event)), "{event}");
            let found = diagnostics(event);
            assert_eq!(found.iter().map(|one| one.message.as_str()).collect::<Vec<_>>(), [EVENT_MESSAGE], "{event}");
        }
        for pattern in [
            r#"{"source":"s","detail-type":"d","detail":{"a":"b"}}"#,
            r#"{"source":"s","detail-type":"d","account":"1","region":"r"}"#,
            r#"{"version":"0","id":"1","source":["s"],"detail-type":"d"}"#,
            r#"{"version":"0","source":"s","detail-type":"d","region":["r"]}"#,
            r#"{"version":"0","source":"s","detail":{"a":"b"}}"#,
            r#"{"time":"t","source":"s","source":["s"],"detail-type":"d"}"#,
            r#"{"id":1,"source":"s","detail-type":"d"}"#,
            r#"{"detail":{"version":"0","id":"1","source":"s","detail-type":"d"}}"#,
            r#"["version"]"#,
        ] {
            assert!(!is_event(&value(pattern)), "{pattern}");
        }
    }

    #[test]
    fn a_pattern_has_a_list_where_events_have_a_string() {
        for pattern in
            [r#"{"source":["s"]}"#, r#"{"detail-type":[],"detail":{"a":["b"]}}"#, r#"{"id":[{"prefix":"1"}]}"#]
        {
            assert!(is_pattern(&value(pattern)), "{pattern}");
        }
        for event in [r#"{"resources":["r"],"detail":{"source":["s"]}}"#, r#"{"source":{}}"#, r#"{"a":["b"]}"#, "[]"] {
            assert!(!is_pattern(&value(event)), "{event}");
        }
    }

    #[test]
    fn a_list_of_objects_is_one_error_and_its_help_is_a_valid_pattern() {
        for (text, fixed) in [
            (r#"{"a":[{"b":["x"],"c":[1]}]}"#, r#""a": {"b": ["x"], "c": [1]}"#),
            (r#"{"a":[{"b":"x","c":null}]}"#, r#""a": {"b": ["x"], "c": [null]}"#),
            (r#"{"a":[{"b":{"c":["x"]}}]}"#, r#""a": {"b": {"c": ["x"]}}"#),
            (r#"{"a":[{"b":[{"c":1,"d":[{"prefix":"x"}]}]}]}"#, r#""a": {"b": {"c": [1], "d": [{"prefix": "x"}]}}"#),
            (r#"{"a":[{"b":"x"}]}"#, r#""a": {"b": ["x"]}"#),
            (r#"{"a":[{"b":["x"]},{"b":["y"]}]}"#, r#""a": {"$or": [{"b": ["x"]}, {"b": ["y"]}]}"#),
            (r#"{"a":[{"$any":{"b":["x"]}}]}"#, r#""a": {"$any": {"b": ["x"]}}"#),
            (r#"{"a":[{"in":1,"not":2}]}"#, r#""a": {"in": [1], "not": [2]}"#),
        ] {
            let [found] = &diagnostics(text)[..] else { panic!("{text}: {:?}", diagnostics(text)) };
            let help = found.help.as_deref().unwrap();
            assert!(help.contains(&format!("`{fixed}`")), "{text}: {help}");
            assert!(diagnostics(&format!("{{{fixed}}}")).is_empty(), "{fixed}");
        }
    }

    #[test]
    fn mistakes_inside_a_list_of_objects_are_reported_too() {
        for text in [
            r#"{"a":[{"b":["x"],"c":[{"prefix":1}]}]}"#,
            r#"{"a":[{"b":["x"]},{"b":[]}]}"#,
            r#"{"or":[{"a":["x"]},{"b":[[1]]}]}"#,
            r#"{"a":{"$and":[{"a":["x"]},{"b":{}}]}}"#,
            r#"{"$or":[{"a":{"b":[{"suffix":2}]}}]}"#,
        ] {
            assert_eq!(diagnostics(text).len(), 2, "{text}: {:?}", diagnostics(text));
        }
    }

    #[test]
    fn misspelled_filters_are_not_taken_for_fields() {
        for text in [
            r#"{"a":[{"prefx":"x"}]}"#,
            r#"{"a":[{"anything_but":["x"]}]}"#,
            r#"{"a":[{"numerc":[">",1]}]}"#,
            r#"{"a":[{"contains":["x"]}]}"#,
            r#"{"a":[{"prefx":"x","sufix":"y"}]}"#,
            r#"{"a":[{"regex":"x"}]}"#,
            r#"{"a":[{"Fn::GetAtt":["x","y"]}]}"#,
            r#"{"a":[{"$or":["x","y"]}]}"#,
        ] {
            let found = diagnostics(text);
            let brackets = found.iter().filter(|one| one.help.as_ref().unwrap().contains("remove the brackets"));
            assert_eq!(brackets.count(), 0, "{text}: {found:?}");
        }
    }
}
