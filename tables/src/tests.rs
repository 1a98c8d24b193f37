//! What is written is read again.

use crate::hash::Kind;
use crate::program::{
    ARRAY, Bound, ExtensionImage, FieldNumber, Goal, Key, Leaf, Limit, LongRange, Node, Object, Quantifier, Range,
    Requirement, Scope, Slice, Tail, Test, Value,
};
use crate::scratch::{ProgramScratch, SetScratch};
use crate::set::{Entry, Field, Length, Listed, Need, Other, SetGoal, SetImage, SetObject, Sighting};
use crate::{NONE, Row, Table};
extern crate std;
use std::vec;
use std::vec::Vec;

/// Bytes that look random.
fn random(count: usize, seed: u64) -> Vec<u8> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    (0..count).map(|_| next()).collect()
}

/// Whatever bytes are read as a row, the row is written as bytes of which all are read as the same row, and none beside them
/// is touched.
fn hold_round_trip<R: Row>() {
    for seed in 0..500 {
        let mut bytes = random(R::SIZE + 2, seed);
        // Most tags are small.
        bytes[1] %= if seed % 2 == 0 { 4 } else { 32 };
        let row = R::read(&bytes, 1);
        let mut written = vec![0xaa; R::SIZE + 2];
        row.write(&mut written, 1);
        assert_eq!([written[0], written[R::SIZE + 1]], [0xaa; 2]);
        let mut again = vec![0xaa; R::SIZE + 2];
        R::read(&written, 1).write(&mut again, 1);
        assert_eq!(written, again, "{}", core::any::type_name::<R>());
    }
}

macro_rules! hold_round_trips {
    ($($row:ty)*) => {
        $(hold_round_trip::<$row>();)*
    };
}

#[test]
fn a_row_that_is_written_is_read_as_the_same() {
    hold_round_trips!(u8 u16 u32 u64 f64 bool Range LongRange Slice Node Object Key Value Tail Leaf Goal Requirement);
    hold_round_trip::<(u8, u8)>();
    hold_round_trips!(Scope Quantifier FieldNumber Bound Limit Test);
    hold_round_trips!(Field SetObject Sighting Entry Listed Length Other SetGoal Need);
}

fn bytes_of<R: Row>(row: R) -> Vec<u8> {
    let mut bytes = vec![0; R::SIZE];
    row.write(&mut bytes, 0);
    bytes
}

#[test]
fn fields_are_written_one_after_the_other_with_the_lowest_byte_first() {
    let goal = Goal { all: 0x0102, requirements: Range { start: 3, length: 4 }, bit: 5, is_final: true };
    assert_eq!(bytes_of(goal), [2, 1, 0, 0, 0, 0, 0, 0, 3, 0, 4, 0, 5, 0, 1]);
    assert_eq!(bytes_of(Quantifier::Count), [3]);
    let limit = Limit::Field(FieldNumber { number: 7, is_relative: true }, false);
    assert_eq!(bytes_of(limit), [2, 7, 0, 1, 0, 0, 0, 0, 0, 0]);
    assert_eq!(Limit::read(&bytes_of(limit), 0), limit);
}

#[test]
fn every_test_has_a_tag_of_its_own_and_is_read_by_it() {
    let tests: Vec<Test> = (0..=u8::MAX).map(|tag| Test::read(&[tag; Test::SIZE], 0)).collect();
    for (tag, test) in (0..=u8::MAX).zip(&tests) {
        assert_eq!(bytes_of(*test)[0], if *test == Test::Never { 0 } else { tag });
    }
    assert_eq!(tests.iter().filter(|test| **test != Test::Never).count(), 23);
}

#[test]
fn of_an_array_all_dotted_keys_are_looked_at() {
    let array = Object { dotted_endings: u64::MAX, entered: 0, goal: 0, ..Object::NONE };
    assert_eq!(Object::read(&ARRAY, 0), array);
}

#[test]
fn a_tail_is_the_last_eight_bytes_with_the_one_before_the_key() {
    let fits = |tail: Tail, text: &[u8; 8]| tail.fits(u64::from_le_bytes(*text));
    assert!(fits(Tail::of(b"name", b'"'), b"xx,\"name"));
    assert!(!fits(Tail::of(b"name", b'"'), b"xx\"rname"));
    assert!(fits(Tail::of(b"name", b'.'), b"\"xx.name"));
    assert!(fits(Tail::of(b"exitCode", b'"'), b"exitCode"));
    assert!(fits(Tail::of(b"stoppedReason", b'"'), b"edReason"));
    assert!(fits(Tail::of(b"", b'"'), b"xxxxxx,\""));
}

