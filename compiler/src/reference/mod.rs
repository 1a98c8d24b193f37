//! The reference interpreter: slow, and obviously right.
//!
//! It does what the language's definition says, word for word: flatten the event to fields, and look for one field for
//! every leaf such that no two chosen fields sit in different elements of the same array. The engines are tested
//! against it.

mod event;

pub use event::{Event, Field, Membership};

use crate::rule::{Leaf, Rule};

/// Whether the rule matches the event.
#[must_use]
pub fn matches(rule: &Rule, event: &Event) -> bool {
    rule.conjunctions.iter().any(|conjunction| {
        let leaves: Vec<&Leaf> = conjunction.iter().map(|&leaf| &rule.leaves[leaf]).collect();
        holds(&leaves, event, &mut Vec::new())
    })
}

/// Whether the leaves hold together with the fields chosen so far. The leaves come in the order of their paths.
///
/// A leaf holds by a field that satisfies it and is consistent with those chosen. One that accepts absence also holds
/// if, among the fields consistent with those chosen, there is none at its path: so it speaks of the array elements that
/// the paths before it have settled on, and of the whole event if there are none.
fn holds<'e>(leaves: &[&'e Leaf], event: &'e Event, chosen: &mut Vec<&'e Field>) -> bool {
    let Some((leaf, later)) = leaves.split_first() else { return true };
    let consistent: Vec<&Field> = event
        .fields_at(&leaf.path)
        .filter(|field| chosen.iter().all(|other| field.is_consistent_with(other)))
        .collect();
    if consistent.is_empty() && leaf.accepts_absence() {
        return holds(later, event, chosen);
    }
    let satisfies = |field: &&&Field| leaf.alternatives.iter().any(|filter| filter.accepts(&field.value));
    consistent.iter().filter(satisfies).any(|field| {
        chosen.push(field);
        let found = holds(later, event, chosen);
        chosen.pop();
        found
    })
}
