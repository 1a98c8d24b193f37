//! Determines which events a pattern is for, and checks the pattern's `source` and `detail-type`.

use super::field::FieldChecker;
use super::{envelope, text};
use crate::diagnostic::{Diagnostic, Diagnostics, Lint, Severity};
use crate::json::{JsonString, Scalar};
use crate::pattern::event_type::{
    Events, Named, SourceScope, accepts_ecs_event, detail_type_leaf, exact_text, named_event, visit_conditions,
};
use crate::pattern::filter::Domain;
use crate::pattern::print::{quoted, quoted_list};
use crate::pattern::{Alternative, Condition, Content, Field, Filter, Pattern};
use crate::rule::{Conjunction, Rule};
use crate::schema::Schema;
use crate::source::Span;
use std::collections::{HashMap, HashSet};

/// Checks a pattern against the given schema, or else against the schemas of all events that its `source` and
/// `detail-type` leave possible.
pub(super) fn check(pattern: &Pattern, event_type: Option<&'static Schema>, diagnostics: &mut Diagnostics) {
    let is_given = event_type.is_some();
    let has_envelope = envelope::has_outer_field(&pattern.root);
    visit_conditions(pattern, event_type, &mut |condition, events| {
        let Condition::Field(field) = condition else { return };
        if events.has_others {
            envelope::check_field(field, has_envelope, diagnostics);
        }
        if !is_given {
            check_names(field, events, diagnostics);
        }
        diagnostics.extend(possible_diagnostics(events, &mut |schema, found| {
            if is_given || field.key.as_str() == Some("source") {
                check_source_and_type(field, schema, found);
            }
            let mut checker = FieldChecker::new(schema, &events.schemas, found);
            checker.check(field);
            checker.into_absent()
        }));
    });
}

/// Runs `check` for the schema of each event, and returns the diagnostics that hold for all of the events.
///
/// A value that no event has is also reported if some of the events lack the field. Therefore, `check` returns the spans
/// of the conditions on fields that the event does not have. If there may be events without a schema, only misspelled
/// values are reported, because those events may have the fields and values.
fn possible_diagnostics(
    events: &Events,
    check: &mut dyn FnMut(&'static Schema, &mut Diagnostics) -> Vec<Span>,
) -> Vec<Diagnostic> {
    let per_schema: Vec<(Vec<Diagnostic>, Vec<Span>)> = events
        .schemas
        .iter()
        .map(|schema| {
            let mut diagnostics = Diagnostics::new();
            let absent = check(schema, &mut diagnostics);
            (diagnostics.into_sorted(), absent)
        })
        .collect();
    let identities: Vec<HashSet<Identity>> =
        per_schema.iter().map(|(diagnostics, _)| diagnostics.iter().map(identity).collect()).collect();
    let holds = |one: &Diagnostic| {
        per_schema.iter().zip(&identities).all(|((_, absent), identities)| {
            identities.contains(&identity(one))
                || (needs_field(one) && absent.iter().any(|span| contains(*span, one.span)))
        })
    };
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut indices: HashMap<Identity, usize> = HashMap::new();
    for one in per_schema.iter().flat_map(|(diagnostics, _)| diagnostics).filter(|one| holds(one)) {
        let index = *indices.entry(identity(one)).or_insert(found.len());
        match found.get_mut(index) {
            // A suggestion of a similar name is better than a list of names.
            Some(other) if other.suggests_allow && !one.suggests_allow => *other = one.clone(),
            Some(_) => {}
            None => found.push(one.clone()),
        }
    }
    if events.has_others {
        found.retain(|one| one.lint == Some(Lint::UnknownValue) && !one.suggests_allow);
        let as_warning = |one| Diagnostic { severity: Severity::Warning, suggests_allow: true, ..one };
        return found.into_iter().map(as_warning).collect();
    }
    found
}

/// What makes two diagnostics the same finding.
type Identity = (Span, Option<Lint>);

/// Returns the span and the lint, with one lint for all unknown fields: a field may be unknown for different reasons in
/// different events.
fn identity(diagnostic: &Diagnostic) -> Identity {
    let lint = match diagnostic.lint {
        Some(Lint::ForeignField) => Some(Lint::UnknownField),
        other => other,
    };
    (diagnostic.span, lint)
}

/// Whether a diagnostic says that no value of the field is accepted. It then also holds for events without the field.
fn needs_field(diagnostic: &Diagnostic) -> bool {
    !matches!(diagnostic.lint, Some(Lint::AlwaysTrue | Lint::NeverMatch | Lint::OnlyNull))
}

fn contains(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Reports each `detail-type` that looks like a misspelling of a known one, or that Amazon ECS does not send, and a
/// `source` that does not send the events that the `detail-type` names.
fn check_names(field: &Field, events: &Events, diagnostics: &mut Diagnostics) {
    if let (Some("source"), Some(schema), Content::Leaf(leaf)) =
        (field.key.as_str(), events.of_other_source, &field.content)
    {
        let message = format!("an {} has the `source` {}", schema.title, quoted(schema.source));
        let help = format!("write {}, unless your own events have this `detail-type`", quoted(schema.source));
        diagnostics.push(warning(Lint::WrongEvent, leaf.span, message, help));
    }
    let Some(leaf) = detail_type_leaf(field) else { return };
    for alternative in &leaf.alternatives {
        let Alternative { span, filter, .. } = alternative;
        let message = format!("`{filter}` is not a `detail-type` of Amazon ECS");
        let did_you_mean = |schema: &Schema| format!("did you mean {}?", quoted(schema.detail_type));
        match named_event(filter, events.source) {
            Some(Named::Misspelled(schema)) => {
                diagnostics.push(Lint::UnknownValue.at(*span, message).with_help(did_you_mean(schema)));
            }
            Some(Named::Similar(schema)) => {
                diagnostics.push(warning(Lint::UnknownValue, *span, message, did_you_mean(schema)));
            }
            None if events.source == SourceScope::Ecs
                && filter.domain() == Domain::String
                && !accepts_ecs_event(filter) =>
            {
                let message = match exact_text(filter) {
                    Some(_) => message,
                    None => format!("`{filter}` matches no `detail-type` of Amazon ECS"),
                };
                let known: Vec<&str> = Schema::all().iter().map(|schema| schema.detail_type).collect();
                let suspicious = text::at(*span, &text::suspicious(alternative)).and_then(|found| found.help.clone());
                let help = suspicious.unwrap_or_else(|| format!("the known ones are {}", quoted_list(known)));
                diagnostics.push(warning(Lint::UnknownValue, *span, message, help));
            }
            Some(Named::Known(_)) | None => {}
        }
    }
}

fn warning(lint: Lint, span: Span, message: String, help: String) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, ..lint.at(span, message) }.with_help(help).suggesting_allow()
}

