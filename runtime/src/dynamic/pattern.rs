//! Patterns that are parsed at run time.

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
use event_pattern_compiler::program::{TooLarge, lower};
use event_pattern_compiler::schema::Schemas;
use event_pattern_compiler::source::Span;
use event_pattern_compiler::{Parsed, parse_for};
use event_pattern_tables::VERSION;
use serde_core::de::{Deserialize, Deserializer, Error as _};
use serde_core::ser::{Serialize, Serializer};

/// A pattern that is parsed at run time.
///
/// Patterns are matched by the same engine as the rules that the macros compile. Matching does not allocate unless the
/// pattern is very large.
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
/// Patterns are compared by their JSON text. `Display` prints the JSON text, and serde represents a pattern as a string
/// that contains the JSON text.
#[derive(Clone)]
pub struct Pattern {
    /// The tables, encoded as an image.
    image: Vec<u8>,
    /// Size of the scratch that the engine needs, in 64-bit words.
    scratch_words: usize,
    /// JSON text of the pre-filter.
    prefilter: String,
    text: String,
}

/// The error returned if a pattern is invalid or too large.
///
/// `Display` prints all errors in the pattern in the style of rustc. [`diagnostics`](Self::diagnostics) returns the
/// errors individually.
#[derive(Clone, PartialEq, Eq)]
pub struct PatternError {
    diagnostics: Diagnostics,
}

impl PatternError {
    /// Returns the error for a pattern that EventBridge rejects.
    pub(super) fn of(parsed: &Parsed, text: &str) -> Self {
        let rejections = parsed.diagnostics.iter().filter(|diagnostic| diagnostic.is_rejection());
        Self { diagnostics: Diagnostics::new(text, rejections.cloned().collect()) }
    }

    pub(super) fn too_large(text: &str) -> Self {
        let too_large =
            Lint::TooLarge.at(Span::new(0, 1), "the pattern is too large").with_help("split it into several patterns");
        Self { diagnostics: Diagnostics::new(text, vec![too_large]) }
    }

    /// Returns all errors in the pattern, each with its name, location, message and suggestion.
    ///
    /// ```
    /// use event_pattern::Pattern;
    ///
    /// let error = Pattern::parse(r#"{ "state": "LATE", "minutes": [{ "numeric": ["=>", 60] }] }"#).unwrap_err();
    /// let errors: Vec<_> = error.diagnostics().iter().map(|error| (error.name(), error.column())).collect();
    /// assert_eq!(errors, [("invalid_pattern", 12), ("invalid_filter", 46)]);
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

/// Prints the same text as `Display`, so that a panic from `unwrap` shows a readable message.
impl fmt::Debug for PatternError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl core::error::Error for PatternError {}

impl Pattern {
    /// Maximum size of scratch on the stack, in 64-bit words. Larger scratch is allocated on the heap.
    const MAX_STACK_SCRATCH_WORDS: usize = 128;

    /// Parses the JSON text of a pattern.
    ///
    /// Unknown fields and values are errors in the macros, but not here: [`warnings`](Self::warnings) reports them. AWS
    /// may add fields and values at any time, and a pattern that is loaded at run time must work even if this crate
    /// does not know the new fields and values yet.
    ///
    /// # Errors
    ///
    /// Returns an error if EventBridge rejects the pattern, or if the pattern is too large for the engine.
    /// [`PatternError`] contains a diagnostic for each error in the pattern.
    ///
    /// # Examples
    ///
    /// ```
    /// use event_pattern::Pattern;
    ///
    /// assert!(Pattern::parse(r#"{ "source": ["aws.ecs"] }"#).is_ok());
    /// assert!(Pattern::parse(r#"{ "source": "aws.ecs" }"#).is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        Self::parse_for(known(), text)
    }

    /// Parses a pattern for events with these schemas.
    ///
    /// # Errors
    ///
    /// Returns an error under the same conditions as [`parse`](Self::parse).
    #[doc(hidden)]
    pub fn parse_for(schemas: Schemas<'_>, text: &str) -> Result<Self, PatternError> {
        let parsed = parse_for(schemas, text, Dialect::Strict);
        let (Some(lowered), Some(prefilter)) = (&parsed.lowered, prefilter::of(&parsed, schemas)) else {
            return Err(PatternError::of(&parsed, text));
        };
        let tables = lower(&lowered.rule).map_err(|TooLarge| PatternError::too_large(text))?;
        Ok(Self {
            image: tables.image(),
            scratch_words: tables.scratch_words(),
            prefilter: prefilter.to_json(),
            text: text.into(),
        })
    }

    /// Returns the JSON text that the pattern was parsed from.
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

