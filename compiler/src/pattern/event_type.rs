//! Determines which event types each part of a pattern is for.

use super::{Condition, Content, Field, Filter, Leaf, Object, Pattern};
use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::schema::Schema;

/// Visits every top-level condition, including those in `$or` branches, with the schemas of the event types that the
/// condition is for.
///
/// If `event_type` is given, it is the only schema. Otherwise, the schemas are those of the event types in the
/// pattern's `detail-type`. The slice is empty if there is no `detail-type`, or if one of its event types is unknown.
pub fn visit_conditions<'p>(
    pattern: &'p Pattern,
    event_type: Option<&'static Schema>,
    visit: &mut dyn FnMut(&'p Condition, &[&'static Schema]),
) {
    visit_object(&pattern.root, event_type.as_slice(), event_type.is_some(), visit);
}

/// A branch of `$or` inherits the schemas of its enclosing object unless the branch has its own `detail-type` with
/// known event types.
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

/// Returns the schemas of the event types in the object's `detail-type`, or `None` if there is no `detail-type` or one
/// of the event types is unknown. A misspelled event type counts as the known one that it resembles.
fn matched_schemas(object: &Object) -> Option<Vec<&'static Schema>> {
    let leaf = object.conditions.iter().find_map(|condition| match condition {
        Condition::Field(field) => detail_type_leaf(field),
        Condition::Or(_) | Condition::Scope(_) => None,
    })?;
    leaf.alternatives.iter().map(|one| schema_meant_by(&one.filter).map(|(schema, _)| schema)).collect()
}

/// Returns the alternatives if the field is `detail-type`, or `None` for any other field.
pub(crate) fn detail_type_leaf(field: &Field) -> Option<&Leaf> {
    match &field.content {
        Content::Leaf(leaf) if field.key.as_str() == Some("detail-type") => Some(leaf),
        _ => None,
    }
}

/// Returns the schema of the event type that a filter on `detail-type` names, and whether the name is spelled
/// correctly. Returns `None` if the filter is not a string, or if the string does not resemble the name of a known
/// event type.
pub(crate) fn schema_meant_by(filter: &Filter) -> Option<(&'static Schema, bool)> {
    let Filter::String(text) = filter else { return None };
    let text = text.as_str()?;
    if let Some(schema) = Schema::by_detail_type(text) {
        return Some((schema, true));
    }
    let nearest = nearest(text, Schema::all().iter().map(|schema| schema.detail_type))?;
    Some((Schema::by_detail_type(nearest)?, false))
}

/// Runs `check` for each schema, and returns the diagnostics that all runs report with the same span and lint.
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
