//! Strings that filters accept.

use super::alternatives::FILLER;
use super::automaton::{Automaton, Outcome, Untold};
use super::{Found, Search, address};
use event_pattern_compiler::json::{JsonString, Scalar};
use event_pattern_compiler::pattern::Filter;
use event_pattern_compiler::pattern::filter::{Affix, Side};

/// Looks for a string: guesses first, and then goes through all that filters tell apart.
pub(super) fn find(search: &Search<'_>) -> Found {
    if !search.domain.has_strings() || !search.filters.iter().all(|filter| filter.domain().has_strings()) {
        return Found::Nothing;
    }
    // What an unwanted list refuses is likely to be what is looked for.
    let refused = search.unwanted.iter().flat_map(|list| list.refused()).cloned();
    if let Some(found) =
        refused.chain(guesses(search.filters)).find(|value| value.as_text().is_some() && search.accepts(value))
    {
        return Found::Value(found);
    }
    let blocks = search.filters.iter().filter_map(|filter| match filter {
        Filter::Cidr(block) => Some(*block),
        _ => None,
    });
    let blocks: Vec<_> = blocks.collect();
    if blocks.is_empty() { walk(search, None) } else { address::find(search, &blocks) }
}

/// Goes through all strings that filters tell apart. Of those that write addresses only the form is known.
pub(super) fn walk(search: &Search<'_>, form: Option<address::Form>) -> Found {
    let Ok(mut automaton) = automaton_for(search, form) else { return Found::Unknown };
    let is_right = |text: &str| search.accepts(&Scalar::String(JsonString::from(text)));
    let mut outcome = automaton.find(search.effort, is_right);
    if outcome == Outcome::Unknown && form.is_none() {
        // What was found may write an address that is unwanted.
        automaton.require_other_character();
        outcome = match automaton.find(search.effort, is_right) {
            Outcome::Nothing => Outcome::Unknown,
            outcome => outcome,
        };
    }
    match outcome {
        Outcome::Nothing => Found::Nothing,
        Outcome::Text(text) => Found::Value(Scalar::String(JsonString::from(text.as_str()))),
        Outcome::Unknown => Found::Unknown,
    }
}

fn automaton_for(search: &Search<'_>, form: Option<address::Form>) -> Result<Automaton, Untold> {
    let mut automaton = Automaton::default();
    if let Some(form) = form {
        automaton.require_form(form);
    }
    for filter in search.filters {
        match filter {
            Filter::AnythingBut(but) => but.excluded.iter().try_for_each(|one| automaton.exclude(one))?,
            Filter::Exists(_) | Filter::Cidr(_) => {}
            filter => automaton.require(std::slice::from_ref(*filter))?,
        }
    }
    for list in search.unwanted {
        for text in list.literals().filter_map(Scalar::as_text) {
            automaton.exclude(&Filter::String(text.clone()))?;
        }
        for filter in list.filters() {
            match filter {
                // What is none of these is unwanted.
                Filter::AnythingBut(but) => automaton.require(&but.excluded)?,
                filter => automaton.exclude(filter)?,
            }
        }
    }
    Ok(automaton)
}

/// Strings that are likely to be accepted by all filters and by few others.
fn guesses(filters: &[&Filter]) -> impl Iterator<Item = Scalar> {
    let mut texts: Vec<String> = filters.iter().flat_map(|filter| guesses_for(filter)).collect();
    if let [Filter::Affix(one), Filter::Affix(other)] = filters {
        let (one, other) = if one.side == Side::Prefix { (one, other) } else { (other, one) };
        texts.push(format!("{}{FILLER}{}", one.text, other.text));
    }
    texts.into_iter().map(|text| Scalar::String(JsonString::from(text.as_str())))
}

fn guesses_for(filter: &Filter) -> Vec<String> {
    match filter {
        Filter::Affix(Affix { side: Side::Prefix, text, .. }) => vec![format!("{text}{FILLER}"), text.to_string()],
        Filter::Affix(Affix { side: Side::Suffix, text, .. }) => vec![format!("{FILLER}{text}"), text.to_string()],
        Filter::EqualsIgnoreCase(text) | Filter::String(text) => {
            let text = text.to_string();
            vec![text.to_uppercase(), text.to_lowercase(), text]
        }
        Filter::Wildcard(wildcard) => {
            let pieces: Vec<_> = wildcard.pieces.iter().map(|piece| String::from_utf8_lossy(piece)).collect();
            vec![pieces.join(FILLER), pieces.concat()]
        }
        Filter::AnythingBut(_) | Filter::Exists(_) => vec![FILLER.to_owned()],
        _ => Vec::new(),
    }
}
