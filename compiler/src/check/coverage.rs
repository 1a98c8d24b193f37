//! Determines what a pattern was checked against.

use crate::Parsed;
use crate::pattern::Condition;
use crate::pattern::event_type::visit_conditions;
use crate::schema::{Schema, Schemas};

/// The events that a pattern was checked against.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage<'s> {
    /// The schemas of the events that the pattern can be for, each once.
    pub schemas: Vec<&'s Schema>,
    /// Whether the pattern, or a branch of its `$or`, can be for events without a schema. Nothing is known about their
    /// fields.
    pub has_others: bool,
}

/// Returns what [`check`](super::check()) checks a pattern against.
///
/// ```
/// use event_pattern_compiler::schema::{Catalogue, Field, Kind, Schema, Schemas, whole_event};
/// use event_pattern_compiler::{check::coverage, json::Dialect, parse};
///
/// let order = Schema {
///     source: Some("shop".to_owned()),
///     detail_type: Some("Order Placed".to_owned()),
///     root: whole_event(Field::new("detail", Kind::Any), None).into(),
///     ..Schema::envelope()
/// };
/// let mut catalogue = Catalogue::new();
/// catalogue.add(order);
///
/// let parsed = parse(r#"{ "source": ["shop"], "detail-type": ["Order Placed"] }"#, Dialect::Strict);
/// let known = coverage(&parsed, Schemas::known(&catalogue));
/// assert_eq!(known.schemas[0].detail_type.as_deref(), Some("Order Placed"));
/// assert!(!known.has_others);
///
/// let unknown = coverage(&parsed, Schemas::default());
/// assert!(unknown.schemas.is_empty() && unknown.has_others);
/// ```
#[must_use]
pub fn coverage<'s>(parsed: &Parsed, schemas: Schemas<'s>) -> Coverage<'s> {
    let Some(pattern) = &parsed.pattern else { return Coverage::default() };
    let mut sources = Vec::new();
    let mut others = Vec::new();
    visit_conditions(pattern, schemas, &mut |condition, events| {
        let is_source = matches!(condition, Condition::Field(field) if field.key.as_str() == Some("source"));
        let of_condition = Coverage { schemas: events.schemas.clone(), has_others: events.has_others };
        if is_source { sources.push(of_condition) } else { others.push(of_condition) }
    });
    // Branches that name events say more than the `source` around them.
    sources.retain(|source: &Coverage<'_>| !others.iter().any(|other| other.is_narrower_than(source)));
    let mut coverage = Coverage::default();
    for Coverage { schemas, has_others } in sources.into_iter().chain(others) {
        coverage.has_others |= has_others;
        let known = std::mem::take(&mut coverage.schemas);
        let new = schemas.into_iter().filter(|schema| !known.contains(schema)).collect::<Vec<_>>();
        coverage.schemas = [known, new].concat();
    }
    coverage
}

impl Coverage<'_> {
    /// Whether the pattern is for fewer event types, all of which have a schema.
    fn is_narrower_than(&self, other: &Self) -> bool {
        let is_part = self.schemas.iter().all(|schema| other.schemas.contains(schema));
        !self.has_others && is_part && (1..other.schemas.len()).contains(&self.schemas.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{catalogue, parse_known, schemas};

    #[test]
    fn a_pattern_covers_the_events_that_its_parts_can_be_for() {
        let (task, action) = ("ECS Task State Change", "ECS Service Action");
        for (pattern, detail_types, has_others) in [
            (
                r#"{"source":["aws.ecs"],"detail-type":["ECS Task State Change"],"detail":{"group":["g"]}}"#,
                &[task][..],
                false,
            ),
            (
                r#"{"source":["aws.ecs"],"detail-type":["ECS Service Action","ECS Task State Change"]}"#,
                &[action, task],
                false,
            ),
            (
                r#"{"source":["aws.ecs"],"$or":[{"detail-type":["ECS Task State Change"]},{"detail-type":["ECS Service Action"],"id":["1"]}]}"#,
                &[task, action],
                false,
            ),
            (r#"{"detail-type":["ECS Task State Change","Order Placed"]}"#, &[task], true),
            (r#"{"source":["shop"],"detail-type":["Order Placed"],"detail":{"id":[1]}}"#, &[], true),
            (
                r#"{"$or":[{"source":["shop"]},{"source":["aws.ecs"],"detail-type":["ECS Service Action"]}]}"#,
                &[action],
                true,
            ),
            (r#"{"detail":{"id":[1]}}"#, &[], true),
        ] {
            let coverage = coverage(&parse_known(pattern), schemas(None));
            let found: Vec<&str> = coverage.schemas.iter().filter_map(|schema| schema.detail_type.as_deref()).collect();
            assert_eq!((found.as_slice(), coverage.has_others), (detail_types, has_others), "{pattern}");
        }
        let all = coverage(&parse_known(r#"{"source":["aws.ecs"]}"#), schemas(None));
        let of_source = catalogue().entries().iter().filter(|entry| entry.source() == Some("aws.ecs")).count();
        assert_eq!((all.schemas.len(), all.has_others), (of_source, false));
        let given = coverage(&parse_known(r#"{"detail":{"id":[1]}}"#), schemas(Some("ServiceAction")));
        assert_eq!((given.schemas.len(), given.has_others), (1, false));
        assert_eq!(coverage(&parse_known("["), schemas(None)), Coverage::default());
    }
}
