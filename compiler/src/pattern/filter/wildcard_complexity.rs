//! Computes the complexity of the wildcards for one field in the same way as EventBridge.
//!
//! EventBridge's open-source engine defines the measure: the largest number of wildcard prefixes that match the same
//! text. A prefix can end before or after any star or character. The quotes around the text count as characters.

use super::Wildcard;
use crate::limits::MAX_WILDCARD_COMPLEXITY;
use crate::sorting::SmallMap;
use std::collections::HashSet;

/// Maximum number of states to visit. The remaining states are assumed to be no more complex.
const MAX_VISITED_STATES: usize = 20_000;

/// A wildcard as bytes, with `None` for a star.
type Tokens = Vec<Option<u8>>;

/// The prefixes that match a text, sorted and without duplicates. Each prefix is the index of its wildcard and its
/// number of tokens.
type State = Vec<(usize, usize)>;

/// Returns the complexity of the wildcards, or 0 if they have fewer than two stars in total. A result above
/// [`MAX_WILDCARD_COMPLEXITY`] is a lower bound.
#[must_use]
pub fn complexity(wildcards: &[&Wildcard]) -> usize {
    // Wildcards with fewer than two stars in total are never too complex.
    if wildcards.iter().map(|wildcard| wildcard.pieces.len() - 1).sum::<usize>() < 2 {
        return 0;
    }
    let wildcards: Vec<Tokens> = wildcards.iter().map(|wildcard| tokens(wildcard)).collect();
    let is_used = |byte: &u8| wildcards.iter().any(|tokens| tokens.contains(&Some(*byte)));
    let mut alphabet = vec![None];
    alphabet.extend((0..=u8::MAX).filter(is_used).map(Some));
    let start: State = (0..wildcards.len()).map(|wildcard| (wildcard, 0)).collect();
    let (mut open, mut seen, mut largest) = (vec![start], HashSet::new(), 0);
    while let Some(state) = open.pop() {
        for &byte in &alphabet {
            let next = step(&wildcards, &state, byte);
            largest = largest.max(next.len());
            if largest > MAX_WILDCARD_COMPLEXITY || seen.len() > MAX_VISITED_STATES {
                return largest;
            }
            if !next.is_empty() && seen.insert(next.clone()) {
                open.push(next);
            }
        }
    }
    largest
}

fn tokens(wildcard: &Wildcard) -> Tokens {
    let mut tokens = vec![Some(b'"')];
    for (index, piece) in wildcard.pieces.iter().enumerate() {
        if index > 0 {
            tokens.push(None);
        }
        tokens.extend(piece.iter().copied().map(Some));
    }
    tokens.push(Some(b'"'));
    tokens
}

/// Returns the prefixes that match the text followed by another byte. `None` represents any byte that no wildcard
/// contains.
fn step(wildcards: &[Tokens], state: &State, byte: Option<u8>) -> State {
    let mut next = SmallMap::default();
    for &(wildcard, length) in state {
        let tokens = &wildcards[wildcard];
        // A star at the end of the prefix also matches the byte.
        if length > 0 && tokens[length - 1].is_none() {
            next.insert((wildcard, length), ());
        }
        if byte.is_some() && tokens.get(length) == Some(&byte) {
            next.insert((wildcard, length + 1), ());
            // A star that follows can match the empty string.
            if tokens.get(length + 1) == Some(&None) {
                next.insert((wildcard, length + 2), ());
            }
        }
    }
    next.into_vec().into_iter().map(|(prefix, ())| prefix).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::json::{Dialect, read};
    use crate::pattern::Filter;

    fn complexity_of(texts: &[&str]) -> usize {
        let wildcards: Vec<Wildcard> = texts
            .iter()
            .map(|text| {
                let value = read(&format!("{{\"wildcard\":\"{text}\"}}"), Dialect::Strict).value.unwrap();
                match Filter::read(&value, &mut Diagnostics::new()) {
                    Some(Filter::Wildcard(wildcard)) => wildcard,
                    _ => panic!("{text}"),
                }
            })
            .collect();
        complexity(&wildcards.iter().collect::<Vec<_>>())
    }

    #[test]
    fn prefixes_that_match_one_text_are_counted() {
        assert_eq!(complexity_of(&["a*"]), 0);
        // The prefixes `"a*`, `"a*b` and `"a*b*` match the text `"ab`.
        assert_eq!(complexity_of(&["a*b*"]), 3);
        assert_eq!(complexity_of(&["a*a*a*a*a*a"]), MAX_WILDCARD_COMPLEXITY);
        assert!(complexity_of(&["arn:aws:ecs:*:*:task/*"]) <= MAX_WILDCARD_COMPLEXITY);
        assert!(complexity_of(&["*:stack/one/*", "*:stack/two/*", "*:stack/three/*"]) <= MAX_WILDCARD_COMPLEXITY);
        assert!(
            complexity_of(&["*:stack/one/*", "*:stack/two/*", "*:stack/three/*", "*:stack/four/*"])
                > MAX_WILDCARD_COMPLEXITY
        );
        assert!(complexity_of(&["*a*a*a*a*a*a*a*a*a*a*"]) > MAX_WILDCARD_COMPLEXITY);
    }

    #[test]
    fn counting_stops_at_the_limit() {
        // Each of these wildcards can match independently, so there are more than `MAX_VISITED_STATES` states.
        let many: Vec<String> = (b'a'..=b'z').map(|letter| format!("*{0}*{0}*", char::from(letter))).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert!(complexity_of(&many) > MAX_WILDCARD_COMPLEXITY);
    }
}
