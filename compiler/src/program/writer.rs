//! The text of a program, in which every string stands once.

use super::Program;
use super::extensions::References;
use super::numbers::{self, TooLarge};
use event_pattern_tables::program::Slice;
use std::collections::HashMap;

/// Writes the tables of a program.
#[derive(Debug, Clone)]
pub(super) struct Writer {
    pub(super) program: Program,
    /// Where strings stand in the text already.
    known: HashMap<Vec<u8>, Slice>,
    /// The other fields that leaves name.
    pub(super) references: References,
}

impl Writer {
    pub(super) fn new() -> Self {
        Self::with(References::default())
    }

    pub(super) fn with(references: References) -> Self {
        Self { program: Program::default(), known: HashMap::new(), references }
    }

    /// A key in quotes. Behind it stand a colon and the value in quotes.
    pub(super) fn member(&mut self, key: &[u8], value: &[u8]) -> Result<Slice, TooLarge> {
        let start = self.slice(&[key, b"\":\"", value].concat())?.start as usize;
        let value_start = start + key.len() + 3;
        self.known.entry(key.to_vec()).or_insert(numbers::slice(start, key.len())?);
        self.known.entry(value.to_vec()).or_insert(numbers::slice(value_start, value.len())?);
        numbers::slice(start - 1, key.len() + 2)
    }

    /// The same with its quotes.
    pub(super) fn quoted(&mut self, bytes: &[u8]) -> Result<Slice, TooLarge> {
        let Slice { start, length } = self.slice(bytes)?;
        Ok(Slice { start: start - 1, length: length + 2 })
    }

    /// Where a string stands in the text, without its quotes.
    pub(super) fn slice(&mut self, bytes: &[u8]) -> Result<Slice, TooLarge> {
        if let Some(&known) = self.known.get(bytes) {
            return Ok(known);
        }
        self.program.text.push(b'"');
        let slice = numbers::slice(self.program.text.len(), bytes.len())?;
        self.program.text.extend_from_slice(bytes);
        self.program.text.push(b'"');
        self.known.insert(bytes.to_vec(), slice);
        Ok(slice)
    }

    /// A string of the text.
    pub(super) fn text(&self, slice: Slice) -> &[u8] {
        let start = slice.start as usize;
        &self.program.text[start..start + slice.length as usize]
    }
}
