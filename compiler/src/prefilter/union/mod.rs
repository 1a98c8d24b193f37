//! The union of pre-filters: one pattern for all rules of a set.
//!
//! The result matches every event that any of the pre-filters matches, so one EventBridge rule can deliver the events
//! for the whole set. The union is as narrow as the limits of EventBridge allow. `group` defines groups of conditions
//! that must hold together and merges them, `list` does the same for lists of alternatives, `merging` chooses the
//! groups to merge, `shorten` shortens lists, and `print` converts groups to a pattern.

mod group;
mod list;
mod merging;
mod print;
mod shorten;

use super::absence::KnownArrays;
use super::every_event;
use crate::diagnostic::Diagnostics;
use crate::json::Value;
use crate::limits::{DEFAULT_QUOTA_CHARS, MAX_COMBINATIONS};
use crate::pattern;
use crate::schema::Schemas;
use crate::sorting::sorted_indices;
use group::{Group, PathInterner};
use merging::GroupMerger;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// Maximum number of groups that are compared pairwise. More groups would not fit in a pattern that EventBridge
/// accepts.
const MAX_GROUPS: usize = 32;

/// Maximum lengths of lists of alternatives, in characters, in the order in which they are tried.
const LIST_CHARS: [usize; 3] = [DEFAULT_QUOTA_CHARS, 600, 200];

/// Returns one pattern that matches every event that any of the pre-filters matches, or `None` if there are no
/// pre-filters.
///
/// ```
/// use event_pattern_compiler::{json::Dialect, parse, prefilter, schema::Schemas};
///
/// let texts = [
///     r#"{ "source": ["aws.ecs"], "detail": { "group": ["a"] } }"#,
///     r#"{ "source": ["aws.ecs"], "detail": { "group": ["b"], "lastStatus": ["STOPPED"] } }"#,
///     r#"{ "source": ["aws.ecs"], "detail": { "group": ["c"] } }"#,
/// ];
/// let prefilters: Vec<_> =
///     texts.iter().filter_map(|text| prefilter::of(&parse(text, Dialect::Strict), Schemas::default())).collect();
/// let expected = concat!(
///     r#"{"source":["aws.ecs"],"detail":"#,
///     r#"{"$or":[{"group":["a","c"]},{"group":["b"],"lastStatus":["STOPPED"]}]}}"#
/// );
/// assert_eq!(prefilter::union(&prefilters, Schemas::default()).unwrap().to_json(), expected);
/// ```
#[must_use]
pub fn union<'p>(prefilters: impl IntoIterator<Item = &'p Value>, schemas: Schemas<'_>) -> Option<Value> {
    let mut paths = PathInterner::default();
    let mut groups = Vec::new();
    let mut seen: HashMap<String, &Value> = HashMap::new();
    for prefilter in prefilters {
        if seen.insert(prefilter.to_json(), prefilter).is_none() {
            let pattern = pattern::read(prefilter, &mut Diagnostics::new())?;
            groups.append(&mut paths.groups(&pattern.root));
            let known = KnownArrays::of(&pattern, schemas);
            paths.arrays = match paths.arrays.take() {
                Some(arrays) => Some(arrays.and(known)),
                None => Some(known),
            };
            // Bound the work for rules with many combinations.
            if groups.len() > 4 * MAX_COMBINATIONS {
                groups = vec![paths.merge(&groups.iter().collect::<Vec<_>>())];
            }
        }
    }
    let mut values = seen.into_values();
    match (values.next(), values.next()) {
        (Some(only), None) => Some(only.clone()),
        (None, _) => None,
        _ => Some(narrowest(&paths, groups)),
    }
}

/// Merges groups until EventBridge accepts the pattern, and returns that pattern.
fn narrowest(paths: &PathInterner<'_>, groups: Vec<Group>) -> Value {
    let groups = limit_groups(paths, merge_exactly(paths, groups));
    // A list that is longer than the quota for the whole pattern never fits.
    let groups = groups.iter().map(|group| paths.shortened(group, DEFAULT_QUOTA_CHARS)).collect();
    let mut merger = GroupMerger::new(paths, merge_exactly(paths, groups));
    loop {
        let groups: Vec<&Group> = merger.groups().collect();
        if let Some(pattern) = fitting_pattern(paths, &groups) {
            return pattern;
        }
        if !merger.merge_closest() {
            break;
        }
    }
    let mut last = merger.groups().next().cloned().unwrap_or_default();
    while let Some(longest) = last.longest() {
        last = paths.retain(&last, |number| number != longest);
        if let Some(pattern) = fitting_pattern(paths, &[&last]) {
            return pattern;
        }
    }
    print::object(every_event())
}

