//! Assigns ids to the paths and leaves of several rules, and caches answers about the leaves, so that each question
//! about a shared leaf is answered only once.

use super::event_shape::{Assumptions, EventShape, PathShape};
use super::value::{Alternatives, Domain, Query, SearchResult, StepBudget};
use event_pattern_compiler::check::event_type;
use event_pattern_compiler::pattern::Filter;
use event_pattern_compiler::rule::{FieldPath, Leaf, Rule, Scope, canonical_order};
use event_pattern_compiler::schema::Provenance;
use std::cell::RefCell;
use std::collections::HashMap;

/// Step budget for the whole analysis (a few seconds in a debug build).
const MAX_ANALYSIS_STEPS: usize = 6_000_000;

/// Id of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct PathId(usize);

/// Id of a leaf. Leaves with the same path and the same alternatives share an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct LeafId(usize);

impl PathId {
    /// Index into a list with one entry for each path.
    pub(super) fn index(self) -> usize {
        self.0
    }
}

impl LeafId {
    /// Index into a list with one entry for each leaf.
    pub(super) fn index(self) -> usize {
        self.0
    }
}

/// Rules in which paths and leaves are replaced by ids.
#[derive(Debug)]
pub(super) struct InternedRules<'r> {
    pub(super) paths: Vec<FieldPath>,
    pub(super) leaves: Vec<InternedLeaf>,
    pub(super) rules: Vec<Vec<InternedConjunction<'r>>>,
    /// The remaining steps, shared by all questions.
    pub(super) budget: StepBudget,
    /// Answers to questions about one leaf or a pair of leaves.
    answers: RefCell<HashMap<(Question, LeafId, LeafId, Domain), SearchResult>>,
}

/// A leaf of one or more of the rules.
#[derive(Debug)]
pub(super) struct InternedLeaf {
    pub(super) path: PathId,
    pub(super) alternatives: Alternatives,
}

/// A conjunction of a rule, in which leaves are replaced by ids.
#[derive(Debug)]
pub(super) struct InternedConjunction<'r> {
    pub(super) event_shape: EventShape<'r>,
    /// The leaves, in the order of their paths.
    pub(super) leaves: Vec<ConjunctionLeaf>,
    pub(super) scopes: Vec<&'r Scope>,
}

/// A leaf of a conjunction.
#[derive(Debug, Clone, Copy)]
pub(super) struct ConjunctionLeaf {
    pub(super) leaf: LeafId,
    pub(super) path: PathId,
    pub(super) shape: PathShape,
}

/// A question about the values of one or two leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Question {
    Value,
    Common,
    Difference,
}

impl InternedConjunction<'_> {
    /// Returns the leaf at a path.
    pub(super) fn leaf_at(&self, path: PathId) -> Option<&ConjunctionLeaf> {
        self.leaves.iter().find(|leaf| leaf.path == path)
    }
}

impl<'r> InternedRules<'r> {
    pub(super) fn of(rules: &[&'r Rule], assumptions: Assumptions<'r>) -> Self {
        let mut interned = Self {
            paths: Vec::new(),
            leaves: Vec::new(),
            rules: Vec::new(),
            budget: StepBudget::new(MAX_ANALYSIS_STEPS),
            answers: RefCell::default(),
        };
        let mut ids = Ids::default();
        interned.rules = rules.iter().map(|rule| interned.add(rule, assumptions, &mut ids)).collect();
        interned
    }

    fn add(&mut self, rule: &'r Rule, assumptions: Assumptions<'r>, ids: &mut Ids) -> Vec<InternedConjunction<'r>> {
        let leaves: Vec<LeafId> = rule.leaves.iter().map(|leaf| self.leaf(leaf, ids)).collect();
        let conjunction = |conjunction: &event_pattern_compiler::rule::Conjunction| {
            let event_shape = match assumptions {
                Assumptions::Events(schemas) => schemas
                    .event_type
                    .or_else(|| event_type::schema_of_conjunction(rule, conjunction, schemas.catalogue))
                    // What was inferred from samples proves nothing.
                    .filter(|schema| schema.provenance != Provenance::Inferred)
                    .map_or(EventShape::Envelope, |schema| EventShape::Fields(&schema.root)),
                Assumptions::Elements(fields) => fields.map_or(EventShape::AnyObject, EventShape::Fields),
            };
            let interned_leaf = |&leaf: &usize| {
                let path = self.leaves[leaves[leaf].0].path;
                ConjunctionLeaf { leaf: leaves[leaf], path, shape: event_shape.at(self.path(path)) }
            };
            InternedConjunction {
                event_shape,
                leaves: conjunction.leaves.iter().map(interned_leaf).collect(),
                scopes: conjunction.scopes.iter().map(|&scope| &rule.scopes[scope]).collect(),
            }
        };
        rule.conjunctions.iter().map(conjunction).collect()
    }

