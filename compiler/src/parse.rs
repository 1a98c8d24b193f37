//! The front end in one call: JSON to a pattern and its rule, or everything that is wrong.

use crate::diagnostic::{Diagnostic, Diagnostics, Lint};
use crate::json::{self, Dialect, Value};
use crate::limits::{MAX_COMBINATIONS, MAX_CONDITIONS};
use crate::pattern::{self, Pattern, placement};
use crate::rule::{self, Lowered};
use crate::schema::Schema;

/// What the front end makes of a pattern.
#[derive(Debug)]
pub struct Parsed {
    /// The tree as it was read, unless its syntax is broken. Present even if the pattern is refused.
    pub value: Option<Value>,
    /// The pattern as it was written, without what is refused.
    pub pattern: Option<Pattern>,
    /// What the pattern means, if the service accepts it.
    pub lowered: Option<Lowered>,
    /// What was found while reading, in the order of the source. [`check`](crate::check::check()) finds more.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a pattern from text as the service does. Element scopes and the names of other fields, which the service does not
/// have, are taken where the pattern asks for an event whose schema is known.
#[must_use]
pub fn parse(text: &str, dialect: Dialect) -> Parsed {
    parse_for(None, text, dialect)
}

/// As [`parse`], for an event of this schema, whatever the pattern asks for.
#[must_use]
pub fn parse_for(event_type: Option<&'static Schema>, text: &str, dialect: Dialect) -> Parsed {
    let json::Parsed { value, problems, rest } = json::read(text, dialect);
    let mut diagnostics = Diagnostics::new();
    diagnostics.extend(problems);
    if let Some(rest) = rest {
        let help = "remove it; EventBridge ignores everything after the closing brace";
        diagnostics.push(Lint::TrailingText.at(rest, "unexpected text after the pattern").with_help(help));
    }
    match value {
        Some(value) => parse_value(event_type, value, diagnostics),
        None => Parsed { value: None, pattern: None, lowered: None, diagnostics: diagnostics.into_sorted() },
    }
}

/// As [`parse_for`], from a tree. Problems of the tree are among the diagnostics already.
#[must_use]
pub fn parse_value(event_type: Option<&'static Schema>, value: Value, mut diagnostics: Diagnostics) -> Parsed {
    let syntax = diagnostics.as_slice().len();
    let pattern = pattern::read(&value, &mut diagnostics);
    if let Some(pattern) = &pattern {
        placement::check(pattern, event_type, &mut diagnostics);
    }
    diagnostics.forget_around(syntax);
    let whole = pattern.as_ref().filter(|_| !diagnostics.has_rejections());
    let lowered = whole.and_then(|pattern| lower(pattern, &mut diagnostics));
    Parsed { value: Some(value), pattern, lowered, diagnostics: diagnostics.into_sorted() }
}

fn lower(pattern: &Pattern, diagnostics: &mut Diagnostics) -> Option<Lowered> {
    match rule::lower(pattern) {
        Ok(lowered) => Some(lowered),
        Err(rule::TooManyCombinations { combinations, conditions, span }) => {
            let shown = |number: usize| if number == usize::MAX { "too many".to_owned() } else { number.to_string() };
            let message = if combinations > MAX_COMBINATIONS {
                format!(
                    "the `$or` branches form {} combinations; EventBridge allows at most {MAX_COMBINATIONS}",
                    shown(combinations)
                )
            } else {
                let shown = shown(conditions);
                format!(
                    "the combinations of `$or` branches contain {shown} conditions in total; at most {MAX_CONDITIONS} are allowed"
                )
            };
            let help = "split the pattern, or put the alternatives for one field in a single list";
            diagnostics.push(Lint::TooManyCombinations.at(span, message).with_help(help));
            None
        }
    }
}