#[test]
fn tables_find_parts_and_rows() {
    let bytes: Vec<u8> = (0..10_u16).flat_map(|number| (3 * number).to_le_bytes()).collect();
    let table = Table::<u16>::new(&bytes);
    assert_eq!((table.len(), table.get(4), table.find(9), table.find(10)), (10, 12, Some(27), None));
    assert!(table.has_row(9) && !table.has_row(10) && !table.is_empty());
    assert!(table.part(Range { start: 2, length: 3 }).iter().eq([6, 9, 12]));
    assert!(table.long_part(LongRange { start: 8, length: 2 }).iter().eq([24, 27]));
    assert!(table.part(Range { start: 8, length: 3 }).is_empty());
    assert!((0..30).all(|wanted| table.has(|row| row.cmp(&wanted)) == (wanted % 3 == 0)));
}

#[test]
fn an_image_that_is_written_is_read_as_the_same() {
    let pieces: Vec<Vec<u8>> = (0..6).map(|number| random(4 * number, number as u64)).collect();
    let image = ExtensionImage {
        scopes: Table::new(&pieces[5]),
        conjunctions: Table::new(&pieces[4]),
        conjunction_scopes: Table::new(&pieces[3]),
        event_references: Table::new(&pieces[2]),
        element_references: Table::new(&pieces[1]),
        programs: Table::new(&pieces[0]),
    };
    let mut bytes = Vec::new();
    image.write(&mut |piece| bytes.extend_from_slice(piece));
    assert_eq!(bytes.len(), ExtensionImage::HEADER + 4 * (5 + 4 + 3 + 2 + 1));
    let read = ExtensionImage::read(&bytes);
    assert_eq!(read.scopes.bytes(), pieces[5]);
    assert_eq!(read.conjunctions.bytes(), pieces[4]);
    assert_eq!(read.conjunction_scopes.bytes(), pieces[3]);
    assert_eq!(read.event_references.bytes(), pieces[2]);
    assert_eq!(read.element_references.bytes(), pieces[1]);
    assert_eq!(read.programs.bytes(), pieces[0]);
}

#[test]
fn an_image_that_is_cut_off_has_no_rows() {
    assert!(ExtensionImage::read(&[1; 7]).scopes.is_empty());
    let header = [1, 0, 0, 0].repeat(6);
    assert!(ExtensionImage::read(&header).scopes.is_empty());
}

#[test]
fn scratch_memory_is_divided_into_parts_of_the_requested_sizes() {
    let program = ProgramScratch { field_refs: 1, scopes: 2, rest: 5, ..ProgramScratch::new(65, 3) };
    assert_eq!(program.words(), 1 + 2 + 2 + 8 + 5);
    let mut scratch = vec![0; program.words()];
    let parts = program.divide(&mut scratch);
    let lengths = [parts.field_refs, parts.scopes, parts.bits, parts.stack, parts.rest].map(|part| part.len());
    assert_eq!(lengths, [1, 2, 2, 8, 5]);
    let set = SetScratch { kinds: 3, facts: 4, stack: 8 };
    let mut scratch = vec![0; set.words()];
    let parts = set.divide(&mut scratch);
    assert_eq!([parts.kinds.len(), parts.facts.len(), parts.stack.len()], [3, 4, 8]);
    assert_eq!(SetScratch::of(&SetImage::read(&[])), SetScratch { kinds: 1, facts: 0, stack: 2 });
}

#[test]
fn the_kind_of_an_entry_is_in_the_lowest_bits_of_its_key() {
    let kinds = [Kind::Text, Kind::Number, Kind::Prefix, Kind::Suffix];
    assert_eq!(kinds.map(|kind| kind.key(5)), [20, 21, 22, 23]);
    assert!(kinds.into_iter().all(|kind| Kind::of(kind.key(7)) == kind));
    assert!(
        [0.0, -0.0, 1.5, f64::MAX].iter().all(|number| Slice::of_number(*number).number().total_cmp(number).is_eq())
    );
}

#[test]
fn a_field_has_leaves_that_are_not_listed_if_there_is_a_first() {
    let field = |affixes: u32, others: u32| Field { others, affixes, ..Field::read(&[0; Field::SIZE], 0) };
    let found = [(NONE, NONE), (0, NONE), (NONE, 3), (1, 2)].map(|(one, other)| field(one, other).has_unlisted());
    assert_eq!(found, [false, true, true, true]);
}
