//! Compares element scopes. A scope can be proved to imply another only if both have the same path and quantifier. The
//! pattern of one scope must then imply the pattern of the other: in the same direction for `$any` and `$all`, in the
//! opposite direction for `$none`, and in both directions for `$count`.

use super::event_shape::{Assumptions, EventShape};
use super::implication;
use super::witness::{Element, Witness};
use event_pattern_compiler::pattern::Quantifier;
use event_pattern_compiler::rule::Scope;

/// Whether it is proved that all wide scopes hold for every event for which all narrow scopes hold.
pub(super) fn are_implied(narrow: &[&Scope], wide: &[&Scope], event_shape: EventShape<'_>) -> bool {
    wide.iter().all(|wide| narrow.iter().any(|narrow| implies(narrow, wide, event_shape)))
}

fn implies(narrow: &Scope, wide: &Scope, event_shape: EventShape<'_>) -> bool {
    if narrow == wide {
        return true;
    }
    if narrow.path != wide.path {
        return false;
    }
    let elements = match event_shape {
        EventShape::Fields(fields) => fields.resolve(narrow.path.steps()).inner_object(),
        EventShape::Envelope | EventShape::AnyObject => None,
    };
    let is_proved = |one: &Scope, other: &Scope| {
        implication::is_proved_for(&one.rule, &other.rule, Assumptions::Elements(elements))
    };
    match (&narrow.quantifier, &wide.quantifier) {
        (Quantifier::Any, Quantifier::Any) | (Quantifier::All, Quantifier::All) => is_proved(narrow, wide),
        (Quantifier::None, Quantifier::None) => is_proved(wide, narrow),
        (Quantifier::Count(own), Quantifier::Count(other)) => {
            own == other && is_proved(narrow, wide) && is_proved(wide, narrow)
        }
        _ => false,
    }
}

/// Adds array elements that satisfy the scopes, for the quantifiers that require at least one element.
pub(super) fn add_elements(witness: &mut Witness, scopes: &[&Scope], event_shape: EventShape<'_>) {
    let mut number = 1;
    for scope in scopes {
        let elements = match event_shape {
            EventShape::Fields(fields) => fields.resolve(scope.path.steps()).inner_object(),
            EventShape::Envelope | EventShape::AnyObject => None,
        };
        let count = match &scope.quantifier {
            Quantifier::Any => 1,
            Quantifier::Count(range) => {
                range.non_negative_integers().map_or(0, |(least, _)| least.min(MAX_WITNESS_ELEMENTS))
            }
            Quantifier::All | Quantifier::None => 0,
        };
        for _ in 0..count {
            number += 1;
            for (path, value) in implication::sample_fields_of_rule(&scope.rule, Assumptions::Elements(elements)) {
                let path = scope.path.join_path(&path);
                let depth = scope.path.steps().len();
                witness.add(&path, Some(Element { depth, number }), value);
            }
        }
    }
}

/// Maximum number of elements that are added to a witness for `$count`.
const MAX_WITNESS_ELEMENTS: u32 = 10;
