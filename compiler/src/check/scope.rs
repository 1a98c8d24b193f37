//! Reports element scopes that have no effect, and `$count` conditions that always or never hold.

use crate::diagnostic::{Diagnostics, Lint};
use crate::pattern::{Condition, Content, Object, Pattern, Quantifier, Scope};
use crate::rule::{FieldPath, Leaf, Lowered, Rule};

/// Checks the range of every `$count` in a pattern.
pub(super) fn check_counts(pattern: &Pattern, diagnostics: &mut Diagnostics) {
    visit(&pattern.root, diagnostics);
}

fn visit(object: &Object, diagnostics: &mut Diagnostics) {
    for condition in &object.conditions {
        match condition {
            Condition::Or(or) => or.branches.iter().for_each(|branch| visit(branch, diagnostics)),
            Condition::Field(field) => {
                if let Content::Object(inner) = &field.content {
                    visit(inner, diagnostics);
                }
            }
            Condition::Scope(scope) => {
                check_count(scope, diagnostics);
                scope.patterns.iter().for_each(|pattern| visit(pattern, diagnostics));
            }
        }
    }
}

fn check_count(scope: &Scope, diagnostics: &mut Diagnostics) {
    let Quantifier::Count(range) = &scope.quantifier else { return };
    match range.non_negative_integers() {
        None => {
            let message = "no possible number of elements is in this range";
            let help = "use a range that contains 0 or a positive integer";
            diagnostics.push(Lint::NeverMatch.at(scope.value_span, message).with_help(help));
        }
        Some((0, None)) => {
            let message = "every possible number of elements is in this range";
            let help = "remove the scope, or write `[\">\", 0]` to require at least one element";
            diagnostics.push(Lint::AlwaysTrue.at(scope.value_span, message).with_help(help));
        }
        Some(_) => {}
    }
}

/// Reports every `$any` that can be removed without changing the meaning of its pattern.
pub(super) fn check_needless(lowered: &Lowered, diagnostics: &mut Diagnostics) {
    for (number, spans) in lowered.scopes.iter().enumerate() {
        if is_needless(&lowered.rule, number) {
            let name = lowered.rule.scopes[number].path.last_step();
            let message = format!(
                "`$any` has no effect here: one element of `{name}` must satisfy all of these conditions with or without it"
            );
            let help = format!("remove `$any` and write its conditions directly under `{name}`");
            diagnostics.push(Lint::NeedlessScope.at(spans.key, message).with_help(help));
        }
    }
}

/// Whether a scope is a `$any` that can be removed: there are no other conditions at or below its path, and its pattern
/// contains no scope, no `exists: false` and no field reference relative to the element.
fn is_needless(rule: &Rule, number: usize) -> bool {
    let scope = &rule.scopes[number];
    let is_below = |path: &FieldPath| path.steps().starts_with(scope.path.steps());
    let others = rule.scopes.iter().enumerate().filter(|(other, _)| *other != number);
    let is_alone =
        !rule.leaves.iter().any(|leaf| is_below(&leaf.path)) && !others.clone().any(|(_, one)| is_below(&one.path));
    let inner = &scope.rule;
    let needs_element = |leaf: &Leaf| {
        leaf.accepts_absence()
            || leaf.alternatives.iter().any(|filter| filter.field_refs().iter().any(|field_ref| field_ref.is_relative))
    };
    scope.quantifier == Quantifier::Any
        && is_alone
        && inner.scopes.is_empty()
        && !inner.leaves.iter().any(needs_element)
}
