//! Element scopes: conditions on the individual elements of an array of objects. EventBridge has no equivalent.

use super::filter::Numeric;
use super::read::read_object;
use super::{Object, copied};
use crate::diagnostic::{Diagnostics, Lint};
use crate::json::{JsonString, Member, Value, ValueKind};
use crate::source::Span;
use std::fmt;

/// An element scope: a condition on the elements of an array of objects.
#[derive(Debug, Clone)]
pub struct Scope {
    /// The span of the key.
    pub key_span: Span,
    /// The number of elements that must match.
    pub quantifier: Quantifier,
    /// The span of the value, or of the `numeric` list if the scope is a `$count`.
    pub value_span: Span,
    /// The patterns for an element. `$any` has one or more, each of which must match some element. `$all` and `$none`
    /// have exactly one, and `$count` has at most one.
    pub patterns: Vec<Object>,
}

/// The number of elements of an array that must match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Quantifier {
    /// `$any`: at least one.
    Any,
    /// `$all`: every element.
    All,
    /// `$none`: no element.
    None,
    /// `$count`: a number of elements in this range.
    Count(Numeric),
}

/// The keys of element scopes.
pub const SCOPE_KEYS: [&str; 4] = ["$any", "$all", "$none", "$count"];

/// The key of the pattern in a `$count`.
pub(super) const WHERE_KEY: &str = "where";
/// The key of the range in a `$count`.
const NUMERIC_KEY: &str = "numeric";

impl fmt::Display for Quantifier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Any => "$any",
            Self::All => "$all",
            Self::None => "$none",
            Self::Count(_) => "$count",
        })
    }
}

/// Whether a key is one of [`SCOPE_KEYS`].
pub(super) fn is_scope_key(key: &JsonString) -> bool {
    key.as_str().is_some_and(|key| SCOPE_KEYS.contains(&key))
}

/// Reads an element scope, or reports why the member is not a valid one.
pub(super) fn read_scope(member: &Member, diagnostics: &mut Diagnostics) -> Option<Scope> {
    let Member { key, key_span, value } = member;
    let (quantifier, value_span, patterns) = match key.as_str()? {
        "$any" => (Quantifier::Any, value.span, read_patterns(value, diagnostics)?),
        "$count" => read_count(value, diagnostics)?,
        name => {
            let quantifier = if name == "$all" { Quantifier::All } else { Quantifier::None };
            (quantifier, value.span, vec![read_pattern(value, name, diagnostics)?])
        }
    };
    Some(Scope { key_span: *key_span, quantifier, value_span, patterns })
}

