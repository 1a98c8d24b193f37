//! A canonical order for unordered values.

use crate::sorting::{permute, sorted_indices};
use std::hash::{DefaultHasher, Hash, Hasher as _};

/// Removes duplicates and returns the values in an order that does not depend on the order of the input.
#[must_use]
pub fn canonical_order<T: Hash + Eq>(mut values: Vec<T>) -> Vec<T> {
    let hashes: Vec<u64> = values.iter().map(stable_hash).collect();
    let order = sorted_indices(values.len(), &|one, other| hashes[one].cmp(&hashes[other]));
    permute(&mut values, &order);
    values.dedup();
    values
}

/// Returns a hash that is the same in every run of the program, unlike the hashes in a `HashMap`.
pub(crate) fn stable_hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
