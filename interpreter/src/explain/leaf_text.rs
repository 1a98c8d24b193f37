//! Describes values and alternatives in words.

use super::absence::{Absence, absence};
use super::assignment::LeafOutcome;
use super::evaluation::{LeafResult, describe_element};
use crate::event::{Field, View, are_consistent};
use event_pattern_compiler::json::{JsonString, Scalar};
use event_pattern_compiler::pattern::filter::{Domain, Numeric};
use event_pattern_compiler::pattern::{Filter, Leaf};
use event_pattern_compiler::rule::FieldPath;
use std::fmt::Write as _;

/// Maximum number of characters shown for a value.
const MAX_VALUE_CHARS: usize = 60;
/// Maximum number of characters shown for an alternative.
const MAX_ALTERNATIVE_CHARS: usize = 70;
/// Maximum number of listed values or alternatives.
const MAX_LISTED_ITEMS: usize = 4;

/// A leaf of the pattern and its result for an event.
#[derive(Clone, Copy)]
pub(super) struct EvaluatedLeaf<'a> {
    pub(super) leaf: &'a Leaf,
    pub(super) path: &'a FieldPath,
    pub(super) result: &'a LeafResult,
    pub(super) view: View<'a>,
}

impl<'a> EvaluatedLeaf<'a> {
    /// Returns what the event has and, if the leaf fails, what the leaf expects.
    pub(super) fn text(self) -> String {
        match self.result.outcome {
            LeafOutcome::Fails => format!("{}, expected {}{}", self.found(), self.expected(), self.note()),
            LeafOutcome::Absent => format!("absent matches {}", Filter::Exists(false)),
            LeafOutcome::Field(number) => {
                let Some(field) = self.view.element.fields.get(number) else { return String::new() };
                let value = &field.value;
                match self.view.accepting_filter(self.filters(), value) {
                    Some(filter) if filter.literal().is_none() => {
                        format!("{} matches {}", shown(value), self.alternative(filter))
                    }
                    _ => shown(value),
                }
            }
        }
    }

