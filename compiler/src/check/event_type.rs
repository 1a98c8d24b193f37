//! Determines which events a pattern is for, and checks the pattern's `source` and `detail-type`.

use super::field::FieldChecker;
use super::{envelope, text};
use crate::diagnostic::{Diagnostic, Diagnostics, Lint, Severity};
use crate::pattern::event_type::{
    Events, Named, SourceScope, accepts, detail_type_leaf, exact_text, is_impossible, named_event, similar_source,
    visit_conditions,
};
use crate::pattern::filter::Domain;
use crate::pattern::print::{quoted, quoted_list};
use crate::pattern::{Alternative, Condition, Content, Field, Filter, Pattern};
use crate::rule::{Conjunction, Rule};
use crate::schema::{Catalogue, Entry, Provenance, Schema, Schemas};
use crate::source::Span;
use std::collections::{HashMap, HashSet};

/// Checks a pattern against the given schema, or else against the schemas of all events that its `source` and
/// `detail-type` leave possible.
pub(super) fn check(pattern: &Pattern, schemas: Schemas<'_>, diagnostics: &mut Diagnostics) {
    let is_given = schemas.event_type.is_some();
    let has_envelope = envelope::has_outer_field(&pattern.root);
    visit_conditions(pattern, schemas, &mut |condition, events| {
        let Condition::Field(field) = condition else { return };
        if events.has_others {
            envelope::check_field(field, has_envelope, schemas, diagnostics);
        }
        if !is_given {
            check_names(field, events, schemas.catalogue, diagnostics);
        }
        diagnostics.extend(possible_diagnostics(events, &mut |schema, found| {
            if is_given || field.key.as_str() == Some("source") {
                check_source_and_type(field, schema, schemas.catalogue, found);
            }
            let mut checker = FieldChecker::new(schema, &events.schemas, schemas, found);
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
fn possible_diagnostics<'s>(
    events: &Events<'s>,
    check: &mut dyn FnMut(&'s Schema, &mut Diagnostics) -> Vec<Span>,
) -> Vec<Diagnostic> {
    let per_schema: Vec<(Vec<Diagnostic>, Vec<Span>)> = events
        .schemas
        .iter()
        .map(|schema| {
            let mut diagnostics = Diagnostics::new();
            let absent = check(schema, &mut diagnostics);
            let mut diagnostics = diagnostics.into_sorted();
            if schema.provenance == Provenance::Inferred {
                diagnostics.iter_mut().for_each(soften);
            }
            (diagnostics, absent)
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
        let Some(other) = found.get_mut(index) else {
            found.push(one.clone());
            continue;
        };
        let is_warning = [&*other, one].iter().any(|one| one.severity == Severity::Warning);
        // A suggestion of a similar name is better than a list of names.
        if other.suggests_allow && !one.suggests_allow {
            *other = one.clone();
        }
        if is_warning {
            soften(other);
        }
    }
    if events.has_others {
        found.retain(|one| one.lint == Some(Lint::UnknownValue) && !one.suggests_allow);
        found.iter_mut().for_each(soften);
    }
    found
}

/// Turns an error into a warning that can be allowed.
fn soften(diagnostic: &mut Diagnostic) {
    diagnostic.severity = Severity::Warning;
    diagnostic.suggests_allow = true;
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

/// Reports each `detail-type` that looks like a misspelling of a known one, or that the source does not send, and a
/// `source` that does not exist or that does not send the events that the `detail-type` names.
fn check_names(field: &Field, events: &Events<'_>, catalogue: &Catalogue, diagnostics: &mut Diagnostics) {
    if let (Some("source"), Content::Leaf(leaf)) = (field.key.as_str(), &field.content) {
        let unknown: Vec<_> = leaf.alternatives.iter().filter_map(|one| unknown_source(one, catalogue)).collect();
        // A mistake in a source, such as `"*"`, is why it is not the source of the event. That one diagnostic is enough.
        let has_mistake = !unknown.is_empty() || leaf.alternatives.iter().any(|one| !text::suspicious(one).is_empty());
        diagnostics.extend(unknown);
        let of_other_source = events.of_other_source.filter(|_| !has_mistake);
        if let Some((schema, source)) = of_other_source.and_then(|schema| Some((schema, schema.source.as_ref()?))) {
            let message = format!("{} has the `source` {}", schema.described(), quoted(source));
            let help = format!("write {}, unless your own events have this `detail-type`", quoted(source));
            diagnostics.push(warning(Lint::WrongEvent, leaf.span, message, help));
        }
    }
    let Some(leaf) = detail_type_leaf(field) else { return };
    for alternative in &leaf.alternatives {
        let Alternative { span, filter, .. } = alternative;
        let message = |sender: &str| format!("`{filter}` is not a `detail-type` of {sender}");
        let did_you_mean =
            |schema: &Schema| format!("did you mean {}?", quoted(schema.detail_type.as_deref().unwrap_or_default()));
        match named_event(filter, &events.source, catalogue) {
            Some(Named::Misspelled(schema)) => {
                let message = message(&schema.sender());
                let mut found = Lint::UnknownValue.at(*span, message).with_help(did_you_mean(schema));
                if schema.provenance == Provenance::Inferred {
                    soften(&mut found);
                }
                diagnostics.push(found);
            }
            Some(Named::Similar(schema)) => {
                let message = message(&schema.sender());
                diagnostics.push(warning(Lint::UnknownValue, *span, message, did_you_mean(schema)));
            }
            None if filter.domain() == Domain::String && is_impossible(filter, &events.source, catalogue) => {
                let sender = sender(&events.source, catalogue);
                let has_unknown =
                    of_source(&events.source, catalogue).any(|entry| entry.schema().provenance == Provenance::Inferred);
                let message = match exact_text(filter) {
                    Some(_) if has_unknown => format!("`{filter}` is not a known `detail-type` of {sender}"),
                    Some(_) => message(&sender),
                    None => format!("`{filter}` matches no `detail-type` of {sender}"),
                };
                let known: Vec<&str> = of_source(&events.source, catalogue).filter_map(Entry::detail_type).collect();
                let suspicious = text::at(*span, &text::suspicious(alternative)).and_then(|found| found.help.clone());
                let help = suspicious.unwrap_or_else(|| format!("the known ones are {}", quoted_list(known)));
                diagnostics.push(warning(Lint::UnknownValue, *span, message, help));
            }
            Some(Named::Known(_)) | None => {}
        }
    }
}

/// Reports a `source` that no service of AWS has, or that looks like a misspelling of a known one.
fn unknown_source(alternative: &Alternative, catalogue: &Catalogue) -> Option<Diagnostic> {
    let Filter::String(text) = &alternative.filter else { return None };
    let (text, sources) = (text.as_str()?, catalogue.sources());
    if sources.is_empty() || catalogue.source(text).is_some() {
        return None;
    }
    let looks_like_aws = text.starts_with("aws.") || text.ends_with(".amazonaws.com");
    let message = if looks_like_aws {
        format!("no service of AWS has the `source` {}", quoted(text))
    } else {
        format!("{} is not a known `source`", quoted(text))
    };
    let help = match similar_source(text, sources) {
        Some(similar) => format!("did you mean {}?", quoted(similar)),
        None if looks_like_aws => {
            "the `source` of a service is `aws.` and the service's name, as in `\"aws.ec2\"`".to_owned()
        }
        None => return None,
    };
    Some(warning(Lint::UnknownValue, alternative.span, message, help))
}

/// Returns the events that only these sources send.
fn of_source<'c>(source: &SourceScope<'_>, catalogue: &'c Catalogue) -> impl Iterator<Item = &'c Entry> {
    let sources = if let SourceScope::Known(sources) = source { sources.as_slice() } else { &[] };
    catalogue.entries().iter().filter(move |entry| entry.source().is_some_and(|source| sources.contains(&source)))
}

/// Returns the name of the only sender of the events, for messages.
fn sender(source: &SourceScope<'_>, catalogue: &Catalogue) -> String {
    match source {
        SourceScope::Known(sources) if sources.len() == 1 => of_source(source, catalogue)
            .next()
            .map_or_else(|| format!("`{}`", sources[0]), |entry| entry.schema().sender()),
        _ => "these sources".to_owned(),
    }
}

fn warning(lint: Lint, span: Span, message: String, help: String) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, ..lint.at(span, message) }.with_help(help).suggesting_allow()
}

/// Returns the schema of the event that the conjunction's `detail-type` names, or `None` if it does not name exactly
/// one known event.
#[must_use]
pub fn schema_of_conjunction<'s>(
    rule: &Rule,
    conjunction: &Conjunction,
    catalogue: &'s Catalogue,
) -> Option<&'s Schema> {
    let leaf_at = |name: &str| {
        conjunction.leaves.iter().map(|&leaf| &rule.leaves[leaf]).find(|leaf| leaf.path.to_string() == name)
    };
    let [filter @ Filter::String(_)] = leaf_at("detail-type")?.alternatives.as_slice() else { return None };
    let detail_type = exact_text(filter)?;
    let source = leaf_at("source");
    let has_source = |entry: &&Entry| match (entry.source(), source) {
        (Some(text), Some(leaf)) => leaf.alternatives.iter().any(|filter| accepts(filter, text)),
        _ => true,
    };
    let mut named = catalogue.with_detail_type(detail_type).filter(has_source);
    let only = named.next()?;
    named.next().is_none().then(|| only.schema())
}

/// Checks that a condition on `source` or `detail-type` accepts the event's value.
fn check_source_and_type(field: &Field, schema: &Schema, catalogue: &Catalogue, diagnostics: &mut Diagnostics) {
    let (key, value) = match field.key.as_str() {
        Some("source") => ("source", &schema.source),
        Some("detail-type") => ("detail-type", &schema.detail_type),
        _ => return,
    };
    let (Content::Leaf(leaf), Some(value)) = (&field.content, value) else { return };
    // `PutEvents` accepts no source of AWS, so people send test events with a source of their own.
    let has_own_source = key == "source" && leaf.alternatives.iter().any(|one| accepts(&one.filter, value));
    for Alternative { span, filter, .. } in &leaf.alternatives {
        if accepts(filter, value) || !filter.domain().has_strings() {
            continue;
        }
        if has_own_source {
            let message = format!("`{filter}` is not the `source` of {}", schema.described());
            let help = "remove it, unless you send test events with this `source`";
            diagnostics.push(warning(Lint::WrongEvent, *span, message, help.to_owned()));
            continue;
        }
        let message = format!("`{filter}` never matches: the `{key}` of {} is {}", schema.described(), quoted(value));
        let other = exact_text(filter)
            .filter(|_| key == "detail-type")
            .and_then(|text| catalogue.with_detail_type(text).next()?.schema().detail());
        let help = match other {
            Some(other) => format!("write {}, or use `&Event<{}>` for that event", quoted(value), other.name),
            None => format!("write {}", quoted(value)),
        };
        diagnostics.push(Lint::WrongEvent.at(*span, message).with_help(help).suggesting_allow());
    }
}
