//! A rule as tables for the runtime's engine.
//!
//! [`event_pattern_tables`] says what is in them. They are made here once and written as one string of bytes, which the macro
//! makes a constant of and the dynamic matcher keeps.

mod alternatives;
mod clause;
mod extensions;
mod goal;
mod image;
mod lower;
mod numbers;
mod rare;
mod rows;
mod set;
mod tail;
mod tree;
mod unfold;
mod writer;

pub use event_pattern_tables::VERSION;
pub use extensions::Extensions;
pub use goal::{Fact, Need};
pub use lower::{Structure, lower};
pub use numbers::TooLarge;
pub use set::{Added, Set, SetTables, lower_set};

use event_pattern_tables::program::{Goal, Key, Leaf, Node, Object, Range, Requirement, Tail, Test};
use event_pattern_tables::scratch::ProgramScratch;

/// A rule as tables.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Program {
    /// Every string of the pattern, in quotes.
    pub text: Vec<u8>,
    /// The steps of the field paths: first those that have keys, and first of all the event.
    pub nodes: Vec<Node>,
    /// What is known of objects at nodes that have keys, in the same order.
    pub objects: Vec<Object>,
    /// The keys that lead from nodes to nodes.
    pub keys: Vec<Key>,
    /// The conditions on fields.
    pub leaves: Vec<Leaf>,
    /// The alternatives of the leaves.
    pub tests: Vec<Test>,
    /// What an object must meet.
    pub goals: Vec<Goal>,
    /// What the goals require.
    pub requirements: Vec<Requirement>,
    /// The bits that say that a field was seen, by node.
    pub sightings: Vec<u16>,
    /// The leaves that must hold together, in the order of their paths.
    pub conjunctions: Vec<Range>,
    /// The leaves of the conjunctions.
    pub conjunction_leaves: Vec<u16>,
    /// How many bits there are.
    pub bits: u16,
    /// How many steps the longest path has.
    pub depth: u16,
    /// How dotted keys end that matter, by node.
    pub tails: Vec<Tail>,
    /// How many bytes a key that matters can be long, however it is written; 0 if the nodes do not tell how keys end,
    /// because that would be too much, or what one object must meet.
    pub reach: u32,
    /// What the service's patterns do not have.
    pub extensions: Extensions,
}

impl Program {
    /// The number of 64-bit words of scratch memory that the engine needs.
    #[must_use]
    pub fn scratch_words(&self) -> usize {
        let longest = self.conjunctions.iter().map(|leaves| usize::from(leaves.length)).max().unwrap_or(0);
        let Extensions { scopes, event_references, element_references, scratch: nested, .. } = &self.extensions;
        let scratch = ProgramScratch {
            field_refs: event_references.len() + element_references.len(),
            scopes: scopes.len(),
            rest: longest.max(*nested),
            ..ProgramScratch::new(self.bits.into(), self.depth.into())
        };
        scratch.words()
    }
}

#[cfg(test)]
mod tests;
