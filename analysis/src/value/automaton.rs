//! Filters on strings as one automaton, and the walk through all its states.
//!
//! Every filter on strings but `cidr` is a chain of characters and gaps. The walk follows all chains at once, character by
//! character, and meets each combination of states once, so it ends with a string or with the certainty that there is none.

use super::Effort;
use super::address::Form;
use event_pattern_compiler::json::JsonString;
use event_pattern_compiler::pattern::Filter;
use event_pattern_compiler::pattern::filter::{Side, case_forms};
use std::collections::{BTreeSet, HashSet};

/// How many states are visited. Filters that need more are rare, and nothing is said of them.
const MOST_STATES: usize = 10_000;

/// How much effort a state is.
const STEPS_OF_A_STATE: usize = 30;

/// How many characters all filters may have together.
const MOST_NODES: usize = 50_000;

/// What the walk comes to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// No string is accepted.
    Nothing,
    /// This one is.
    Text(String),
    /// There may be one.
    Unknown,
}

/// A filter has lone surrogates, or there are too many filters.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Untold;

/// A place in a chain.
#[derive(Debug, Default)]
struct Node {
    /// Where a character leads.
    steps: Vec<(char, usize)>,
    /// Whether any character may stand here, and leads back.
    repeats: bool,
    /// Whether a string may end here.
    accepts: bool,
}

/// Strings that some filters accept and others do not.
#[derive(Debug, Default)]
pub(super) struct Automaton {
    nodes: Vec<Node>,
    /// In each of these groups one chain must accept.
    required: Vec<Vec<usize>>,
    /// None of these may.
    excluded: Vec<usize>,
}

/// Where all chains stand: the required groups, and the excluded ones last.
type State = Vec<Vec<usize>>;

impl Automaton {
    /// One of these filters must accept the string.
    pub(super) fn require(&mut self, filters: &[Filter]) -> Result<(), Untold> {
        let mut starts = Vec::new();
        for filter in filters {
            starts.extend(self.add(filter)?);
        }
        self.required.push(starts);
        Ok(())
    }

    /// The filter must not accept the string. Blocks of addresses are left aside.
    pub(super) fn exclude(&mut self, filter: &Filter) -> Result<(), Untold> {
        let start = self.add(filter)?;
        self.excluded.extend(start);
        Ok(())
    }

    /// The string has the form of an address.
    pub(super) fn require_form(&mut self, form: Form) {
        let start = self.form(form);
        self.required.push(vec![start]);
    }

    /// The string has a character that no filter has, and no address.
    pub(super) fn require_other_character(&mut self) {
        let [start, end] = [self.node(), self.node()];
        let other = self.other_character();
        self.nodes[start].repeats = true;
        self.nodes[start].steps.push((other, end));
        self.nodes[end].repeats = true;
        self.nodes[end].accepts = true;
        self.required.push(vec![start]);
    }

    /// Adds a filter and tells where it starts, if it is one for strings.
    fn add(&mut self, filter: &Filter) -> Result<Option<usize>, Untold> {
        if self.nodes.len() > MOST_NODES {
            return Err(Untold);
        }
        Ok(match filter {
            Filter::String(text) => Some(self.chain(&[characters(text)?], false, false)),
            Filter::EqualsIgnoreCase(text) => Some(self.chain_of_forms(text, false, false)?),
            Filter::Affix(affix) => {
                let (before, after) = (affix.side == Side::Suffix, affix.side == Side::Prefix);
                Some(if affix.ignore_case {
                    self.chain_of_forms(&affix.text, before, after)?
                } else {
                    self.chain(&[characters(&affix.text)?], before, after)
                })
            }
            Filter::Wildcard(wildcard) => {
                let piece = |piece: &Vec<u8>| Ok(std::str::from_utf8(piece).map_err(|_| Untold)?.chars().collect());
                let pieces: Vec<Vec<char>> = wildcard.pieces.iter().map(piece).collect::<Result<_, _>>()?;
                Some(self.chain(&pieces, false, false))
            }
            Filter::Exists(true) => Some(self.chain(&[Vec::new()], true, true)),
            Filter::Null
            | Filter::Boolean(_)
            | Filter::Number(_)
            | Filter::NumberByFirstDigit
            | Filter::Numeric(_)
            | Filter::FieldRange(_)
            | Filter::Cidr(_)
            | Filter::Exists(false)
            | Filter::AnythingBut(_)
            | Filter::FieldRef(_) => None,
        })
    }

