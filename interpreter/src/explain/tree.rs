//! The pattern as a tree, in the order of the source, with what came of each part.

use super::evaluation::{Evaluation, LeafResult, ScopeResult, described};
use super::words::{self, Asked, json};
use crate::event::{Event, View};
use event_pattern_compiler::json::Number;
use event_pattern_compiler::pattern::filter::Numeric;
use event_pattern_compiler::pattern::{Condition, Content, Field, Leaf, Object, Or, Quantifier, Scope};
use event_pattern_compiler::rule::FieldPath;

/// A part of the pattern and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Part {
    /// The key, or `branch 1` for a branch of `$or`.
    pub key: String,
    /// Whether it holds. Nothing for an object, whose parts say so, and for a condition that another one replaced.
    pub holds: Option<bool>,
    /// What the event has and what is wanted, in words. May be empty.
    pub words: String,
    /// What the alternatives of a field were held against.
    pub leaf: Option<LeafPart>,
    /// What is inside.
    pub parts: Vec<Part>,
}

/// The alternatives of a field, and the fields of the event that they were held against.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeafPart {
    /// The path of the field, from the event or from the element of the enclosing scope.
    pub path: String,
    /// The alternatives, each as JSON text.
    pub wanted: Vec<String>,
    /// The fields, each with its place and its value as JSON text.
    pub found: Vec<(String, String)>,
}

impl Part {
    /// Whether nothing inside fails.
    fn all_hold(&self) -> bool {
        self.holds != Some(false) && (self.holds.is_some() || self.parts.iter().all(Self::all_hold))
    }
}

/// The parts of a pattern, or of a scope's pattern.
pub(super) fn parts(object: &Object, evaluation: &Evaluation, event: &Event) -> Vec<Part> {
    let view = View { event, element: &evaluation.event };
    Writer { evaluation, view, leaf: 0, scope: 0 }.object(object, &FieldPath::root())
}

struct Writer<'a> {
    evaluation: &'a Evaluation,
    view: View<'a>,
    /// The numbers of the next leaf and the next scope: the rule has them in the order of the source.
    leaf: usize,
    scope: usize,
}

impl<'a> Writer<'a> {
    fn object(&mut self, object: &Object, path: &FieldPath) -> Vec<Part> {
        let part = |condition: &Condition| match condition {
            Condition::Field(field) => vec![self.field(field, path)],
            Condition::Or(or) => vec![self.or(or, path)],
            Condition::Scope(scope) => self.scope(scope),
        };
        object.conditions.iter().flat_map(part).collect()
    }

    fn field(&mut self, field: &Field, path: &FieldPath) -> Part {
        let path = path.join(&field.key);
        let key = field.key.to_string();
        match &field.content {
            Content::Leaf(leaf) => self.leaf(leaf, key, &path),
            Content::Object(inner) => {
                let first = self.leaf;
                let parts = self.object(inner, &path);
                let all_hold = parts.iter().all(Part::all_hold);
                let element = self.settled_element(&path, first);
                let words =
                    element.map(
                        |element| if all_hold { format!("{element} matches") } else { format!("{element} {CLOSEST}") },
                    );
                Part { key, holds: None, words: words.unwrap_or_default(), leaf: None, parts }
            }
        }
    }

    /// The element of the array at a path that the leaves from the first up to the next one have settled on.
    fn settled_element(&self, path: &FieldPath, first: usize) -> Option<String> {
        let results = self.evaluation.leaves.get(first..self.leaf)?.iter().flatten();
        let event = &self.evaluation.event;
        let mut elements = results
            .flat_map(|result| &result.settled)
            .filter_map(|membership| event.element(*membership))
            .filter(|element| element.path == *path);
        elements.next().map(|element| described(event, element))
    }

    fn leaf(&mut self, leaf: &Leaf, key: String, path: &FieldPath) -> Part {
        let result: Option<&'a LeafResult> = self.evaluation.leaves.get(self.leaf).and_then(Option::as_ref);
        self.leaf += 1;
        let Some(result) = result else {
            let words = "replaced by another condition on the same field".to_owned();
            return Part { key, holds: None, words, leaf: None, parts: Vec::new() };
        };
        let asked = Asked { leaf, path, result, view: self.view };
        let found = asked.fields().into_iter().map(|field| (self.view.element.place(field), json(&field.value)));
        let wanted = leaf.alternatives.iter().map(|alternative| alternative.filter.to_string());
        let leaf = LeafPart { path: path.to_string(), wanted: wanted.collect(), found: found.collect() };
        Part { key, holds: Some(result.holds()), words: asked.verdict(), leaf: Some(leaf), parts: Vec::new() }
    }

