//! `anything-but`: the field is present and has none of the excluded values.

use super::affix::{Affix, Side};
use super::field_ref::{FieldRef, FieldValues};
use super::wildcard::Wildcard;
use super::{Filter, expect_string, numeric, only_member};
use crate::diagnostic::{Diagnostics, Lint};
use crate::json::{Member, Scalar, Value, ValueKind};

/// The excluded values: strings, numbers, field references, or the strings that a filter accepts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AnythingBut {
    /// One filter for each excluded value, or for each operand of the excluded filter. All of them are of the same
    /// kind, except that field references may be mixed with strings or numbers.
    pub excluded: Vec<Filter>,
}

const MIXED: &str = "Inside anything but list, either all values are number or string, mixed type is not supported";
const EXAMPLE: &str =
    "write, for example, `{\"anything-but\": [\"a\", \"b\"]}` or `{\"anything-but\": {\"prefix\": \"a\"}}`";
/// Separate `anything-but` filters would be alternatives, and nearly every value satisfies one of them.
const SEVERAL_HELP: &str = "write one filter; to exclude several kinds of strings, use a list of wildcards: `{\"anything-but\": {\"wildcard\": [\"a*\", \"*b\"]}}`";

impl AnythingBut {
    /// Whether the value is not excluded. If a referenced field is absent, no value is accepted. Otherwise, every value
    /// whose type differs from that of the excluded values is accepted.
    #[must_use]
    pub fn accepts(&self, value: &Scalar, values: &FieldValues<'_>) -> bool {
        self.field_refs().all(|field_ref| !values(field_ref).is_empty())
            && !self.excluded.iter().any(|filter| filter.accepts_with(value, values))
    }

    /// Returns the filter that excludes what any of the given filters accepts. If they have different names, all of them
    /// become wildcards. Returns `None` if one of them cannot.
    #[must_use]
    pub fn joined(filters: Vec<Filter>) -> Option<Self> {
        let first = filters.first()?;
        if filters.iter().all(|filter| has_same_name(filter, first)) {
            return Some(Self { excluded: filters });
        }
        let as_wildcard = |filter: &Filter| {
            let pieces = filter.pieces().filter(|_| !filter.ignores_case())?;
            Some(Filter::Wildcard(Wildcard::new(pieces)))
        };
        Some(Self { excluded: filters.iter().map(as_wildcard).collect::<Option<_>>()? })
    }

    /// Returns the field references among the excluded values.
    pub fn field_refs(&self) -> impl Iterator<Item = &FieldRef> {
        self.excluded.iter().filter_map(|filter| match filter {
            Filter::FieldRef(field_ref) => Some(field_ref),
            _ => None,
        })
    }

    pub(super) fn read(value: &Value, diagnostics: &mut Diagnostics) -> Option<Self> {
        let excluded = match &value.kind {
            ValueKind::Array(values) => read_list(values, value, diagnostics)?,
            ValueKind::Object(members) if !FieldRef::is_field_ref(value) => {
                let reason = "Anything-But expression name not found";
                read_filter(only_member(members, value.span, diagnostics, reason, SEVERAL_HELP)?, diagnostics)?
            }
            ValueKind::Null | ValueKind::Boolean(_) => {
                diagnostics.reject(
                    Lint::InvalidFilter,
                    value.span,
                    format!("`anything-but` cannot exclude {}", value.kind.described()),
                    "Value of anything-but must be an array or single string/number value.",
                    help_for(value),
                );
                return None;
            }
            _ => vec![read_exact(value, true, diagnostics)?],
        };
        Some(Self { excluded })
    }
}

/// Reads an excluded string, number or field reference. `is_only` is whether no other value is excluded.
fn read_exact(value: &Value, is_only: bool, diagnostics: &mut Diagnostics) -> Option<Filter> {
    match &value.kind {
        ValueKind::String(text) => Some(Filter::String(text.clone())),
        ValueKind::Number(number) => {
            numeric::comparable(number, value.span, diagnostics)?;
            Some(Filter::Number(number.clone()))
        }
        ValueKind::Object(members) if FieldRef::is_field_ref(value) => {
            FieldRef::read_member(members, diagnostics).map(Filter::FieldRef)
        }
        other => {
            let message =
                format!("expected a string or number in the `anything-but` list, found {}", other.described());
            let help = if is_only { help_for(value) } else { "write only strings or only numbers".to_owned() };
            diagnostics.reject(Lint::InvalidFilter, value.span, message, UNSUPPORTED_REASON, help);
            None
        }
    }
}

const UNSUPPORTED_REASON: &str = "Inside anything but list, start|null|boolean is not supported.";

/// Returns the help for a value that `anything-but` cannot exclude.
fn help_for(value: &Value) -> String {
    match value.kind {
        ValueKind::Null => {
            "to match any string, write `{\"wildcard\": \"*\"}`; to match any value, including null, write \
                            `{\"exists\": true}`"
                .to_owned()
        }
        ValueKind::Boolean(excluded) => {
            format!("to match the other boolean, write `{}` instead of the filter", !excluded)
        }
        ValueKind::Array(_) => "write all values in one list".to_owned(),
        _ => EXAMPLE.to_owned(),
    }
}

