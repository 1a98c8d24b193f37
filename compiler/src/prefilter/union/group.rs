//! Groups of conditions that must hold together. A group has at most one condition for each path. A group represents
//! one combination of a pattern's `$or` branches, or is the result of merging several groups.

use super::super::absence::KnownArrays;
use super::list::{Alternative, List};
use crate::pattern::{Expansion, FlatConditionKind, Object, expand};
use crate::rule::FieldPath;
use crate::sorting::SmallMap;
use std::collections::HashMap;
use std::rc::Rc;

/// The paths of all rules, numbered in the order of first occurrence.
#[derive(Debug, Default)]
pub(super) struct PathInterner<'s> {
    /// What is known about which fields are arrays, if it was determined.
    pub(super) arrays: Option<KnownArrays<'s>>,
    paths: Vec<FieldPath>,
    numbers: HashMap<FieldPath, usize>,
}

/// A group of conditions: for each path number, the list of alternatives.
#[derive(Debug, Clone, Default)]
pub(super) struct Group {
    pub(super) lists: SmallMap<usize, Rc<List>>,
}

impl PathInterner<'_> {
    pub(super) fn all(&self) -> &[FieldPath] {
        &self.paths
    }

    fn number(&mut self, path: FieldPath) -> usize {
        *self.numbers.entry(path).or_insert_with_key(|path| {
            self.paths.push(path.clone());
            self.paths.len() - 1
        })
    }

    /// Returns a group for each combination of a plain pattern's `$or` branches. A later condition replaces an earlier
    /// one on the same path.
    pub(super) fn groups(&mut self, object: &Object) -> Vec<Group> {
        let Expansion { conditions, combinations } = expand(object);
        let mut lists = Vec::with_capacity(conditions.len());
        for condition in conditions {
            // A pre-filter has no scopes, so every condition is a leaf.
            let FlatConditionKind::Leaf(_, leaf) = condition.kind else { return Vec::new() };
            let filters = leaf.alternatives.iter().map(|one| Alternative::new(one.filter.clone()));
            lists.push((self.number(condition.path), List::new(filters.collect())));
        }
        let mut groups = Vec::with_capacity(combinations.len());
        for combination in combinations {
            let mut group = Group::default();
            for condition in combination {
                let (path, list) = &lists[condition];
                group.lists.insert(*path, Rc::clone(list));
            }
            groups.push(group);
        }
        groups
    }

    /// Merges groups into one group that holds whenever any of them holds. The result has only the paths that all
    /// groups have, with the alternatives of all groups.
    pub(super) fn merge(&self, groups: &[&Group]) -> Group {
        let Some(first) = groups.first() else { return Group::default() };
        let list = |number: usize| {
            let lists: Option<Vec<&Rc<List>>> = groups.iter().map(|group| group.lists.get(&number)).collect();
            Some((number, List::union(&lists?)?))
        };
        self.without_stricter(Group::of(&mut first.numbers().filter_map(list)), groups)
    }

    /// Returns the group with each list shortened to an approximate length of at most `max_chars` characters.
    pub(super) fn shortened(&self, group: &Group, max_chars: usize) -> Group {
        let shorter = |(number, list): &(usize, Rc<List>)| Some((*number, list.shortened(max_chars)?));
        self.without_stricter(Group::of(&mut group.lists.as_slice().iter().filter_map(shorter)), &[group])
    }

    /// Returns the group with only the paths for which `is_kept` returns `true`.
    pub(super) fn retain(&self, group: &Group, is_kept: impl Fn(usize) -> bool) -> Group {
        let mut left = group.clone();
        left.lists.retain(|number| is_kept(*number));
        self.without_stricter(left, &[group])
    }

    /// Returns the group without the conditions that have become stricter than in the groups from which it was made.
    /// `exists: false` applies only to the array elements that earlier conditions have chosen, and some of those
    /// conditions may have been dropped.
    fn without_stricter(&self, mut group: Group, made_of: &[&Group]) -> Group {
        let unknown = KnownArrays::default();
        let arrays = self.arrays.as_ref().unwrap_or(&unknown);
        let mut was_present = vec![false; self.paths.len()];
        for original in made_of {
            original.numbers().for_each(|number| was_present[number] = true);
        }
        loop {
            let is_gone = |number: &usize| was_present[*number] && !group.lists.contains(number);
            let gone: Vec<&FieldPath> =
                (0..self.paths.len()).filter(is_gone).map(|number| &self.paths[number]).collect();
            let share_array = |one: &FieldPath, other: &FieldPath| arrays.share_array(one.steps(), other.steps());
            let depends_on_gone = |number: usize| {
                let path = &self.paths[number];
                let is_dependency = |other: &&FieldPath| share_array(other, path) && other.sort_key() < path.sort_key();
                gone.iter().any(is_dependency)
            };
            let is_stricter = |(number, list): &&(usize, Rc<List>)| list.accepts_absence() && depends_on_gone(*number);
            let Some(&(number, _)) = group.lists.as_slice().iter().find(is_stricter) else { return group };
            group.lists.remove(&number);
        }
    }
}

impl Group {
    fn of(lists: &mut dyn Iterator<Item = (usize, Rc<List>)>) -> Self {
        let mut group = Self::default();
        for (number, list) in lists {
            group.lists.insert(number, list);
        }
        group
    }

    /// Returns an iterator over the numbers of the paths.
    pub(super) fn numbers(&self) -> impl Iterator<Item = usize> + '_ {
        self.lists.as_slice().iter().map(|(number, _)| *number)
    }

    /// Returns a key that is equal for groups that differ only in the lists at paths for which `is_ignored` returns
    /// `true`.
    pub(super) fn key_ignoring(&self, is_ignored: impl Fn(usize) -> bool) -> Vec<(usize, u64)> {
        let condition = |(number, list): &(usize, Rc<List>)| (*number, if is_ignored(*number) { 0 } else { list.hash });
        self.lists.as_slice().iter().map(condition).collect()
    }

    /// Returns the number of paths for which both groups have a list, but not the same one.
    pub(super) fn differences(&self, other: &Self) -> usize {
        let differs = |(number, list): &&(usize, Rc<List>)| {
            other.lists.get(number).is_some_and(|own| own.canonical != list.canonical)
        };
        self.lists.as_slice().iter().filter(differs).count()
    }

    /// Returns the approximate number of characters that the lists take up in a pattern.
    pub(super) fn length(&self) -> usize {
        self.lists.as_slice().iter().map(|(_, list)| list.length()).sum()
    }

    /// Returns the number of the path with the longest list, or `None` if the group is empty.
    pub(super) fn longest(&self) -> Option<usize> {
        self.lists.as_slice().iter().max_by_key(|(_, list)| list.length()).map(|(number, _)| *number)
    }

    pub(super) fn has_same_conditions(&self, other: &Self) -> bool {
        let (lists, others) = (self.lists.as_slice(), other.lists.as_slice());
        lists.len() == others.len()
            && lists
                .iter()
                .all(|(number, list)| other.lists.get(number).is_some_and(|own| own.canonical == list.canonical))
    }
}
