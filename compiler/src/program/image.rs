//! Tables as one string of bytes, from which the runtime's engine reads them. Its `program::table` says what a row looks
//! like.

use super::{Beyond, Goal, Key, Leaf, Limit, Node, Object, Program, Range, Scope, Slice, Tail, Test};

impl Program {
    /// The bytes: three numbers, how long the text and each table are, and then these.
    #[must_use]
    pub fn image(&self) -> Vec<u8> {
        let tables = [
            self.text.clone(),
            table(&self.objects, object),
            table(&self.nodes, |row, &node| self::node(row, node)),
            table(&self.keys, key),
            table(&self.leaves, leaf),
            table(&self.tests, test),
            table(&self.tails, tail),
            table(&self.goals, goal),
            table(&self.requirements, |row, one| numbers(row, &[one.set, one.unset])),
            table(&self.sightings, |row, &bit| numbers(row, &[bit])),
            table(&self.conjunctions, |row, &leaves| range(row, leaves)),
            table(&self.conjunction_leaves, |row, &leaf| numbers(row, &[leaf])),
            self.beyond.image(),
        ];
        let header = [u32::from(self.bits), u32::from(self.depth), self.reach];
        // A table has less than 65,535 rows, and the text was counted in 32 bits.
        let lengths = tables.iter().map(|table| u32::try_from(table.len()).unwrap_or(u32::MAX));
        let mut image: Vec<u8> = header.into_iter().chain(lengths).flat_map(u32::to_le_bytes).collect();
        for table in &tables {
            image.extend_from_slice(table);
        }
        image
    }
}

impl Program {
    /// The tables of nodes, objects, keys and tails.
    pub(super) fn paths(&self) -> [Vec<u8>; 4] {
        [
            table(&self.nodes, |row, &node| self::node(row, node)),
            table(&self.objects, object),
            table(&self.keys, key),
            table(&self.tails, tail),
        ]
    }
}

/// Adds those tests to a table that it does not have yet.
pub(super) fn add_tests(table: &mut Vec<u8>, tests: &[Test]) {
    for one in tests.iter().skip(table.len() / TEST_SIZE) {
        test(table, one);
    }
}

impl Beyond {
    /// The bytes of what most programs do not have: how long each table is, and the tables. None if there is nothing.
    fn image(&self) -> Vec<u8> {
        if self.is_empty() {
            return Vec::new();
        }
        let programs = |row: &mut Vec<u8>, program: &Slice| slice(row, *program);
        let tables = [
            table(&self.scopes, scope),
            table(&self.conjunctions, |row, &scopes| range(row, scopes)),
            table(&self.conjunction_scopes, |row, &scope| numbers(row, &[scope])),
            table(&self.event_references, programs),
            table(&self.element_references, programs),
            self.programs.clone(),
        ];
        let lengths = tables.iter().map(|table| u32::try_from(table.len()).unwrap_or(u32::MAX));
        let mut image: Vec<u8> = lengths.flat_map(u32::to_le_bytes).collect();
        image.extend(tables.iter().flatten());
        image
    }
}

fn table<R>(rows: &[R], write: impl Fn(&mut Vec<u8>, &R)) -> Vec<u8> {
    let mut table = Vec::new();
    for row in rows {
        write(&mut table, row);
    }
    table
}

fn numbers(row: &mut Vec<u8>, numbers: &[u16]) {
    row.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
}

fn masks(row: &mut Vec<u8>, masks: &[u64]) {
    row.extend(masks.iter().flat_map(|mask| mask.to_le_bytes()));
}

fn range(row: &mut Vec<u8>, Range(start, length): Range) {
    numbers(row, &[start, length]);
}

fn slice(row: &mut Vec<u8>, Slice(start, length): Slice) {
    row.extend_from_slice(&start.to_le_bytes());
    row.extend_from_slice(&length.to_le_bytes());
}

fn tail(row: &mut Vec<u8>, tail: &Tail) {
    masks(row, &[tail.bytes]);
    row.push(tail.shift);
}

fn object(row: &mut Vec<u8>, object: &Object) {
    masks(row, &[object.all, object.endings, object.dotted_endings, object.ranks, object.first_bits]);
    for part in [object.keys, object.goals, object.bits, object.dotted] {
        range(row, part);
    }
    numbers(row, &[object.entered, object.goal]);
    row.extend_from_slice(&[u8::from(object.is_final), u8::from(object.is_skipped)]);
    numbers(row, &[object.around]);
}

fn node(row: &mut Vec<u8>, node: Node) {
    range(row, node.leaves);
    range(row, node.sightings);
}

fn key(row: &mut Vec<u8>, key: &Key) {
    slice(row, key.quoted);
    row.extend_from_slice(&key.compared.to_le_bytes());
    numbers(row, &[key.node, key.leaf, key.bit, key.next]);
    row.push(key.value as u8);
}

