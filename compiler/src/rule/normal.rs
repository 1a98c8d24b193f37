//! Sets of things that have no order.

use std::hash::{DefaultHasher, Hash, Hasher as _};

/// The values, each once, in an order that does not depend on the one that they come in.
#[must_use]
pub fn normal_order<T: Hash + Eq>(mut values: Vec<T>) -> Vec<T> {
    values.sort_by_cached_key(hash);
    values.dedup();
    values
}

/// The same for equal values, in every run of the program.
pub(crate) fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
