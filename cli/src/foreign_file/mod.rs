//! Files that contain a pattern, but are not a pattern: the output of AWS commands, and templates of deployment tools.
//!
//! Without this check, such a file causes an error for each of its keys, with help that is right only for patterns.

mod json;
mod text;

use event_pattern_compiler::diagnostic::Diagnostic;
use event_pattern_compiler::json::{Dialect, Value, ValueKind, read};
use event_pattern_compiler::source::Span;

/// Returns the error for a known file that is not a pattern, but may contain one.
pub(crate) fn recognise(text: &str) -> Option<Diagnostic> {
    match read(text, Dialect::Relaxed).value {
        Some(value @ Value { kind: ValueKind::Object(_) | ValueKind::Array(_), .. }) => json::recognise(&value),
        _ => text::recognise(text),
    }
}

/// The command that prints the pattern of a deployed rule.
const DESCRIBE_RULE: &str = "`aws events describe-rule --name NAME --query EventPattern --output text`";

fn error(span: Span, found: &str, help: impl Into<String>) -> Diagnostic {
    Diagnostic::error(span, format!("expected a pattern, found {found}")).with_help(help)
}

/// Returns the help for a file from which the pattern cannot be extracted.
fn save(name: &str) -> String {
    format!("save {name} as JSON in a file of its own, or print that of the deployed rule with {DESCRIBE_RULE}")
}

#[cfg(test)]
mod tests;
