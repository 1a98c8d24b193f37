//! Patterns that are known only at run time.

use super::diagnostic::Diagnostics;
use crate::engine::{self, Tables};
use crate::json::EventError;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::str::FromStr;
use event_pattern_compiler::check::check;
use event_pattern_compiler::diagnostic::Lint;
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::prefilter;
use event_pattern_compiler::program as compiled;
use event_pattern_compiler::source::Span;
use event_pattern_compiler::{Parsed, parse};
use event_pattern_tables::VERSION;
use serde_core::de::{Deserialize, Deserializer, Error as _};
use serde_core::ser::{Serialize, Serializer};

/// A pattern that is parsed at run time and run by the same engine as those that the macro compiles.
///
/// Matching allocates nothing, unless the pattern is very large.
///
/// ```
/// use event_pattern::Pattern;
///
/// let pattern: Pattern = r#"{ "detail": { "exitCode": [{ "anything-but": [0] }] } }"#.parse()?;
/// assert!(pattern.matches_json(br#"{ "detail": { "exitCode": 1 } }"#)?);
/// assert!(!pattern.matches_json(br#"{ "detail": { "exitCode": 0 } }"#)?);
///
/// let error = Pattern::parse(r#"{ "detail": { "exitCode": 0 } }"#).unwrap_err();
/// assert!(error.to_string().contains("put the value in brackets"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// A pattern is its text: it is equal to another one with the same text, prints it, and serde reads and writes it as a string.
#[derive(Clone)]
pub struct Pattern {
    /// The tables of its program.
    program: Vec<u8>,
    /// How many words of working space the engine needs.
    scratch: usize,
    /// The pre-filter, as JSON text.
    prefilter: String,
    text: String,
}

/// Everything that the service refuses in the text of a pattern.
///
/// Its text shows each problem with its line, a caret and what to write instead. [`diagnostics`](Self::diagnostics) has the parts.
#[derive(Clone, PartialEq, Eq)]
pub struct PatternError {
    diagnostics: Diagnostics,
}

impl PatternError {
    /// What is wrong with a pattern that has no meaning.
    pub(super) fn of(parsed: &Parsed, text: &str) -> Self {
        let rejections = parsed.diagnostics.iter().filter(|diagnostic| diagnostic.is_rejection());
        Self { diagnostics: Diagnostics::new(text, rejections.cloned().collect()) }
    }

    pub(super) fn too_large(text: &str) -> Self {
        let too_large = Lint::TooLarge.at(Span::new(0, 1), "the pattern is too large").with_help("split it");
        Self { diagnostics: Diagnostics::new(text, vec![too_large]) }
    }

    /// The problems, each with its name, its place, a message and a help.
    ///
    /// ```
    /// use event_pattern::Pattern;
    ///
    /// let error = Pattern::parse(r#"{ "state": "LATE", "minutes": [{ "numeric": ["=>", 60] }] }"#).unwrap_err();
    /// let problems: Vec<_> = error.diagnostics().iter().map(|problem| (problem.name(), problem.column())).collect();
    /// assert_eq!(problems, [("invalid_pattern", 12), ("invalid_filter", 46)]);
    /// ```
    #[must_use]
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.diagnostics.fmt(formatter)
    }
}

/// The text of the error, which is what to show when a pattern of the program itself is unwrapped.
impl fmt::Debug for PatternError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl core::error::Error for PatternError {}

impl Pattern {
    /// How many words of working space are on the stack; patterns that need more get it from the heap.
    const INLINE: usize = 128;

