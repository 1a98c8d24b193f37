//! The machine-readable names of the diagnostics.

use super::entries::{self, Entry};
use super::{Diagnostic, Severity};
use crate::source::Span;
use std::fmt;
use std::str::FromStr;

/// The machine-readable name of a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Lint {
    /// Invalid JSON.
    InvalidJson,
    /// A pattern whose structure EventBridge rejects.
    InvalidPattern,
    /// A content filter that EventBridge rejects.
    InvalidFilter,
    /// A malformed element scope.
    InvalidScope,
    /// An element scope on a field that is not an array of objects, or in a pattern for an event without a schema.
    MisplacedScope,
    /// A `$field` whose path does not lead to a field with a single value.
    InvalidReference,
    /// Too many combinations of `$or` branches.
    TooManyCombinations,
    /// A pattern that does not fit into the tables of the matcher.
    TooLarge,
    /// Text after the pattern.
    TrailingText,
    /// A condition on the same path as an earlier one in the same object or branch. Only the last one takes effect.
    DuplicateKey,
    /// A key with an object of conditions that occurs again in the same object.
    RepeatedObject,
    /// A condition that replaces an earlier one on the same path, where at least one of the two is in a `$or` branch
    /// that does not contain the other.
    ReplacedCondition,
    /// A `$or` that EventBridge reads as the name of a field.
    OrAsField,
    /// The name of a content filter, used as the name of a field.
    FilterAsField,
    /// A field that the event does not have.
    UnknownField,
    /// A field that the event does not have, but that another event type has.
    ForeignField,
    /// A field that the API has, but events do not contain.
    UnsentField,
    /// A value of a type that the field never has.
    WrongType,
    /// A list of alternatives for an object, or an object of conditions for a value.
    WrongShape,
    /// A value that is not in the field's closed set.
    UnknownValue,
    /// A value that does not have the form of the field's values.
    MalformedValue,
    /// A `source` or `detail-type` that the event does not have.
    WrongEvent,
    /// A condition on what the Rust types of an event do not keep.
    InexpressibleCondition,
    /// A star that is compared literally.
    LiteralStar,
    /// A string that looks like a regular expression.
    RegularExpression,
    /// A placeholder or a function of a template.
    UnresolvedPlaceholder,
    /// A value of a template that is only known when the template is deployed.
    UnknownAtBuild,
    /// A string that contains the JSON of a content filter.
    FilterInString,
    /// A string or key with a character that cannot be seen.
    InvisibleCharacter,
    /// A field that is compared with itself.
    SelfReference,
    /// A condition that no event satisfies.
    NeverMatch,
    /// An `anything-but` that excludes every value of a closed set, on a field that can be null.
    OnlyNull,
    /// A condition that every event satisfies.
    AlwaysTrue,
    /// A list with an `anything-but` that accepts every value.
    ExcludesNothing,
    /// An alternative that another one already covers.
    RedundantAlternative,
    /// `exists: false` inside an array.
    AbsenceInArray,
    /// An element scope without effect.
    NeedlessScope,
    /// A condition that the exit code of any container can satisfy.
    UnnamedContainer,
    /// A rule that fires more than once for one stop of a task.
    FiresTwice,
    /// A pattern that exceeds the default quota of EventBridge.
    OverQuota,
    /// Wildcards that EventBridge rejects as too complex.
    ComplexWildcard,
    /// A rule in a set that matches the same events as an earlier one.
    DuplicateRule,
    /// A rule in a set that matches every event that another, narrower rule matches.
    ImpliedRule,
    /// A name in `allow(…)` that suppresses nothing.
    UnusedAllow,
}

impl Lint {
    /// Returns the entries of all diagnostics, in the order of the enum's variants.
    pub fn entries() -> impl Iterator<Item = &'static Entry> {
        entries::all()
    }

    /// Returns the entry for the diagnostic.
    ///
    /// # Panics
    /// Never: a test checks that every variant has an entry.
    #[must_use]
    pub fn entry(self) -> &'static Entry {
        entries::all().nth(self as usize).expect("every variant has an entry")
    }

    /// Returns the name as written in `#[event_pattern(allow(…))]`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.entry().name
    }

    /// Whether a pattern is rejected because of this diagnostic. A pattern without such a diagnostic has a meaning,
    /// even if it has other errors.
    #[must_use]
    pub fn rejects_pattern(self) -> bool {
        matches!(
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

    /// Creates a diagnostic. The message is one sentence without a full stop.
    #[must_use]
    pub fn at(self, span: Span, message: impl Into<String>) -> Diagnostic {
        let severity = self.entry().severity;
        let suggests_allow = severity == Severity::Warning;
        Diagnostic {
            lint: Some(self),
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

/// The error for a string that is not the name of a diagnostic.
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
        entries::all().find(|entry| entry.name == text).map(|entry| entry.lint).ok_or(UnknownLint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_have_the_order_of_the_enum() {
        for (number, entry) in entries::all().enumerate() {
            assert_eq!(entry.lint as usize, number, "{}", entry.name);
            assert_eq!(entry.name.parse(), Ok(entry.lint));
            assert_eq!(entry.lint.to_string(), entry.name);
        }
        assert_eq!("no_such_name".parse::<Lint>(), Err(UnknownLint));
        assert_eq!(UnknownLint.to_string(), "no diagnostic has this name");
    }

    #[test]
    fn warnings_can_be_allowed() {
        assert!(entries::all().all(|entry| entry.is_allowable != entry.allow_when.is_empty()));
        assert!(entries::all().all(|entry| entry.is_allowable || entry.severity == Severity::Error));
    }
}
