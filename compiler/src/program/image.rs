//! Tables as one string of bytes.

use super::rows::Rows;
use super::{Extensions, Program};
use event_pattern_tables::Table;
use event_pattern_tables::program::{ExtensionImage, ProgramImage, RareImage};

impl Program {
    /// The bytes of a [`ProgramImage`].
    #[must_use]
    pub fn image(&self) -> Vec<u8> {
        let rare = self.rare();
        bytes(|add| {
            ProgramImage {
                bits: self.bits.into(),
                depth: self.depth.into(),
                reach: self.reach,
                text: Table::new(&self.text),
                objects: Rows::of(&self.objects).table(),
                nodes: Rows::of(&self.nodes).table(),
                keys: Rows::of(&self.keys).table(),
                leaves: Rows::of(&self.leaves).table(),
                tests: Rows::of(&self.tests).table(),
                tails: Rows::of(&self.tails).table(),
                rare: Table::new(&rare),
            }
            .write(add);
        })
    }

    fn rare(&self) -> Vec<u8> {
        let extensions = self.extensions.image();
        bytes(|add| {
            RareImage {
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
    /// The bytes of an [`ExtensionImage`]; none if there is nothing.
    fn image(&self) -> Vec<u8> {
        if self.is_empty() {
            return Vec::new();
        }
        bytes(|add| {
            ExtensionImage {
                scopes: Rows::of(&self.scopes).table(),
                conjunctions: Rows::of(&self.conjunctions).table(),
                conjunction_scopes: Rows::of(&self.conjunction_scopes).table(),
                event_references: Rows::of(&self.event_references).table(),
                element_references: Rows::of(&self.element_references).table(),
                programs: Table::new(&self.programs),
            }
            .write(add);
        })
    }
}

/// What is written piece by piece.
pub(super) fn bytes(write: impl FnOnce(&mut dyn FnMut(&[u8]))) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(&mut |piece| bytes.extend_from_slice(piece));
    bytes
}
