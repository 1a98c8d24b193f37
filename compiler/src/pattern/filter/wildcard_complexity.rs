//! How complex the wildcards of one field are, as the service counts it.
//!
//! The service's open-source engine defines the measure: the largest number of beginnings of wildcards that fit one text
//! at the same time. Beginnings end before and behind each star and each character, and the quotes around the text
//! count as characters.

use super::Wildcard;
use crate::limits::MAX_WILDCARD_COMPLEXITY;
use crate::sorting::SmallMap;
use std::collections::HashSet;

/// How many sets of beginnings are looked at before the rest is taken to be no worse.
const MOST_STEPS: usize = 20_000;

/// A wildcard cut into characters and stars.
type Pieces = Vec<Option<u8>>;

/// The beginnings that fit so far: the number of a form, and how much of it. In order, each once.
type State = Vec<(usize, usize)>;

/// The complexity, exact up to [`MAX_WILDCARD_COMPLEXITY`].
#[must_use]
pub fn complexity(wildcards: &[&Wildcard]) -> usize {
    // Without two stars nothing fits more than one text at a time that counts.
    if wildcards.iter().map(|wildcard| wildcard.pieces.len() - 1).sum::<usize>() < 2 {
        return 0;
    }
    let forms: Vec<Pieces> = wildcards.iter().map(|wildcard| cut(wildcard)).collect();
    let is_used = |byte: &u8| forms.iter().any(|form| form.contains(&Some(*byte)));
    let mut alphabet = vec![None];
    alphabet.extend((0..=u8::MAX).filter(is_used).map(Some));
    let start: State = (0..forms.len()).map(|form| (form, 0)).collect();
    let (mut open, mut seen, mut largest) = (vec![start], HashSet::new(), 0);
    while let Some(state) = open.pop() {
        for &byte in &alphabet {
            let next = step(&forms, &state, byte);
            largest = largest.max(next.len());
            if largest > MAX_WILDCARD_COMPLEXITY || seen.len() > MOST_STEPS {
                return largest;
            }
            if !next.is_empty() && seen.insert(next.clone()) {
                open.push(next);
            }
        }
    }
    largest
}

fn cut(wildcard: &Wildcard) -> Pieces {
    let mut form = vec![Some(b'"')];
    for (number, piece) in wildcard.pieces.iter().enumerate() {
        if number > 0 {
            form.push(None);
        }
        form.extend(piece.iter().copied().map(Some));
    }
    form.push(Some(b'"'));
    form
}

/// The beginnings that fit once another byte has come; no byte is one that stands in no wildcard.
fn step(forms: &[Pieces], state: &State, byte: Option<u8>) -> State {
    let mut next = SmallMap::default();
    for &(form, length) in state {
        let pieces = &forms[form];
        // Behind a star, the star goes on.
        if length > 0 && pieces[length - 1].is_none() {
            next.insert((form, length), ());
        }
        if byte.is_some() && pieces.get(length) == Some(&byte) {
            next.insert((form, length + 1), ());
            // What fits up to here fits with the star too.
            if pieces.get(length + 1) == Some(&None) {
                next.insert((form, length + 2), ());
            }
        }
    }
    next.into_vec().into_iter().map(|(beginning, ())| beginning).collect()
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
    fn beginnings_that_fit_one_text_are_counted() {
        assert_eq!(complexity_of(&["a*"]), 0);
        // `"a*`, `"a*b*`, and `"a*b` on a text that ends in b.
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
    fn nothing_is_counted_beyond_what_is_too_complex() {
        // Each of these fits on its own, so there are more combinations than could be looked at.
        let many: Vec<String> = (b'a'..=b'z').map(|letter| format!("*{0}*{0}*", char::from(letter))).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert!(complexity_of(&many) > MAX_WILDCARD_COMPLEXITY);
    }
}
