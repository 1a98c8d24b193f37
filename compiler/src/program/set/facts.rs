//! Facts, which are bits, and the goals that follow from them.

use crate::program::numbers::{self, TooLarge};
use crate::program::rows::Rows;
use event_pattern_tables::NONE;
use event_pattern_tables::set::{EXCLUDED, Need, SetGoal};
use std::collections::{HashMap, HashSet};

/// How likely an event is to have a fact, so that goals wait for the rarest of those they need. In numbers of goals that
/// need a fact, because what many rules ask for is what events have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Likelihood {
    /// A field is one of a list of strings, or an object meets a goal.
    Rare = 0,
    /// A field is like something, or one of a list of numbers, most of which are small.
    Some = 8,
    /// A field is there, or is unlike something.
    Likely = 64,
}

/// The facts of all objects. Each word of bits belongs to one kind of object.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Facts {
    /// For each fact the first goal that waits for it; of the outcomes, what the outcome is.
    pub(super) rows: Rows<u32>,
    /// For each word those of its facts that goals wait for.
    pub(super) waiting: Rows<u64>,
    /// How many goals need a fact, and how likely it is.
    weights: Vec<(u32, u32)>,
    /// The places of the fields of leaves, by the facts that they are satisfied.
    fields: HashMap<u32, usize>,
    /// Those of which goals wait for a leaf.
    awaited: HashSet<usize>,
}

/// The word in which the next facts of some kind of object are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Open {
    word: u32,
    used: u32,
}

impl Default for Open {
    fn default() -> Self {
        Self { word: 0, used: u64::BITS }
    }
}

impl Facts {
    /// A new fact of a kind of object.
    pub(super) fn add(&mut self, open: &mut Open, likelihood: Likelihood) -> Result<u32, TooLarge> {
        if open.used == u64::BITS {
            let first = self.rows.len();
            for _ in 0..u64::BITS {
                self.rows.push(NONE)?;
            }
            self.waiting.push(0)?;
            self.weights.resize(self.rows.len(), (0, 0));
            let first = numbers::long(first).ok().filter(|first| first & EXCLUDED == 0).ok_or(TooLarge)?;
            *open = Open { word: first / u64::BITS, used: 0 };
        }
        let fact = open.word * u64::BITS + open.used;
        open.used += 1;
        self.weights[fact as usize] = (0, likelihood as u32);
        Ok(fact)
    }

    /// A new fact that a leaf for the field at a place is satisfied.
    pub(super) fn add_leaf(&mut self, open: &mut Open, likelihood: Likelihood, place: usize) -> Result<u32, TooLarge> {
        let fact = self.add(open, likelihood)?;
        self.fields.insert(fact, place);
        Ok(fact)
    }

    /// Whether a goal waits for a leaf of the field at a place.
    pub(super) fn is_awaited(&self, place: usize) -> bool {
        self.awaited.contains(&place)
    }

    /// Puts a goal before those that wait for a fact.
    fn wait(&mut self, fact: u32, goal: u32) {
        self.awaited.extend(self.fields.get(&fact));
        self.rows.set(fact, goal);
        let (word, bit) = (fact / u64::BITS, fact % u64::BITS);
        self.waiting.set(word, self.waiting.get(word) | 1 << bit);
    }

    fn weight(&self, fact: u32) -> u32 {
        let (goals, likelihood) = self.weights[fact as usize];
        goals.saturating_add(likelihood)
    }
}

/// The goals. Each of them waits for one fact that it needs, or for every object of its kind.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Goals {
    pub(super) rows: Rows<SetGoal>,
    pub(super) needs: Rows<Need>,
}

impl Goals {
    /// Adds a goal. If there is no fact that it can wait for, it is the first of a list that is given.
    pub(super) fn add(
        &mut self,
        facts: &mut Facts,
        needs: &[Need],
        met: u32,
        unconditional: &mut u32,
    ) -> Result<(), TooLarge> {
        let certain = needs.iter().filter(|need| need.holds_not == NONE).map(|need| need.holds);
        // Of equals the last, because what objects further in meet comes behind the leaves.
        let awaited = certain.clone().rev().min_by_key(|&fact| facts.weight(fact));
        certain.for_each(|fact| facts.weights[fact as usize].0 += 1);
        // What it waits for holds whenever it is looked at.
        let start = self.needs.len();
        for need in needs.iter().filter(|need| need.holds_not != NONE || Some(need.holds) != awaited) {
            self.needs.push(*need)?;
        }
        let needs = numbers::long_range(start, self.needs.len() - start)?;
        match awaited {
            Some(fact) => {
                let goal = self.rows.push(SetGoal { needs, met, next: facts.rows.get(fact) })?;
                facts.wait(fact, goal);
            }
            None => *unconditional = self.rows.push(SetGoal { needs, met, next: *unconditional })?,
        }
        Ok(())
    }
}
