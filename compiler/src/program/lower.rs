//! Compiles rules to tables.

use super::builder::TableBuilder;
use super::clause::{self, Atom};
use super::extensions::{self, FieldRefs};
use super::goal::{Fact, Goals};
use super::inline_scopes::InlinedRule;
use super::numbers::{TooLarge, range, to_u16};
use super::tree::Tree;
use super::{Program, key_suffix, rare_bytes};
use crate::pattern::Filter;
use crate::rule::{Conjunction, Rule};
use crate::sorting::{sort_by, sorted_indices};
use event_pattern_tables::NO_BIT;
use event_pattern_tables::program::{
    ExpectedValue, Goal, Key, Leaf, LongRange, Node, Object, Range, Requirement, Slice,
};

/// Compiles a rule to its tables.
///
/// If the rule has too many clauses, the tables have no goals. The engine then backtracks and needs only the
/// conjunctions.
///
/// # Errors
/// Returns an error if the rule is too large.
pub fn lower(rule: &Rule) -> Result<Program, TooLarge> {
    lower_with(rule, &FieldRefs::of(rule), true)
}

/// Compiles the rule of a scope to its tables.
pub(super) fn lower_inside(rule: &Rule, field_refs: &FieldRefs) -> Result<Program, TooLarge> {
    lower_with(rule, field_refs, false)
}

fn lower_with(rule: &Rule, field_refs: &FieldRefs, is_of_event: bool) -> Result<Program, TooLarge> {
    let build = |structure: Structure| build(rule, structure, field_refs, is_of_event);
    let with_goals =
        [Structure::with_inlined_scopes, Structure::new].into_iter().filter_map(|structure| structure(rule));
    with_goals.flat_map(build).next().map_or_else(|| build(Structure::without_goals(rule)), Ok)
}

fn build(rule: &Rule, structure: Structure, field_refs: &FieldRefs, is_of_event: bool) -> Result<Program, TooLarge> {
    let Structure { inlined, tree, clauses, scope_clauses, goals } = structure;
    let bits = Bits::new(&tree, &goals)?;
    let mut builder = TableBuilder::with(field_refs.clone());
    builder.conjunctions(rule)?;
    builder.intern_exact_members(&inlined)?;
    let leaves = builder.leaves(&inlined, &tree, &bits, &clauses)?;
    builder.nodes(&inlined, &tree, &goals, &bits, &leaves)?;
    // Without goals, the engine backtracks and compares whole keys, so it needs no suffixes.
    if builder.program.objects[0].goals.length > 0 {
        key_suffix::add(&mut builder.program, &tree)?;
    }
    let ids = |scope: usize| {
        let matched = scope_clauses[scope].as_ref().map(|_| Fact::Matched { scope });
        Ok(extensions::ScopeIds {
            node: to_u16(tree.scope_nodes[scope])?,
            root: to_u16(tree.scope_roots[scope])?,
            bit: bits.of(Some(Fact::Scope { scope })),
            matched: bits.of(matched),
        })
    };
    let scope_ids = (0..inlined.scopes.len()).map(ids).collect::<Result<Vec<_>, _>>()?;
    builder.program.extensions = extensions::build(rule, &inlined, field_refs, &scope_ids, is_of_event)?;
    Ok(builder.program)
}

/// Maximum number of steps in a path for which goals are built. The number is limited because goals are built
/// recursively. A dotted key counts as several steps.
const MAX_PATH_STEPS: usize = 1_000;

/// The conditions of a rule, grouped by object. Both the tables and the typed code are generated from this structure.
#[derive(Debug)]
pub struct Structure {
    pub(super) inlined: InlinedRule,
    /// The path steps of all leaves and scopes.
    pub tree: Tree,
    pub(super) clauses: Vec<clause::Clause>,
    /// The clauses of each inlined scope; `None` for a scope that is not inlined.
    scope_clauses: Vec<Option<Vec<clause::Clause>>>,
    /// The goals of objects.
    pub goals: Goals,
}

impl Structure {
    /// Builds the structure with each scope as one condition. Returns `None` if the rule has too many clauses or a path
    /// with too many steps.
    #[must_use]
    pub fn new(rule: &Rule) -> Option<Self> {
        Self::of(InlinedRule::without_inlining(rule))
    }

    /// Builds the structure with inlined scopes. Returns `None` if no scope can be inlined, there are too many clauses,
    /// or a path has too many steps.
    fn with_inlined_scopes(rule: &Rule) -> Option<Self> {
        let inlined = InlinedRule::new(rule);
        let is_inlined = inlined.scopes.iter().any(|scope| scope.conjunctions.is_some());
        if is_inlined { Self::of(inlined) } else { None }
    }

