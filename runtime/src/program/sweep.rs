//! The event by blocks of 64 bytes: from the places of quotes, colons and brackets alone it is told which keys are those
//! of an object that matters, and only their values are read.
//!
//! A sweep answers for events in the usual form. It gives up, and leaves the event to the plain loop, where it meets an
//! unusual one: keys that are repeated, joined by dots or written with escapes, arrays in arrays, and text that is no
//! JSON. Of what it passes over, it looks at strings and brackets only.

#![allow(clippy::inline_always, reason = "what is not inlined is not compiled for the instruction set")]

use super::pass::Pass;
use super::place::{Open, Place};
use super::{Key, Leaf, Node, Program, Test, test};
use crate::json::{Cursor, RawString, Scalar, same};
use crate::simd::{Block, Masks, Vectors, Work};

pub(super) struct Sweep<'r, 'j> {
    program: &'r Program<'r>,
    json: &'j [u8],
    pass: Pass<'r>,
    /// The open containers that matter. Each is one level deeper than the one before, so their number is the depth at
    /// which the keys of the innermost stand.
    stack: &'r mut [u64],
    height: usize,
    /// How many of them are arrays.
    arrays: usize,
    /// The node whose object or array begins next; 0 for none.
    pending: u16,
    inner: Inner<'r>,
}

/// The innermost open container that matters.
#[derive(Clone, Copy)]
struct Inner<'r> {
    open: Open,
    node: &'r Node,
    /// How keys that matter here end, as bits; in an array, where there are none, like anything.
    endings: u64,
}

/// What follows from a key or a bracket.
enum Step {
    /// Nothing: go on.
    Go,
    /// The containers that are open have changed.
    Turn,
    /// The answer.
    Certain(bool),
    /// The event is not in the usual form.
    GiveUp,
}

impl Work for Sweep<'_, '_> {
    type Output = Option<bool>;

    #[inline(always)]
    fn run<V: Vectors>(mut self, vectors: V) -> Option<bool> {
        let mut base = self.start()?;
        let mut strings = Strings::default();
        // Up to here a key may hold an escape.
        let mut escapes_until = 0;
        let mut depth = 1;
        let (mut level, mut endings) = (self.height, self.inner.endings);
        let mut padded = [b' '; 64];
        while base < self.json.len() {
            let rest = &self.json[base..];
            let block: &Block = if let Some(block) = rest.first_chunk() {
                block
            } else {
                padded[..rest.len()].copy_from_slice(rest);
                &padded
            };
            let masks = vectors.masks(block);
            let outside = !strings.inside(vectors, &masks);
            if masks.backslashes != 0 {
                escapes_until = base + 64 + self.program.reach as usize;
            }
            let (opens, closes) = (masks.opens & outside, masks.closes & outside);
            let brackets = opens | closes;
            let mut bits = (masks.colons & outside) | brackets;
            while bits != 0 {
                if depth > level {
                    // Inside a value that does not matter: only the bracket that ends it does.
                    bits = leave(bits, opens, closes, &mut depth, level);
                    continue;
                }
                let bracket = bits & brackets & (bits & brackets).wrapping_neg();
                // The keys before the bracket; before none that is, all of them.
                let mut colons = bits & bracket.wrapping_sub(1);
                while colons != 0 {
                    let at = base + colons.trailing_zeros() as usize;
                    colons &= colons - 1;
                    if may_matter(self.json, at, endings) || at <= escapes_until {
                        match self.key(vectors, at, at <= escapes_until) {
                            Step::Certain(answer) => return Some(answer),
                            Step::GiveUp => return None,
                            Step::Go | Step::Turn => {}
                        }
                    }
                }
                if bracket == 0 {
                    break;
                }
                bits &= !(bracket | (bracket - 1));
                let step = if opens & bracket == 0 {
                    depth -= 1;
                    self.close(base + bracket.trailing_zeros() as usize)
                } else {
                    depth += 1;
                    self.open(base + bracket.trailing_zeros() as usize)
                };
                match step {
                    Step::Go => {}
                    Step::Turn => (level, endings) = (self.height, self.inner.endings),
                    Step::Certain(answer) => return Some(answer),
                    Step::GiveUp => return None,
                }
            }
            base += 64;
        }
        None
    }
}

/// Whether the key before this colon ends like one that matters. If white space stands between the two, it may.
#[inline(always)]
fn may_matter(json: &[u8], colon: usize, endings: u64) -> bool {
    let Some(&[first, second, quote]) = json[..colon].last_chunk() else { return true };
    let both = u16::from_le_bytes([first, second]);
    quote != b'"' || endings >> (both.wrapping_mul(0x9e37) >> 10) & 1 == 1
}

