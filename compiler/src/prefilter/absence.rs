//! Finds the `exists: false` conditions that must be dropped together with other conditions.
//!
//! Below an array, `exists: false` applies only to the elements that conditions with earlier paths have chosen. If one
//! of those conditions is dropped, `exists: false` applies to more elements and becomes stricter, so it must be dropped
//! too.

use crate::json::JsonString;
use crate::pattern::event_type::visit_conditions;
use crate::pattern::{self, Condition, Content, Object, Pattern};
use crate::rule::FieldPath;
use crate::schema::{Kind, Provenance, Schema, Schemas};
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
pub(super) fn stricter_paths(
    conditions: &[PlainCondition<'_>],
    kept_keys: &[Span],
    arrays: &KnownArrays<'_>,
) -> Vec<FieldPath> {
    let (kept, dropped): (Vec<&PlainCondition<'_>>, Vec<_>) =
        conditions.iter().partition(|condition| kept_keys.contains(&condition.field.key_span));
    let depends_on_dropped = |condition: &&PlainCondition<'_>| {
        let Content::Leaf(leaf) = &condition.field.content else { return false };
        leaf.accepts_absence()
            && dropped.iter().any(|other| {
                other.path.sort_key() < condition.path.sort_key()
                    && arrays.share_array(other.path.steps(), condition.path.steps())
            })
    };
    kept.into_iter().filter(depends_on_dropped).map(|condition| condition.path.clone()).collect()
}

/// What is known about which fields are arrays.
#[derive(Debug, Clone, Default)]
pub(super) struct KnownArrays<'s> {
    /// The schemas of all possible events, or none if there may be others.
    schemas: Vec<&'s Schema>,
}

impl<'s> KnownArrays<'s> {
    /// Returns what is known about the events of a pattern.
    pub(super) fn of(pattern: &Pattern, schemas: Schemas<'s>) -> Self {
        let mut known = Self::default();
        let mut has_others = false;
        visit_conditions(pattern, schemas, &mut |_, events| {
            // A schema that was inferred from samples may take an array for an object.
            let is_inferred = events.schemas.iter().any(|schema| schema.provenance == Provenance::Inferred);
            has_others |= events.has_others || is_inferred;
            known.schemas.extend(&events.schemas);
        });
        if has_others { Self::default() } else { known }
    }

    /// Returns what is known about the events of two patterns.
    pub(super) fn and(mut self, other: Self) -> Self {
        if self.schemas.is_empty() || other.schemas.is_empty() {
            return Self::default();
        }
        self.schemas.extend(other.schemas);
        self
    }

    /// Whether two fields can be in different elements of the same array.
    pub(super) fn share_array(&self, one: &[JsonString], other: &[JsonString]) -> bool {
        let common = one.iter().zip(other).take_while(|(one, other)| one == other).count();
        let shared_objects = common.min(one.len().saturating_sub(1)).min(other.len().saturating_sub(1));
        (1..=shared_objects).any(|length| self.may_be_array(&one[..length]))
    }

    /// Whether an event can have an array of objects at a path. A path that is in no schema is assumed to have one.
    fn may_be_array(&self, steps: &[JsonString]) -> bool {
        let fields = self.schemas.iter().filter_map(|schema| schema.root.resolve(steps).field());
        let mut kinds = fields.map(|field| &field.kind).peekable();
        kinds.peek().is_none() || kinds.any(|kind| matches!(kind, Kind::List(_) | Kind::Any))
    }
}
