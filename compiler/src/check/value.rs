//! The alternatives of a field against what the field can be.

use crate::diagnostic::{Diagnostic, Diagnostics, Lint, nearest};
use crate::json::{JsonString, Scalar};
use crate::pattern::filter::{AnythingBut, Domain, relation};
use crate::pattern::print::{quoted, quoted_list};
use crate::pattern::{Alternative, Filter, Leaf};
use crate::schema::{ClosedSet, Kind};
use crate::source::Span;

/// A field of the event that a list of alternatives is for.
pub(super) struct Field<'p> {
    /// The key, as it was written.
    pub(super) key: &'p JsonString,
    pub(super) kind: &'static Kind,
    /// Whether it can be null.
    pub(super) is_nullable: bool,
    /// Whether every event, or every element of the scope, has it, just once.
    pub(super) is_certain: bool,
    /// Whether it is in the elements of an array that has no scope.
    pub(super) is_in_array: bool,
    /// What that is in words: an event or an element.
    pub(super) whole: &'static str,
}

/// Looks at each alternative, then at the list.
pub(super) fn check(leaf: &Leaf, field: &Field<'_>, diagnostics: &mut Diagnostics) {
    let Field { key, kind, is_certain, whole, .. } = field;
    for alternative in &leaf.alternatives {
        if let Some(found) = field.wrong_type(alternative).or_else(|| field.impossible(alternative)) {
            diagnostics.push(found);
        } else if let Kind::ClosedSet(set) = kind.element() {
            diagnostics.extend(field.unknown_values(alternative, set));
        }
    }
    let filters: Vec<&Filter> = leaf.alternatives.iter().map(|one| &one.filter).collect();
    if field.always_holds(&filters) {
        let message = if *is_certain && filters.contains(&&Filter::Exists(true)) {
            format!("every {whole} has `{key}`, so the condition always holds")
        } else if *is_certain {
            format!("every value of `{key}` satisfies the condition")
        } else {
            format!("every value of `{key}` satisfies the condition, and so does its absence")
        };
        // There it settles the element that other conditions speak of.
        let help = if field.is_in_array {
            "remove the field from the pattern, unless it selects the array element that other conditions apply to"
        } else {
            "remove the field from the pattern"
        };
        diagnostics.push(Lint::AlwaysTrue.at(leaf.span, message).with_help(help));
    }
}

