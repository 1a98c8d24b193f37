//! Builds the tree of the pattern, in the order of the source, with the outcome of each part.

use super::assignment::LeafOutcome;
use super::evaluation::{Evaluation, LeafResult, ScopeResult, describe_element};
use super::leaf_text::{self, EvaluatedLeaf, json};
use crate::event::{Event, View};
use event_pattern_compiler::json::Number;
use event_pattern_compiler::pattern::filter::Numeric;
use event_pattern_compiler::pattern::{Condition, Content, Field, Leaf, Object, Or, Quantifier, Scope};
use event_pattern_compiler::rule::FieldPath;
use event_pattern_compiler::source::Span;

/// A part of the pattern and its outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Part {
    /// The key, or `branch 1` for a branch of `$or`.
    pub key: String,
    /// Whether the part holds. `None` for an object, whose parts have their own outcomes, and for a condition that
    /// another condition replaces.
    pub holds: Option<bool>,
    /// What the event has and what the pattern expects, in words. May be empty.
    pub words: String,
    /// For a field, its path and its alternatives; `None` for other parts.
    pub leaf: Option<LeafPart>,
    /// The place of the part in the source of the pattern: the key and the value, or the object of a branch.
    pub span: Span,
    /// What the part is about in the event: for a field, the fields that it was compared with; for an object or an
    /// element scope, the element of the array that is shown.
    pub found: Vec<Found>,
    /// The parts inside this part.
    pub parts: Vec<Part>,
}

/// The path and the alternatives of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeafPart {
    /// The path of the field, relative to the event or to the element of the enclosing scope.
    pub path: String,
    /// The alternatives, each as JSON text.
    pub wanted: Vec<String>,
}

/// A field or an array element of the event.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Found {
    /// The location, such as `detail.containers[0].exitCode` or, for an element, `containers[0] (run-test)`. It is
    /// relative to the event or to the element of the enclosing scope.
    pub place: String,
    /// The place in the text of the event: of the key and the value, or of the array element.
    pub span: Span,
    /// The value of a field as JSON text. `None` for an element.
    pub value: Option<String>,
    /// Whether the outcome follows from this one: the field that satisfies the part, each field of a part that fails, or
    /// the element that is shown.
    pub is_chosen: bool,
}

impl Found {
    fn element(place: String, span: Span) -> Self {
        Self { place, span, value: None, is_chosen: true }
    }
}

impl Part {
    /// Whether neither this part nor any part inside it fails.
    fn all_hold(&self) -> bool {
        self.holds != Some(false) && (self.holds.is_some() || self.parts.iter().all(Self::all_hold))
    }
}

/// Returns the parts of a pattern, or of the pattern of a scope.
pub(super) fn parts(object: &Object, evaluation: &Evaluation, event: &Event) -> Vec<Part> {
    let view = View { event, element: &evaluation.event };
    TreeBuilder { evaluation, view, leaf: 0, scope: 0 }.object(object, &FieldPath::root())
}

struct TreeBuilder<'a> {
    evaluation: &'a Evaluation,
    view: View<'a>,
    /// Indices of the next leaf and the next scope. Leaves and scopes of the rule are in the order of the source.
    leaf: usize,
    scope: usize,
}

