//! Checks the alternatives for a field against the values that the field can have.

use super::{exclusion, form, text};
use crate::diagnostic::{Diagnostic, Diagnostics, Lint, Severity, nearest};
use crate::json::{JsonString, Scalar};
use crate::pattern::filter::{AnythingBut, Domain, relation};
use crate::pattern::print::{quoted, quoted_list};
use crate::pattern::{Alternative, Filter, Leaf};
use crate::schema::{ClosedSet, Form, Kind};
use crate::source::Span;

/// The field that a list of alternatives applies to.
pub(super) struct TargetField<'p> {
    /// The key as written in the pattern.
    pub(super) key: &'p JsonString,
    pub(super) kind: &'p Kind,
    /// The form of the field's values, if they have one.
    pub(super) form: Option<&'p Form>,
    /// Whether the field can be null.
    pub(super) is_nullable: bool,
    /// Whether every event, or every element of the scope, has exactly one value for the field.
    pub(super) is_certain: bool,
    /// Whether the path goes through an array without a scope.
    pub(super) is_in_array: bool,
    /// The owner of the field, as named in messages: "event" or "element".
    pub(super) owner: &'static str,
}

/// Checks each alternative, then the list as a whole.
pub(super) fn check(leaf: &Leaf, field: &TargetField<'_>, diagnostics: &mut Diagnostics) {
    let TargetField { key, kind, form, is_certain, owner, .. } = field;
    for alternative in &leaf.alternatives {
        if let Some(found) = field.wrong_type(alternative).or_else(|| field.impossible(alternative)) {
            diagnostics.push(found);
        } else if let Kind::ClosedSet(set) = kind.element() {
            diagnostics.extend(field.unknown_values(alternative, set));
        } else if let Some(form) = form {
            diagnostics.extend(form::check(alternative, key, form));
        }
    }
    let filters: Vec<&Filter> = leaf.alternatives.iter().map(|one| &one.filter).collect();
    if field.always_holds(&filters) && !exclusion::excludes_nothing(leaf) {
        let message = if *is_certain && filters.contains(&&Filter::Exists(true)) {
            format!("every {owner} has `{key}`, so the condition always holds")
        } else if *is_certain {
            format!("every value of `{key}` satisfies the condition")
        } else {
            format!("every value of `{key}` satisfies the condition, and so does its absence")
        };
        // In an array, the condition may select the element that other conditions apply to.
        let help = if field.is_in_array {
            "remove the field from the pattern, unless it selects the array element that other conditions apply to"
        } else {
            "remove the field from the pattern"
        };
        diagnostics.push(Lint::AlwaysTrue.at(leaf.span, message).with_help(help));
    }
}

