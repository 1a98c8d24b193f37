//! The front end in one call: from JSON to a pattern and its rule, with all diagnostics.

use crate::diagnostic::{Diagnostic, Diagnostics, Lint};
use crate::json::{self, Dialect, JsonString, Member, Value, ValueKind};
use crate::limits::{MAX_COMBINATIONS, MAX_CONDITIONS};
use crate::pattern::{self, Pattern, placement, without_schema_key};
use crate::rule::{self, Lowered};
use crate::schema::{Schema, Schemas};
use crate::source::Span;

/// The result of the front end.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// The JSON tree. `None` if a syntax error stopped the reader. Present even if the pattern is rejected.
    pub value: Option<Value>,
    /// The pattern as written, without the rejected parts. `None` if the JSON value is missing or not an object.
    pub pattern: Option<Pattern>,
    /// The meaning of the pattern. `None` if the pattern is rejected.
    pub lowered: Option<Lowered>,
    /// The diagnostics from parsing, in source order. [`check`](crate::check::check()) adds more.
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses a pattern from text in the same way as EventBridge, without any schema. Element scopes and field references,
/// which EventBridge does not have, are rejected, because their meaning depends on the schema of the event.
#[must_use]
pub fn parse(text: &str, dialect: Dialect) -> Parsed {
    parse_for(Schemas::default(), text, dialect)
}

/// Parses a pattern in the same way as [`parse`], but with element scopes and field references for events whose schema
/// is known. If an event type is given, the pattern is for events of this type, regardless of the `detail-type` in the
/// pattern. If the pattern does not name `source` or `detail-type`, the one of the event type is added.
///
/// In the relaxed dialect, the pattern may name a JSON Schema for editors with the key `$schema`, which is left out.
#[must_use]
pub fn parse_for(schemas: Schemas<'_>, text: &str, dialect: Dialect) -> Parsed {
    let json::ParsedJson { value, diagnostics: syntax_errors, trailing } = json::read(text, dialect);
    let mut diagnostics = Diagnostics::new();
    diagnostics.extend(syntax_errors);
    diagnostics.extend(trailing.map(trailing_text));
    match value {
        Some(value) => parse_value(schemas, without_schema_key(value, dialect), diagnostics),
        None => Parsed { value: None, pattern: None, lowered: None, diagnostics: diagnostics.into_sorted() },
    }
}

/// Returns the warning for text after a pattern.
#[must_use]
pub fn trailing_text(span: Span) -> Diagnostic {
    let help = "remove it; EventBridge ignores everything after the closing brace";
    Lint::TrailingText.at(span, "unexpected text after the pattern").with_help(help)
}

/// Parses a pattern that was accepted before, with the schema of its event. Element scopes and field references are
/// accepted without a schema.
#[must_use]
pub fn parse_accepted(text: &str) -> Parsed {
    let json::ParsedJson { value, diagnostics: found, .. } = json::read(text, Dialect::Strict);
    let mut diagnostics = Diagnostics::new();
    diagnostics.extend(found);
    match value {
        Some(value) => read_value(value, diagnostics, &|_, _| {}),
        None => Parsed { value: None, pattern: None, lowered: None, diagnostics: diagnostics.into_sorted() },
    }
}

/// Parses a pattern in the same way as [`parse_for`], but from a JSON tree. `diagnostics` contains the syntax errors
/// that were found while reading the tree.
#[must_use]
pub fn parse_value(schemas: Schemas<'_>, value: Value, diagnostics: Diagnostics) -> Parsed {
    let value = match schemas.event_type {
        Some(schema) => with_event_type(value, schema),
        None => value,
    };
    read_value(value, diagnostics, &|pattern, diagnostics| placement::check(pattern, schemas, diagnostics))
}

/// Reads a pattern from a JSON tree. `check` rejects what has no meaning in a pattern that was read.
fn read_value(value: Value, mut diagnostics: Diagnostics, check: &dyn Fn(&Pattern, &mut Diagnostics)) -> Parsed {
    let syntax_errors = diagnostics.as_slice().len();
    let pattern = pattern::read(&value, &mut diagnostics);
    if let Some(pattern) = &pattern {
        check(pattern, &mut diagnostics);
    }
    diagnostics.drop_enclosing(syntax_errors);
    let valid = pattern.as_ref().filter(|_| !diagnostics.has_rejections());
    let lowered = valid.and_then(|pattern| lower(pattern, &mut diagnostics));
    Parsed { value: Some(value), pattern, lowered, diagnostics: diagnostics.into_sorted() }
}