    fn of(inlined: InlinedRule) -> Option<Self> {
        let tree = Tree::new(&inlined);
        if tree.depth() > MAX_PATH_STEPS {
            return None;
        }
        let clauses = clause::clauses(&inlined, &inlined.conjunctions, &tree, 0)?;
        let mut scope_clauses = Vec::new();
        for (scope, &node) in inlined.scopes.iter().zip(&tree.scope_nodes) {
            scope_clauses.push(match &scope.conjunctions {
                Some(conjunctions) => Some(clause::clauses(&inlined, conjunctions, &tree, node)?),
                None => None,
            });
        }
        let goals = Goals::new(&tree, &clauses, &scope_clauses);
        Some(Self { inlined, tree, clauses, scope_clauses, goals })
    }

    fn without_goals(rule: &Rule) -> Self {
        let inlined = InlinedRule::without_inlining(rule);
        let scope_clauses = vec![None; inlined.scopes.len()];
        let tree = Tree::new(&inlined);
        Self { inlined, tree, clauses: Vec::new(), scope_clauses, goals: Goals { goals: Vec::new() } }
    }
}

/// The bit of each fact. The bits of facts about the same object are consecutive and in the order of the facts.
struct Bits {
    /// Sorted by fact.
    facts: Vec<(Fact, u16)>,
    by_owner: Vec<Range>,
    count: u16,
}

impl Bits {
    fn new(tree: &Tree, goals: &Goals) -> Result<Self, TooLarge> {
        let mut facts: Vec<(usize, Fact)> = Vec::new();
        let mut add = |fact: Fact| facts.push((goals.owner(tree, fact), fact));
        for goal in &goals.goals {
            for need in &goal.needs {
                for fact in [need.holds, need.holds_not].into_iter().flatten() {
                    add(fact);
                }
            }
            if let Some(scope) = goal.scope {
                add(Fact::Matched { scope });
            }
        }
        for node in 1..tree.nodes.len() {
            if tree.nodes[node].is_object() {
                add(Fact::Entered { node, is_array: false });
                add(Fact::Entered { node, is_array: true });
            }
        }
        sort_by(&mut facts, &|one, other| one.cmp(other));
        facts.dedup();
        let mut bits =
            Self { facts: Vec::with_capacity(facts.len()), by_owner: Vec::new(), count: to_u16(facts.len())? };
        for owner in 0..tree.nodes.len() {
            let start = facts.partition_point(|(of, _)| *of < owner);
            let end = facts.partition_point(|(of, _)| *of <= owner);
            bits.by_owner.push(range(start, end - start)?);
        }
        for (bit, (_, fact)) in facts.into_iter().enumerate() {
            bits.facts.push((fact, to_u16(bit)?));
        }
        sort_by(&mut bits.facts, &|one, other| one.0.cmp(&other.0));
        Ok(bits)
    }

    fn of(&self, fact: Option<Fact>) -> u16 {
        let index = fact.and_then(|fact| self.facts.binary_search_by(|(other, _)| other.cmp(&fact)).ok());
        index.map_or(NO_BIT, |index| self.facts[index].1)
    }

    /// Returns the bits to set when a leaf's field is present.
    fn sightings(&self, leaf: usize) -> impl Iterator<Item = u16> + '_ {
        let start = self.facts.partition_point(|(fact, _)| *fact < Fact::Seen { leaf, enclosing: 0 });
        let is_of_leaf = move |fact: &Fact| matches!(fact, Fact::Seen { leaf: seen, .. } if *seen == leaf);
        self.facts[start..].iter().take_while(move |(fact, _)| is_of_leaf(fact)).map(|(_, bit)| *bit)
    }
}

impl TableBuilder {
    fn conjunctions(&mut self, rule: &Rule) -> Result<(), TooLarge> {
        for Conjunction { leaves, .. } in &rule.conjunctions {
            let start = self.program.conjunction_leaves.len();
            for &leaf in leaves {
                self.program.conjunction_leaves.push(to_u16(leaf)?);
            }
            self.program.conjunctions.push(range(start, leaves.len())?);
        }
        Ok(())
    }

