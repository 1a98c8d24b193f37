//! What is wrong with a name that no rule of an enum has.

use crate::RuleEnum;
use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;
use core::error::Error;
use core::fmt;

/// No rule of an enum has this name. The message suggests the nearest one.
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
/// assert_eq!("Faild".parse::<Job>().unwrap_err().to_string(), "no rule is called `Faild`, but there is `Failed`");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownRule {
    name: String,
    nearest: Option<&'static str>,
}

impl UnknownRule {
    /// The name that no rule has.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The rule with the most similar name.
    #[must_use]
    pub fn nearest(&self) -> Option<&'static str> {
        self.nearest
    }
}

impl fmt::Display for UnknownRule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "no rule is called `{}`", self.name)?;
        self.nearest.map_or(Ok(()), |nearest| write!(formatter, ", but there is `{nearest}`"))
    }
}

impl Error for UnknownRule {}

/// The rule of an enum with this name.
///
/// # Errors
/// There is no such rule.
pub fn rule_named<R: RuleEnum>(name: &str) -> Result<R, UnknownRule> {
    let names = R::ALL.iter().map(|rule| rule.name());
    if let Some(index) = names.clone().position(|known| known == name) {
        return Ok(R::ALL[index]);
    }
    let most = name.chars().count().max(3) / 3;
    let nearest = names.min_by_key(|known| edits(known, name)).filter(|known| edits(known, name) <= most);
    Err(UnknownRule { name: name.to_owned(), nearest })
}

/// How many characters must be added, dropped or replaced to make one name of the other.
fn edits(from: &str, to: &str) -> usize {
    let mut row: Vec<usize> = (0..=to.chars().count()).collect();
    for (line, own) in from.chars().enumerate() {
        let mut diagonal = core::mem::replace(&mut row[0], line + 1);
        for (column, other) in to.chars().enumerate() {
            let replaced = diagonal + usize::from(own != other);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::edits;

    #[test]
    fn names_are_as_far_apart_as_there_are_edits() {
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
