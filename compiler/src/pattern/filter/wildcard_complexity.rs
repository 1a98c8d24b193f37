//! Computes the complexity of the wildcards for one field in the same way as EventBridge.
//!
//! The sources of EventBridge's engine, [event-ruler], define the measure. The engine builds one automaton from all
//! filters for a field. The complexity is the largest number of *wildcard prefixes* that match the same text, that is,
//! the largest number of states of the automaton that a text can be in at once:
//! - A prefix can end before or after any star or character. The quotes around the text count as characters.
//! - If two filters have the same prefix, it counts twice. If two filters are equal, they count once.
//! - A list in `anything-but` is one filter, so a prefix that several of its wildcards share counts once, and so do the
//!   complete wildcards, which lead to the same state.
//!
//! The results are those in the tests of that engine. In one case they may be smaller: in a list in `anything-but`, the
//! engine does not always recognise that two wildcards share a letter after a star.
//!
//! What EventBridge itself accepts is not documented; see [`MAX_WILDCARD_COMPLEXITY`].
//!
//! [event-ruler]: https://github.com/aws/event-ruler

use super::Filter;
use crate::limits::MAX_WILDCARD_COMPLEXITY;
use crate::sorting::SmallMap;
use std::collections::{BinaryHeap, HashSet};

/// Maximum number of states to expand. The remaining states are assumed to be no more complex.
const MAX_EXPANDED_STATES: usize = 4_000;

const QUOTE: u8 = b'"';

/// The prefixes that match a text, as indices into [`Prefixes::all`], in ascending order.
type State = Vec<usize>;

/// Returns the complexity of the wildcards in the filters for one field. A result above [`MAX_WILDCARD_COMPLEXITY`] is
/// a lower bound.
#[must_use]
pub fn complexity(filters: &[&Filter]) -> usize {
    let prefixes = Prefixes::of(filters);
    // `None` represents any byte that no wildcard contains.
    let mut alphabet: Vec<Option<u8>> = prefixes.all.iter().map(|prefix| prefix.last).collect();
    alphabet.push(None);
    alphabet.sort_unstable();
    alphabet.dedup();
    let start = prefixes.start();
    let (mut largest, mut expanded, mut seen) = (start.len(), Vec::new(), HashSet::new());
    // A prefix that ends with a star also matches every longer text, so states with many of them are expanded first.
    let mut open = BinaryHeap::from([(prefixes.count_stars(&start), start)]);
    while let Some((_, state)) = open.pop() {
        // A part of a state leads to parts of the states that the whole state leads to.
        if expanded.iter().any(|other| is_part(&state, other)) {
            continue;
        }
        for &byte in &alphabet {
            let next = prefixes.step(&state, byte);
            largest = largest.max(next.len());
            if largest > MAX_WILDCARD_COMPLEXITY || expanded.len() > MAX_EXPANDED_STATES {
                return largest;
            }
            if !next.is_empty() && seen.insert(next.clone()) {
                open.push((prefixes.count_stars(&next), next));
            }
        }
        expanded.push(state);
    }
    largest
}

/// Whether all prefixes of a state are also in another state.
fn is_part(part: &State, whole: &State) -> bool {
    let mut rest = whole.iter();
    part.len() <= whole.len() && part.iter().all(|prefix| rest.any(|other| other == prefix))
}

/// The prefixes of all wildcards, as one tree for each filter.
#[derive(Default)]
struct Prefixes {
    all: Vec<Prefix>,
    /// The prefix of each filter that consists of the opening quote.
    shortest: Vec<usize>,
}

struct Prefix {
    /// The last byte, or `None` if the prefix ends with a star.
    last: Option<u8>,
    /// The prefixes with one more byte or star.
    longer: Vec<usize>,
}

impl Prefixes {
    fn of(filters: &[&Filter]) -> Self {
        let mut prefixes = Self::default();
        for (number, filter) in filters.iter().enumerate() {
            let wildcards = filter.wildcards();
            if wildcards.is_empty() || filters[..number].contains(filter) {
                continue;
            }
            let shortest = prefixes.add(Some(QUOTE));
            prefixes.shortest.push(shortest);
            let complete = prefixes.add(Some(QUOTE));
            for wildcard in wildcards {
                let mut prefix = shortest;
                for (index, piece) in wildcard.pieces.iter().enumerate() {
                    if index > 0 {
                        prefix = prefixes.longer(prefix, None);
                    }
                    for &byte in piece {
                        prefix = prefixes.longer(prefix, Some(byte));
                    }
                }
                prefixes.all[prefix].longer.push(complete);
            }
        }
        prefixes
    }

    fn add(&mut self, last: Option<u8>) -> usize {
        self.all.push(Prefix { last, longer: Vec::new() });
        self.all.len() - 1
    }

    /// Returns the prefix with one more byte or star, and adds it if it does not exist.
    fn longer(&mut self, prefix: usize, last: Option<u8>) -> usize {
        let existing = self.all[prefix].longer.iter().find(|&&longer| self.all[longer].last == last);
        if let Some(&existing) = existing {
            return existing;
        }
        let longer = self.add(last);
        self.all[prefix].longer.push(longer);
        longer
    }

    /// Returns the number of prefixes that end with a star.
    fn count_stars(&self, state: &State) -> usize {
        state.iter().filter(|&&prefix| self.all[prefix].last.is_none()).count()
    }

    /// Returns the prefixes that match the opening quote.
    fn start(&self) -> State {
        let mut start = SmallMap::default();
        self.shortest.iter().for_each(|&shortest| self.reach(shortest, &mut start));
        into_state(start)
    }

