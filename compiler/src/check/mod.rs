//! A pattern against what can be meant: fields and values that the event has, conditions that some event meets and some
//! does not.
//!
//! `event_type` tells which events a part of the pattern is for. `field` walks the keys along the schema, `value` looks
//! at the alternatives of a field and `reference` at the other fields they name; they need nothing else. What depends on
//! several conditions together reads the rule: `replacement`, `absence`, `scope` and `task`. `redundancy` and `limit` need no schema.

mod absence;
mod duplicate;
pub mod event_type;
mod field;
mod hint;
mod limit;
mod redundancy;
mod reference;
mod replacement;
mod scope;
mod task;
mod value;

pub use duplicate::{NamedRule, duplicate, written_alike};

use crate::Parsed;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::rule::{self, Conjunction, Lowered};
use crate::schema::{ObjectSchema, Schema};
use std::collections::HashSet;

/// Everything that is wrong or suspicious about a pattern, what was found while reading it included, in the order of the
/// source.
///
/// A rule on a typed event gives the event's schema. Otherwise the pattern is checked against the events that its
/// `source` and `detail-type` ask for, where they are known.
///
/// ```
/// use event_pattern_compiler::{check::check, diagnostic::Lint, json::Dialect, parse};
///
/// let text = r#"{ "detail-type": ["ECS Task State Change"], "detail": { "lastStatus": ["STOPED"] } }"#;
/// let findings = check(&parse(text, Dialect::Strict), None);
/// assert_eq!(findings[0].name, Some(Lint::UnknownValue));
/// assert_eq!(findings[0].help.as_deref(), Some("write `\"STOPPED\"`"));
/// ```
#[must_use]
pub fn check(parsed: &Parsed, event_type: Option<&'static Schema>) -> Vec<Diagnostic> {
    let mut diagnostics = Diagnostics::new();
    diagnostics.extend(parsed.diagnostics.iter().cloned());
    let known = diagnostics.as_slice().len();
    if let Some(pattern) = &parsed.pattern {
        event_type::check(pattern, event_type, &mut diagnostics);
        redundancy::check(pattern, &mut diagnostics);
        scope::check_counts(pattern, &mut diagnostics);
        // Of a pattern that is refused, the part that can be read still has conditions in place of others.
        match (&parsed.lowered, rule::lower(pattern)) {
            (Some(lowered), _) => check_replacements(lowered, &mut diagnostics),
            (None, Ok(partial)) => check_replacements(&partial, &mut diagnostics),
            (None, Err(_)) => {}
        }
    }
    diagnostics.forget_around(known);
    if let Some(lowered) = &parsed.lowered {
        check_conjunctions(lowered, event_type, &mut diagnostics);
        limit::check(parsed, event_type, &mut diagnostics);
    }
    calm(diagnostics.into_sorted())
}

fn check_replacements(lowered: &Lowered, diagnostics: &mut Diagnostics) {
    replacement::check(lowered, diagnostics);
    lowered.scopes.iter().for_each(|scope| check_replacements(&scope.lowered, diagnostics));
}

fn check_conjunctions<'l>(lowered: &'l Lowered, event_type: Option<&'static Schema>, diagnostics: &mut Diagnostics) {
    let typed = |conjunction: &'l Conjunction| {
        let schema = event_type.or_else(|| event_type::of_conjunction(&lowered.rule, conjunction))?;
        Some((conjunction, schema))
    };
    let conjunctions: Vec<(&Conjunction, &'static Schema)> =
        lowered.rule.conjunctions.iter().filter_map(typed).collect();
    for (conjunction, schema) in &conjunctions {
        task::check(lowered, conjunction, schema, diagnostics);
    }
    check_together(
        lowered,
        &conjunctions.iter().map(|&(one, schema)| (one, schema.root)).collect::<Vec<_>>(),
        diagnostics,
    );
}

/// Looks at what depends on several conditions together, in an event and in the elements of its scopes.
fn check_together(
    lowered: &Lowered,
    conjunctions: &[(&Conjunction, &'static ObjectSchema)],
    diagnostics: &mut Diagnostics,
) {
    absence::check(lowered, conjunctions, diagnostics);
    scope::check_needless(lowered, diagnostics);
    for (number, scope) in lowered.scopes.iter().enumerate() {
        let holding = conjunctions.iter().find(|(conjunction, _)| conjunction.scopes.contains(&number));
        let element =
            holding.and_then(|(_, fields)| fields.resolve(lowered.rule.scopes[number].path.steps()).inner_object());
        let inside: Vec<(&Conjunction, &'static ObjectSchema)> = element
            .iter()
            .flat_map(|&fields| scope.lowered.rule.conjunctions.iter().map(move |one| (one, fields)))
            .collect();
        check_together(&scope.lowered, &inside, diagnostics);
    }
}

/// Says everything once, and nothing that is merely suspicious of a place that is wrong.
fn calm(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let wrong: HashSet<_> = found.iter().filter(|one| one.severity == Severity::Error).map(|one| one.span).collect();
    let mut said = HashSet::new();
    found
        .into_iter()
        .filter(|one| one.severity == Severity::Error || !wrong.contains(&one.span))
        .filter(|one| said.insert((one.span, one.name)))
        .collect()
}

#[cfg(test)]
mod tests;
