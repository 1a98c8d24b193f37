//! The program of a rule: the tables that the runtime's engine reads.
//!
//! [`event_pattern_tables`] defines the tables. This module builds the tables and encodes them as one string of bytes.
//! A macro stores the bytes as a constant, and the dynamic matcher keeps them in memory.

mod alternatives;
mod builder;
mod clause;
mod encode;
mod extensions;
mod goal;
mod inline_scopes;
mod key_suffix;
mod lower;
mod numbers;
mod rare_bytes;
mod rows;
mod set;
mod tree;

pub use event_pattern_tables::VERSION;
pub use extensions::Extensions;
pub use goal::{Fact, Need};
pub use lower::{Structure, lower};
pub use numbers::TooLarge;
pub use set::{Added, Set, SetTables, lower_set};

use event_pattern_tables::program::{Goal, Key, KeySuffix, Leaf, Node, Object, Range, Requirement, Test};
use event_pattern_tables::scratch::ProgramScratch;

/// The tables of a rule. The fields correspond to those of
/// [`ProgramImage`](event_pattern_tables::program::ProgramImage) and
/// [`ColdImage`](event_pattern_tables::program::ColdImage).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Program {
    /// Every string of the rule, in quotes.
    pub text: Vec<u8>,
    /// The steps of the field paths. The event is node 0, and nodes that have keys come before all others.
    pub nodes: Vec<Node>,
    /// The objects at nodes that have keys, in the order of the nodes.
    pub objects: Vec<Object>,
    /// The keys that lead from one node to another.
    pub keys: Vec<Key>,
    /// The leaves, ordered by node.
    pub leaves: Vec<Leaf>,
    /// The alternatives of the leaves.
    pub tests: Vec<Test>,
    /// The goals of objects.
    pub goals: Vec<Goal>,
    /// The requirements of goals.
    pub requirements: Vec<Requirement>,
    /// The bits to set when a field is present at a node, grouped by node.
    pub sightings: Vec<u16>,
    /// The conjunctions, each a range of `conjunction_leaves`.
    pub conjunctions: Vec<Range>,
    /// The leaf numbers of the conjunctions, ordered by path within each conjunction.
    pub conjunction_leaves: Vec<u16>,
    /// Number of bits, one for each fact about an object.
    pub bits: u16,
    /// Number of steps in the longest path.
    pub depth: u16,
    /// The suffixes of dotted keys that may matter, grouped by node.
    pub key_suffixes: Vec<KeySuffix>,
    /// Upper bound on the length, in bytes, of the JSON text of a key in the tables, including escapes. 0 if events
    /// cannot be swept because the program has no goals or too many key suffixes.
    pub max_key_len: u32,
    /// The tables for element scopes and field references.
    pub extensions: Extensions,
}

impl Program {
    /// Returns the number of 64-bit words of scratch memory that the engine needs.
    #[must_use]
    pub fn scratch_words(&self) -> usize {
        let longest_conjunction = self.conjunctions.iter().map(|leaves| usize::from(leaves.length)).max().unwrap_or(0);
        let Extensions { scopes, event_field_refs, element_field_refs, scratch_words: nested, .. } = &self.extensions;
        let scratch = ProgramScratch {
            field_refs: event_field_refs.len() + element_field_refs.len(),
            scopes: scopes.len(),
            // The plain pass may run a nested program while objects are unfinished.
            rest: longest_conjunction.max(self.objects.len() + *nested),
            ..ProgramScratch::new(self.bits.into(), self.depth.into())
        };
        scratch.words()
    }
}

#[cfg(test)]
mod tests;
