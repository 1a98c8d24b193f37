//! Text output of the compilation stages, for developers of the compiler.

use crate::arguments::Stage;
use event_pattern_compiler::Parsed;
use event_pattern_compiler::pattern::{Condition, Content, Filter, Object, Quantifier};
use event_pattern_compiler::program::{self, Fact, Need, Structure};
use event_pattern_compiler::rule::{FieldPath, Rule};
use std::fmt::Write as _;

/// Formats a stage. The pattern is valid, so all stages exist.
pub(super) fn print(stage: Stage, parsed: &Parsed) -> String {
    let mut text = String::new();
    match (stage, &parsed.pattern, &parsed.lowered) {
        (Stage::Pattern, Some(pattern), _) => conditions(&pattern.root, 0, &mut text),
        (Stage::Rule, _, Some(lowered)) => rule(&lowered.rule, 0, &mut text),
        (Stage::Program, _, Some(lowered)) => program(&lowered.rule, &mut text),
        _ => {}
    }
    text
}

fn line(depth: usize, line: &str, text: &mut String) {
    let _ = writeln!(text, "{:indent$}{line}", "", indent = 2 * depth);
}

/// Writes the conditions of an object, one per line. Nested objects are indented below their keys.
fn conditions(object: &Object, depth: usize, text: &mut String) {
    for condition in &object.conditions {
        match condition {
            Condition::Field(field) => match &field.content {
                Content::Object(inner) => {
                    line(depth, &field.key.to_string(), text);
                    conditions(inner, depth + 1, text);
                }
                Content::Leaf(leaf) => {
                    let filters = leaf.alternatives.iter().map(|alternative| &alternative.filter);
                    line(depth, &format!("{}: {}", field.key, one_of(filters)), text);
                }
            },
            Condition::Or(or) => {
                for (number, branch) in or.branches.iter().enumerate() {
                    line(depth, if number == 0 { "either" } else { "or" }, text);
                    conditions(branch, depth + 1, text);
                }
            }
            Condition::Scope(scope) if scope.patterns.is_empty() => line(depth, &name(&scope.quantifier), text),
            Condition::Scope(scope) => {
                for pattern in &scope.patterns {
                    line(depth, &name(&scope.quantifier), text);
                    conditions(pattern, depth + 1, text);
                }
            }
        }
    }
}

fn one_of<'f>(filters: impl Iterator<Item = &'f Filter>) -> String {
    filters.map(Filter::to_string).collect::<Vec<_>>().join(" or ")
}

fn name(quantifier: &Quantifier) -> String {
    match quantifier {
        Quantifier::Any => "$any".to_owned(),
        Quantifier::All => "$all".to_owned(),
        Quantifier::None => "$none".to_owned(),
        Quantifier::Count(range) => format!("$count {}", Filter::Numeric(range.clone())),
    }
}

/// Writes the leaves of a rule, its scopes with their nested rules, and its conjunctions.
fn rule(rule: &Rule, depth: usize, text: &mut String) {
    for (number, leaf) in rule.leaves.iter().enumerate() {
        line(depth, &format!("leaf {number}: {} is {}", path(&leaf.path), one_of(leaf.alternatives.iter())), text);
    }
    for (number, scope) in rule.scopes.iter().enumerate() {
        line(depth, &format!("scope {number}: {} on {}", name(&scope.quantifier), path(&scope.path)), text);
        self::rule(&scope.rule, depth + 1, text);
    }
    for conjunction in &rule.conjunctions {
        let leaves = conjunction.leaves.iter().map(|leaf| format!("leaf {leaf}"));
        let parts: Vec<String> =
            leaves.chain(conjunction.scopes.iter().map(|scope| format!("scope {scope}"))).collect();
        line(depth, &format!("conjunction: {}", all_of(&parts)), text);
    }
}

fn path(path: &FieldPath) -> String {
    let text = path.to_string();
    if text.is_empty() { "the event".to_owned() } else { format!("`{text}`") }
}

fn all_of(parts: &[String]) -> String {
    if parts.is_empty() { "no conditions".to_owned() } else { parts.join(", ") }
}

/// Writes the nodes and the goals of a rule's program, and the size of its tables.
fn program(rule: &Rule, text: &mut String) {
    if let Some(structure) = Structure::new(rule) {
        let tree = &structure.tree;
        line(0, "node 0: the event", text);
        for (number, node) in tree.nodes.iter().enumerate().skip(1) {
            let step = tree.step(number).map(ToString::to_string).unwrap_or_default();
            let leaves = (0..rule.leaves.len()).filter(|&leaf| tree.leaf_nodes[leaf] == number);
            let leaves = leaves.map(|leaf| format!(", leaf {leaf}")).collect::<Vec<_>>().concat();
            line(0, &format!("node {number}: `{step}` in node {}{leaves}", node.parent), text);
        }
        let of_event = structure.goals.of_event();
        for (number, goal) in structure.goals.goals.iter().enumerate() {
            let needs: Vec<String> = goal.needs.iter().map(need).collect();
            let decides = if of_event.contains(&number) { " (the rule matches)" } else { "" };
            let needs = all_of(&needs);
            line(0, &format!("goal {number} at node {}: {needs}{decides}", goal.node), text);
        }
    }
    if let Ok(program) = program::lower(rule) {
        let (bytes, words) = (program.image().len(), program.scratch_words());
        line(0, &format!("{bytes} bytes of tables, {words} words of scratch"), text);
    }
}

fn need(need: &Need) -> String {
    let holds = need.holds.map(fact);
    let holds_not = need.holds_not.map(|missing| format!("no {}", fact(missing)));
    holds_not.into_iter().chain(holds).collect::<Vec<_>>().join(" or ")
}

fn fact(fact: Fact) -> String {
    match fact {
        Fact::Satisfied { leaf } => format!("leaf {leaf}"),
        Fact::Met { goal } => format!("goal {goal}"),
        Fact::Seen { leaf, enclosing } => format!("field of leaf {leaf} under node {enclosing}"),
        Fact::Entered { node, is_array: false } => format!("key to node {node}"),
        Fact::Entered { node, is_array: true } => format!("key to an array at node {node}"),
        Fact::Scope { scope } => format!("scope {scope}"),
        Fact::Matched { scope } => format!("element of scope {scope}"),
    }
}
