//! Which events a pattern is for, and whether its `source` and `detail-type` say so.

use super::field::Checker;
use super::hint;
use crate::diagnostic::{Diagnostic, Diagnostics, Name};
use crate::json::Text;
use crate::pattern::print::quoted;
use crate::pattern::{Alternative, Condition, Content, Field, Filter, Leaf, Object, Pattern};
use crate::rule::{Conjunction, Rule};
use crate::schema::Schema;

/// Checks a pattern against the schema of its event, or against those that it asks for.
pub(super) fn check(pattern: &Pattern, event_type: Option<&'static Schema>, diagnostics: &mut Diagnostics) {
    match event_type {
        Some(schema) => check_root(&pattern.root, &[schema], true, diagnostics),
        None => check_root(&pattern.root, &[], false, diagnostics),
    }
}

/// Checks the fields of a whole event. What stands outside a branch of `$or` holds inside it too.
fn check_root(object: &Object, outside: &[&'static Schema], is_given: bool, diagnostics: &mut Diagnostics) {
    let asked = if is_given { None } else { asked_for(object, diagnostics) };
    let schemas = asked.as_deref().unwrap_or(outside);
    let conditions = object.conditions.iter();
    for field in conditions.clone().filter_map(as_field) {
        diagnostics.extend(said_by_all(schemas, |schema, found| {
            if is_given || field.key.as_str() == Some("source") {
                check_envelope(field, schema, found);
            }
            Checker::new(schema, found).check(field);
        }));
    }
    for condition in conditions {
        if let Condition::Or(or) = condition {
            or.branches.iter().for_each(|branch| check_root(branch, schemas, is_given, diagnostics));
        }
    }
}

fn as_field(condition: &Condition) -> Option<&Field> {
    match condition {
        Condition::Field(field) => Some(field),
        Condition::Or(_) | Condition::Scope(_) => None,
    }
}

/// What is wrong with a field whichever of the events comes.
pub fn said_by_all(
    schemas: &[&'static Schema],
    mut check: impl FnMut(&'static Schema, &mut Diagnostics),
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

/// The events that an object asks for by `detail-type`, if all are known. A name that looks like a known one is pointed
/// out and taken for it.
pub(super) fn asked_for(object: &Object, diagnostics: &mut Diagnostics) -> Option<Vec<&'static Schema>> {
    let leaf = leaf_at(object, "detail-type")?;
    let known = || Schema::all().iter().map(|schema| schema.detail_type);
    let mut schemas = Vec::new();
    for Alternative { span, filter, .. } in &leaf.alternatives {
        let text = exact(filter)?;
        let schema = Schema::by_detail_type(text).or_else(|| {
            let nearest = hint::nearest(text, known())?;
            let message = format!("no event of Amazon ECS has the `detail-type` {}", quoted(text));
            let help = format!("write {}", quoted(nearest));
            diagnostics.push(Name::UnknownValue.at(*span, message).with_help(help));
            Schema::by_detail_type(nearest)
        });
        schemas.push(schema?);
    }
    (!schemas.is_empty()).then_some(schemas)
}

/// The leaf of a field that stands directly in an object.
fn leaf_at<'p>(object: &'p Object, key: &str) -> Option<&'p Leaf> {
    object.conditions.iter().filter_map(as_field).find_map(|field| match &field.content {
        Content::Leaf(leaf) if field.key.as_str() == Some(key) => Some(leaf),
        _ => None,
    })
}

fn exact(filter: &Filter) -> Option<&str> {
    match filter {
        Filter::Text(text) => text.as_str(),
        _ => None,
    }
}

/// The event that a combination of `$or` branches asks for, if it is a known one.
pub fn of_conjunction(rule: &Rule, conjunction: &Conjunction) -> Option<&'static Schema> {
    let leaves = conjunction.leaves.iter().map(|&leaf| &rule.leaves[leaf]);
    let mut detail_types = leaves.filter(|leaf| leaf.path.to_string() == "detail-type");
    match detail_types.next()?.alternatives.as_slice() {
        [filter] => Schema::by_detail_type(exact(filter)?),
        _ => None,
    }
}

/// Holds `source` and `detail-type` to the ones of the event.
fn check_envelope(field: &Field, schema: &Schema, diagnostics: &mut Diagnostics) {
    let (key, value) = match field.key.as_str() {
        Some("source") => ("source", schema.source),
        Some("detail-type") => ("detail-type", schema.detail_type),
        _ => return,
    };
    let Content::Leaf(leaf) = &field.content else { return };
    let expected = crate::json::Scalar::String(Text::from(value));
    for Alternative { span, filter, .. } in &leaf.alternatives {
        if filter.accepts(&expected) || !filter.domain().has_texts() {
            continue;
        }
        let message =
            format!("the `{key}` of an {} is {}, which `{filter}` does not accept", schema.title, quoted(value));
        let help = match exact(filter).and_then(Schema::by_detail_type).filter(|_| key == "detail-type") {
            Some(other) => {
                format!("write {}, or take `&Event<{}>` for that event", quoted(value), other.rust_name)
            }
            None => format!("write {}", quoted(value)),
        };
        diagnostics.push(Name::WrongEvent.at(*span, message).with_help(help).with_way_out());
    }
}