/// Adds the `source` and `detail-type` of an event type to a pattern, unless the pattern names them. An empty pattern
/// stays empty, because EventBridge rejects it.
fn with_event_type(value: Value, schema: &Schema) -> Value {
    let (span, members) = match value {
        Value { span, kind: ValueKind::Object(members) } if !members.is_empty() => (span, members),
        other => return other,
    };
    let start = Span::new(span.start, span.start + 1);
    let added = [("source", &schema.source), ("detail-type", &schema.detail_type)].into_iter();
    let added = added.filter_map(|(key, text)| Some((key, text.as_deref()?)));
    let added = added.filter(|(key, _)| !names(&members, key)).map(|(key, text)| {
        let value = |kind| Value { span: start, kind };
        let text = value(ValueKind::String(JsonString::from(text)));
        Member { key: JsonString::from(key), key_span: start, value: value(ValueKind::Array(vec![text])) }
    });
    let members = added.collect::<Vec<_>>().into_iter().chain(members).collect();
    Value { span, kind: ValueKind::Object(members) }
}

/// Whether an object, or a branch of its `$or`, has a key.
fn names(members: &[Member], key: &str) -> bool {
    members.iter().any(|member| match (member.key.as_str(), &member.value.kind) {
        (Some("$or"), ValueKind::Array(branches)) => branches.iter().any(|branch| match &branch.kind {
            ValueKind::Object(members) => names(members, key),
            _ => false,
        }),
        (name, _) => name == Some(key),
    })
}

fn lower(pattern: &Pattern, diagnostics: &mut Diagnostics) -> Option<Lowered> {
    match rule::lower(pattern) {
        Ok(lowered) => Some(lowered),
        Err(rule::TooManyCombinations { combinations, conditions, span }) => {
            let count = |number: usize| if number == usize::MAX { "too many".to_owned() } else { number.to_string() };
            let message = if combinations > MAX_COMBINATIONS {
                format!(
                    "the `$or` branches form {} combinations; EventBridge allows at most {MAX_COMBINATIONS}",
                    count(combinations)
                )
            } else {
                let conditions = count(conditions);
                format!(
                    "the combinations of `$or` branches contain {conditions} conditions in total; at most {MAX_CONDITIONS} are allowed"
                )
            };
            let help = "split the pattern, or put the alternatives for one field in a single list";
            diagnostics.push(Lint::TooManyCombinations.at(span, message).with_help(help));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::schemas;

    #[test]
    fn a_typed_pattern_names_the_source_and_detail_type_of_its_type() {
        let (source, detail_type) = (r#""source":["aws.ecs"]"#, r#""detail-type":["ECS Task State Change"]"#);
        for (pattern, added) in [
            (r#"{"detail":{"group":["g"]}}"#, format!("{source},{detail_type},")),
            (r#"{"source":["x"],"detail":{"group":["g"]}}"#, format!("{detail_type},")),
            (r#"{"detail":{"group":["g"]},"detail-type":["x"]}"#, format!("{source},")),
            (r#"{"$or":[{"source":["x"]},{"$or":[{"detail-type":["x"]},{"id":["x"]}]}]}"#, String::new()),
            (r#"{"$or":[{"source":["x"]},{"id":["x"]}]}"#, format!("{detail_type},")),
            (r#"{"detail":{"source":["x"]}}"#, format!("{source},{detail_type},")),
            (r#"{"\u0073ource":["x"],"d":{"e":["x"]}}"#, format!("{detail_type},")),
        ] {
            let parsed = parse_for(schemas(Some("TaskStateChange")), pattern, Dialect::Strict);
            let plain = parse(pattern, Dialect::Strict).value.unwrap().to_json();
            assert_eq!(parsed.value.unwrap().to_json(), plain.replacen('{', &format!("{{{added}"), 1));
        }
        let empty = parse_for(schemas(Some("TaskStateChange")), "{}", Dialect::Strict);
        assert!(empty.lowered.is_none());
    }

    #[test]
    fn a_file_may_name_the_json_schema_of_its_pattern() {
        let text = r#"{"$schema":"task.schema.json","source":["a"]}"#;
        let parsed = parse_for(schemas(None), text, Dialect::Relaxed);
        assert!(parsed.diagnostics.is_empty() && parsed.lowered.is_some());
        assert_eq!(parsed.value.unwrap().to_json(), r#"{"source":["a"]}"#);
        let [rejected] = parse(text, Dialect::Strict).diagnostics.try_into().unwrap();
        assert_eq!(rejected.reason.as_deref(), Some(r#""$schema" must be an object or an array"#));
        assert!(rejected.help.unwrap().starts_with("remove it"));
        for (rejected, message) in [
            (r#"{"$schema":"x"}"#, "empty object in a pattern"),
            (r#"{"$schema":1,"source":["a"]}"#, "expected a list or object for `$schema`, found a number"),
            (r#"{"detail":{"$schema":"x"}}"#, "expected a list or object for `$schema`, found a string"),
        ] {
            let parsed = parse_for(schemas(None), rejected, Dialect::Relaxed);
            assert_eq!(parsed.diagnostics[0].message, message, "{rejected}");
        }
        let field = parse(r#"{"$schema":["x"]}"#, Dialect::Relaxed);
        assert_eq!(field.value.unwrap().to_json(), r#"{"$schema":["x"]}"#);
    }
}