/// Whether two filters can be operands of the same `anything-but`.
fn has_same_name(one: &Filter, other: &Filter) -> bool {
    match (one, other) {
        (Filter::Affix(one), Filter::Affix(other)) => one.side == other.side,
        _ => std::mem::discriminant(one) == std::mem::discriminant(other),
    }
}

fn read_list(values: &[Value], list: &Value, diagnostics: &mut Diagnostics) -> Option<Vec<Filter>> {
    if values.is_empty() {
        diagnostics.reject(Lint::InvalidFilter, list.span, "empty list for `anything-but`", MIXED, EXAMPLE);
        return None;
    }
    if let Some(merged) = merged_filters(values) {
        let message = "expected one content filter for `anything-but`, found a list";
        let help = format!("write `{}`", Filter::AnythingBut(merged.clone()));
        diagnostics.reject(Lint::InvalidFilter, list.span, message, UNSUPPORTED_REASON, help);
        return Some(merged.excluded);
    }
    let excluded: Vec<Option<Filter>> =
        values.iter().map(|value| read_exact(value, values.len() == 1, diagnostics)).collect();
    let string_count = excluded.iter().filter(|filter| matches!(filter, Some(Filter::String(_)))).count();
    if string_count > 0 && excluded.iter().any(|filter| matches!(filter, Some(Filter::Number(_)))) {
        let help = "write only strings or only numbers";
        diagnostics.reject(
            Lint::InvalidFilter,
            list.span,
            "the `anything-but` list mixes strings and numbers",
            MIXED,
            help,
        );
        return None;
    }
    excluded.into_iter().collect()
}

/// Returns the one filter that excludes what a list of content filters excludes. Returns `None` if the list contains no
/// content filter, or if no filter can exclude the same.
fn merged_filters(values: &[Value]) -> Option<AnythingBut> {
    if values.iter().all(|value| !matches!(value.kind, ValueKind::Object(_)) || FieldRef::is_field_ref(value)) {
        return None;
    }
    let mut diagnostics = Diagnostics::new();
    let mut filters = Vec::new();
    for value in values {
        match &value.kind {
            ValueKind::String(text) => filters.push(Filter::String(text.clone())),
            ValueKind::Object(members) if members.len() == 1 => {
                filters.extend(read_filter(&members[0], &mut diagnostics)?);
            }
            _ => return None,
        }
    }
    AnythingBut::joined(filters)
}

/// Reads `prefix`, `suffix`, `equals-ignore-case` or `wildcard` with a string or a list of strings.
fn read_filter(member: &Member, diagnostics: &mut Diagnostics) -> Option<Vec<Filter>> {
    let name = member.key.to_string();
    let read_one = match name.as_str() {
        "prefix" => |value: &Value, diagnostics: &mut Diagnostics| read_affix(Side::Prefix, value, diagnostics),
        "suffix" => |value: &Value, diagnostics: &mut Diagnostics| read_affix(Side::Suffix, value, diagnostics),
        "equals-ignore-case" => read_equals_ignore_case,
        "wildcard" => {
            |value: &Value, diagnostics: &mut Diagnostics| Wildcard::read(value, diagnostics).map(Filter::Wildcard)
        }
        _ => {
            diagnostics.reject(
                Lint::InvalidFilter,
                member.key_span,
                format!("`anything-but` does not support `{name}`"),
                format!("Unsupported anything-but pattern: {name}"),
                "use `prefix`, `suffix`, `equals-ignore-case` or `wildcard`, or list the values to exclude",
            );
            return None;
        }
    };
    match &member.value.kind {
        ValueKind::Array(values) if values.is_empty() => {
            let help = format!("write `{{\"anything-but\": {{\"{name}\": [\"…\"]}}}}`");
            diagnostics.reject(Lint::InvalidFilter, member.value.span, format!("empty list for `{name}`"), MIXED, help);
            None
        }
        ValueKind::Array(values) => {
            let excluded: Vec<Option<Filter>> = values.iter().map(|value| read_one(value, diagnostics)).collect();
            excluded.into_iter().collect()
        }
        _ => Some(vec![read_one(&member.value, diagnostics)?]),
    }
}

fn read_affix(side: Side, value: &Value, diagnostics: &mut Diagnostics) -> Option<Filter> {
    if let ValueKind::Object(_) = value.kind {
        diagnostics.reject(
            Lint::InvalidFilter,
            value.span,
            format!(
                "expected a string or a list of strings for `{}` inside `anything-but`, found an object",
                side.name()
            ),
            "prefix/suffix match pattern must be a string",
            format!("write `{{\"anything-but\": {{\"{}\": \"…\"}}}}`", side.name()),
        );
        return None;
    }
    let text = expect_string(value, side.name(), "prefix/suffix match pattern must be a string", diagnostics)?;
    if text.is_empty() {
        diagnostics.reject(
            Lint::InvalidFilter,
            value.span,
            format!("an empty {} excludes every string", side.name()),
            "Null prefix/suffix not allowed",
            "write at least one character",
        );
        return None;
    }
    Some(Filter::Affix(Affix { side, text: text.clone(), ignore_case: false }))
}

fn read_equals_ignore_case(value: &Value, diagnostics: &mut Diagnostics) -> Option<Filter> {
    let reason = "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.";
    expect_string(value, "equals-ignore-case", reason, diagnostics).map(|text| Filter::EqualsIgnoreCase(text.clone()))
}