/// Returns a pattern for these groups with lists as long as EventBridge allows, or `None` if the pattern is too long
/// even with the shortest lists.
fn fitting_pattern(paths: &PathInterner<'_>, groups: &[&Group]) -> Option<Value> {
    LIST_CHARS.into_iter().find_map(|length| {
        let shortened = groups.iter().map(|group| paths.shortened(group, length)).collect();
        print::pattern(paths, &merge_exactly(paths, shortened))
    })
}

/// Merges groups that differ at only one path. The merged group has the alternatives of all of them at that path, so
/// nothing is lost.
fn merge_exactly(paths: &PathInterner<'_>, groups: Vec<Group>) -> Vec<Group> {
    let mut groups = merge_by_key(paths, groups, |group| group.key_ignoring(|_| false));
    loop {
        let before = groups.len();
        for path in 0..paths.all().len() {
            let (with, mut others): (Vec<Group>, Vec<Group>) =
                groups.into_iter().partition(|group| group.lists.contains(&path));
            others.extend(merge_by_key(paths, with, |group| group.key_ignoring(|number| number == path)));
            groups = others;
        }
        if groups.len() == before {
            return groups;
        }
    }
}

/// Merges groups until there are few enough to compare all pairs.
fn limit_groups(paths: &PathInterner<'_>, groups: Vec<Group>) -> Vec<Group> {
    if groups.len() <= MAX_GROUPS {
        return groups;
    }
    let mut lists: Vec<Vec<u64>> = vec![Vec::new(); paths.all().len()];
    for group in &groups {
        for (number, list) in group.lists.as_slice() {
            lists[*number].push(list.hash);
        }
    }
    // First, drop the rarest paths until the groups have few enough distinct sets of paths.
    let commonness_rank = descending_ranks(&lists.iter().map(Vec::len).collect::<Vec<_>>());
    let kept = largest_where(paths.all().len(), |count| {
        let is_kept = |number: usize| commonness_rank[number] < count;
        let kept_paths = |group: &Group| -> Vec<usize> { group.numbers().filter(|number| is_kept(*number)).collect() };
        groups.iter().map(kept_paths).collect::<HashSet<_>>().len() <= MAX_GROUPS
    });
    let groups: Vec<Group> =
        groups.iter().map(|group| paths.retain(group, |number| commonness_rank[number] < kept)).collect();
    // Then merge groups that differ only in their lists at the paths with the most distinct lists.
    let distinct_lists = lists.into_iter().map(|hashes| hashes.into_iter().collect::<HashSet<u64>>().len());
    let diversity_rank = descending_ranks(&distinct_lists.collect::<Vec<_>>());
    let distinguished = largest_where(paths.all().len(), |count| {
        let ignored = paths.all().len() - count;
        let key = |group: &Group| group.key_ignoring(|number| diversity_rank[number] < ignored);
        groups.iter().map(key).collect::<HashSet<_>>().len() <= MAX_GROUPS
    });
    let ignored = paths.all().len() - distinguished;
    merge_exactly(
        paths,
        merge_by_key(paths, groups, |group| group.key_ignoring(|number| diversity_rank[number] < ignored)),
    )
}

/// Returns the rank of each number. The largest number has rank 0.
fn descending_ranks(numbers: &[usize]) -> Vec<usize> {
    let mut ranks = vec![0; numbers.len()];
    let order = sorted_indices(numbers.len(), &|one, other| numbers[other].cmp(&numbers[one]));
    for (rank, index) in order.into_iter().enumerate() {
        ranks[index] = rank;
    }
    ranks
}

/// Returns the largest number up to `limit` for which `holds` returns `true`, or 0 if there is none. If `holds` returns
/// `true` for a number, it must also return `true` for all smaller numbers.
fn largest_where(limit: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut largest, mut too_large) = (0, limit + 1);
    while too_large - largest > 1 {
        let middle = usize::midpoint(largest, too_large);
        if holds(middle) { largest = middle } else { too_large = middle }
    }
    largest
}

/// Merges groups that have the same key.
fn merge_by_key<K: Eq + Hash>(paths: &PathInterner<'_>, groups: Vec<Group>, key: impl Fn(&Group) -> K) -> Vec<Group> {
    let mut indices: HashMap<K, usize> = HashMap::new();
    let mut by_key: Vec<Vec<Group>> = Vec::new();
    for group in groups {
        let index = *indices.entry(key(&group)).or_insert(by_key.len());
        if index == by_key.len() {
            by_key.push(Vec::new());
        }
        by_key[index].push(group);
    }
    by_key.iter().map(|groups| paths.merge(&groups.iter().collect::<Vec<_>>())).collect()
}

#[cfg(test)]
mod tests;
