//! The values of keys that matter.

#![allow(clippy::inline_always, reason = "what is not inlined is not compiled for the instruction set")]

use super::{Step, Sweep};
use crate::json::{Cursor, RawString, Scalar};
use crate::program::place::Place;
use crate::program::{Key, Slice, WIDTH, test};
use crate::simd::Vectors;

impl<'j> Sweep<'_, 'j> {
    /// The value of a key that matters. Nearly all values are compared with one string.
    #[inline(always)]
    pub(super) fn member<V: Vectors>(&mut self, vectors: V, key: &Key, behind_colon: usize) -> Step {
        // Indented events have one space there.
        let behind_colon = behind_colon + usize::from(self.json.get(behind_colon) == Some(&b' '));
        if key.exact.1 > 0 {
            match self.first_difference(vectors, behind_colon, key.exact) {
                Some(place) if place == key.exact.1 as usize => return self.satisfied(key.bit),
                // Another string, unless an escape starts there.
                Some(place) if place > 0 && self.json[behind_colon + place] != b'\\' => {
                    return self.missed(key.leaf, behind_colon);
                }
                _ => {}
            }
        } else if key.opens {
            if let Some(b'{' | b'[') = self.json.get(behind_colon) {
                self.pending = key.node;
                return Step::Go;
            }
        }
        self.value(vectors, key.node, behind_colon)
    }

    /// How much of a text, whose length is not zero, stands at a place. Nothing if the event is about to end there.
    #[inline(always)]
    fn first_difference<V: Vectors>(&self, vectors: V, at: usize, text: Slice) -> Option<usize> {
        let Slice(start, length) = text;
        let (start, length) = (start as usize, length as usize);
        let mut done = 0;
        loop {
            let value = self.json.get(at + done..)?.first_chunk()?;
            let wanted = self.program.text.get(start + done..)?.first_chunk()?;
            let differences = u64::from(vectors.differences(value, wanted));
            let place = (done + (differences | 1 << WIDTH).trailing_zeros() as usize).min(length);
            done += WIDTH;
            if place < done {
                return Some(place);
            }
            if done >= length {
                return Some(length);
            }
        }
    }

    #[inline(always)]
    fn satisfied(&mut self, bit: u16) -> Step {
        self.pass.set(bit);
        if self.inner.all != 0 && self.pass.lacks(self.inner.all) { Step::Go } else { self.meet() }
    }

    #[inline(never)]
    fn meet(&mut self) -> Step {
        if self.meet_outwards(self.json.len()) { Step::Certain(true) } else { Step::Go }
    }

    #[inline(never)]
    fn missed(&mut self, leaf: u16, at: usize) -> Step {
        let leaf = self.program.leaves.get(leaf);
        let is_lost = !self.pass.is_set(leaf.bit)
            && self.pass.is_lost_with(&leaf, self.arrays > 0, self.json.get(at..).unwrap_or(&[]));
        if is_lost { Step::Certain(false) } else { Step::Go }
    }

    /// A value behind a colon.
    #[inline(never)]
    fn value<V: Vectors>(&mut self, vectors: V, number: u16, behind_colon: usize) -> Step {
        let program = self.program;
        let node = program.node(number);
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
    #[inline(always)]
    fn field<V: Vectors>(&mut self, vectors: V, number: u16, at: usize) -> Step {
        let program = self.program;
        let node = program.node(number);
        if let (1, 0) = (node.leaves.1, node.sightings.1) {
            let leaf = program.leaves.get(node.leaves.0);
            if self.pass.is_set(leaf.bit) {
                return Step::Go;
            }
            let Some((value, _)) = self.scalar(vectors, at) else { return Step::GiveUp };
            let accepts = test::any_accepts(program, leaf.tests, value);
            return if accepts { self.satisfied(leaf.bit) } else { self.missed(node.leaves.0, at) };
        }
        let Some((value, _)) = self.scalar(vectors, at) else { return Step::GiveUp };
        self.note(number, value, at)
    }

    /// Takes note of a field.
    fn note(&mut self, node: u16, value: Scalar<'j>, at: usize) -> Step {
        let place = Place { open: &self.stack[..self.height], is_in_array: self.arrays > 0, rest: &self.json[at..] };
        self.pass.field(node, value, place).map_or(Step::Go, Step::Certain)
    }

    /// The elements of an array that may only have scalars in it, from its bracket on.
    #[inline(never)]
    fn scalars<V: Vectors>(&mut self, vectors: V, node: u16, at: usize) -> Step {
        self.arrays += 1;
        let step = self.elements(vectors, node, at + 1).unwrap_or(Step::GiveUp);
        self.arrays -= 1;
        step
    }

    /// The same from behind the bracket on. Nothing if the array is not in the usual form.
    fn elements<V: Vectors>(&mut self, vectors: V, node: u16, start: usize) -> Option<Step> {
        let mut cursor = Cursor::new(self.json);
        cursor.move_to(start);
        let mut is_first = true;
        loop {
            if cursor.take(b']') {
                return Some(Step::Go);
            }
            if !is_first {
                cursor.expect(b',').ok()?;
            }
            is_first = false;
            match cursor.peek()? {
                b'[' => return None,
                b'{' => cursor.skip_value().ok()?,
                _ => {
                    let at = cursor.position();
                    let (value, end) = self.scalar(vectors, at)?;
                    cursor.move_to(end);
                    if let Step::Certain(answer) = self.note(node, value, at) {
                        return Some(Step::Certain(answer));
                    }
                }
            }
        }
    }

    /// The scalar that starts here, and where it ends. Strings of plain ASCII and whole numbers, which are nearly all,
    /// are read in a quick way.
    #[inline(always)]
    fn scalar<V: Vectors>(&self, vectors: V, at: usize) -> Option<(Scalar<'j>, usize)> {
        let quick = match self.json.get(at) {
            Some(b'"') => self.plain_string(vectors, at + 1),
            Some(b'0'..=b'9') => self.whole_number(at),
            _ => None,
        };
        quick.or_else(|| self.any_scalar(at))
    }

    #[cold]
    fn any_scalar(&self, at: usize) -> Option<(Scalar<'j>, usize)> {
        let mut cursor = Cursor::new(self.json);
        cursor.move_to(at);
        let value = cursor.scalar().ok()?;
        Some((value, cursor.position()))
    }

    #[inline(always)]
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

    #[inline(always)]
    fn whole_number(&self, start: usize) -> Option<(Scalar<'j>, usize)> {
        let mut end = start;
        while let Some(b'0'..=b'9') = self.json.get(end) {
            end += 1;
        }
        // More than one digit does not start with a zero.
        let is_whole = matches!(self.json.get(end), Some(b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t'))
            && (self.json[start] != b'0' || end == start + 1);
        is_whole.then(|| (Scalar::Number(&self.json[start..end]), end))
    }
}
