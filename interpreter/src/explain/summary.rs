//! One sentence: the fewest conditions that kept the pattern from matching.

use super::evaluation::{Evaluation, described};
use super::tree::{CLOSEST, scope_words};
use super::words::{Asked, list};
use crate::event::{Container, View};
use event_pattern_compiler::pattern::{FlatCondition, FlatConditionKind, Leaf, Object, Scope, expand};
use event_pattern_compiler::rule::{Conjunction, FieldPath};

/// How many reasons are given in full.
const MOST: usize = 3;

/// The parts of a pattern by their numbers in its rule.
#[derive(Default)]
struct Numbered<'p> {
    /// The leaves, and whether each is inside `$or`.
    leaves: Vec<(FieldPath, &'p Leaf, bool)>,
    /// The scopes, each with the path of its array and one of its patterns.
    scopes: Vec<(FieldPath, &'p Scope, Option<&'p Object>, bool)>,
}

impl<'p> Numbered<'p> {
    fn of(object: &'p Object) -> Self {
        let mut numbered = Self::default();
        for FlatCondition { path, branches, kind } in expand(object).parts {
            let in_or = !branches.is_empty();
            match kind {
                FlatConditionKind::Leaf(_, leaf) => numbered.leaves.push((path, leaf, in_or)),
                FlatConditionKind::Scope(scope) if scope.patterns.is_empty() => {
                    numbered.scopes.push((path, scope, None, in_or));
                }
                FlatConditionKind::Scope(scope) => {
                    let patterns = scope.patterns.iter().map(|pattern| (path.clone(), scope, Some(pattern), in_or));
                    numbered.scopes.extend(patterns);
                }
            }
        }
        numbered
    }
}

/// The sentence without its first words, or nothing if no condition fails on its own.
pub(super) fn of_mismatch(object: &Object, evaluation: &Evaluation, view: View<'_>) -> Option<String> {
    let numbered = Numbered::of(object);
    let failures = Failures { numbered: &numbered, evaluation, view };
    let failed = failures.of_closest();
    let mut told = Vec::new();
    let mut reasons = Vec::new();
    for in_or in [false, true] {
        let mut found = failures.of_leaves(&failed, in_or, &mut told);
        found.extend(failed.scopes.iter().filter_map(|&scope| failures.of_scope(scope, in_or)));
        if let Some((_, first)) = found.first_mut().filter(|_| in_or) {
            *first = format!("no branch of `$or` matches; in the closest branch, {first}");
        }
        reasons.extend(found);
    }
    let others = reasons.split_off(reasons.len().min(MOST));
    let mut sentences: Vec<String> = reasons.into_iter().map(|(_, sentence)| sentence).collect();
    if !others.is_empty() {
        let verb = if others.len() == 1 { "does" } else { "do" };
        let names = list(others.into_iter().map(|(name, _)| name).collect(), "and");
        sentences.push(format!("{names} {verb} not match either"));
    }
    (!sentences.is_empty()).then(|| sentences.join("; "))
}

/// What does not hold, and why.
type Reason = (String, String);

struct Failures<'a, 'p> {
    numbered: &'a Numbered<'p>,
    evaluation: &'a Evaluation,
    view: View<'a>,
}

impl Failures<'_, '_> {
    /// What fails in the closest combination, in the order of the source.
    fn of_closest(&self) -> Conjunction {
        let Conjunction { mut leaves, mut scopes } = self.evaluation.closest.clone();
        leaves.retain(|&leaf| self.asked(leaf).is_some_and(|asked| !asked.result.holds()));
        leaves.sort_unstable();
        scopes.retain(|&scope| self.evaluation.scopes.get(scope).is_some_and(|one| !one.holds));
        Conjunction { leaves, scopes }
    }

    /// A reason for each array whose elements meet only some conditions, and one for each other leaf: of those inside `$or`,
    /// or of those outside.
    fn of_leaves(&self, failed: &Conjunction, in_or: bool, told: &mut Vec<FieldPath>) -> Vec<Reason> {
        let mut reasons = Vec::new();
        for &leaf in &failed.leaves {
            let is_meant = self.numbered.leaves.get(leaf).is_some_and(|(.., inside)| *inside == in_or);
            let Some(asked) = self.asked(leaf).filter(|_| is_meant) else { continue };
            match self.settled_element(asked) {
                Some(element) if told.contains(&element.path) => {}
                Some(element) => {
                    told.push(element.path.clone());
                    reasons.push((format!("`{}`", element.path), self.of_element(element, &failed.leaves)));
                }
                None => {
                    let name = format!("`{}`", asked.path);
                    let sentence = reason(&name, asked);
                    reasons.push((name, sentence));
                }
            }
        }
        reasons
    }

