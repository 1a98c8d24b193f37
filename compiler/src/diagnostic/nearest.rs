//! Suggests the correct spelling of a misspelled name.

/// Returns the candidate with the smallest edit distance from a name, ignoring case. Returns `None` if every candidate
/// exceeds the maximum distance, which is a third of the name's length, but at least one and at most three.
pub fn nearest<'c>(name: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let length = name.chars().count();
    let distance = |candidate: &str| edit_distance(&candidate.to_lowercase(), &name.to_lowercase());
    let max_distance = (length / 3).clamp(1, 3);
    // The distance is at least the difference of the lengths.
    let is_similar_length = |candidate: &&str| candidate.chars().count().abs_diff(length) <= max_distance;
    candidates
        .filter(is_similar_length)
        .map(|candidate| (distance(candidate), candidate))
        .filter(|(distance, _)| *distance <= max_distance)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Returns the edit distance between two strings: the smallest number of insertions, deletions, substitutions and swaps
/// of neighbouring characters that turns one into the other.
#[must_use]
pub fn edit_distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for row in 1..=one.len() {
        let mut current = vec![row];
        for column in 1..=other.len() {
            let differs = one[row - 1] != other[column - 1];
            let mut least =
                (last[column - 1] + usize::from(differs)).min(last[column] + 1).min(current[column - 1] + 1);
            if row > 1 && column > 1 && one[row - 1] == other[column - 2] && one[row - 2] == other[column - 1] {
                least = least.min(before_last[column - 2] + 1);
            }
            current.push(least);
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last[other.len()]
}

#[cfg(test)]
mod tests {
    use super::edit_distance;

    #[test]
    fn each_edit_counts_once() {
        for (one, other, expected) in [
            ("", "", 0),
            ("", "ab", 2),
            ("prefix", "prefix", 0),
            ("prefx", "prefix", 1),
            ("prefiix", "prefix", 1),
            ("prefax", "prefix", 1),
            ("perfix", "prefix", 1),
            ("lastStatsu", "lastStatus", 1),
            ("kitten", "sitting", 3),
            ("é", "e", 1),
        ] {
            assert_eq!(edit_distance(one, other), expected, "{one} {other}");
            assert_eq!(edit_distance(other, one), expected, "{other} {one}");
        }
    }
}