    fn leaf(&mut self, leaf: &Leaf, ids: &mut Ids) -> LeafId {
        let paths = &mut self.paths;
        let path = *ids.paths.entry(leaf.path.clone()).or_insert_with(|| {
            paths.push(leaf.path.clone());
            PathId(paths.len() - 1)
        });
        let alternatives = canonical_order(leaf.alternatives.clone());
        let leaves = &mut self.leaves;
        *ids.leaves.entry((path, alternatives)).or_insert_with(|| {
            leaves.push(InternedLeaf { path, alternatives: Alternatives::of(&leaf.alternatives) });
            LeafId(leaves.len() - 1)
        })
    }

    pub(super) fn leaf_ids(&self) -> impl Iterator<Item = LeafId> {
        (0..self.leaves.len()).map(LeafId)
    }

    pub(super) fn path(&self, path: PathId) -> &FieldPath {
        &self.paths[path.0]
    }

    pub(super) fn alternatives(&self, leaf: LeafId) -> &Alternatives {
        &self.leaves[leaf.0].alternatives
    }

    /// Finds a value that a leaf accepts.
    pub(super) fn value(&self, leaf: LeafId, domain: Domain) -> SearchResult {
        self.answer(Question::Value, leaf, leaf, domain)
    }

    /// Finds a value that both leaves accept.
    pub(super) fn common(&self, one: LeafId, other: LeafId, domain: Domain) -> SearchResult {
        if one == other {
            return self.value(one, domain);
        }
        self.answer(Question::Common, one.min(other), one.max(other), domain)
    }

    /// Finds a value that a leaf accepts and the excluded leaves reject.
    pub(super) fn difference(&self, leaf: LeafId, excluded: &[LeafId], domain: Domain) -> SearchResult {
        if excluded.contains(&leaf) {
            return SearchResult::None;
        }
        match excluded {
            [] => self.value(leaf, domain),
            [only] => self.answer(Question::Difference, leaf, *only, domain),
            several => self.any_difference(Some(leaf), several, domain),
        }
    }

    /// Like [`Self::difference`]. Without a leaf, finds any value in the domain that the excluded leaves reject.
    pub(super) fn any_difference(&self, leaf: Option<LeafId>, excluded: &[LeafId], domain: Domain) -> SearchResult {
        let accepting: Vec<&Alternatives> = leaf.iter().map(|&leaf| self.alternatives(leaf)).collect();
        let rejecting: Vec<&Alternatives> = excluded.iter().map(|&leaf| self.alternatives(leaf)).collect();
        Query { accepting: &accepting, rejecting: &rejecting, domain, budget: &self.budget }.find()
    }

    fn answer(&self, question: Question, one: LeafId, other: LeafId, domain: Domain) -> SearchResult {
        let key = (question, one, other, domain);
        if let Some(answer) = self.answers.borrow().get(&key) {
            return answer.clone();
        }
        let (left, right) = (self.alternatives(one), self.alternatives(other));
        let find = |accepting: &[&Alternatives], rejecting: &[&Alternatives]| {
            Query { accepting, rejecting, domain, budget: &self.budget }.find()
        };
        let found = match question {
            Question::Value => find(&[left], &[]),
            Question::Common => find(&[left, right], &[]),
            Question::Difference => find(&[left], &[right]),
        };
        self.answers.borrow_mut().insert(key, found.clone());
        found
    }
}

/// The ids assigned so far.
#[derive(Default)]
struct Ids {
    paths: HashMap<FieldPath, PathId>,
    leaves: HashMap<(PathId, Vec<Filter>), LeafId>,
}
