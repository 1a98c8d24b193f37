//! The front end in one call: JSON to a pattern and its rule, or everything that is wrong.

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::json::{self, Dialect, Value};
use crate::pattern::{self, Pattern};
use crate::rule::{self, MOST_COMBINATIONS, Replacement, Rule};
use crate::source::Span;

/// What the front end makes of a pattern.
#[derive(Debug)]
pub struct Parsed {
    /// The tree as it was read, unless its syntax is broken. Present even if the pattern is refused.
    pub value: Option<Value>,
    /// The pattern as it was written, without what is refused.
    pub pattern: Option<Pattern>,
    /// What the pattern means, unless something is refused.
    pub lowered: Option<Lowered>,
    /// Everything that was found, in the order of the source. The service refuses a pattern that has an error here.
    pub diagnostics: Vec<Diagnostic>,
}

/// What a pattern means that the service accepts.
#[derive(Debug)]
pub struct Lowered {
    /// The rule.
    pub rule: Rule,
    /// Conditions that silently take the place of others. Warnings speak of them too.
    pub replacements: Vec<Replacement>,
}

/// Reads a pattern from text as the service does.
#[must_use]
pub fn parse(text: &str, dialect: Dialect) -> Parsed {
    let json::Parsed { value, problems, rest } = json::read(text, dialect);
    let mut diagnostics = Diagnostics::new();
    diagnostics.extend(problems);
    if let Some(rest) = rest {
        let help = "take it out: the service ignores what follows the closing brace";
        diagnostics.push(Diagnostic::warning(rest, "text follows the pattern").with_help(help));
    }
    match value {
        Some(value) => parse_value(value, diagnostics),
        None => Parsed { value: None, pattern: None, lowered: None, diagnostics: diagnostics.into_sorted() },
    }
}

/// Reads a pattern from a tree. Problems of the tree are among the diagnostics already.
#[must_use]
pub fn parse_value(value: Value, mut diagnostics: Diagnostics) -> Parsed {
    let syntax = diagnostics.as_slice().len();
    let pattern = pattern::read(&value, &mut diagnostics);
    diagnostics.forget_around(syntax);
    let whole = pattern.as_ref().filter(|_| !diagnostics.has_errors());
    let lowered = whole.and_then(|pattern| lower(pattern, &value, &mut diagnostics));
    Parsed { value: Some(value), pattern, lowered, diagnostics: diagnostics.into_sorted() }
}

fn lower(pattern: &Pattern, value: &Value, diagnostics: &mut Diagnostics) -> Option<Lowered> {
    match rule::lower(pattern) {
        Ok((rule, replacements)) => {
            diagnostics.extend(replacements.iter().map(warn_of_replacement));
            Some(Lowered { rule, replacements })
        }
        Err(rule::TooManyCombinations { combinations }) => {
            let shown = if combinations == usize::MAX { "too many".to_owned() } else { combinations.to_string() };
            let message = format!("the `$or` branches combine in {shown} ways; {MOST_COMBINATIONS} are allowed");
            let help = "split the pattern, or write alternatives of one field as one list";
            diagnostics.push(Diagnostic::error(opening(value.span), message).with_help(help));
            None
        }
    }
}

/// The first character or token of a place: an underline below a whole pattern says nothing.
fn opening(span: Span) -> Span {
    Span::new(span.start, span.start + 1)
}

fn warn_of_replacement(replacement: &Replacement) -> Diagnostic {
    let path = &replacement.path;
    if replacement.across_or {
        let other = if replacement.later_is_outside { "inside" } else { "outside" };
        let message = format!("this condition on `{path}` replaces the one {other} the `$or` instead of adding to it");
        let help = format!(
            "the service keeps one list for each path: write the condition on `{path}` into every branch, or only outside"
        );
        return Diagnostic::warning(replacement.later, message).with_help(help);
    }
    let help = "the last list counts: write one list with all alternatives";
    Diagnostic::warning(replacement.later, format!("the field `{path}` is constrained twice")).with_help(help)
}

impl Parsed {
    /// Turns the warnings into errors that a rule in source code must not have: where the pattern does not mean what it
    /// says.
    pub fn refuse_suspicious(&mut self) {
        for diagnostic in &mut self.diagnostics {
            diagnostic.severity = Severity::Error;
        }
        if !self.diagnostics.is_empty() {
            self.lowered = None;
        }
    }
}
