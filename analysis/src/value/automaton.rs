//! An automaton over the filters on strings, and a search through its states.
//!
//! Every string filter except `cidr` is a chain of characters and gaps. The search follows all chains at once,
//! character by character, and visits each combination of states once. The search therefore ends with an accepted
//! string, or with a proof that no string is accepted.

use super::StepBudget;
use super::address::Version;
use event_pattern_compiler::json::JsonString;
use event_pattern_compiler::pattern::Filter;
use event_pattern_compiler::pattern::filter::{Side, case_forms};
use std::collections::{BTreeSet, HashSet};

/// Maximum number of visited states. Filters that need more are rare; the result for them is unknown.
const MAX_STATES: usize = 10_000;

/// Number of steps that a visit to a state costs.
const STEPS_PER_STATE: usize = 30;

/// Maximum number of nodes, about one for each character of the filters.
const MAX_NODES: usize = 50_000;

/// The result of a search.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum StringSearch {
    /// No string is accepted.
    None,
    /// This string is accepted.
    Found(String),
    /// There may be an accepted string.
    Unknown,
}

/// The error if a filter contains lone surrogates, or if the filters are too long.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unsupported;

/// A node of a chain.
#[derive(Debug, Default)]
struct Node {
    /// The transitions: a character and the node that it leads to.
    transitions: Vec<(char, usize)>,
    /// Whether every character also leads back to this node.
    has_loop: bool,
    /// Whether a string may end here.
    accepts: bool,
}

/// An automaton for the strings that some filters accept and others reject.
#[derive(Debug, Default)]
pub(super) struct Automaton {
    nodes: Vec<Node>,
    /// Groups of start nodes. In each group, at least one chain must accept the string.
    required: Vec<Vec<usize>>,
    /// Start nodes of chains that must not accept the string.
    excluded: Vec<usize>,
}

/// The current nodes of all chains: one set for each required group, followed by one set for the excluded chains.
type State = Vec<Vec<usize>>;

impl Automaton {
    /// Requires one of these filters to accept the string.
    pub(super) fn require(&mut self, filters: &[Filter]) -> Result<(), Unsupported> {
        let mut starts = Vec::new();
        for filter in filters {
            starts.extend(self.add(filter)?);
        }
        self.required.push(starts);
        Ok(())
    }

    /// Requires the filter to reject the string. `cidr` filters and filters on other types have no effect.
    pub(super) fn exclude(&mut self, filter: &Filter) -> Result<(), Unsupported> {
        let start = self.add(filter)?;
        self.excluded.extend(start);
        Ok(())
    }

    /// Requires the string to look like an address of this version.
    pub(super) fn require_address_version(&mut self, version: Version) {
        let start = self.address_chain(version);
        self.required.push(vec![start]);
    }

    /// Requires the string to contain a character that occurs in no filter and in no address.
    pub(super) fn require_unused_character(&mut self) {
        let [start, end] = [self.node(), self.node()];
        let other = self.unused_character();
        self.nodes[start].has_loop = true;
        self.nodes[start].transitions.push((other, end));
        self.nodes[end].has_loop = true;
        self.nodes[end].accepts = true;
        self.required.push(vec![start]);
    }

