//! Values and alternatives in words.

use super::absence::{Absence, absence};
use super::choice::Outcome;
use super::evaluation::{LeafResult, described};
use crate::event::{Field, View, are_consistent};
use event_pattern_compiler::json::{JsonString, Scalar};
use event_pattern_compiler::pattern::filter::{Domain, Numeric};
use event_pattern_compiler::pattern::{Filter, Leaf};
use event_pattern_compiler::rule::FieldPath;
use std::fmt::Write as _;

/// How many characters of a value are shown, and of an alternative.
const LONGEST_VALUE: usize = 60;
const LONGEST_ALTERNATIVE: usize = 70;
/// How many values or alternatives are shown.
const MOST: usize = 4;

/// A leaf of the pattern on an event.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) leaf: &'a Leaf,
    pub(super) path: &'a FieldPath,
    pub(super) result: &'a LeafResult,
    pub(super) view: View<'a>,
}

impl<'a> Asked<'a> {
    /// What the event has, and what it should have if that is something else.
    pub(super) fn verdict(self) -> String {
        match self.result.outcome {
            Outcome::Fails => format!("{}, expected {}{}", self.found(), self.wanted(), self.note()),
            Outcome::Absent => format!("absent matches {}", Filter::Exists(false)),
            Outcome::Field(number) => {
                let Some(field) = self.view.element.fields.get(number) else { return String::new() };
                let value = &field.value;
                match self.view.accepting(self.filters(), value) {
                    Some(filter) if filter.literal().is_none() => {
                        format!("{} matches {}", shown(value), self.alternative(filter))
                    }
                    _ => shown(value),
                }
            }
        }
    }

    /// What the event has, in the elements that are settled.
    pub(super) fn found(self) -> String {
        let fields = self.fields();
        if fields.is_empty() {
            return self.absence().found.to_owned();
        }
        let value = |field: &&'a Field| {
            let text = self.typed(&field.value);
            self.elsewhere(field).map_or(text.clone(), |place| format!("{text} in {place}"))
        };
        list(fields.iter().map(value).collect(), "and")
    }

    /// What is wanted, as it is written in the pattern.
    pub(super) fn wanted(self) -> String {
        let is_confused = self.fields().iter().any(|field| self.is_confused(&field.value));
        let alternatives: Vec<String> = self.filters().map(|filter| self.alternative(filter)).collect();
        match (self.leaf.alternatives.as_slice(), alternatives.as_slice()) {
            ([only], [text]) if is_confused => match (type_name(only.filter.domain()), only.filter.literal().is_some())
            {
                (Some(name), true) => format!("the {name} {text}"),
                (Some(name), false) => format!("a {name} matching {text}"),
                (None, _) => text.clone(),
            },
            _ => list(alternatives, "or"),
        }
    }

    /// The fields of the settled elements. A field that should be absent from all elements may also be in another one.
    pub(super) fn fields(self) -> Vec<&'a Field> {
        let fields = || self.view.element.fields_at(self.path);
        let settled: Vec<&Field> =
            fields().filter(|field| are_consistent(&field.memberships, &self.result.settled)).collect();
        if settled.is_empty() && self.wants_absence() { fields().collect() } else { settled }
    }

    /// Whether absence is wanted and is not there because of an element that the other conditions have not settled on.
    pub(super) fn is_about_all_elements(self) -> bool {
        let fields = self.fields();
        self.wants_absence() && !fields.is_empty() && fields.iter().all(|field| self.elsewhere(field).is_some())
    }

    fn wants_absence(self) -> bool {
        !self.result.holds() && self.filters().any(Filter::accepts_absence)
    }

    fn absence(self) -> Absence {
        absence(self.view.element, self.path, &self.result.settled)
    }

    /// What helps to see why it fails, in parentheses.
    pub(super) fn note(self) -> String {
        let note = if self.fields().is_empty() {
            self.absence().reason
        } else if self.is_about_all_elements() {
            Some("the condition applies to every element".to_owned())
        } else {
            self.hint().map(str::to_owned)
        };
        note.map_or_else(String::new, |note| format!(" ({note})"))
    }

    /// The elements, other than the settled ones, with a field that would do.
    pub(super) fn elements_that_have_it(self) -> Vec<String> {
        let fields = self.view.element.fields_at(self.path);
        let fitting = fields.filter(|field| self.view.accepting(self.filters(), &field.value).is_some());
        let mut elements: Vec<String> = fitting.filter_map(|field| self.elsewhere(field)).collect();
        elements.dedup();
        elements
    }

    fn filters(self) -> impl Iterator<Item = &'a Filter> {
        self.leaf.alternatives.iter().map(|alternative| &alternative.filter)
    }

    /// An alternative as it is written, with the values of the fields that it names.
    fn alternative(self, filter: &Filter) -> String {
        let longest = if filter.literal().is_some() { LONGEST_VALUE } else { LONGEST_ALTERNATIVE };
        let mut text = clipped(&visible(&filter.to_string()), longest);
        for (index, reference) in filter.field_refs().into_iter().enumerate() {
            let values: Vec<String> = self.view.values(reference).iter().map(shown).collect();
            let value = if values.is_empty() { "absent".to_owned() } else { list(values, "and") };
            let conjunction = if index == 0 { "where" } else { "and" };
            let _ = write!(text, " {conjunction} `{reference}` is {value}");
        }
        text
    }

    /// Where a field is that no settled element has.
    fn elsewhere(self, field: &Field) -> Option<String> {
        let membership = field.memberships.last()?;
        let event = self.view.element;
        let element = event.element(*membership).filter(|_| !self.result.settled.contains(membership))?;
        // A name beside itself says nothing.
        Some(if self.path.last_step() == "name" { event.label(element) } else { described(event, element) })
    }

    /// A value, with its type where the type is what is wrong.
    fn typed(self, value: &Scalar) -> String {
        match type_name(Domain::of(value)) {
            Some(name) if self.is_confused(value) => format!("the {name} {}", shown(value)),
            _ => shown(value),
        }
    }

    /// Whether no alternative accepts any value of this type.
    fn is_confused(self, value: &Scalar) -> bool {
        let domain = Domain::of(value);
        let is_other = |filter: &Filter| type_name(filter.domain()).is_some() && filter.domain() != domain;
        type_name(domain).is_some() && self.filters().all(is_other)
    }

    /// What is easily overlooked.
    fn hint(self) -> Option<&'static str> {
        let fields = self.fields();
        let [field] = fields.as_slice() else { return None };
        let near = |same: fn(&str, &str) -> bool| {
            let found = field.value.as_text().and_then(JsonString::as_str);
            let is_near = |filter: &Filter| match (filter, found) {
                (Filter::String(wanted), Some(found)) => wanted.as_str().is_some_and(|wanted| same(wanted, found)),
                _ => false,
            };
            self.filters().any(is_near)
        };
        match &field.value {
            Scalar::Number(number) if number.comparable().is_none() => Some("it has too many digits to be compared"),
            _ if near(|wanted, found| wanted.to_lowercase() == found.to_lowercase()) => {
                Some("they differ only in case")
            }
            _ if near(|wanted, found| wanted.trim() == found.trim()) => {
                Some("they differ only in surrounding white space")
            }
            _ => None,
        }
    }
}

