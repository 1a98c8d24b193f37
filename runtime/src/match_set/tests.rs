//! Compares sets of enums of several sizes with sorted sets.

use crate::__private::{Generated, Set, Tables, VERSION, all_bits};
use crate::{MatchSet, RuleEnum};
use alloc::collections::BTreeSet;
use alloc::format;
use alloc::vec::Vec;

/// Represents an enum of `COUNT` rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct TestRule<const COUNT: usize, const WORDS: usize>(usize);

impl<const COUNT: usize, const WORDS: usize> TestRule<COUNT, WORDS> {
    const ALL_RULES: [Self; COUNT] = {
        let mut rules = [Self(0); COUNT];
        let mut number = 0;
        while number < COUNT {
            rules[number] = Self(number);
            number += 1;
        }
        rules
    };
}

impl<const COUNT: usize, const WORDS: usize> Generated for TestRule<COUNT, WORDS> {
    type Words = [u64; WORDS];
    const ALL_BITS: [u64; WORDS] = all_bits(COUNT);
    const SET: Set<'static> = Set::new(VERSION, &[]);
    const TABLES: &'static [Tables<'static>] = &[];
}

impl<const COUNT: usize, const WORDS: usize> RuleEnum for TestRule<COUNT, WORDS> {
    const ALL: &'static [Self] = &Self::ALL_RULES;

    fn index(self) -> usize {
        self.0
    }

    fn name(self) -> &'static str {
        "TestRule"
    }
}

/// A generator of pseudo-random numbers.
struct Random(u64);

impl Random {
    fn next_below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn numbers(&mut self, count: usize) -> BTreeSet<usize> {
        (0..self.next_below(2 * count + 1)).map(|_| self.next_below(count)).collect()
    }
}

/// Checks that sets of an enum with `COUNT` rules behave like sorted sets.
fn compare_with_sorted_sets<const COUNT: usize, const WORDS: usize>() {
    let of = |numbers: &BTreeSet<usize>| numbers.iter().map(|&number| TestRule(number)).collect();
    let mut random = Random(COUNT as u64);
    for _ in 0..200 {
        let (left_numbers, right_numbers) = (random.numbers(COUNT), random.numbers(COUNT));
        let (left, right): (MatchSet<TestRule<COUNT, WORDS>>, MatchSet<TestRule<COUNT, WORDS>>) =
            (of(&left_numbers), of(&right_numbers));
        assert_eq!(left.len(), left_numbers.len());
        assert_eq!(left.is_empty(), left_numbers.is_empty());
        assert_eq!(
            left.iter().map(RuleEnum::index).collect::<Vec<_>>(),
            left_numbers.iter().copied().collect::<Vec<_>>()
        );
        assert!(left.iter().rev().map(RuleEnum::index).eq(left_numbers.iter().rev().copied()));
        assert_eq!(left == right, left_numbers == right_numbers);
        assert_eq!(left.is_subset(right), left_numbers.is_subset(&right_numbers));
        assert_eq!(left.is_superset(right), left_numbers.is_superset(&right_numbers));
        assert_eq!(left.is_disjoint(right), left_numbers.is_disjoint(&right_numbers));
        assert_eq!(left | right, of(&(&left_numbers | &right_numbers)));
        assert_eq!(left & right, of(&(&left_numbers & &right_numbers)));
        assert_eq!(left - right, of(&(&left_numbers - &right_numbers)));
        assert_eq!(left ^ right, of(&(&left_numbers ^ &right_numbers)));
        assert_eq!(!left, of(&(0..COUNT).filter(|number| !left_numbers.contains(number)).collect()));
        check_assignment_operators(left, right);
        check_changes(left, left_numbers, random.next_below(COUNT));
        check_double_ended_iteration(left, &mut random);
    }
}

