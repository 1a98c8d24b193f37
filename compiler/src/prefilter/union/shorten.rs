//! Lists of alternatives that are too long for the service: strings become the prefixes that they share, and numbers the
//! range that they are in.

use super::list::{Alternative, List, accepts_absence};
use crate::json::JsonString;
use crate::pattern::Filter;
use crate::pattern::filter::{Affix, Bound, Numeric, Side};
use crate::sorting::sort_by;
use std::rc::Rc;

impl List {
    /// A list that accepts all that this one accepts and is no longer than this, about. Nothing if every event satisfies it.
    pub(super) fn shortened(self: &Rc<Self>, length: usize) -> Option<Rc<Self>> {
        if self.length() <= length {
            return Some(Rc::clone(self));
        }
        let in_range = with_one_range(&self.alternatives);
        let (mut strings, others): (Vec<Rc<Alternative>>, Vec<Rc<Alternative>>) =
            in_range.into_iter().partition(|one| start_of(&one.filter).is_some());
        sort_by(&mut strings, &|one, other| start_of(&one.filter).cmp(&start_of(&other.filter)));
        let shared: Vec<usize> = strings.windows(2).map(|pair| shared_start(&pair[0], &pair[1])).collect();
        let mut lengths = shared.clone();
        sort_by(&mut lengths, &usize::cmp);
        lengths.dedup();
        // The longer a start must be to stand for several strings, the more of them are told apart.
        let longest_first = std::iter::once(usize::MAX).chain(lengths.into_iter().rev().filter(|shared| *shared > 0));
        let mut shortened = longest_first.map(|least| {
            let starts = with_starts(&strings, &shared, least);
            Self::new(others.iter().cloned().chain(starts).collect())
        });
        match shortened.find(|list| list.length() <= length) {
            Some(list) => Some(list),
            None => Self::presence(self.accepts_absence()),
        }
    }
}

/// The alternatives with a prefix in place of each wildcard.
pub(super) fn shorten_wildcards(alternatives: Vec<Rc<Alternative>>) -> Option<Rc<List>> {
    let accepts_absence = accepts_absence(&alternatives);
    let prefix_of = |one: Rc<Alternative>| match &one.filter {
        Filter::Wildcard(_) => start_of(&one.filter).filter(|start| !start.is_empty()).map(prefix),
        // It excludes less without some of its wildcards, so it would have to go as a whole.
        Filter::AnythingBut(_) if !one.filter.wildcards().is_empty() => None,
        _ => Some(one),
    };
    match alternatives.into_iter().map(prefix_of).collect::<Option<Vec<Rc<Alternative>>>>() {
        Some(alternatives) => List::union(&[&List::new(alternatives), &List::new(Vec::new())]),
        None => List::presence(accepts_absence),
    }
}

/// What every string that a filter accepts starts with, if it accepts strings only and this tells something of them.
fn start_of(filter: &Filter) -> Option<&str> {
    match filter {
        Filter::String(text) | Filter::Affix(Affix { side: Side::Prefix, text, ignore_case: false }) => text.as_str(),
        Filter::Wildcard(wildcard) => std::str::from_utf8(wildcard.pieces.first()?).ok(),
        _ => None,
    }
}

/// How long the start is that two alternatives share.
fn shared_start(one: &Alternative, other: &Alternative) -> usize {
    let (Some(one), Some(other)) = (start_of(&one.filter), start_of(&other.filter)) else { return 0 };
    let same = one.chars().zip(other.chars()).take_while(|(one, other)| one == other);
    same.map(|(character, _)| character.len_utf8()).sum()
}

/// Sorted strings, where a prefix stands for those that share at least so long a start. `shared` tells how long a start each
/// shares with the next.
fn with_starts(strings: &[Rc<Alternative>], shared: &[usize], least: usize) -> Vec<Rc<Alternative>> {
    let mut left = Vec::new();
    let mut first = 0;
    for last in 0..strings.len() {
        if shared.get(last).is_some_and(|shared| *shared >= least) {
            continue;
        }
        let start = start_of(&strings[first].filter).unwrap_or_default();
        match shared[first..last].iter().min() {
            Some(length) => left.push(prefix(&start[..*length])),
            None => left.push(strings[first].clone()),
        }
        first = last + 1;
    }
    left
}

fn prefix(start: &str) -> Rc<Alternative> {
    Alternative::new(Filter::Affix(Affix { side: Side::Prefix, text: JsonString::from(start), ignore_case: false }))
}

/// The alternatives with one range in place of all numbers and ranges.
fn with_one_range(alternatives: &[Rc<Alternative>]) -> Vec<Rc<Alternative>> {
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
    // None of one number, which is no range.
    let range = Alternative::read(&text);
    if range.is_none() {
        others.extend(numbers);
    }
    others.into_iter().cloned().chain(range).collect()
}

/// The numbers that a filter accepts, if it accepts nothing else.
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
