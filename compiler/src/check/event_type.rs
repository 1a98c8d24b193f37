//! Determines which events a pattern is for, and checks the pattern's `source` and `detail-type`.

use super::field::FieldChecker;
use crate::diagnostic::{Diagnostic, Diagnostics, Lint, Severity};
use crate::json::{JsonString, Scalar};
use crate::pattern::event_type::{common_diagnostics, detail_type_leaf, schema_meant_by, visit_conditions};
use crate::pattern::print::quoted;
use crate::pattern::{Alternative, Condition, Content, Field, Filter, Leaf, Pattern};
use crate::rule::{Conjunction, Rule};
use crate::schema::Schema;

/// Checks a pattern against the given schema, or else against the schemas of the events that its `detail-type` names.
pub(super) fn check(pattern: &Pattern, event_type: Option<&'static Schema>, diagnostics: &mut Diagnostics) {
    let is_given = event_type.is_some();
    visit_conditions(pattern, event_type, &mut |condition, schemas| {
        let Condition::Field(field) = condition else { return };
        if let Some(leaf) = detail_type_leaf(field).filter(|_| !is_given) {
            check_names(leaf, diagnostics);
        }
        diagnostics.extend(common_diagnostics(schemas, &mut |schema, found| {
            if is_given || field.key.as_str() == Some("source") {
                check_envelope(field, schema, found);
            }
            FieldChecker::new(schema, found).check(field);
        }));
    });
}

/// Reports each `detail-type` that looks like a misspelling of a known one.
fn check_names(leaf: &Leaf, diagnostics: &mut Diagnostics) {
    for Alternative { span, filter, .. } in &leaf.alternatives {
        let Some((schema, is_exact)) = schema_meant_by(filter) else { return };
        if !is_exact {
            let message = format!("`{filter}` is not a `detail-type` of Amazon ECS");
            let help = format!("did you mean {}?", quoted(schema.detail_type));
            diagnostics.push(Lint::UnknownValue.at(*span, message).with_help(help));
        }
    }
}

fn exact_string(filter: &Filter) -> Option<&str> {
    match filter {
        Filter::String(text) => text.as_str(),
        _ => None,
    }
}

/// Returns the schema of the event that the conjunction's `detail-type` names, or `None` if it does not name exactly
/// one known event.
#[must_use]
pub fn schema_of_conjunction(rule: &Rule, conjunction: &Conjunction) -> Option<&'static Schema> {
    let leaves = conjunction.leaves.iter().map(|&leaf| &rule.leaves[leaf]);
    let mut detail_types = leaves.filter(|leaf| leaf.path.to_string() == "detail-type");
    match detail_types.next()?.alternatives.as_slice() {
        [filter] => Schema::by_detail_type(exact_string(filter)?),
        _ => None,
    }
}

/// Checks that a condition on `source` or `detail-type` accepts the event's value.
fn check_envelope(field: &Field, schema: &Schema, diagnostics: &mut Diagnostics) {
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
            let severity = Severity::Warning;
            diagnostics.push(
                Diagnostic { severity, ..Lint::WrongEvent.at(*span, message) }.with_help(help).suggesting_allow(),
            );
            continue;
        }
        let message = format!("`{filter}` never matches: the `{key}` of an {} is {}", schema.title, quoted(value));
        let help = match exact_string(filter).and_then(Schema::by_detail_type).filter(|_| key == "detail-type") {
            Some(other) => {
                format!("write {}, or use `&Event<{}>` for that event", quoted(value), other.rust_name)
            }
            None => format!("write {}", quoted(value)),
        };
        diagnostics.push(Lint::WrongEvent.at(*span, message).with_help(help).suggesting_allow());
    }
}