    fn asked(&self, leaf: usize) -> Option<Asked<'_>> {
        let (path, pattern, _) = self.numbered.leaves.get(leaf)?;
        let result = self.evaluation.leaves.get(leaf)?.as_ref()?;
        Some(Asked { leaf: pattern, path, result, view: self.view })
    }

    /// The innermost element that other conditions have settled on and that should have the field.
    fn settled_element(&self, asked: Asked<'_>) -> Option<&Container> {
        if asked.is_about_all_elements() {
            return None;
        }
        let settled = asked.result.settled.iter().filter_map(|membership| self.evaluation.event.element(*membership));
        let around = settled.filter(|element| is_below(asked.path, &element.path));
        around.max_by_key(|element| element.path.steps().len())
    }

    /// No element has all that is asked of one.
    fn of_element(&self, element: &Container, failed: &[usize]) -> String {
        let name = |path: &FieldPath| {
            let rest = &path.steps()[element.path.steps().len()..];
            let steps: Vec<String> = rest.iter().map(ToString::to_string).collect();
            format!("`{}`", steps.join("."))
        };
        let below =
            |leaf: &&usize| self.numbered.leaves.get(**leaf).is_some_and(|(path, ..)| is_below(path, &element.path));
        let mut numbers: Vec<usize> = self.evaluation.closest.leaves.iter().filter(below).copied().collect();
        numbers.sort_unstable();
        let names: Vec<String> = numbers.iter().map(|&leaf| name(&self.numbered.leaves[leaf].0)).collect();
        let conditions = if names.len() == 1 { "condition" } else { "conditions" };
        let names = list(names, "and");
        let faults = failed.iter().filter(below).filter_map(|&leaf| self.asked(leaf));
        let faults: Vec<String> =
            faults.map(|asked| reason_in_element(&format!("its {}", name(asked.path)), asked)).collect();
        let place = described(&self.evaluation.event, element);
        format!(
            "no single element of `{}` satisfies the {conditions} on {names}; {place} comes closest, but {}",
            element.path,
            list(faults, "and")
        )
    }

    fn of_scope(&self, scope: usize, in_or: bool) -> Option<Reason> {
        let (path, pattern, object, _) = self.numbered.scopes.get(scope).filter(|(.., inside)| *inside == in_or)?;
        let result = self.evaluation.scopes.get(scope)?;
        let words = scope_words(pattern, result);
        let name = format!("`{}` on `{path}`", pattern.quantifier);
        let start = format!("{name}: {words}");
        let inside = match (object, super::tree::element_to_show(pattern, result)) {
            (Some(object), Some((_, element))) => {
                let view = View { event: self.view.event, element: &element.event };
                of_mismatch(object, element, view)
            }
            _ => None,
        };
        let conjunction = if words.ends_with(CLOSEST) { ", but" } else { " because" };
        let sentence = inside.map_or_else(|| start.clone(), |inside| format!("{start}{conjunction} {inside}"));
        Some((name, sentence))
    }
}

/// What is wrong with a leaf.
fn reason(name: &str, asked: Asked<'_>) -> String {
    format!("{name} is {} instead of {}{}", asked.found(), asked.wanted(), asked.note())
}

/// The same, with the elements that do have what is wanted.
fn reason_in_element(name: &str, asked: Asked<'_>) -> String {
    let reason = reason(name, asked);
    let others = asked.elements_that_have_it();
    match others.as_slice() {
        [] => reason,
        [only] => format!("{reason}, which {only} satisfies"),
        _ => format!("{reason}, which {} satisfy", list(others, "and")),
    }
}

fn is_below(path: &FieldPath, array: &FieldPath) -> bool {
    path.steps().len() > array.steps().len() && path.steps().starts_with(array.steps())
}
