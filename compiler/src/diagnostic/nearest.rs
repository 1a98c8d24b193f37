//! The name that was probably meant.

/// The name that is most like the given one, if it is like it at all.
pub fn nearest(name: &str, candidates: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let distance = |candidate: &str| strsim::damerau_levenshtein(&candidate.to_lowercase(), &name.to_lowercase());
    let most = (name.chars().count() / 3).clamp(1, 3);
    candidates
        .map(|candidate| (distance(candidate), candidate))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, candidate)| candidate)
}
