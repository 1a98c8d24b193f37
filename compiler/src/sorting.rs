//! Sorting functions and a small ordered map that compile quickly.
//!
//! The sort and the `BTreeMap` of the standard library are instantiated for each type and closure, which adds thousands
//! of lines of LLVM IR. Every user of the macro compiles this crate, so these helpers share one instance of the sort.

use std::cmp::Ordering;

/// Sorts a slice. Equal items keep their order.
pub(crate) fn sort_by<T>(items: &mut [T], compare: &dyn Fn(&T, &T) -> Ordering) {
    let order = sorted_indices(items.len(), &|one, other| compare(&items[one], &items[other]));
    permute(items, &order);
}

/// Returns the indices below `count`, sorted by comparing the items that they refer to. Equal items keep their order.
pub(crate) fn sorted_indices(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|one, other| compare(*one, *other));
    order
}

/// Reorders a slice so that the item at `order[i]` moves to index `i`. `order` must contain each index exactly once.
pub(crate) fn permute<T>(items: &mut [T], order: &[usize]) {
    let mut targets = vec![0; order.len()];
    for (target, index) in order.iter().enumerate() {
        targets[*index] = target;
    }
    for index in 0..targets.len() {
        while targets[index] != index {
            let target = targets[index];
            items.swap(index, target);
            targets.swap(index, target);
        }
    }
}

/// A map for a small number of entries, sorted by key.
#[derive(Debug, Clone)]
pub(crate) struct SmallMap<K, V>(Vec<(K, V)>);

impl<K, V> Default for SmallMap<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord, V> SmallMap<K, V> {
    /// Returns the index of a key, or the index at which to insert the key.
    fn search(&self, key: &K) -> Result<usize, usize> {
        self.0.binary_search_by(|(existing, _)| existing.cmp(key))
    }

    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        self.search(key).ok().map(|index| &self.0[index].1)
    }

    pub(crate) fn contains(&self, key: &K) -> bool {
        self.search(key).is_ok()
    }

    /// Inserts a value and returns the previous value of the key, if there was one.
    pub(crate) fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.search(&key) {
            Ok(index) => Some(std::mem::replace(&mut self.0[index].1, value)),
            Err(index) => {
                self.0.insert(index, (key, value));
                None
            }
        }
    }

    pub(crate) fn remove(&mut self, key: &K) {
        if let Ok(index) = self.search(key) {
            self.0.remove(index);
        }
    }

    pub(crate) fn retain(&mut self, is_kept: impl Fn(&K) -> bool) {
        self.0.retain(|(key, _)| is_kept(key));
    }

    pub(crate) fn as_slice(&self) -> &[(K, V)] {
        &self.0
    }

    pub(crate) fn into_vec(self) -> Vec<(K, V)> {
        self.0
    }
}

impl<K: Ord, V: Default> SmallMap<K, V> {
    /// Returns the value of a key. Inserts the default value first if the key is missing.
    pub(crate) fn get_or_insert_default(&mut self, key: K) -> &mut V {
        let index = self.search(&key).unwrap_or_else(|index| {
            self.0.insert(index, (key, V::default()));
            index
        });
        &mut self.0[index].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorting_is_stable() {
        for length in [0, 1, 2, 7, 100] {
            let items: Vec<(usize, usize)> = (0..length).map(|number| (number * 37 % 5, number)).collect();
            let (mut sorted, mut expected) = (items.clone(), items);
            sort_by(&mut sorted, &|one, other| one.0.cmp(&other.0));
            expected.sort_by_key(|item| item.0);
            assert_eq!(sorted, expected);
        }
    }

    #[test]
    fn a_map_has_each_key_once_in_order() {
        let mut map = SmallMap::default();
        for key in [3, 1, 2, 3] {
            *map.get_or_insert_default(key) += key;
        }
        assert_eq!(map.insert(1, 5), Some(1));
        assert_eq!(map.insert(0, 7), None);
        map.remove(&2);
        map.remove(&2);
        assert_eq!((map.get(&3), map.contains(&2)), (Some(&6), false));
        assert_eq!(map.as_slice(), [(0, 7), (1, 5), (3, 6)]);
        assert_eq!(map.into_vec().len(), 3);
    }
}
