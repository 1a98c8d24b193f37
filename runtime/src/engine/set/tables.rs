//! The tables of a set.

use crate::engine::format::{Program, SetImage, SetScratch, Table, check_version};

/// Rules as tables. The macro makes it a constant.
#[derive(Debug, Clone, Copy)]
pub struct Set<'p> {
    /// The paths, the text and the tests. It has no leaves and goals of its own.
    pub(super) program: Program<'p>,
    pub(super) tables: SetImage<'p>,
}

impl<'p> Set<'p> {
    /// The tables that the compiler wrote for a version of the format.
    ///
    /// # Panics
    /// It is another version. The tables of a macro are constants, so that does not compile.
    #[must_use]
    pub const fn new(version: u16, image: &'p [u8]) -> Self {
        check_version(version);
        Self::from_image(&SetImage::read(image))
    }

    /// A set of these tables.
    pub(crate) const fn from_image(tables: &SetImage<'p>) -> Self {
        let program = Program {
            text: tables.text.bytes(),
            objects: tables.objects,
            nodes: tables.nodes,
            keys: tables.keys,
            leaves: Table::EMPTY,
            tests: tables.tests,
            tails: tables.tails,
            rare: &[],
            bits: 0,
            depth: tables.depth,
            reach: tables.reach,
        };
        Self { program, tables: *tables }
    }

    /// The working space that the set itself takes.
    pub(super) const fn scratch(&self) -> SetScratch {
        SetScratch::of(&self.tables)
    }

    /// In place of the node of an object: what the outcomes are facts about. It comes after all nodes that have keys.
    pub(super) fn outcome_kind(&self) -> u16 {
        // There are fewer than 65,535.
        u16::try_from(self.tables.set_objects.len()).unwrap_or(u16::MAX)
    }
}
