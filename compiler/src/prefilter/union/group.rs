//! Conditions that must hold together, each on a field of its own: what a rule asks with one combination of its `$or`
//! branches, or what is left of several such.

use super::super::absence::share_array;
use super::list::{Alternative, List};
use crate::pattern::{Expansion, FlatConditionKind, Object, expand};
use crate::rule::FieldPath;
use crate::sorting::SmallMap;
use std::collections::HashMap;
use std::rc::Rc;

/// The paths that all rules ask for, in the order in which they come up first.
#[derive(Debug, Default)]
pub(super) struct Paths {
    paths: Vec<FieldPath>,
    numbers: HashMap<FieldPath, usize>,
}

/// The conditions, by the numbers of their paths.
#[derive(Debug, Clone, Default)]
pub(super) struct Group {
    pub(super) lists: SmallMap<usize, Rc<List>>,
}

impl Paths {
    pub(super) fn all(&self) -> &[FieldPath] {
        &self.paths
    }

    fn number(&mut self, path: FieldPath) -> usize {
        *self.numbers.entry(path).or_insert_with_key(|path| {
            self.paths.push(path.clone());
            self.paths.len() - 1
        })
    }

    /// What a plain pattern asks: a group for each combination of `$or` branches. A later condition takes the place of an
    /// earlier one on the same path.
    pub(super) fn groups(&mut self, object: &Object) -> Vec<Group> {
        let Expansion { conditions, combinations } = expand(object);
        let mut lists = Vec::with_capacity(conditions.len());
        for condition in conditions {
            // A pre-filter has no scopes.
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

    /// The conditions that hold wherever those of one of the groups do: on the paths that all have, the alternatives of all.
    pub(super) fn merged(&self, groups: &[&Group]) -> Group {
        let Some(first) = groups.first() else { return Group::default() };
        let list = |number: usize| {
            let lists: Option<Vec<&Rc<List>>> = groups.iter().map(|group| group.lists.get(&number)).collect();
            Some((number, List::union(&lists?)?))
        };
        self.settled(Group::of(&mut first.numbers().filter_map(list)), groups)
    }

    /// The group with lists of about this length at most.
    pub(super) fn shortened(&self, group: &Group, length: usize) -> Group {
        let shorter = |(number, list): &(usize, Rc<List>)| Some((*number, list.shortened(length)?));
        self.settled(Group::of(&mut group.lists.as_slice().iter().filter_map(shorter)), &[group])
    }

    /// The group with only those paths for which this holds.
    pub(super) fn only(&self, group: &Group, is_kept: impl Fn(usize) -> bool) -> Group {
        let mut left = group.clone();
        left.lists.retain(|number| is_kept(*number));
        self.settled(left, &[group])
    }

    /// The group without what asks for more now that conditions of the groups that it is made of are gone: `exists: false`
    /// looks only at the array elements that earlier conditions have settled.
    fn settled(&self, mut group: Group, made_of: &[&Group]) -> Group {
        let mut is_known = vec![false; self.paths.len()];
        for known in made_of {
            known.numbers().for_each(|number| is_known[number] = true);
        }
        loop {
            let is_gone = |number: &usize| is_known[*number] && !group.lists.contains(number);
            let gone: Vec<&FieldPath> =
                (0..self.paths.len()).filter(is_gone).map(|number| &self.paths[number]).collect();
            let is_unsettled = |number: usize| {
                let path = &self.paths[number];
                let settles =
                    |other: &&FieldPath| share_array(other.steps(), path.steps()) && other.sort_key() < path.sort_key();
                gone.iter().any(settles)
            };
            let is_unsettled = |(number, list): &&(usize, Rc<List>)| list.accepts_absence() && is_unsettled(*number);
            let Some(&(number, _)) = group.lists.as_slice().iter().find(is_unsettled) else { return group };
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

    /// The numbers of its paths.
    pub(super) fn numbers(&self) -> impl Iterator<Item = usize> + '_ {
        self.lists.as_slice().iter().map(|(number, _)| *number)
    }

    /// The same for groups that differ only on paths for which this holds.
    pub(super) fn key_without(&self, is_ignored: impl Fn(usize) -> bool) -> Vec<(usize, u64)> {
        let part = |(number, list): &(usize, Rc<List>)| (*number, if is_ignored(*number) { 0 } else { list.hash });
        self.lists.as_slice().iter().map(part).collect()
    }

    /// On how many paths two groups ask for something else, of those that both have.
    pub(super) fn differences(&self, other: &Self) -> usize {
        let differs =
            |(number, list): &&(usize, Rc<List>)| other.lists.get(number).is_some_and(|own| own.key != list.key);
        self.lists.as_slice().iter().filter(differs).count()
    }

    /// How long its lists are in a pattern, about.
    pub(super) fn length(&self) -> usize {
        self.lists.as_slice().iter().map(|(_, list)| list.length()).sum()
    }

    /// The path with the longest list.
    pub(super) fn longest(&self) -> Option<usize> {
        self.lists.as_slice().iter().max_by_key(|(_, list)| list.length()).map(|(number, _)| *number)
    }

    pub(super) fn is_same(&self, other: &Self) -> bool {
        let (lists, others) = (self.lists.as_slice(), other.lists.as_slice());
        lists.len() == others.len()
            && lists.iter().all(|(number, list)| other.lists.get(number).is_some_and(|own| own.key == list.key))
    }
}