    /// Adds a filter. Returns its start node, or `None` if the filter does not apply to strings.
    fn add(&mut self, filter: &Filter) -> Result<Option<usize>, Unsupported> {
        if self.nodes.len() > MAX_NODES {
            return Err(Unsupported);
        }
        Ok(match filter {
            Filter::String(text) => Some(self.chain(&[characters(text)?], false, false)),
            Filter::EqualsIgnoreCase(text) => Some(self.chain_ignoring_case(text, false, false)?),
            Filter::Affix(affix) => {
                let (before, after) = (affix.side == Side::Suffix, affix.side == Side::Prefix);
                Some(if affix.ignore_case {
                    self.chain_ignoring_case(&affix.text, before, after)?
                } else {
                    self.chain(&[characters(&affix.text)?], before, after)
                })
            }
            Filter::Wildcard(wildcard) => {
                let piece =
                    |piece: &Vec<u8>| Ok(std::str::from_utf8(piece).map_err(|_| Unsupported)?.chars().collect());
                let pieces: Vec<Vec<char>> = wildcard.pieces.iter().map(piece).collect::<Result<_, _>>()?;
                Some(self.chain(&pieces, false, false))
            }
            Filter::Exists(true) | Filter::Unknown { .. } => Some(self.chain(&[Vec::new()], true, true)),
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

    /// Adds a chain of pieces with gaps between the pieces, and optionally before and after them.
    fn chain(&mut self, pieces: &[Vec<char>], before: bool, after: bool) -> usize {
        let start = self.node();
        let mut last = start;
        self.nodes[last].has_loop = before;
        for (number, piece) in pieces.iter().enumerate() {
            for &character in piece {
                let next = self.node();
                self.nodes[last].transitions.push((character, next));
                last = next;
            }
            if number + 1 < pieces.len() {
                self.nodes[last].has_loop = true;
            }
        }
        self.nodes[last].has_loop |= after;
        self.nodes[last].accepts = true;
        start
    }

    /// Adds a chain that accepts each character in lower or upper case.
    fn chain_ignoring_case(&mut self, text: &JsonString, before: bool, after: bool) -> Result<usize, Unsupported> {
        let start = self.node();
        let mut last = start;
        self.nodes[last].has_loop = before;
        for code in text.code_points() {
            let next = self.node();
            let [lower, upper] = case_forms(code);
            let forms = if lower == upper { vec![lower] } else { vec![lower, upper] };
            for form in forms {
                let mut current = last;
                for (index, &code) in form.iter().enumerate() {
                    let target = if index + 1 == form.len() { next } else { self.node() };
                    self.nodes[current].transitions.push((char::from_u32(code).ok_or(Unsupported)?, target));
                    current = target;
                }
            }
            last = next;
        }
        self.nodes[last].has_loop |= after;
        self.nodes[last].accepts = true;
        Ok(start)
    }

    /// Adds nodes that accept all addresses of a version, and some other strings.
    fn address_chain(&mut self, version: Version) -> usize {
        let (digits, separator) = match version {
            Version::V4 => ("0123456789", '.'),
            Version::V6 => ("0123456789abcdefABCDEF", ':'),
        };
        let start = self.node();
        match version {
            Version::V4 => {
                let mut current = start;
                for part in 0..4 {
                    let inside = self.node();
                    for at in [current, inside] {
                        self.nodes[at].transitions.extend(digits.chars().map(|digit| (digit, inside)));
                    }
                    if part < 3 {
                        current = self.node();
                        self.nodes[inside].transitions.push((separator, current));
                    } else {
                        self.nodes[inside].accepts = true;
                    }
                }
            }
            Version::V6 => {
                // Digits and colons, with at least two colons.
                let [one, two] = [self.node(), self.node()];
                for (at, after) in [(start, one), (one, two), (two, two)] {
                    self.nodes[at].transitions.extend(digits.chars().map(|digit| (digit, at)));
                    self.nodes[at].transitions.push((separator, after));
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

    /// Finds the shortest string that both the automaton and the predicate accept.
    pub(super) fn find(&self, budget: &StepBudget, is_match: impl Fn(&str) -> bool) -> StringSearch {
        let other = self.unused_character();
        let start: State =
            self.required.iter().chain([&self.excluded]).map(|set| self.normalize(set.clone())).collect();
        // Each visited state, with the position of its predecessor in this list and the character that leads from the
        // predecessor to the state.
        let mut visited: Vec<(State, usize, char)> = vec![(start.clone(), 0, other)];
        let mut seen: HashSet<State> = HashSet::from([start]);
        let mut is_uncertain = false;
        let mut position = 0;
        while let Some((state, ..)) = visited.get(position) {
            if position >= MAX_STATES || !budget.spend(STEPS_PER_STATE) {
                return StringSearch::Unknown;
            }
            if self.accepts(state) {
                let text = string_to(&visited, position);
                if is_match(&text) {
                    return StringSearch::Found(text);
                }
                is_uncertain = true;
            }
            let characters: BTreeSet<char> = state.iter().flatten().flat_map(|&node| self.transitions(node)).collect();
            let successors: Vec<(State, char)> = std::iter::once(other)
                .chain(characters)
                .filter_map(|character| Some((self.after(state, character)?, character)))
                .collect();
            for (next, character) in successors {
                if seen.insert(next.clone()) {
                    visited.push((next, position, character));
                }
            }
            position += 1;
        }
        if is_uncertain { StringSearch::Unknown } else { StringSearch::None }
    }

    fn transitions(&self, node: usize) -> impl Iterator<Item = char> + '_ {
        self.nodes[node].transitions.iter().map(|(character, _)| *character)
    }

    /// Returns the state after a character; `None` if no accepted string continues from there.
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
        for &id in set {
            let node = &self.nodes[id];
            if node.has_loop {
                next.push(id);
            }
            next.extend(
                node.transitions.iter().filter(|(expected, _)| *expected == character).map(|(_, target)| *target),
            );
        }
        self.normalize(next)
    }

    /// Normalises a set of nodes. If one of the nodes accepts every continuation, the others are redundant.
    fn normalize(&self, mut set: Vec<usize>) -> Vec<usize> {
        set.sort_unstable();
        set.dedup();
        match set.iter().find(|&&node| self.accepts_all(node)) {
            Some(&all) => vec![all],
            None => set,
        }
    }

    fn accepts_all(&self, node: usize) -> bool {
        self.nodes[node].has_loop && self.nodes[node].accepts
    }

    fn accepts(&self, state: &State) -> bool {
        let ends = |set: &Vec<usize>| set.iter().any(|&node| self.nodes[node].accepts);
        state.split_last().is_some_and(|(excluded, required)| required.iter().all(ends) && !ends(excluded))
    }

    /// Returns a character that occurs in no filter.
    fn unused_character(&self) -> char {
        let used: HashSet<char> = self.nodes.iter().flat_map(|node| &node.transitions).map(|(used, _)| *used).collect();
        // The range also excludes the hexadecimal digits, which occur in addresses.
        ('g'..='z').rev().chain('\u{e000}'..='\u{f8ff}').find(|one| !used.contains(one)).unwrap_or('\u{10ffff}')
    }
}

/// Returns the string that leads to a state.
fn string_to(visited: &[(State, usize, char)], mut position: usize) -> String {
    let mut text = Vec::new();
    while position > 0 {
        let (_, before, character) = &visited[position];
        text.push(*character);
        position = *before;
    }
    text.iter().rev().collect()
}

/// Returns the characters of a string, or an error if the string contains lone surrogates.
fn characters(text: &JsonString) -> Result<Vec<char>, Unsupported> {
    Ok(text.as_str().ok_or(Unsupported)?.chars().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_with_too_many_characters_are_unsupported() {
        let text = |length: usize| Filter::String(JsonString::from("a".repeat(length).as_str()));
        // A filter needs one node more than it has characters.
        let mut automaton = Automaton::default();
        assert_eq!(automaton.exclude(&text(MAX_NODES - 1)), Ok(()));
        assert_eq!(automaton.exclude(&text(0)), Ok(()));
        assert_eq!(automaton.exclude(&text(0)), Err(Unsupported));
        let mut automaton = Automaton::default();
        assert_eq!(automaton.exclude(&text(MAX_NODES + 1)), Ok(()));
        assert_eq!(automaton.exclude(&text(0)), Err(Unsupported));
    }

    #[test]
    fn a_state_that_excludes_every_continuation_is_not_visited() {
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
        // Every string with an `x` after an `a` is excluded as soon as the `a` is read.
        let small_budget = StepBudget::new(10 * STEPS_PER_STATE);
        assert_eq!(automaton.find(&small_budget, |_| true), StringSearch::None);
    }
}
