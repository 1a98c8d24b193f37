//! A rule to its tables.

use super::clause::{self, Atom};
use super::extensions::{self, References};
use super::goal::{Fact, Goals};
use super::numbers::{TooLarge, range, short};
use super::tree::Tree;
use super::unfold::Unfolded;
use super::writer::Writer;
use super::{Program, rare, tail};
use crate::pattern::Filter;
use crate::rule::{Conjunction, Rule};
use crate::sorting::{order_by, sort_by};
use event_pattern_tables::NO_BIT;
use event_pattern_tables::program::{Goal, Key, Leaf, LongRange, Node, Object, Range, Requirement, Slice, Value};

/// Makes the tables of a rule.
///
/// A rule whose clauses are too many for the tables gets none of its goals written. The engine then searches, for which
/// the conjunctions are enough.
///
/// # Errors
/// The rule is too large.
pub fn lower(rule: &Rule) -> Result<Program, TooLarge> {
    lower_with(rule, &References::of(rule), true)
}

/// Makes the tables for the rule of a scope.
pub(super) fn lower_inside(rule: &Rule, references: &References) -> Result<Program, TooLarge> {
    lower_with(rule, references, false)
}

fn lower_with(rule: &Rule, references: &References, is_of_event: bool) -> Result<Program, TooLarge> {
    let write = |structure: Structure| write(rule, structure, references, is_of_event);
    let with_goals = [Structure::unfolded, Structure::new].into_iter().filter_map(|structure| structure(rule));
    with_goals.flat_map(write).next().map_or_else(|| write(Structure::without_goals(rule)), Ok)
}

fn write(rule: &Rule, structure: Structure, references: &References, is_of_event: bool) -> Result<Program, TooLarge> {
    let Structure { unfolded, tree, clauses, scope_clauses, goals } = structure;
    let bits = Bits::new(&tree, &goals)?;
    let mut writer = Writer::with(references.clone());
    writer.conjunctions(rule)?;
    writer.members(&unfolded)?;
    let leaves = writer.leaves(&unfolded, &tree, &bits, &clauses)?;
    writer.nodes(&unfolded, &tree, &goals, &bits, &leaves)?;
    // Without goals it takes a search, which reads whole keys.
    if writer.program.objects[0].goals.length > 0 {
        tail::add(&mut writer.program, &tree)?;
    }
    let place = |scope: usize| {
        let matched = scope_clauses[scope].as_ref().map(|_| Fact::Matched { scope });
        Ok(extensions::Place {
            node: short(tree.scope_nodes[scope])?,
            root: short(tree.scope_roots[scope])?,
            bit: bits.of(Some(Fact::Scope { scope })),
            matched: bits.of(matched),
        })
    };
    let places = (0..unfolded.scopes.len()).map(place).collect::<Result<Vec<_>, _>>()?;
    writer.program.extensions = extensions::write(rule, &unfolded, references, &places, is_of_event)?;
    Ok(writer.program)
}

/// How many steps a path may have for goals to be made: each of them is a call in a call. A key with dots is many steps.
const MOST_STEPS: usize = 1_000;

/// What a rule asks, object by object: what the tables and the typed code are made from.
#[derive(Debug)]
pub struct Structure {
    pub(super) unfolded: Unfolded,
    /// The steps of all paths.
    pub tree: Tree,
    pub(super) clauses: Vec<clause::Clause>,
    /// What the elements of each scope must meet, if it is unfolded.
    scope_clauses: Vec<Option<Vec<clause::Clause>>>,
    /// What objects must meet.
    pub goals: Goals,
}

impl Structure {
    /// With each scope as one condition. Nothing if the rule has too many clauses or too long a path.
    #[must_use]
    pub fn new(rule: &Rule) -> Option<Self> {
        Self::of(Unfolded::folded(rule))
    }

    /// With scopes unfolded. Nothing if there are none, or too many clauses.
    fn unfolded(rule: &Rule) -> Option<Self> {
        let unfolded = Unfolded::new(rule);
        let is_new = unfolded.scopes.iter().any(|scope| scope.conjunctions.is_some());
        if is_new { Self::of(unfolded) } else { None }
    }

    fn of(unfolded: Unfolded) -> Option<Self> {
        let tree = Tree::new(&unfolded);
        if tree.depth() > MOST_STEPS {
            return None;
        }
        let clauses = clause::clauses(&unfolded, &unfolded.conjunctions, &tree, 0)?;
        let mut scope_clauses = Vec::new();
        for (scope, &node) in unfolded.scopes.iter().zip(&tree.scope_nodes) {
            scope_clauses.push(match &scope.conjunctions {
                Some(conjunctions) => Some(clause::clauses(&unfolded, conjunctions, &tree, node)?),
                None => None,
            });
        }
        let goals = Goals::new(&tree, &clauses, &scope_clauses);
        Some(Self { unfolded, tree, clauses, scope_clauses, goals })
    }