/// Reads the pattern for an element. `name` is the key to show in messages.
fn read_pattern(value: &Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Object> {
    let (message, help) = match &value.kind {
        ValueKind::Object(members) if members.is_empty() => {
            let help = "write the conditions on one element; to match on the number of elements, use `$count`";
            (format!("empty pattern for `{name}`"), help.to_owned())
        }
        ValueKind::Object(members) => return Some(read_object(members, value.span, diagnostics)),
        ValueKind::Array(_) if name == "$any" => {
            (format!("expected a pattern in the `{name}` list, found an array"), EXAMPLE_ANY.to_owned())
        }
        ValueKind::Array(values) => {
            let help = match values.as_slice() {
                [only @ Value { kind: ValueKind::Object(_), .. }] => {
                    format!("remove the brackets: `\"{name}\": {}`", copied::shown(only))
                }
                _ => "write one pattern; to accept any of several conditions, use `$or` inside it".to_owned(),
            };
            (format!("expected a pattern for `{name}`, found an array"), help)
        }
        other => {
            let help = format!("write the conditions on one element: `\"{name}\": {{ \"key\": [\"value\"] }}`");
            (format!("expected a pattern for `{name}`, found {}", other.described()), help)
        }
    };
    diagnostics.push(Lint::InvalidScope.at(value.span, message).with_help(help));
    None
}

const EXAMPLE_ANY: &str =
    "add patterns to the list: `\"$any\": [{…}, {…}]` requires a matching element for each pattern";

/// Reads the value of `$any`: a pattern or a list of patterns.
fn read_patterns(value: &Value, diagnostics: &mut Diagnostics) -> Option<Vec<Object>> {
    let ValueKind::Array(values) = &value.kind else { return Some(vec![read_pattern(value, "$any", diagnostics)?]) };
    if values.is_empty() {
        diagnostics.push(Lint::InvalidScope.at(value.span, "empty list for `$any`").with_help(EXAMPLE_ANY));
        return None;
    }
    let patterns: Vec<Option<Object>> = values.iter().map(|value| read_pattern(value, "$any", diagnostics)).collect();
    patterns.into_iter().collect()
}

const EXAMPLE_COUNT: &str =
    "write `\"$count\": { \"where\": { \"key\": [\"value\"] }, \"numeric\": [\">=\", 2] }`; `where` is optional";

fn read_count(value: &Value, diagnostics: &mut Diagnostics) -> Option<(Quantifier, Span, Vec<Object>)> {
    let ValueKind::Object(members) = &value.kind else {
        let message = format!("expected an object for `$count`, found {}", value.kind.described());
        diagnostics.push(Lint::InvalidScope.at(value.span, message).with_help(EXAMPLE_COUNT));
        return None;
    };
    let before = diagnostics.as_slice().len();
    let (mut pattern, mut range) = (None, None);
    for Member { key, key_span, value } in members {
        match key.as_str() {
            Some(WHERE_KEY) if pattern.is_none() => pattern = Some(read_pattern(value, WHERE_KEY, diagnostics)),
            Some(NUMERIC_KEY) if range.is_none() => range = Some((Numeric::read(value, diagnostics), value.span)),
            Some(WHERE_KEY | NUMERIC_KEY) => {
                let message = format!("duplicate key `{key}` in `$count`");
                diagnostics.push(Lint::InvalidScope.at(*key_span, message).with_help("remove one of them"));
            }
            _ => {
                let message = format!("unknown key `{key}` in `$count`");
                let help = match &value.kind {
                    ValueKind::Object(_) => "did you mean `where`?",
                    ValueKind::Array(_) => "did you mean `numeric`?",
                    _ => EXAMPLE_COUNT,
                };
                diagnostics.push(Lint::InvalidScope.at(*key_span, message).with_help(help));
            }
        }
    }
    if range.is_none() && diagnostics.as_slice().len() == before {
        let message = "missing `numeric` in `$count`";
        diagnostics.push(Lint::InvalidScope.at(value.span, message).with_help(EXAMPLE_COUNT));
    }
    let (range, span) = range?;
    let patterns = match pattern {
        Some(pattern) => vec![pattern?],
        None => Vec::new(),
    };
    Some((Quantifier::Count(range?), span, patterns))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Dialect, read as read_json};

    fn messages(text: &str) -> Vec<String> {
        let mut diagnostics = Diagnostics::new();
        let value = read_json(text, Dialect::Strict).value.unwrap();
        crate::pattern::read(&value, &mut diagnostics);
        diagnostics.into_sorted().into_iter().map(|diagnostic| diagnostic.message).collect()
    }

    #[test]
    fn valid_scopes_are_accepted() {
        for text in [
            r#"{"a":{"$any":{"b":[1]},"$all":{"c":[1]},"b":[1]}}"#,
            r#"{"a":{"$any":[{"b":[1]},{"b":[2]}]}}"#,
            r#"{"a":{"$count":{"numeric":["=",0]}}}"#,
            r#"{"$or":[{"a":{"$count":{"numeric":["=",0],"where":{"b":[1]}}}},{"$none":{"b":[1]}}]}"#,
        ] {
            assert_eq!(messages(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn invalid_scopes_are_rejected() {
        for (text, message) in [
            (r#"{"a":{"$any":["x"]}}"#, "expected a pattern for `$any`, found a string"),
            (r#"{"a":{"$any":[]}}"#, "empty list for `$any`"),
            (r#"{"a":{"$any":[[{"b":[1]}]]}}"#, "expected a pattern in the `$any` list, found an array"),
            (r#"{"a":{"$all":{}}}"#, "empty pattern for `$all`"),
            (r#"{"a":{"$none":[{"b":[1]}]}}"#, "expected a pattern for `$none`, found an array"),
            (r#"{"a":{"$count":2}}"#, "expected an object for `$count`, found a number"),
            (r#"{"a":{"$count":{"where":{"b":[1]}}}}"#, "missing `numeric` in `$count`"),
            (r#"{"a":{"$count":{"numeric":["=",1],"if":{}}}}"#, "unknown key `if` in `$count`"),
            (r#"{"a":{"$count":{"numeric":["=",1],"numeric":["=",1]}}}"#, "duplicate key `numeric` in `$count`"),
            (
                r#"{"a":{"$count":{"where":{"b":[1]},"numeric":["=",1],"where":{"b":[1]}}}}"#,
                "duplicate key `where` in `$count`",
            ),
            (r#"{"a":{"$count":{"numeric":["=",1],"where":[]}}}"#, "expected a pattern for `where`, found an array"),
            (r#"{"a":{"$count":{"numeric":[]}}}"#, "empty list for `numeric`"),
            (r#"{"a":{"$any":{"b":1}}}"#, "expected a list or object for `b`, found a number"),
        ] {
            assert_eq!(messages(text), [message], "{text}");
        }
    }
}
