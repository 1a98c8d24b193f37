//! Element scopes and field references, which EventBridge patterns do not have.
//!
//! The rule of a scope is compiled to a nested program, which the engine can run on each element. The path of a field
//! reference is compiled to a program with a single leaf, and the engine runs this program to look up the field.

use super::inline_scopes::InlinedRule;
use super::numbers::{self, TooLarge, to_u16};
use super::{Program, lower};
use crate::pattern::filter::FieldRef;
use crate::pattern::{Filter, Quantifier};
use crate::rule::{Conjunction, FieldPath, Leaf, Rule};
use event_pattern_tables::MAX_FIELD_REF_STEPS;
use event_pattern_tables::program::{self as tables, Range, Scope, Slice};

/// The tables for element scopes and field references.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Extensions {
    /// The element scopes.
    pub scopes: Vec<Scope>,
    /// The scopes of each conjunction, as a range of `conjunction_scopes`.
    pub conjunctions: Vec<Range>,
    /// The scope numbers of the conjunctions.
    pub conjunction_scopes: Vec<u16>,
    /// The programs for field references that start at the event. Empty in nested programs.
    pub event_field_refs: Vec<Slice>,
    /// The programs for field references that start at the element on which this program runs.
    pub element_field_refs: Vec<Slice>,
    /// The encoded programs for scopes and field references, one after another.
    pub programs: Vec<u8>,
    /// Maximum number of 64-bit words of scratch memory that any of these programs needs.
    pub scratch_words: usize,
}

impl Extensions {
    /// Whether the rule has neither element scopes nor field references.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.scopes.is_empty() && self.event_field_refs.is_empty() && self.element_field_refs.is_empty()
    }

    fn add(&mut self, program: &Program) -> Result<Slice, TooLarge> {
        let start = self.programs.len();
        self.programs.extend(program.image());
        self.scratch_words = self.scratch_words.max(program.scratch_words());
        numbers::slice(start, self.programs.len() - start)
    }
}

/// The field references of a program. Tests refer to field references by index.
#[derive(Debug, Clone, Default)]
pub(super) struct FieldRefs {
    /// The field references that start at the event, in all leaves, including those of nested scopes.
    pub(super) of_event: Vec<FieldRef>,
    /// The field references that start at the element, in leaves outside of nested scopes.
    pub(super) of_element: Vec<FieldRef>,
}

impl FieldRefs {
    /// Returns the field references of a rule that is not nested in another.
    pub(super) fn of(rule: &Rule) -> Self {
        let mut of_event = Vec::new();
        add_absolute(rule, &mut of_event);
        Self { of_event, of_element: relative(rule) }
    }

    /// Returns the field references of the rule of a nested scope.
    fn of_scope(&self, rule: &Rule) -> Self {
        Self { of_event: self.of_event.clone(), of_element: relative(rule) }
    }

    /// Returns the index of a field reference.
    pub(super) fn number(&self, field_ref: &FieldRef) -> Result<u16, TooLarge> {
        let table = if field_ref.is_relative { &self.of_element } else { &self.of_event };
        to_u16(table.iter().position(|other| other == field_ref).ok_or(TooLarge)?)
    }
}

/// Adds the field references of a rule's leaves, either the relative or the absolute ones, without duplicates.
fn add_new(rule: &Rule, relative: bool, field_refs: &mut Vec<FieldRef>) {
    for filter in rule.leaves.iter().flat_map(|leaf| &leaf.alternatives) {
        for field_ref in filter.field_refs() {
            if field_ref.is_relative == relative && !field_refs.contains(field_ref) {
                field_refs.push(field_ref.clone());
            }
        }
    }
}

fn relative(rule: &Rule) -> Vec<FieldRef> {
    let mut field_refs = Vec::new();
    add_new(rule, true, &mut field_refs);
    field_refs
}

fn add_absolute(rule: &Rule, field_refs: &mut Vec<FieldRef>) {
    add_new(rule, false, field_refs);
    for scope in &rule.scopes {
        add_absolute(&scope.rule, field_refs);
    }
}

/// The nodes and bits of a scope, as in [`Scope`].
pub(super) struct ScopeIds {
    pub(super) node: u16,
    pub(super) root: u16,
    pub(super) bit: u16,
    pub(super) matched: u16,
}

/// Builds the tables for element scopes and field references. Field references that start at the event are added only
/// to the program of the event.
pub(super) fn build(
    rule: &Rule,
    inlined: &InlinedRule,
    field_refs: &FieldRefs,
    ids: &[ScopeIds],
    is_of_event: bool,
) -> Result<Extensions, TooLarge> {
    let mut extensions = Extensions::default();
    for (number, (scope, ids)) in inlined.scopes.iter().zip(ids).enumerate() {
        // The scopes of the rule itself come first. Backtracking evaluates them one by one, so they need programs.
        let program = match rule.scopes.get(number) {
            Some(scope) => extensions.add(&lower::lower_inside(&scope.rule, &field_refs.of_scope(&scope.rule))?)?,
            None => Slice::default(),
        };
        extensions.scopes.push(row(&scope.quantifier, program, ids));
    }
    for Conjunction { scopes, .. } in &rule.conjunctions {
        let start = extensions.conjunction_scopes.len();
        for &scope in scopes {
            extensions.conjunction_scopes.push(to_u16(scope)?);
        }
        extensions.conjunctions.push(numbers::range(start, scopes.len())?);
    }
    if is_of_event {
        for field_ref in &field_refs.of_event {
            let program = extensions.add(&path_program(field_ref)?)?;
            extensions.event_field_refs.push(program);
        }
    }
    for field_ref in &field_refs.of_element {
        let program = extensions.add(&path_program(field_ref)?)?;
        extensions.element_field_refs.push(program);
    }
    Ok(extensions)
}

fn row(quantifier: &Quantifier, program: Slice, ids: &ScopeIds) -> Scope {
    let (min_count, max_count) = match quantifier {
        // `(1, 0)` is an empty range, which accepts no count.
        Quantifier::Count(range) => {
            range.non_negative_integers().map_or((1, 0), |(min, max)| (min, max.unwrap_or(u32::MAX)))
        }
        _ => (0, 0),
    };
    let quantifier = match quantifier {
        Quantifier::Any => tables::Quantifier::Any,
        Quantifier::All => tables::Quantifier::All,
        Quantifier::None => tables::Quantifier::None,
        Quantifier::Count(_) => tables::Quantifier::Count,
    };
    let &ScopeIds { node, root, bit, matched } = ids;
    Scope { program, min_count, max_count, node, root, bit, matched, quantifier }
}

/// Compiles the path of a field reference to a program with a single leaf.
fn path_program(field_ref: &FieldRef) -> Result<Program, TooLarge> {
    let path = FieldPath::of(field_ref);
    if path.steps().len() > MAX_FIELD_REF_STEPS as usize {
        return Err(TooLarge);
    }
    // The absence of the field also satisfies the leaf. Otherwise the engine would stop at the first value.
    let leaf = Leaf { path, alternatives: vec![Filter::Exists(true), Filter::Exists(false)] };
    let conjunctions = vec![Conjunction { leaves: vec![0], scopes: Vec::new() }];
    lower::lower(&Rule { leaves: vec![leaf], scopes: Vec::new(), conjunctions })
}