impl TargetField<'_> {
    /// Reports an alternative whose type the field never has.
    fn wrong_type(&self, alternative: &Alternative) -> Option<Diagnostic> {
        let (key, described, kind) = (self.key, self.kind.described(), self.kind.element());
        let (found, fix) = mismatch(&alternative.filter, kind)?;
        let message = match alternative.filter {
            Filter::AnythingBut(_) => format!("`{key}` is {described}, so excluding {found} has no effect"),
            _ => format!("`{key}` is {described}, so {found} never matches"),
        };
        let help = fix.unwrap_or_else(|| expected(kind));
        let span = match alternative.excluded_spans.as_slice() {
            [first, ..] => *first,
            [] => alternative.span,
        };
        Some(Lint::WrongType.at(span, message).with_help(help))
    }

    /// Reports an alternative that has the right type but never accepts the field.
    fn impossible(&self, alternative: &Alternative) -> Option<Diagnostic> {
        let (key, filter) = (self.key, &alternative.filter);
        let is_integer = matches!(self.kind.element(), Kind::Integer(_));
        let (message, help) = match filter {
            Filter::Exists(false) if self.is_certain => {
                let message = format!("every {} has `{key}`, so it is never absent", self.owner);
                (message, "remove the alternative".to_owned())
            }
            Filter::Null if !self.is_nullable => {
                (format!("`{key}` is never null"), format!("remove the alternative, or {}", expected(self.kind)))
            }
            Filter::Number(number) if is_integer && !relation::is_integer(number) => {
                (format!("`{key}` is an integer, so it never equals `{number}`"), "write an integer".to_owned())
            }
            Filter::Numeric(range) if is_integer && !relation::has_integer(range) => {
                let help = if range.lower == range.upper {
                    "write an integer"
                } else {
                    "to include a bound in the range, use `<=` or `>=`"
                };
                (format!("`{key}` is an integer, and no integer satisfies `{filter}`"), help.to_owned())
            }
            // The values that the filter accepts depend on the event.
            filter if filter.has_field_ref() => return None,
            Filter::AnythingBut(_) => match self.kind.element() {
                Kind::ClosedSet(set)
                    if set.is_complete && !set.values.iter().any(|value| filter.accepts(&scalar(&value.text))) =>
                {
                    return Some(self.all_excluded(alternative, set));
                }
                _ => return None,
            },
            _ => return None,
        };
        Some(Lint::NeverMatch.at(alternative.span, message).with_help(help))
    }

    /// Reports an `anything-but` that excludes every value of the closed set.
    fn all_excluded(&self, alternative: &Alternative, set: &ClosedSet) -> Diagnostic {
        let message = format!("every value of `{}` is excluded", self.key);
        let help = format!("the possible values are {}", values(set));
        if self.is_nullable {
            let message = format!("{message}, so only null matches");
            return Lint::OnlyNull
                .at(alternative.span, message)
                .with_help(format!("to match only null, write `null`; {help}"));
        }
        Lint::NeverMatch.at(alternative.span, message).with_help(help)
    }

    /// Reports alternatives and excluded values that are not in the closed set.
    fn unknown_values(&self, alternative: &Alternative, set: &ClosedSet) -> Vec<Diagnostic> {
        let key = self.key;
        let is_accepted = |filter: &Filter| set.values.iter().any(|value| filter.accepts(&scalar(&value.text)));
        let excluded = match &alternative.filter {
            Filter::AnythingBut(AnythingBut { excluded }) => excluded.as_slice(),
            filter if filter.domain() == Domain::String && !is_accepted(filter) => {
                let message = match filter {
                    Filter::String(_) => format!("`{filter}` is not a value of `{key}`"),
                    _ => format!("`{filter}` matches no value of `{key}`"),
                };
                return vec![unknown(alternative.span, message, filter, set, &text::suspicious(alternative))];
            }
            _ => return Vec::new(),
        };
        let suspicious = text::suspicious(alternative);
        let with_spans = excluded.iter().zip(&alternative.excluded_spans);
        let unknown_values = with_spans.filter(|(filter, _)| filter.domain() == Domain::String && !is_accepted(filter));
        unknown_values
            .map(|(filter, span)| {
                let message = match filter {
                    Filter::String(_) => {
                        format!("`{filter}` is not a value of `{key}`, so excluding it has no effect")
                    }
                    _ => format!("`{filter}` matches no value of `{key}`, so excluding it has no effect"),
                };
                unknown(*span, message, filter, set, &suspicious)
            })
            .collect()
    }

    /// Whether every event satisfies at least one of the alternatives.
    fn always_holds(&self, filters: &[&Filter]) -> bool {
        let accepts_absence = filters.iter().any(|filter| filter.accepts_absence());
        let accepts_null = |filter: &Filter| filter.accepts(&Scalar::Null);
        let others_cover = |excluded: &Filter| filters.iter().any(|filter| relation::covers(filter, excluded));
        let accepts_all = |filter: &&Filter| match filter {
            // If the referenced field is absent, the filter accepts nothing.
            filter if filter.has_field_ref() => false,
            Filter::Exists(is_present) => *is_present,
            Filter::AnythingBut(AnythingBut { excluded }) => excluded.iter().all(others_cover),
            other => {
                matches!(self.kind, Kind::String | Kind::ClosedSet(_))
                    && relation::accepts_every_string(other)
                    && (self.is_certain || filters.iter().any(|filter| accepts_null(filter)))
            }
        };
        let accepts_boolean = |value| filters.contains(&&Filter::Boolean(value));
        let every_boolean =
            *self.kind == Kind::Boolean && self.is_certain && accepts_boolean(true) && accepts_boolean(false);
        (self.is_certain || accepts_absence) && (filters.iter().any(accepts_all) || every_boolean)
    }
}

