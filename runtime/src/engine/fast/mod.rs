//! Sweeps an event in blocks of 64 bytes. The positions of quotes, colons and brackets are enough to find the keys of
//! relevant objects. Only the values of relevant keys are read.
//!
//! A sweep decides events in the usual form. It gives up, and leaves the event to the plain pass, if it finds repeated
//! keys, dotted keys, arrays in arrays, or text that is not JSON. In the parts that it skips, it tracks only strings and
//! the number of open brackets.

#![allow(clippy::inline_always, reason = "must be inlined to be compiled for the caller's instruction set")]

mod containers;
mod escaped_string;
mod escapes;
mod key;
mod structure;
mod value;

use super::format::{ObjectRow, Program, hash};
use super::state::{MatchState, OpenContainer};
use crate::json::Cursor;
use crate::simd::{self, Block, Brackets, Variant, Vectors, Work};
use escapes::{Escapes, InsideString};

/// A sweep over an event.
pub(crate) struct Sweep<'r, 'j, S> {
    program: &'r Program<'r>,
    json: &'j [u8],
    state: S,
    /// The open relevant containers. Each is one level deeper than the previous one, so `height` equals the depth of
    /// the innermost container's contents.
    stack: &'r mut [u64],
    height: usize,
    /// Number of arrays on the stack.
    arrays: usize,
    /// The node of the relevant object or array that is about to begin; 0 if there is none.
    pending_node: u16,
    innermost: CurrentContainer<'r>,
}

/// An open container that is relevant to the program.
#[derive(Clone, Copy)]
struct CurrentContainer<'r> {
    open: OpenContainer,
    /// The row of an object in the table of objects, or [`ARRAY`](super::format::ARRAY).
    row: &'r ObjectRow,
}

/// What the sweep does after a key or a bracket.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Continues with the next key or bracket.
    Continue,
    /// Stops: the event matches.
    Match,
    /// Stops: the event does not match.
    NoMatch,
    /// Stops: the event is not in the usual form, so the plain pass must decide it.
    GiveUp,
}

/// Number of bytes before a block that are read together with the block, so that the end of a key can be read at every
/// colon in the block.
const LOOKBEHIND_BYTES: usize = 4;

/// A block and the bytes before it.
type Window = [u8; LOOKBEHIND_BYTES + 64];

/// The position of the sweep.
struct BlockPosition {
    /// Offset of the block in the event.
    base: usize,
    /// Number of open brackets.
    depth: usize,
    /// All ones if the previous block ended inside a string, otherwise zero.
    in_string: u64,
}

/// The work borrows the sweep, because moving a sweep copies fields that have just been written, which is slow.
impl<S: MatchState> Work for &mut Sweep<'_, '_, S> {
    type Output = Option<bool>;

    #[inline(always)]
    fn run<V: Vectors>(self, vectors: V) -> Option<bool> {
        let sweep = self;
        let mut position = BlockPosition { base: LOOKBEHIND_BYTES, depth: 1, in_string: sweep.start()? };
        let mut escapes = Escapes::default();
        for blocks in [Blocks::Full, Blocks::Last] {
            let padded;
            let mut text = match blocks {
                Blocks::Full => sweep.json,
                Blocks::Last => {
                    padded = padded_window(sweep.json.get(position.base - LOOKBEHIND_BYTES..)?);
                    &padded
                }
            };
            while let Some(window) = text.first_chunk::<{ LOOKBEHIND_BYTES + 64 }>() {
                let block = window.last_chunk()?;
                let structure =
                    structure::of_block(vectors, block, position.base, &mut escapes, &mut position.in_string);
                let Some(structure) = structure else {
                    let next = vectors.run_outlined(InsideString { escapes: &mut escapes, text: &text[64..] });
                    position.base += text.len() - next.len();
                    text = next;
                    continue;
                };
                let step = sweep.sweep_block(vectors, &escapes, structure, window, &mut position)?;
                if step != Step::Continue {
                    return (step != Step::GiveUp).then_some(step == Step::Match);
                }
                position.base += 64;
                text = &text[64..];
            }
        }
        None
    }
}

/// The two parts of a sweep.
#[derive(Clone, Copy)]
enum Blocks {
    /// All full blocks.
    Full,
    /// The remaining bytes, padded to a block.
    Last,
}

/// Copies the remaining text into a window and pads it with spaces.
#[inline(always)]
fn padded_window(text: &[u8]) -> Window {
    let mut window = [b' '; LOOKBEHIND_BYTES + 64];
    let length = text.len().min(window.len());
    window[..length].copy_from_slice(&text[..length]);
    window
}

/// Returns all ones if a string is open after the first bytes of an event, otherwise zero. `None` if these bytes are
/// not in the usual form.
#[cold]
fn unusual_start(first: &[u8]) -> Option<u64> {
    if first.iter().any(|byte| matches!(byte, b'\\' | b':' | b'{' | b'}' | b'[' | b']')) {
        return None;
    }
    Some(first.iter().fold(0, |in_string: u64, &byte| if byte == b'"' { !in_string } else { in_string }))
}

