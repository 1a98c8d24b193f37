//! Explanations of why a rule matches an event, or why it does not.

use crate::json::{EventError, validate};
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use event_pattern_compiler::diagnostic::Style;
use event_pattern_compiler::{Parsed, parse_accepted};
use event_pattern_interpreter::explain as interpreter;

/// An explanation of why a rule matches an event, or why it does not.
///
/// `Display` prints text that is at most 80 columns wide. The text starts with the result and the
/// [`summary`](Self::summary). Below the summary is the pattern, with the value of each field in the event and, if a
/// condition is not satisfied, the expected value.
///
/// ```
/// use event_pattern::{EventError, event_pattern};
///
/// event_pattern! {
///     fn failed(json: &[u8]) -> Result<bool, EventError> {
///         "source": ["my.shop"],
///         "detail": { "state": ["FAILED"], "attempts": [{ "numeric": [">", 3] }] }
///     }
/// }
///
/// let explanation = failed::explain(br#"{ "source": "my.shop", "detail": { "state": "FAILED", "attempts": 2 } }"#)?;
/// assert!(!explanation.is_match());
/// let text = "\
/// no match: `detail.attempts` is 2, but the pattern requires {\"numeric\": [\">\", 3]}
///
/// ✓ source: \"my.shop\"
///   detail
///   ✓ state: \"FAILED\"
///   ✗ attempts: 2, expected {\"numeric\": [\">\", 3]}";
/// assert_eq!(explanation.to_string(), text);
/// # Ok::<(), EventError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    explanation: interpreter::Explanation,
}

impl Explanation {
    /// Returns `true` if the rule matches the event.
    #[must_use]
    pub fn is_match(&self) -> bool {
        self.explanation.is_match()
    }

    /// Returns a one-sentence summary, which names the smallest set of conditions that prevented a match.
    #[must_use]
    pub fn summary(&self) -> &str {
        self.explanation.summary()
    }

    /// Returns the same text as `Display`, with ANSI escape sequences for terminal colours.
    #[must_use]
    pub fn to_coloured_text(&self) -> String {
        self.explanation.to_text(Style::Coloured)
    }

    /// Returns the explanation as JSON text on one line.
    ///
    /// The JSON text is an object with these members:
    ///
    /// - `match`: whether the rule matches the event.
    /// - `summary`: the [`summary`](Self::summary).
    /// - `parts`: an array of objects that describe the parts of the pattern.
    ///
    /// Each part has the members `key` (the key in the pattern), `holds` (whether the part is satisfied, or null for an
    /// object), `words` (a description) and `parts` (the nested parts). If the part describes a field, it also has the
    /// members `path` (the path of the field), `wanted` (the alternatives) and `found` (the fields that were found in
    /// the event, each with its `place` and `value`).
    ///
    /// ```
    /// use event_pattern::{EventError, event_pattern};
    ///
    /// event_pattern! {
    ///     fn failed(json: &[u8]) -> Result<bool, EventError> { "state": ["FAILED"] }
    /// }
    ///
    /// let explanation = failed::explain(br#"{ "state": "FAILED" }"#)?;
    /// assert!(explanation.to_json().starts_with(r#"{"match":true"#));
    /// # Ok::<(), EventError>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        self.explanation.to_json()
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.explanation.fmt(formatter)
    }
}

/// Explains the result of a generated rule, given its pattern and its matching function.
///
/// # Errors
///
/// Returns an error if the bytes are not a JSON object.
pub fn explain_rule(
    pattern: &str,
    json: &[u8],
    matches: impl FnOnce(&[u8]) -> Result<bool, EventError>,
) -> Result<Explanation, EventError> {
    explain(&parse_accepted(pattern), json, matches)
}

/// Explains the result of a parsed pattern. If the event is nested too deeply or repeats keys too often, the
/// explanation consists of the result of `matches` and the reason that there are no details.
pub(crate) fn explain(
    parsed: &Parsed,
    json: &[u8],
    matches: impl FnOnce(&[u8]) -> Result<bool, EventError>,
) -> Result<Explanation, EventError> {
    validate(json)?;
    // `validate` ensures that the object is UTF-8. The bytes after the object are ignored and may be invalid.
    let text = String::from_utf8_lossy(json);
    let explanation = match interpreter::explain(parsed, &text) {
        Ok(Some(explanation)) => explanation,
        Ok(None) => interpreter::Explanation::of_answer(matches(json)?, "the pattern is invalid".into()),
        Err(diagnostics) => {
            let reasons: Vec<String> = diagnostics.into_iter().map(|diagnostic| diagnostic.message).collect();
            interpreter::Explanation::of_answer(matches(json)?, reasons.join("; "))
        }
    };
    Ok(Explanation { explanation })
}

/// Generates the `explain` function of a rule.
#[doc(hidden)]
#[macro_export]
macro_rules! __explain_rule {
    () => {
        /// Explains why the rule matches an event, or why it does not. The event is given as JSON text.
        ///
        /// # Errors
        ///
        /// Returns an error if the bytes are not a JSON object.
        pub fn explain(
            json: &[::core::primitive::u8],
        ) -> ::core::result::Result<$crate::Explanation, $crate::EventError> {
            <Self as $crate::Rule>::explain(json)
        }
    };
}

/// Generates the `explain` method of an enum of rules.
#[doc(hidden)]
#[macro_export]
macro_rules! __explain_rules {
    () => {
        /// Explains why the rule matches an event, or why it does not. The event is given as JSON text.
        ///
        /// # Errors
        ///
        /// Returns an error if the bytes are not a JSON object.
        pub fn explain(
            self,
            json: &[::core::primitive::u8],
        ) -> ::core::result::Result<$crate::Explanation, $crate::EventError> {
            $crate::__private::explain_rule(self.pattern(), json, |json| self.matches_json(json))
        }
    };
}