/// Returns the schema of the event that the conjunction's `detail-type` names, or `None` if it does not name exactly
/// one known event.
#[must_use]
pub fn schema_of_conjunction(rule: &Rule, conjunction: &Conjunction) -> Option<&'static Schema> {
    let leaves = conjunction.leaves.iter().map(|&leaf| &rule.leaves[leaf]);
    let mut detail_types = leaves.filter(|leaf| leaf.path.to_string() == "detail-type");
    match detail_types.next()?.alternatives.as_slice() {
        [filter @ Filter::String(_)] => Schema::by_detail_type(exact_text(filter)?),
        _ => None,
    }
}

/// Checks that a condition on `source` or `detail-type` accepts the event's value.
fn check_source_and_type(field: &Field, schema: &Schema, diagnostics: &mut Diagnostics) {
    let (key, value) = match field.key.as_str() {
        Some("source") => ("source", schema.source),
        Some("detail-type") => ("detail-type", schema.detail_type),
        _ => return,
    };
    let Content::Leaf(leaf) = &field.content else { return };
    let expected = Scalar::String(JsonString::from(value));
    // `PutEvents` accepts no source of AWS, so people send test events with a source of their own.
    let has_own_source = key == "source" && leaf.alternatives.iter().any(|one| one.filter.accepts(&expected));
    for Alternative { span, filter, .. } in &leaf.alternatives {
        if filter.accepts(&expected) || !filter.domain().has_strings() {
            continue;
        }
        if has_own_source {
            let message = format!("`{filter}` is not the `source` of an {}", schema.title);
            let help = "remove it, unless you send test events with this `source`";
            diagnostics.push(warning(Lint::WrongEvent, *span, message, help.to_owned()));
            continue;
        }
        let message = format!("`{filter}` never matches: the `{key}` of an {} is {}", schema.title, quoted(value));
        let help = match exact_text(filter).and_then(Schema::by_detail_type).filter(|_| key == "detail-type") {
            Some(other) => {
                format!("write {}, or use `&Event<{}>` for that event", quoted(value), other.rust_name)
            }
            None => format!("write {}", quoted(value)),
        };
        diagnostics.push(Lint::WrongEvent.at(*span, message).with_help(help).suggesting_allow());
    }
}