/// Follows the brackets until the one that leads back to a level. What is left are the bits behind it, if it is among
/// these.
#[inline(always)]
fn leave(bits: u64, opens: u64, closes: u64, depth: &mut usize, level: usize) -> u64 {
    let (opening, closing) = (opens & bits, closes & bits);
    if (closing.count_ones() as usize) < *depth - level {
        *depth = *depth + opening.count_ones() as usize - closing.count_ones() as usize;
        return 0;
    }
    let mut brackets = opening | closing;
    while brackets != 0 {
        let lowest = brackets & brackets.wrapping_neg();
        brackets ^= lowest;
        if closing & lowest == 0 {
            *depth += 1;
            continue;
        }
        *depth -= 1;
        if *depth == level {
            return bits & !(lowest | (lowest - 1));
        }
    }
    0
}

/// What strings carry from one block to the next.
#[derive(Default)]
struct Strings {
    /// All ones if the last block ended inside a string.
    inside: u64,
    /// One if the last block ended with a backslash that escapes what comes next.
    escaping: u64,
}

impl Strings {
    /// Which bytes of a block are inside strings, the opening quotes included.
    #[inline(always)]
    fn inside<V: Vectors>(&mut self, vectors: V, masks: &Masks) -> u64 {
        let escaped = if masks.backslashes | self.escaping == 0 { 0 } else { self.escaped(masks.backslashes) };
        let inside = vectors.parity(masks.quotes & !escaped) ^ self.inside;
        self.inside = if inside >> 63 == 1 { u64::MAX } else { 0 };
        inside
    }

    /// Which bytes stand behind a backslash that is not escaped itself.
    fn escaped(&mut self, backslashes: u64) -> u64 {
        let (mut escaped, mut next) = (self.escaping, self.escaping);
        let mut rest = backslashes & !next;
        while rest != 0 {
            let lowest = rest & rest.wrapping_neg();
            next = lowest << 1;
            escaped |= next;
            rest &= !(lowest | next);
        }
        self.escaping = (backslashes & !escaped) >> 63;
        escaped
    }
}

impl<'r> Inner<'r> {
    fn new(program: &'r Program<'r>, open: Open) -> Self {
        let node = program.node(open.node);
        Self { open, node, endings: if open.arrays == 0 { node.endings } else { u64::MAX } }
    }
}

impl<'r, 'j> Sweep<'r, 'j> {
    /// `space` is for the stack.
    pub(super) fn new(program: &'r Program<'r>, json: &'j [u8], bits: &'r mut [u64], space: &'r mut [u64]) -> Self {
        let pass = Pass::new(program, bits);
        let inner = Inner::new(program, Open { node: 0, arrays: 0 });
        Self { program, json, pass, stack: space, height: 0, arrays: 0, pending: 0, inner }
    }

    /// Where the event's first key may stand.
    fn start(&mut self) -> Option<usize> {
        let mut cursor = Cursor::new(self.json);
        cursor.open_event().ok()?;
        self.push(Open { node: 0, arrays: 0 });
        Some(cursor.position())
    }

    fn push(&mut self, open: Open) {
        self.stack[self.height] = open.pack();
        self.height += 1;
        self.inner = Inner::new(self.program, open);
    }

    /// Takes the innermost container off the stack, unless it is the event.
    fn pop(&mut self) {
        self.height -= 1;
        if let Some(&outer) = self.stack[..self.height].last() {
            self.inner = Inner::new(self.program, Open::unpack(outer));
        }
    }

    /// An opening bracket at the level of the innermost container. It matters behind a key that does, and in an array.
    fn open(&mut self, at: usize) -> Step {
        if self.pending == 0 && self.inner.open.arrays == 0 {
            return Step::Go;
        }
        let is_array = self.json[at] == b'[';
        let node = if self.pending != 0 {
            let node = core::mem::take(&mut self.pending);
            if self.pass.was_entered(node) {
                return Step::GiveUp;
            }
            node
        } else if is_array {
            return Step::GiveUp;
        } else {
            self.inner.open.node
        };
        if is_array {
            self.arrays += 1;
            self.push(Open { node, arrays: 1 });
        } else {
            self.pass.begin(node);
            self.push(Open { node, arrays: 0 });
        }
        Step::Turn
    }

    /// The bracket that ends the innermost container.
    fn close(&mut self, at: usize) -> Step {
        let open = self.inner.open;
        self.pop();
        if open.arrays > 0 {
            self.arrays -= 1;
            return Step::Turn;
        }
        let met = self.pass.meet(open.node, true);
        if self.height == 0 {
            return Step::Certain(met);
        }
        if met {
            let place =
                Place { open: &self.stack[..self.height], is_in_array: self.arrays > 0, rest: &self.json[at..] };
            if self.pass.meet_outwards(place) {
                return Step::Certain(true);
            }
        }
        Step::Turn
    }