    /// Returns the prefixes that match the text followed by another byte.
    fn step(&self, state: &State, byte: Option<u8>) -> State {
        let mut next = SmallMap::default();
        for &prefix in state {
            // A star at the end of the prefix also matches the byte.
            if self.all[prefix].last.is_none() {
                next.insert(prefix, ());
            }
            for &longer in &self.all[prefix].longer {
                if byte.is_some() && self.all[longer].last == byte {
                    self.reach(longer, &mut next);
                }
            }
        }
        into_state(next)
    }

    /// Adds a prefix, and the prefix with one more star, which can match the empty string.
    fn reach(&self, prefix: usize, reached: &mut SmallMap<usize, ()>) {
        reached.insert(prefix, ());
        for &longer in &self.all[prefix].longer {
            if self.all[longer].last.is_none() {
                reached.insert(longer, ());
            }
        }
    }
}

fn into_state(prefixes: SmallMap<usize, ()>) -> State {
    prefixes.into_vec().into_iter().map(|(prefix, ())| prefix).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::json::{Dialect, read};

    fn complexity_of(filters: &[String]) -> usize {
        let read = |text: &String| {
            let value = read(text, Dialect::Strict).value.unwrap();
            Filter::read(&value, &mut Diagnostics::new()).unwrap_or_else(|| panic!("{text}"))
        };
        let filters: Vec<Filter> = filters.iter().map(read).collect();
        complexity(&filters.iter().collect::<Vec<_>>())
    }

    fn alternatives(wildcards: &[&str]) -> Vec<String> {
        wildcards.iter().map(|text| format!("{{\"wildcard\":\"{text}\"}}")).collect()
    }

    fn excluded(wildcards: &[&str]) -> Vec<String> {
        vec![format!("{{\"anything-but\":{{\"wildcard\":[\"{}\"]}}}}", wildcards.join("\",\""))]
    }

    #[test]
    fn prefixes_that_match_one_text_are_counted() {
        let cases: [(&[&str], usize); 27] = [
            // `"abc` matches the prefix that ends at the same place.
            (&["abc"], 1),
            (&["*"], 2),
            (&["*ab"], 2),
            (&["*aa"], 3),
            (&["a*b"], 2),
            (&["aa*"], 2),
            (&["a*bc"], 2),
            (&["a*bb"], 3),
            (&["a*bcb"], 3),
            (&["a*bbb"], 4),
            // `"a*`, `"a*b` and `"a*b*` match `"ab`.
            (&["a*b*"], 3),
            (&["*ab*ad"], 4),
            (&["*ab*d"], 3),
            (&["*aba*"], 4),
            (&["a*b*bb"], 5),
            (&["a*b*cd"], 3),
            (&["*ab*b*b*"], 7),
            (&["ab*c", "x*xx"], 3),
            (&["*abc", "*abcde"], 4),
            (&["a*bcd", "ab*cd"], 4),
            (&["a*aaa", "aa*aa"], 7),
            (&["a*aax", "aaa*x"], 5),
            (&["abc*", "abcde*"], 4),
            (&["ab*cd", "ab*wx", "ab*yz"], 6),
            (&["ab*c", "ab*c"], 2),
            (&["F*eatureFeature", "Fe*atureFeature", "Fea*tureFeature"], 10),
            (&["*:stack/one/*", "*:stack/two/*", "*:stack/three/*"], 9),
        ];
        for (wildcards, expected) in cases {
            assert_eq!(complexity_of(&alternatives(wildcards)), expected, "{wildcards:?}");
        }
    }

    #[test]
    fn a_list_in_anything_but_is_one_filter() {
        let names = ["*kiwi*", "*BASE_QuxB*", "*Delta*", "*a/example-lake-abc98765432*"];
        assert_eq!(complexity_of(&excluded(&names)), 7);
        let roles = ["*/alpha-role/*", "*/beta-role/*", "*/gamma-role/*", "*/delta-role/*"];
        // `"*`, `"*/`, the two longest prefixes of the last role and the longest prefix of each other role.
        assert_eq!(complexity_of(&excluded(&roles)), 7);
        assert!(complexity_of(&alternatives(&roles)) > MAX_WILDCARD_COMPLEXITY);
        assert_eq!(complexity_of(&excluded(&["*abc", "*abcde"])), 2);
        assert_eq!(complexity_of(&excluded(&["ab*cd", "ab*wx", "ab*yz"])), 2);
        assert_eq!(complexity_of(&excluded(&["a*", "b*"])), 2);
        // Two filters count separately, unless they are equal.
        let [one, other] = [excluded(&["*a*", "*b*"]), excluded(&["*a*", "*c*"])].map(|filters| filters.concat());
        assert_eq!(complexity_of(&[one.clone(), other]), 8);
        assert_eq!(complexity_of(&[one.clone(), one]), complexity_of(&excluded(&["*a*", "*b*"])));
    }

    #[test]
    fn counting_stops_at_the_limit() {
        // Each of these wildcards can match independently, so there are more than `MAX_EXPANDED_STATES` states.
        let many: Vec<String> = (b'a'..=b'z').map(|letter| format!("*{0}*{0}*", char::from(letter))).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert!(complexity_of(&alternatives(&many)) > MAX_WILDCARD_COMPLEXITY);
        assert!(complexity_of(&excluded(&many)) > MAX_WILDCARD_COMPLEXITY);
        assert!(complexity_of(&alternatives(&["*a*a*a*a*a*a*a*a*a*a*"])) > MAX_WILDCARD_COMPLEXITY);
    }
}
