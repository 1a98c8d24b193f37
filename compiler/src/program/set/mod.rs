//! Many rules as tables for one pass over the event.
//!
//! Leaves that rules have in common are one leaf, and so are goals further in. A value is looked up in a table of all values
//! that are asked for, and a goal is looked at only when the rarest fact that it needs holds, so an event costs what it has
//! in common with the rules, however many there are.
//!
//! The tables only grow, so a rule is added to a set at the cost of the rule.

mod facts;
mod image;
mod loose;
mod shape;
mod values;

use super::goal::{Fact, Goals as RuleGoals, Need as RuleNeed};
use super::lower::Structure;
use super::writer::Writer;
use super::{TooLarge, lower};
use crate::pattern::Filter;
use crate::program::clause::Atom;
use crate::program::numbers::long;
use crate::program::rows::Rows;
use crate::rule::Rule;
use event_pattern_tables::program::Test;
use event_pattern_tables::set::Need;
use event_pattern_tables::{NONE, SPARE_BYTES};
use facts::{Facts, Goals, Likelihood, Open};
use shape::{Paths, Shape};
use std::collections::HashMap;
use values::Values;

/// Rules as tables, as a macro writes them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Set {
    /// The tables as one string of bytes.
    pub image: Vec<u8>,
    /// The program of each rule.
    pub programs: Vec<Vec<u8>>,
    /// How many words of working space the engine wants, for the set and for any program of a rule.
    pub scratch: usize,
}

/// Makes the tables of rules, which are numbered in their order.
///
/// # Errors
/// A rule is too large, or all together are: it is told which one was too much, by its number.
pub fn lower_set<'r>(rules: impl IntoIterator<Item = &'r Rule>) -> Result<Set, (usize, TooLarge)> {
    let mut tables = SetTables::default();
    let (mut programs, mut scratch) = (Vec::new(), 0);
    for (number, rule) in rules.into_iter().enumerate() {
        let is_too_large = |error| (number, error);
        let program = lower(rule).map_err(is_too_large)?;
        scratch = scratch.max(program.scratch_words());
        programs.push(program.image());
        tables.add(rule).map_err(is_too_large)?;
    }
    tables.finish();
    Ok(Set { image: tables.image(), programs, scratch: tables.scratch_words() + scratch })
}

/// The tables of a set to which rules are added.
#[derive(Debug, Clone)]
pub struct SetTables {
    paths: Paths,
    shape: Shape,
    writer: Writer,
    /// How long the text is without the spare bytes after it.
    text: usize,
    /// The tests that the writer has, as bytes.
    tests: Rows<Test>,
    values: Values,
    facts: Facts,
    goals: Goals,
    /// Where the facts are that tell which rules match.
    outcomes: Open,
    /// The facts of leaves.
    leaves: HashMap<KnownLeaf, u32>,
    /// The facts that goals are met.
    met: HashMap<KnownGoal, u32>,
    rules: Vec<Member>,
    /// How many clauses all rules have together.
    clauses: usize,
}

/// How many steps all paths may have together: the tables number them in 16 bits.
const MOST_STEPS: usize = 60_000;

/// A leaf that some rules have: their alternatives for the field at a step of the tree of paths.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct KnownLeaf {
    step: usize,
    alternatives: Vec<Filter>,
}

/// A goal that some rules have for the objects at a step of the tree of paths.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct KnownGoal {
    step: usize,
    needs: Vec<Need>,
}

/// What is known of a rule that was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Added {
    /// Its number, which is one more than that of the rule before.
    pub number: u32,
    /// Whether it takes the rule's own program to decide it, for any event that it may match.
    pub takes_program: bool,
}

/// A rule of the set.
#[derive(Debug, Clone, Default)]
struct Member {
    /// The fact that it matches; none if it was taken out.
    outcome: Option<u32>,
    clauses: usize,
    /// The fields that must have a value for the rule to match, each with the number of clauses that want it.
    wanted: Vec<(usize, usize)>,
}