impl Field<'_> {
    /// A value of another type than the field has.
    fn wrong_type(&self, alternative: &Alternative) -> Option<Diagnostic> {
        let (key, whole, kind) = (self.key, self.kind.described(), self.kind.element());
        let (asked, mend) = mismatch(&alternative.filter, kind)?;
        let message = match alternative.filter {
            Filter::AnythingBut(_) => format!("`{key}` is {whole}, so excluding {asked} has no effect"),
            _ => format!("`{key}` is {whole}, so {asked} never matches"),
        };
        let help = mend.unwrap_or_else(|| expected(kind));
        let place = match alternative.excluded_spans.as_slice() {
            [first, ..] => *first,
            [] => alternative.span,
        };
        Some(Lint::WrongType.at(place, message).with_help(help))
    }

    /// A value of the field's type that it never has.
    fn impossible(&self, alternative: &Alternative) -> Option<Diagnostic> {
        let (key, filter) = (self.key, &alternative.filter);
        let is_whole = matches!(self.kind.element(), Kind::Integer | Kind::Long);
        let (message, help) = match filter {
            Filter::Exists(false) if self.is_certain => {
                let message = format!("every {} has `{key}`, so it is never absent", self.whole);
                (message, "remove the alternative".to_owned())
            }
            Filter::Null if !self.is_nullable => {
                (format!("`{key}` is never null"), format!("remove the alternative, or {}", expected(self.kind)))
            }
            Filter::Number(number) if is_whole && !relation::is_integer(number) => {
                (format!("`{key}` is an integer, so it never equals `{number}`"), "write an integer".to_owned())
            }
            Filter::Numeric(range) if is_whole && !relation::has_integer(range) => {
                let help = if range.lower == range.upper {
                    "write an integer"
                } else {
                    "to include a bound in the range, use `<=` or `>=`"
                };
                (format!("`{key}` is an integer, and `{filter}` contains no integer"), help.to_owned())
            }
            // What is excluded depends on the event.
            filter if filter.has_field_ref() => return None,
            Filter::AnythingBut(_) => match self.kind.element() {
                Kind::ClosedSet(set) if !set.values.iter().any(|value| filter.accepts(&scalar(value))) => {
                    return Some(self.all_excluded(alternative, set));
                }
                _ => return None,
            },
            _ => return None,
        };
        Some(Lint::NeverMatch.at(alternative.span, message).with_help(help))
    }

    /// `anything-but` with every value of the field's closed set.
    fn all_excluded(&self, alternative: &Alternative, set: &ClosedSet) -> Diagnostic {
        let message = format!("every value of `{}` is excluded", self.key);
        let help = format!("the values are {}", values(set));
        if self.is_nullable {
            let message = format!("{message}, so only null matches");
            return Lint::OnlyNull
                .at(alternative.span, message)
                .with_help(format!("to match only null, write `null`; {help}"));
        }
        Lint::NeverMatch.at(alternative.span, message).with_help(help)
    }

    /// Values that are not in the field's closed set.
    fn unknown_values(&self, alternative: &Alternative, set: &ClosedSet) -> Vec<Diagnostic> {
        let key = self.key;
        let is_accepted = |filter: &Filter| set.values.iter().any(|value| filter.accepts(&scalar(value)));
        let excluded = match &alternative.filter {
            Filter::AnythingBut(AnythingBut { excluded }) => excluded.as_slice(),
            filter if filter.domain() == Domain::String && !is_accepted(filter) => {
                let message = match filter {
                    Filter::String(_) => format!("`{filter}` is not a value of `{key}`"),
                    _ => format!("`{filter}` matches no value of `{key}`"),
                };
                return vec![unknown(alternative.span, message, filter, set)];
            }
            _ => return Vec::new(),
        };
        let places = excluded.iter().zip(&alternative.excluded_spans);
        let strangers = places.filter(|(filter, _)| filter.domain() == Domain::String && !is_accepted(filter));
        strangers
            .map(|(filter, place)| {
                let message = match filter {
                    Filter::String(_) => {
                        format!("`{filter}` is not a value of `{key}`, so excluding it has no effect")
                    }
                    _ => format!("`{filter}` matches no value of `{key}`, so excluding it has no effect"),
                };
                unknown(*place, message, filter, set)
            })
            .collect()
    }

    /// Whether every event satisfies one of the alternatives.
    fn always_holds(&self, filters: &[&Filter]) -> bool {
        let accepts_absence = filters.iter().any(|filter| filter.accepts_absence());
        let accepts_null = |filter: &Filter| filter.accepts(&Scalar::Null);
        let others_cover = |excluded: &Filter| filters.iter().any(|filter| relation::covers(filter, excluded));
        let accepts_all = |filter: &&Filter| match filter {
            // Where the other field is absent it accepts nothing.
            filter if filter.has_field_ref() => false,
            Filter::Exists(wanted) => *wanted,
            Filter::AnythingBut(AnythingBut { excluded }) => excluded.iter().all(others_cover),
            other => {
                matches!(self.kind, Kind::String | Kind::ClosedSet(_))
                    && relation::accepts_every_string(other)
                    && (self.is_certain || filters.iter().any(|filter| accepts_null(filter)))
            }
        };
        let both = |wanted| filters.contains(&&Filter::Boolean(wanted));
        let every_boolean = *self.kind == Kind::Boolean && self.is_certain && both(true) && both(false);
        (self.is_certain || accepts_absence) && (filters.iter().any(accepts_all) || every_boolean)
    }
}

fn scalar(value: &str) -> Scalar {
    Scalar::String(JsonString::from(value))
}

/// A filter that accepts none of the known values, with what to write in its place.
fn unknown(place: Span, message: String, filter: &Filter, set: &ClosedSet) -> Diagnostic {
    let nearest = match filter {
        Filter::String(text) | Filter::EqualsIgnoreCase(text) => {
            text.as_str().and_then(|text| nearest(text, set.values.iter().copied()))
        }
        _ => None,
    };
    let diagnostic = Lint::UnknownValue.at(place, message);
    match nearest {
        Some(nearest) => diagnostic.with_help(format!("write {}", quoted(nearest))),
        None => diagnostic.with_help(format!("the values are {}", values(set))).suggesting_allow(),
    }
}

fn values(set: &ClosedSet) -> String {
    quoted_list(set.values)
}

fn expected(kind: &Kind) -> String {
    match kind {
        Kind::String | Kind::ClosedSet(_) => "write a string or a content filter for strings".to_owned(),
        Kind::Boolean => "write `true` or `false`, without quotes".to_owned(),
        _ => "write a number or a range such as `{\"numeric\": [\">\", 0]}`".to_owned(),
    }
}

/// How a filter asks for another type than the field has, and what to write if that can be told.
fn mismatch(filter: &Filter, kind: &Kind) -> Option<(&'static str, Option<String>)> {
    if let Filter::AnythingBut(AnythingBut { excluded }) = filter {
        return excluded.iter().find_map(|filter| mismatch(filter, kind));
    }
    match (filter.domain(), kind) {
        (Domain::Nothing | Domain::Null | Domain::Everything, _)
        | (Domain::String, Kind::String | Kind::ClosedSet(_))
        | (Domain::Number, Kind::Integer | Kind::Long | Kind::Double)
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

/// The mend for a number or boolean in quotes.
fn unquoted(filter: &Filter) -> Option<String> {
    let Filter::String(text) = filter else { return None };
    let text = text.as_str()?;
    let is_literal = text.parse::<f64>().is_ok() || matches!(text, "true" | "false");
    is_literal.then(|| format!("write `{text}` without quotes"))
}
