//! Sets of things that have no order.

use crate::sorting::{arrange, order_by};
use std::hash::{DefaultHasher, Hash, Hasher as _};

/// The values, each once, in an order that does not depend on the one that they come in.
#[must_use]
pub fn canonical_order<T: Hash + Eq>(mut values: Vec<T>) -> Vec<T> {
    let hashes: Vec<u64> = values.iter().map(stable_hash).collect();
    let order = order_by(values.len(), &|one, other| hashes[one].cmp(&hashes[other]));
    arrange(&mut values, &order);
    values.dedup();
    values
}

/// The same for equal values, in every run of the program.
pub(crate) fn stable_hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
