//! The name that was probably meant.

/// The name that is most like the given one, if it is like it at all.
pub fn nearest(name: &str, candidates: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let distance = |candidate: &str| typing_mistakes(&candidate.to_lowercase(), &name.to_lowercase());
    let most = (name.chars().count() / 3).clamp(1, 3);
    candidates
        .map(|candidate| (distance(candidate), candidate))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many typing mistakes lead from one text to the other: a character too many, too few, another one, or two neighbours that changed
/// places.
#[must_use]
pub fn typing_mistakes(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for row in 1..=one.len() {
        let mut current = vec![row];
        for column in 1..=other.len() {
            let is_other = one[row - 1] != other[column - 1];
            let mut least =
                (last[column - 1] + usize::from(is_other)).min(last[column] + 1).min(current[column - 1] + 1);
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
    use super::typing_mistakes;

    #[test]
    fn each_typing_mistake_counts_once() {
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
            assert_eq!(typing_mistakes(one, other), expected, "{one} {other}");
            assert_eq!(typing_mistakes(other, one), expected, "{other} {one}");
        }
    }
}
