//! The paths of all rules as one tree, and the tables built from this tree.

use super::facts::{FactWord, Facts};
use super::values::FieldValues;
use crate::json::JsonString;
use crate::program::builder::TableBuilder;
use crate::program::numbers::{TooLarge, long_range, range, to_u16, to_u32};
use crate::program::rows::Rows;
use crate::program::tree::Tree;
use crate::program::{Program, key_suffix, rare_bytes};
use event_pattern_tables::program::{ExpectedValue, Key, KeySuffix, Node, Object, Range, Slice};
use event_pattern_tables::set::{SetField, SetObject, Sighting};
use event_pattern_tables::{NO_BIT, NONE};

/// A step of a path: the field at this step and, if the path continues, the objects at this step.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Step {
    /// The keys from the event to this step.
    path: Vec<JsonString>,
    pub(super) values: FieldValues,
    /// The word that receives the next facts about an object at this step.
    pub(super) fact_word: FactWord,
    /// The head of the list of goals to check for every object at this step.
    pub(super) unconditional: u32,
    /// The fact that the parent object has a key for this step. The next fact is that the key's value is an array.
    pub(super) entered: u32,
    /// The facts that the field is present, one for each object in which its presence matters.
    pub(super) sightings: Vec<ObjectSighting>,
    /// Number of clauses that require a leaf of the field to be satisfied.
    pub(super) requiring_clauses: usize,
}

/// The fact that a field is present in an object.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ObjectSighting {
    /// The step of the object.
    pub(super) object: usize,
    pub(super) fact: u32,
}

impl Default for Step {
    fn default() -> Self {
        Self {
            path: Vec::new(),
            values: FieldValues::default(),
            fact_word: FactWord::default(),
            unconditional: NONE,
            entered: NONE,
            sightings: Vec::new(),
            requiring_clauses: 0,
        }
    }
}

/// The tree of the path steps of all rules. A step is identified by its index in `steps`, which is also its node in
/// `tree`.
#[derive(Debug, Clone)]
pub(super) struct PathTree {
    tree: Tree,
    /// The steps in the order in which they were added. The event is the first.
    pub(super) steps: Vec<Step>,
}

impl Default for PathTree {
    fn default() -> Self {
        Self { tree: Tree::root(), steps: vec![Step::default()] }
    }
}

/// The tables that describe the paths.
#[derive(Debug, Clone, Default)]
pub(super) struct PathTables {
    program: Program,
    /// The nodes of `program`, encoded.
    pub(super) nodes: Rows<Node>,
    /// The objects of `program`, encoded.
    pub(super) objects: Rows<Object>,
    /// The keys of `program`, encoded.
    pub(super) keys: Rows<Key>,
    /// The key suffixes of `program`, encoded.
    pub(super) key_suffixes: Rows<KeySuffix>,
    pub(super) fields: Rows<SetField>,
    pub(super) set_objects: Rows<SetObject>,
    pub(super) sightings: Rows<Sighting>,
}

impl Step {
    /// Whether a rule depends on the value or the presence of the field.
    fn has_leaves(&self) -> bool {
        self.values.leaves > 0 || !self.sightings.is_empty()
    }
}

impl PathTables {
    /// Returns the number of steps in the longest path.
    pub(super) fn depth(&self) -> u32 {
        u32::from(self.program.depth)
    }

    /// Returns the [`Program::max_key_len`] of the tables.
    pub(super) fn max_key_len(&self) -> u32 {
        self.program.max_key_len
    }
}

impl PathTree {
    /// Returns the child step for a key. Adds the step if it does not exist.
    pub(super) fn child(&mut self, step: usize, key: &JsonString) -> usize {
        let child = self.tree.child(step, key);
        if child == self.steps.len() {
            let path = self.steps[step].path.iter().chain([key]).cloned().collect();
            self.steps.push(Step { path, ..Step::default() });
        }
        child
    }

    pub(super) fn parent(&self, step: usize) -> usize {
        self.tree.nodes[step].parent
    }

    /// Whether the engine must read objects at a step.
    pub(super) fn is_object(&self, step: usize) -> bool {
        self.tree.nodes[step].is_object()
    }

    /// Builds the tables. `clauses` is the total number of clauses of all rules. A field that all clauses require is
    /// marked as needed.
    pub(super) fn build(
        &self,
        builder: &mut TableBuilder,
        facts: &Facts,
        clauses: usize,
    ) -> Result<PathTables, TooLarge> {
        let (tree, node_of_step) = self.tree.reordered();
        let mut step_of_node = vec![0; node_of_step.len()];
        node_of_step.iter().enumerate().for_each(|(step, &node)| step_of_node[node] = step);
        let mut tables = PathTables::default();
        for (node, &step) in step_of_node.iter().enumerate() {
            let field = self.field(&mut tables, builder, (node, step), (&tree, &node_of_step), facts, clauses)?;
            tables.fields.push(field)?;
        }
        for (node, _) in tree.objects() {
            self.add_object(&mut tables, builder, &tree, node, &step_of_node)?;
        }
        tables.program.depth = to_u16(tree.depth())?;
        key_suffix::add(&mut tables.program, &tree)?;
        tables.nodes = Rows::of(&tables.program.nodes);
        tables.objects = Rows::of(&tables.program.objects);
        tables.keys = Rows::of(&tables.program.keys);
        tables.key_suffixes = Rows::of(&tables.program.key_suffixes);
        Ok(tables)
    }