    /// Parses the JSON text of a pattern.
    ///
    /// Only what the service refuses is an error. Fields and values that the event does not have, which the macro refuses too, are
    /// [`warnings`](Self::warnings): AWS adds fields and values at any time, and a rule that is loaded at run time must not be
    /// lost because this crate does not know them yet.
    ///
    /// # Errors
    /// The service would refuse the pattern, or it is larger than the engine's tables can be. The error lists all
    /// problems.
    ///
    /// ```
    /// use event_pattern::Pattern;
    ///
    /// assert!(Pattern::parse(r#"{ "source": ["aws.ecs"] }"#).is_ok());
    /// assert!(Pattern::parse(r#"{ "source": "aws.ecs" }"#).is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        let parsed = parse(text, Dialect::Strict);
        let (Some(lowered), Some(prefilter)) = (&parsed.lowered, prefilter::of(&parsed, None)) else {
            return Err(PatternError::of(&parsed, text));
        };
        let tables = compiled::lower(&lowered.rule).map_err(|compiled::TooLarge| PatternError::too_large(text))?;
        Ok(Self {
            program: tables.image(),
            scratch: tables.scratch_words(),
            prefilter: prefilter.to_json(),
            text: text.into(),
        })
    }

    /// The JSON text of the pattern, as it was given.
    ///
    /// ```
    /// let pattern = event_pattern::Pattern::parse(r#"{ "source": ["aws.ecs"] }"#)?;
    /// assert_eq!(pattern.as_str(), r#"{ "source": ["aws.ecs"] }"#);
    /// # Ok::<(), event_pattern::PatternError>(())
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What is suspicious about the pattern: all that the macro reports of the same pattern in a rule on JSON bytes, each finding with the
    /// [`Severity`](crate::Severity) that it has there. An error means that the pattern is almost certainly not what was meant, such
    /// as a field that the events of its `detail-type` do not have.
    ///
    /// The pattern is checked when this is called, so that parsing costs nothing more.
    ///
    /// ```
    /// use event_pattern::{Pattern, Severity};
    ///
    /// let text = r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Task State Change"], "detail": { "lastStatus": ["STOPED"] } }"#;
    /// let warnings = Pattern::parse(text)?.warnings();
    /// let warning = warnings.iter().next().unwrap();
    /// assert_eq!((warning.name(), warning.severity()), ("unknown_value", Severity::Error));
    /// assert_eq!(warning.help(), Some(r#"write `"STOPPED"`"#));
    /// # Ok::<(), event_pattern::PatternError>(())
    /// ```
    #[must_use]
    pub fn warnings(&self) -> Diagnostics {
        warnings(&self.text)
    }

    /// Whether the pattern matches an event, given as its JSON text.
    ///
    /// # Errors
    /// The bytes are not a JSON object, and the engine saw it before the answer was certain.
    ///
    /// ```
    /// let pattern: event_pattern::Pattern = r#"{ "source": ["aws.ecs"] }"#.parse()?;
    /// assert_eq!(pattern.matches_json(br#"{ "source": "aws.ecs" }"#), Ok(true));
    /// assert!(pattern.matches_json(b"[]").is_err());
    /// # Ok::<(), event_pattern::PatternError>(())
    /// ```
    pub fn matches_json(&self, json: &[u8]) -> Result<bool, EventError> {
        if self.scratch <= Self::INLINE {
            return engine::run(self.tables(), json, &mut [0; Self::INLINE][..self.scratch]);
        }
        engine::run(self.tables(), json, &mut vec![0; self.scratch])
    }

    fn tables(&self) -> Tables<'_> {
        Tables::new(VERSION, &self.program)
    }

    /// The pattern to deploy to Amazon EventBridge in front of this one, as JSON text: it lets every event through that this pattern
    /// matches. It is the pattern itself, on one line, where the service can express all of it.
    ///
    /// ```
    /// let pattern: event_pattern::Pattern = r#"{ "source": ["aws.ecs"] }"#.parse()?;
    /// assert_eq!(pattern.prefilter(), r#"{"source":["aws.ecs"]}"#);
    /// # Ok::<(), event_pattern::PatternError>(())
    /// ```
    #[must_use]
    pub fn prefilter(&self) -> &str {
        &self.prefilter
    }

    /// Why the pattern matches an event, given as its JSON text, or why it does not.
    ///
    /// # Errors
    /// The bytes are not a JSON object.
    ///
    /// ```
    /// let pattern: event_pattern::Pattern = r#"{ "state": ["LATE"] }"#.parse()?;
    /// let explanation = pattern.explain(br#"{ "state": "DONE" }"#)?;
    /// assert_eq!(explanation.summary(), r#"`state` is "DONE" instead of "LATE""#);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(feature = "explain")]
    pub fn explain(&self, json: &[u8]) -> Result<crate::Explanation, EventError> {
        let parsed = parse(&self.text, Dialect::Strict);
        crate::explanation::explain(&parsed, json, |json| self.matches_json(json))
    }

    /// As [`matches_json`](Self::matches_json), run in one of the ways there are: by the plain loop, or with an instruction set.
    #[doc(hidden)]
    pub fn matches_on(&self, variant: Option<engine::Variant>, json: &[u8]) -> Result<bool, EventError> {
        engine::run_with_variant(variant, self.tables(), json, &mut vec![0; self.scratch])
    }
}

/// What is suspicious about a pattern that the service takes.
pub(super) fn warnings(text: &str) -> Diagnostics {
    Diagnostics::new(text, check(&parse(text, Dialect::Strict), None))
}

impl FromStr for Pattern {
    type Err = PatternError;

    fn from_str(text: &str) -> Result<Self, PatternError> {
        Self::parse(text)
    }
}

impl TryFrom<&str> for Pattern {
    type Error = PatternError;

    fn try_from(text: &str) -> Result<Self, PatternError> {
        Self::parse(text)
    }
}

impl AsRef<str> for Pattern {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.text)
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Pattern({})", self.text)
    }
}

/// Patterns are equal if their texts are.
impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Pattern {}

impl Hash for Pattern {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

/// A string with the text of the pattern.
impl Serialize for Pattern {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

/// A string with the text of the pattern.
impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests;