    /// Returns the values that the event has for the leaf.
    pub(super) fn found(self) -> String {
        let fields = self.fields();
        if fields.is_empty() {
            return self.absence().found.to_owned();
        }
        let value = |field: &&'a Field| {
            let text = self.value_text(&field.value);
            self.other_element(field).map_or(text.clone(), |location| format!("{text} in {location}"))
        };
        list(fields.iter().map(value).collect(), "and")
    }

    /// Returns the alternatives as written in the pattern.
    pub(super) fn expected(self) -> String {
        let is_type_mismatch = self.fields().iter().any(|field| self.is_type_mismatch(&field.value));
        let alternatives: Vec<String> = self.filters().map(|filter| self.alternative(filter)).collect();
        match (self.leaf.alternatives.as_slice(), alternatives.as_slice()) {
            ([only], [text]) if is_type_mismatch => {
                match (type_name(only.filter.domain()), only.filter.literal().is_some()) {
                    (Some(name), true) => format!("the {name} {text}"),
                    (Some(name), false) => format!("a {name} matching {text}"),
                    (None, _) => text.clone(),
                }
            }
            _ => list(alternatives, "or"),
        }
    }

    /// Whether all alternatives are plain values, not content filters.
    pub(super) fn expects_plain_values(self) -> bool {
        self.filters().all(|filter| filter.literal().is_some())
    }

    /// Returns the fields in the chosen elements that are at the path of the leaf. If the leaf fails because it
    /// requires absence and the chosen elements have no such field, returns the fields of all elements.
    pub(super) fn fields(self) -> Vec<&'a Field> {
        let fields = || self.view.element.fields_at(self.path);
        let chosen: Vec<&Field> =
            fields().filter(|field| are_consistent(&field.memberships, &self.result.chosen_elements)).collect();
        if chosen.is_empty() && self.fails_on_presence() { fields().collect() } else { chosen }
    }

    /// Whether the leaf requires absence and fails only because of fields outside the chosen elements.
    pub(super) fn requires_absence_everywhere(self) -> bool {
        let fields = self.fields();
        self.fails_on_presence() && !fields.is_empty() && fields.iter().all(|field| self.is_in_other_element(field))
    }

    fn fails_on_presence(self) -> bool {
        !self.result.holds() && self.filters().any(Filter::accepts_absence)
    }

    fn absence(self) -> Absence {
        absence(self.view.element, self.path, &self.result.chosen_elements)
    }

    /// Whether the event has nothing at the path of the leaf, not even an object or array.
    pub(super) fn is_absent(self) -> bool {
        self.fields().is_empty() && self.absence().found == "absent"
    }

    /// Returns a note in parentheses about why the leaf fails; empty if there is none.
    pub(super) fn note(self) -> String {
        let note = if self.fields().is_empty() {
            self.absence().reason
        } else if self.requires_absence_everywhere() {
            Some("the condition applies to every element".to_owned())
        } else {
            self.near_miss().map(str::to_owned)
        };
        note.map_or_else(String::new, |note| format!(" ({note})"))
    }

    /// Returns the elements with a field that satisfies the leaf, except the chosen elements. Only those that
    /// [`list`] shows are described.
    pub(super) fn other_satisfying_elements(self) -> Vec<String> {
        let fields = self.view.element.fields_at(self.path);
        let satisfying = fields.filter(|field| self.view.accepting_filter(self.filters(), &field.value).is_some());
        let mut elements: Vec<&Field> = satisfying.filter(|field| self.is_in_other_element(field)).collect();
        elements.dedup_by_key(|field| field.memberships.last());
        let described = elements.iter().enumerate().filter_map(|(index, field)| {
            if index > MAX_LISTED_ITEMS { Some(String::new()) } else { self.other_element(field) }
        });
        described.collect()
    }

    fn filters(self) -> impl Iterator<Item = &'a Filter> {
        self.leaf.alternatives.iter().map(|alternative| &alternative.filter)
    }

    /// Returns an alternative as written in the pattern, followed by the values of the fields that it references.
    fn alternative(self, filter: &Filter) -> String {
        let max_chars = if filter.literal().is_some() { MAX_VALUE_CHARS } else { MAX_ALTERNATIVE_CHARS };
        let mut text = shortened(&escaped(&filter.to_string()), max_chars);
        let field_refs = filter.field_refs().into_iter().map(|field_ref| {
            let values: Vec<String> = self.view.values(field_ref).iter().map(shown).collect();
            let value = if values.is_empty() { "absent".to_owned() } else { list(values, "and") };
            format!("`{field_ref}` is {value}")
        });
        let field_refs: Vec<String> = field_refs.collect();
        if !field_refs.is_empty() {
            let _ = write!(text, " ({})", field_refs.join(" and "));
        }
        text
    }

    /// Whether a field is in an element that is not chosen.
    fn is_in_other_element(self, field: &Field) -> bool {
        field.memberships.last().is_some_and(|membership| !self.result.chosen_elements.contains(membership))
    }

    /// Describes the element that contains a field; `None` if there is no such element, or if it is a chosen element.
    fn other_element(self, field: &Field) -> Option<String> {
        let event = self.view.element;
        let element = event.element(*field.memberships.last().filter(|_| self.is_in_other_element(field))?)?;
        // For a `name` field, the name of the element would only repeat the value.
        Some(if self.path.last_step() == "name" { event.label(element) } else { describe_element(event, element) })
    }

    /// Returns a value, with its type if the type is the reason for the mismatch.
    fn value_text(self, value: &Scalar) -> String {
        match type_name(Domain::of(value)) {
            Some(name) if self.is_type_mismatch(value) => format!("the {name} {}", shown(value)),
            _ => shown(value),
        }
    }

    /// Whether the value has a type that none of the alternatives accepts.
    fn is_type_mismatch(self, value: &Scalar) -> bool {
        let domain = Domain::of(value);
        let is_other = |filter: &Filter| type_name(filter.domain()).is_some() && filter.domain() != domain;
        type_name(domain).is_some() && self.filters().all(is_other)
    }

    /// Returns a hint if the difference between the found and the expected value is easy to overlook.
    fn near_miss(self) -> Option<&'static str> {
        let fields = self.fields();
        let [field] = fields.as_slice() else { return None };
        let differs_only_by = |same: fn(&str, &str) -> bool| {
            let found = field.value.as_text().and_then(JsonString::as_str);
            let is_similar = |filter: &Filter| match (filter, found) {
                (Filter::String(expected), Some(found)) => {
                    expected.as_str().is_some_and(|expected| same(expected, found))
                }
                _ => false,
            };
            self.filters().any(is_similar)
        };
        match &field.value {
            Scalar::Number(number) if number.comparable().is_none() => {
                Some("the number has too many digits to be compared")
            }
            _ if differs_only_by(|expected, found| expected.to_lowercase() == found.to_lowercase()) => {
                Some("they differ only in case")
            }
            _ if differs_only_by(|expected, found| expected.trim() == found.trim()) => {
                Some("they differ only in surrounding whitespace")
            }
            _ => None,
        }
    }
}