fn scalar(value: &str) -> Scalar {
    Scalar::String(JsonString::from(value))
}

/// Creates the diagnostic for a filter that accepts no value of the closed set. `suspicious` is what the alternative's
/// strings look like otherwise.
fn unknown(span: Span, message: String, filter: &Filter, set: &ClosedSet, suspicious: &[Diagnostic]) -> Diagnostic {
    let nearest = match filter {
        Filter::String(text) | Filter::EqualsIgnoreCase(text) => {
            text.as_str().and_then(|text| nearest(text, set.values.iter().map(|value| value.text.as_str())))
        }
        _ => None,
    };
    let diagnostic = Lint::UnknownValue.at(span, message);
    let diagnostic = if set.is_complete {
        diagnostic
    } else {
        Diagnostic { severity: Severity::Warning, ..diagnostic }.suggesting_allow()
    };
    match (nearest, text::at(span, suspicious).and_then(|found| found.help.clone())) {
        (Some(nearest), _) => diagnostic.with_help(format!("did you mean {}?", quoted(nearest))),
        (None, Some(help)) => diagnostic.with_help(help),
        (None, None) => diagnostic.with_help(format!("the possible values are {}", values(set))).suggesting_allow(),
    }
}

fn values(set: &ClosedSet) -> String {
    quoted_list(set.values.iter().map(|value| value.text.as_str()))
}

fn expected(kind: &Kind) -> String {
    match kind {
        Kind::String | Kind::ClosedSet(_) => "write a string or a content filter for strings".to_owned(),
        Kind::Boolean => "write `true` or `false`, without quotes".to_owned(),
        _ => "write a number or a range such as `{\"numeric\": [\">\", 0]}`".to_owned(),
    }
}

/// Returns the type that a filter requires, and the fix, if values of this kind never have that type. The fix is `None`
/// if it is not obvious.
fn mismatch(filter: &Filter, kind: &Kind) -> Option<(&'static str, Option<String>)> {
    if let Filter::AnythingBut(AnythingBut { excluded }) = filter {
        return excluded.iter().find_map(|filter| mismatch(filter, kind));
    }
    if let Kind::OneOf(kinds) = kind {
        let mut mismatches = kinds.iter().map(|kind| mismatch(filter, kind));
        return mismatches.next()?.filter(|_| mismatches.all(|other| other.is_some()));
    }
    match (filter.domain(), kind) {
        (_, Kind::Any)
        | (Domain::Nothing | Domain::Null | Domain::Everything, _)
        | (Domain::String, Kind::String | Kind::ClosedSet(_))
        | (Domain::Number, Kind::Integer(_) | Kind::Number)
        | (Domain::Boolean, Kind::Boolean) => None,
        (Domain::String, _) => Some(("a string", unquoted(filter))),
        (Domain::Number, Kind::String | Kind::ClosedSet(_)) => match filter {
            Filter::Number(number) => Some(("a number", Some(format!("write `\"{number}\"`")))),
            _ => Some(("`numeric`", None)),
        },
        (Domain::Number, _) => Some(("a number", None)),
        (Domain::Boolean, Kind::String | Kind::ClosedSet(_)) => {
            Some(("a boolean", Some("put the value in quotes".into())))
        }
        (Domain::Boolean, _) => Some(("a boolean", None)),
    }
}

/// Returns the fix for a number or boolean that is written in quotes, or `None` for any other filter.
fn unquoted(filter: &Filter) -> Option<String> {
    let Filter::String(text) = filter else { return None };
    let text = text.as_str()?;
    let is_literal = text.parse::<f64>().is_ok() || matches!(text, "true" | "false");
    is_literal.then(|| format!("write `{text}` without quotes"))
}