    /// Checks the pattern, and returns the errors and warnings that the macro reports for a rule that has the same
    /// pattern and takes JSON bytes.
    ///
    /// An [`Error`](crate::Severity::Error) means that the pattern is almost certainly wrong: for example, it has a
    /// field that the events of its `detail-type` do not have.
    ///
    /// Each call checks the pattern again. [`parse`](Self::parse) does not perform this check.
    ///
    /// ```
    /// use event_pattern::{Pattern, Severity};
    ///
    /// let text = r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Task State Change"], "detail": { "lastStatus": ["STOPED"] } }"#;
    /// let warnings = Pattern::parse(text)?.warnings();
    /// let warning = warnings.iter().next().unwrap();
    /// assert_eq!((warning.name(), warning.severity()), ("unknown_value", Severity::Error));
    /// assert_eq!(warning.help(), Some(r#"did you mean `"STOPPED"`?"#));
    /// # Ok::<(), event_pattern::PatternError>(())
    /// ```
    #[must_use]
    pub fn warnings(&self) -> Diagnostics {
        warnings(&self.text)
    }

    /// Returns `true` if the pattern matches an event that is given as JSON text.
    ///
    /// # Errors
    ///
    /// Returns an error if the bytes are not a JSON object, or if the event repeats keys so often that evaluation would
    /// take too long. Bytes that do not affect the result are not necessarily validated.
    ///
    /// # Examples
    ///
    /// ```
    /// let pattern: event_pattern::Pattern = r#"{ "source": ["aws.ecs"] }"#.parse()?;
    /// assert_eq!(pattern.matches_json(br#"{ "source": "aws.ecs" }"#), Ok(true));
    /// assert!(pattern.matches_json(b"[]").is_err());
    /// # Ok::<(), event_pattern::PatternError>(())
    /// ```
    pub fn matches_json(&self, json: &[u8]) -> Result<bool, EventError> {
        if self.scratch_words <= Self::MAX_STACK_SCRATCH_WORDS {
            return engine::run(self.tables(), json, &mut [0; Self::MAX_STACK_SCRATCH_WORDS][..self.scratch_words]);
        }
        engine::run(self.tables(), json, &mut vec![0; self.scratch_words])
    }

    fn tables(&self) -> Tables<'_> {
        Tables::new(VERSION, &self.image)
    }

    /// Returns the pre-filter as JSON text on one line. The pre-filter is the pattern to deploy to Amazon EventBridge
    /// in front of this pattern.
    ///
    /// The pre-filter matches every event that this pattern matches. If EventBridge supports all conditions of this
    /// pattern, the pre-filter is this pattern, reformatted.
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

    /// Explains why the pattern matches an event, or why it does not. The event is given as JSON text.
    ///
    /// # Errors
    ///
    /// Returns an error if the bytes are not a JSON object.
    ///
    /// # Examples
    ///
    /// ```
    /// let pattern: event_pattern::Pattern = r#"{ "state": ["LATE"] }"#.parse()?;
    /// let explanation = pattern.explain(br#"{ "state": "DONE" }"#)?;
    /// assert_eq!(explanation.summary(), r#"`state` is "DONE" instead of "LATE""#);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(feature = "explain")]
    pub fn explain(&self, json: &[u8]) -> Result<crate::Explanation, EventError> {
        let parsed = event_pattern_compiler::parse_accepted(&self.text);
        crate::explanation::explain(&parsed, json, |json| self.matches_json(json))
    }

    /// Like [`matches_json`](Self::matches_json), but runs the sweep with the given instruction set, or the plain pass
    /// if `variant` is `None`.
    #[doc(hidden)]
    pub fn matches_on(&self, variant: Option<engine::Variant>, json: &[u8]) -> Result<bool, EventError> {
        engine::run_with_variant(variant, self.tables(), json, &mut vec![0; self.scratch_words])
    }
}

/// Returns the diagnostics about a pattern that EventBridge accepts.
pub(super) fn warnings(text: &str) -> Diagnostics {
    Diagnostics::new(text, check(&parse_known(text), known()))
}

/// Parses a pattern whose events follow from its `source` and `detail-type`.
pub(super) fn parse_known(text: &str) -> Parsed {
    parse_for(known(), text, Dialect::Strict)
}

fn known() -> Schemas<'static> {
    Schemas::known(event_pattern_catalogue::aws())
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

/// Patterns are equal if their JSON texts are equal.
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

/// Serializes the pattern as a string that contains its JSON text.
impl Serialize for Pattern {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

/// Deserializes the pattern from a string that contains its JSON text.
impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests;
