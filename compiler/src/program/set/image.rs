//! The tables of a set as the engine reads them: its `program::set::tables` says what a row looks like.

use super::SetTables;

/// How many tables there are.
const TABLES: usize = 18;

impl SetTables {
    /// Numbers of the whole set: how many steps the longest path has, how long a key that matters can be, how many words
    /// the facts take, and how much working space the engine wants.
    #[must_use]
    pub fn numbers(&self) -> [u32; 4] {
        // There are less than the tables can number.
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        [self.shape.depth(), self.shape.reach(), number(self.facts.words()), number(self.scratch())]
    }

    /// The tables, as they are since they were finished.
    #[must_use]
    pub fn tables(&self) -> [&[u8]; TABLES] {
        let [nodes, objects, keys, tails] = &self.shape.tables;
        [
            &self.writer.program.text,
            nodes,
            objects,
            keys,
            tails,
            &self.tests,
            &self.shape.fields,
            &self.shape.objects,
            self.shape.sightings.bytes(),
            self.values.slots.bytes(),
            self.values.entries.bytes(),
            self.values.listed.bytes(),
            self.values.lengths.bytes(),
            self.values.others.bytes(),
            self.facts.rows.bytes(),
            self.facts.waiting.bytes(),
            self.goals.rows.bytes(),
            self.goals.needs.bytes(),
        ]
    }

    /// How many words of working space the engine wants: for the facts, each word with a link to the next, where the links
    /// of each kind of object begin, and for the open containers.
    #[must_use]
    pub fn scratch(&self) -> usize {
        let objects = self.shape.object_nodes() + 1;
        objects + 2 * self.facts.words() + 2 * (self.shape.depth() as usize + 1)
    }

    /// The bytes: the numbers, how long each table is, and the tables.
    pub(super) fn image(&self) -> Vec<u8> {
        let tables = self.tables();
        let lengths = tables.iter().map(|table| u32::try_from(table.len()).unwrap_or(u32::MAX));
        let mut image: Vec<u8> = self.numbers().into_iter().chain(lengths).flat_map(u32::to_le_bytes).collect();
        image.extend(tables.into_iter().flatten());
        image
    }
}
