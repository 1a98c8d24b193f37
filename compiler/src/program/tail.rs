//! How keys end, so that the engine can tell from the bytes before a colon whether a key matters.

use super::tree::Tree;
use super::{Key, Program, Range, Tail, TooLarge};
use std::collections::BTreeSet;

/// How many ends of dotted keys the tables may hold. A pattern with more is left to the plain engine.
const MOST_DOTTED: usize = 1_000;

impl Tail {
    /// The end of a key with what stands before it: the quote, or the dot of a longer key.
    pub(super) fn of(key: &[u8], before: u8) -> Self {
        let whole: Vec<u8> = std::iter::once(before).chain(key.iter().copied()).collect();
        let last = &whole[whole.len().saturating_sub(8)..];
        let mut bytes = [0; 8];
        bytes[8 - last.len()..].copy_from_slice(last);
        Self { bytes: u64::from_le_bytes(bytes), shift: last.iter().fold(64, |shift, _| shift - 8) }
    }
}

/// The bit that stands for the last three bytes of a key and its closing quote, with what stands before it if it has two.
/// The engine counts the same way. Of a shorter key not all three are known, so it may end with anything.
fn ending(key: &[u8], before: u8) -> u64 {
    let last = match *key {
        [] | [_] => return u64::MAX,
        [first, second] => [before, first, second, b'"'],
        [.., first, second, third] => [first, second, third, b'"'],
    };
    1 << (u32::from_le_bytes(last).wrapping_mul(0x09ae_36e7) >> 26)
}

/// Puts the keys of an object in the order of how they end, and links those that end in the same way: all but the first of
/// them come last. Keys that may end with anything are linked as they are.
fn rank(keys: &mut [Key], endings: &[u64], first: u16) -> Result<u64, TooLarge> {
    let all = endings.iter().fold(0, |all, ending| all | ending);
    let mut order: Vec<(bool, u64, Key)> = Vec::new();
    for (&ending, &key) in endings.iter().zip(&*keys) {
        let is_repeated = order.iter().any(|(_, known, _)| *known == ending);
        order.push((is_repeated, ending, key));
    }
    let is_ranked = all != u64::MAX;
    if is_ranked {
        order.sort_by_key(|&(is_repeated, ending, _)| (is_repeated, ending));
    }
    for (place, key) in keys.iter_mut().enumerate() {
        let (_, ending, this) = order[place];
        let ends_alike = |(_, other, _): &(bool, u64, Key)| !is_ranked || *other == ending;
        let next = order[place + 1..].iter().position(ends_alike);
        *key = Key {
            next: next.map_or(Ok(0), |next| super::lower::small(usize::from(first) + place + 1 + next))?,
            ..this
        };
    }
    Ok(if is_ranked { all } else { 0 })
}

/// Adds to the nodes how the keys that matter below them end.
pub(super) fn add(program: &mut Program, tree: &Tree) -> Result<(), TooLarge> {
    let below = steps_below(tree);
    let dotted = below.iter().map(BTreeSet::len).sum::<usize>();
    if dotted > MOST_DOTTED {
        return Ok(());
    }
    let longest = tree.nodes.iter().flat_map(|node| &node.children).map(|(step, _)| step.as_bytes().len() + 1);
    // Every byte may be written as an escape of six characters.
    let reach = 6 * longest.sum::<usize>() + 8;
    program.reach = u32::try_from(reach).map_err(|_| TooLarge)?;
    for (number, node) in tree.objects() {
        let start = program.tails.len();
        program.tails.extend(below[number].iter().map(|step| Tail::of(step, b'.')));
        let direct: Vec<u64> = node.children.iter().map(|(step, _)| ending(step.as_bytes(), b'"')).collect();
        let dotted = below[number].iter().map(|step| ending(step, b'.'));
        let object = &mut program.objects[number];
        object.endings = direct.iter().fold(0, |endings, ending| endings | ending);
        object.dotted_endings = dotted.fold(0, |endings, ending| endings | ending);
        let keys = usize::from(object.keys.0)..usize::from(object.keys.0) + usize::from(object.keys.1);
        object.ranks = rank(&mut program.keys[keys], &direct, object.keys.0)?;
        object.dotted = Range::of(start, program.tails.len() - start)?;
    }
    Ok(())
}

/// For each node, the steps that a dotted key can end with: those of all nodes below its children.
fn steps_below(tree: &Tree) -> Vec<BTreeSet<&[u8]>> {
    let mut below: Vec<BTreeSet<&[u8]>> = vec![BTreeSet::new(); tree.nodes.len()];
    // Children come after their parents.
    for (number, node) in tree.nodes.iter().enumerate().rev() {
        let mut steps = BTreeSet::new();
        for (_, child) in &node.children {
            steps.extend(tree.nodes[*child].children.iter().map(|(step, _)| step.as_bytes()));
            if steps.len() <= MOST_DOTTED {
                steps.extend(below[*child].iter().copied());
            }
        }
        below[number] = steps;
    }
    below
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tail_is_the_last_eight_bytes_with_the_quote() {
        let read = |text: &[u8; 8]| u64::from_le_bytes(*text);
        let fits = |tail: Tail, text: &[u8; 8]| (read(text) ^ tail.bytes) >> tail.shift == 0;
        assert!(fits(Tail::of(b"name", b'"'), b"xx,\"name"));
        assert!(!fits(Tail::of(b"name", b'"'), b"xx\"rname"));
        assert!(fits(Tail::of(b"name", b'.'), b"\"xx.name"));
        assert!(fits(Tail::of(b"exitCode", b'"'), b"exitCode"));
        assert!(fits(Tail::of(b"stoppedReason", b'"'), b"edReason"));
        assert!(fits(Tail::of(b"", b'"'), b"xxxxxx,\""));
    }
}
