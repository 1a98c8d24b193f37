//! The tables of a set: many rules that are evaluated in one pass over an event.
//!
//! Rules share equal leaves and equal goals of nested objects. A value is looked up in a table of all values that
//! leaves accept, and a goal is checked only when the rarest fact that it needs holds. The cost of evaluating an event
//! therefore depends on what the event has in common with the rules, not on the number of rules.
//!
//! The tables only grow, so the cost of adding a rule depends only on that rule.

mod encode;
mod facts;
mod paths;
mod relax;
mod values;

use super::builder::TableBuilder;
use super::goal::{Fact, Need as RuleNeed};
use super::lower::Structure;
use super::{TooLarge, lower};
use crate::pattern::Filter;
use crate::program::clause::Atom;
use crate::program::numbers::to_u32;
use crate::program::rows::Rows;
use crate::rule::Rule;
use event_pattern_tables::program::Test;
use event_pattern_tables::set::Need;
use event_pattern_tables::{NONE, PADDING_BYTES};
use facts::{FactWord, Facts, Likelihood, SetGoals};
use paths::{ObjectSighting, PathTables, PathTree};
use std::collections::HashMap;
use values::Values;

/// The encoded tables of a set of rules, for generated code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Set {
    /// The tables of the set.
    pub image: Vec<u8>,
    /// The program of each rule.
    pub programs: Vec<Vec<u8>>,
    /// Number of 64-bit words of scratch memory that the engine needs for the set and for the program of any one rule.
    pub scratch_words: usize,
}

/// Compiles rules to the tables of a set. Rules are numbered in the given order.
///
/// # Errors
/// Returns an error if a rule or the whole set is too large. The error contains the number of the rule at which the
/// limit was exceeded.
pub fn lower_set<'r>(rules: impl IntoIterator<Item = &'r Rule>) -> Result<Set, (usize, TooLarge)> {
    let mut tables = SetTables::default();
    let (mut programs, mut program_scratch) = (Vec::new(), 0);
    for (number, rule) in rules.into_iter().enumerate() {
        let is_too_large = |error| (number, error);
        let program = lower(rule).map_err(is_too_large)?;
        program_scratch = program_scratch.max(program.scratch_words());
        programs.push(program.image());
        tables.add(rule).map_err(is_too_large)?;
    }
    tables.finish();
    Ok(Set { image: tables.image(), programs, scratch_words: tables.scratch_words() + program_scratch })
}

/// The tables of a set to which rules can be added.
#[derive(Debug, Clone)]
pub struct SetTables {
    paths: PathTree,
    path_tables: PathTables,
    builder: TableBuilder,
    /// Length of the text in bytes, without the padding after it.
    text_len: usize,
    /// The tests of `builder`, encoded.
    tests: Rows<Test>,
    values: Values,
    facts: Facts,
    goals: SetGoals,
    /// The word that receives the next outcomes. An outcome is the fact that a rule matches.
    outcome_word: FactWord,
    /// For each leaf, the fact that it is satisfied.
    satisfied: HashMap<LeafKey, u32>,
    /// For each goal, the fact that it is met.
    met: HashMap<GoalKey, u32>,
    rules: Vec<SetRule>,
    /// Total number of clauses of all rules.
    clauses: usize,
}

/// Maximum total number of path steps of all rules. The tables store the number of a step in 16 bits.
const MAX_SET_STEPS: usize = 60_000;

/// A leaf that rules can share: the alternatives for the field at a step.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct LeafKey {
    step: usize,
    alternatives: Vec<Filter>,
}

/// A goal that rules can share: the needs of an object at a step.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct GoalKey {
    step: usize,
    needs: Vec<Need>,
}

/// The result of adding a rule to a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Added {
    /// Number of the rule. Numbers are consecutive and start at 0.
    pub number: u32,
    /// Whether the rule's own program must decide whenever the set reports a possible match.
    pub needs_program: bool,
}

/// A rule of the set.
#[derive(Debug, Clone, Default)]
struct SetRule {
    /// The fact that the rule matches; `None` if the rule was removed.
    outcome: Option<u32>,
    clauses: usize,
    required_fields: Vec<RequiredField>,
}

/// A field that must have an accepted value for some clauses of a rule to hold.
#[derive(Debug, Clone, Copy)]
struct RequiredField {
    step: usize,
    /// Number of clauses that require the field.
    clauses: usize,
}

