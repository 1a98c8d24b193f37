//! Reports common mistakes in rules for task state changes.

use super::fires_twice::{self, Condition};
use crate::diagnostic::{Diagnostic, Diagnostics, Lint};
use crate::json::{JsonString, Scalar};
use crate::pattern::{Filter, Quantifier};
use crate::rule::{Conjunction, Lowered, Rule};
use crate::schema::Schema;
use crate::source::Span;

const RUST_NAME: &str = "TaskStateChange";

const EXIT_CODE: &str = "containers.exitCode";

/// The fields that identify a container.
const IDENTIFYING_FIELDS: [&str; 5] = ["containerArn", "image", "imageDigest", "name", "runtimeId"];

/// Checks one conjunction if it matches task state changes, even if it also matches other events.
pub(super) fn check(
    lowered: &Lowered,
    conjunction: &Conjunction,
    event_type: Option<&'static Schema>,
    diagnostics: &mut Diagnostics,
) {
    if !event_type.map_or_else(|| is_for_tasks(&lowered.rule, conjunction), |schema| schema.rust_name == RUST_NAME) {
        return;
    }
    let mut conditions = Condition::all(lowered, conjunction);
    let exit_code = conditions.iter().find(|condition| condition.path == EXIT_CODE && condition.requires_presence());
    let identifies_container = |condition: &Condition<'_>| {
        condition.path.strip_prefix("containers.").is_some_and(|field| IDENTIFYING_FIELDS.contains(&field))
    };
    if let Some(exit_code) = exit_code.filter(|_| !conditions.iter().any(identifies_container)) {
        diagnostics.push(unnamed_container(exit_code.key));
    }
    for &scope in &conjunction.scopes {
        let exit_codes = scoped_exit_codes(lowered, scope);
        let unnamed = exit_codes.iter().filter(|exit_code| exit_code.is_unnamed);
        diagnostics.extend(unnamed.map(|exit_code| unnamed_container(exit_code.key)));
        if exit_codes.len() == lowered.scopes[scope].lowered.rule.conjunctions.len() {
            conditions.extend(exit_codes.first().map(|exit_code| Condition::presence(EXIT_CODE, exit_code.key)));
        }
    }
    fires_twice::check(&conditions, diagnostics);
}

/// Whether `source` and `detail-type` accept those of a task state change, and one of them is not for any event.
fn is_for_tasks(rule: &Rule, conjunction: &Conjunction) -> bool {
    let Some(schema) = Schema::by_rust_name(RUST_NAME) else { return false };
    let mut is_specific = false;
    for (field, value) in [("source", schema.source), ("detail-type", schema.detail_type)] {
        let value = Scalar::String(JsonString::from(value));
        let leaves = conjunction.leaves.iter().map(|&leaf| &rule.leaves[leaf]);
        for leaf in leaves.filter(|leaf| leaf.path.to_string() == field) {
            let mut accepting = leaf.alternatives.iter().filter(|filter| filter.accepts(&value)).peekable();
            if accepting.peek().is_none() {
                return false;
            }
            is_specific |= accepting.any(|filter| !matches!(filter, Filter::Exists(_) | Filter::AnythingBut(_)));
        }
    }
    is_specific
}

fn unnamed_container(key: Span) -> Diagnostic {
    let message = "the exit code of any container can satisfy this condition, even that of a sidecar";
    let help = "name the container: `\"containers\": { \"name\": [\"NAME\"], \"exitCode\": […] }`";
    Lint::UnnamedContainer.at(key, message).with_help(help)
}

/// A condition on an exit code, inside a scope.
struct ExitCode {
    key: Span,
    /// Whether the exit code of any container can satisfy the condition, because the scope does not identify a
    /// container.
    is_unnamed: bool,
}

/// Returns the conditions on exit codes in a scope, at most one for each combination of its `$or` branches, if the scope
/// is a `$any` or `$all` on the containers.
fn scoped_exit_codes(lowered: &Lowered, number: usize) -> Vec<ExitCode> {
    let (scope, inside) = (&lowered.rule.scopes[number], &lowered.scopes[number].lowered);
    if scope.path.to_string() != "detail.containers" || !matches!(scope.quantifier, Quantifier::Any | Quantifier::All) {
        return Vec::new();
    }
    let exit_code = |conjunction: &Conjunction| {
        let is_named =
            |leaf: &&usize, names: &[&str]| names.contains(&inside.rule.leaves[**leaf].path.to_string().as_str());
        let leaves = || conjunction.leaves.iter();
        let leaf =
            leaves().find(|leaf| is_named(leaf, &["exitCode"]) && !inside.rule.leaves[**leaf].accepts_absence())?;
        let is_any = scope.quantifier == Quantifier::Any;
        let is_unnamed = is_any && !leaves().any(|leaf| is_named(&leaf, &IDENTIFYING_FIELDS));
        Some(ExitCode { key: inside.leaf_spans[*leaf].key, is_unnamed })
    };
    inside.rule.conjunctions.iter().filter_map(exit_code).collect()
}
