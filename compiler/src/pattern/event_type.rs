//! Which events a part of a pattern is for.

use super::{Condition, Content, Field, Filter, Leaf, Object, Pattern};
use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::schema::Schema;

/// Visits every condition on a whole event, those in branches of `$or` included, with the types of event that it is for: the
/// given one, or else those that the pattern asks for. There are none where they are not known.
pub fn visit_conditions<'p>(
    pattern: &'p Pattern,
    event_type: Option<&'static Schema>,
    visit: &mut dyn FnMut(&'p Condition, &[&'static Schema]),
) {
    visit_object(&pattern.root, event_type.as_slice(), event_type.is_some(), visit);
}

/// What is outside a branch of `$or` holds inside it too.
fn visit_object<'p>(
    object: &'p Object,
    outside: &[&'static Schema],
    is_given: bool,
    visit: &mut dyn FnMut(&'p Condition, &[&'static Schema]),
) {
    let asked = if is_given { None } else { asked_for(object) };
    let schemas = asked.as_deref().unwrap_or(outside);
    for condition in &object.conditions {
        match condition {
            Condition::Or(or) => or.branches.iter().for_each(|branch| visit_object(branch, schemas, is_given, visit)),
            Condition::Field(_) | Condition::Scope(_) => visit(condition, schemas),
        }
    }
}

/// The events that an object asks for by `detail-type`, if all are known. A name that looks like a known one is taken for it.
fn asked_for(object: &Object) -> Option<Vec<&'static Schema>> {
    let leaf = object.conditions.iter().find_map(|condition| match condition {
        Condition::Field(field) => detail_type_leaf(field),
        Condition::Or(_) | Condition::Scope(_) => None,
    })?;
    leaf.alternatives.iter().map(|one| schema_meant_by(&one.filter).map(|(schema, _)| schema)).collect()
}

/// The alternatives for the event's `detail-type`, if the field is that.
pub(crate) fn detail_type_leaf(field: &Field) -> Option<&Leaf> {
    match &field.content {
        Content::Leaf(leaf) if field.key.as_str() == Some("detail-type") => Some(leaf),
        _ => None,
    }
}

/// The event that a filter on the `detail-type` means, and whether it is written right.
pub(crate) fn schema_meant_by(filter: &Filter) -> Option<(&'static Schema, bool)> {
    let Filter::String(text) = filter else { return None };
    let text = text.as_str()?;
    if let Some(schema) = Schema::by_detail_type(text) {
        return Some((schema, true));
    }
    let nearest = nearest(text, Schema::all().iter().map(|schema| schema.detail_type))?;
    Some((Schema::by_detail_type(nearest)?, false))
}

/// What is wrong whichever of the events comes.
pub fn common_diagnostics(
    schemas: &[&'static Schema],
    check: &mut dyn FnMut(&'static Schema, &mut Diagnostics),
) -> Vec<Diagnostic> {
    let mut findings = schemas.iter().map(|schema| {
        let mut found = Diagnostics::new();
        check(schema, &mut found);
        found.into_sorted()
    });
    let mut common = findings.next().unwrap_or_default();
    for other in findings {
        common.retain(|one| other.iter().any(|against| (against.span, against.name) == (one.span, one.name)));
    }
    common
}
