//! Finds strings that filters accept.

use super::alternatives::FILLER;
use super::automaton::{Automaton, StringSearch, Unsupported};
use super::{Search, SearchResult, address};
use event_pattern_compiler::json::{JsonString, Scalar};
use event_pattern_compiler::pattern::Filter;
use event_pattern_compiler::pattern::filter::{Affix, Side};

/// Looks for a string: first among likely guesses, then with an automaton.
pub(super) fn find(search: &Search<'_>) -> SearchResult {
    if !search.domain.has_strings() || !search.filters.iter().all(|filter| filter.domain().has_strings()) {
        return SearchResult::None;
    }
    // A value that a rejecting list never accepts is a likely result.
    let rejected = search.rejecting.iter().flat_map(|list| list.rejected()).cloned();
    if let Some(found) =
        rejected.chain(guesses(search.filters)).find(|value| value.as_text().is_some() && search.accepts(value))
    {
        return SearchResult::Value(found);
    }
    let blocks = search.filters.iter().filter_map(|filter| match filter {
        Filter::Cidr(block) => Some(*block),
        _ => None,
    });
    let blocks: Vec<_> = blocks.collect();
    if blocks.is_empty() { search_automaton(search, None) } else { address::find(search, &blocks) }
}

/// Searches all strings with an automaton. If a version is given, searches only strings that look like addresses of
/// that version.
pub(super) fn search_automaton(search: &Search<'_>, version: Option<address::Version>) -> SearchResult {
    let Ok(mut automaton) = automaton_for(search, version) else { return SearchResult::Unknown };
    let is_match = |text: &str| search.accepts(&Scalar::String(JsonString::from(text)));
    let mut outcome = automaton.find(search.budget, is_match);
    if outcome == StringSearch::Unknown && version.is_none() {
        // The strings found may be addresses that a rejecting list accepts.
        automaton.require_unused_character();
        outcome = match automaton.find(search.budget, is_match) {
            StringSearch::None => StringSearch::Unknown,
            outcome => outcome,
        };
    }
    match outcome {
        StringSearch::None => SearchResult::None,
        StringSearch::Found(text) => SearchResult::Value(Scalar::String(JsonString::from(text.as_str()))),
        StringSearch::Unknown => SearchResult::Unknown,
    }
}

fn automaton_for(search: &Search<'_>, version: Option<address::Version>) -> Result<Automaton, Unsupported> {
    let mut automaton = Automaton::default();
    if let Some(version) = version {
        automaton.require_address_version(version);
    }
    for filter in search.filters {
        match filter {
            Filter::AnythingBut(but) => but.excluded.iter().try_for_each(|one| automaton.exclude(one))?,
            Filter::Exists(_) | Filter::Cidr(_) => {}
            filter => automaton.require(std::slice::from_ref(*filter))?,
        }
    }
    for list in search.rejecting {
        for text in list.literals().filter_map(Scalar::as_text) {
            automaton.exclude(&Filter::String(text.clone()))?;
        }
        for filter in list.filters() {
            match filter {
                // The rejecting list accepts all other strings, so one of the excluded filters must accept the result.
                Filter::AnythingBut(but) => automaton.require(&but.excluded)?,
                filter => automaton.exclude(filter)?,
            }
        }
    }
    Ok(automaton)
}

/// Returns strings that all of the filters are likely to accept, and that few other filters accept.
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
