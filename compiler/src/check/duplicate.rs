//! Finds the rules in a set that have the same leaves in the same combinations, in any order.
//!
//! This check is fast enough to run in a macro call. The `event-pattern-analysis` crate also finds rules that are
//! equivalent but written differently, and rules that imply other rules.

use crate::diagnostic::{Diagnostic, Lint};
use crate::pattern::Filter;
use crate::rule::{Conjunction, FieldPath, Leaf, Rule, canonical_order};
use crate::source::Span;
use std::collections::HashMap;

/// A rule in a set.
#[derive(Debug, Clone, Copy)]
pub struct NamedRule<'r> {
    /// The name of the rule, as shown in messages.
    pub name: &'r str,
    /// The span of the name, or of the rule if the rule has no name in the source.
    pub span: Span,
    /// The meaning of the rule.
    pub rule: &'r Rule,
}

/// Returns a pair of indices for each rule that has the same leaves and combinations as an earlier rule: the index of
/// the rule, and the index of the first rule that is identical to it.
///
/// Rules with element scopes are not compared.
///
/// ```
/// use event_pattern_compiler::{check::identical_rules, json::Dialect, parse};
///
/// let rule = |text| parse(text, Dialect::Strict).lowered.unwrap().rule;
/// let one = rule(r#"{ "source": ["aws.ecs"], "account": ["1", "2"] }"#);
/// let same = rule(r#"{ "account": ["2", "1"], "source": ["aws.ecs"] }"#);
/// let other = rule(r#"{ "source": ["aws.ecs"] }"#);
/// assert_eq!(identical_rules(&[&one, &other, &same]), [(2, 0)]);
/// ```
#[must_use]
pub fn identical_rules(rules: &[&Rule]) -> Vec<(usize, usize)> {
    let mut first: HashMap<_, usize> = HashMap::new();
    let mut pairs = Vec::new();
    for (index, rule) in rules.iter().enumerate().filter(|(_, rule)| rule.scopes.is_empty()) {
        let original = *first.entry(normal_form(rule)).or_insert(index);
        if original != index {
            pairs.push((index, original));
        }
    }
    pairs
}

/// A leaf with its alternatives in canonical order.
type NormalLeaf<'r> = (&'r FieldPath, Vec<&'r Filter>);

/// Returns the leaves of each conjunction of a rule. Conjunctions, leaves and alternatives are all in canonical order.
fn normal_form(rule: &Rule) -> Vec<Vec<NormalLeaf<'_>>> {
    let leaf = |leaf: &usize| {
        let Leaf { path, alternatives } = &rule.leaves[*leaf];
        (path, canonical_order(alternatives.iter().collect()))
    };
    let conjunction = |conjunction: &Conjunction| canonical_order(conjunction.leaves.iter().map(leaf).collect());
    canonical_order(rule.conjunctions.iter().map(conjunction).collect())
}

/// Returns the warning for a rule that matches the same events as another one.
#[must_use]
pub fn duplicate_diagnostic(rule: &NamedRule<'_>, of: &NamedRule<'_>) -> Diagnostic {
    let message = format!("`{}` matches exactly the same events as `{}`", rule.name, of.name);
    let help = format!("remove one of the two, or change the conditions of `{}`", rule.name);
    Lint::DuplicateRule.at(rule.span, message).with_help(help)
}