    fn without_goals(rule: &Rule) -> Self {
        let unfolded = Unfolded::folded(rule);
        let scope_clauses = vec![None; unfolded.scopes.len()];
        let tree = Tree::new(&unfolded);
        Self { unfolded, tree, clauses: Vec::new(), scope_clauses, goals: Goals { goals: Vec::new() } }
    }
}

/// A bit for every fact. Those that belong to one object stand together.
struct Bits {
    /// Sorted.
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
            if !tree.nodes[node].children.is_empty() {
                add(Fact::Entered { node });
            }
        }
        sort_by(&mut facts, &|one, other| one.cmp(other));
        facts.dedup();
        let mut bits =
            Self { facts: Vec::with_capacity(facts.len()), by_owner: Vec::new(), count: short(facts.len())? };
        for owner in 0..tree.nodes.len() {
            let start = facts.partition_point(|(of, _)| *of < owner);
            let end = facts.partition_point(|(of, _)| *of <= owner);
            bits.by_owner.push(range(start, end - start)?);
        }
        for (bit, (_, fact)) in facts.into_iter().enumerate() {
            bits.facts.push((fact, short(bit)?));
        }
        sort_by(&mut bits.facts, &|one, other| one.0.cmp(&other.0));
        Ok(bits)
    }

    fn of(&self, fact: Option<Fact>) -> u16 {
        let place = fact.and_then(|fact| self.facts.binary_search_by(|(known, _)| known.cmp(&fact)).ok());
        place.map_or(NO_BIT, |place| self.facts[place].1)
    }

    /// The bits that tell of sightings of a leaf's field.
    fn sightings(&self, leaf: usize) -> impl Iterator<Item = u16> + '_ {
        let start = self.facts.partition_point(|(fact, _)| *fact < Fact::Seen { leaf, scope: 0 });
        let is_of_leaf = move |fact: &Fact| matches!(fact, Fact::Seen { leaf: seen, .. } if *seen == leaf);
        self.facts[start..].iter().take_while(move |(fact, _)| is_of_leaf(fact)).map(|(_, bit)| *bit)
    }
}

impl Writer {
    fn conjunctions(&mut self, rule: &Rule) -> Result<(), TooLarge> {
        for Conjunction { leaves, .. } in &rule.conjunctions {
            let start = self.program.conjunction_leaves.len();
            for &leaf in leaves {
                self.program.conjunction_leaves.push(short(leaf)?);
            }
            self.program.conjunctions.push(range(start, leaves.len())?);
        }
        Ok(())
    }