fn leaf(row: &mut Vec<u8>, leaf: &Leaf) {
    slice(row, leaf.last_key);
    range(row, leaf.tests);
    numbers(row, &[leaf.node, leaf.bit]);
    row.extend_from_slice(&[u8::from(leaf.accepts_absence), u8::from(leaf.is_needed), leaf.rare.0, leaf.rare.1]);
}

fn goal(row: &mut Vec<u8>, goal: &Goal) {
    masks(row, &[goal.all]);
    range(row, goal.requirements);
    numbers(row, &[goal.bit]);
    row.extend_from_slice(&[u8::from(goal.is_final), 0]);
}

fn scope(row: &mut Vec<u8>, scope: &Scope) {
    slice(row, scope.program);
    row.extend([scope.least, scope.most].into_iter().flat_map(u32::to_le_bytes));
    numbers(row, &[scope.node, scope.root, scope.bit, scope.matched]);
    row.extend_from_slice(&[scope.kind, 0]);
}

/// Flags of a limit: whether it is inside, whether it is another field, whether that one starts at the element.
fn limit_flags(limit: Limit) -> u8 {
    match limit {
        Limit::Number(bound) => u8::from(bound.inclusive),
        Limit::Field(field, inclusive) => u8::from(inclusive) | 2 | u8::from(field.is_relative) << 2,
    }
}

fn limit_bits(limit: Limit) -> u64 {
    match limit {
        Limit::Number(bound) => bound.value.to_bits(),
        Limit::Field(field, _) => u64::from(field.number),
    }
}

/// How many bytes a test takes.
const TEST_SIZE: usize = 20;

fn test(row: &mut Vec<u8>, test: &Test) {
    let start = row.len();
    let (kind, first, second) = match *test {
        Test::Any => (0, 0, 0),
        Test::Null => (1, 0, 0),
        Test::Boolean(value) => (2, u8::from(value), 0),
        Test::Text(_) => (3, 0, 0),
        Test::Prefix(_) => (4, 0, 0),
        Test::Suffix(_) => (5, 0, 0),
        Test::TextIgnoreCase(_) => (6, 0, 0),
        Test::PrefixIgnoreCase(_) => (7, 0, 0),
        Test::SuffixIgnoreCase(_) => (8, 0, 0),
        Test::Wildcard(_) => (9, 0, 0),
        Test::Block(_, mask_bits) => (10, mask_bits, 0),
        Test::Number(_) => (11, 0, 0),
        Test::NumberText(_) => (12, 0, 0),
        Test::NumberByFirstDigit => (13, 0, 0),
        Test::Between(lower, upper) => (14, u8::from(lower.inclusive), u8::from(upper.inclusive)),
        Test::OneText(_) => (15, 0, 0),
        Test::OneNumber(_) => (16, 0, 0),
        Test::Not(_) => (17, 0, 0),
        Test::NotText(_) => (18, 0, 0),
        Test::NotNumber(_) => (19, 0, 0),
        Test::Field(field) => (20, u8::from(field.is_relative), 0),
        Test::NotFields(_) => (21, 0, 0),
        Test::Beside(lower, upper) => (22, limit_flags(lower), limit_flags(upper)),
    };
    row.extend_from_slice(&[kind, first, second, 0]);
    match *test {
        Test::Any | Test::Null | Test::Boolean(_) | Test::NumberByFirstDigit => {}
        Test::Text(text)
        | Test::Prefix(text)
        | Test::Suffix(text)
        | Test::TextIgnoreCase(text)
        | Test::PrefixIgnoreCase(text)
        | Test::SuffixIgnoreCase(text)
        | Test::Wildcard(text)
        | Test::Block(text, _)
        | Test::NumberText(text)
        | Test::NotText(text) => slice(row, text),
        Test::Number(value) | Test::NotNumber(value) => masks(row, &[value.to_bits()]),
        Test::Between(lower, upper) => masks(row, &[lower.value.to_bits(), upper.value.to_bits()]),
        Test::Field(field) => numbers(row, &[field.number]),
        Test::Beside(lower, upper) => masks(row, &[limit_bits(lower), limit_bits(upper)]),
        Test::OneText(tests) | Test::OneNumber(tests) | Test::Not(tests) | Test::NotFields(tests) => {
            slice(row, Slice(tests.0, tests.1));
        }
    }
    row.resize(start + TEST_SIZE, 0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::{Bound, FieldNumber};

    #[test]
    fn the_flags_of_a_limit_tell_what_it_is() {
        let field = |is_relative: bool| FieldNumber { number: 3, is_relative };
        for (limit, flags) in [
            (Limit::Number(Bound { value: 7.0, inclusive: false }), 0b000),
            (Limit::Number(Bound { value: 7.0, inclusive: true }), 0b001),
            (Limit::Field(field(false), false), 0b010),
            (Limit::Field(field(false), true), 0b011),
            (Limit::Field(field(true), false), 0b110),
            (Limit::Field(field(true), true), 0b111),
        ] {
            let mut row = Vec::new();
            test(&mut row, &Test::Beside(limit, limit));
            assert_eq!(row[..4], [22, flags, flags, 0], "{limit:?}");
        }
    }
}
