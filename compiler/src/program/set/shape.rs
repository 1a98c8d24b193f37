//! The paths of all rules as one tree, along which the engine reads an event, and its tables.

use super::facts::{Facts, Open};
use super::numbers::{NONE, Numbers};
use super::values::Field;
use crate::json::Text;
use crate::program::lower::small;
use crate::program::tree::Tree;
use crate::program::writer::Writer;
use crate::program::{Key, NO_BIT, Node, Object, Program, Range, Slice, TooLarge, Value, rare, tail};

/// A step of a path: what is known of the field there, and of an object there.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Step {
    /// The keys that lead here from the event.
    path: Vec<Text>,
    pub(super) field: Field,
    /// Where facts about an object here are.
    pub(super) open: Open,
    /// The first goal that every object here may meet.
    pub(super) unconditional: u32,
    /// The fact, of the object around, that a key led here.
    pub(super) entered: u32,
    /// Facts that the field was seen, each with the step of the object that it is about.
    pub(super) sightings: Vec<(usize, u32)>,
    /// How many clauses want a leaf of the field to be satisfied.
    pub(super) wanted: usize,
}

impl Default for Step {
    fn default() -> Self {
        Self {
            path: Vec::new(),
            field: Field::default(),
            open: Open::default(),
            unconditional: NONE,
            entered: NONE,
            sightings: Vec::new(),
            wanted: 0,
        }
    }
}

/// All steps, by their places in the order in which they were added. The first is the event.
#[derive(Debug, Clone)]
pub(super) struct Paths {
    tree: Tree,
    pub(super) steps: Vec<Step>,
}

impl Default for Paths {
    fn default() -> Self {
        Self { tree: Tree::root(), steps: vec![Step::default()] }
    }
}

/// The tables along which the engine reads an event.
#[derive(Debug, Clone, Default)]
pub(super) struct Shape {
    /// Its nodes, objects, keys and tails, as bytes.
    pub(super) tables: [Vec<u8>; 4],
    program: Program,
    /// What there is to the field at each node.
    pub(super) fields: Vec<u8>,
    /// What there is to the objects at each node that has keys.
    pub(super) objects: Vec<u8>,
    /// The facts that a field was seen, each with the node of the object that it is about.
    pub(super) sightings: Numbers<2>,
}

impl Step {
    /// Whether values of the field matter.
    fn has_leaves(&self) -> bool {
        self.field.leaves > 0 || !self.sightings.is_empty()
    }
}

impl Shape {
    /// How many steps the longest path has.
    pub(super) fn depth(&self) -> u32 {
        u32::from(self.program.depth)
    }

    /// How many bytes a key that matters can be long; 0 if that is not told.
    pub(super) fn reach(&self) -> u32 {
        self.program.reach
    }

    /// How many nodes have keys.
    pub(super) fn object_nodes(&self) -> usize {
        self.program.objects.len()
    }
}

impl Paths {
    /// The place of a member of the object at a place.
    pub(super) fn member(&mut self, place: usize, key: &Text) -> usize {
        let member = self.tree.child(place, key);
        if member == self.steps.len() {
            let path = self.steps[place].path.iter().chain([key]).cloned().collect();
            self.steps.push(Step { path, ..Step::default() });
        }
        member
    }

    pub(super) fn parent(&self, place: usize) -> usize {
        self.tree.nodes[place].parent
    }

    /// Whether a place has members.
    pub(super) fn is_object(&self, place: usize) -> bool {
        self.tree.nodes[place].is_object()
    }

    /// Makes the tables. A field that this many clauses want is one without which no rule matches.
    pub(super) fn write(&self, writer: &mut Writer, facts: &Facts, clauses: usize) -> Result<Shape, TooLarge> {
        let (tree, numbers) = self.tree.numbered();
        let mut places = vec![0; numbers.len()];
        numbers.iter().enumerate().for_each(|(place, &number)| places[number] = place);
        let mut shape = Shape::default();
        for (number, &place) in places.iter().enumerate() {
            self.write_field(&mut shape, writer, &tree, (number, place), &numbers, clauses)?;
            shape.fields.push(u8::from(self.is_late(place, facts)));
        }
        for (number, _) in tree.objects() {
            self.write_object(&mut shape, writer, &tree, number, &places)?;
        }
        shape.program.depth = small(tree.depth())?;
        tail::add(&mut shape.program, &tree)?;
        shape.tables = shape.program.paths();
        Ok(shape)
    }