/// Returns the name of a JSON type whose values can be mistaken for those of another type, such as `"1"` and `1`;
/// `None` for other types.
fn type_name(domain: Domain) -> Option<&'static str> {
    match domain {
        Domain::String => Some("string"),
        Domain::Number => Some("number"),
        Domain::Boolean => Some("boolean"),
        Domain::Nothing | Domain::Null | Domain::Everything => None,
    }
}

/// Returns a value as JSON text.
pub(super) fn json(value: &Scalar) -> String {
    match value {
        Scalar::Null => "null".to_owned(),
        Scalar::Boolean(value) => value.to_string(),
        Scalar::Number(number) => number.to_string(),
        Scalar::String(text) => text.to_json(),
    }
}

/// Returns a value as JSON text, shortened if necessary.
pub(super) fn shown(value: &Scalar) -> String {
    shortened(&escaped(&json(value)), MAX_VALUE_CHARS)
}

/// Returns a range of numbers as written in a pattern.
pub(super) fn range(range: &Numeric) -> String {
    Filter::Numeric(range.clone()).to_string()
}

/// Returns a name without quotes, shortened if necessary.
pub(super) fn unquoted(text: &JsonString) -> String {
    let quoted = text.to_json();
    shortened(&escaped(&quoted[1..quoted.len() - 1]), MAX_VALUE_CHARS / 2)
}

/// Joins items with commas and a final word such as "and". If there are many items, only the first ones are listed.
pub(super) fn list(texts: Vec<String>, conjunction: &str) -> String {
    join(texts, &format!(" {conjunction} "))
}

/// Joins clauses with commas and "and". If there are many clauses, only the first ones are listed.
pub(super) fn clauses(texts: Vec<String>) -> String {
    join(texts, ", and ")
}

fn join(mut texts: Vec<String>, last_separator: &str) -> String {
    let more = texts.len().saturating_sub(MAX_LISTED_ITEMS);
    if more > 1 {
        texts.truncate(MAX_LISTED_ITEMS);
        texts.push(format!("{more} others"));
    }
    match texts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{}{last_separator}{last}", others.join(", ")),
        None => String::new(),
    }
}

/// Returns the text, or only its beginning and end if the text is too long.
fn shortened(text: &str, max_chars: usize) -> String {
    let length = text.chars().count();
    if length <= max_chars {
        return text.to_owned();
    }
    let start_chars = max_chars * 2 / 3;
    let end_chars = max_chars - start_chars - 1;
    let beginning: String = text.chars().take(start_chars).collect();
    let end: String = text.chars().skip(length - end_chars).collect();
    format!("{beginning}…{end}")
}

/// Escapes characters that could change the display of a terminal.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        let is_control = character.is_control()
            || matches!(character, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if is_control {
            let _ = write!(escaped, "\\u{:04x}", u32::from(character));
        } else {
            escaped.push(character);
        }
    }
    escaped
}
