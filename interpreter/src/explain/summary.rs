//! Summarises a mismatch in one sentence: the smallest set of conditions that prevented a match.

use super::evaluation::{Evaluation, describe_element};
use super::leaf_text::{EvaluatedLeaf, clauses, list};
use super::tree::{example_element, no_element_matches, scope_words};
use crate::event::{Container, View};
use event_pattern_compiler::pattern::{FlatCondition, FlatConditionKind, Leaf, Object, Quantifier, Scope, expand};
use event_pattern_compiler::rule::{Conjunction, FieldPath};

/// Maximum number of reasons given in full.
const MAX_DETAILED_REASONS: usize = 3;

/// The leaves and scopes of a pattern, in the order of their indices in the rule.
#[derive(Default)]
struct PatternParts<'p> {
    /// Each leaf, with its path and whether it is inside `$or`.
    leaves: Vec<(FieldPath, &'p Leaf, bool)>,
    /// Each scope, with the path of its array, one of its patterns if it has any, and whether it is inside `$or`.
    scopes: Vec<(FieldPath, &'p Scope, Option<&'p Object>, bool)>,
}

impl<'p> PatternParts<'p> {
    fn of(object: &'p Object) -> Self {
        let mut parts = Self::default();
        for FlatCondition { path, branches, kind } in expand(object).conditions {
            let in_or = !branches.is_empty();
            match kind {
                FlatConditionKind::Leaf(_, leaf) => parts.leaves.push((path, leaf, in_or)),
                FlatConditionKind::Scope(scope) if scope.patterns.is_empty() => {
                    parts.scopes.push((path, scope, None, in_or));
                }
                FlatConditionKind::Scope(scope) => {
                    let patterns = scope.patterns.iter().map(|pattern| (path.clone(), scope, Some(pattern), in_or));
                    parts.scopes.extend(patterns);
                }
            }
        }
        parts
    }
}

/// Returns the summary; `None` if no condition fails on its own.
pub(super) fn summarize_mismatch(object: &Object, evaluation: &Evaluation, view: View<'_>) -> Option<String> {
    let parts = PatternParts::of(object);
    let failures = Failures { parts: &parts, evaluation, view };
    let failed = failures.of_closest();
    let mut reported_arrays = Vec::new();
    let mut reasons = Vec::new();
    for in_or in [false, true] {
        let mut found = failures.of_leaves(&failed, in_or, &mut reported_arrays);
        found.extend(failed.scopes.iter().filter_map(|&scope| failures.of_scope(scope, in_or)));
        if let Some((_, first)) = found.first_mut().filter(|_| in_or) {
            *first = format!("no branch of `$or` matches; in the closest branch, {first}");
        }
        reasons.extend(found);
    }
    let others = reasons.split_off(reasons.len().min(MAX_DETAILED_REASONS));
    let mut sentences: Vec<String> = reasons.into_iter().map(|(_, sentence)| sentence).collect();
    if !others.is_empty() {
        let verb = if others.len() == 1 { "does" } else { "do" };
        let names = list(others.into_iter().map(|(name, _)| name).collect(), "and");
        sentences.push(format!("{names} {verb} not match either"));
    }
    (!sentences.is_empty()).then(|| sentences.join("; "))
}

/// The name of a part that does not hold, and the sentence that explains why the part does not hold.
type Reason = (String, String);

struct Failures<'a, 'p> {
    parts: &'a PatternParts<'p>,
    evaluation: &'a Evaluation,
    view: View<'a>,
}

impl Failures<'_, '_> {
    /// Returns the failed leaves and scopes of the closest conjunction, in the order of the source.
    fn of_closest(&self) -> Conjunction {
        let Conjunction { mut leaves, mut scopes } = self.evaluation.closest.clone();
        leaves.retain(|&leaf| self.evaluated_leaf(leaf).is_some_and(|evaluated| !evaluated.result.holds()));
        leaves.sort_unstable();
        scopes.retain(|&scope| self.evaluation.scopes.get(scope).is_some_and(|one| !one.holds));
        Conjunction { leaves, scopes }
    }

    /// Returns one reason for each array whose elements satisfy only some of the conditions, and one for each other
    /// failed leaf. `in_or` selects the leaves inside or outside `$or`.
    fn of_leaves(&self, failed: &Conjunction, in_or: bool, reported_arrays: &mut Vec<FieldPath>) -> Vec<Reason> {
        let mut reasons = Vec::new();
        for &leaf in &failed.leaves {
            let is_in_section = self.parts.leaves.get(leaf).is_some_and(|(.., inside)| *inside == in_or);
            let Some(evaluated) = self.evaluated_leaf(leaf).filter(|_| is_in_section) else { continue };
            match self.chosen_element(evaluated) {
                Some(element) if reported_arrays.contains(&element.path) => {}
                Some(element) => {
                    reported_arrays.push(element.path.clone());
                    reasons.push((format!("`{}`", element.path), self.of_element(element, &failed.leaves)));
                }
                None => {
                    let name = format!("`{}`", evaluated.path);
                    let sentence = reason(&name, evaluated);
                    reasons.push((name, sentence));
                }
            }
        }
        reasons
    }