    /// Builds the leaves, in the order of the rule.
    fn leaves(
        &mut self,
        rule: &InlinedRule,
        tree: &Tree,
        bits: &Bits,
        clauses: &[clause::Clause],
    ) -> Result<Vec<Leaf>, TooLarge> {
        let mut needed: Vec<bool> = vec![true; rule.leaves.len()];
        for clause in clauses {
            let mut present = vec![false; rule.leaves.len()];
            for atom in clause {
                if let Atom::Present { leaf } = atom {
                    present[*leaf] = true;
                }
            }
            needed.iter_mut().zip(present).for_each(|(needed, present)| *needed &= present);
        }
        let mut leaves = Vec::new();
        for (number, leaf) in rule.leaves.iter().enumerate() {
            leaves.push(Leaf {
                node: to_u16(tree.leaf_nodes[number])?,
                tests: short_range(self.tests(&leaf.alternatives)?)?,
                bit: bits.of(Some(Fact::Satisfied { leaf: number })),
                accepts_absence: leaf.accepts_absence(),
                is_needed: needed[number] && !leaf.accepts_absence(),
                last_key: match leaf.path.steps().last() {
                    Some(step) => self.intern_quoted(step.as_bytes())?,
                    None => Slice::default(),
                },
                rare_bytes: rare_bytes::offsets(leaf.path.steps()),
            });
        }
        Ok(leaves)
    }

    fn nodes(
        &mut self,
        rule: &InlinedRule,
        tree: &Tree,
        goals: &Goals,
        bits: &Bits,
        leaves: &[Leaf],
    ) -> Result<(), TooLarge> {
        // The engine looks up leaves by node, so sort them by node and renumber them in the conjunctions.
        let order = sorted_indices(leaves.len(), &|one, other| leaves[one].node.cmp(&leaves[other].node));
        self.program.leaves = order.iter().map(|&leaf| leaves[leaf]).collect();
        let mut renumbered = vec![0; leaves.len()];
        for (new, &old) in order.iter().enumerate() {
            renumbered[old] = to_u16(new)?;
        }
        for leaf in &mut self.program.conjunction_leaves {
            *leaf = renumbered[usize::from(*leaf)];
        }
        for number in 0..tree.nodes.len() {
            let (first, own_leaves) = leaves_at(tree, &order, number);
            let sightings = self.program.sightings.len();
            for &leaf in own_leaves {
                self.program.sightings.extend(bits.sightings(leaf));
            }
            self.program.nodes.push(Node {
                leaves: range(first, own_leaves.len())?,
                sightings: range(sightings, self.program.sightings.len() - sightings)?,
            });
        }
        let goals_by_node = goals.by_node(tree.nodes.len());
        for (number, _) in tree.objects() {
            let keys = self.keys(number, rule, tree, bits, &order)?;
            let mut object = self.object(number, keys, goals, &goals_by_node[number], bits)?;
            // A scope needs all elements, so the engine must not skip the rest of an object.
            object.is_skippable &= rule.scopes.is_empty();
            object.parent = to_u16(tree.nodes[number].parent)?;
            self.program.objects.push(object);
        }
        self.program.bits = bits.count;
        self.program.depth = to_u16(tree.depth())?;
        Ok(())
    }

    /// Builds the keys of an object.
    fn keys(
        &mut self,
        number: usize,
        rule: &InlinedRule,
        tree: &Tree,
        bits: &Bits,
        order: &[usize],
    ) -> Result<Range, TooLarge> {
        let start = self.program.keys.len();
        for (step, child) in &tree.nodes[number].children {
            let simple = only_leaf(tree, bits, order, *child);
            let exact = simple.and_then(|leaf| exact_string(&rule.leaves[order[leaf]].alternatives));
            let quoted = match exact {
                Some(text) => self.intern_key_value(step.as_bytes(), text)?,
                None => self.intern_quoted(step.as_bytes())?,
            };
            let leaf = to_u16(simple.unwrap_or(0))?;
            let bit = simple.map_or(NO_BIT, |leaf| self.program.leaves[leaf].bit);
            let opens = tree.nodes[*child].is_object() && leaves_at(tree, order, *child).1.is_empty();
            let value = match simple {
                Some(_) if exact.is_some() => ExpectedValue::Exact,
                Some(_) => ExpectedValue::Simple,
                None if opens => ExpectedValue::Open,
                None => ExpectedValue::Any,
            };
            let compared_len =
                quoted.length + exact.map_or(Ok(0), |text| u32::try_from(text.len() + 3)).map_err(|_| TooLarge)?;
            self.program.keys.push(Key { quoted, compared_len, node: to_u16(*child)?, value, leaf, bit, next: 0 });
        }
        range(start, self.program.keys.len() - start)
    }

