//! Checks a pattern for likely mistakes: fields and values that the event does not have, and conditions that no event
//! satisfies or that every event satisfies.
//!
//! `event_type` determines which events each part of the pattern is for. `envelope` checks the outer fields, which all
//! events have. `field` checks the keys against the schema, `unsent` finds fields that only the API has, `value` and
//! `form` check the alternatives for a field, and `field_ref` checks the fields that `$field` names. The checks that
//! depend on several conditions (`replacement`, `absence`, `scope`, `facts` and `fires_twice`) work on the rule.
//! `redundancy`, `exclusion`, `repetition`, `text` and `limit` need no schema. `coverage` determines what a pattern was
//! checked against.

mod absence;
mod coverage;
mod duplicate;
mod envelope;
pub mod event_type;
mod exclusion;
mod facts;
mod field;
mod field_ref;
mod fires_twice;
mod form;
mod hint;
mod limit;
mod redundancy;
mod repetition;
mod replacement;
mod scope;
mod syntax;
mod text;
mod unsent;
mod value;

pub use coverage::{Coverage, coverage};
pub use duplicate::{NamedRule, duplicate_diagnostic, identical_rules};

use crate::Parsed;
use crate::diagnostic::{Diagnostic, Diagnostics, Lint, Severity};
use crate::rule::{self, Conjunction, Lowered};
use crate::schema::{ObjectSchema, Schemas};
use std::collections::HashSet;

/// Returns all errors and warnings for a pattern, including those from parsing, in source order.
///
/// If the rule is for a typed event, the pattern is checked against the schema of that event, otherwise against the
/// schemas of all events of the catalogue that its `source` and `detail-type` leave possible. If other events are
/// possible too, only the outer fields are checked.
///
/// ```
/// use event_pattern_compiler::schema::Schemas;
/// use event_pattern_compiler::{check::check, diagnostic::Lint, json::Dialect, parse};
///
/// let text = r#"{ "detail-typ": ["Order Placed"], "detail": { "total": [{ "numeric": [">", 10] }] } }"#;
/// let diagnostics = check(&parse(text, Dialect::Strict), Schemas::default());
/// assert_eq!(diagnostics[0].lint, Some(Lint::UnknownField));
/// assert_eq!(diagnostics[0].help.as_deref(), Some("did you mean `detail-type`?"));
/// ```
#[must_use]
pub fn check(parsed: &Parsed, schemas: Schemas<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Diagnostics::new();
    diagnostics.extend(parsed.diagnostics.iter().cloned());
    if let Some(pattern) = &parsed.pattern {
        syntax::check(&pattern.root, &mut diagnostics);
    }
    let from_parsing = diagnostics.as_slice().len();
    if let Some(pattern) = &parsed.pattern {
        event_type::check(pattern, schemas, &mut diagnostics);
        redundancy::check(pattern, &mut diagnostics);
        scope::check_counts(pattern, &mut diagnostics);
        // In a rejected pattern, the part that was read may still contain conditions that replace earlier ones.
        match (&parsed.lowered, rule::lower(pattern)) {
            (Some(lowered), _) => check_replacements(lowered, &mut diagnostics),
            (None, Ok(partial)) => check_replacements(&partial, &mut diagnostics),
            (None, Err(_)) => {}
        }
        repetition::check(pattern, &mut diagnostics);
        text::check(pattern, &mut diagnostics);
    }
    diagnostics.drop_enclosing(from_parsing);
    if let Some(lowered) = &parsed.lowered {
        check_conjunctions(lowered, schemas, &mut diagnostics);
        limit::check(parsed, schemas, &mut diagnostics);
    }
    dedup_and_suppress(diagnostics.into_sorted())
}

fn check_replacements(lowered: &Lowered, diagnostics: &mut Diagnostics) {
    replacement::check(lowered, diagnostics);
    lowered.scopes.iter().for_each(|scope| check_replacements(&scope.lowered, diagnostics));
}

fn check_conjunctions<'l>(lowered: &'l Lowered, schemas: Schemas<'l>, diagnostics: &mut Diagnostics) {
    let typed = |conjunction: &'l Conjunction| {
        let derived = || event_type::schema_of_conjunction(&lowered.rule, conjunction, schemas.catalogue);
        Some((conjunction, &*schemas.event_type.or_else(derived)?.root))
    };
    let conjunctions: Vec<(&Conjunction, &ObjectSchema)> = lowered.rule.conjunctions.iter().filter_map(typed).collect();
    facts::check(lowered, schemas, diagnostics);
    check_combined(lowered, &conjunctions, diagnostics);
}

/// Runs the checks that depend on several conditions, for an event and for the elements of each scope.
fn check_combined(lowered: &Lowered, conjunctions: &[(&Conjunction, &ObjectSchema)], diagnostics: &mut Diagnostics) {
    absence::check(lowered, conjunctions, diagnostics);
    scope::check_needless(lowered, diagnostics);
    for (number, scope) in lowered.scopes.iter().enumerate() {
        let with_scope = conjunctions.iter().find(|(conjunction, _)| conjunction.scopes.contains(&number));
        let element =
            with_scope.and_then(|(_, fields)| fields.resolve(lowered.rule.scopes[number].path.steps()).inner_object());
        let inside: Vec<(&Conjunction, &ObjectSchema)> = element
            .iter()
            .flat_map(|&fields| scope.lowered.rule.conjunctions.iter().map(move |one| (one, fields)))
            .collect();
        check_combined(&scope.lowered, &inside, diagnostics);
    }
}

/// Removes duplicate diagnostics, warnings on spans that also have an error, and, if there is any error, the warning that
/// the pattern may not be for an event at all.
fn dedup_and_suppress(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let is_error = |one: &Diagnostic| one.severity == Severity::Error;
    let error_spans: HashSet<_> = diagnostics.iter().filter(|one| is_error(one)).map(|one| one.span).collect();
    let mut reported = HashSet::new();
    diagnostics
        .into_iter()
        .filter(|one| is_error(one) || !error_spans.contains(&one.span))
        .filter(|one| is_error(one) || error_spans.is_empty() || one.lint != Some(Lint::UnknownField))
        .filter(|one| reported.insert((one.span, one.lint)))
        .collect()
}

#[cfg(test)]
mod event_tests;
#[cfg(test)]
mod tests;
