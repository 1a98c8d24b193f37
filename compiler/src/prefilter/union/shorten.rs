//! Shortens lists of alternatives that are too long for EventBridge. Strings are replaced with common prefixes, and
//! numbers with a range.

use super::list::{Alternative, List, accepts_absence};
use crate::json::JsonString;
use crate::pattern::Filter;
use crate::pattern::filter::{Affix, Bound, Numeric, Side};
use crate::sorting::sort_by;
use std::rc::Rc;

impl List {
    /// Returns a list that accepts everything that this list accepts and has an approximate length of at most
    /// `max_chars` characters, or `None` if every event satisfies the shortened list.
    pub(super) fn shortened(self: &Rc<Self>, max_chars: usize) -> Option<Rc<Self>> {
        if self.length() <= max_chars {
            return Some(Rc::clone(self));
        }
        let merged = merge_numbers(&self.alternatives);
        let (mut strings, others): (Vec<Rc<Alternative>>, Vec<Rc<Alternative>>) =
            merged.into_iter().partition(|one| prefix_of(&one.filter).is_some());
        sort_by(&mut strings, &|one, other| prefix_of(&one.filter).cmp(&prefix_of(&other.filter)));
        let shared: Vec<usize> = strings.windows(2).map(|pair| shared_prefix_len(&pair[0], &pair[1])).collect();
        let mut lengths = shared.clone();
        sort_by(&mut lengths, &usize::cmp);
        lengths.dedup();
        // The longer a common prefix must be, the more strings are kept distinct.
        let longest_first = std::iter::once(usize::MAX).chain(lengths.into_iter().rev().filter(|shared| *shared > 0));
        let mut shortened = longest_first.map(|min_len| {
            let prefixes = with_prefixes(&strings, &shared, min_len);
            Self::new(others.iter().cloned().chain(prefixes).collect())
        });
        match shortened.find(|list| list.length() <= max_chars) {
            Some(list) => Some(list),
            None => Self::presence(self.accepts_absence()),
        }
    }
}

/// Replaces each wildcard with the prefix before its first `*`. Returns `None` if every event satisfies the result.
pub(super) fn shorten_wildcards(alternatives: Vec<Rc<Alternative>>) -> Option<Rc<List>> {
    let accepts_absence = accepts_absence(&alternatives);
    let shorten = |one: Rc<Alternative>| match &one.filter {
        Filter::Wildcard(_) => prefix_of(&one.filter).filter(|text| !text.is_empty()).map(prefix),
        // A wildcard in `anything-but` cannot be shortened, because its prefix would exclude more values.
        Filter::AnythingBut(_) if !one.filter.wildcards().is_empty() => None,
        _ => Some(one),
    };
    match alternatives.into_iter().map(shorten).collect::<Option<Vec<Rc<Alternative>>>>() {
        Some(alternatives) => List::union(&[&List::new(alternatives), &List::new(Vec::new())]),
        None => List::presence(accepts_absence),
    }
}

/// Returns a prefix that all strings accepted by a filter share, or `None` if the filter accepts values other than
/// strings or has no known prefix.
fn prefix_of(filter: &Filter) -> Option<&str> {
    match filter {
        Filter::String(text) | Filter::Affix(Affix { side: Side::Prefix, text, ignore_case: false }) => text.as_str(),
        Filter::Wildcard(wildcard) => std::str::from_utf8(wildcard.pieces.first()?).ok(),
        _ => None,
    }
}

/// Returns the length, in bytes, of the prefix that two alternatives share.
fn shared_prefix_len(one: &Alternative, other: &Alternative) -> usize {
    let (Some(one), Some(other)) = (prefix_of(&one.filter), prefix_of(&other.filter)) else { return 0 };
    let same = one.chars().zip(other.chars()).take_while(|(one, other)| one == other);
    same.map(|(character, _)| character.len_utf8()).sum()
}

/// Replaces each run of sorted strings that share a prefix of at least `min_len` bytes with that prefix. `shared`
/// contains, for each string, the length of the prefix that it shares with the next string.
fn with_prefixes(strings: &[Rc<Alternative>], shared: &[usize], min_len: usize) -> Vec<Rc<Alternative>> {
    let mut alternatives = Vec::new();
    let mut first = 0;
    for last in 0..strings.len() {
        if shared.get(last).is_some_and(|shared| *shared >= min_len) {
            continue;
        }
        let text = prefix_of(&strings[first].filter).unwrap_or_default();
        match shared[first..last].iter().min() {
            Some(length) => alternatives.push(prefix(&text[..*length])),
            None => alternatives.push(strings[first].clone()),
        }
        first = last + 1;
    }
    alternatives
}

fn prefix(text: &str) -> Rc<Alternative> {
    Alternative::new(Filter::Affix(Affix { side: Side::Prefix, text: JsonString::from(text), ignore_case: false }))
}

/// Replaces all numbers and ranges with one range that contains them.
fn merge_numbers(alternatives: &[Rc<Alternative>]) -> Vec<Rc<Alternative>> {
    let (numbers, mut others): (Vec<&Rc<Alternative>>, Vec<&Rc<Alternative>>) =
        alternatives.iter().partition(|one| range_of(&one.filter).is_some());
    let ranges = || numbers.iter().filter_map(|one| range_of(&one.filter));
    let lower: Option<Vec<Bound>> = ranges().map(|range| range.lower).collect();
    let upper: Option<Vec<Bound>> = ranges().map(|range| range.upper).collect();
    let by_value = |one: &Bound, other: &Bound| one.value().total_cmp(&other.value());
    let lower = lower.and_then(|bounds| bounds.into_iter().min_by(by_value));
    let upper = upper.and_then(|bounds| bounds.into_iter().max_by(by_value));
    let text = match (lower, upper) {
        (Some(lower), Some(upper)) => format!(r#"{{"numeric":[">=",{},"<=",{}]}}"#, lower.number, upper.number),
        (Some(lower), None) => format!(r#"{{"numeric":[">=",{}]}}"#, lower.number),
        (None, Some(upper)) => format!(r#"{{"numeric":["<=",{}]}}"#, upper.number),
        _ => String::new(),
    };
    // A single number is not a valid range.
    let range = Alternative::read(&text);
    if range.is_none() {
        others.extend(numbers);
    }
    others.into_iter().cloned().chain(range).collect()
}

/// Returns the range of numbers that a filter accepts, or `None` if the accepted values are not a range of numbers.
fn range_of(filter: &Filter) -> Option<Numeric> {
    match filter {
        Filter::Numeric(range) => Some(range.clone()),
        Filter::Number(number) => {
            number.comparable()?;
            let bound = Bound { number: number.clone(), inclusive: true };
            Some(Numeric { lower: Some(bound.clone()), upper: Some(bound) })
        }
        _ => None,
    }
}
