//! Filters for `jq`, which messages offer.

use serde_json::Value;

/// Returns the filter that selects a member of an object.
pub(crate) fn member(key: &str) -> String {
    let is_plain = key.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        && key.starts_with(|first: char| !first.is_ascii_digit());
    if is_plain { format!(".{key}") } else { format!(".{}", Value::from(key)) }
}