    /// Whether a number in the field at a place can wait to be looked up until a goal is looked at, because none waits for
    /// it. Near the root of the event it could tell that no rule matches, but further in, things are in arrays, and it cannot.
    fn is_late(&self, place: usize, facts: &Facts) -> bool {
        let Step { path, field, sightings, .. } = &self.steps[place];
        path.len() > 2 && field.others == NONE && sightings.is_empty() && !facts.is_awaited(place)
    }

    fn write_field(
        &self,
        shape: &mut Shape,
        writer: &mut Writer,
        tree: &Tree,
        (number, place): (usize, usize),
        numbers: &[usize],
        clauses: usize,
    ) -> Result<(), TooLarge> {
        let Step { path, field, sightings, wanted, .. } = &self.steps[place];
        let first = super::numbers::small(shape.sightings.len())?;
        for &(object, fact) in sightings {
            shape.sightings.push([super::numbers::small(numbers[object])?, fact])?;
        }
        shape.program.nodes.push(Node {
            leaves: Range(0, u16::from(self.steps[place].has_leaves())),
            sightings: Range(0, u16::from(!sightings.is_empty())),
        });
        let (is_needed, key) = match path.last() {
            Some(key) => (clauses > 0 && *wanted == clauses, writer.quoted(key.as_bytes())?),
            None => (false, Slice::default()),
        };
        let (rare_first, rare_second) = rare::places(path);
        let only = field.only.as_ref().map_or(NONE, |(_, fact)| *fact);
        let row = [super::numbers::small(place)?, field.others, first, super::numbers::small(sightings.len())?, only];
        let behind = [key.0, key.1, field.prefixes, field.suffixes, field.affixes];
        shape.fields.extend(row.into_iter().chain(behind).flat_map(u32::to_le_bytes));
        shape.fields.extend(small(tree.nodes[number].parent)?.to_le_bytes());
        shape.fields.extend(field.text_lengths.to_le_bytes());
        shape.fields.extend([field.has_numbers, is_needed].map(u8::from));
        shape.fields.extend([rare_first, rare_second]);
        shape.fields.extend(field.unlike.to_le_bytes());
        Ok(())
    }

    fn write_object(
        &self,
        shape: &mut Shape,
        writer: &mut Writer,
        tree: &Tree,
        number: usize,
        places: &[usize],
    ) -> Result<(), TooLarge> {
        let start = shape.program.keys.len();
        for (step, child) in &tree.nodes[number].children {
            let Step { field, sightings, .. } = &self.steps[places[*child]];
            let is_object = tree.nodes[*child].is_object();
            let exact = field.only.as_ref().filter(|_| sightings.is_empty() && !is_object).map(|(text, _)| text);
            let quoted = match exact {
                Some(text) => writer.member(step.as_bytes(), text)?,
                None => writer.quoted(step.as_bytes())?,
            };
            let behind = exact.map_or(Ok(0), |text| u32::try_from(text.len() + 3)).map_err(|_| TooLarge)?;
            let value = match exact {
                Some(_) => Value::Exact,
                None if is_object && !self.steps[places[*child]].has_leaves() => Value::Open,
                None if !is_object && sightings.is_empty() => Value::Simple,
                None => Value::Any,
            };
            let (node, compared) = (small(*child)?, quoted.1 + behind);
            // What the engine takes for the number of a leaf is that of its field.
            shape.program.keys.push(Key { quoted, compared, node, value, leaf: node, bit: NO_BIT, next: 0 });
        }
        let keys = Range::of(start, shape.program.keys.len() - start)?;
        let around = small(tree.nodes[number].parent)?;
        shape.program.objects.push(object(keys, around));
        let Step { unconditional, entered, .. } = &self.steps[places[number]];
        shape.objects.extend([*unconditional, *entered].into_iter().flat_map(u32::to_le_bytes));
        // The outcomes are what is around the event.
        let outcomes = small(tree.objects().count())?;
        shape.objects.extend(if number == 0 { outcomes } else { around }.to_le_bytes());
        Ok(())
    }
}

/// An object whose facts and goals are in the tables of the set.
fn object(keys: Range, around: u16) -> Object {
    Object {
        keys,
        goals: Range(0, 1),
        bits: Range::default(),
        first_bits: 0,
        entered: NO_BIT,
        endings: 0,
        dotted_endings: 0,
        ranks: 0,
        dotted: Range::default(),
        all: 0,
        goal: NO_BIT,
        is_final: false,
        is_skipped: false,
        around,
    }
}