    fn or(&mut self, or: &Or, path: &FieldPath) -> Part {
        let mut branches = Vec::new();
        for (index, branch) in or.branches.iter().enumerate() {
            let parts = self.object(branch, path);
            let holds = Some(parts.iter().all(Part::all_hold));
            branches.push(Part {
                key: format!("branch {}", index + 1),
                holds,
                words: String::new(),
                leaf: None,
                parts,
            });
        }
        let holding: Vec<&str> =
            branches.iter().filter(|branch| branch.holds == Some(true)).map(|branch| branch.key.as_str()).collect();
        let words = match holding.as_slice() {
            [] => format!("none of the {} branches matches", branches.len()),
            [only] => format!("{only} matches"),
            [others @ .., last] => format!("{} and {last} match", others.join(", ")),
        };
        let holds = Some(!holding.is_empty());
        Part { key: "$or".to_owned(), holds, words, leaf: None, parts: branches }
    }

    /// A scope with several patterns is several parts.
    fn scope(&mut self, scope: &Scope) -> Vec<Part> {
        let patterns: Vec<Option<&Object>> =
            if scope.patterns.is_empty() { vec![None] } else { scope.patterns.iter().map(Some).collect() };
        let part = |pattern: Option<&Object>| {
            let result = self.evaluation.scopes.get(self.scope);
            self.scope += 1;
            let result = result?;
            let shown = element_to_show(scope, result);
            let parts = match (pattern, shown) {
                (Some(pattern), Some((_, element))) => parts(pattern, element, self.view.event),
                _ => Vec::new(),
            };
            let key = scope.quantifier.to_string();
            Some(Part { key, holds: Some(result.holds), words: scope_words(scope, result), leaf: None, parts })
        };
        patterns.into_iter().filter_map(part).collect()
    }
}

/// The element that tells most: one that matches, one that does not, or the one that comes closest.
pub(super) fn element_to_show<'r>(scope: &Scope, result: &'r ScopeResult) -> Option<&'r (String, Evaluation)> {
    let first = |matches: bool| result.elements.iter().find(|(_, element)| element.is_match() == matches);
    match (&scope.quantifier, result.holds) {
        (Quantifier::Any, false) => result.closest(),
        (Quantifier::All, false) => first(false),
        (Quantifier::Count(range), false) if wants_more(range, result) => closest_mismatch(result),
        (Quantifier::Any, true) | (Quantifier::None | Quantifier::Count(_), false) => first(true),
        (Quantifier::All | Quantifier::None | Quantifier::Count(_), true) => None,
    }
}

/// Whether more elements should match.
fn wants_more(range: &Numeric, result: &ScopeResult) -> bool {
    let without_end = Numeric { lower: range.lower.clone(), upper: None };
    Number::parse(&result.matches().to_string()).is_ok_and(|matches| !without_end.accepts(&matches))
}

/// The element that comes closest of those that do not match.
fn closest_mismatch(result: &ScopeResult) -> Option<&(String, Evaluation)> {
    let mismatches = result.elements.iter().filter(|(_, element)| !element.is_match());
    mismatches.min_by_key(|(_, element)| element.cost)
}

/// How [`scope_words`] ends when it names the closest of several elements, none of which matches.
pub(super) const CLOSEST: &str = "comes closest";

/// How many elements match, and which one is shown.
pub(super) fn scope_words(scope: &Scope, result: &ScopeResult) -> String {
    let count = result.elements.len();
    let shown = element_to_show(scope, result).map(|(place, _)| place.as_str()).unwrap_or_default();
    match (&scope.quantifier, result.holds) {
        (Quantifier::Count(range), holds) => count_words(scope, result, holds, &words::range(range)),
        _ if count == 0 => "there are no elements".to_owned(),
        (Quantifier::Any, true) | (Quantifier::None, false) => format!("{shown} matches"),
        (Quantifier::Any, false) if count == 1 => format!("{shown}, the only element, does not match"),
        (Quantifier::Any, false) => format!("none of the {count} elements matches; {shown} {CLOSEST}"),
        (Quantifier::All, false) => format!("{shown} does not match"),
        (Quantifier::All, true) if count == 1 => "the only element matches".to_owned(),
        (Quantifier::All, true) => format!("all {count} elements match"),
        (Quantifier::None, true) if count == 1 => "the only element does not match".to_owned(),
        (Quantifier::None, true) => format!("none of the {count} elements matches"),
    }
}

fn count_words(scope: &Scope, result: &ScopeResult, holds: bool, wanted: &str) -> String {
    let (count, matches) = (result.elements.len(), result.matches());
    let which = if scope.patterns.is_empty() {
        format!("{count} {}", if count == 1 { "element" } else { "elements" })
    } else {
        format!("{matches} of {count} elements {}", if matches == 1 { "matches" } else { "match" })
    };
    if holds {
        return format!("{which}, which satisfies {wanted}");
    }
    let shown = element_to_show(scope, result).filter(|_| !scope.patterns.is_empty());
    let shown =
        shown.map(
            |(place, element)| {
                if element.is_match() { format!("; {place} matches") } else { format!("; {place} does not match") }
            },
        );
    format!("{which}, expected {wanted}{}", shown.unwrap_or_default())
}
