//! What a program has that a pattern of the service does not: the scopes of its rule and the other fields that its leaves name.
//!
//! The rule of a scope is a program of its own, which the engine runs on each element. The path of another field is one
//! too: a program with a single leaf, along which the engine looks the field up.

use super::numbers::{self, TooLarge, short};
use super::unfold::Unfolded;
use super::{Program, lower};
use crate::pattern::filter::FieldRef;
use crate::pattern::{Filter, Quantifier};
use crate::rule::{Conjunction, FieldPath, Leaf, Rule};
use event_pattern_tables::MAX_REFERENCE_STEPS;
use event_pattern_tables::program::{self as tables, Range, Scope, Slice};

/// What a rule has that a pattern of the service does not, as tables.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Extensions {
    /// The scopes.
    pub scopes: Vec<Scope>,
    /// The scopes of each conjunction.
    pub conjunctions: Vec<Range>,
    /// The numbers of those scopes.
    pub conjunction_scopes: Vec<u16>,
    /// The programs for the paths that start at the event; of the event's own program only.
    pub event_references: Vec<Slice>,
    /// The programs for the paths that start at the element that the program is for.
    pub element_references: Vec<Slice>,
    /// The programs that the scopes and paths have, one after the other.
    pub programs: Vec<u8>,
    /// How many words of working space the largest of them needs.
    pub scratch: usize,
}

impl Extensions {
    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.scopes.is_empty() && self.event_references.is_empty() && self.element_references.is_empty()
    }

    fn add(&mut self, program: &Program) -> Result<Slice, TooLarge> {
        let start = self.programs.len();
        self.programs.extend(program.image());
        self.scratch = self.scratch.max(program.scratch_words());
        numbers::slice(start, self.programs.len() - start)
    }
}

/// The other fields that a program names, each kind with the numbers that its tests use.
#[derive(Debug, Clone, Default)]
pub(super) struct References {
    /// Of the whole rule, scopes included.
    pub(super) of_event: Vec<FieldRef>,
    /// Of the leaves outside of scopes.
    pub(super) of_element: Vec<FieldRef>,
}

impl References {
    /// Those of the event's own rule.
    pub(super) fn of(rule: &Rule) -> Self {
        let mut of_event = Vec::new();
        collect(rule, &mut of_event);
        Self { of_event, of_element: own(rule) }
    }

    /// Those of the rule of a scope.
    fn inside(&self, rule: &Rule) -> Self {
        Self { of_event: self.of_event.clone(), of_element: own(rule) }
    }

    /// The number of another field.
    pub(super) fn number(&self, reference: &FieldRef) -> Result<u16, TooLarge> {
        let table = if reference.is_relative { &self.of_element } else { &self.of_event };
        short(table.iter().position(|known| known == reference).ok_or(TooLarge)?)
    }
}

/// Adds the references of leaves that are of one kind and not known yet.
fn add_new(rule: &Rule, are_relative: bool, known: &mut Vec<FieldRef>) {
    for filter in rule.leaves.iter().flat_map(|leaf| &leaf.alternatives) {
        for reference in filter.field_refs() {
            if reference.is_relative == are_relative && !known.contains(reference) {
                known.push(reference.clone());
            }
        }
    }
}

fn own(rule: &Rule) -> Vec<FieldRef> {
    let mut found = Vec::new();
    add_new(rule, true, &mut found);
    found
}

fn collect(rule: &Rule, found: &mut Vec<FieldRef>) {
    add_new(rule, false, found);
    for scope in &rule.scopes {
        collect(&scope.rule, found);
    }
}

/// Where the engine finds what there is to a scope.
pub(super) struct Place {
    pub(super) node: u16,
    pub(super) root: u16,
    pub(super) bit: u16,
    pub(super) matched: u16,
}

/// Makes the tables. The fields that start at the event are added for the event's own rule only.
pub(super) fn write(
    rule: &Rule,
    unfolded: &Unfolded,
    references: &References,
    places: &[Place],
    is_of_event: bool,
) -> Result<Extensions, TooLarge> {
    let mut extensions = Extensions::default();
    for (number, (scope, place)) in unfolded.scopes.iter().zip(places).enumerate() {
        // The first are those of the rule itself, which a search needs one by one.
        let program = match rule.scopes.get(number) {
            Some(scope) => extensions.add(&lower::lower_inside(&scope.rule, &references.inside(&scope.rule))?)?,
            None => Slice::default(),
        };
        extensions.scopes.push(row(&scope.quantifier, program, place));
    }
    for Conjunction { scopes, .. } in &rule.conjunctions {
        let start = extensions.conjunction_scopes.len();
        for &scope in scopes {
            extensions.conjunction_scopes.push(short(scope)?);
        }
        extensions.conjunctions.push(numbers::range(start, scopes.len())?);
    }
    if is_of_event {
        for reference in &references.of_event {
            let program = extensions.add(&path_program(reference)?)?;
            extensions.event_references.push(program);
        }
    }
    for reference in &references.of_element {
        let program = extensions.add(&path_program(reference)?)?;
        extensions.element_references.push(program);
    }
    Ok(extensions)
}

fn row(quantifier: &Quantifier, program: Slice, place: &Place) -> Scope {
    let (least, most) = match quantifier {
        // No number is from one to zero.
        Quantifier::Count(range) => {
            range.non_negative_integers().map_or((1, 0), |(least, most)| (least, most.unwrap_or(u32::MAX)))
        }
        _ => (0, 0),
    };
    let quantifier = match quantifier {
        Quantifier::Any => tables::Quantifier::Any,
        Quantifier::All => tables::Quantifier::All,
        Quantifier::None => tables::Quantifier::None,
        Quantifier::Count(_) => tables::Quantifier::Count,
    };
    let &Place { node, root, bit, matched } = place;
    Scope { program, least, most, node, root, bit, matched, quantifier }
}

/// The program with the only leaf at the path of another field.
fn path_program(reference: &FieldRef) -> Result<Program, TooLarge> {
    let path = FieldPath::of(reference);
    if path.steps().len() > MAX_REFERENCE_STEPS as usize {
        return Err(TooLarge);
    }
    // Absence satisfies the leaf too, so that the engine does not stop at the first value.
    let leaf = Leaf { path, alternatives: vec![Filter::Exists(true), Filter::Exists(false)] };
    let conjunctions = vec![Conjunction { leaves: vec![0], scopes: Vec::new() }];
    lower::lower(&Rule { leaves: vec![leaf], scopes: Vec::new(), conjunctions })
}