impl Default for SetTables {
    fn default() -> Self {
        let mut tables = Self {
            paths: PathTree::default(),
            path_tables: PathTables::default(),
            builder: TableBuilder::new(),
            text_len: 0,
            tests: Rows::default(),
            values: Values::default(),
            facts: Facts::default(),
            goals: SetGoals::default(),
            outcome_word: FactWord::default(),
            satisfied: HashMap::new(),
            met: HashMap::new(),
            rules: Vec::new(),
            clauses: 0,
        };
        tables.finish();
        tables
    }
}

impl SetTables {
    /// Adds a rule. Call [`finish`](Self::finish) before you use the tables.
    ///
    /// # Errors
    /// Returns an error if the tables would be too large.
    pub fn add(&mut self, rule: &Rule) -> Result<Added, TooLarge> {
        self.builder.program.text.truncate(self.text_len);
        let outcome_id = to_u32(self.rules.len() * 2)?;
        let relaxed = relax::relaxed_rule(rule);
        let structure = Structure::new(relaxed.as_ref().unwrap_or(rule));
        let outcome = self.facts.add(&mut self.outcome_word, Likelihood::Rare)?;
        let needs_program = structure.is_none() || relaxed.is_some();
        let added = if let Some(structure) = structure {
            self.add_structure(&structure, outcome)?
        } else {
            // A goal without needs is always met, so the rule's own program decides for every event.
            self.goals.add(&mut self.facts, &[], outcome, &mut self.paths.steps[0].unconditional)?;
            SetRule { outcome: Some(outcome), clauses: 1, required_fields: Vec::new() }
        };
        self.text_len = self.builder.program.text.len();
        self.facts.rows.set(outcome, outcome_id + u32::from(needs_program));
        self.clauses += added.clauses;
        for field in &added.required_fields {
            self.paths.steps[field.step].requiring_clauses += field.clauses;
        }
        self.rules.push(added);
        Ok(Added { number: outcome_id / 2, needs_program })
    }

    /// Removes a rule. Its rows remain in the tables, without effect. Returns whether the rule was in the set.
    pub fn remove(&mut self, number: u32) -> bool {
        let Some(rule) = self.rules.get_mut(number as usize) else { return false };
        let Some(outcome) = rule.outcome.take() else { return false };
        self.facts.rows.set(outcome, NONE);
        self.clauses -= rule.clauses;
        for field in std::mem::take(&mut rule.required_fields) {
            self.paths.steps[field.step].requiring_clauses -= field.clauses;
        }
        true
    }

    /// Completes the tables after rules have been added or removed.
    pub fn finish(&mut self) {
        self.builder.program.text.truncate(self.text_len);
        // This cannot fail: `add` rejects a rule before there are too many steps.
        if let Ok(tables) = self.paths.build(&mut self.builder, &self.facts, self.clauses) {
            self.path_tables = tables;
        }
        self.text_len = self.builder.program.text.len();
        self.builder.program.text.resize(self.text_len + PADDING_BYTES, 0);
        let new = self.builder.program.tests.iter().skip(self.tests.len());
        new.for_each(|test| self.tests.add(*test));
    }

    /// Adds the facts and goals of a rule.
    fn add_structure(&mut self, structure: &Structure, outcome: u32) -> Result<SetRule, TooLarge> {
        if self.paths.steps.len() + structure.tree.nodes.len() > MAX_SET_STEPS {
            return Err(TooLarge);
        }
        let step_of_node = self.add_steps(structure)?;
        let goals = &structure.goals.goals;
        let mut met: Vec<u32> = Vec::with_capacity(goals.len());
        for goal in goals {
            let mut needs = Vec::with_capacity(goal.needs.len());
            for need in &goal.needs {
                needs.push(self.need(structure, &step_of_node, &met, need)?);
            }
            met.push(if goal.node == 0 {
                let unconditional = &mut self.paths.steps[0].unconditional;
                self.goals.add(&mut self.facts, &needs, outcome, unconditional)?;
                outcome
            } else {
                self.met(step_of_node[goal.node], needs)?
            });
        }
        let mut requiring_clauses: HashMap<usize, usize> = HashMap::new();
        for atom in structure.clauses.iter().flatten() {
            if let Atom::Present { leaf } = atom {
                *requiring_clauses.entry(step_of_node[structure.tree.leaf_nodes[*leaf]]).or_default() += 1;
            }
        }
        let required_fields = requiring_clauses.into_iter().map(|(step, clauses)| RequiredField { step, clauses });
        let (clauses, required_fields) = (structure.clauses.len(), required_fields.collect());
        Ok(SetRule { outcome: Some(outcome), clauses, required_fields })
    }

