//! Element scopes, as far as they can be told: one implies another if they ask the same of as many elements, or if the
//! pattern of one implies that of the other. What remains is not known.

use super::draft::Draft;
use super::implication;
use super::known::{Known, Setting};
use event_pattern_compiler::pattern::Quantifier;
use event_pattern_compiler::rule::Scope;

/// Whether each of the wide scopes surely holds where all narrow ones hold.
pub(super) fn are_implied(narrow: &[&Scope], wide: &[&Scope], known: Known) -> bool {
    wide.iter().all(|wide| narrow.iter().any(|narrow| implies(narrow, wide, known)))
}

fn implies(narrow: &Scope, wide: &Scope, known: Known) -> bool {
    if narrow == wide {
        return true;
    }
    if narrow.path != wide.path {
        return false;
    }
    let elements = match known {
        Known::Fields(fields) => fields.resolve(narrow.path.steps()).inner_object(),
        Known::Envelope | Known::Nothing => None,
    };
    let is_certain =
        |one: &Scope, other: &Scope| implication::is_certain_for(&one.rule, &other.rule, Setting::Elements(elements));
    match (&narrow.quantifier, &wide.quantifier) {
        (Quantifier::Any, Quantifier::Any) | (Quantifier::All, Quantifier::All) => is_certain(narrow, wide),
        (Quantifier::None, Quantifier::None) => is_certain(wide, narrow),
        (Quantifier::Count(own), Quantifier::Count(other)) => {
            own == other && is_certain(narrow, wide) && is_certain(wide, narrow)
        }
        _ => false,
    }
}

/// Adds the elements that scopes ask for, where that is simple.
pub(super) fn fill(draft: &mut Draft, scopes: &[&Scope], known: Known) {
    let mut number = 1;
    for scope in scopes {
        let elements = match known {
            Known::Fields(fields) => fields.resolve(scope.path.steps()).inner_object(),
            Known::Envelope | Known::Nothing => None,
        };
        let count = match &scope.quantifier {
            Quantifier::Any => 1,
            Quantifier::Count(range) => range.non_negative_integers().map_or(0, |(least, _)| least.min(MOST_ELEMENTS)),
            Quantifier::All | Quantifier::None => 0,
        };
        for _ in 0..count {
            number += 1;
            for (path, value) in implication::sample_of(&scope.rule, Setting::Elements(elements)) {
                let whole = scope.path.join_path(&path);
                let depth = scope.path.steps().len();
                draft.add(&whole, Some(super::draft::Element { depth, number }), value);
            }
        }
    }
}

/// How many elements are made up for a count.
const MOST_ELEMENTS: u32 = 10;