    /// Makes the leaves, in the order of the rule.
    fn leaves(
        &mut self,
        rule: &Unfolded,
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
                node: short(tree.leaf_nodes[number])?,
                tests: short_range(self.tests(&leaf.alternatives)?)?,
                bit: bits.of(Some(Fact::Satisfied { leaf: number })),
                accepts_absence: leaf.accepts_absence(),
                is_needed: needed[number] && !leaf.accepts_absence(),
                last_key: match leaf.path.steps().last() {
                    Some(step) => self.quoted(step.as_bytes())?,
                    None => Slice::default(),
                },
                rare: rare::places(leaf.path.steps()),
            });
        }
        Ok(leaves)
    }

    fn nodes(
        &mut self,
        rule: &Unfolded,
        tree: &Tree,
        goals: &Goals,
        bits: &Bits,
        leaves: &[Leaf],
    ) -> Result<(), TooLarge> {
        // The engine finds leaves by node, conjunctions name them by number: sort by node and renumber.
        let order = order_by(leaves.len(), &|one, other| leaves[one].node.cmp(&leaves[other].node));
        self.program.leaves = order.iter().map(|&leaf| leaves[leaf]).collect();
        let mut renumbered = vec![0; leaves.len()];
        for (new, &old) in order.iter().enumerate() {
            renumbered[old] = short(new)?;
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
            // Scopes have to see all elements.
            object.is_skipped &= rule.scopes.is_empty();
            object.around = short(tree.nodes[number].parent)?;
            self.program.objects.push(object);
        }
        self.program.bits = bits.count;
        self.program.depth = short(tree.depth())?;
        Ok(())
    }

    /// Makes the keys that lead on from a node.
    fn keys(
        &mut self,
        number: usize,
        rule: &Unfolded,
        tree: &Tree,
        bits: &Bits,
        order: &[usize],
    ) -> Result<Range, TooLarge> {
        let start = self.program.keys.len();
        for (step, child) in &tree.nodes[number].children {
            let simple = only_leaf(tree, bits, order, *child);
            let exact = simple.and_then(|leaf| exact(&rule.leaves[order[leaf]].alternatives));
            let quoted = match exact {
                Some(text) => self.member(step.as_bytes(), text)?,
                None => self.quoted(step.as_bytes())?,
            };
            let leaf = short(simple.unwrap_or(0))?;
            let bit = simple.map_or(NO_BIT, |leaf| self.program.leaves[leaf].bit);
            let opens = tree.nodes[*child].is_object() && leaves_at(tree, order, *child).1.is_empty();
            let value = match simple {
                Some(_) if exact.is_some() => Value::Exact,
                Some(_) => Value::Simple,
                None if opens => Value::Open,
                None => Value::Any,
            };
            let compared =
                quoted.length + exact.map_or(Ok(0), |text| u32::try_from(text.len() + 3)).map_err(|_| TooLarge)?;
            self.program.keys.push(Key { quoted, compared, node: short(*child)?, value, leaf, bit, next: 0 });
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
            let all = all_of(&self.program.requirements[start..]);
            let requirements = range(start, content.needs.len())?;
            let bit = bits.of(Some(content.fact(goal)));
            self.program.goals.push(Goal { requirements, bit, is_final: goals.is_final(goal), all });
        }
        let only_goal = if let [goal] = self.program.goals[own_goals..] { Some(goal) } else { None };
        // What asks for the absence of fields has to see all of them.
        let needs_all_fields = !self.program.sightings.is_empty();
        Ok(Object {
            keys,
            goals: range(own_goals, self.program.goals.len() - own_goals)?,
            bits: bits.by_owner[number],
            first_bits: first_bits(bits.by_owner[number]),
            entered: bits.of(Some(Fact::Entered { node: number })),
            all: only_goal.map_or(0, |goal| goal.all),
            goal: only_goal.map_or(NO_BIT, |goal| goal.bit),
            is_final: only_goal.is_some_and(|goal| goal.is_final),
            is_skipped: only_goal.is_some() && !needs_all_fields,
            ..Object::NONE
        })
    }

    /// Writes the keys that are asked to have one string as their value before all other texts, so that these share them.
    fn members(&mut self, rule: &Unfolded) -> Result<(), TooLarge> {
        for leaf in &rule.leaves {
            if let (Some(step), Some(text)) = (leaf.path.steps().last(), exact(&leaf.alternatives)) {
                self.member(step.as_bytes(), text)?;
            }
        }
        Ok(())
    }
}

/// The bits of a run that are among the first 64.
fn first_bits(bits: Range) -> u64 {
    (bits.start..bits.start.saturating_add(bits.length))
        .take_while(|&bit| bit < 64)
        .fold(0, |mask, bit| mask | 1 << bit)
}

/// The only alternative, if it is a string that JSON has no need to escape.
pub(super) fn exact(alternatives: &[Filter]) -> Option<&[u8]> {
    let is_plain = |byte: &u8| !matches!(byte, b'"' | b'\\' | 0..=0x1f);
    match alternatives {
        [Filter::String(text)] => Some(text.as_bytes()).filter(|text| text.iter().all(is_plain)),
        _ => None,
    }
}

/// The leaves at a node, among all of them in the order of their nodes, and the place of the first.
fn leaves_at<'o>(tree: &Tree, order: &'o [usize], node: usize) -> (usize, &'o [usize]) {
    let start = order.partition_point(|&leaf| tree.leaf_nodes[leaf] < node);
    let end = order.partition_point(|&leaf| tree.leaf_nodes[leaf] <= node);
    (start, &order[start..end])
}

/// The number of the leaf at a node, if nothing else matters there and its bit is among the first 64.
fn only_leaf(tree: &Tree, bits: &Bits, order: &[usize], node: usize) -> Option<usize> {
    let (first, own) = leaves_at(tree, order, node);
    let &[leaf] = own else { return None };
    let has_low_bit = bits.of(Some(Fact::Satisfied { leaf })) < 64;
    let is_only = !tree.nodes[node].is_object() && bits.sightings(leaf).next().is_none();
    (has_low_bit && is_only).then_some(first)
}

/// The bits that requirements ask to be set, if they ask for nothing else and no bit is too high.
fn all_of(requirements: &[Requirement]) -> u64 {
    let bit = |one: &Requirement| (one.unset == NO_BIT && one.set < 64).then(|| 1 << one.set);
    requirements.iter().try_fold(0, |all: u64, one| Some(all | bit(one)?)).unwrap_or(0)
}

/// The tests of a program, which has fewer than a set.
fn short_range(tests: LongRange) -> Result<Range, TooLarge> {
    range(tests.start as usize, tests.length as usize)
}
