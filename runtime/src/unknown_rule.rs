//! The error for an unknown rule name.

use crate::RuleEnum;
use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;
use core::error::Error;
use core::fmt;

/// The error returned if no rule in an enum has the given name.
///
/// Returned by the `FromStr` implementation of an enum of rules. The message suggests the rule with the most similar
/// name.
///
/// ```
/// use event_pattern::event_patterns;
///
/// event_patterns! {
///     enum Job {
///         Failed { "detail": { "state": ["FAILED"] } }
///         Late { "detail": { "minutes": [{ "numeric": [">", 60] }] } }
///     }
/// }
///
/// assert_eq!("Late".parse(), Ok(Job::Late));
/// let error = "Faild".parse::<Job>().unwrap_err();
/// assert_eq!(error.to_string(), "unknown rule `Faild`; did you mean `Failed`?");
/// assert_eq!((error.name(), error.nearest()), ("Faild", Some("Failed")));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownRule {
    name: String,
    nearest: Option<&'static str>,
}

impl UnknownRule {
    /// Returns the unknown name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the name of the most similar rule, or `None` if no name is similar enough.
    #[must_use]
    pub fn nearest(&self) -> Option<&'static str> {
        self.nearest
    }
}

impl fmt::Display for UnknownRule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "unknown rule `{}`", self.name)?;
        self.nearest.map_or(Ok(()), |nearest| write!(formatter, "; did you mean `{nearest}`?"))
    }
}

impl Error for UnknownRule {}

/// Returns the rule in `R` that has this name.
///
/// # Errors
///
/// Returns an error if no rule has this name.
pub fn rule_named<R: RuleEnum>(name: &str) -> Result<R, UnknownRule> {
    let names = R::ALL.iter().map(|rule| rule.name());
    if let Some(index) = names.clone().position(|known| known == name) {
        return Ok(R::ALL[index]);
    }
    let max_edits = name.chars().count().max(3) / 3;
    let nearest = names.min_by_key(|known| edits(known, name)).filter(|known| edits(known, name) <= max_edits);
    Err(UnknownRule { name: name.to_owned(), nearest })
}

/// Returns the edit distance: the smallest number of characters to insert, delete or replace to turn one name into the
/// other.
fn edits(from: &str, to: &str) -> usize {
    let mut distances: Vec<usize> = (0..=to.chars().count()).collect();
    for (from_index, from_char) in from.chars().enumerate() {
        let mut diagonal = core::mem::replace(&mut distances[0], from_index + 1);
        for (to_index, to_char) in to.chars().enumerate() {
            let replaced = diagonal + usize::from(from_char != to_char);
            diagonal = distances[to_index + 1];
            distances[to_index + 1] = replaced.min(diagonal + 1).min(distances[to_index] + 1);
        }
    }
    distances.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::edits;

    #[test]
    fn edits_is_the_number_of_single_character_changes() {
        for (from, to, expected) in [
            ("", "", 0),
            ("Failed", "Failed", 0),
            ("Faild", "Failed", 1),
            ("Late", "Later", 1),
            ("Late", "", 4),
            ("été", "ete", 2),
        ] {
            assert_eq!((edits(from, to), edits(to, from)), (expected, expected), "{from} {to}");
        }
    }
}