    /// Pieces with gaps between them, and gaps before and after them.
    fn chain(&mut self, pieces: &[Vec<char>], before: bool, after: bool) -> usize {
        let start = self.node();
        let mut last = start;
        self.nodes[last].repeats = before;
        for (number, piece) in pieces.iter().enumerate() {
            for &character in piece {
                let next = self.node();
                self.nodes[last].steps.push((character, next));
                last = next;
            }
            if number + 1 < pieces.len() {
                self.nodes[last].repeats = true;
            }
        }
        self.nodes[last].repeats |= after;
        self.nodes[last].accepts = true;
        start
    }

    /// Characters in lower or upper case.
    fn chain_of_forms(&mut self, text: &JsonString, before: bool, after: bool) -> Result<usize, Untold> {
        let start = self.node();
        let mut last = start;
        self.nodes[last].repeats = before;
        for code in text.code_points() {
            let next = self.node();
            let [lower, upper] = case_forms(code);
            let forms = if lower == upper { vec![lower] } else { vec![lower, upper] };
            for form in forms {
                let mut place = last;
                for (index, &code) in form.iter().enumerate() {
                    let target = if index + 1 == form.len() { next } else { self.node() };
                    self.nodes[place].steps.push((char::from_u32(code).ok_or(Untold)?, target));
                    place = target;
                }
            }
            last = next;
        }
        self.nodes[last].repeats |= after;
        self.nodes[last].accepts = true;
        Ok(start)
    }

    /// All strings of a form that addresses have, and some more.
    fn form(&mut self, form: Form) -> usize {
        let (digits, separator) = match form {
            Form::V4 => ("0123456789", '.'),
            Form::V6 => ("0123456789abcdefABCDEF", ':'),
        };
        let start = self.node();
        match form {
            Form::V4 => {
                let mut place = start;
                for part in 0..4 {
                    let inside = self.node();
                    for at in [place, inside] {
                        self.nodes[at].steps.extend(digits.chars().map(|digit| (digit, inside)));
                    }
                    if part < 3 {
                        place = self.node();
                        self.nodes[inside].steps.push((separator, place));
                    } else {
                        self.nodes[inside].accepts = true;
                    }
                }
            }
            Form::V6 => {
                // Digits and colons, at least two of these.
                let [one, two] = [self.node(), self.node()];
                for (at, after) in [(start, one), (one, two), (two, two)] {
                    self.nodes[at].steps.extend(digits.chars().map(|digit| (digit, at)));
                    self.nodes[at].steps.push((separator, after));
                }
                self.nodes[two].accepts = true;
            }
        }
        start
    }

    fn node(&mut self) -> usize {
        self.nodes.push(Node::default());
        self.nodes.len() - 1
    }

    /// Looks for the shortest string that is accepted, and right in all else.
    pub(super) fn find(&self, effort: &Effort, is_right: impl Fn(&str) -> bool) -> Outcome {
        let other = self.other_character();
        let start: State = self.required.iter().chain([&self.excluded]).map(|set| self.settle(set.clone())).collect();
        // Every state with the one before it and the character between them.
        let mut visited: Vec<(State, usize, char)> = vec![(start.clone(), 0, other)];
        let mut known: HashSet<State> = HashSet::from([start]);
        let mut is_uncertain = false;
        let mut position = 0;
        while let Some((state, ..)) = visited.get(position) {
            if position >= MOST_STATES || !effort.spend(STEPS_OF_A_STATE) {
                return Outcome::Unknown;
            }
            if self.accepts(state) {
                let text = spell(&visited, position);
                if is_right(&text) {
                    return Outcome::Text(text);
                }
                is_uncertain = true;
            }
            let characters: BTreeSet<char> = state.iter().flatten().flat_map(|&node| self.steps(node)).collect();
            let successors: Vec<(State, char)> = std::iter::once(other)
                .chain(characters)
                .filter_map(|character| Some((self.after(state, character)?, character)))
                .collect();
            for (next, character) in successors {
                if known.insert(next.clone()) {
                    visited.push((next, position, character));
                }
            }
            position += 1;
        }
        if is_uncertain { Outcome::Unknown } else { Outcome::Nothing }
    }

