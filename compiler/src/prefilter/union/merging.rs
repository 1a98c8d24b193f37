//! Groups on their way to fewer: those two are merged first that lose least by it.

use super::group::{Group, Paths};
use crate::sorting::SmallMap;

/// Groups, and what merging each two of them would lose.
pub(super) struct Merging<'p> {
    paths: &'p Paths,
    /// The groups by their numbers, without those that were merged into another.
    groups: Vec<Option<Group>>,
    pairs: SmallMap<Pair, ()>,
}

/// The number of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct GroupId(usize);

/// Two groups. The one that loses least comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Pair {
    loss: usize,
    /// How long the merged group would be, so that groups grow alike.
    length: usize,
    first: GroupId,
    second: GroupId,
}

impl Pair {
    fn has(&self, group: GroupId) -> bool {
        self.first == group || self.second == group
    }
}

impl<'p> Merging<'p> {
    pub(super) fn new(paths: &'p Paths, groups: Vec<Group>) -> Self {
        let mut merging = Self { paths, groups: Vec::new(), pairs: SmallMap::default() };
        for group in groups {
            merging.add(group);
        }
        merging.merge_without_loss();
        merging
    }

    /// The groups that there are now.
    pub(super) fn groups(&self) -> impl Iterator<Item = &Group> {
        self.groups.iter().flatten()
    }

    /// Merges two groups. Tells whether there were two.
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
        self.pairs.retain(|pair| !pair.has(first) && !pair.has(second));
        if let (Some(one), Some(other)) = (self.groups[first.0].take(), self.groups[second.0].take()) {
            self.add(self.paths.merged(&[&one, &other]));
        }
    }

    fn add(&mut self, group: Group) {
        let second = GroupId(self.groups.len());
        for (first, known) in self.groups.iter().enumerate() {
            let Some(known) = known else { continue };
            let merged = self.paths.merged(&[known, &group]);
            let (loss, length) = (loss(known, &group, &merged), merged.length());
            self.pairs.insert(Pair { loss, length, first: GroupId(first), second }, ());
        }
        self.groups.push(Some(group));
    }
}

/// How much more than one of the groups a merged one matches, as a rough number. Zero if it is no more.
fn loss(one: &Group, other: &Group, merged: &Group) -> usize {
    if merged.is_same(one) || merged.is_same(other) {
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
            // One matches whatever the other does.
            (r#"{"a":[1],"b":[1]}"#, r#"{"a":[1]}"#, 0),
            // One path only differs, so the list has just what both ask for.
            (r#"{"a":[1],"b":[1]}"#, r#"{"a":[1],"b":[2]}"#, 0),
            (r#"{"a":[1],"b":[1]}"#, r#"{"a":[2],"b":[2]}"#, 2),
            (r#"{"a":[1],"b":[1]}"#, r#"{"a":[1],"c":[1]}"#, 8),
            (r#"{"a":[1],"b":[1]}"#, r#"{"a":[2],"c":[1]}"#, 9),
            (r#"{"a":[1],"b":[1]}"#, r#"{"a":[2]}"#, 5),
            (r#"{"a":[1],"b":[1],"c":[1]}"#, r#"{"a":[1],"b":[2],"d":[1],"e":[1]}"#, 13),
            (r#"{"a":[1]}"#, r#"{"b":[1]}"#, usize::MAX),
        ] {
            let mut paths = Paths::default();
            let [one_group, other_group] = [one, other].map(|text| {
                let pattern = parse(text, Dialect::Strict).pattern.unwrap();
                paths.groups(&pattern.root).remove(0)
            });
            let merged = paths.merged(&[&one_group, &other_group]);
            assert_eq!(loss(&one_group, &other_group, &merged), expected, "{one} {other}");
            assert_eq!(loss(&other_group, &one_group, &merged), expected, "{one} {other}");
        }
    }
}