    /// The key before a colon at the level of the innermost container, and its value.
    fn key<V: Vectors>(&mut self, vectors: V, colon: usize, may_have_escapes: bool) -> Step {
        let (program, Inner { open, node, .. }) = (self.program, self.inner);
        let Some(end) = self.key_end(colon).filter(|_| open.arrays == 0) else { return Step::GiveUp };
        if may_have_escapes {
            match self.key_with_escapes(open.node, end) {
                Some(true) => return Step::GiveUp,
                Some(false) => return Step::Go,
                None => {}
            }
        }
        let last = self.last_eight(end);
        for key in node.keys.of(program.keys) {
            if last & key.tail.mask == key.tail.bytes && self.is_key(key, end) {
                return self.value(vectors, key.node, colon + 1);
            }
        }
        // A key with dots leads on only if each of its parts does. The plain loop finds that out.
        let is_dotted = node.dotted.of(program.tails).iter().any(|tail| last & tail.mask == tail.bytes);
        if is_dotted { Step::GiveUp } else { Step::Go }
    }

    /// The closing quote of the key before a colon.
    #[inline(always)]
    fn key_end(&self, colon: usize) -> Option<usize> {
        let mut end = colon;
        loop {
            end = end.checked_sub(1)?;
            match self.json[end] {
                b'"' => return Some(end),
                b' ' | b'\n' | b'\r' | b'\t' => {}
                _ => return None,
            }
        }
    }

    /// The eight bytes before a place, the first of them the lowest.
    fn last_eight(&self, end: usize) -> u64 {
        if let Some(eight) = self.json[..end].last_chunk() {
            return u64::from_le_bytes(*eight);
        }
        let mut eight = [0; 8];
        eight[8 - end..].copy_from_slice(&self.json[..end]);
        u64::from_le_bytes(eight)
    }

    /// Whether this key, quotes included, ends with the quote at `end`. Its last eight bytes have been compared.
    #[inline(always)]
    fn is_key(&self, key: &Key, end: usize) -> bool {
        let rest = (key.text.1 as usize).checked_sub(8);
        rest.is_none_or(|rest| self.starts_key(&self.program.slice(key.text)[..rest], end - 8))
    }

    /// Whether a key that starts so, quote included, is before a place.
    fn starts_key(&self, text: &[u8], end: usize) -> bool {
        let start = end.checked_sub(text.len() + 1);
        start.is_some_and(|start| self.json[start] == b'"' && same(&self.json[start + 1..end], text))
    }

    /// Of a key that ends with the quote at `end`: whether it is written with escapes and matters. Nothing if it has none.
    #[cold]
    fn key_with_escapes(&self, node: u16, end: usize) -> Option<bool> {
        let reach = self.program.reach as usize;
        let mut start = end;
        loop {
            start = start.checked_sub(1)?;
            if end - start > reach {
                return Some(false);
            }
            if self.json[start] == b'"' {
                let backslashes = self.json[..start].iter().rev().take_while(|&&byte| byte == b'\\').count();
                if backslashes % 2 == 0 {
                    break;
                }
            }
        }
        let body = &self.json[start + 1..end];
        if !body.contains(&b'\\') {
            return None;
        }
        let key = RawString::new(body, true);
        let keys = self.program.node(node).keys.of(self.program.keys);
        let is_direct = keys.iter().any(|candidate| key.equals(self.program.slice(candidate.text)));
        Some(is_direct || self.program.find_by_dots(node, key).is_some())
    }

    /// The value of a key that matters.
    fn value<V: Vectors>(&mut self, vectors: V, number: u16, behind_colon: usize) -> Step {
        let program = self.program;
        let node: &Node = program.node(number);
        let mut at = behind_colon;
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.json.get(at) {
            at += 1;
        }
        let has_keys = node.keys.1 > 0;
        match self.json.get(at) {
            None => Step::GiveUp,
            Some(b'[') if has_keys && node.leaves.1 > 0 => Step::GiveUp,
            Some(b'{' | b'[') if has_keys => {
                self.pending = number;
                Step::Go
            }
            Some(b'{') => Step::Go,
            Some(b'[') => self.scalars(vectors, number, at),
            Some(_) => self.field(vectors, number, at),
        }
    }

    /// A field whose value, a scalar, starts here.
    fn field<V: Vectors>(&mut self, vectors: V, number: u16, at: usize) -> Step {
        let program = self.program;
        let node: &Node = program.node(number);
        if let ([leaf], 0) = (node.leaves.of(program.leaves), node.sightings.1) {
            if self.pass.is_satisfied(leaf) {
                return Step::Go;
            }
            if let (true, [Test::Text(text)]) = (leaf.is_exact, leaf.tests.of(program.tests)) {
                match starts_with_string(&self.json[at..], program.slice(*text)) {
                    Some(true) => return self.satisfied(leaf),
                    Some(false) => return self.missed(leaf, at),
                    None => {}
                }
            }
            let Some((value, _)) = self.scalar(vectors, at) else { return Step::GiveUp };
            let accepts = test::any_accepts(program, leaf.tests, value);
            return if accepts { self.satisfied(leaf) } else { self.missed(leaf, at) };
        }
        let Some((value, _)) = self.scalar(vectors, at) else { return Step::GiveUp };
        let place = Place { open: &self.stack[..self.height], is_in_array: self.arrays > 0, rest: &self.json[at..] };
        self.pass.field(number, value, place).map_or(Step::Go, Step::Certain)
    }