fn check_assignment_operators<const COUNT: usize, const WORDS: usize>(
    left: MatchSet<TestRule<COUNT, WORDS>>,
    right: MatchSet<TestRule<COUNT, WORDS>>,
) {
    let after = |change: fn(&mut MatchSet<TestRule<COUNT, WORDS>>, MatchSet<TestRule<COUNT, WORDS>>)| {
        let mut changed = left;
        change(&mut changed, right);
        changed
    };
    assert_eq!(after(|set, right| *set |= right), left | right);
    assert_eq!(after(|set, right| *set &= right), left & right);
    assert_eq!(after(|set, right| *set -= right), left - right);
    assert_eq!(after(|set, right| *set ^= right), left ^ right);
    assert_eq!(after(Extend::extend), left | right);
    assert_eq!(after(|set, right| set.extend(&right.iter().collect::<Vec<_>>())), left | right);
}

fn check_changes<const COUNT: usize, const WORDS: usize>(
    mut set: MatchSet<TestRule<COUNT, WORDS>>,
    mut numbers: BTreeSet<usize>,
    number: usize,
) {
    assert_eq!(set.contains(TestRule(number)), numbers.contains(&number));
    assert_eq!(set.remove(TestRule(number)), numbers.remove(&number));
    assert_eq!(set.len(), numbers.len());
    assert!(set.insert(TestRule(number)) && !set.insert(TestRule(number)));
    assert!(numbers.insert(number));
    assert_eq!(set.len(), numbers.len());
    set.clear();
    assert_eq!(set, MatchSet::default());
}

/// Checks that the iterator returns each rule once when it is advanced from both ends.
fn check_double_ended_iteration<const COUNT: usize, const WORDS: usize>(
    set: MatchSet<TestRule<COUNT, WORDS>>,
    random: &mut Random,
) {
    let mut rules = set.into_iter();
    let (mut front, mut back) = (Vec::new(), Vec::new());
    for remaining in (0..set.len()).rev() {
        if random.next_below(2) == 0 {
            front.extend(rules.next());
        } else {
            back.extend(rules.next_back());
        }
        assert_eq!(rules.len(), remaining);
    }
    assert!(rules.next().is_none() && rules.next_back().is_none() && rules.next().is_none());
    front.extend(back.into_iter().rev());
    assert!(front.into_iter().eq(set));
    assert_eq!(set.iter().last(), set.iter().next_back());
}

#[test]
fn sets_behave_like_sorted_sets() {
    compare_with_sorted_sets::<1, 1>();
    compare_with_sorted_sets::<7, 1>();
    compare_with_sorted_sets::<64, 1>();
    compare_with_sorted_sets::<65, 2>();
    compare_with_sorted_sets::<500, 8>();
}

#[test]
fn the_complement_of_the_empty_set_has_all_rules() {
    assert_eq!(MatchSet::<TestRule<65, 2>>::new().complement(), MatchSet::all());
    assert_eq!(MatchSet::<TestRule<65, 2>>::all().len(), 65);
    assert_eq!(MatchSet::<TestRule<64, 1>>::all().len(), 64);
    assert_eq!(MatchSet::<TestRule<0, 0>>::all().len(), 0);
    assert_eq!(!MatchSet::<TestRule<500, 8>>::all(), MatchSet::new());
}

#[test]
fn debug_prints_the_rules() {
    let set = MatchSet::<TestRule<7, 1>>::from([TestRule(6), TestRule(0), TestRule(6)]);
    assert_eq!(format!("{set:?}"), "{TestRule(0), TestRule(6)}");
    assert_eq!(format!("{:?}", set.iter()), "MatchSetIter({TestRule(0), TestRule(6)})");
    assert_eq!(format!("{:?}", MatchSet::<TestRule<7, 1>>::new()), "{}");
}

#[test]
fn new_and_all_are_const() {
    const NONE: MatchSet<TestRule<65, 2>> = MatchSet::new();
    const ALL: MatchSet<TestRule<65, 2>> = MatchSet::all();
    assert!(NONE.is_empty() && NONE.complement() == ALL && NONE.union(ALL).is_superset(ALL));
}

#[test]
fn an_index_out_of_bounds_is_ignored() {
    let mut set = MatchSet::<TestRule<7, 1>>::new();
    set.insert_index(64);
    set.extend([TestRule(1000)]);
    assert!(set.is_empty() && !set.contains(TestRule(1000)));
}
