//! The names of the diagnostics.

use super::entry::{ENTRIES, Entry};
use super::{Diagnostic, Severity};
use crate::source::Span;
use std::fmt;
use std::str::FromStr;

/// Which diagnostic a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Lint {
    /// The text is not JSON.
    InvalidJson,
    /// The service refuses the pattern's structure.
    InvalidPattern,
    /// The service refuses a content filter.
    InvalidFilter,
    /// An element scope is not written as one.
    InvalidScope,
    /// An element scope stands where there is no array of objects, or none that is known.
    MisplacedScope,
    /// The name of another field is none, or names no single value.
    InvalidReference,
    /// The branches of `$or` combine in too many ways.
    TooManyCombinations,
    /// The pattern does not fit into the tables of the matcher.
    TooLarge,
    /// Text follows the pattern.
    TrailingText,
    /// A path is constrained twice, and only the last condition counts.
    DuplicateKey,
    /// A condition takes the place of one across `$or`.
    ReplacedCondition,
    /// `$or` is the name of a field.
    OrAsField,
    /// A content filter's name is the name of a field.
    FilterAsField,
    /// The event has no such field.
    UnknownField,
    /// Another event has the field.
    ForeignField,
    /// A value of a type that the field never has.
    WrongType,
    /// A list of alternatives for an object, or keys inside a value.
    WrongShape,
    /// A value that is not in the field's closed set.
    UnknownValue,
    /// Another `source` or `detail-type` than the event's.
    WrongEvent,
    /// A field is compared with itself.
    SelfReference,
    /// A condition that no event meets.
    NeverMatch,
    /// `anything-but` with every value of a closed set, of a field that can be null.
    OnlyNull,
    /// A condition that every event meets.
    AlwaysTrue,
    /// An alternative that accepts nothing that another one does not.
    RedundantAlternative,
    /// `exists: false` inside an array.
    AbsenceInArray,
    /// A scope that says the same as its conditions without it.
    NeedlessScope,
    /// A condition on the exit code of any container.
    UnnamedContainer,
    /// A rule that fires more than once for one task.
    FiresTwice,
    /// The pattern is longer than the service takes by default.
    OverQuota,
    /// Wildcards that the service refuses as too complex.
    ComplexWildcard,
    /// A rule of a set that matches the same events as another one.
    DuplicateRule,
    /// A rule of a set that matches all events that another one matches.
    ImpliedRule,
}

impl Lint {
    /// Every diagnostic, in the order in which the stages of the pipeline find them.
    #[must_use]
    pub fn entries() -> &'static [Entry] {
        &ENTRIES
    }

    /// What the list says about it.
    #[must_use]
    pub fn entry(self) -> &'static Entry {
        // The list has the order of the enum, which a test holds.
        &ENTRIES[self as usize]
    }

    /// The name as it is written in `#[event_pattern(allow(…))]`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.entry().text
    }

    /// Whether the service takes a pattern that has this finding.
    #[must_use]
    pub fn is_accepted_by_service(self) -> bool {
        !matches!(
            self,
            Self::InvalidJson
                | Self::InvalidPattern
                | Self::InvalidFilter
                | Self::InvalidScope
                | Self::MisplacedScope
                | Self::InvalidReference
                | Self::TooManyCombinations
        )
    }

    /// A finding at a place, with what is wrong in one sentence without a full stop.
    #[must_use]
    pub fn at(self, span: Span, message: impl Into<String>) -> Diagnostic {
        let severity = self.entry().severity;
        let suggests_allow = severity == Severity::Warning;
        Diagnostic {
            name: Some(self),
            severity,
            span,
            message: message.into(),
            reason: None,
            help: None,
            suggests_allow,
        }
    }
}

impl fmt::Display for Lint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// A name that no diagnostic has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownLint;

impl fmt::Display for UnknownLint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("no diagnostic has this name")
    }
}

impl std::error::Error for UnknownLint {}

impl FromStr for Lint {
    type Err = UnknownLint;

    fn from_str(text: &str) -> Result<Self, UnknownLint> {
        ENTRIES.iter().find(|entry| entry.text == text).map(|entry| entry.name).ok_or(UnknownLint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_the_order_of_the_enum() {
        for (number, entry) in ENTRIES.iter().enumerate() {
            assert_eq!(entry.name as usize, number, "{}", entry.text);
            assert_eq!(entry.text.parse(), Ok(entry.name));
            assert_eq!(entry.name.to_string(), entry.text);
        }
        assert_eq!("no_such_name".parse::<Lint>(), Err(UnknownLint));
        assert_eq!(UnknownLint.to_string(), "no diagnostic has this name");
    }

    #[test]
    fn warnings_can_be_allowed() {
        assert!(ENTRIES.iter().all(|entry| entry.is_allowable || entry.severity == Severity::Error));
    }
}
