//! Rules of a set that are written alike: the same leaves in the same combinations, in any order.
//!
//! This is what a macro call can afford to look for. The crate `event-pattern-analysis` finds more: rules that are equal in other
//! words, and rules that imply each other.

use crate::diagnostic::{Diagnostic, Lint};
use crate::pattern::Filter;
use crate::rule::{Conjunction, FieldPath, Leaf, Rule, canonical_order};
use crate::source::Span;
use std::collections::HashMap;

/// A rule of a set.
#[derive(Debug, Clone, Copy)]
pub struct NamedRule<'r> {
    /// What people call it.
    pub name: &'r str,
    /// Where its name, or the rule itself, was written.
    pub span: Span,
    /// What it means.
    pub rule: &'r Rule,
}

/// The rules that are written like an earlier one: the index of each, and that of the first such rule.
///
/// Rules with element scopes are left out.
///
/// ```
/// use event_pattern_compiler::{check::written_alike, json::Dialect, parse};
///
/// let rule = |text| parse(text, Dialect::Strict).lowered.unwrap().rule;
/// let one = rule(r#"{ "source": ["aws.ecs"], "account": ["1", "2"] }"#);
/// let same = rule(r#"{ "account": ["2", "1"], "source": ["aws.ecs"] }"#);
/// let other = rule(r#"{ "source": ["aws.ecs"] }"#);
/// assert_eq!(written_alike(&[&one, &other, &same]), [(2, 0)]);
/// ```
#[must_use]
pub fn written_alike(rules: &[&Rule]) -> Vec<(usize, usize)> {
    let mut first: HashMap<_, usize> = HashMap::new();
    let mut alike = Vec::new();
    for (index, rule) in rules.iter().enumerate().filter(|(_, rule)| rule.scopes.is_empty()) {
        let of = *first.entry(normal_form(rule)).or_insert(index);
        if of != index {
            alike.push((index, of));
        }
    }
    alike
}

/// A leaf with its alternatives in an order that does not depend on how they were written.
type NormalLeaf<'r> = (&'r FieldPath, Vec<&'r Filter>);

/// The conjunctions of a rule in an order that does not depend on how they were written.
fn normal_form(rule: &Rule) -> Vec<Vec<NormalLeaf<'_>>> {
    let leaf = |leaf: &usize| {
        let Leaf { path, alternatives } = &rule.leaves[*leaf];
        (path, canonical_order(alternatives.iter().collect()))
    };
    let conjunction = |conjunction: &Conjunction| canonical_order(conjunction.leaves.iter().map(leaf).collect());
    canonical_order(rule.conjunctions.iter().map(conjunction).collect())
}

/// The finding about a rule that matches the same events as another one.
#[must_use]
pub fn duplicate(rule: &NamedRule<'_>, of: &NamedRule<'_>) -> Diagnostic {
    let message = format!("`{}` matches exactly the same events as `{}`", rule.name, of.name);
    let help = format!("remove one of the two, or change the conditions of `{}`", rule.name);
    Lint::DuplicateRule.at(rule.span, message).with_help(help)
}
