//! What a macro accepts if every lint that can be allowed is.

use event_pattern_compiler::check::check;
use event_pattern_compiler::diagnostic::{Diagnostic, Lint};
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::parse_for;
use event_pattern_compiler::schema::Schemas;

/// Whether the macro accepts the pattern with the attribute that [`allow_all`] returns.
pub(crate) fn is_accepted(pattern: &str, schemas: Schemas<'_>) -> bool {
    let is_allowable = |diagnostic: &Diagnostic| diagnostic.lint.is_some_and(|lint| lint.entry().is_allowable);
    check(&parse_for(schemas, pattern, Dialect::Strict), schemas).iter().all(is_allowable)
}

/// Returns the attribute that allows every lint that can be allowed.
pub(crate) fn allow_all() -> String {
    let allowable: Vec<&str> = Lint::entries().filter(|entry| entry.is_allowable).map(|entry| entry.name).collect();
    format!("#[event_pattern(allow({}))]", allowable.join(", "))
}
