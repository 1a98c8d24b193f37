//! The tables of a set as the engine reads them.

use super::SetTables;
use event_pattern_tables::Table;
use event_pattern_tables::scratch::SetScratch;
use event_pattern_tables::set::SetImage;

impl SetTables {
    /// The tables, as they are since they were finished.
    #[must_use]
    pub fn tables(&self) -> SetImage<'_> {
        let shape = &self.shape;
        SetImage {
            depth: shape.depth(),
            reach: shape.reach(),
            text: Table::new(&self.writer.program.text),
            nodes: shape.nodes.table(),
            objects: shape.objects.table(),
            keys: shape.keys.table(),
            tails: shape.tails.table(),
            tests: self.tests.table(),
            fields: shape.fields.table(),
            set_objects: shape.set_objects.table(),
            sightings: shape.sightings.table(),
            slots: self.values.slots.table(),
            entries: self.values.entries.table(),
            listed: self.values.listed.table(),
            lengths: self.values.lengths.table(),
            others: self.values.others.table(),
            facts: self.facts.rows.table(),
            waiting: self.facts.waiting.table(),
            goals: self.goals.rows.table(),
            needs: self.goals.needs.table(),
        }
    }

    /// The number of 64-bit words of scratch memory that the engine needs for the set, apart from the programs of its rules.
    #[must_use]
    pub fn scratch_words(&self) -> usize {
        SetScratch::of(&self.tables()).words()
    }

    /// The bytes of the tables.
    pub(super) fn image(&self) -> Vec<u8> {
        crate::program::image::bytes(|add| self.tables().write(add))
    }
}
