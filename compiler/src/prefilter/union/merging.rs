//! Merges groups until the pattern is short enough, starting with the two groups whose merge loses the least.

use super::group::{Group, PathInterner};
use crate::sorting::SmallMap;

/// Groups, and the loss that merging each pair of groups would cause.
pub(super) struct GroupMerger<'p> {
    paths: &'p PathInterner<'p>,
    /// The groups, indexed by [`GroupId`]. `None` for a group that was merged into another.
    groups: Vec<Option<Group>>,
    pairs: SmallMap<Pair, ()>,
}

/// Index into [`GroupMerger::groups`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct GroupId(usize);

/// A pair of groups. Pairs are ordered by loss.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Pair {
    loss: usize,
    /// Length of the merged group in characters. Among pairs with the same loss, the one with the shortest result is
    /// merged first, so that groups stay similar in length.
    length: usize,
    first: GroupId,
    second: GroupId,
}

impl Pair {
    fn contains(&self, group: GroupId) -> bool {
        self.first == group || self.second == group
    }
}

impl<'p> GroupMerger<'p> {
    pub(super) fn new(paths: &'p PathInterner<'p>, groups: Vec<Group>) -> Self {
        let mut merger = Self { paths, groups: Vec::new(), pairs: SmallMap::default() };
        for group in groups {
            merger.add(group);
        }
        merger.merge_without_loss();
        merger
    }

    /// Returns an iterator over the remaining groups.
    pub(super) fn groups(&self) -> impl Iterator<Item = &Group> {
        self.groups.iter().flatten()
    }

    /// Merges the two groups whose merge loses the least. Returns `false` if only one group remains.
    pub(super) fn merge_closest(&mut self) -> bool {
        let Some(&(pair, ())) = self.pairs.as_slice().first() else { return false };
        self.merge(pair);
        self.merge_without_loss();
        true
    }

    fn merge_without_loss(&mut self) {
        while let Some(&(pair @ Pair { loss: 0, .. }, ())) = self.pairs.as_slice().first() {
            self.merge(pair);
        }
    }

    fn merge(&mut self, Pair { first, second, .. }: Pair) {
        self.pairs.retain(|pair| !pair.contains(first) && !pair.contains(second));
        if let (Some(one), Some(other)) = (self.groups[first.0].take(), self.groups[second.0].take()) {
            self.add(self.paths.merge(&[&one, &other]));
        }
    }

    fn add(&mut self, group: Group) {
        let second = GroupId(self.groups.len());
        for (first, other) in self.groups.iter().enumerate() {
            let Some(other) = other else { continue };
            let merged = self.paths.merge(&[other, &group]);
            let (loss, length) = (loss(other, &group, &merged), merged.length());
            self.pairs.insert(Pair { loss, length, first: GroupId(first), second }, ());
        }
        self.groups.push(Some(group));
    }
}

/// Estimates how many more events the merged group matches than the two groups together. Returns 0 if merging loses
/// nothing.
fn loss(one: &Group, other: &Group, merged: &Group) -> usize {
    if merged.has_same_conditions(one) || merged.has_same_conditions(other) {
        return 0;
    }
    if merged.lists.as_slice().is_empty() {
        return usize::MAX;
    }
    let dropped = one.lists.as_slice().len() + other.lists.as_slice().len() - 2 * merged.lists.as_slice().len();
    let differing = one.differences(other);
    if dropped == 0 && differing <= 1 { 0 } else { 4 * dropped + differing }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Dialect;
    use crate::parse;

    #[test]
    fn a_dropped_path_is_a_greater_loss_than_a_longer_list() {
        for (one, other, expected) in [
            // The second group matches every event that the first matches.
            (r#"{"a":[1],"b":[1]}"#, r#"{"a":[1]}"#, 0),
            // Only the lists at one path differ, so the merged group matches exactly the events that either group
            // matches.
            (r#"{"a":[1],"b":[1]}"#, r#"{"a":[1],"b":[2]}"#, 0),
            (r#"{"a":[1],"b":[1]}"#, r#"{"a":[2],"b":[2]}"#, 2),
            (r#"{"a":[1],"b":[1]}"#, r#"{"a":[1],"c":[1]}"#, 8),
            (r#"{"a":[1],"b":[1]}"#, r#"{"a":[2],"c":[1]}"#, 9),
            (r#"{"a":[1],"b":[1]}"#, r#"{"a":[2]}"#, 5),
            (r#"{"a":[1],"b":[1],"c":[1]}"#, r#"{"a":[1],"b":[2],"d":[1],"e":[1]}"#, 13),
            (r#"{"a":[1]}"#, r#"{"b":[1]}"#, usize::MAX),
        ] {
            let mut paths = PathInterner::default();
            let [one_group, other_group] = [one, other].map(|text| {
                let pattern = parse(text, Dialect::Strict).pattern.unwrap();
                paths.groups(&pattern.root).remove(0)
            });
            let merged = paths.merge(&[&one_group, &other_group]);
            assert_eq!(loss(&one_group, &other_group, &merged), expected, "{one} {other}");
            assert_eq!(loss(&other_group, &one_group, &merged), expected, "{one} {other}");
        }
    }
}
