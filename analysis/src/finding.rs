//! What there is to say of the rules of a set.

use super::relation::{Relation, relationships};
use event_pattern_compiler::check::{NamedRule, duplicate};
use event_pattern_compiler::diagnostic::{Diagnostic, Lint};
use event_pattern_compiler::rule::{FieldPath, Leaf, Rule};
use event_pattern_compiler::schema::Schema;
use std::collections::BTreeMap;

/// What is suspicious about rules side by side, each finding with the number of the rule that it is said of, in their order.
///
/// ```
/// use event_pattern_analysis::{NamedRule, check};
/// use event_pattern_compiler::{json::Dialect, parse, source::Span};
///
/// let rule = |text| parse(text, Dialect::Strict).lowered.unwrap().rule;
/// let (any, one) = (rule(r#"{ "source": ["aws.ecs"] }"#), rule(r#"{ "source": ["aws.ecs"], "account": ["1"] }"#));
/// let named = |name, rule| NamedRule { name, span: Span::new(0, 1), rule };
/// let findings = check(&[named("Any", &any), named("Own", &one)], None);
/// assert_eq!(findings.len(), 1);
/// assert_eq!((findings[0].0, findings[0].1.message.as_str()), (0, "`Any` matches every event that `Own` matches"));
/// ```
#[must_use]
pub fn check(rules: &[NamedRule<'_>], event_type: Option<&'static Schema>) -> Vec<(usize, Diagnostic)> {
    let plain: Vec<&Rule> = rules.iter().map(|named| named.rule).collect();
    describe(rules, &relationships(&plain, event_type))
}

/// What relations of these rules mean to their author. Those of a rule that others imply are told together.
#[must_use]
pub fn describe(rules: &[NamedRule<'_>], relations: &[Relation]) -> Vec<(usize, Diagnostic)> {
    let mut implied: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut findings = Vec::new();
    for relation in relations {
        match *relation {
            Relation::Duplicate { rule, of } => findings.push((rule, duplicate(&rules[rule], &rules[of]))),
            Relation::Implied { rule, by } => implied.entry(rule).or_default().push(by),
        }
    }
    for (rule, by) in implied {
        let by: Vec<&NamedRule> = by.iter().map(|&by| &rules[by]).collect();
        findings.push((rule, implied_by(&rules[rule], &by)));
    }
    findings.sort_by_key(|(rule, _)| *rule);
    findings
}

/// How many of the rules that imply a rule are named.
const MOST_NAMES: usize = 3;

fn implied_by(rule: &NamedRule, by: &[&NamedRule]) -> Diagnostic {
    let wide = rule.name;
    let [narrow] = by else {
        let message = format!("`{wide}` matches every event that {} match", joined(by));
        let help = format!("remove the rules that `{wide}` makes redundant, or narrow `{wide}`");
        return Lint::ImpliedRule.at(rule.span, message).with_help(help);
    };
    let message = format!("`{wide}` matches every event that `{}` matches", narrow.name);
    let narrower = match difference(narrow.rule, rule.rule) {
        Some(path) => format!("add a stricter condition on `{path}` to `{wide}`"),
        None => format!("narrow `{wide}`"),
    };
    let help = format!("remove `{}` if it is redundant, or {narrower}", narrow.name);
    Lint::ImpliedRule.at(rule.span, message).with_help(help)
}

/// `` `a`, `b` and 3 others ``
fn joined(rules: &[&NamedRule]) -> String {
    let names: Vec<String> = rules.iter().take(MOST_NAMES).map(|rule| format!("`{}`", rule.name)).collect();
    match (rules.len().saturating_sub(MOST_NAMES), names.split_last()) {
        (0, Some((last, rest))) => format!("{} and {last}", rest.join(", ")),
        (1, _) => format!("{} and 1 other", names.join(", ")),
        (more, _) => format!("{} and {more} others", names.join(", ")),
    }
}

/// A path at which a rule asks for more than another: rather one that the other does not name.
fn difference(narrow: &Rule, wide: &Rule) -> Option<FieldPath> {
    let ([narrow_only], [wide_only]) = (narrow.conjunctions.as_slice(), wide.conjunctions.as_slice()) else {
        return None;
    };
    let own: Vec<&Leaf> = narrow_only.leaves.iter().map(|&leaf| &narrow.leaves[leaf]).collect();
    let others: Vec<&Leaf> = wide_only.leaves.iter().map(|&leaf| &wide.leaves[leaf]).collect();
    let is_unnamed = |leaf: &&&Leaf| others.iter().all(|other| other.path != leaf.path);
    let differs = |leaf: &&&Leaf| !others.contains(*leaf);
    own.iter().find(is_unnamed).or_else(|| own.iter().find(differs)).map(|leaf| leaf.path.clone())
}
