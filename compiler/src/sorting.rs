//! Things in order, in few lines of machine code: the standard library's sort and `BTreeMap` are compiled anew for each type and
//! each closure, thousands of lines every time, and with the macro everybody compiles them.

use std::cmp::Ordering;

/// Sorts, and keeps what is equal in its order.
pub(crate) fn sort_by<T>(items: &mut [T], compare: &dyn Fn(&T, &T) -> Ordering) {
    let order = order_by(items.len(), &|one, other| compare(&items[one], &items[other]));
    arrange(items, &order);
}

/// The numbers below `count` in the order of what they stand for.
pub(crate) fn order_by(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|one, other| compare(*one, *other));
    order
}

/// Puts things in an order that names each of them once.
pub(crate) fn arrange<T>(items: &mut [T], order: &[usize]) {
    let mut places = vec![0; order.len()];
    for (place, number) in order.iter().enumerate() {
        places[*number] = place;
    }
    for number in 0..places.len() {
        while places[number] != number {
            let place = places[number];
            items.swap(number, place);
            places.swap(number, place);
        }
    }
}

/// A map for few entries, in the order of their keys.
#[derive(Debug, Clone)]
pub(crate) struct SmallMap<K, V>(Vec<(K, V)>);

impl<K, V> Default for SmallMap<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord, V> SmallMap<K, V> {
    /// Where the key is, or where it would be.
    fn place(&self, key: &K) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.cmp(key))
    }

    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        self.place(key).ok().map(|place| &self.0[place].1)
    }

    pub(crate) fn contains(&self, key: &K) -> bool {
        self.place(key).is_ok()
    }

    /// Gives back what the value replaces.
    pub(crate) fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place(&key) {
            Ok(place) => Some(std::mem::replace(&mut self.0[place].1, value)),
            Err(place) => {
                self.0.insert(place, (key, value));
                None
            }
        }
    }

    pub(crate) fn remove(&mut self, key: &K) {
        if let Ok(place) = self.place(key) {
            self.0.remove(place);
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
    /// The value of the key, which is made if there is none.
    pub(crate) fn entry(&mut self, key: K) -> &mut V {
        let place = self.place(&key).unwrap_or_else(|place| {
            self.0.insert(place, (key, V::default()));
            place
        });
        &mut self.0[place].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_equal_keeps_its_order() {
        for length in [0, 1, 2, 7, 100] {
            let items: Vec<(usize, usize)> = (0..length).map(|number| (number * 37 % 5, number)).collect();
            let (mut sorted, mut expected) = (items.clone(), items);
            sort_by(&mut sorted, &|one, other| one.0.cmp(&other.0));
            expected.sort_by_key(|item| item.0);
            assert_eq!(sorted, expected);
        }
    }

    #[test]
    fn a_map_has_each_key_once_and_in_order() {
        let mut map = SmallMap::default();
        for key in [3, 1, 2, 3] {
            *map.entry(key) += key;
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
