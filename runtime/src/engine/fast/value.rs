//! Reads the values of relevant keys.

#![allow(clippy::inline_always, reason = "must be inlined to be compiled for the caller's instruction set")]

use super::escaped_string::UnusualString;
use super::{Step, Sweep};
use crate::engine::format::{ExpectedValue, Key, PADDING_BYTES, Slice};
use crate::engine::state::repeated_key::KeyScan;
use crate::engine::state::{FieldContext, LeafOutcome, MatchState};
use crate::filter;
use crate::json::{Cursor, RawString, Scalar};
use crate::simd::Vectors;

/// Maximum number of decimal digits that always fit into 32 bits.
const MAX_U32_DIGITS: usize = 9;

impl<'j, S: MatchState> Sweep<'_, 'j, S> {
    /// Reads the value of a relevant key. If the key requires one string, the caller has compared the event with a
    /// colon followed by this string, and the first `prefix_len` bytes are equal.
    #[inline(always)]
    pub(super) fn read_value<V: Vectors>(
        &mut self,
        vectors: V,
        key_number: u16,
        key: &Key,
        prefix_len: usize,
        after_colon: usize,
    ) -> Step {
        if key.value == ExpectedValue::Exact {
            let Slice { start, length } = key.quoted;
            let wanted = Slice { start: start + length + 1, length: key.compared_len - length - 1 };
            let (mut prefix_len, mut at) = (prefix_len.saturating_sub(1), after_colon);
            // Indented events have one space here.
            if prefix_len == 0 && self.json.get(at) == Some(&b' ') {
                at += 1;
                prefix_len = self.common_prefix_len(vectors, at, wanted).unwrap_or(0);
            }
            if prefix_len >= wanted.length as usize {
                return self.record_satisfied(key.node, key.bit);
            }
            return self.read_other_string(vectors, key_number, prefix_len, at);
        }
        let at = if self.json.get(after_colon) == Some(&b' ') { after_colon + 1 } else { after_colon };
        match key.value {
            ExpectedValue::Open if matches!(self.json.get(at), Some(b'{' | b'[')) => {
                self.pending_node = key.node;
                Step::Continue
            }
            ExpectedValue::Simple if matches!(self.json.get(at), Some(b'0'..=b'9')) => {
                self.read_number(vectors, key.node, key.leaf, at)
            }
            ExpectedValue::Simple => self.read_simple(vectors, key.node, key.leaf, at),
            _ => self.read_any_value(vectors, key.node, at),
        }
    }

    /// Handles a value that differs, after `prefix_len` bytes, from the string that the key requires.
    #[inline(never)]
    fn read_other_string<V: Vectors>(&mut self, vectors: V, key_number: u16, prefix_len: usize, at: usize) -> Step {
        let Key { node, leaf, .. } = self.program.keys.get(key_number);
        if prefix_len > 0 && (self.json[at + prefix_len] != b'\\' || self.differs_at_escape(key_number, prefix_len, at))
        {
            self.leaf_failed(vectors, leaf, at)
        } else {
            self.read_any_value(vectors, node, at)
        }
    }

    /// Whether a string differs from the string that the key requires, given that an escape sequence starts after
    /// `prefix_len` equal bytes. The wanted string ends with a quote and contains no other, so a quote in the event,
    /// escaped or not, is a difference.
    #[cold]
    #[inline(never)]
    fn differs_at_escape(&self, key_number: u16, prefix_len: usize, at: usize) -> bool {
        let Key { quoted, compared_len, .. } = self.program.keys.get(key_number);
        let wanted = self.program.slice(Slice { start: quoted.start, length: compared_len });
        let rest = &wanted[quoted.length as usize + 1 + prefix_len..wanted.len() - 1];
        let found = RawString::new(&self.json[at + prefix_len..], true).decoded();
        !filter::has_prefix(found, rest)
    }

    /// Reads a number that is relevant only to the given leaf.
    #[inline(never)]
    fn read_number<V: Vectors>(&mut self, vectors: V, node: u16, leaf: u16, at: usize) -> Step {
        let value = self.parse_small_integer(at);
        match value.and_then(|value| self.state.record_number(leaf, value)) {
            Some(outcome) => self.apply_outcome(vectors, outcome, leaf, at),
            None => self.read_simple(vectors, node, leaf, at),
        }
    }

    /// Reads a value that is relevant only to the given leaf. Most such values are strings and numbers.
    #[inline(never)]
    fn read_simple<V: Vectors>(&mut self, vectors: V, node: u16, leaf: u16, at: usize) -> Step {
        let Some((value, _)) = self.parse_simple_scalar(vectors, at) else {
            return self.read_any_value(vectors, node, at);
        };
        let outcome = self.state.record_value(leaf, value);
        self.apply_outcome(vectors, outcome, leaf, at)
    }

    /// Handles the outcome of recording a value.
    #[inline(always)]
    fn apply_outcome<V: Vectors>(&mut self, vectors: V, outcome: LeafOutcome, leaf: u16, at: usize) -> Step {
        match outcome {
            LeafOutcome::Satisfied if self.state.lacks_any(self.innermost.table_row().required_bits) => Step::Continue,
            LeafOutcome::Satisfied => self.evaluate_goals(),
            LeafOutcome::Unchanged => Step::Continue,
            LeafOutcome::Failed => self.leaf_failed(vectors, leaf, at),
        }
    }

    /// Compares `text`, which must not be empty, with the event at offset `at`, and returns the number of equal bytes
    /// before the first difference. The result may be greater than the length of `text`, because the bytes after `text`
    /// are also compared. `None` if the comparison would read past the end of the event.
    #[inline(always)]
    pub(super) fn common_prefix_len<V: Vectors>(&self, vectors: V, at: usize, text: Slice) -> Option<usize> {
        let (start, length) = (text.start as usize, text.length as usize);
        let (found, wanted) = (self.json.get(at..)?.first_chunk()?, self.program.text.get(start..)?.first_chunk()?);
        let differences = vectors.differences(found, wanted);
        if differences != 0 || length <= PADDING_BYTES {
            return Some(differences.trailing_zeros() as usize);
        }
        let mut equal = PADDING_BYTES;
        loop {
            let found = self.json.get(at.wrapping_add(equal)..)?.first_chunk()?;
            let wanted = self.program.text.get(start + equal..)?.first_chunk()?;
            let differences = vectors.differences(found, wanted);
            equal += differences.trailing_zeros() as usize;
            if differences != 0 || equal >= length {
                return Some(equal);
            }
        }
    }

    #[inline(always)]
    pub(super) fn record_satisfied(&mut self, field: u16, bit: u16) -> Step {
        self.state.record_satisfied(self.innermost.open.node(), field, bit);
        if self.state.lacks_any(self.innermost.table_row().required_bits) {
            Step::Continue
        } else {
            self.evaluate_goals()
        }
    }

    #[inline(never)]
    fn evaluate_goals(&mut self) -> Step {
        if self.state.propagate_up(self.innermost.open.node()) { Step::Match } else { Step::Continue }
    }

    #[inline(always)]
    fn leaf_failed<V: Vectors>(&mut self, vectors: V, leaf: u16, at: usize) -> Step {
        // Another element may still satisfy the leaf.
        if self.arrays > 0 { Step::Continue } else { self.leaf_failed_outside_arrays(vectors, leaf, at) }
    }

    #[inline(never)]
    fn leaf_failed_outside_arrays<V: Vectors>(&mut self, vectors: V, leaf: u16, at: usize) -> Step {
        let Some(wanted) = self.state.claim_key_scan(leaf) else { return Step::Continue };
        let rest = self.json.get(at..).unwrap_or(&[]);
        let cannot_match = KeyScan::new(self.program, wanted, rest).is_some_and(|scan| vectors.run_outlined(scan));
        if cannot_match { Step::NoMatch } else { Step::Continue }
    }

    /// Reads the value of a relevant key, whatever its kind.
    #[inline(never)]
    fn read_any_value<V: Vectors>(&mut self, vectors: V, node: u16, after_colon: usize) -> Step {
        let program = self.program;
        let leaves = program.node(node).leaves;
        let mut at = after_colon;
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.json.get(at) {
            at += 1;
        }
        let has_keys = program.has_keys(node);
        match self.json.get(at) {
            None => Step::GiveUp,
            Some(b'[') if has_keys && leaves.length > 0 => Step::GiveUp,
            Some(b'{' | b'[') if has_keys => {
                self.pending_node = node;
                Step::Continue
            }
            Some(b'{') => Step::Continue,
            Some(b'[') => self.read_scalar_array(vectors, node, at),
            Some(_) => self.read_field(vectors, node, at),
        }
    }

    /// Reads a scalar and records it.
    #[inline(always)]
    fn read_field<V: Vectors>(&mut self, vectors: V, node: u16, at: usize) -> Step {
        let Some((value, _)) = self.parse_scalar(vectors, at) else { return Step::GiveUp };
        self.record_field(node, value, at)
    }

    /// Records a scalar that starts at offset `at`.
    fn record_field(&mut self, node: u16, value: Scalar<'j>, at: usize) -> Step {
        let context =
            FieldContext { open: &self.stack[..self.height], is_in_array: self.arrays > 0, rest: &self.json[at..] };
        match self.state.record_field(node, value, context) {
            None => Step::Continue,
            Some(true) => Step::Match,
            Some(false) => Step::NoMatch,
        }
    }

    /// Reads an array at a node without keys. `at` is the offset of its opening bracket.
    #[inline(never)]
    fn read_scalar_array<V: Vectors>(&mut self, vectors: V, node: u16, at: usize) -> Step {
        self.arrays += 1;
        let step = self.read_elements(vectors, node, at + 1).unwrap_or(Step::GiveUp);
        self.arrays -= 1;
        step
    }

    /// Reads the elements of an array, given the offset after its opening bracket. `None` if the array is not in the
    /// usual form.
    fn read_elements<V: Vectors>(&mut self, vectors: V, node: u16, start: usize) -> Option<Step> {
        let mut cursor = Cursor::new(self.json);
        cursor.move_to(start);
        let mut is_first = true;
        loop {
            if cursor.take(b']') {
                return Some(Step::Continue);
            }
            if !is_first {
                cursor.expect(b',').ok()?;
            }
            is_first = false;
            if cursor.peek()? == b'{' {
                cursor.skip_value().ok()?;
                continue;
            }
            let at = cursor.position();
            let (value, end) = self.parse_scalar(vectors, at)?;
            cursor.move_to(end);
            let step = self.record_field(node, value, at);
            if step != Step::Continue {
                return Some(step);
            }
        }
    }

    /// Parses a scalar. Returns the scalar and the offset of its end. `None` if there is no valid scalar.
    #[inline(always)]
    fn parse_scalar<V: Vectors>(&self, vectors: V, at: usize) -> Option<(Scalar<'j>, usize)> {
        self.parse_simple_scalar(vectors, at).or_else(|| self.parse_any_scalar(vectors, at))
    }

    /// Like [`parse_scalar`](Self::parse_scalar), for ASCII strings without escapes and for integers without a sign.
    /// Almost all values have one of these forms. `None` if the value has another form or is too close to the end of
    /// the event.
    #[inline(always)]
    fn parse_simple_scalar<V: Vectors>(&self, vectors: V, at: usize) -> Option<(Scalar<'j>, usize)> {
        match self.json.get(at) {
            Some(b'0'..=b'9') => self.parse_integer(at).map(|(text, end)| (Scalar::Number(text), end)),
            Some(b'"') => self.parse_plain_string(vectors, at + 1),
            _ => None,
        }
    }

    #[cold]
    fn parse_any_scalar<V: Vectors>(&self, vectors: V, at: usize) -> Option<(Scalar<'j>, usize)> {
        if self.json.get(at) == Some(&b'"') {
            return vectors.run_outlined(UnusualString { json: self.json, start: at + 1 });
        }
        let mut cursor = Cursor::new(self.json);
        cursor.move_to(at);
        let value = cursor.scalar().ok()?;
        Some((value, cursor.position()))
    }

    #[inline(always)]
    fn parse_plain_string<V: Vectors>(&self, vectors: V, start: usize) -> Option<(Scalar<'j>, usize)> {
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

    /// Parses an integer of at most [`MAX_U32_DIGITS`] digits, without a sign, and returns its value. `None` if the
    /// value has another form.
    #[inline(always)]
    fn parse_small_integer(&self, start: usize) -> Option<f64> {
        let rest = self.json.get(start..)?;
        let (mut length, mut value) = (0, 0_u32);
        let end = loop {
            let &byte = rest.get(length)?;
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                break byte;
            }
            value = value.wrapping_mul(10).wrapping_add(u32::from(digit));
            length += 1;
        };
        // A number with several digits cannot start with zero.
        let is_valid = length == 1 || (rest[0] != b'0' && length <= MAX_U32_DIGITS);
        let is_complete = matches!(end, b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t');
        (is_valid && is_complete).then_some(f64::from(value))
    }

    /// Parses an integer without a sign. Returns its digits and the offset of its end. `None` if the value has another
    /// form.
    #[inline(always)]
    fn parse_integer(&self, start: usize) -> Option<(&'j [u8], usize)> {
        let json = self.json;
        let mut end = start;
        while let Some(b'0'..=b'9') = json.get(end) {
            end += 1;
        }
        let text = json.get(start..end)?;
        // A number with several digits cannot start with zero.
        let has_digits = matches!(text, [b'0'] | [b'1'..=b'9', ..]);
        let is_complete = matches!(json.get(end), Some(b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t'));
        (has_digits && is_complete).then_some((text, end))
    }
}
