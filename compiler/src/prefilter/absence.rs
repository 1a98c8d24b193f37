//! `exists: false` below an array.
//!
//! It looks only at the elements that conditions with earlier paths have settled. Without one of those conditions it looks
//! at more elements and asks for more. So it goes where one of them has gone.

use crate::json::JsonString;
use crate::pattern::{self, Condition, Content, Object};
use crate::rule::FieldPath;
use crate::schema::{Field, Kind, Schema};
use crate::source::Span;

/// A plain condition of a pattern.
pub(super) struct Known<'p> {
    pub(super) path: FieldPath,
    field: &'p pattern::Field,
}

/// The plain conditions in an object, those in branches of `$or` included.
pub(super) fn plain_conditions<'p>(object: &'p Object, path: &FieldPath) -> Vec<Known<'p>> {
    object.conditions.iter().flat_map(|condition| plain_conditions_of(condition, path)).collect()
}

/// The plain conditions in a member of an object.
pub(super) fn plain_conditions_of<'p>(condition: &'p Condition, path: &FieldPath) -> Vec<Known<'p>> {
    match condition {
        Condition::Scope(_) => Vec::new(),
        Condition::Or(or) => or.branches.iter().flat_map(|branch| plain_conditions(branch, path)).collect(),
        Condition::Field(field) => {
            let path = path.join(&field.key);
            match &field.content {
                Content::Object(inner) => plain_conditions(inner, &path),
                Content::Leaf(_) => vec![Known { path, field }],
            }
        }
    }
}

/// The paths of what asks for more now that only the conditions with these keys are left.
pub(super) fn unsettled(known: &[Known<'_>], left: &[Span]) -> Vec<FieldPath> {
    let (stays, gone): (Vec<&Known<'_>>, Vec<_>) = known.iter().partition(|one| left.contains(&one.field.key_span));
    let depends = |one: &&Known<'_>| {
        let Content::Leaf(leaf) = &one.field.content else { return false };
        leaf.accepts_absence()
            && gone.iter().any(|other| {
                other.path.sort_key() < one.path.sort_key() && share_array(other.path.steps(), one.path.steps())
            })
    };
    stays.into_iter().filter(depends).map(|one| one.path.clone()).collect()
}

/// Whether two fields can sit in different elements of one array.
pub(super) fn share_array(one: &[JsonString], other: &[JsonString]) -> bool {
    let common = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let inside = common.min(one.len().saturating_sub(1)).min(other.len().saturating_sub(1));
    (1..=inside).any(|length| may_be_array(&one[..length]))
}

/// Whether there is an array of objects at a path, in some event that is known or in one that is not.
fn may_be_array(steps: &[JsonString]) -> bool {
    let fields = Schema::all().iter().filter_map(|schema| schema.root.resolve(steps).field());
    let fields: Vec<&Field> = fields.collect();
    fields.is_empty() || fields.iter().any(|field| matches!(field.kind, Kind::List { .. }))
}
