//! Reports common mistakes in rules for task state changes.
//!
//! Source: the sample events in the Amazon ECS developer guide. In these samples, the event whose `lastStatus` is
//! `DEPROVISIONING` already has the exit codes and the reason why the task stopped. The `STOPPED` event that follows
//! has the same fields.

use crate::diagnostic::{Diagnostic, Diagnostics, Lint};
use crate::json::{JsonString, Scalar};
use crate::pattern::{Filter, Quantifier};
use crate::rule::{Conjunction, Leaf, Lowered};
use crate::schema::Schema;
use crate::source::Span;

const EXIT_CODE: &str = "detail.containers.exitCode";
const LAST_STATUS: &str = "detail.lastStatus";

/// The fields that identify a container.
const IDENTIFYING_FIELDS: [&str; 5] = ["containerArn", "image", "imageDigest", "name", "runtimeId"];

/// The fields that an event has only after its task has started to stop.
const STOP_FIELDS: [&str; 4] = [EXIT_CODE, "detail.executionStoppedAt", "detail.stopCode", "detail.stoppedReason"];

/// Checks one conjunction if it is for task state changes.
pub(super) fn check(lowered: &Lowered, conjunction: &Conjunction, schema: &Schema, diagnostics: &mut Diagnostics) {
    if schema.rust_name != "TaskStateChange" {
        return;
    }
    let leaves: Vec<(usize, String)> =
        conjunction.leaves.iter().map(|&leaf| (leaf, lowered.rule.leaves[leaf].path.to_string())).collect();
    let find = |path: &str| leaves.iter().find(|(_, other)| other == path).map(|(leaf, _)| *leaf);
    let requires_field = |leaf: &usize| !lowered.rule.leaves[*leaf].accepts_absence();
    if let Some(exit_code) = find(EXIT_CODE).filter(requires_field) {
        let identifies_container = |path: &str| {
            path.strip_prefix("detail.containers.").is_some_and(|field| IDENTIFYING_FIELDS.contains(&field))
        };
        if !leaves.iter().any(|(_, path)| identifies_container(path)) {
            diagnostics.push(unnamed_container(lowered.leaf_spans[exit_code].key));
        }
    }
    let scoped = conjunction.scopes.iter().flat_map(|&scope| scoped_exit_codes(lowered, scope));
    let scoped: Vec<ExitCode> = scoped.collect();
    diagnostics.extend(
        scoped.iter().filter(|exit_code| exit_code.is_unnamed).map(|exit_code| unnamed_container(exit_code.key)),
    );
    let stopped = STOP_FIELDS.into_iter().find_map(|path| Some((find(path).filter(requires_field)?, path)));
    let stopped = stopped.map(|(leaf, path)| (lowered.leaf_spans[leaf].key, path));
    let stopped = stopped.or(scoped.first().map(|exit_code| (exit_code.key, EXIT_CODE)));
    let help = "write `\"lastStatus\": [\"STOPPED\"]`";
    match (find(LAST_STATUS), stopped) {
        (Some(status), stopped) => {
            let leaf = &lowered.rule.leaves[status];
            if accepts_both(leaf) && (stopped.is_some() || names_both(leaf)) {
                let message =
                    "the rule fires twice for one task: when the task is DEPROVISIONING and when it is STOPPED";
                diagnostics.push(Lint::FiresTwice.at(lowered.leaf_spans[status].list, message).with_help(help));
            }
        }
        (None, Some((key, path))) => {
            let message = format!(
                "the rule fires twice for one task: `{}` is present when the task is DEPROVISIONING and when it is STOPPED",
                path.rsplit('.').next().unwrap_or(path)
            );
            let help = "add `\"lastStatus\": [\"STOPPED\"]` to `detail`";
            diagnostics.push(Lint::FiresTwice.at(key, message).with_help(help));
        }
        (None, None) => {}
    }
}

fn unnamed_container(key: Span) -> Diagnostic {
    let message = "the exit code of any container can satisfy this condition, even that of a sidecar";
    let help = "name the container: `\"containers\": { \"name\": [\"NAME\"], \"exitCode\": […] }`";
    Lint::UnnamedContainer.at(key, message).with_help(help)
}

/// A condition on an exit code, inside a scope. Only a stopping or stopped task satisfies the condition.
struct ExitCode {
    key: Span,
    /// Whether the exit code of any container can satisfy the condition, because the scope does not identify a
    /// container.
    is_unnamed: bool,
}

/// Returns the conditions on exit codes in a scope, if the scope is a `$any` or `$all` on the containers.
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

const FINAL_STATUSES: [&str; 2] = ["DEPROVISIONING", "STOPPED"];

fn accepts_both(leaf: &Leaf) -> bool {
    let accepts = |status: &str| {
        let status = Scalar::String(JsonString::from(status));
        leaf.alternatives.iter().any(|filter| filter.accepts(&status))
    };
    FINAL_STATUSES.iter().all(|status| accepts(status))
}

fn names_both(leaf: &Leaf) -> bool {
    FINAL_STATUSES.iter().all(|status| leaf.alternatives.contains(&Filter::String(JsonString::from(*status))))
}
