//! Tests that the complexity of wildcards is the largest number of their prefixes that match the same text, by trying
//! texts.

use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::limits::MAX_WILDCARD_COMPLEXITY;
use event_pattern_compiler::parse;
use event_pattern_compiler::pattern::Filter;
use event_pattern_compiler::pattern::filter::wildcard_complexity::complexity;
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::{BTreeSet, HashSet};

/// A filter: the wildcards of one `anything-but`, or a single wildcard.
#[derive(Debug, Clone, PartialEq)]
enum Written {
    Wildcard(String),
    AnythingBut(Vec<String>),
}

impl Written {
    fn to_json(&self) -> String {
        match self {
            Self::Wildcard(wildcard) => format!(r#"{{"wildcard":"{wildcard}"}}"#),
            Self::AnythingBut(wildcards) => {
                format!(r#"{{"anything-but":{{"wildcard":["{}"]}}}}"#, wildcards.join("\",\""))
            }
        }
    }

    /// Returns the prefixes that can match a text. All complete wildcards are the same prefix.
    fn prefixes(&self) -> Vec<(String, bool)> {
        let wildcards = match self {
            Self::Wildcard(wildcard) => std::slice::from_ref(wildcard),
            Self::AnythingBut(wildcards) => wildcards,
        };
        let quoted = wildcards.iter().map(|wildcard| format!("\"{wildcard}\""));
        quoted.flat_map(|text| (1..=text.len()).map(move |end| (text[..end].to_owned(), end == text.len()))).collect()
    }
}

/// Whether a prefix of a wildcard matches a text.
fn matches(prefix: &[u8], text: &[u8]) -> bool {
    match (prefix.split_first(), text.split_first()) {
        (None, None) => true,
        (Some((b'*', rest)), _) => matches(rest, text) || (!text.is_empty() && matches(prefix, &text[1..])),
        (Some((one, prefix)), Some((other, text))) => one == other && matches(prefix, text),
        _ => false,
    }
}

/// Returns the filters' prefixes that match a text.
fn state(filters: &[Written], text: &str) -> BTreeSet<(usize, String)> {
    let mut state = BTreeSet::new();
    for (number, filter) in filters.iter().enumerate().filter(|(number, one)| !filters[..*number].contains(one)) {
        for (prefix, is_complete) in filter.prefixes() {
            if matches(prefix.as_bytes(), text.as_bytes()) {
                state.insert((number, if is_complete { String::new() } else { prefix }));
            }
        }
    }
    state
}

/// Tries longer and longer texts, as long as they reach other states.
fn largest_state(filters: &[Written]) -> usize {
    let (mut texts, mut seen, mut largest) = (vec!["\"".to_owned()], HashSet::new(), 0);
    while let Some(text) = texts.pop() {
        let state = state(filters, &text);
        largest = largest.max(state.len());
        if seen.insert(state) {
            texts.extend(["a", "b", "/", "x", "\""].map(|next| text.clone() + next));
        }
    }
    largest
}

fn filters(written: &[Written]) -> Vec<Filter> {
    let list: Vec<String> = written.iter().map(Written::to_json).collect();
    let parsed = parse(&format!(r#"{{"m":[{}]}}"#, list.join(",")), Dialect::Strict);
    parsed.lowered.unwrap_or_else(|| panic!("{:?}", parsed.diagnostics)).rule.leaves.remove(0).alternatives
}

fn written() -> impl Strategy<Value = Vec<Written>> {
    let wildcard = || "[ab/*]{1,5}".prop_filter("consecutive stars", |text| !text.contains("**"));
    let filter =
        prop_oneof![wildcard().prop_map(Written::Wildcard), vec(wildcard(), 1..4).prop_map(Written::AnythingBut),];
    vec(filter, 1..4)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn the_complexity_is_the_largest_number_of_prefixes_that_match_a_text(written in written()) {
        let filters = filters(&written);
        let measured = complexity(&filters.iter().collect::<Vec<_>>());
        let expected = largest_state(&written);
        // Above the limit, the result is a lower bound.
        prop_assert_eq!(measured.min(MAX_WILDCARD_COMPLEXITY + 1), expected.min(MAX_WILDCARD_COMPLEXITY + 1));
    }
}
