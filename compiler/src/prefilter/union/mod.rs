//! The union of pre-filters: one pattern for all rules of a set.
//!
//! Pre-filters come in, and a pattern goes out that matches whatever one of them matches, so that one rule of the service
//! feeds the whole set. It is as narrow as the service's limits allow. `group` has the conditions that must hold together and
//! merges several such, `list` does so for the alternatives of a field, `merging` chooses which groups to merge, `shorten`
//! makes lists shorter, and `print` writes groups as a pattern.

mod group;
mod list;
mod merging;
mod print;
mod shorten;

use super::every_event;
use crate::diagnostic::Diagnostics;
use crate::json::Value;
use crate::limits::{DEFAULT_QUOTA_CHARS, MAX_COMBINATIONS};
use crate::pattern;
use crate::sorting::sorted_indices;
use group::{Group, Paths};
use merging::Merging;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// How many groups are compared pair by pair. A pattern that the service takes has no room for more.
const MOST_GROUPS: usize = 32;

/// How long the lists of alternatives may be, from what is tried first to what is tried last.
const LENGTHS: [usize; 3] = [DEFAULT_QUOTA_CHARS, 600, 200];

/// One pattern that matches every event that one of the pre-filters matches, for the service to feed all of their rules.
/// Nothing if there is no pre-filter.
///
/// ```
/// use event_pattern_compiler::{json::Dialect, parse, prefilter};
///
/// let texts = [
///     r#"{ "source": ["aws.ecs"], "detail": { "group": ["a"] } }"#,
///     r#"{ "source": ["aws.ecs"], "detail": { "group": ["b"], "lastStatus": ["STOPPED"] } }"#,
///     r#"{ "source": ["aws.ecs"], "detail": { "group": ["c"] } }"#,
/// ];
/// let prefilters: Vec<_> =
///     texts.iter().filter_map(|text| prefilter::of(&parse(text, Dialect::Strict), None)).collect();
/// let expected = concat!(
///     r#"{"source":["aws.ecs"],"detail":"#,
///     r#"{"$or":[{"group":["a","c"]},{"group":["b"],"lastStatus":["STOPPED"]}]}}"#
/// );
/// assert_eq!(prefilter::union(&prefilters).unwrap().to_json(), expected);
/// ```
#[must_use]
pub fn union<'p>(prefilters: impl IntoIterator<Item = &'p Value>) -> Option<Value> {
    let mut paths = Paths::default();
    let mut groups = Vec::new();
    let mut seen: HashMap<String, &Value> = HashMap::new();
    for prefilter in prefilters {
        if seen.insert(prefilter.to_json(), prefilter).is_none() {
            let pattern = pattern::read(prefilter, &mut Diagnostics::new())?;
            groups.append(&mut paths.groups(&pattern.root));
            // A few rules with many combinations each would be more than the rest can do.
            if groups.len() > 4 * MAX_COMBINATIONS {
                groups = vec![paths.merged(&groups.iter().collect::<Vec<_>>())];
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

/// The pattern of the most groups that the service takes.
fn narrowest(paths: &Paths, groups: Vec<Group>) -> Value {
    // A list that is longer than a pattern never fits.
    let groups = few(paths, exact(paths, groups));
    let groups = groups.iter().map(|group| paths.shortened(group, DEFAULT_QUOTA_CHARS)).collect();
    let mut merging = Merging::new(paths, exact(paths, groups));
    loop {
        let groups: Vec<&Group> = merging.groups().collect();
        if let Some(pattern) = short_enough(paths, &groups) {
            return pattern;
        }
        if !merging.merge_closest() {
            break;
        }
    }
    let mut only = merging.groups().next().cloned().unwrap_or_default();
    while let Some(longest) = only.longest() {
        only = paths.only(&only, |number| number != longest);
        if let Some(pattern) = short_enough(paths, &[&only]) {
            return pattern;
        }
    }
    print::object(every_event(None))
}

/// The pattern of these groups with lists as long as the service takes them.
fn short_enough(paths: &Paths, groups: &[&Group]) -> Option<Value> {
    LENGTHS.into_iter().find_map(|length| {
        let shortened = groups.iter().map(|group| paths.shortened(group, length)).collect();
        print::pattern(paths, &exact(paths, shortened))
    })
}

/// The groups with those in one that differ in one path only: that path has the alternatives of all, and nothing is lost.
fn exact(paths: &Paths, groups: Vec<Group>) -> Vec<Group> {
    let mut groups = merged_by(paths, groups, |group| group.key_without(|_| false));
    loop {
        let before = groups.len();
        for path in 0..paths.all().len() {
            let (with, mut others): (Vec<Group>, Vec<Group>) =
                groups.into_iter().partition(|group| group.lists.contains(&path));
            others.extend(merged_by(paths, with, |group| group.key_without(|number| number == path)));
            groups = others;
        }
        if groups.len() == before {
            return groups;
        }
    }
}

/// So few groups that they can be compared.
fn few(paths: &Paths, groups: Vec<Group>) -> Vec<Group> {
    if groups.len() <= MOST_GROUPS {
        return groups;
    }
    let mut lists: Vec<Vec<u64>> = vec![Vec::new(); paths.all().len()];
    for group in &groups {
        for (number, list) in group.lists.as_slice() {
            lists[*number].push(list.hash);
        }
    }
    // Rare paths go first, so that groups have the same ones.
    let most_common = by_rank(&lists.iter().map(Vec::len).collect::<Vec<_>>());
    let kept = most(paths.all().len(), |count| {
        let is_kept = |number: usize| most_common[number] < count;
        let shape = |group: &Group| -> Vec<usize> { group.numbers().filter(|one| is_kept(*one)).collect() };
        groups.iter().map(shape).collect::<HashSet<_>>().len() <= MOST_GROUPS
    });
    let groups: Vec<Group> =
        groups.iter().map(|group| paths.only(group, |number| most_common[number] < kept)).collect();
    // Then those are merged that differ in the paths with the most different lists.
    let different = lists.into_iter().map(|hashes| hashes.into_iter().collect::<HashSet<u64>>().len());
    let most_diverse = by_rank(&different.collect::<Vec<_>>());
    let told_apart = most(paths.all().len(), |count| {
        let ignored = paths.all().len() - count;
        let key = |group: &Group| group.key_without(|number| most_diverse[number] < ignored);
        groups.iter().map(key).collect::<HashSet<_>>().len() <= MOST_GROUPS
    });
    let ignored = paths.all().len() - told_apart;
    exact(paths, merged_by(paths, groups, |group| group.key_without(|number| most_diverse[number] < ignored)))
}

/// The place of each number among all of them, the largest first.
fn by_rank(numbers: &[usize]) -> Vec<usize> {
    let mut ranks = vec![0; numbers.len()];
    let order = sorted_indices(numbers.len(), &|one, other| numbers[other].cmp(&numbers[one]));
    for (rank, index) in order.into_iter().enumerate() {
        ranks[index] = rank;
    }
    ranks
}

/// The largest number up to `limit` for which this holds, as it does for all smaller ones.
fn most(limit: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut most, mut too_many) = (0, limit + 1);
    while too_many - most > 1 {
        let middle = usize::midpoint(most, too_many);
        if holds(middle) { most = middle } else { too_many = middle }
    }
    most
}

/// The groups with those in one that have the same key.
fn merged_by<K: Eq + Hash>(paths: &Paths, groups: Vec<Group>, key: impl Fn(&Group) -> K) -> Vec<Group> {
    let mut places: HashMap<K, usize> = HashMap::new();
    let mut alike: Vec<Vec<Group>> = Vec::new();
    for group in groups {
        let place = *places.entry(key(&group)).or_insert(alike.len());
        if place == alike.len() {
            alike.push(Vec::new());
        }
        alike[place].push(group);
    }
    alike.iter().map(|groups| paths.merged(&groups.iter().collect::<Vec<_>>())).collect()
}

#[cfg(test)]
mod tests;
