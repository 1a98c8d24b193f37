//! Patterns that are known only at run time.

use crate::json::EventError;
use crate::program;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::fmt;
use core::str::FromStr;
use event_pattern_compiler::Parsed;
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::prefilter;
use event_pattern_compiler::program as compiled;
use event_pattern_compiler::source::Source;

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
#[derive(Debug, Clone)]
pub struct Pattern {
    /// The tables of its program.
    program: Vec<u8>,
    /// How many words of working space the engine wants.
    scratch: usize,
    /// The pre-filter, as JSON text.
    prefilter: String,
    /// The pattern itself.
    #[cfg(feature = "explain")]
    text: String,
}

/// Everything that is wrong with a pattern's text, each with its line, a caret and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternError {
    rendered: String,
}

impl PatternError {
    /// What is wrong with a pattern that has no meaning.
    pub(super) fn of(parsed: &Parsed, text: &str) -> Self {
        let source = Source::new("pattern", text);
        let errors = parsed.diagnostics.iter().filter(|diagnostic| diagnostic.is_refusal());
        let rendered: Vec<String> = errors.map(|error| error.render(&source)).collect();
        Self { rendered: rendered.join("\n\n") }
    }

    pub(super) fn too_large(_: compiled::TooLarge) -> Self {
        Self { rendered: "error: the pattern is too large".into() }
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.rendered)
    }
}

impl core::error::Error for PatternError {}

impl Pattern {
    /// How many words of working space stand on the stack; patterns that want more get it from the heap.
    const INLINE: usize = 128;

    /// Parses the JSON text of a pattern.
    ///
    /// # Errors
    /// The service would refuse the pattern, or it is larger than the engine's tables can be. The error lists all
    /// problems.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        let parsed = event_pattern_compiler::parse(text, Dialect::Strict);
        let (Some(lowered), Some(prefilter)) = (&parsed.lowered, prefilter::of(&parsed, None)) else {
            return Err(PatternError::of(&parsed, text));
        };
        let tables = compiled::lower(&lowered.rule).map_err(PatternError::too_large)?;
        Ok(Self {
            program: tables.image(),
            scratch: tables.scratch(),
            prefilter: prefilter.to_json(),
            #[cfg(feature = "explain")]
            text: text.into(),
        })
    }

    /// Whether the pattern matches an event, given as its JSON text.
    ///
    /// # Errors
    /// The bytes are no JSON object, and that came to light before the answer was certain.
    pub fn matches_json(&self, json: &[u8]) -> Result<bool, EventError> {
        if self.scratch <= Self::INLINE {
            return program::run(&self.program, json, &mut [0; Self::INLINE][..self.scratch]);
        }
        program::run(&self.program, json, &mut vec![0; self.scratch])
    }

    /// The pattern to deploy to Amazon EventBridge in front of this one, as JSON text: it loses no event that this pattern
    /// wants. It is the pattern itself where the service can say all of it.
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
    /// The bytes are no JSON object.
    #[cfg(feature = "explain")]
    pub fn explain(&self, json: &[u8]) -> Result<crate::Explanation, EventError> {
        let parsed = event_pattern_compiler::parse(&self.text, Dialect::Strict);
        crate::explanation::explain(&parsed, json, |json| self.matches_json(json))
    }

    /// As [`matches_json`](Self::matches_json), run in one of the ways there are: by the plain loop, or with an instruction set.
    #[doc(hidden)]
    pub fn matches_on(&self, variant: Option<program::Variant>, json: &[u8]) -> Result<bool, EventError> {
        program::run_on(variant, &self.program, json, &mut vec![0; self.scratch])
    }
}

impl FromStr for Pattern {
    type Err = PatternError;

    fn from_str(text: &str) -> Result<Self, PatternError> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn the_prefilter_says_what_the_service_can_say() {
        for (pattern, expected) in [
            (r#"{ "source": ["aws.ecs"] }"#, r#"{"source":["aws.ecs"]}"#),
            (
                r#"{ "detail-type": ["ECS Task State Change"], "detail": { "group": [{ "$field": "detail.cpu" }] } }"#,
                r#"{"detail-type":["ECS Task State Change"],"detail":{"group":[{"exists":true}]}}"#,
            ),
        ] {
            assert_eq!(Pattern::parse(pattern).unwrap().prefilter(), expected);
        }
    }
}