    /// Whether the lookup of a number can be deferred until the goals of the object are checked, because no goal waits
    /// for the result. Lookups near the root are not deferred, because an early lookup can show that no rule matches.
    /// Deeper fields are usually inside arrays, where an early lookup cannot show this.
    fn is_deferred(&self, step: usize, facts: &Facts) -> bool {
        let Step { path, values, sightings, .. } = &self.steps[step];
        path.len() > 2 && values.unlisted == NONE && sightings.is_empty() && !facts.is_awaited(step)
    }

    fn field(
        &self,
        tables: &mut PathTables,
        builder: &mut TableBuilder,
        (node, step): (usize, usize),
        (tree, node_of_step): (&Tree, &[usize]),
        facts: &Facts,
        clauses: usize,
    ) -> Result<SetField, TooLarge> {
        let Step { path, values, sightings, requiring_clauses, .. } = &self.steps[step];
        let first = tables.sightings.len();
        for &ObjectSighting { object, fact } in sightings {
            tables.sightings.push(Sighting { object: to_u16(node_of_step[object])?, fact })?;
        }
        // The engine checks only whether these ranges are empty.
        let any = |is_any: bool| Range { start: 0, length: u16::from(is_any) };
        let has_leaves = self.steps[step].has_leaves();
        tables.program.nodes.push(Node { leaves: any(has_leaves), sightings: any(!sightings.is_empty()) });
        let (is_needed, last_key) = match path.last() {
            Some(key) => (clauses > 0 && *requiring_clauses == clauses, builder.intern_quoted(key.as_bytes())?),
            None => (false, Slice::default()),
        };
        Ok(SetField {
            id: to_u32(step)?,
            unlisted: values.unlisted,
            sightings: long_range(first, sightings.len())?,
            only_fact: values.only.as_ref().map_or(NONE, |(_, fact)| *fact),
            last_key,
            prefixes: values.prefixes,
            suffixes: values.suffixes,
            affixes: values.affixes,
            object: to_u16(tree.nodes[node].parent)?,
            string_lengths: values.string_lengths,
            max_string_len: values.max_string_len,
            has_numbers: values.has_numbers,
            is_needed,
            rare_bytes: rare_bytes::offsets(path),
            exclusions: values.exclusions,
            is_deferred: self.is_deferred(step, facts),
        })
    }

    fn add_object(
        &self,
        tables: &mut PathTables,
        builder: &mut TableBuilder,
        tree: &Tree,
        node: usize,
        step_of_node: &[usize],
    ) -> Result<(), TooLarge> {
        let start = tables.program.keys.len();
        for (key, child) in &tree.nodes[node].children {
            let Step { values, sightings, .. } = &self.steps[step_of_node[*child]];
            let is_object = tree.nodes[*child].is_object();
            let exact = values.only.as_ref().filter(|_| sightings.is_empty() && !is_object).map(|(text, _)| text);
            let quoted = match exact {
                Some(text) => builder.intern_key_value(key.as_bytes(), text)?,
                None => builder.intern_quoted(key.as_bytes())?,
            };
            let value_len = exact.map_or(Ok(0), |text| u32::try_from(text.len() + 3)).map_err(|_| TooLarge)?;
            let value = match exact {
                Some(_) => ExpectedValue::Exact,
                None if is_object && !self.steps[step_of_node[*child]].has_leaves() => ExpectedValue::Open,
                None if !is_object && sightings.is_empty() => ExpectedValue::Simple,
                None => ExpectedValue::Any,
            };
            let (node, compared_len) = (to_u16(*child)?, quoted.length + value_len);
            // In a set, the engine uses the number of the field as the number of the leaf.
            tables.program.keys.push(Key { quoted, compared_len, node, value, leaf: node, bit: NO_BIT, next: 0 });
        }
        let keys = range(start, tables.program.keys.len() - start)?;
        let parent = to_u16(tree.nodes[node].parent)?;
        // A placeholder: this range must not be empty, because the engine evaluates a program without goals by
        // backtracking.
        let goals = Range { start: 0, length: 1 };
        tables.program.objects.push(Object { keys, goals, parent, ..Object::NONE });
        let Step { unconditional, entered, .. } = self.steps[step_of_node[node]];
        // The event has no parent. Its goals set outcomes, which the number after the last object represents.
        let parent = if node == 0 { to_u16(tree.objects().count())? } else { parent };
        tables.set_objects.push(SetObject { unconditional, entered, parent })?;
        Ok(())
    }
}