impl<'a> TreeBuilder<'a> {
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
        let span = |value: Span| Span::new(field.key_span.start, value.end);
        match &field.content {
            Content::Leaf(leaf) => self.leaf(leaf, key, &path, span(leaf.span)),
            Content::Object(inner) => {
                let first = self.leaf;
                let parts = self.object(inner, &path);
                let all_hold = parts.iter().all(Part::all_hold);
                let element = self.chosen_element(&path, first);
                let words = element.as_ref().map(|element| {
                    let outcome = if all_hold { "matches" } else { "comes closest" };
                    format!("{} {outcome}", element.place)
                });
                Part {
                    key,
                    holds: None,
                    words: words.unwrap_or_default(),
                    leaf: None,
                    span: span(inner.span),
                    found: element.into_iter().collect(),
                    parts,
                }
            }
        }
    }

    /// Returns the element of the array at `path` that was chosen for the leaves between index `first` and the next
    /// leaf.
    fn chosen_element(&self, path: &FieldPath, first: usize) -> Option<Found> {
        let results = self.evaluation.leaves.get(first..self.leaf)?.iter().flatten();
        let event = &self.evaluation.event;
        let mut elements = results
            .flat_map(|result| &result.chosen_elements)
            .filter_map(|membership| event.element(*membership))
            .filter(|element| element.path == *path);
        elements.next().map(|element| Found::element(describe_element(event, element), event.span(element)))
    }

    fn leaf(&mut self, leaf: &Leaf, key: String, path: &FieldPath, span: Span) -> Part {
        let result: Option<&'a LeafResult> = self.evaluation.leaves.get(self.leaf).and_then(Option::as_ref);
        self.leaf += 1;
        let Some(result) = result else {
            let words = "replaced by another condition on the same field".to_owned();
            return Part { key, holds: None, words, leaf: None, span, found: Vec::new(), parts: Vec::new() };
        };
        let evaluated = EvaluatedLeaf { leaf, path, result, view: self.view };
        let event = self.view.element;
        let satisfying = match result.outcome {
            LeafOutcome::Field(number) => event.fields.get(number),
            LeafOutcome::Absent | LeafOutcome::Fails => None,
        };
        let found = evaluated.fields().into_iter().map(|field| Found {
            place: event.location(field),
            span: field.span,
            value: Some(json(&field.value)),
            is_chosen: satisfying.is_none_or(|satisfying| std::ptr::eq(field, satisfying)),
        });
        let wanted = leaf.alternatives.iter().map(|alternative| alternative.filter.to_string());
        let leaf = LeafPart { path: path.to_string(), wanted: wanted.collect() };
        Part {
            key,
            holds: Some(result.holds()),
            words: evaluated.text(),
            leaf: Some(leaf),
            span,
            found: found.collect(),
            parts: Vec::new(),
        }
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
                span: branch.span,
                found: Vec::new(),
                parts,
            });
        }
        let holding: Vec<&str> =
            branches.iter().filter(|branch| branch.holds == Some(true)).map(|branch| branch.key.as_str()).collect();
        let words = match holding.as_slice() {
            [] if branches.len() == 2 => "neither branch matches".to_owned(),
            [] => format!("none of the {} branches matches", branches.len()),
            [only] => format!("{only} matches"),
            [others @ .., last] => format!("{} and {last} match", others.join(", ")),
        };
        let holds = Some(!holding.is_empty());
        let end = or.branches.last().map_or(or.key_span.end, |branch| branch.span.end);
        let span = Span::new(or.key_span.start, end);
        Part { key: "$or".to_owned(), holds, words, leaf: None, span, found: Vec::new(), parts: branches }
    }

    /// Returns one part for each pattern of the scope, or a single part if the scope has no pattern.
    fn scope(&mut self, scope: &Scope) -> Vec<Part> {
        let patterns: Vec<Option<&Object>> =
            if scope.patterns.is_empty() { vec![None] } else { scope.patterns.iter().map(Some).collect() };
        let part = |pattern: Option<&Object>| {
            let result = self.evaluation.scopes.get(self.scope);
            self.scope += 1;
            let result = result?;
            let shown = example_element(scope, result);
            let parts = match (pattern, shown) {
                (Some(pattern), Some((_, element))) => parts(pattern, element, self.view.event),
                _ => Vec::new(),
            };
            let found = shown.map(|(location, element)| {
                let span = element.event.containers.first().map(|object| element.event.span(object));
                Found::element(location.clone(), span.unwrap_or(Span::new(0, 0)))
            });
            Some(Part {
                key: scope.quantifier.to_string(),
                holds: Some(result.holds),
                words: scope_words(scope, result),
                leaf: None,
                span: Span::new(scope.key_span.start, scope.value_span.end),
                found: found.into_iter().collect(),
                parts,
            })
        };
        patterns.into_iter().filter_map(part).collect()
    }
}

