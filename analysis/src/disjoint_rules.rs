//! Finds pairs of rules that never match the same event, and groups the rules for display.
//!
//! In most sets, almost every pair of rules is disjoint, and most pairs are disjoint because of a few fields such as
//! `detail-type`. The pairs are therefore shown as groups of rules; rules from different groups never match the same
//! event.

use super::disjointness;
use super::event_shape::Assumptions;
use super::interner::{InternedRules, LeafId, PathId};
use event_pattern_compiler::rule::{FieldPath, Rule};
use event_pattern_compiler::schema::Schemas;
use std::collections::BTreeMap;

/// The disjoint pairs of rules in a set: rules that never match the same event. Rules are identified by their index in
/// the set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisjointRules {
    /// All disjoint pairs.
    pub pairs: Vec<DisjointPair>,
    /// The paths that separate disjoint rules; [`DisjointPair`] and [`DisjointGroups`] refer to these paths by index.
    pub paths: Vec<FieldPath>,
    /// Groupings that cover most of the pairs.
    pub groupings: Vec<DisjointGroups>,
    /// The pairs that no grouping covers.
    pub ungrouped: Vec<DisjointPair>,
}

/// Two rules that never match the same event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DisjointPair {
    /// Index of the rule that comes first in the set.
    pub first: usize,
    /// Index of the other rule.
    pub second: usize,
    /// Index in [`DisjointRules::paths`] of a path on which the conditions of the two rules exclude each other.
    pub path: usize,
}

/// Groups of rules; rules from different groups never match the same event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisjointGroups {
    /// Index in [`DisjointRules::paths`] of the path by which the rules are grouped.
    pub path: usize,
    /// At least two groups, each a list of rule indices.
    pub groups: Vec<Vec<usize>>,
}

/// Returns the pairs of rules that are proved never to match the same event.
///
/// ```
/// use event_pattern_analysis::disjoint_rules;
/// use event_pattern_compiler::schema::Schemas;
/// use event_pattern_compiler::{json::Dialect, parse};
///
/// let schemas = Schemas::known(event_pattern_catalogue::aws());
///
/// let rule = |text| parse(text, Dialect::Strict).lowered.unwrap().rule;
/// let stopped = rule(r#"{ "detail-type": ["ECS Task State Change"], "detail": { "lastStatus": ["STOPPED"] } }"#);
/// let tasks = rule(r#"{ "detail-type": ["ECS Task State Change"] }"#);
/// let services = rule(r#"{ "detail-type": ["ECS Service Action"] }"#);
/// let disjoint = disjoint_rules(&[&stopped, &services, &tasks], schemas);
/// let pairs: Vec<_> = disjoint.pairs.iter().map(|pair| (pair.first, pair.second)).collect();
/// assert_eq!(pairs, [(0, 1), (1, 2)]);
/// assert_eq!(disjoint.paths[0].to_string(), "detail-type");
/// assert_eq!(disjoint.groupings[0].groups, [vec![0, 2], vec![1]]);
/// ```
#[must_use]
pub fn disjoint_rules(rules: &[&Rule], schemas: Schemas<'_>) -> DisjointRules {
    let interned = InternedRules::of(rules, Assumptions::Events(schemas));
    let mut path_ids: Vec<PathId> = Vec::new();
    let mut pairs = Vec::new();
    for one in 0..rules.len() {
        for other in one + 1..rules.len() {
            if let Some(path) = disjointness::separating_path_of_rules(&interned, one, other) {
                let index = path_ids.iter().position(|known| *known == path).unwrap_or_else(|| {
                    path_ids.push(path);
                    path_ids.len() - 1
                });
                pairs.push(DisjointPair { first: one, second: other, path: index });
            }
        }
    }
    let mut grouping = Grouping::new(&pairs, rules.len());
    let groupings = grouping.groupings(&interned, &path_ids);
    let ungrouped = pairs.iter().copied().filter(|pair| !grouping.is_covered(pair.first, pair.second)).collect();
    let paths = path_ids.into_iter().map(|path| interned.path(path).clone()).collect();
    DisjointRules { pairs, paths, groupings, ungrouped }
}

/// Maximum number of groupings per path.
const MAX_GROUPINGS_PER_PATH: usize = 8;

struct Grouping<'p> {
    pairs: &'p [DisjointPair],
    /// Number of rules in the set.
    rules: usize,
    /// One entry for each ordered pair of rules.
    table: Vec<PairState>,
}