/// Updates the depth for those brackets of a block that are in `bits`, until the depth falls to `height` at a closing
/// bracket. Returns the bits after this bracket, or 0 if the depth does not fall to `height` in the block.
#[inline(always)]
fn skip_nested<V: Vectors>(vectors: V, block: &Block, bits: u64, depth: &mut usize, height: usize) -> u64 {
    let Brackets { opens, closes } = vectors.brackets(block);
    let (opens, closes) = (opens & bits, closes & bits);
    if (closes.count_ones() as usize) < *depth - height {
        *depth = *depth + opens.count_ones() as usize - closes.count_ones() as usize;
        return 0;
    }
    let mut brackets = opens | closes;
    while brackets != 0 {
        let lowest = brackets & brackets.wrapping_neg();
        brackets ^= lowest;
        if closes & lowest == 0 {
            *depth += 1;
            continue;
        }
        *depth -= 1;
        if *depth == height {
            return bits & !(lowest | (lowest - 1));
        }
    }
    0
}

impl<'r, 'j, S: MatchState> Sweep<'r, 'j, S> {
    /// Creates a sweep. `stack` must have the number of words that the program needs.
    #[inline(always)]
    pub(crate) fn new(program: &'r Program<'r>, json: &'j [u8], state: S, stack: &'r mut [u64]) -> Self {
        let innermost = CurrentContainer::object(0, program.objects.row(0));
        Self { program, json, state, stack, height: 0, arrays: 0, pending_node: 0, innermost }
    }

    /// Enters the event. Returns all ones if a string is open after the first bytes of the event, otherwise zero.
    /// `None` if these bytes are not in the usual form.
    #[inline(always)]
    fn start(&mut self) -> Option<u64> {
        if self.json.first() != Some(&b'{') {
            let mut cursor = Cursor::new(self.json);
            cursor.open_event().ok()?;
            self.json = &self.json[cursor.position() - 1..];
        }
        let [b'{', first @ ..] = self.json.first_chunk::<LOOKBEHIND_BYTES>()? else { return None };
        *self.stack.first_mut()? = self.innermost.open.0;
        self.height = 1;
        match first {
            // Almost all events start with a key whose first two characters are lowercase letters.
            [b'"', first, second] if first.is_ascii_lowercase() && second.is_ascii_lowercase() => Some(u64::MAX),
            _ => unusual_start(first),
        }
    }

    /// Handles the keys and brackets of one block. `structure` has the positions of colons and brackets outside
    /// strings.
    #[inline(always)]
    fn sweep_block<V: Vectors>(
        &mut self,
        vectors: V,
        escapes: &Escapes,
        structure: u64,
        window: &Window,
        position: &mut BlockPosition,
    ) -> Option<Step> {
        let BlockPosition { base, depth, .. } = position;
        let base = *base;
        let block = window.last_chunk()?;
        let mut bits = structure;
        if *depth > self.height {
            bits = skip_nested(vectors, block, bits, depth, self.height);
        }
        if bits == 0 {
            return Some(Step::Continue);
        }
        // A key with escape sequences cannot be recognised by its suffix. Zero disables the fast path for keys, because
        // two bytes that end with a colon or bracket are never zero.
        let has_escaped_key = escapes.is_affected(base) && escapes.after_strings() & bits != 0;
        let usual_end = if has_escaped_key { 0 } else { u16::from_le_bytes(*b"\":") };
        let mut suffix_hashes = self.innermost.all_suffix_hashes();
        while bits != 0 {
            let index = bits.trailing_zeros() as usize % 64;
            bits &= bits - 1;
            let byte = block[index];
            let step = if u16::from_le_bytes(*window[index + LOOKBEHIND_BYTES - 1..].first_chunk()?) == usual_end {
                let hash = hash::key_suffix(*window[index..].first_chunk()?);
                if suffix_hashes >> hash & 1 == 0 {
                    continue;
                }
                self.match_key(vectors, hash, base + index)
            } else if byte == b':' {
                self.match_key_with_care(vectors, escapes, base + index)
            } else {
                let step = match byte | 0x20 {
                    b'{' => {
                        *depth += 1;
                        self.open_container(base + index)
                    }
                    b'}' => {
                        *depth -= 1;
                        self.close_container()
                    }
                    _ => Step::GiveUp,
                };
                suffix_hashes = self.innermost.all_suffix_hashes();
                if *depth > self.height {
                    bits = skip_nested(vectors, block, bits, depth, self.height);
                }
                step
            };
            if step != Step::Continue {
                return Some(step);
            }
        }
        Some(Step::Continue)
    }
}

/// How a program and the programs of its scopes are run.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Strategy {
    /// With the best available instruction set.
    Best,
    /// With this instruction set.
    With(Variant),
    /// With the plain pass, without a sweep.
    Plain,
}

/// Runs a sweep. Returns the answer, or `None` if the sweep gave up or [`Strategy::Plain`] was chosen.
#[inline]
pub(crate) fn sweep<S: MatchState>(strategy: Strategy, work: &mut Sweep<'_, '_, S>) -> Option<bool> {
    match strategy {
        Strategy::Best => simd::dispatch(work),
        Strategy::With(variant) => simd::dispatch_to(variant, work),
        Strategy::Plain => None,
    }
}

#[cfg(test)]
mod tests;
