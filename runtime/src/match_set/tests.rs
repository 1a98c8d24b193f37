//! Sets of enums of several sizes, held to what a sorted set does.

use crate::__private::{Generated, Set, Tables, VERSION, all_bits};
use crate::{MatchSet, RuleEnum};
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::vec::Vec;

/// Stands for an enum of so many rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Rule<const COUNT: usize, const WORDS: usize>(usize);

impl<const COUNT: usize, const WORDS: usize> Rule<COUNT, WORDS> {
    const EVERY: [Self; COUNT] = {
        let mut every = [Self(0); COUNT];
        let mut number = 0;
        while number < COUNT {
            every[number] = Self(number);
            number += 1;
        }
        every
    };
}

impl<const COUNT: usize, const WORDS: usize> Generated for Rule<COUNT, WORDS> {
    type Words = [u64; WORDS];
    const ALL_BITS: [u64; WORDS] = all_bits(COUNT);
    const SET: Set<'static> = Set::new(VERSION, &[]);
    const TABLES: &'static [Tables<'static>] = &[];
}

impl<const COUNT: usize, const WORDS: usize> RuleEnum for Rule<COUNT, WORDS> {
    const ALL: &'static [Self] = &Self::EVERY;

    fn index(self) -> usize {
        self.0
    }

    fn name(self) -> &'static str {
        "Rule"
    }
}

/// Numbers that look random.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % below
    }

    fn numbers(&mut self, count: usize) -> BTreeSet<usize> {
        (0..self.next(2 * count + 1)).map(|_| self.next(count)).collect()
    }
}

/// What sorted sets do, sets of rules of an enum of this size do.
fn hold_to_sorted_sets<const COUNT: usize, const WORDS: usize>() {
    let of = |numbers: &BTreeSet<usize>| numbers.iter().map(|&number| Rule(number)).collect();
    let mut random = Random(COUNT as u64);
    for _ in 0..200 {
        let (left, right) = (random.numbers(COUNT), random.numbers(COUNT));
        let (one, other): (MatchSet<Rule<COUNT, WORDS>>, MatchSet<Rule<COUNT, WORDS>>) = (of(&left), of(&right));
        assert_eq!(one.len(), left.len());
        assert_eq!(one.is_empty(), left.is_empty());
        assert_eq!(one.iter().map(RuleEnum::index).collect::<Vec<_>>(), left.iter().copied().collect::<Vec<_>>());
        assert!(one.iter().rev().map(RuleEnum::index).eq(left.iter().rev().copied()));
        assert_eq!(one == other, left == right);
        assert_eq!(one.is_subset(other), left.is_subset(&right));
        assert_eq!(one.is_superset(other), left.is_superset(&right));
        assert_eq!(one.is_disjoint(other), left.is_disjoint(&right));
        assert_eq!(one | other, of(&(&left | &right)));
        assert_eq!(one & other, of(&(&left & &right)));
        assert_eq!(one - other, of(&(&left - &right)));
        assert_eq!(one ^ other, of(&(&left ^ &right)));
        assert_eq!(!one, of(&(0..COUNT).filter(|number| !left.contains(number)).collect()));
        hold_assignments_to_operators(one, other);
        hold_changes_to_a_sorted_set(one, left, random.next(COUNT));
        hold_both_ends_together(one, &mut random);
    }
}

fn hold_assignments_to_operators<const COUNT: usize, const WORDS: usize>(
    one: MatchSet<Rule<COUNT, WORDS>>,
    other: MatchSet<Rule<COUNT, WORDS>>,
) {
    let after = |change: fn(&mut MatchSet<Rule<COUNT, WORDS>>, MatchSet<Rule<COUNT, WORDS>>)| {
        let mut changed = one;
        change(&mut changed, other);
        changed
    };
    assert_eq!(after(|set, other| *set |= other), one | other);
    assert_eq!(after(|set, other| *set &= other), one & other);
    assert_eq!(after(|set, other| *set -= other), one - other);
    assert_eq!(after(|set, other| *set ^= other), one ^ other);
    assert_eq!(after(Extend::extend), one | other);
    assert_eq!(after(|set, other| set.extend(&other.iter().collect::<Vec<_>>())), one | other);
}

fn hold_changes_to_a_sorted_set<const COUNT: usize, const WORDS: usize>(
    mut set: MatchSet<Rule<COUNT, WORDS>>,
    mut numbers: BTreeSet<usize>,
    number: usize,
) {
    assert_eq!(set.contains(Rule(number)), numbers.contains(&number));
    assert_eq!(set.remove(Rule(number)), numbers.remove(&number));
    assert_eq!(set.len(), numbers.len());
    assert!(set.insert(Rule(number)) && !set.insert(Rule(number)));
    assert!(numbers.insert(number));
    assert_eq!(set.len(), numbers.len());
    set.clear();
    assert_eq!(set, MatchSet::default());
}

/// However the two ends are taken from, each rule comes once.
fn hold_both_ends_together<const COUNT: usize, const WORDS: usize>(
    set: MatchSet<Rule<COUNT, WORDS>>,
    random: &mut Random,
) {
    let mut rules = set.into_iter();
    let (mut front, mut back) = (Vec::new(), Vec::new());
    for left in (0..set.len()).rev() {
        if random.next(2) == 0 {
            front.extend(rules.next());
        } else {
            back.extend(rules.next_back());
        }
        assert_eq!(rules.len(), left);
    }
    assert!(rules.next().is_none() && rules.next_back().is_none() && rules.next().is_none());
    front.extend(back.into_iter().rev());
    assert!(front.into_iter().eq(set));
    assert_eq!(set.iter().last(), set.iter().next_back());
}

#[test]
fn sets_do_what_sorted_sets_do() {
    hold_to_sorted_sets::<1, 1>();
    hold_to_sorted_sets::<7, 1>();
    hold_to_sorted_sets::<64, 1>();
    hold_to_sorted_sets::<65, 2>();
    hold_to_sorted_sets::<500, 8>();
}

#[test]
fn the_complement_of_nothing_is_all_and_no_more() {
    assert_eq!(MatchSet::<Rule<65, 2>>::new().complement(), MatchSet::all());
    assert_eq!(MatchSet::<Rule<65, 2>>::all().len(), 65);
    assert_eq!(MatchSet::<Rule<64, 1>>::all().len(), 64);
    assert_eq!(MatchSet::<Rule<0, 0>>::all().len(), 0);
    assert_eq!(!MatchSet::<Rule<500, 8>>::all(), MatchSet::new());
}

#[test]
fn a_set_is_printed_as_the_names_of_its_rules() {
    let set = MatchSet::<Rule<7, 1>>::from([Rule(6), Rule(0), Rule(6)]);
    assert_eq!(format!("{set:?}"), "{Rule(0), Rule(6)}");
    assert_eq!(format!("{:?}", set.iter()), "MatchSetIter({Rule(0), Rule(6)})");
    assert_eq!(format!("{:?}", MatchSet::<Rule<7, 1>>::new()), "{}");
}

#[test]
fn nothing_and_all_are_constants() {
    const NONE: MatchSet<Rule<65, 2>> = MatchSet::new();
    const ALL: MatchSet<Rule<65, 2>> = MatchSet::all();
    assert!(NONE.is_empty() && NONE.complement() == ALL && NONE.union(ALL).is_superset(ALL));
}

#[test]
fn a_number_that_no_rule_has_is_never_there() {
    let mut set = MatchSet::<Rule<7, 1>>::new();
    set.insert_index(64);
    set.extend([Rule(1000)]);
    assert!(set.is_empty() && !set.contains(Rule(1000)));
}
