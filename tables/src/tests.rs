//! Tests that rows, tables and images are read back as they were written.

use crate::hash::EntryKind;
use crate::program::{
    ARRAY, Bound, ExpectedValue, ExtensionImage, FieldRefId, Goal, Key, KeySuffix, Leaf, Limit, LongRange, Node,
    Object, Quantifier, Range, Requirement, Scope, Slice, Test,
};
use crate::scratch::{ProgramScratch, SetScratch};
use crate::set::{
    AffixLength, Entry, ListedFact, Need, SetField, SetGoal, SetImage, SetObject, Sighting, UnlistedLeaf,
};
use crate::{NONE, Row, Table};
extern crate std;
use std::vec;
use std::vec::Vec;

/// Returns pseudo-random bytes.
fn random(count: usize, seed: u64) -> Vec<u8> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    (0..count).map(|_| next()).collect()
}

/// Asserts that a row that is read from arbitrary bytes can be written and read back unchanged, and that writing the
/// row changes no other bytes.
fn assert_round_trip<R: Row>() {
    for seed in 0..500 {
        let mut bytes = random(R::SIZE + 2, seed);
        // Make a valid tag likely.
        bytes[1] %= if seed % 2 == 0 { 4 } else { 32 };
        let row = R::read(&bytes, 1);
        let mut written = vec![0xaa; R::SIZE + 2];
        row.write(&mut written, 1);
        assert_eq!([written[0], written[R::SIZE + 1]], [0xaa; 2]);
        let mut rewritten = vec![0xaa; R::SIZE + 2];
        R::read(&written, 1).write(&mut rewritten, 1);
        assert_eq!(written, rewritten, "{}", core::any::type_name::<R>());
    }
}

macro_rules! assert_round_trips {
    ($($row:ty)*) => {
        $(assert_round_trip::<$row>();)*
    };
}

#[test]
fn rows_round_trip() {
    assert_round_trips!(u8 u16 u32 u64 f64 bool Range LongRange Slice Node Object Key ExpectedValue KeySuffix Leaf Goal Requirement);
    assert_round_trip::<(u8, u8)>();
    assert_round_trips!(Scope Quantifier FieldRefId Bound Limit Test);
    assert_round_trips!(SetField SetObject Sighting Entry ListedFact AffixLength UnlistedLeaf SetGoal Need);
}

fn bytes_of<R: Row>(row: R) -> Vec<u8> {
    let mut bytes = vec![0; R::SIZE];
    row.write(&mut bytes, 0);
    bytes
}

#[test]
fn fields_are_encoded_in_order_as_little_endian() {
    let goal = Goal { required_bits: 0x0102, requirements: Range { start: 3, length: 4 }, bit: 5, is_final: true };
    assert_eq!(bytes_of(goal), [2, 1, 0, 0, 0, 0, 0, 0, 3, 0, 4, 0, 5, 0, 1]);
    assert_eq!(bytes_of(Quantifier::Count), [3]);
    let limit = Limit::Field(FieldRefId { number: 7, is_relative: true }, false);
    assert_eq!(bytes_of(limit), [2, 7, 0, 1, 0, 0, 0, 0, 0, 0]);
    assert_eq!(Limit::read(&bytes_of(limit), 0), limit);
}

#[test]
fn every_test_has_a_distinct_tag() {
    let tests: Vec<Test> = (0..=u8::MAX).map(|tag| Test::read(&[tag; Test::SIZE], 0)).collect();
    for (tag, test) in (0..=u8::MAX).zip(&tests) {
        assert_eq!(bytes_of(*test)[0], if *test == Test::Never { 0 } else { tag });
    }
    assert_eq!(tests.iter().filter(|test| **test != Test::Never).count(), 23);
}

#[test]
fn all_dotted_keys_in_an_array_are_examined() {
    let array = Object { dotted_suffix_hashes: u64::MAX, entered: 0, goal: 0, ..Object::NONE };
    assert_eq!(Object::read(&ARRAY, 0), array);
}

#[test]
fn a_key_suffix_is_its_last_eight_bytes_and_includes_the_byte_before_a_short_key() {
    let matches = |tail: KeySuffix, text: &[u8; 8]| tail.matches(u64::from_le_bytes(*text));
    assert!(matches(KeySuffix::of(b"name", b'"'), b"xx,\"name"));
    assert!(!matches(KeySuffix::of(b"name", b'"'), b"xx\"rname"));
    assert!(matches(KeySuffix::of(b"name", b'.'), b"\"xx.name"));
    assert!(matches(KeySuffix::of(b"exitCode", b'"'), b"exitCode"));
    assert!(matches(KeySuffix::of(b"stoppedReason", b'"'), b"edReason"));
    assert!(matches(KeySuffix::of(b"", b'"'), b"xxxxxx,\""));
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
    assert!((0..30).all(|wanted| table.contains_by(|row| row.cmp(&wanted)) == (wanted % 3 == 0)));
}

#[test]
fn images_round_trip() {
    let pieces: Vec<Vec<u8>> = (0..6).map(|number| random(4 * number, number as u64)).collect();
    let image = ExtensionImage {
        scopes: Table::new(&pieces[5]),
        conjunctions: Table::new(&pieces[4]),
        conjunction_scopes: Table::new(&pieces[3]),
        event_field_refs: Table::new(&pieces[2]),
        element_field_refs: Table::new(&pieces[1]),
        programs: Table::new(&pieces[0]),
    };
    let mut bytes = Vec::new();
    image.write(&mut |piece| bytes.extend_from_slice(piece));
    assert_eq!(bytes.len(), ExtensionImage::HEADER + 4 * (5 + 4 + 3 + 2 + 1));
    let read = ExtensionImage::read(&bytes);
    assert_eq!(read.scopes.bytes(), pieces[5]);
    assert_eq!(read.conjunctions.bytes(), pieces[4]);
    assert_eq!(read.conjunction_scopes.bytes(), pieces[3]);
    assert_eq!(read.event_field_refs.bytes(), pieces[2]);
    assert_eq!(read.element_field_refs.bytes(), pieces[1]);
    assert_eq!(read.programs.bytes(), pieces[0]);
}

#[test]
fn a_truncated_image_has_no_rows() {
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
    assert_eq!(SetScratch::of(&SetImage::read(&[])), SetScratch { kinds: 1, facts: 0, stack: 3 });
}

#[test]
fn the_lowest_bits_of_an_entry_key_are_its_kind() {
    let kinds = [EntryKind::String, EntryKind::Number, EntryKind::Prefix, EntryKind::Suffix];
    assert_eq!(kinds.map(|kind| kind.key(5)), [20, 21, 22, 23]);
    assert!(kinds.into_iter().all(|kind| EntryKind::of(kind.key(7)) == kind));
    assert!(
        [0.0, -0.0, 1.5, f64::MAX].iter().all(|number| Slice::of_number(*number).number().total_cmp(number).is_eq())
    );
}

#[test]
fn a_field_has_unlisted_leaves_if_either_list_is_not_empty() {
    let field = |affixes: u32, unlisted: u32| SetField { unlisted, affixes, ..SetField::read(&[0; SetField::SIZE], 0) };
    let found = [(NONE, NONE), (0, NONE), (NONE, 3), (1, 2)].map(|(one, other)| field(one, other).has_unlisted());
    assert_eq!(found, [false, true, true, true]);
}
