//! Many rules as tables for one pass over the event.

use super::{TooLarge, lower};
use crate::rule::Rule;

/// Rules as tables.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Set {
    /// The tables as one string of bytes.
    pub image: Vec<u8>,
    /// How many words of working space the engine wants.
    pub scratch: usize,
}

/// Makes the tables of rules, which are numbered in their order.
///
/// # Errors
/// A rule is too large, or all together are: it is told which one was too much, by its number.
pub fn lower_set<'r>(rules: impl IntoIterator<Item = &'r Rule>) -> Result<Set, (usize, TooLarge)> {
    let mut set = Set::default();
    for (number, rule) in rules.into_iter().enumerate() {
        let program = lower(rule).map_err(|error| (number, error))?;
        let image = program.image();
        let length = u32::try_from(image.len()).map_err(|_| (number, TooLarge))?;
        set.scratch = set.scratch.max(program.scratch());
        set.image.extend(length.to_le_bytes());
        set.image.extend(image);
    }
    Ok(set)
}
