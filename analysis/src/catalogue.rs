//! Rules side by side: every path and every leaf that several of them have is looked at once.

use super::known::{Known, Place, Setting};
use super::value::{Alternatives, Domain, Effort, Found, Query};
use event_pattern_compiler::check::event_type;
use event_pattern_compiler::pattern::Filter;
use event_pattern_compiler::rule::{FieldPath, Leaf, Rule, Scope, canonical_order};
use std::cell::RefCell;
use std::collections::HashMap;

/// How much is looked at for all rules together: what a processor does in a few seconds without optimisation.
const MOST_STEPS: usize = 6_000_000;

/// The id of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct PathId(usize);

/// The id of a leaf. Leaves with the same path and the same alternatives have the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct LeafId(usize);

impl PathId {
    /// Where what belongs to the path is, in a list of something for each path.
    pub(super) fn index(self) -> usize {
        self.0
    }
}

impl LeafId {
    /// Where what belongs to the leaf is, in a list of something for each leaf.
    pub(super) fn index(self) -> usize {
        self.0
    }
}

/// Rules, with their paths and leaves by numbers.
#[derive(Debug)]
pub(super) struct Catalogue<'r> {
    pub(super) paths: Vec<FieldPath>,
    pub(super) leaves: Vec<KnownLeaf>,
    pub(super) rules: Vec<Vec<Conjunct<'r>>>,
    /// What is left of the effort for all questions together.
    pub(super) effort: Effort,
    /// What one leaf accepts beside another, or apart from it.
    answers: RefCell<HashMap<(Question, LeafId, LeafId, Domain), Found>>,
}

/// A leaf of some of the rules.
#[derive(Debug)]
pub(super) struct KnownLeaf {
    pub(super) path: PathId,
    pub(super) alternatives: Alternatives,
}

/// What must hold together in a rule.
#[derive(Debug)]
pub(super) struct Conjunct<'r> {
    pub(super) known: Known,
    /// In the order of their paths.
    pub(super) leaves: Vec<PlacedLeaf>,
    pub(super) scopes: Vec<&'r Scope>,
}

/// A leaf of a conjunction.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlacedLeaf {
    pub(super) leaf: LeafId,
    pub(super) path: PathId,
    pub(super) place: Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Question {
    Value,
    Common,
    Difference,
}

impl Conjunct<'_> {
    /// The leaf at a path.
    pub(super) fn leaf_at(&self, path: PathId) -> Option<&PlacedLeaf> {
        self.leaves.iter().find(|leaf| leaf.path == path)
    }
}

impl<'r> Catalogue<'r> {
    pub(super) fn of(rules: &[&'r Rule], setting: Setting) -> Self {
        let mut catalogue = Self {
            paths: Vec::new(),
            leaves: Vec::new(),
            rules: Vec::new(),
            effort: Effort::new(MOST_STEPS),
            answers: RefCell::default(),
        };
        let mut numbers = Numbers::default();
        catalogue.rules = rules.iter().map(|rule| catalogue.add(rule, setting, &mut numbers)).collect();
        catalogue
    }

    fn add(&mut self, rule: &'r Rule, setting: Setting, numbers: &mut Numbers) -> Vec<Conjunct<'r>> {
        let leaves: Vec<LeafId> = rule.leaves.iter().map(|leaf| self.leaf(leaf, numbers)).collect();
        let conjunct = |conjunction: &event_pattern_compiler::rule::Conjunction| {
            let known = match setting {
                Setting::Events(event_type) => event_type
                    .or_else(|| event_type::of_conjunction(rule, conjunction))
                    .map_or(Known::Envelope, |schema| Known::Fields(schema.root)),
                Setting::Elements(fields) => fields.map_or(Known::Nothing, Known::Fields),
            };
            let placed = |&leaf: &usize| {
                let path = self.leaves[leaves[leaf].0].path;
                PlacedLeaf { leaf: leaves[leaf], path, place: known.place(self.path(path)) }
            };
            Conjunct {
                known,
                leaves: conjunction.leaves.iter().map(placed).collect(),
                scopes: conjunction.scopes.iter().map(|&scope| &rule.scopes[scope]).collect(),
            }
        };
        rule.conjunctions.iter().map(conjunct).collect()
    }

    fn leaf(&mut self, leaf: &Leaf, numbers: &mut Numbers) -> LeafId {
        let paths = &mut self.paths;
        let path = *numbers.paths.entry(leaf.path.clone()).or_insert_with(|| {
            paths.push(leaf.path.clone());
            PathId(paths.len() - 1)
        });
        let alternatives = canonical_order(leaf.alternatives.clone());
        let leaves = &mut self.leaves;
        *numbers.leaves.entry((path, alternatives)).or_insert_with(|| {
            leaves.push(KnownLeaf { path, alternatives: Alternatives::of(&leaf.alternatives) });
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

    /// A value that a leaf accepts.
    pub(super) fn value(&self, leaf: LeafId, domain: Domain) -> Found {
        self.answer(Question::Value, leaf, leaf, domain)
    }

    /// A value that both leaves accept.
    pub(super) fn common(&self, one: LeafId, other: LeafId, domain: Domain) -> Found {
        if one == other {
            return self.value(one, domain);
        }
        self.answer(Question::Common, one.min(other), one.max(other), domain)
    }

    /// A value that a leaf accepts and none of the others.
    pub(super) fn difference(&self, leaf: LeafId, unwanted: &[LeafId], domain: Domain) -> Found {
        if unwanted.contains(&leaf) {
            return Found::Nothing;
        }
        match unwanted {
            [] => self.value(leaf, domain),
            [only] => self.answer(Question::Difference, leaf, *only, domain),
            several => self.any_difference(Some(leaf), several, domain),
        }
    }

    /// A value that the leaf, if there is one, accepts and none of the others.
    pub(super) fn any_difference(&self, leaf: Option<LeafId>, unwanted: &[LeafId], domain: Domain) -> Found {
        let wanted: Vec<&Alternatives> = leaf.iter().map(|&leaf| self.alternatives(leaf)).collect();
        let unwanted: Vec<&Alternatives> = unwanted.iter().map(|&leaf| self.alternatives(leaf)).collect();
        Query { wanted: &wanted, unwanted: &unwanted, domain, effort: &self.effort }.find()
    }

    fn answer(&self, question: Question, one: LeafId, other: LeafId, domain: Domain) -> Found {
        let key = (question, one, other, domain);
        if let Some(known) = self.answers.borrow().get(&key) {
            return known.clone();
        }
        let (own, others) = (self.alternatives(one), self.alternatives(other));
        let find = |wanted: &[&Alternatives], unwanted: &[&Alternatives]| {
            Query { wanted, unwanted, domain, effort: &self.effort }.find()
        };
        let found = match question {
            Question::Value => find(&[own], &[]),
            Question::Common => find(&[own, others], &[]),
            Question::Difference => find(&[own], &[others]),
        };
        self.answers.borrow_mut().insert(key, found.clone());
        found
    }
}

#[derive(Default)]
struct Numbers {
    paths: HashMap<FieldPath, PathId>,
    leaves: HashMap<(PathId, Vec<Filter>), LeafId>,
}
