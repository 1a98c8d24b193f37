//! Suggests a content filter for a key that is not one.

use super::{FIELD_REF_KEY, FILTER_NAMES, SEVERAL_FILTERS_HELP, is_cloudformation_function};
use crate::diagnostic::nearest;
use crate::json::{Member, ValueKind};
use crate::pattern::operator::RESERVED_KEYS;
use crate::pattern::print::quoted_list;
use crate::pattern::{OR_KEY, SCOPE_KEYS};

/// Returns the help for a key that is not the name of a content filter.
pub(super) fn unknown_filter(member: &Member) -> String {
    hint(member).unwrap_or_else(|| format!("the supported content filters are {}", quoted_list(FILTER_NAMES)))
}

/// Whether a member of an object in a list is meant as a content filter. If it is the only member, names that other
/// query languages have for filters count too; objects with several members may have fields of such names.
pub(in crate::pattern) fn is_like_filter(member: &Member, is_only: bool) -> bool {
    let Some(key) = member.key.as_str() else { return false };
    FILTER_NAMES.contains(&key)
        || RESERVED_KEYS.contains(&key)
        || key.starts_with('$') && !SCOPE_KEYS.contains(&key)
        || nearest(key, FILTER_NAMES.into_iter()).is_some()
        || is_only && (is_cloudformation_function(key) || hint(member).is_some())
}

fn hint(member: &Member) -> Option<String> {
    let Member { key, value, .. } = member;
    let key = key.to_string().to_lowercase();
    let operand = value.to_line();
    let is_list = matches!(value.kind, ValueKind::Array(_));
    Some(match key.as_str() {
        OR_KEY => {
            "write the alternatives without `$or`: the field matches if any alternative in the list does".to_owned()
        }
        FIELD_REF_KEY => SEVERAL_FILTERS_HELP.to_owned(),
        "regex" | "regexp" | "match" | "matches" => {
            "regular expressions are not supported; use `wildcard`, where `*` matches any number of characters"
                .to_owned()
        }
        "contains" | "includes" | "substring" | "like" => {
            let text = match &value.kind {
                ValueKind::String(_) => operand.trim_matches('"'),
                _ => "x",
            };
            format!("to find `{text}` anywhere in a string, write `{{\"wildcard\": \"*{text}*\"}}`")
        }
        "not" | "ne" | "neq" | "not-equals" | "not-in" | "nin" => "did you mean `anything-but`?".to_owned(),
        "startswith" | "starts-with" | "beginswith" | "begins-with" => "did you mean `prefix`?".to_owned(),
        "endswith" | "ends-with" => "did you mean `suffix`?".to_owned(),
        "eq" | "equals" | "is" | "in" if !is_list => format!("write the value itself: `{operand}`"),
        "eq" | "equals" | "is" | "in" => "write the values in the list of the field, without an object".to_owned(),
        name => {
            let comparison = [("gt", ">"), ("gte", ">="), ("lt", "<"), ("lte", "<=")].into_iter();
            let spelled = comparison.clone().find(|(word, sign)| name == *word || name == *sign).map(|(_, sign)| sign);
            match (spelled.or((name == "=").then_some("=")), &value.kind) {
                (Some(sign), ValueKind::Number(_)) => format!("write `{{\"numeric\": [\"{sign}\", {operand}]}}`"),
                _ => format!("did you mean `{}`?", nearest(name, FILTER_NAMES.into_iter())?),
            }
        }
    })
}