/// The name of a type that is easily taken for another one.
fn type_name(domain: Domain) -> Option<&'static str> {
    match domain {
        Domain::String => Some("string"),
        Domain::Number => Some("number"),
        Domain::Boolean => Some("boolean"),
        Domain::Nothing | Domain::Null | Domain::Everything => None,
    }
}

/// A value as JSON text.
pub(super) fn json(value: &Scalar) -> String {
    match value {
        Scalar::Null => "null".to_owned(),
        Scalar::Boolean(value) => value.to_string(),
        Scalar::Number(number) => number.to_string(),
        Scalar::String(text) => text.to_json(),
    }
}

/// A value as JSON text, not too long.
pub(super) fn shown(value: &Scalar) -> String {
    clipped(&visible(&json(value)), LONGEST_VALUE)
}

/// A range of numbers as it is written.
pub(super) fn range(range: &Numeric) -> String {
    Filter::Numeric(range.clone()).to_string()
}

/// A name without quotes, not too long.
pub(super) fn bare(text: &JsonString) -> String {
    let quoted = text.to_json();
    clipped(&visible(&quoted[1..quoted.len() - 1]), LONGEST_VALUE / 2)
}

/// Several things in a row, not too many.
pub(super) fn list(mut texts: Vec<String>, conjunction: &str) -> String {
    let more = texts.len().saturating_sub(MOST);
    if more > 1 {
        texts.truncate(MOST);
        texts.push(format!("{more} more"));
    }
    match texts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} {conjunction} {last}", others.join(", ")),
        None => String::new(),
    }
}

/// The beginning and the end of a text that is too long.
fn clipped(text: &str, longest: usize) -> String {
    let length = text.chars().count();
    if length <= longest {
        return text.to_owned();
    }
    let head = longest * 2 / 3;
    let tail = longest - head - 1;
    let beginning: String = text.chars().take(head).collect();
    let end: String = text.chars().skip(length - tail).collect();
    format!("{beginning}…{end}")
}

/// Text without characters that would steer a terminal.
fn visible(text: &str) -> String {
    let mut visible = String::with_capacity(text.len());
    for character in text.chars() {
        let steers = character.is_control()
            || matches!(character, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if steers {
            let _ = write!(visible, "\\u{:04x}", u32::from(character));
        } else {
            visible.push(character);
        }
    }
    visible
}
