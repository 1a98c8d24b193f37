//! Encodes the tables as one string of bytes.

use super::rows::Rows;
use super::{Extensions, Program};
use event_pattern_tables::Table;
use event_pattern_tables::program::{ColdImage, ExtensionImage, ProgramImage};

impl Program {
    /// Encodes the program as a [`ProgramImage`].
    #[must_use]
    pub fn image(&self) -> Vec<u8> {
        let cold = self.encode_cold();
        bytes(|add| {
            ProgramImage {
                bits: self.bits.into(),
                depth: self.depth.into(),
                max_key_len: self.max_key_len,
                text: Table::new(&self.text),
                objects: Rows::of(&self.objects).table(),
                nodes: Rows::of(&self.nodes).table(),
                keys: Rows::of(&self.keys).table(),
                leaves: Rows::of(&self.leaves).table(),
                tests: Rows::of(&self.tests).table(),
                key_suffixes: Rows::of(&self.key_suffixes).table(),
                cold: Table::new(&cold),
            }
            .write(add);
        })
    }

    fn encode_cold(&self) -> Vec<u8> {
        let extensions = self.extensions.encode();
        bytes(|add| {
            ColdImage {
                extensions: Table::new(&extensions),
                goals: Rows::of(&self.goals).table(),
                requirements: Rows::of(&self.requirements).table(),
                sightings: Rows::of(&self.sightings).table(),
                conjunctions: Rows::of(&self.conjunctions).table(),
                conjunction_leaves: Rows::of(&self.conjunction_leaves).table(),
            }
            .write(add);
        })
    }
}

impl Extensions {
    /// Encodes the extensions as an [`ExtensionImage`]. The result is empty if there are no extensions.
    fn encode(&self) -> Vec<u8> {
        if self.is_empty() {
            return Vec::new();
        }
        bytes(|add| {
            ExtensionImage {
                scopes: Rows::of(&self.scopes).table(),
                conjunctions: Rows::of(&self.conjunctions).table(),
                conjunction_scopes: Rows::of(&self.conjunction_scopes).table(),
                event_field_refs: Rows::of(&self.event_field_refs).table(),
                element_field_refs: Rows::of(&self.element_field_refs).table(),
                programs: Table::new(&self.programs),
            }
            .write(add);
        })
    }
}

/// Returns all pieces that `write` passes to its argument, concatenated.
pub(super) fn bytes(write: impl FnOnce(&mut dyn FnMut(&[u8]))) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(&mut |piece| bytes.extend_from_slice(piece));
    bytes
}
