//! Facts, which are bits, and the goals that follow from them.

use super::numbers::{NONE, Numbers};
use crate::program::TooLarge;
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

/// A bit that no number of a fact has. With it, a fact stands in the list of a value from which alone it does not follow.
pub(super) const EXCLUDED: u32 = 0x8000_0000;

/// The facts of all objects. Each word of bits belongs to one kind of object.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Facts {
    /// For each fact the first goal that waits for it; of the outcomes, what the outcome is.
    pub(super) rows: Numbers<1>,
    /// For each word those of its facts that goals wait for: the lower half of the bits, and the upper.
    pub(super) waiting: Numbers<2>,
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
    /// How many words the bits take.
    pub(super) fn words(&self) -> usize {
        self.rows.len().div_ceil(u64::BITS as usize)
    }

    /// A new fact of a kind of object.
    pub(super) fn add(&mut self, open: &mut Open, likelihood: Likelihood) -> Result<u32, TooLarge> {
        if open.used == u64::BITS {
            let first = self.rows.len();
            for _ in 0..u64::BITS {
                self.rows.push([NONE])?;
            }
            self.waiting.push([0, 0])?;
            self.weights.resize(self.rows.len(), (0, 0));
            let first = super::numbers::small(first).ok().filter(|first| first & EXCLUDED == 0).ok_or(TooLarge)?;
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
        self.rows.set(fact, 0, goal);
        let (word, bit) = (fact / u64::BITS, fact % u64::BITS);
        let half = (bit / u32::BITS) as usize;
        self.waiting.set(word, half, self.waiting.get(word, half) | 1 << (bit % u32::BITS));
    }

    fn weight(&self, fact: u32) -> u32 {
        let (goals, likelihood) = self.weights[fact as usize];
        goals.saturating_add(likelihood)
    }
}

/// One requirement: a fact holds, or another does not. Either may be [`NONE`].
pub(super) type Need = [u32; 2];

/// The goals. Each of them waits for one fact that it needs, or for every object of its kind.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Goals {
    /// Where the needs are and how many, the fact that the goal is met, and the next goal that waits for the same.
    pub(super) rows: Numbers<4>,
    pub(super) needs: Numbers<2>,
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
        let certain = needs.iter().filter(|[_, holds_not]| *holds_not == NONE).map(|[holds, _]| *holds);
        // Of equals the last, because what objects further in meet comes behind the leaves.
        let awaited = certain.clone().rev().min_by_key(|&fact| facts.weight(fact));
        certain.for_each(|fact| facts.weights[fact as usize].0 += 1);
        let start = super::numbers::small(self.needs.len())?;
        // What it waits for holds whenever it is looked at.
        let others = needs.iter().filter(|need| Some(**need) != awaited.map(|fact| [fact, NONE]));
        for need in others {
            self.needs.push(*need)?;
        }
        let count = super::numbers::small(self.needs.len())? - start;
        match awaited {
            Some(fact) => {
                let goal = self.rows.push([start, count, met, facts.rows.get(fact, 0)])?;
                facts.wait(fact, goal);
            }
            None => *unconditional = self.rows.push([start, count, met, *unconditional])?,
        }
        Ok(())
    }
}