    /// Adds the steps of a rule. Returns the step of each node of the rule.
    fn add_steps(&mut self, structure: &Structure) -> Result<Vec<usize>, TooLarge> {
        let nodes = &structure.tree.nodes;
        let mut step_of_node = vec![0; nodes.len()];
        // Parents come before their children.
        for (number, node) in nodes.iter().enumerate() {
            for (key, child) in &node.children {
                step_of_node[*child] = self.paths.child(step_of_node[number], key);
            }
        }
        for &step in &step_of_node {
            if step != 0 && self.paths.is_object(step) && self.paths.steps[step].entered == NONE {
                let parent = self.paths.parent(step);
                let entered = self.facts.add_pair(&mut self.paths.steps[parent].fact_word, Likelihood::Likely)?;
                self.paths.steps[step].entered = entered;
            }
        }
        Ok(step_of_node)
    }

    /// Returns the fact that an object at a step meets a goal. The object must not be the event.
    fn met(&mut self, step: usize, needs: Vec<Need>) -> Result<u32, TooLarge> {
        let key = GoalKey { step, needs };
        if let Some(&met) = self.met.get(&key) {
            return Ok(met);
        }
        let parent = self.paths.parent(step);
        let met = self.facts.add(&mut self.paths.steps[parent].fact_word, Likelihood::Rare)?;
        self.goals.add(&mut self.facts, &key.needs, met, &mut self.paths.steps[step].unconditional)?;
        self.met.insert(key, met);
        Ok(met)
    }

    fn need(
        &mut self,
        structure: &Structure,
        step_of_node: &[usize],
        met: &[u32],
        need: &RuleNeed,
    ) -> Result<Need, TooLarge> {
        let step_of_leaf = |leaf: usize| step_of_node[structure.tree.leaf_nodes[leaf]];
        let mut fact = |fact: Option<Fact>| match fact {
            Some(Fact::Satisfied { leaf }) => self.satisfied(structure, step_of_leaf(leaf), leaf),
            Some(Fact::Seen { leaf, enclosing }) => self.sighting(step_of_leaf(leaf), step_of_node[enclosing]),
            Some(Fact::Met { goal }) => Ok(met[goal]),
            Some(Fact::Entered { .. } | Fact::Scope { .. } | Fact::Matched { .. }) | None => Ok(NONE),
        };
        Ok(Need { holds: fact(need.holds)?, holds_not: fact(need.holds_not)? })
    }

    /// Returns the fact that a leaf for the field at a step is satisfied.
    fn satisfied(&mut self, structure: &Structure, step: usize, leaf: usize) -> Result<u32, TooLarge> {
        let alternatives = &structure.inlined.leaves[leaf].alternatives;
        let key = LeafKey { step, alternatives: alternatives.clone() };
        if let Some(&fact) = self.satisfied.get(&key) {
            return Ok(fact);
        }
        let parent = self.paths.parent(step);
        let fact_word = &mut self.paths.steps[parent].fact_word;
        let fact = self.facts.add_leaf(fact_word, values::likelihood(alternatives), step)?;
        let field = (to_u32(step)?, &mut self.paths.steps[step].values);
        self.values.add(&mut self.builder, field, alternatives, fact)?;
        self.satisfied.insert(key, fact);
        Ok(fact)
    }

    /// Returns the fact that the field at a step is present inside the object at another step.
    fn sighting(&mut self, step: usize, object: usize) -> Result<u32, TooLarge> {
        let existing = self.paths.steps[step].sightings.iter().find(|sighting| sighting.object == object);
        if let Some(existing) = existing {
            return Ok(existing.fact);
        }
        let fact = self.facts.add(&mut self.paths.steps[object].fact_word, Likelihood::Likely)?;
        self.paths.steps[step].sightings.push(ObjectSighting { object, fact });
        Ok(fact)
    }
}

#[cfg(test)]
mod tests;
