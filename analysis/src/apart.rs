//! The rules of a set that never match the same event, and groups of them for people.
//!
//! There are nearly as many such pairs as there are pairs. Most of them come from few fields, such as the `detail-type`, so
//! they are told as groups of rules, of which those of different groups never match together.

use super::catalogue::{Catalogue, LeafId, PathId};
use super::disjointness;
use super::known::Setting;
use event_pattern_compiler::rule::{FieldPath, Rule};
use event_pattern_compiler::schema::Schema;
use std::collections::BTreeMap;

/// Which rules of a set never match the same event. Rules go by their places in the set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    /// The pairs.
    pub pairs: Vec<DisjointPair>,
    /// The paths.
    pub paths: Vec<FieldPath>,
    /// Most pairs, as groups.
    pub separations: Vec<Separation>,
    /// The pairs that no group tells.
    pub rest: Vec<DisjointPair>,
}

/// Two rules that never match the same event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DisjointPair {
    /// The one that comes first in the set.
    pub first: usize,
    /// The other one.
    pub second: usize,
    /// A path that keeps the two apart, by its number in [`Apart::paths`].
    pub path: usize,
}

/// Groups of rules: those of different groups never match the same event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Separation {
    /// The number of a path that keeps most of them apart.
    pub path: usize,
    /// The groups, at least two.
    pub groups: Vec<Vec<usize>>,
}

/// The pairs of a set's rules that surely never match the same event.
///
/// ```
/// use event_pattern_analysis::never_together;
/// use event_pattern_compiler::{json::Dialect, parse};
///
/// let rule = |text| parse(text, Dialect::Strict).lowered.unwrap().rule;
/// let stopped = rule(r#"{ "detail-type": ["ECS Task State Change"], "detail": { "lastStatus": ["STOPPED"] } }"#);
/// let tasks = rule(r#"{ "detail-type": ["ECS Task State Change"] }"#);
/// let services = rule(r#"{ "detail-type": ["ECS Service Action"] }"#);
/// let apart = never_together(&[&stopped, &services, &tasks], None);
/// let pairs: Vec<_> = apart.pairs.iter().map(|pair| (pair.first, pair.second)).collect();
/// assert_eq!(pairs, [(0, 1), (1, 2)]);
/// assert_eq!(apart.paths[0].to_string(), "detail-type");
/// assert_eq!(apart.separations[0].groups, [vec![0, 2], vec![1]]);
/// ```
#[must_use]
pub fn never_together(rules: &[&Rule], event_type: Option<&'static Schema>) -> Apart {
    let catalogue = Catalogue::of(rules, Setting::Events(event_type));
    let mut numbers: Vec<PathId> = Vec::new();
    let mut pairs = Vec::new();
    for one in 0..rules.len() {
        for other in one + 1..rules.len() {
            if let Some(path) = disjointness::separator_of_rules(&catalogue, one, other) {
                let number = numbers.iter().position(|known| *known == path).unwrap_or_else(|| {
                    numbers.push(path);
                    numbers.len() - 1
                });
                pairs.push(DisjointPair { first: one, second: other, path: number });
            }
        }
    }
    let mut grouping = Grouping::new(&pairs, rules.len());
    let separations = grouping.separations(&catalogue, &numbers);
    let rest = pairs.iter().copied().filter(|pair| !grouping.is_told(pair.first, pair.second)).collect();
    let paths = numbers.into_iter().map(|path| catalogue.path(path).clone()).collect();
    Apart { pairs, paths, separations, rest }
}

/// How often the rules that one path keeps apart are grouped anew.
const MOST_ROUNDS: usize = 8;

struct Grouping<'p> {
    pairs: &'p [DisjointPair],
    rules: usize,
    /// For every pair of rules whether the two never match together, and whether that is told.
    table: Vec<(bool, bool)>,
}

impl<'p> Grouping<'p> {
    fn new(pairs: &'p [DisjointPair], rules: usize) -> Self {
        let mut table = vec![(false, false); rules * rules];
        for &DisjointPair { first, second, .. } in pairs {
            table[first * rules + second].0 = true;
            table[second * rules + first].0 = true;
        }
        Self { pairs, rules, table }
    }

    fn is_told(&self, one: usize, other: usize) -> bool {
        self.table[one * self.rules + other].1
    }

    fn separations(&mut self, catalogue: &Catalogue, numbers: &[PathId]) -> Vec<Separation> {
        let mut paths: Vec<usize> = (0..numbers.len()).collect();
        paths.sort_by_key(|&path| std::cmp::Reverse(self.pairs.iter().filter(|pair| pair.path == path).count()));
        let mut separations = Vec::new();
        for path in paths {
            let classes = self.classes(catalogue, path, numbers[path]);
            for _ in 0..MOST_ROUNDS {
                let Some(groups) = self.groups(&classes) else { break };
                self.tell(&groups);
                separations.push(Separation { path, groups });
            }
        }
        separations
    }

    /// The rules that a path keeps apart from others, together where they ask the same there.
    fn classes(&self, catalogue: &Catalogue, path: usize, number: PathId) -> Vec<Vec<usize>> {
        let mut classes: BTreeMap<(Option<LeafId>, Option<usize>), Vec<usize>> = BTreeMap::new();
        let pairs = self.pairs.iter().filter(|pair| pair.path == path);
        let mut rules: Vec<usize> = pairs.flat_map(|pair| [pair.first, pair.second]).collect();
        rules.sort_unstable();
        rules.dedup();
        for rule in rules {
            let leaf = match catalogue.rules[rule].as_slice() {
                [only] => only.leaf_at(number).map(|leaf| leaf.leaf),
                _ => None,
            };
            classes.entry((leaf, leaf.is_none().then_some(rule))).or_default().push(rule);
        }
        classes.into_values().collect()
    }

    /// Groups that tell something new: the class of which the most is to be told, and what fits to it.
    fn groups(&self, classes: &[Vec<usize>]) -> Option<Vec<Vec<usize>>> {
        let new_pairs = |one: &[usize], other: &[usize]| {
            let all = one.iter().flat_map(|one| other.iter().map(move |other| one * self.rules + other));
            all.filter(|&place| self.table[place] == (true, false)).count()
        };
        let new_of = |class: &Vec<usize>| classes.iter().map(|other| new_pairs(class, other)).sum::<usize>();
        let (first, _) = classes.iter().map(|class| (class, new_of(class))).max_by_key(|(_, new)| *new)?;
        let mut others: Vec<(&Vec<usize>, usize)> =
            classes.iter().map(|class| (class, new_pairs(first, class))).collect();
        others.sort_by_key(|(_, new)| std::cmp::Reverse(*new));
        let mut groups = vec![first.clone()];
        let mut tells = 0;
        for (class, _) in others {
            let are_apart = |group: &Vec<usize>| {
                class.iter().all(|one| group.iter().all(|other| self.table[one * self.rules + other].0))
            };
            if groups.iter().all(are_apart) {
                tells += groups.iter().map(|group| new_pairs(class, group)).sum::<usize>();
                groups.push(class.clone());
            }
        }
        groups.sort();
        (tells > 0).then_some(groups)
    }

    fn tell(&mut self, groups: &[Vec<usize>]) {
        for (number, group) in groups.iter().enumerate() {
            for one in group {
                for other in
                    groups.iter().enumerate().filter(|(other, _)| *other != number).flat_map(|(_, other)| other)
                {
                    self.table[one * self.rules + other].1 = true;
                }
            }
        }
    }
}