    fn evaluated_leaf(&self, leaf: usize) -> Option<EvaluatedLeaf<'_>> {
        let (path, pattern, _) = self.parts.leaves.get(leaf)?;
        let result = self.evaluation.leaves.get(leaf)?.as_ref()?;
        Some(EvaluatedLeaf { leaf: pattern, path, result, view: self.view })
    }

    /// Returns the innermost element that was chosen for other leaves and should contain the field.
    fn chosen_element(&self, evaluated: EvaluatedLeaf<'_>) -> Option<&Container> {
        if evaluated.requires_absence_everywhere() {
            return None;
        }
        let chosen =
            evaluated.result.chosen_elements.iter().filter_map(|membership| self.evaluation.event.element(*membership));
        let enclosing = chosen.filter(|element| is_below(evaluated.path, &element.path));
        enclosing.max_by_key(|element| element.path.steps().len())
    }

    /// Explains that no single element satisfies all conditions on an array.
    fn of_element(&self, element: &Container, failed: &[usize]) -> String {
        let name = |path: &FieldPath| {
            let rest = &path.steps()[element.path.steps().len()..];
            let steps: Vec<String> = rest.iter().map(ToString::to_string).collect();
            format!("`{}`", steps.join("."))
        };
        let below =
            |leaf: &&usize| self.parts.leaves.get(**leaf).is_some_and(|(path, ..)| is_below(path, &element.path));
        let mut numbers: Vec<usize> = self.evaluation.closest.leaves.iter().filter(below).copied().collect();
        numbers.sort_unstable();
        let names: Vec<String> = numbers.iter().map(|&leaf| name(&self.parts.leaves[leaf].0)).collect();
        let conditions = if names.len() == 1 { "condition" } else { "conditions" };
        let names = list(names, "and");
        let failures = failed.iter().filter(below).filter_map(|&leaf| self.evaluated_leaf(leaf));
        let failures: Vec<String> =
            failures.map(|evaluated| reason_in_element(&name(evaluated.path), evaluated)).collect();
        let closest = describe_element(&self.evaluation.event, element);
        format!(
            "no single element of `{}` satisfies the {conditions} on {names}; in the closest element, {closest}, {}",
            element.path,
            clauses(failures)
        )
    }

    fn of_scope(&self, scope: usize, in_or: bool) -> Option<Reason> {
        let (path, pattern, object, _) = self.parts.scopes.get(scope).filter(|(.., inside)| *inside == in_or)?;
        let result = self.evaluation.scopes.get(scope)?;
        let name = format!("`{}` on `{path}`", pattern.quantifier);
        let inside = match (object, example_element(pattern, result)) {
            (Some(object), Some((location, element))) => {
                let view = View { event: self.view.event, element: &element.event };
                summarize_mismatch(object, element, view).map(|inside| (location, inside))
            }
            _ => None,
        };
        let count = result.elements.len();
        let words = match (&pattern.quantifier, inside) {
            (Quantifier::Any, Some((location, inside))) if count > 1 => {
                format!("{}; in the closest element, {location}, {inside}", no_element_matches(count))
            }
            (_, Some((_, inside))) => format!("{} because {inside}", scope_words(pattern, result)),
            (_, None) => scope_words(pattern, result),
        };
        let sentence = format!("{name} fails: {words}");
        Some((name, sentence))
    }
}

/// Explains why a leaf fails.
fn reason(name: &str, evaluated: EvaluatedLeaf<'_>) -> String {
    let (found, expected, note) = (evaluated.found(), evaluated.expected(), evaluated.note());
    let verb = if evaluated.fields().len() > 1 { "has the values" } else { "is" };
    if evaluated.expects_plain_values() && !evaluated.is_absent() {
        format!("{name} {verb} {found} instead of {expected}{note}")
    } else {
        format!("{name} {verb} {found}, but the pattern requires {expected}{note}")
    }
}

/// Like [`reason`], but also names the other elements that satisfy the leaf.
fn reason_in_element(name: &str, evaluated: EvaluatedLeaf<'_>) -> String {
    let reason = reason(name, evaluated);
    let others = evaluated.other_satisfying_elements();
    if others.is_empty() {
        return reason;
    }
    let verb = if others.len() == 1 { "satisfies" } else { "satisfy" };
    let others = list(others, "and");
    if evaluated.expects_plain_values() {
        format!("{reason}, although {others} {verb} this condition")
    } else {
        format!("{reason}, a condition that {others} {verb}")
    }
}

fn is_below(path: &FieldPath, array: &FieldPath) -> bool {
    path.steps().len() > array.steps().len() && path.steps().starts_with(array.steps())
}
