//! The event types that a part of a pattern matches on.

use super::{Condition, Content, Field, Filter, Leaf, Object, Pattern};
use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::schema::Schema;

/// Visits every top-level condition, including those in branches of `$or`, with the schemas of the event types that it applies to.
///
/// These are `event_type` if it is given, otherwise the event types that the pattern matches on. The slice is empty if an
/// event type is unknown.
pub fn visit_conditions<'p>(
    pattern: &'p Pattern,
    event_type: Option<&'static Schema>,
    visit: &mut dyn FnMut(&'p Condition, &[&'static Schema]),
) {
    visit_object(&pattern.root, event_type.as_slice(), event_type.is_some(), visit);
}

/// A branch of `$or` inherits the `schemas` of its enclosing object unless it has its own `detail-type`.
fn visit_object<'p>(
    object: &'p Object,
    inherited: &[&'static Schema],
    is_given: bool,
    visit: &mut dyn FnMut(&'p Condition, &[&'static Schema]),
) {
    let own = if is_given { None } else { matched_schemas(object) };
    let schemas = own.as_deref().unwrap_or(inherited);
    for condition in &object.conditions {
        match condition {
            Condition::Or(or) => or.branches.iter().for_each(|branch| visit_object(branch, schemas, is_given, visit)),
            Condition::Field(_) | Condition::Scope(_) => visit(condition, schemas),
        }
    }
}

/// Returns the schemas of the event types in the object's `detail-type`, or `None` if one is unknown. A misspelled event
/// type counts as the known one that it resembles.
fn matched_schemas(object: &Object) -> Option<Vec<&'static Schema>> {
    let leaf = object.conditions.iter().find_map(|condition| match condition {
        Condition::Field(field) => detail_type_leaf(field),
        Condition::Or(_) | Condition::Scope(_) => None,
    })?;
    leaf.alternatives.iter().map(|one| schema_meant_by(&one.filter).map(|(schema, _)| schema)).collect()
}

/// Returns the alternatives for `detail-type`, or `None` if the field is another one.
pub(crate) fn detail_type_leaf(field: &Field) -> Option<&Leaf> {
    match &field.content {
        Content::Leaf(leaf) if field.key.as_str() == Some("detail-type") => Some(leaf),
        _ => None,
    }
}

/// Returns the schema of the event type that a filter on `detail-type` names, and whether the name is spelled correctly.
pub(crate) fn schema_meant_by(filter: &Filter) -> Option<(&'static Schema, bool)> {
    let Filter::String(text) = filter else { return None };
    let text = text.as_str()?;
    if let Some(schema) = Schema::by_detail_type(text) {
        return Some((schema, true));
    }
    let nearest = nearest(text, Schema::all().iter().map(|schema| schema.detail_type))?;
    Some((Schema::by_detail_type(nearest)?, false))
}

/// Returns the diagnostics that apply to all of the event types: same span and same lint.
pub fn common_diagnostics(
    schemas: &[&'static Schema],
    check: &mut dyn FnMut(&'static Schema, &mut Diagnostics),
) -> Vec<Diagnostic> {
    let mut per_schema = schemas.iter().map(|schema| {
        let mut diagnostics = Diagnostics::new();
        check(schema, &mut diagnostics);
        diagnostics.into_sorted()
    });
    let mut common = per_schema.next().unwrap_or_default();
    for other in per_schema {
        common.retain(|one| other.iter().any(|against| (against.span, against.lint) == (one.span, one.lint)));
    }
    common
}
