//! A set: many rules that one pass over the event decides.
//!
//! The pass records *facts*: a field satisfies a leaf, an object meets a goal, a rule matches. The tables list the
//! leaves that each value satisfies and the goals that wait for each fact. A goal waits for the rarest fact that it
//! needs, so a pass evaluates few goals, even for many rules.
//!
//! Some rules cannot be decided by a pass alone. Such a rule is a candidate if all conditions that the pass can decide
//! hold; the rule's own program then decides. All rules are decided in this way for events in which a key leads to an
//! array and is repeated.

mod affix_buffer;
mod candidates;
mod deferred;
mod facts;
mod goals;
mod state;
mod tables;
mod values;

use super::fast::{self, Strategy, Sweep};
use super::format::{NONE, SetScratchParts, Tables, stack_words};
use super::plain::{self, WalkOutcome};
use super::rule;
use super::state::Budget;
use crate::json::EventError;
use crate::simd::Variant;
use facts::Facts;
use state::SetState;

pub use tables::Set;

/// Determines which rules of a set match the event, given the set and the program of each rule. Calls `on_match` with
/// the number of each matching rule, in no particular order.
///
/// `scratch` must have the number of words that the compiler computed, and must be all zeros.
///
/// # Errors
/// Returns an error if the engine finds that the bytes are not a JSON object, or if the budget for the candidates of an
/// event with repeated keys is used up.
pub fn run_set(
    set: &Set<'_>,
    programs: &[Tables<'_>],
    json: &[u8],
    scratch: &mut [u64],
    on_match: impl FnMut(usize),
) -> Result<(), EventError> {
    run_set_with_strategy(Strategy::Best, set, programs, json, scratch, on_match)
}

/// Like [`run_set`], with a given instruction set. `None` runs the plain pass without a sweep.
///
/// # Errors
/// See [`run_set`].
pub fn run_set_with_variant(
    variant: Option<Variant>,
    set: &Set<'_>,
    programs: &[Tables<'_>],
    json: &[u8],
    scratch: &mut [u64],
    on_match: impl FnMut(usize),
) -> Result<(), EventError> {
    run_set_with_strategy(variant.map_or(Strategy::Plain, Strategy::With), set, programs, json, scratch, on_match)
}

fn run_set_with_strategy(
    strategy: Strategy,
    set: &Set<'_>,
    programs: &[Tables<'_>],
    json: &[u8],
    scratch: &mut [u64],
    on_match: impl FnMut(usize),
) -> Result<(), EventError> {
    let (set_scratch, rule_scratch) = scratch.split_at_mut(set.scratch().words());
    let run_rule = |rule: usize, budget: Option<&Budget>| match programs.get(rule) {
        Some(&program) => rule::run_within(budget, program, json, rule_scratch),
        None => Ok(false),
    };
    run_and_clear(strategy, set, json, set_scratch, run_rule, on_match)
}

/// Like [`run_set`], for a set created at run time. `run_rule` runs the program of one rule, within a budget; `None` is
/// the budget of a single rule.
///
/// # Errors
/// See [`run_set`]. Also returns the errors of `run_rule`.
#[cfg(feature = "dynamic")]
pub(crate) fn run_dynamic_set(
    set: &Set<'_>,
    json: &[u8],
    scratch: &mut [u64],
    run_rule: impl FnMut(usize, Option<&Budget>) -> Result<bool, EventError>,
    on_match: impl FnMut(usize),
) -> Result<(), EventError> {
    run_and_clear(Strategy::Best, set, json, scratch, run_rule, on_match)
}

/// Determines which rules match. Resets the facts in `scratch` to zero before it returns.
fn run_and_clear(
    strategy: Strategy,
    set: &Set<'_>,
    json: &[u8],
    scratch: &mut [u64],
    run_rule: impl FnMut(usize, Option<&Budget>) -> Result<bool, EventError>,
    on_match: impl FnMut(usize),
) -> Result<(), EventError> {
    let SetScratchParts { kinds, facts, stack } = set.scratch().divide(scratch);
    let mut facts = Facts::new(kinds, facts);
    let outcomes = record_outcomes(strategy, set, &mut facts, json, stack);
    let reported = outcomes.and_then(|certainty| report(set, &facts, json, certainty, run_rule, on_match));
    facts.forget_all();
    reported
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Certainty {
    /// The pass decided all rules except the rules that need their own programs.
    Decided,
    /// All recorded rules are candidates.
    Candidates,
}

/// Number of bytes that are swept in about the time in which one byte is read by the plain pass.
const SWEPT_BYTES_PER_BYTE: usize = 16;

/// Records each rule that matches or is a candidate, as a fact.
fn record_outcomes(
    strategy: Strategy,
    set: &Set<'_>,
    facts: &mut Facts<'_>,
    json: &[u8],
    stack: &mut [u64],
) -> Result<Certainty, EventError> {
    let program = &set.program;
    if program.can_sweep() {
        let state = SetState::new(set, facts);
        if fast::sweep(strategy, &mut Sweep::new(program, json, state, &mut *stack)).is_some() {
            return Ok(Certainty::Decided);
        }
        facts.forget_all();
    }
    let (stack, unfinished) = stack.split_at_mut(stack_words(program.depth));
    match plain::walk(program, &mut SetState::new(set, facts), json, stack, unfinished)? {
        WalkOutcome::Decided(_) => Ok(Certainty::Decided),
        WalkOutcome::NeedsBacktracking => {
            facts.forget_all();
            candidates::record(set, facts, json, stack)?;
            Ok(Certainty::Candidates)
        }
    }
}

/// Reports the rules that match, given the recorded outcomes.
fn report(
    set: &Set<'_>,
    facts: &Facts<'_>,
    json: &[u8],
    certainty: Certainty,
    mut run_rule: impl FnMut(usize, Option<&Budget>) -> Result<bool, EventError>,
    mut on_match: impl FnMut(usize),
) -> Result<(), EventError> {
    let candidates = || facts.count(set.outcome_kind());
    let shared = (certainty == Certainty::Candidates).then(|| Budget::of_candidates(candidates(), json.len()));
    let mut link = facts.first(set.outcome_kind());
    while let Some(word) = facts.word(link) {
        let mut bits = word.bits;
        while bits != 0 {
            let fact = word.number * u64::BITS + bits.trailing_zeros();
            let outcome = set.tables.facts.find(fact).unwrap_or(NONE);
            bits &= bits - 1;
            if outcome == NONE {
                continue;
            }
            let rule = (outcome / 2) as usize;
            if let Some(budget) = &shared {
                budget.spend_on_repeated_keys(json.len() / SWEPT_BYTES_PER_BYTE)?;
            }
            let is_candidate = outcome % 2 == 1 || shared.is_some();
            if !is_candidate || run_rule(rule, shared.as_ref())? {
                on_match(rule);
            }
        }
        link = word.next;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
