//! Turns relations between the rules of a set into diagnostics.

use super::related_rules::{Relation, related_rules};
use event_pattern_compiler::check::{NamedRule, duplicate_diagnostic};
use event_pattern_compiler::diagnostic::{Diagnostic, Lint};
use event_pattern_compiler::rule::{FieldPath, Leaf, Rule};
use event_pattern_compiler::schema::Schemas;
use std::collections::BTreeMap;

/// Returns the diagnostics about relations between rules, each with the index of the rule that it is reported on,
/// sorted by that index.
///
/// ```
/// use event_pattern_analysis::{NamedRule, check};
/// use event_pattern_compiler::{json::Dialect, parse, schema::Schemas, source::Span};
///
/// let schemas = Schemas::known(event_pattern_catalogue::aws());
/// let rule = |text| parse(text, Dialect::Strict).lowered.unwrap().rule;
/// let (any, one) = (rule(r#"{ "source": ["aws.ecs"] }"#), rule(r#"{ "source": ["aws.ecs"], "account": ["1"] }"#));
/// let named = |name, rule| NamedRule { name, span: Span::new(0, 1), rule };
/// let diagnostics = check(&[named("Any", &any), named("Own", &one)], schemas);
/// assert_eq!(diagnostics.len(), 1);
/// assert_eq!((diagnostics[0].0, diagnostics[0].1.message.as_str()), (0, "`Any` matches every event that `Own` matches"));
/// ```
#[must_use]
pub fn check(rules: &[NamedRule<'_>], schemas: Schemas<'_>) -> Vec<(usize, Diagnostic)> {
    let plain: Vec<&Rule> = rules.iter().map(|named| named.rule).collect();
    diagnose(rules, &related_rules(&plain, schemas))
}

/// Returns the diagnostics for relations that are already known. Rules that imply the same rule share one diagnostic.
#[must_use]
pub fn diagnose(rules: &[NamedRule<'_>], relations: &[Relation]) -> Vec<(usize, Diagnostic)> {
    let mut implied: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for relation in relations {
        match *relation {
            Relation::Duplicate { rule, of } => {
                diagnostics.push((rule, duplicate_diagnostic(&rules[rule], &rules[of])));
            }
            Relation::Implied { rule, by } => implied.entry(rule).or_default().push(by),
        }
    }
    for (rule, by) in implied {
        let by: Vec<&NamedRule> = by.iter().map(|&by| &rules[by]).collect();
        diagnostics.push((rule, implied_by(&rules[rule], &by)));
    }
    diagnostics.sort_by_key(|(rule, _)| *rule);
    diagnostics
}

/// Maximum number of implying rules that a message names.
const MAX_NAMED_RULES: usize = 3;

fn implied_by(rule: &NamedRule, by: &[&NamedRule]) -> Diagnostic {
    let wide = rule.name;
    let [narrow] = by else {
        let message = format!("`{wide}` matches every event matched by {}", listed_names(by));
        let help = format!("remove the rules that `{wide}` makes redundant, or narrow `{wide}`");
        return Lint::ImpliedRule.at(rule.span, message).with_help(help);
    };
    let message = format!("`{wide}` matches every event that `{}` matches", narrow.name);
    let narrowing = match stricter_path(narrow.rule, rule.rule) {
        Some(path) => format!("add a stricter condition on `{path}` to `{wide}`"),
        None => format!("narrow `{wide}`"),
    };
    let help = format!("remove `{}` if it is redundant, or {narrowing}", narrow.name);
    Lint::ImpliedRule.at(rule.span, message).with_help(help)
}

/// Returns a list such as `` `a`, `b` or 3 others ``.
fn listed_names(rules: &[&NamedRule]) -> String {
    let names: Vec<String> = rules.iter().take(MAX_NAMED_RULES).map(|rule| format!("`{}`", rule.name)).collect();
    match (rules.len().saturating_sub(MAX_NAMED_RULES), names.split_last()) {
        (0, Some((last, rest))) => format!("{} or {last}", rest.join(", ")),
        (1, _) => format!("{} or 1 other", names.join(", ")),
        (more, _) => format!("{} or {more} others", names.join(", ")),
    }
}

/// Returns a path on which `narrow` is stricter than `wide`, preferably a path on which `wide` has no condition.
fn stricter_path(narrow: &Rule, wide: &Rule) -> Option<FieldPath> {
    let ([narrow_only], [wide_only]) = (narrow.conjunctions.as_slice(), wide.conjunctions.as_slice()) else {
        return None;
    };
    let narrow_leaves: Vec<&Leaf> = narrow_only.leaves.iter().map(|&leaf| &narrow.leaves[leaf]).collect();
    let wide_leaves: Vec<&Leaf> = wide_only.leaves.iter().map(|&leaf| &wide.leaves[leaf]).collect();
    let has_new_path = |leaf: &&&Leaf| wide_leaves.iter().all(|other| other.path != leaf.path);
    let differs = |leaf: &&&Leaf| !wide_leaves.contains(*leaf);
    narrow_leaves.iter().find(has_new_path).or_else(|| narrow_leaves.iter().find(differs)).map(|leaf| leaf.path.clone())
}
