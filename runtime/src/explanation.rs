//! Why a rule matches an event, or why it does not.

use crate::json::{EventError, validate};
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use event_pattern_compiler::diagnostic::Style;
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::schema::Schema;
use event_pattern_compiler::{Parsed, parse_for};
use event_pattern_interpreter::explain as compiled;

/// Why a rule matches an event, or why it does not.
///
/// Its text fits into eighty columns: one sentence that names the fewest conditions that kept the rule from matching, and
/// below it the pattern, where each condition shows what the event has and what the rule wants.
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
/// no match: `detail.attempts` is 2 instead of {\"numeric\": [\">\", 3]}
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
    explanation: compiled::Explanation,
}

impl Explanation {
    /// Whether the rule matches.
    #[must_use]
    pub fn is_match(&self) -> bool {
        self.explanation.is_match()
    }

    /// The sentence at the top: which conditions kept the rule from matching.
    #[must_use]
    pub fn summary(&self) -> &str {
        self.explanation.summary()
    }

    /// The text with the colours of a terminal, as ANSI escape sequences.
    #[must_use]
    pub fn to_coloured_text(&self) -> String {
        self.explanation.to_text(Style::Coloured)
    }

    /// The explanation as JSON text on one line: an object with `match`, `summary` and `parts`. A part has its `key`,
    /// whether it `holds` (null for an object), `words`, and `parts` of its own. That of a field also has the field's
    /// `path`, the alternatives that are `wanted`, and the fields that were `found`, each with its `place` and `value`.
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

/// What generated code calls: its pattern, the Rust name of its event type if it has one, and the matcher.
///
/// # Errors
/// The bytes are not a JSON object.
pub fn explain_rule(
    pattern: &str,
    event_type: &str,
    json: &[u8],
    matches: impl FnOnce(&[u8]) -> Result<bool, EventError>,
) -> Result<Explanation, EventError> {
    let parsed = parse_for(Schema::by_rust_name(event_type), pattern, Dialect::Strict);
    explain(&parsed, json, matches)
}

/// Explains a pattern that was read. An event that is nested too deep, or repeats keys too often, gets only the answer, which
/// `matches` gives.
pub(crate) fn explain(
    parsed: &Parsed,
    json: &[u8],
    matches: impl FnOnce(&[u8]) -> Result<bool, EventError>,
) -> Result<Explanation, EventError> {
    validate(json)?;
    // The object is UTF-8. What follows it may be anything, and is ignored.
    let text = String::from_utf8_lossy(json);
    let explanation = match compiled::explain(parsed, &text) {
        Ok(Some(explanation)) => explanation,
        Ok(None) => compiled::Explanation::of_answer(matches(json)?, "the pattern cannot be read".into()),
        Err(found) => {
            let reasons: Vec<String> = found.into_iter().map(|one| one.message).collect();
            compiled::Explanation::of_answer(matches(json)?, reasons.join("; "))
        }
    };
    Ok(Explanation { explanation })
}

/// Adds `explain` to a rule.
#[doc(hidden)]
#[macro_export]
macro_rules! __explain_rule {
    () => {
        /// Why the rule matches an event, given as its JSON text, or why it does not.
        ///
        /// # Errors
        /// The bytes are not a JSON object.
        pub fn explain(
            json: &[::core::primitive::u8],
        ) -> ::core::result::Result<$crate::Explanation, $crate::EventError> {
            <Self as $crate::Rule>::explain(json)
        }
    };
}

/// Adds `explain` to an enum of rules.
#[doc(hidden)]
#[macro_export]
macro_rules! __explain_rules {
    ($event_type:literal) => {
        /// Why the rule matches an event, given as its JSON text, or why it does not.
        ///
        /// # Errors
        /// The bytes are not a JSON object.
        pub fn explain(
            self,
            json: &[::core::primitive::u8],
        ) -> ::core::result::Result<$crate::Explanation, $crate::EventError> {
            $crate::__private::explain_rule(self.pattern(), $event_type, json, |json| self.matches_json(json))
        }
    };
}
