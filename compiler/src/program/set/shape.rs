//! The paths of all rules as one tree, along which the engine reads an event, and its tables.

use super::facts::{Facts, Open};
use super::values;
use crate::json::JsonString;
use crate::program::numbers::{TooLarge, long, long_range, range, short};
use crate::program::rows::Rows;
use crate::program::tree::Tree;
use crate::program::writer::Writer;
use crate::program::{Program, rare, tail};
use event_pattern_tables::program::{Key, Node, Object, Range, Slice, Tail, Value};
use event_pattern_tables::set::{Field, SetObject, Sighting};
use event_pattern_tables::{NO_BIT, NONE};

/// A step of a path: what is known of the field there, and of an object there.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Step {
    /// The keys that lead here from the event.
    path: Vec<JsonString>,
    pub(super) field: values::Field,
    /// Where facts about an object here are.
    pub(super) open: Open,
    /// The first goal that every object here may meet.
    pub(super) unconditional: u32,
    /// The fact, of the object around, that a key led here.
    pub(super) entered: u32,
    /// Facts that the field was seen.
    pub(super) sightings: Vec<Seen>,
    /// How many clauses want a leaf of the field to be satisfied.
    pub(super) wanted: usize,
}

/// The fact that a field was seen in an object.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Seen {
    /// The step of the object.
    pub(super) object: usize,
    pub(super) fact: u32,
}

impl Default for Step {
    fn default() -> Self {
        Self {
            path: Vec::new(),
            field: values::Field::default(),
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
    program: Program,
    /// The nodes, objects, keys and tails of the program, as bytes.
    pub(super) nodes: Rows<Node>,
    pub(super) objects: Rows<Object>,
    pub(super) keys: Rows<Key>,
    pub(super) tails: Rows<Tail>,
    pub(super) fields: Rows<Field>,
    pub(super) set_objects: Rows<SetObject>,
    pub(super) sightings: Rows<Sighting>,
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
}

impl Paths {
    /// The place of a member of the object at a place.
    pub(super) fn member(&mut self, place: usize, key: &JsonString) -> usize {
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
            let field = self.field(&mut shape, writer, (number, place), (&tree, &numbers), facts, clauses)?;
            shape.fields.push(field)?;
        }
        for (number, _) in tree.objects() {
            self.write_object(&mut shape, writer, &tree, number, &places)?;
        }
        shape.program.depth = short(tree.depth())?;
        tail::add(&mut shape.program, &tree)?;
        shape.nodes = Rows::of(&shape.program.nodes);
        shape.objects = Rows::of(&shape.program.objects);
        shape.keys = Rows::of(&shape.program.keys);
        shape.tails = Rows::of(&shape.program.tails);
        Ok(shape)
    }

    /// Whether a number in the field at a place can wait to be looked up until a goal is looked at, because none waits for
    /// it. Near the root of the event it could tell that no rule matches, but further in, things are in arrays, and it cannot.
    fn is_late(&self, place: usize, facts: &Facts) -> bool {
        let Step { path, field, sightings, .. } = &self.steps[place];
        path.len() > 2 && field.others == NONE && sightings.is_empty() && !facts.is_awaited(place)
    }

    fn field(
        &self,
        shape: &mut Shape,
        writer: &mut Writer,
        (number, place): (usize, usize),
        (tree, numbers): (&Tree, &[usize]),
        facts: &Facts,
        clauses: usize,
    ) -> Result<Field, TooLarge> {
        let Step { path, field, sightings, wanted, .. } = &self.steps[place];
        let first = shape.sightings.len();
        for &Seen { object, fact } in sightings {
            shape.sightings.push(Sighting { object: short(numbers[object])?, fact })?;
        }
        let any = |is_any: bool| Range { start: 0, length: u16::from(is_any) };
        let has_leaves = self.steps[place].has_leaves();
        shape.program.nodes.push(Node { leaves: any(has_leaves), sightings: any(!sightings.is_empty()) });
        let (is_needed, last_key) = match path.last() {
            Some(key) => (clauses > 0 && *wanted == clauses, writer.quoted(key.as_bytes())?),
            None => (false, Slice::default()),
        };
        Ok(Field {
            place: long(place)?,
            others: field.others,
            sightings: long_range(first, sightings.len())?,
            only: field.only.as_ref().map_or(NONE, |(_, fact)| *fact),
            last_key,
            prefixes: field.prefixes,
            suffixes: field.suffixes,
            affixes: field.affixes,
            object: short(tree.nodes[number].parent)?,
            text_lengths: field.text_lengths,
            has_numbers: field.has_numbers,
            is_needed,
            rare: rare::places(path),
            unlike: field.unlike,
            is_late: self.is_late(place, facts),
        })
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
            let after = exact.map_or(Ok(0), |text| u32::try_from(text.len() + 3)).map_err(|_| TooLarge)?;
            let value = match exact {
                Some(_) => Value::Exact,
                None if is_object && !self.steps[places[*child]].has_leaves() => Value::Open,
                None if !is_object && sightings.is_empty() => Value::Simple,
                None => Value::Any,
            };
            let (node, compared) = (short(*child)?, quoted.length + after);
            // What the engine takes for the number of a leaf is that of its field.
            shape.program.keys.push(Key { quoted, compared, node, value, leaf: node, bit: NO_BIT, next: 0 });
        }
        let keys = range(start, shape.program.keys.len() - start)?;
        let around = short(tree.nodes[number].parent)?;
        // There is a goal, or the set would take a search.
        let goals = Range { start: 0, length: 1 };
        shape.program.objects.push(Object { keys, goals, around, ..Object::NONE });
        let Step { unconditional, entered, .. } = self.steps[places[number]];
        // The outcomes are what is around the event.
        let around = if number == 0 { short(tree.objects().count())? } else { around };
        shape.set_objects.push(SetObject { unconditional, entered, around })?;
        Ok(())
    }
}
