//! Finds the `exists: false` conditions that must be dropped together with other conditions.
//!
//! Below an array, `exists: false` applies only to the elements that conditions with earlier paths have chosen. If one
//! of those conditions is dropped, `exists: false` applies to more elements and becomes stricter, so it must be dropped
//! too.

use crate::json::JsonString;
use crate::pattern::{self, Condition, Content, Object};
use crate::rule::FieldPath;
use crate::schema::{Field, Kind, Schema};
use crate::source::Span;

/// A condition on a field, outside of element scopes.
pub(super) struct PlainCondition<'p> {
    pub(super) path: FieldPath,
    field: &'p pattern::Field,
}

/// Returns the plain conditions in an object, including those in branches of `$or`.
pub(super) fn plain_conditions<'p>(object: &'p Object, path: &FieldPath) -> Vec<PlainCondition<'p>> {
    object.conditions.iter().flat_map(|condition| plain_conditions_of(condition, path)).collect()
}

/// Returns the plain conditions in a member of an object.
pub(super) fn plain_conditions_of<'p>(condition: &'p Condition, path: &FieldPath) -> Vec<PlainCondition<'p>> {
    match condition {
        Condition::Scope(_) => Vec::new(),
        Condition::Or(or) => or.branches.iter().flat_map(|branch| plain_conditions(branch, path)).collect(),
        Condition::Field(field) => {
            let path = path.join(&field.key);
            match &field.content {
                Content::Object(inner) => plain_conditions(inner, &path),
                Content::Leaf(_) => vec![PlainCondition { path, field }],
            }
        }
    }
}

/// Returns the paths of the kept conditions that would become stricter because a condition that they depend on has been
/// dropped. `kept_keys` contains the key spans of the kept conditions.
pub(super) fn stricter_paths(conditions: &[PlainCondition<'_>], kept_keys: &[Span]) -> Vec<FieldPath> {
    let (kept, dropped): (Vec<&PlainCondition<'_>>, Vec<_>) =
        conditions.iter().partition(|condition| kept_keys.contains(&condition.field.key_span));
    let depends_on_dropped = |condition: &&PlainCondition<'_>| {
        let Content::Leaf(leaf) = &condition.field.content else { return false };
        leaf.accepts_absence()
            && dropped.iter().any(|other| {
                other.path.sort_key() < condition.path.sort_key()
                    && share_array(other.path.steps(), condition.path.steps())
            })
    };
    kept.into_iter().filter(depends_on_dropped).map(|condition| condition.path.clone()).collect()
}

/// Whether two fields can be in different elements of the same array.
pub(super) fn share_array(one: &[JsonString], other: &[JsonString]) -> bool {
    let common = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let shared_objects = common.min(one.len().saturating_sub(1)).min(other.len().saturating_sub(1));
    (1..=shared_objects).any(|length| may_be_array(&one[..length]))
}

/// Whether an event can have an array of objects at a path. A path that is in no schema is assumed to have one.
fn may_be_array(steps: &[JsonString]) -> bool {
    let fields = Schema::all().iter().filter_map(|schema| schema.root.resolve(steps).field());
    let fields: Vec<&Field> = fields.collect();
    fields.is_empty() || fields.iter().any(|field| matches!(field.kind, Kind::List { .. }))
}
