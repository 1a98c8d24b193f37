//! Encodes the tables of a set.

use super::SetTables;
use event_pattern_tables::Table;
use event_pattern_tables::scratch::SetScratch;
use event_pattern_tables::set::SetImage;

impl SetTables {
    /// Returns the tables as of the last call to [`SetTables::finish`].
    #[must_use]
    pub fn tables(&self) -> SetImage<'_> {
        let paths = &self.path_tables;
        SetImage {
            depth: paths.depth(),
            max_key_len: paths.max_key_len(),
            text: Table::new(&self.builder.program.text),
            nodes: paths.nodes.table(),
            objects: paths.objects.table(),
            keys: paths.keys.table(),
            key_suffixes: paths.key_suffixes.table(),
            tests: self.tests.table(),
            fields: paths.fields.table(),
            set_objects: paths.set_objects.table(),
            sightings: paths.sightings.table(),
            slots: self.values.slots.table(),
            entries: self.values.entries.table(),
            listed_facts: self.values.listed_facts.table(),
            affix_lengths: self.values.affix_lengths.table(),
            unlisted_leaves: self.values.unlisted_leaves.table(),
            facts: self.facts.rows.table(),
            waiting: self.facts.waiting.table(),
            goals: self.goals.rows.table(),
            needs: self.goals.needs.table(),
        }
    }

    /// Returns the number of 64-bit words of scratch memory that the engine needs for the set, excluding the programs
    /// of its rules.
    #[must_use]
    pub fn scratch_words(&self) -> usize {
        SetScratch::of(&self.tables()).words()
    }

    /// Encodes the tables as a [`SetImage`].
    pub(super) fn image(&self) -> Vec<u8> {
        crate::program::encode::bytes(|add| self.tables().write(add))
    }
}
