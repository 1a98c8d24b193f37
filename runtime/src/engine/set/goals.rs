//! Evaluates the goals of an object. A goal that is met becomes a fact about the enclosing object.

#![allow(clippy::inline_always, reason = "a few instructions each, run for every evaluated goal")]

use super::deferred::DeferredNumber;
use super::facts::Facts;
use super::tables::Set;
use crate::engine::format::{NONE, Need, SetObject};

/// Evaluates the goals of an object at a node and records the goals that are met. Only goals that wait for a fact that
/// holds, or for no fact, are evaluated. Before the first evaluation, the deferred number of the object is looked up,
/// if there is one.
#[inline(always)]
pub(super) fn evaluate(
    set: &Set<'_>,
    facts: &mut Facts<'_>,
    node: u16,
    mut deferred: Option<DeferredNumber>,
    is_met: impl Fn(&Facts<'_>, Need) -> bool,
) {
    let SetObject { parent, unconditional, .. } = set.tables.set_objects.get(node);
    if unconditional != NONE {
        look_up(set, facts, &mut deferred);
        evaluate_unconditional(set, facts, parent, unconditional, &is_met);
    }
    let mut link = facts.first(node);
    while let Some(word) = facts.word(link) {
        let mut bits = word.bits & set.tables.waiting.find(word.number).unwrap_or(0);
        while bits != 0 {
            let fact = word.number * u64::BITS + bits.trailing_zeros();
            look_up(set, facts, &mut deferred);
            evaluate_list(set, facts, parent, set.tables.facts.find(fact).unwrap_or(NONE), &is_met);
            bits &= bits - 1;
        }
        link = word.next;
    }
}

#[inline(always)]
fn look_up(set: &Set<'_>, facts: &mut Facts<'_>, deferred: &mut Option<DeferredNumber>) {
    if let Some(deferred) = deferred.take() {
        deferred.look_up(set, facts);
    }
}

#[cold]
fn evaluate_unconditional(
    set: &Set<'_>,
    facts: &mut Facts<'_>,
    parent: u16,
    first: u32,
    is_met: &impl Fn(&Facts<'_>, Need) -> bool,
) {
    evaluate_list(set, facts, parent, first, is_met);
}

/// Evaluates the goals in a list and records the goals that are met.
#[inline(always)]
fn evaluate_list(
    set: &Set<'_>,
    facts: &mut Facts<'_>,
    parent: u16,
    first: u32,
    is_met: &impl Fn(&Facts<'_>, Need) -> bool,
) {
    let mut next = first;
    while let Some(goal) = set.tables.goals.find(next) {
        if set.tables.needs.long_part(goal.needs).iter().all(|need| is_met(facts, need)) {
            facts.set(parent, goal.met);
        }
        next = goal.next;
    }
}
