//! The facts of a set, each of which is a bit, and the goals that wait for facts.

use crate::program::numbers::{self, TooLarge};
use crate::program::rows::Rows;
use event_pattern_tables::NONE;
use event_pattern_tables::set::{EXCLUDED, Need, SetGoal};
use std::collections::{HashMap, HashSet};

/// An initial estimate of how likely a fact is to hold for an event. The number of goals that need the fact is added to
/// the estimate, because a condition that many rules share is likely to hold. Each goal waits for the least likely fact
/// that it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Likelihood {
    /// A field equals one of the strings in a list, or an object meets a goal.
    Rare = 0,
    /// A field satisfies another filter, or equals one of the numbers in a list. Numbers are often small, so equal
    /// numbers are likely.
    Some = 8,
    /// A field is present, or differs from a value.
    Likely = 64,
}

/// The facts about all objects. All facts in a word are about the same kind of object.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Facts {
    /// The contents of [`SetImage::facts`](event_pattern_tables::set::SetImage::facts).
    pub(super) rows: Rows<u32>,
    /// For each word, a mask of the facts that goals wait for.
    pub(super) waiting: Rows<u64>,
    weights: Vec<Weight>,
    /// For each fact about a leaf, the step of the leaf's field.
    fields: HashMap<u32, usize>,
    /// The steps of the fields that have a leaf for which a goal waits.
    awaited: HashSet<usize>,
}

/// The data from which the likelihood of a fact is estimated.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Weight {
    /// Number of goals that need the fact.
    goals: u32,
    /// The initial estimate: a [`Likelihood`].
    likelihood: u32,
}

/// The word that receives the next facts about a kind of object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FactWord {
    word: u32,
    /// Number of bits in use.
    used: u32,
}

impl Default for FactWord {
    fn default() -> Self {
        Self { word: 0, used: u64::BITS }
    }
}

impl Facts {
    /// Adds a fact about a kind of object.
    pub(super) fn add(&mut self, fact_word: &mut FactWord, likelihood: Likelihood) -> Result<u32, TooLarge> {
        if fact_word.used == u64::BITS {
            let first = self.rows.len();
            for _ in 0..u64::BITS {
                self.rows.push(NONE)?;
            }
            self.waiting.push(0)?;
            self.weights.resize(self.rows.len(), Weight::default());
            let first = numbers::to_u32(first).ok().filter(|first| first & EXCLUDED == 0).ok_or(TooLarge)?;
            *fact_word = FactWord { word: first / u64::BITS, used: 0 };
        }
        let fact = fact_word.word * u64::BITS + fact_word.used;
        fact_word.used += 1;
        self.weights[fact as usize] = Weight { goals: 0, likelihood: likelihood as u32 };
        Ok(fact)
    }

    /// Adds two facts with consecutive numbers about a kind of object. Returns the first.
    pub(super) fn add_pair(&mut self, fact_word: &mut FactWord, likelihood: Likelihood) -> Result<u32, TooLarge> {
        if fact_word.used + 1 == u64::BITS {
            fact_word.used = u64::BITS;
        }
        let first = self.add(fact_word, likelihood)?;
        self.add(fact_word, likelihood)?;
        Ok(first)
    }

    /// Adds the fact that a leaf for the field at a step is satisfied.
    pub(super) fn add_leaf(
        &mut self,
        fact_word: &mut FactWord,
        likelihood: Likelihood,
        step: usize,
    ) -> Result<u32, TooLarge> {
        let fact = self.add(fact_word, likelihood)?;
        self.fields.insert(fact, step);
        Ok(fact)
    }

    /// Whether a goal waits for a leaf of the field at a step to be satisfied.
    pub(super) fn is_awaited(&self, step: usize) -> bool {
        self.awaited.contains(&step)
    }

    /// Adds a goal to the front of the list of goals that wait for a fact.
    fn wait(&mut self, fact: u32, goal: u32) {
        self.awaited.extend(self.fields.get(&fact));
        self.rows.set(fact, goal);
        let (word, bit) = (fact / u64::BITS, fact % u64::BITS);
        self.waiting.set(word, self.waiting.get(word) | 1 << bit);
    }

    fn weight(&self, fact: u32) -> u32 {
        let Weight { goals, likelihood } = self.weights[fact as usize];
        goals.saturating_add(likelihood)
    }
}

/// The goals of a set. Each goal either waits for one fact that it needs, or is checked for every object of its kind.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct SetGoals {
    pub(super) rows: Rows<SetGoal>,
    pub(super) needs: Rows<Need>,
}

impl SetGoals {
    /// Adds a goal. If the goal cannot wait for any fact, the goal is added to the front of the `unconditional` list.
    pub(super) fn add(
        &mut self,
        facts: &mut Facts,
        needs: &[Need],
        met: u32,
        unconditional: &mut u32,
    ) -> Result<(), TooLarge> {
        let required = needs.iter().filter(|need| need.holds_not == NONE).map(|need| need.holds);
        // Prefer the last of equally likely facts, because goals of nested objects come after leaves.
        let awaited = required.clone().rev().min_by_key(|&fact| facts.weight(fact));
        required.for_each(|fact| facts.weights[fact as usize].goals += 1);
        // The awaited fact always holds when the goal is checked, so it need not be checked again.
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