#[derive(Clone, Copy, Default)]
struct PairState {
    is_disjoint: bool,
    /// Whether a grouping shows that the pair is disjoint.
    is_covered: bool,
}

impl<'p> Grouping<'p> {
    fn new(pairs: &'p [DisjointPair], rules: usize) -> Self {
        let mut table = vec![PairState::default(); rules * rules];
        for &DisjointPair { first, second, .. } in pairs {
            table[first * rules + second].is_disjoint = true;
            table[second * rules + first].is_disjoint = true;
        }
        Self { pairs, rules, table }
    }

    fn is_covered(&self, one: usize, other: usize) -> bool {
        self.table[one * self.rules + other].is_covered
    }

    fn groupings(&mut self, interned: &InternedRules, path_ids: &[PathId]) -> Vec<DisjointGroups> {
        let mut paths: Vec<usize> = (0..path_ids.len()).collect();
        paths.sort_by_key(|&path| std::cmp::Reverse(self.pairs.iter().filter(|pair| pair.path == path).count()));
        let mut groupings = Vec::new();
        for path in paths {
            let classes = self.classes(interned, path, path_ids[path]);
            for _ in 0..MAX_GROUPINGS_PER_PATH {
                let Some(groups) = self.next_groups(&classes) else { break };
                self.mark_covered(&groups);
                groupings.push(DisjointGroups { path, groups });
            }
        }
        groupings
    }

    /// Returns the rules that a path separates from other rules, grouped into classes of rules with the same leaf at
    /// the path.
    fn classes(&self, interned: &InternedRules, path: usize, id: PathId) -> Vec<Vec<usize>> {
        let mut classes: BTreeMap<(Option<LeafId>, Option<usize>), Vec<usize>> = BTreeMap::new();
        let pairs = self.pairs.iter().filter(|pair| pair.path == path);
        let mut rules: Vec<usize> = pairs.flat_map(|pair| [pair.first, pair.second]).collect();
        rules.sort_unstable();
        rules.dedup();
        for rule in rules {
            let leaf = match interned.rules[rule].as_slice() {
                [only] => only.leaf_at(id).map(|leaf| leaf.leaf),
                _ => None,
            };
            classes.entry((leaf, leaf.is_none().then_some(rule))).or_default().push(rule);
        }
        classes.into_values().collect()
    }

    /// Picks groups greedily: first the class with the most disjoint pairs that are not covered yet, then every class
    /// that is disjoint from all groups picked so far. Returns `None` if the groups cover no new pair.
    fn next_groups(&self, classes: &[Vec<usize>]) -> Option<Vec<Vec<usize>>> {
        let new_pairs = |one: &[usize], other: &[usize]| {
            let all = one.iter().flat_map(|one| other.iter().map(move |other| one * self.rules + other));
            all.filter(|&index| self.table[index].is_disjoint && !self.table[index].is_covered).count()
        };
        let new_of = |class: &Vec<usize>| classes.iter().map(|other| new_pairs(class, other)).sum::<usize>();
        let (first, _) = classes.iter().map(|class| (class, new_of(class))).max_by_key(|(_, new)| *new)?;
        let mut others: Vec<(&Vec<usize>, usize)> =
            classes.iter().map(|class| (class, new_pairs(first, class))).collect();
        others.sort_by_key(|(_, new)| std::cmp::Reverse(*new));
        let mut groups = vec![first.clone()];
        let mut covered = 0;
        for (class, _) in others {
            let is_disjoint_from = |group: &Vec<usize>| {
                class.iter().all(|one| group.iter().all(|other| self.table[one * self.rules + other].is_disjoint))
            };
            if groups.iter().all(is_disjoint_from) {
                covered += groups.iter().map(|group| new_pairs(class, group)).sum::<usize>();
                groups.push(class.clone());
            }
        }
        groups.sort();
        (covered > 0).then_some(groups)
    }

    fn mark_covered(&mut self, groups: &[Vec<usize>]) {
        for (number, group) in groups.iter().enumerate() {
            for one in group {
                for other in
                    groups.iter().enumerate().filter(|(other, _)| *other != number).flat_map(|(_, other)| other)
                {
                    self.table[one * self.rules + other].is_covered = true;
                }
            }
        }
    }
}
