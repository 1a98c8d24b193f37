//! Builds the tables of a program and its text, in which every string is stored once.

use super::Program;
use super::extensions::FieldRefs;
use super::numbers::{self, TooLarge};
use event_pattern_tables::program::Slice;
use std::collections::HashMap;

/// Builds the tables of a program.
#[derive(Debug, Clone)]
pub(super) struct TableBuilder {
    pub(super) program: Program,
    /// The strings that are already in the text, each with its slice.
    interned: HashMap<Vec<u8>, Slice>,
    /// The field references of the leaves.
    pub(super) field_refs: FieldRefs,
}

impl TableBuilder {
    pub(super) fn new() -> Self {
        Self::with(FieldRefs::default())
    }

    pub(super) fn with(field_refs: FieldRefs) -> Self {
        Self { program: Program::default(), interned: HashMap::new(), field_refs }
    }

    /// Interns a key and its value next to each other, as in `"key":"value"`. Returns the slice of the key, including
    /// its quotes.
    pub(super) fn intern_key_value(&mut self, key: &[u8], value: &[u8]) -> Result<Slice, TooLarge> {
        let start = self.intern(&[key, b"\":\"", value].concat())?.start as usize;
        let value_start = start + key.len() + 3;
        self.interned.entry(key.to_vec()).or_insert(numbers::slice(start, key.len())?);
        self.interned.entry(value.to_vec()).or_insert(numbers::slice(value_start, value.len())?);
        numbers::slice(start - 1, key.len() + 2)
    }

    /// Interns a string. Returns its slice, including the quotes.
    pub(super) fn intern_quoted(&mut self, bytes: &[u8]) -> Result<Slice, TooLarge> {
        let Slice { start, length } = self.intern(bytes)?;
        Ok(Slice { start: start - 1, length: length + 2 })
    }

    /// Interns a string. Returns its slice, without the quotes.
    pub(super) fn intern(&mut self, bytes: &[u8]) -> Result<Slice, TooLarge> {
        if let Some(&interned) = self.interned.get(bytes) {
            return Ok(interned);
        }
        self.program.text.push(b'"');
        let slice = numbers::slice(self.program.text.len(), bytes.len())?;
        self.program.text.extend_from_slice(bytes);
        self.program.text.push(b'"');
        self.interned.insert(bytes.to_vec(), slice);
        Ok(slice)
    }

    /// Returns the part of the text that a slice refers to.
    pub(super) fn text(&self, slice: Slice) -> &[u8] {
        let start = slice.start as usize;
        &self.program.text[start..start + slice.length as usize]
    }
}
