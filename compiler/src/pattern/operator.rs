//! `$or`, and keys that people write for operators that patterns do not have.

use super::filter::FILTER_NAMES;
use super::read::read_leaf;
use super::scope::{WHERE_KEY, is_scope_key};
use super::{OR_KEY, copied};
use crate::diagnostic::{Diagnostics, Lint};
use crate::json::{Member, Value, ValueKind};
use crate::source::Span;

/// Keys that EventBridge reserves in addition to the names of content filters. An object that contains one of these
/// keys is not a branch of `$or`.
pub(super) const RESERVED_KEYS: [&str; 13] = [
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

/// Returns the branches if the member is a `$or` operator. The value of an operator is a list of two or more objects,
/// none of which is empty or contains a reserved key. Any other `$or` is the name of a field. Branches that are only known
/// when they are deployed are left out.
pub(super) fn or_branches(member: &Member) -> Option<impl Iterator<Item = (&[Member], Span)>> {
    let ValueKind::Array(values) = &member.value.kind else { return None };
    let is_operator = member.key.as_str() == Some(OR_KEY) && values.len() >= 2 && values.iter().all(is_branch);
    is_operator.then(|| {
        values.iter().filter_map(|value| match &value.kind {
            ValueKind::Object(members) => Some((members.as_slice(), value.span)),
            _ => None,
        })
    })
}

pub(super) fn is_branch(value: &Value) -> bool {
    match &value.kind {
        ValueKind::Object(members) => !members.is_empty() && reserved_key(members).is_none(),
        ValueKind::Unknown => true,
        _ => false,
    }
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

pub(crate) const OR_HELP: &str = "write two or more patterns in a list: `\"$or\": [{…}, {…}]`";

/// Rejects a `$or` that is neither an operator nor a valid field because some of its objects are not content filters.
pub(super) fn reject_or(values: &[Value], diagnostics: &mut Diagnostics) {
    if let [only] = values {
        let help = match &only.kind {
            ValueKind::Object(members) if is_branch(only) => {
                format!("add a branch, or write the conditions without `$or`: `{}`", copied::shown_members(members))
            }
            _ => OR_HELP.to_owned(),
        };
        diagnostics.reject(Lint::InvalidPattern, only.span, "`$or` has only one branch", branch_reason(only), help);
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
pub(super) fn rejection_reason(values: &[Value]) -> String {
    first_reason(&mut |found| drop(read_leaf(values, Span::new(0, 0), found)))
}

/// Returns the reason that EventBridge gives for the first rejection by `read`.
pub(super) fn first_reason(read: &mut dyn FnMut(&mut Diagnostics)) -> String {
    let mut diagnostics = Diagnostics::new();
    read(&mut diagnostics);
    let first = diagnostics.into_sorted().into_iter().find_map(|diagnostic| diagnostic.reason);
    first.unwrap_or_else(|| "Unrecognized match type $or".to_owned())
}

fn branch_reason(value: &Value) -> String {
    rejection_reason(std::slice::from_ref(value))
}

/// Like EventBridge, rejects `$or` as a field name if another `$or` in the pattern is an operator. Reports nothing if
/// the number of rejections already exceeds `before`.
pub(super) fn check_or_uses(members: &[Member], before: usize, diagnostics: &mut Diagnostics) {
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

/// Returns the help for a key that is an operator without its `$`, or an operator of another query language. Returns
/// `None` if the key is neither.
pub(crate) fn hint(key: &str) -> Option<String> {
    let lowercase = key.to_ascii_lowercase();
    let operator = match lowercase.trim_start_matches('$') {
        "or" | "anyof" | "oneof" if key != OR_KEY => OR_KEY,
        "any" | "some" => "$any",
        "all" | "every" | "each" => "$all",
        "none" => "$none",
        "count" => "$count",
        "and" | "allof" => return Some(format!("remove `{key}`: all conditions in an object must hold")),
        "not" | "nor" => {
            let help = "to exclude values, use `anything-but`; to exclude elements of an array, use `$none`";
            return Some(help.to_owned());
        }
        _ => return None,
    };
    Some(format!("did you mean `{operator}`?"))
}
