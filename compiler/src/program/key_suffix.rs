//! The suffixes of keys, which let the engine decide from the bytes before a colon whether a key may matter.

use super::Program;
use super::numbers::{TooLarge, range, to_u16};
use super::tree::Tree;
use crate::sorting::{SmallMap, sort_by};
use event_pattern_tables::hash;
use event_pattern_tables::program::{Key, KeySuffix};

/// Maximum number of suffixes of dotted keys in the tables. If there are more, events are not swept.
const MAX_DOTTED_SUFFIXES: usize = 1_000;

/// Returns a mask with the bit for the last three bytes of a key and its closing quote. For a key of two bytes, the
/// byte `before` the key is included. For a shorter key, all bits are set, because not enough bytes are known.
fn suffix_hash(key: &[u8], before: u8) -> u64 {
    let last = match *key {
        [] | [_] => return u64::MAX,
        [first, second] => [before, first, second, b'"'],
        [.., first, second, third] => [first, second, third, b'"'],
    };
    1 << hash::key_suffix(last)
}

/// Sorts the keys of an object by their suffix hashes, and links keys that have the same hash. The first key with each
/// hash comes before all keys that repeat a hash. Returns the bitwise OR of all hashes, unless all bits of it are set:
/// in that case, the keys keep their order, each key is linked to the next, and the result is 0.
fn order_keys(keys: &mut [Key], hashes: &[u64], first: u16) -> Result<u64, TooLarge> {
    let all = hashes.iter().fold(0, |all, hash| all | hash);
    let mut order: Vec<(bool, u64, Key)> = Vec::new();
    for (&hash, &key) in hashes.iter().zip(&*keys) {
        let is_repeated = order.iter().any(|(_, earlier, _)| *earlier == hash);
        order.push((is_repeated, hash, key));
    }
    let is_ordered = all != u64::MAX;
    if is_ordered {
        sort_by(&mut order, &|one, other| (one.0, one.1).cmp(&(other.0, other.1)));
    }
    for (index, key) in keys.iter_mut().enumerate() {
        let (_, hash, this) = order[index];
        let is_linked = |(_, other, _): &(bool, u64, Key)| !is_ordered || *other == hash;
        let next = order[index + 1..].iter().position(is_linked);
        *key = Key { next: next.map_or(Ok(0), |next| to_u16(usize::from(first) + index + 1 + next))?, ..this };
    }
    Ok(if is_ordered { all } else { 0 })
}

/// Adds to each object the suffixes of its keys, and of the dotted keys that lead to nodes below its child nodes.
pub(super) fn add(program: &mut Program, tree: &Tree) -> Result<(), TooLarge> {
    let below = steps_below(tree);
    let dotted = below.iter().map(Vec::len).sum::<usize>();
    if dotted > MAX_DOTTED_SUFFIXES {
        return Ok(());
    }
    let key_lengths = tree.nodes.iter().flat_map(|node| &node.children).map(|(step, _)| step.as_bytes().len() + 1);
    // Each byte may be written as an escape of six characters.
    let max_key_len = 6 * key_lengths.sum::<usize>() + 8;
    program.max_key_len = u32::try_from(max_key_len).map_err(|_| TooLarge)?;
    for (number, node) in tree.objects() {
        let start = program.key_suffixes.len();
        program.key_suffixes.extend(below[number].iter().map(|step| KeySuffix::of(step, b'.')));
        let hashes: Vec<u64> = node.children.iter().map(|(step, _)| suffix_hash(step.as_bytes(), b'"')).collect();
        let dotted_hashes = below[number].iter().map(|step| suffix_hash(step, b'.'));
        let object = &mut program.objects[number];
        object.suffix_hashes = hashes.iter().fold(0, |all, hash| all | hash);
        object.dotted_suffix_hashes = dotted_hashes.fold(0, |all, hash| all | hash);
        let keys = usize::from(object.keys.start)..usize::from(object.keys.start) + usize::from(object.keys.length);
        object.suffix_order = order_keys(&mut program.keys[keys], &hashes, object.keys.start)?;
        object.dotted_suffixes = range(start, program.key_suffixes.len() - start)?;
    }
    Ok(())
}

/// Returns, for each node, the steps with which a dotted key may end: the steps to all nodes below the node's child
/// nodes.
fn steps_below(tree: &Tree) -> Vec<Vec<&[u8]>> {
    let mut below: Vec<Vec<&[u8]>> = vec![Vec::new(); tree.nodes.len()];
    // Child nodes come after their parents, so the reverse order visits children first.
    for (number, node) in tree.nodes.iter().enumerate().rev() {
        let mut steps = SmallMap::default();
        for (_, child) in &node.children {
            for (step, _) in &tree.nodes[*child].children {
                steps.insert(step.as_bytes(), ());
            }
            if steps.as_slice().len() <= MAX_DOTTED_SUFFIXES {
                for step in &below[*child] {
                    steps.insert(step, ());
                }
            }
        }
        below[number] = steps.into_vec().into_iter().map(|(step, ())| step).collect();
    }
    below
}