/// Returns the element that best explains the result of a scope: an element that matches, an element that does not
/// match, or the element that comes closest. Returns `None` if the result needs no example.
pub(super) fn example_element<'r>(scope: &Scope, result: &'r ScopeResult) -> Option<&'r (String, Evaluation)> {
    let first = |matches: bool| result.elements.iter().find(|(_, element)| element.is_match() == matches);
    match (&scope.quantifier, result.holds) {
        (Quantifier::Any, false) => result.closest(),
        (Quantifier::All, false) => first(false),
        (Quantifier::Count(range), false) if needs_more_matches(range, result) => closest_mismatch(result),
        (Quantifier::Any, true) | (Quantifier::None | Quantifier::Count(_), false) => first(true),
        (Quantifier::All | Quantifier::None | Quantifier::Count(_), true) => None,
    }
}

/// Whether too few elements match.
fn needs_more_matches(range: &Numeric, result: &ScopeResult) -> bool {
    let without_end = Numeric { lower: range.lower.clone(), upper: None };
    Number::parse(&result.matches().to_string()).is_ok_and(|matches| !without_end.accepts(&matches))
}

/// Returns the closest element among those that do not match.
fn closest_mismatch(result: &ScopeResult) -> Option<&(String, Evaluation)> {
    let mismatches = result.elements.iter().filter(|(_, element)| !element.is_match());
    mismatches.min_by_key(|(_, element)| element.cost)
}

/// Describes how many elements match, and which element is shown.
pub(super) fn scope_words(scope: &Scope, result: &ScopeResult) -> String {
    let count = result.elements.len();
    let shown = example_element(scope, result).map(|(location, _)| location.as_str()).unwrap_or_default();
    match (&scope.quantifier, result.holds) {
        (Quantifier::Count(range), holds) => count_words(scope, result, holds, &leaf_text::range(range)),
        _ if count == 0 => "there are no elements".to_owned(),
        (Quantifier::Any, true) | (Quantifier::None, false) => format!("{shown} matches"),
        (Quantifier::Any, false) if count == 1 => format!("{shown}, the only element, does not match"),
        (Quantifier::Any, false) => format!("{}; {shown} comes closest", no_element_matches(count)),
        (Quantifier::All, false) => format!("{shown} does not match"),
        (Quantifier::All, true) if count == 1 => "the only element matches".to_owned(),
        (Quantifier::All, true) if count == 2 => "both elements match".to_owned(),
        (Quantifier::All, true) => format!("all {count} elements match"),
        (Quantifier::None, true) => no_element_matches(count),
    }
}

/// States that none of `count` elements matches; `count` must be at least 1.
pub(super) fn no_element_matches(count: usize) -> String {
    match count {
        1 => "the only element does not match".to_owned(),
        2 => "neither element matches".to_owned(),
        _ => format!("none of the {count} elements matches"),
    }
}

fn count_words(scope: &Scope, result: &ScopeResult, holds: bool, expected: &str) -> String {
    let (count, matches) = (result.elements.len(), result.matches());
    let count_text = match (count, matches) {
        (0, _) => "there are no elements".to_owned(),
        (1, _) if scope.patterns.is_empty() => "there is 1 element".to_owned(),
        _ if scope.patterns.is_empty() => format!("there are {count} elements"),
        (_, 0) => "no element matches".to_owned(),
        (1, _) => "1 element matches".to_owned(),
        _ if matches == count => format!("{count} elements match"),
        _ => format!("{matches} of the {count} elements {}", if matches == 1 { "matches" } else { "match" }),
    };
    if holds {
        return format!("{count_text}, as {expected} requires");
    }
    let shown = example_element(scope, result).filter(|_| !scope.patterns.is_empty());
    let shown = shown.map(|(location, element)| {
        if element.is_match() { format!("; {location} matches") } else { format!("; {location} does not match") }
    });
    format!("{count_text}, expected {expected}{}", shown.unwrap_or_default())
}