    fn satisfied(&mut self, leaf: &Leaf) -> Step {
        self.pass.satisfy(leaf);
        if self.inner.node.goals.of(self.program.goals).iter().all(|goal| self.pass.lacks(goal)) {
            return Step::Go;
        }
        let place = Place { open: &self.stack[..self.height], is_in_array: self.arrays > 0, rest: &[] };
        if self.pass.meet_outwards(place) { Step::Certain(true) } else { Step::Go }
    }

    fn missed(&mut self, leaf: &Leaf, at: usize) -> Step {
        let place = Place { open: &[], is_in_array: self.arrays > 0, rest: &self.json[at..] };
        if self.pass.is_lost_with(leaf, place) { Step::Certain(false) } else { Step::Go }
    }

    /// The elements of an array that may only have scalars in it, from its bracket on.
    #[inline(never)]
    fn scalars<V: Vectors>(&mut self, vectors: V, node: u16, at: usize) -> Step {
        let mut cursor = Cursor::new(self.json);
        cursor.move_to(at + 1);
        self.arrays += 1;
        let mut is_first = true;
        let step = loop {
            if cursor.take(b']') {
                break Step::Go;
            }
            if !is_first && cursor.expect(b',').is_err() {
                break Step::GiveUp;
            }
            is_first = false;
            match cursor.peek() {
                Some(b'[') | None => break Step::GiveUp,
                Some(b'{') => {
                    if cursor.skip_value().is_err() {
                        break Step::GiveUp;
                    }
                }
                Some(_) => {
                    let at = cursor.position();
                    let Some((value, end)) = self.scalar(vectors, at) else { break Step::GiveUp };
                    cursor.move_to(end);
                    let place = Place { open: &self.stack[..self.height], is_in_array: true, rest: &self.json[at..] };
                    if let Some(answer) = self.pass.field(node, value, place) {
                        break Step::Certain(answer);
                    }
                }
            }
        };
        self.arrays -= 1;
        step
    }

    /// The scalar that starts here, and where it ends. Strings of plain ASCII and whole numbers, which are nearly all,
    /// are read in a quick way.
    fn scalar<V: Vectors>(&self, vectors: V, at: usize) -> Option<(Scalar<'j>, usize)> {
        let quick = match self.json.get(at) {
            Some(b'"') => self.plain_string(vectors, at + 1),
            Some(b'1'..=b'9') => self.whole_number(at),
            _ => None,
        };
        quick.or_else(|| {
            let mut cursor = Cursor::new(self.json);
            cursor.move_to(at);
            let value = cursor.scalar().ok()?;
            Some((value, cursor.position()))
        })
    }

    fn plain_string<V: Vectors>(&self, vectors: V, start: usize) -> Option<(Scalar<'j>, usize)> {
        let mut position = start;
        loop {
            let ends = vectors.string_ends(self.json.get(position..)?.first_chunk()?);
            if ends != 0 {
                position += ends.trailing_zeros() as usize;
                break;
            }
            position += 64;
        }
        let body = &self.json[start..position];
        (self.json[position] == b'"').then(|| (Scalar::String(RawString::new(body, false)), position + 1))
    }

    fn whole_number(&self, start: usize) -> Option<(Scalar<'j>, usize)> {
        let mut end = start;
        while let Some(b'0'..=b'9') = self.json.get(end) {
            end += 1;
        }
        let is_whole = matches!(self.json.get(end), Some(b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t'));
        is_whole.then(|| (Scalar::Number(&self.json[start..end]), end))
    }
}

/// Whether JSON starts with this string, quotes included. Nothing if an escape may hide it. The string has nothing that
/// JSON would escape.
fn starts_with_string(json: &[u8], text: &[u8]) -> Option<bool> {
    let (first, body) = json.split_first()?;
    if *first != b'"' {
        return Some(false);
    }
    let body_start = body.get(..text.len())?;
    if same(body_start, text) {
        return match body.get(text.len())? {
            b'"' => Some(true),
            b'\\' => None,
            _ => Some(false),
        };
    }
    // Up to where the two differ, the event has no escape.
    let differs = body_start.iter().zip(text).find(|(one, other)| one != other);
    differs.and_then(|(one, _)| (*one != b'\\').then_some(false))
}