    fn object(
        &mut self,
        number: usize,
        keys: Range,
        goals: &Goals,
        goals_here: &[usize],
        bits: &Bits,
    ) -> Result<Object, TooLarge> {
        let own_goals = self.program.goals.len();
        for &goal in goals_here {
            let content = &goals.goals[goal];
            let start = self.program.requirements.len();
            let requirement =
                |need: &super::goal::Need| Requirement { set: bits.of(need.holds), unset: bits.of(need.holds_not) };
            self.program.requirements.extend(content.needs.iter().map(requirement));
            let required_bits = required_bits(&self.program.requirements[start..]);
            let requirements = range(start, content.needs.len())?;
            let bit = bits.of(Some(content.met_fact(goal)));
            self.program.goals.push(Goal { requirements, bit, is_final: goals.is_final(goal), required_bits });
        }
        let only_goal = if let [goal] = self.program.goals[own_goals..] { Some(goal) } else { None };
        // If the rule depends on the absence of a field, the engine must read all fields.
        let needs_all_fields = !self.program.sightings.is_empty();
        Ok(Object {
            keys,
            goals: range(own_goals, self.program.goals.len() - own_goals)?,
            bits: bits.by_owner[number],
            first_bits: first_bits(bits.by_owner[number]),
            entered: bits.of(Some(Fact::Entered { node: number, is_array: false })),
            required_bits: only_goal.map_or(0, |goal| goal.required_bits),
            goal: only_goal.map_or(NO_BIT, |goal| goal.bit),
            is_final: only_goal.is_some_and(|goal| goal.is_final),
            is_skippable: only_goal.is_some() && !needs_all_fields,
            ..Object::NONE
        })
    }

    /// Interns each key whose value must be one exact string, together with that string. This must happen before other
    /// strings are interned, so that other uses of these keys and strings can share them.
    fn intern_exact_members(&mut self, rule: &InlinedRule) -> Result<(), TooLarge> {
        for leaf in &rule.leaves {
            if let (Some(step), Some(text)) = (leaf.path.steps().last(), exact_string(&leaf.alternatives)) {
                self.intern_key_value(step.as_bytes(), text)?;
            }
        }
        Ok(())
    }
}

/// Returns a mask of the bits in a range that are among the first 64.
fn first_bits(bits: Range) -> u64 {
    (bits.start..bits.start.saturating_add(bits.length))
        .take_while(|&bit| bit < 64)
        .fold(0, |mask, bit| mask | 1 << bit)
}

/// Returns the only alternative if it is a string without characters that must be escaped in JSON, or `None` otherwise.
pub(super) fn exact_string(alternatives: &[Filter]) -> Option<&[u8]> {
    let is_plain = |byte: &u8| !matches!(byte, b'"' | b'\\' | 0..=0x1f);
    match alternatives {
        [Filter::String(text)] => Some(text.as_bytes()).filter(|text| text.iter().all(is_plain)),
        _ => None,
    }
}

/// Returns the leaves at a node, and the index of the first of them in `order`, which contains all leaves ordered by
/// node.
fn leaves_at<'o>(tree: &Tree, order: &'o [usize], node: usize) -> (usize, &'o [usize]) {
    let start = order.partition_point(|&leaf| tree.leaf_nodes[leaf] < node);
    let end = order.partition_point(|&leaf| tree.leaf_nodes[leaf] <= node);
    (start, &order[start..end])
}

/// Returns the number of the only leaf at a node, or `None` if something else matters at the node or the leaf's bit is
/// not among the first 64.
fn only_leaf(tree: &Tree, bits: &Bits, order: &[usize], node: usize) -> Option<usize> {
    let (first, own) = leaves_at(tree, order, node);
    let &[leaf] = own else { return None };
    let has_low_bit = bits.of(Some(Fact::Satisfied { leaf })) < 64;
    let is_only = !tree.nodes[node].is_object() && bits.sightings(leaf).next().is_none();
    (has_low_bit && is_only).then_some(first)
}

/// Returns a mask of the bits that must be set, or 0 if there are other requirements or a bit is not among the first
/// 64.
fn required_bits(requirements: &[Requirement]) -> u64 {
    let bit =
        |requirement: &Requirement| (requirement.unset == NO_BIT && requirement.set < 64).then(|| 1 << requirement.set);
    requirements.iter().try_fold(0, |mask: u64, requirement| Some(mask | bit(requirement)?)).unwrap_or(0)
}

/// Converts a range of tests to the type used in programs, which have fewer tests than sets.
fn short_range(tests: LongRange) -> Result<Range, TooLarge> {
    range(tests.start as usize, tests.length as usize)
}