    fn steps(&self, node: usize) -> impl Iterator<Item = char> + '_ {
        self.nodes[node].steps.iter().map(|(character, _)| *character)
    }

    /// The state after a character, unless no string goes on from there.
    fn after(&self, state: &State, character: char) -> Option<State> {
        let (excluded, required) = state.split_last()?;
        let mut next = Vec::with_capacity(state.len());
        for set in required {
            let set = self.advance(set, character);
            if set.is_empty() {
                return None;
            }
            next.push(set);
        }
        let excluded = self.advance(excluded, character);
        if excluded.iter().any(|&node| self.accepts_all(node)) {
            return None;
        }
        next.push(excluded);
        Some(next)
    }

    fn advance(&self, set: &[usize], character: char) -> Vec<usize> {
        let mut next = Vec::new();
        for &place in set {
            let node = &self.nodes[place];
            if node.repeats {
                next.push(place);
            }
            next.extend(node.steps.iter().filter(|(wanted, _)| *wanted == character).map(|(_, target)| *target));
        }
        self.settle(next)
    }

    /// A set of places in one form. Beside a place that accepts whatever follows the others add nothing.
    fn settle(&self, mut set: Vec<usize>) -> Vec<usize> {
        set.sort_unstable();
        set.dedup();
        match set.iter().find(|&&node| self.accepts_all(node)) {
            Some(&all) => vec![all],
            None => set,
        }
    }

    fn accepts_all(&self, node: usize) -> bool {
        self.nodes[node].repeats && self.nodes[node].accepts
    }

    fn accepts(&self, state: &State) -> bool {
        let ends = |set: &Vec<usize>| set.iter().any(|&node| self.nodes[node].accepts);
        state.split_last().is_some_and(|(excluded, required)| required.iter().all(ends) && !ends(excluded))
    }

    /// A character that no filter has.
    fn other_character(&self) -> char {
        let named: HashSet<char> = self.nodes.iter().flat_map(|node| &node.steps).map(|(named, _)| *named).collect();
        // No digit of an address either.
        ('g'..='z').rev().chain('\u{e000}'..='\u{f8ff}').find(|one| !named.contains(one)).unwrap_or('\u{10ffff}')
    }
}

/// The string that leads to a state.
fn spell(visited: &[(State, usize, char)], mut position: usize) -> String {
    let mut text = Vec::new();
    while position > 0 {
        let (_, before, character) = &visited[position];
        text.push(*character);
        position = *before;
    }
    text.iter().rev().collect()
}

/// The characters of a text, unless it has lone surrogates.
fn characters(text: &JsonString) -> Result<Vec<char>, Untold> {
    Ok(text.as_str().ok_or(Untold)?.chars().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_of_too_many_characters_are_not_gone_through() {
        let text = |length: usize| Filter::String(JsonString::from("a".repeat(length).as_str()));
        // Each filter has a place more than characters.
        let mut automaton = Automaton::default();
        assert_eq!(automaton.exclude(&text(MOST_NODES - 1)), Ok(()));
        assert_eq!(automaton.exclude(&text(0)), Ok(()));
        assert_eq!(automaton.exclude(&text(0)), Err(Untold));
        let mut automaton = Automaton::default();
        assert_eq!(automaton.exclude(&text(MOST_NODES + 1)), Ok(()));
        assert_eq!(automaton.exclude(&text(0)), Err(Untold));
    }

    #[test]
    fn what_excludes_all_that_follows_ends_the_walk() {
        let containing = |letters: &str| {
            let pattern = format!("{{\"a\":[{{\"wildcard\":\"*{letters}*\"}}]}}");
            let rule = event_pattern_compiler::parse(&pattern, event_pattern_compiler::json::Dialect::Strict)
                .lowered
                .unwrap()
                .rule;
            rule.leaves[0].alternatives[0].clone()
        };
        let mut automaton = Automaton::default();
        automaton.require(&[containing("a*x")]).unwrap();
        for letter in 'a'..='n' {
            automaton.exclude(&containing(&letter.to_string())).unwrap();
        }
        // All strings with an `x` behind an `a` are excluded by their first letter already.
        let few = Effort::new(10 * STEPS_OF_A_STATE);
        assert_eq!(automaton.find(&few, |_| true), Outcome::Nothing);
    }
}