impl Default for SetTables {
    fn default() -> Self {
        let mut tables = Self {
            paths: Paths::default(),
            shape: Shape::default(),
            writer: Writer::new(),
            text: 0,
            tests: Rows::default(),
            values: Values::default(),
            facts: Facts::default(),
            goals: Goals::default(),
            outcomes: Open::default(),
            leaves: HashMap::new(),
            met: HashMap::new(),
            rules: Vec::new(),
            clauses: 0,
        };
        tables.finish();
        tables
    }
}

impl SetTables {
    /// Adds a rule. The tables are good for use once they are [finished](Self::finish).
    ///
    /// # Errors
    /// The tables would be too large.
    pub fn add(&mut self, rule: &Rule) -> Result<Added, TooLarge> {
        self.writer.program.text.truncate(self.text);
        let number = long(self.rules.len() * 2)?;
        let loose = loose::of(rule);
        let structure = Structure::new(loose.as_ref().unwrap_or(rule));
        let outcome = self.facts.add(&mut self.outcomes, Likelihood::Rare)?;
        let is_candidate = structure.is_none() || loose.is_some();
        let member = if let Some(structure) = structure {
            self.enter(&structure, outcome)?
        } else {
            // Its own program decides each time.
            self.goals.add(&mut self.facts, &[], outcome, &mut self.paths.steps[0].unconditional)?;
            Member { outcome: Some(outcome), clauses: 1, wanted: Vec::new() }
        };
        self.text = self.writer.program.text.len();
        self.facts.rows.set(outcome, number + u32::from(is_candidate));
        self.clauses += member.clauses;
        for &(place, clauses) in &member.wanted {
            self.paths.steps[place].wanted += clauses;
        }
        self.rules.push(member);
        Ok(Added { number: number / 2, takes_program: is_candidate })
    }

    /// Takes a rule out. What the tables have of it stays, to no effect. Tells whether it was there.
    pub fn remove(&mut self, number: u32) -> bool {
        let Some(member) = self.rules.get_mut(number as usize) else { return false };
        let Some(outcome) = member.outcome.take() else { return false };
        self.facts.rows.set(outcome, NONE);
        self.clauses -= member.clauses;
        for (place, clauses) in std::mem::take(&mut member.wanted) {
            self.paths.steps[place].wanted -= clauses;
        }
        true
    }

    /// Makes the tables good for use.
    pub fn finish(&mut self) {
        self.writer.program.text.truncate(self.text);
        // Rules are refused before there are too many steps.
        if let Ok(shape) = self.paths.write(&mut self.writer, &self.facts, self.clauses) {
            self.shape = shape;
        }
        self.text = self.writer.program.text.len();
        self.writer.program.text.resize(self.text + SPARE_BYTES, 0);
        let new = self.writer.program.tests.iter().skip(self.tests.len());
        new.for_each(|test| self.tests.add(*test));
    }

    /// The facts and goals of a rule.
    fn enter(&mut self, structure: &Structure, outcome: u32) -> Result<Member, TooLarge> {
        if self.paths.steps.len() + structure.tree.nodes.len() > MOST_STEPS {
            return Err(TooLarge);
        }
        let places = self.places(structure)?;
        let RuleGoals { goals } = &structure.goals;
        let mut met: Vec<u32> = Vec::with_capacity(goals.len());
        for goal in goals {
            let mut needs = Vec::with_capacity(goal.needs.len());
            for need in &goal.needs {
                needs.push(self.need(structure, &places, &met, need)?);
            }
            let place = places[goal.node];
            met.push(if goal.node == 0 {
                let unconditional = &mut self.paths.steps[0].unconditional;
                self.goals.add(&mut self.facts, &needs, outcome, unconditional)?;
                outcome
            } else {
                self.met(place, needs)?
            });
        }
        let mut wanted: HashMap<usize, usize> = HashMap::new();
        for atom in structure.clauses.iter().flatten() {
            if let Atom::Present { leaf } = atom {
                *wanted.entry(places[structure.tree.leaf_nodes[*leaf]]).or_default() += 1;
            }
        }
        let wanted = wanted.into_iter().collect();
        Ok(Member { outcome: Some(outcome), clauses: structure.clauses.len(), wanted })
    }

