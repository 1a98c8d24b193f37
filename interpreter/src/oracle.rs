//! The oracle: an interpreter that is slow, and obviously right.
//!
//! It does what the language's definition says, word for word: flatten the event to fields, and look for one field for
//! every leaf such that no two chosen fields sit in different elements of the same array. For a scope it takes the elements
//! one by one, as if each were an event. The engines are tested against it.

pub use crate::event::{Event, Field, Membership};

use event_pattern_compiler::json::{Number, Scalar};
use event_pattern_compiler::pattern::Quantifier;
use event_pattern_compiler::pattern::filter::Reference;
use event_pattern_compiler::rule::{FieldPath, Leaf, Rule, Scope};

/// Whether the rule matches the event.
#[must_use]
pub fn matches(rule: &Rule, event: &Event) -> bool {
    Scene { event, element: event }.matches(rule)
}

/// What a rule speaks of: inside a scope one element, as if it were the whole event.
#[derive(Clone, Copy)]
struct Scene<'e> {
    /// The whole event, where paths of other fields start.
    event: &'e Event,
    /// The element of the innermost scope, where those with a leading dot start.
    element: &'e Event,
}

impl<'e> Scene<'e> {
    fn matches(self, rule: &Rule) -> bool {
        rule.conjunctions.iter().any(|conjunction| {
            let leaves: Vec<&Leaf> = conjunction.leaves.iter().map(|&leaf| &rule.leaves[leaf]).collect();
            self.hold(&leaves, &mut Vec::new())
                && conjunction.scopes.iter().all(|&scope| self.holds(&rule.scopes[scope]))
        })
    }

    /// Whether the leaves hold together with the fields chosen so far. The leaves come in the order of their paths.
    ///
    /// A leaf holds by a field that satisfies it and is consistent with those chosen. One that accepts absence also
    /// holds if, among the fields consistent with those chosen, there is none at its path: so it speaks of the array
    /// elements that the paths before it have settled on, and of the whole event if there are none.
    fn hold(self, leaves: &[&'e Leaf], chosen: &mut Vec<&'e Field>) -> bool {
        let Some((leaf, later)) = leaves.split_first() else { return true };
        let consistent: Vec<&Field> = self
            .element
            .fields_at(&leaf.path)
            .filter(|field| chosen.iter().all(|other| field.is_consistent_with(other)))
            .collect();
        if consistent.is_empty() && leaf.accepts_absence() {
            return self.hold(later, chosen);
        }
        consistent.iter().filter(|field| self.satisfies(field, leaf)).any(|field| {
            chosen.push(field);
            let found = self.hold(later, chosen);
            chosen.pop();
            found
        })
    }

    fn satisfies(self, field: &Field, leaf: &Leaf) -> bool {
        let values = |reference: &Reference| self.values(reference);
        leaf.alternatives.iter().any(|filter| filter.accepts_beside(&field.value, &values))
    }

    /// The values of another field.
    fn values(self, reference: &Reference) -> Vec<Scalar> {
        let start = if reference.is_relative { self.element } else { self.event };
        start.fields_at(&FieldPath::of(reference)).map(|field| field.value.clone()).collect()
    }

    /// Whether as many elements match as a scope wants.
    fn holds(self, scope: &Scope) -> bool {
        let mut elements = self.element.elements_at(&scope.path);
        let matches = |element: Event| Scene { event: self.event, element: &element }.matches(&scope.rule);
        match &scope.quantifier {
            Quantifier::Any => elements.any(matches),
            Quantifier::All => elements.all(matches),
            Quantifier::None => !elements.any(matches),
            Quantifier::Count(range) => {
                let count = elements.map(matches).filter(|matches| *matches).count();
                Number::parse(&count.to_string()).is_ok_and(|count| range.accepts(&count))
            }
        }
    }
}
