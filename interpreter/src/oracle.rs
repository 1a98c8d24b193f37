//! The oracle: an interpreter that is slow, and obviously right.
//!
//! It does what the language's definition says, word for word: flatten the event to fields, and look for one field for
//! every leaf such that no two chosen fields sit in different elements of the same array. For a scope it takes the elements
//! one by one, as if each were an event. The engines are tested against it.

pub use crate::event::{Event, Field, Membership};

use crate::event::View;
use event_pattern_compiler::json::Number;
use event_pattern_compiler::pattern::Quantifier;
use event_pattern_compiler::rule::{Leaf, Rule, Scope};

/// Whether the rule matches the event.
#[must_use]
pub fn matches(rule: &Rule, event: &Event) -> bool {
    View { event, element: event }.matches(rule)
}

impl<'e> View<'e> {
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
        self.accepting(leaf.alternatives.iter(), &field.value).is_some()
    }

    /// Whether as many elements match as a scope wants.
    fn holds(self, scope: &Scope) -> bool {
        let mut elements = self.element.objects_at(&scope.path).filter_map(|object| self.element.inside(object));
        let matches = |element: Event| View { event: self.event, element: &element }.matches(&scope.rule);
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