    /// The places of a rule's nodes.
    fn places(&mut self, structure: &Structure) -> Result<Vec<usize>, TooLarge> {
        let nodes = &structure.tree.nodes;
        let mut places = vec![0; nodes.len()];
        // Parents come before their children.
        for (number, node) in nodes.iter().enumerate() {
            for (step, child) in &node.children {
                places[*child] = self.paths.member(places[number], step);
            }
        }
        for &place in &places {
            if place != 0 && self.paths.is_object(place) && self.paths.steps[place].entered == NONE {
                let around = self.paths.parent(place);
                let entered = self.facts.add(&mut self.paths.steps[around].open, Likelihood::Likely)?;
                self.paths.steps[place].entered = entered;
            }
        }
        Ok(places)
    }

    /// The fact that an object at a place, which is not the event, meets a goal.
    fn met(&mut self, place: usize, needs: Vec<Need>) -> Result<u32, TooLarge> {
        let key = KnownGoal { step: place, needs };
        if let Some(&met) = self.met.get(&key) {
            return Ok(met);
        }
        let around = self.paths.parent(place);
        let met = self.facts.add(&mut self.paths.steps[around].open, Likelihood::Rare)?;
        self.goals.add(&mut self.facts, &key.needs, met, &mut self.paths.steps[place].unconditional)?;
        self.met.insert(key, met);
        Ok(met)
    }

    fn need(
        &mut self,
        structure: &Structure,
        places: &[usize],
        met: &[u32],
        need: &RuleNeed,
    ) -> Result<Need, TooLarge> {
        let mut fact = |fact: Option<Fact>| match fact {
            Some(Fact::Satisfied { leaf }) => self.leaf(structure, places[structure.tree.leaf_nodes[leaf]], leaf),
            Some(Fact::Seen { leaf, scope }) => self.sighting(places[structure.tree.leaf_nodes[leaf]], places[scope]),
            Some(Fact::Met { goal }) => Ok(met[goal]),
            Some(Fact::Entered { .. } | Fact::Scope { .. } | Fact::Matched { .. }) | None => Ok(NONE),
        };
        Ok(Need { holds: fact(need.holds)?, holds_not: fact(need.holds_not)? })
    }

    /// The fact that a leaf for the field at a place is satisfied.
    fn leaf(&mut self, structure: &Structure, place: usize, leaf: usize) -> Result<u32, TooLarge> {
        let alternatives = &structure.unfolded.leaves[leaf].alternatives;
        let key = KnownLeaf { step: place, alternatives: alternatives.clone() };
        if let Some(&fact) = self.leaves.get(&key) {
            return Ok(fact);
        }
        let around = self.paths.parent(place);
        let open = &mut self.paths.steps[around].open;
        let fact = self.facts.add_leaf(open, values::likelihood(alternatives), place)?;
        let field = (long(place)?, &mut self.paths.steps[place].field);
        self.values.add(&mut self.writer, field, alternatives, fact)?;
        self.leaves.insert(key, fact);
        Ok(fact)
    }

    /// The fact that the field at a place was seen inside an object at another.
    fn sighting(&mut self, place: usize, object: usize) -> Result<u32, TooLarge> {
        let known = self.paths.steps[place].sightings.iter().find(|known| known.object == object);
        if let Some(known) = known {
            return Ok(known.fact);
        }
        let fact = self.facts.add(&mut self.paths.steps[object].open, Likelihood::Likely)?;
        self.paths.steps[place].sightings.push(shape::Seen { object, fact });
        Ok(fact)
    }
}

#[cfg(test)]
mod tests;
