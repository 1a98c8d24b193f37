//! The engine: one pass over the event, no allocation, and an answer as soon as it is certain.
//!
//! The event is swept by blocks of 64 bytes. What a sweep cannot decide is left to the plain loop, which reads byte by
//! byte and checks the grammar; what that cannot decide takes a search.

use super::beyond::{self, Elements, Way};
use super::pass::{Besides, Pass, RulePass};
use super::sweep::Sweep;
use super::walker::{Visit, Walker};
use super::{Program, search};
use crate::json::JsonError;
use crate::simd::{self, Variant};

/// Whether the event matches the program, given as the compiler of patterns wrote it.
///
/// `scratch` is working space of as many words as the compiler said; what is in it does not matter.
///
/// # Errors
/// The bytes are no JSON object, and that came to light before the answer was certain.
pub fn run(program: &[u8], json: &[u8], scratch: &mut [u64]) -> Result<bool, JsonError> {
    let program = &Program::new(program);
    if program.others.has_beyond() {
        beyond::run(program, None, Way::Best, json, scratch)
    } else {
        run_in(Way::Best, program, json, scratch)
    }
}

/// As [`run`], with an instruction set of the caller's choice. None is the plain loop.
///
/// # Errors
/// As those of [`run`].
pub fn run_on(variant: Option<Variant>, program: &[u8], json: &[u8], scratch: &mut [u64]) -> Result<bool, JsonError> {
    beyond::run(&Program::new(program), None, variant.map_or(Way::Plain, Way::With), json, scratch)
}

/// As [`run`], in a way of the caller's choice, for a program without scopes.
#[inline(always)]
#[allow(clippy::inline_always, reason = "for each event")]
pub(super) fn run_in(way: Way, program: &Program<'_>, json: &[u8], scratch: &mut [u64]) -> Result<bool, JsonError> {
    let (bits, rest) = scratch.split_at_mut(program.bit_words());
    if program.can_sweep() {
        let pass = RulePass::new(program, bits);
        if let Some(answer) = sweep(way, &mut Sweep::new(program, json, pass, rest)) {
            return Ok(answer);
        }
    }
    run_plain(program, json, bits, rest)
}

#[inline]
pub(super) fn sweep<P: Pass>(way: Way, work: &mut Sweep<'_, '_, P>) -> Option<bool> {
    match way {
        Way::Best => simd::dispatch(work),
        Way::With(variant) => simd::dispatch_to(variant, work),
        Way::Plain => None,
    }
}

/// Runs a program with scopes, or one that names other fields.
pub(super) fn run_with(
    way: Way,
    program: &Program<'_>,
    elements: &mut Elements<'_>,
    json: &[u8],
    bits: &mut [u64],
    stack: &mut [u64],
) -> Result<bool, JsonError> {
    if program.can_sweep() {
        let mut elements = elements.afresh();
        let pass = RulePass::new(program, bits).with(Besides::Scopes(&mut elements));
        if let Some(answer) = sweep(way, &mut Sweep::new(program, json, pass, stack)) {
            return Ok(answer);
        }
    }
    if program.has_goals() {
        let pass = RulePass::new(program, bits);
        if let Answer::Certain(answer) =
            walk(program, &mut pass.with(Besides::Scopes(&mut elements.afresh())), json, stack)?
        {
            return Ok(answer);
        }
    }
    search::decide_with(program, elements, json, stack)
}

#[cold]
fn run_plain(program: &Program<'_>, json: &[u8], bits: &mut [u64], rest: &mut [u64]) -> Result<bool, JsonError> {
    let (stack, chosen) = rest.split_at_mut(program.stack_words());
    if !program.has_goals() {
        return search::decide(program, json, stack, chosen);
    }
    match walk(program, &mut RulePass::new(program, bits), json, stack)? {
        Answer::Certain(answer) => Ok(answer),
        Answer::TakesSearch => search::decide(program, json, stack, chosen),
    }
}

pub(super) enum Answer {
    Certain(bool),
    /// Fields of one object are spread over several places of the text.
    TakesSearch,
}

/// The plain loop.
pub(super) fn walk(
    program: &Program<'_>,
    pass: &mut impl Pass,
    json: &[u8],
    stack: &mut [u64],
) -> Result<Answer, JsonError> {
    let mut walker = Walker::new(program, json, stack)?;
    loop {
        match walker.next()? {
            Visit::Begin { node, by_key } => {
                let object = program.object(node);
                if by_key && pass.was_entered(node, &object) {
                    return Ok(Answer::TakesSearch);
                }
                pass.begin(&object);
                if pass.has_scopes() && !walker.is_ambiguous() && pass.element(node, json, walker.position() - 1)? {
                    return Ok(Answer::Certain(true));
                }
            }
            Visit::Array { node } if pass.was_entered(node, &program.object(node)) => return Ok(Answer::TakesSearch),
            Visit::Field { node, value, .. } if !walker.is_ambiguous() => {
                if let Some(answer) = pass.field(node, value, walker.place()) {
                    return Ok(Answer::Certain(answer));
                }
            }
            Visit::Array { .. } | Visit::Field { .. } => {}
            Visit::End { node } => {
                let met = pass.end(node);
                if node == 0 {
                    return Ok(Answer::Certain(met));
                }
                if met && pass.meet_outwards(program.object(node).around) {
                    return Ok(Answer::Certain(true));
                }
            }
        }
        if walker.is_ambiguous() {
            return Ok(Answer::TakesSearch);
        }
    }
}
