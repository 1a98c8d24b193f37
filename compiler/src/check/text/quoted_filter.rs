//! Content filters in quotes.

use super::Operand;
use crate::diagnostic::{Diagnostic, Diagnostics, Lint};
use crate::json::{self, Dialect, Value, ValueKind};
use crate::pattern::Filter;
use crate::pattern::filter::FILTER_NAMES;

/// Reports a string that contains the JSON of a content filter, or of a list of strings and content filters.
pub(super) fn check(operand: &Operand<'_>) -> Option<Diagnostic> {
    let Operand { text, span, filter, .. } = operand;
    if !matches!(filter, Filter::String(_) | Filter::EqualsIgnoreCase(_)) || !text.trim().starts_with(['{', '[']) {
        return None;
    }
    let parsed = json::read(text, Dialect::Strict);
    if !parsed.diagnostics.is_empty() || parsed.trailing.is_some() {
        return None;
    }
    let value = parsed.value?;
    let (what, written) = match &value.kind {
        ValueKind::Array(values) if !values.is_empty() => {
            if !values.iter().all(|value| matches!(value.kind, ValueKind::String(_)) || is_filter(value)) {
                return None;
            }
            ("a list of alternatives", values.iter().map(written).collect::<Option<Vec<_>>>()?.join(", "))
        }
        _ if is_filter(&value) => ("a content filter", written(&value)?),
        _ => return None,
    };
    let message = format!("this string is the JSON of {what}, but is compared as text");
    let help = if operand.is_excluded() {
        "write the filter without quotes".to_owned()
    } else {
        format!("write `{written}`, without quotes")
    };
    Some(Lint::FilterInString.at(*span, message).with_help(help))
}

fn is_filter(value: &Value) -> bool {
    match &value.kind {
        ValueKind::Object(members) => {
            matches!(members.as_slice(), [only] if only.key.as_str().is_some_and(|key| FILTER_NAMES.contains(&key)))
        }
        _ => false,
    }
}

/// Returns an alternative as written in a pattern, or `None` if EventBridge rejects it.
fn written(value: &Value) -> Option<String> {
    Filter::read(value, &mut Diagnostics::new()).map(|filter| filter.to_string())
}
