//! The decoded tables of a set.

use crate::engine::format::{Program, SetImage, SetScratch, Table, check_version};

/// The tables of a set of rules. In generated code, a value of this type is a constant.
#[derive(Debug, Clone, Copy)]
pub struct Set<'p> {
    /// The tables that the sweep and the plain pass need. The program's leaves and goals are empty.
    pub(super) program: Program<'p>,
    pub(super) tables: SetImage<'p>,
}

impl<'p> Set<'p> {
    /// Decodes tables that were written in the given version of the format.
    ///
    /// # Panics
    /// Panics if `version` is not the version of this crate. In generated code the tables are constants, so the panic
    /// is a compile error.
    #[must_use]
    pub const fn new(version: u16, image: &'p [u8]) -> Self {
        check_version(version);
        Self::from_image(&SetImage::read(image))
    }

    /// Creates a set from its tables.
    pub(crate) const fn from_image(tables: &SetImage<'p>) -> Self {
        let program = Program {
            text: tables.text.bytes(),
            objects: tables.objects,
            nodes: tables.nodes,
            keys: tables.keys,
            leaves: Table::EMPTY,
            tests: tables.tests,
            key_suffixes: tables.key_suffixes,
            cold: &[],
            bits: 0,
            depth: tables.depth,
            max_key_len: tables.max_key_len,
        };
        Self { program, tables: *tables }
    }

    /// Returns the layout of the set's scratch memory, without the memory for the rules' own programs.
    pub(super) const fn scratch(&self) -> SetScratch {
        SetScratch::of(&self.tables)
    }

    /// Returns the kind of object that outcomes are facts about. All other kinds are nodes that have keys; this kind
    /// has the next number after them.
    pub(super) fn outcome_kind(&self) -> u16 {
        // The compiler creates fewer than 65,535 objects.
        u16::try_from(self.tables.set_objects.len()).unwrap_or(u16::MAX)
    }
}
