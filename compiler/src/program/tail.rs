//! How keys end, so that the engine can tell from the bytes before a colon whether a key matters.

use super::Program;
use super::numbers::{TooLarge, range, short};
use super::tree::Tree;
use crate::sorting::{SmallMap, sort_by};
use event_pattern_tables::hash;
use event_pattern_tables::program::{Key, Tail};

/// How many ends of dotted keys the tables may hold. A pattern with more is left to the plain engine.
const MOST_DOTTED: usize = 1_000;

/// The bit that stands for the last three bytes of a key and its closing quote, with what is before it if it has two.
/// Of a shorter key not all three are known, so it may end with anything.
fn ending(key: &[u8], before: u8) -> u64 {
    let last = match *key {
        [] | [_] => return u64::MAX,
        [first, second] => [before, first, second, b'"'],
        [.., first, second, third] => [first, second, third, b'"'],
    };
    1 << hash::ending(last)
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
        sort_by(&mut order, &|one, other| (one.0, one.1).cmp(&(other.0, other.1)));
    }
    for (place, key) in keys.iter_mut().enumerate() {
        let (_, ending, this) = order[place];
        let ends_alike = |(_, other, _): &(bool, u64, Key)| !is_ranked || *other == ending;
        let next = order[place + 1..].iter().position(ends_alike);
        *key = Key { next: next.map_or(Ok(0), |next| short(usize::from(first) + place + 1 + next))?, ..this };
    }
    Ok(if is_ranked { all } else { 0 })
}

/// Adds to the nodes how the keys that matter below them end.
pub(super) fn add(program: &mut Program, tree: &Tree) -> Result<(), TooLarge> {
    let below = steps_below(tree);
    let dotted = below.iter().map(Vec::len).sum::<usize>();
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
        let keys = usize::from(object.keys.start)..usize::from(object.keys.start) + usize::from(object.keys.length);
        object.ranks = rank(&mut program.keys[keys], &direct, object.keys.start)?;
        object.dotted = range(start, program.tails.len() - start)?;
    }
    Ok(())
}

/// For each node, the steps that a dotted key can end with: those of all nodes below its children.
fn steps_below(tree: &Tree) -> Vec<Vec<&[u8]>> {
    let mut below: Vec<Vec<&[u8]>> = vec![Vec::new(); tree.nodes.len()];
    // Children come after their parents.
    for (number, node) in tree.nodes.iter().enumerate().rev() {
        let mut steps = SmallMap::default();
        for (_, child) in &node.children {
            for (step, _) in &tree.nodes[*child].children {
                steps.insert(step.as_bytes(), ());
            }
            if steps.as_slice().len() <= MOST_DOTTED {
                for step in &below[*child] {
                    steps.insert(step, ());
                }
            }
        }
        below[number] = steps.into_vec().into_iter().map(|(step, ())| step).collect();
    }
    below
}
