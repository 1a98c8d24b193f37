//! The oracle: an interpreter that is slow but obviously correct. The engines are tested against it.
//!
//! The oracle follows the definition of the language literally. It flattens the event into fields, and chooses one
//! field for each leaf such that no two chosen fields are in different elements of the same array. For an element
//! scope, it evaluates each element as if the element were an event.

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
            self.leaves_hold(&leaves, &mut Vec::new())
                && conjunction.scopes.iter().all(|&scope| self.scope_holds(&rule.scopes[scope]))
        })
    }

    /// Whether the leaves hold in combination with the fields chosen so far. The leaves are in the order of their
    /// paths.
    ///
    /// A leaf holds if it is satisfied by a field that is consistent with the chosen fields. A leaf that accepts
    /// absence also holds if no field at its path is consistent with the chosen fields. Absence therefore refers to the
    /// array elements that contain the fields chosen for earlier paths, or to the whole event if there are no such
    /// elements.
    fn leaves_hold(self, leaves: &[&'e Leaf], chosen: &mut Vec<&'e Field>) -> bool {
        let Some((leaf, later)) = leaves.split_first() else { return true };
        let consistent: Vec<&Field> = self
            .element
            .fields_at(&leaf.path)
            .filter(|field| chosen.iter().all(|other| field.is_consistent_with(other)))
            .collect();
        if consistent.is_empty() && leaf.accepts_absence() {
            return self.leaves_hold(later, chosen);
        }
        consistent.iter().filter(|field| self.satisfies(field, leaf)).any(|field| {
            chosen.push(field);
            let found = self.leaves_hold(later, chosen);
            chosen.pop();
            found
        })
    }

    fn satisfies(self, field: &Field, leaf: &Leaf) -> bool {
        self.accepting_filter(leaf.alternatives.iter(), &field.value).is_some()
    }

    /// Whether the number of matching elements satisfies the quantifier of a scope.
    fn scope_holds(self, scope: &Scope) -> bool {
        let mut elements = self.element.objects_at(&scope.path).filter_map(|object| self.element.as_event(object));
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
