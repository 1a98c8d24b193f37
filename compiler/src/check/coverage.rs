//! Determines what a pattern was checked against.

use crate::Parsed;
use crate::pattern::Condition;
use crate::pattern::event_type::visit_conditions;
use crate::schema::Schema;

/// The events that a pattern was checked against.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The schemas of the events that the pattern can be for, each once.
    pub schemas: Vec<&'static Schema>,
    /// Whether the pattern, or a branch of its `$or`, can be for events without a schema. Nothing is known about their
    /// fields.
    pub has_others: bool,
}

/// Returns what [`check`](super::check()) checks a pattern against.
///
/// ```
/// use event_pattern_compiler::{check::coverage, json::Dialect, parse};
///
/// let known = r#"{ "source": ["aws.ecs"], "detail-type": ["ECS Task State Change"] }"#;
/// let coverage_of_known = coverage(&parse(known, Dialect::Strict), None);
/// assert_eq!(coverage_of_known.schemas[0].detail_type, "ECS Task State Change");
/// assert!(!coverage_of_known.has_others);
///
/// let unknown = coverage(&parse(r#"{ "source": ["shop"] }"#, Dialect::Strict), None);
/// assert!(unknown.schemas.is_empty() && unknown.has_others);
/// ```
#[must_use]
pub fn coverage(parsed: &Parsed, event_type: Option<&'static Schema>) -> Coverage {
    let Some(pattern) = &parsed.pattern else { return Coverage::default() };
    let mut sources = Vec::new();
    let mut others = Vec::new();
    visit_conditions(pattern, event_type, &mut |condition, events| {
        let is_source = matches!(condition, Condition::Field(field) if field.key.as_str() == Some("source"));
        let of_condition = Coverage { schemas: events.schemas.clone(), has_others: events.has_others };
        if is_source { sources.push(of_condition) } else { others.push(of_condition) }
    });
    // Branches that name events say more than the `source` around them.
    sources.retain(|source: &Coverage| !others.iter().any(|other| other.is_narrower_than(source)));
    let mut coverage = Coverage::default();
    for Coverage { schemas, has_others } in sources.into_iter().chain(others) {
        coverage.has_others |= has_others;
        let known = std::mem::take(&mut coverage.schemas);
        let new = schemas.into_iter().filter(|schema| !known.contains(schema)).collect::<Vec<_>>();
        coverage.schemas = [known, new].concat();
    }
    coverage
}

impl Coverage {
    /// Whether the pattern is for fewer event types, all of which have a schema.
    fn is_narrower_than(&self, other: &Self) -> bool {
        let is_part = self.schemas.iter().all(|schema| other.schemas.contains(schema));
        !self.has_others && is_part && (1..other.schemas.len()).contains(&self.schemas.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Dialect;
    use crate::parse;

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
            let coverage = coverage(&parse(pattern, Dialect::Strict), None);
            let found: Vec<&str> = coverage.schemas.iter().map(|schema| schema.detail_type).collect();
            assert_eq!((found.as_slice(), coverage.has_others), (detail_types, has_others), "{pattern}");
        }
        let all = coverage(&parse(r#"{"source":["aws.ecs"]}"#, Dialect::Strict), None);
        assert_eq!((all.schemas.len(), all.has_others), (Schema::all().len(), false));
        let given =
            coverage(&parse(r#"{"detail":{"id":[1]}}"#, Dialect::Strict), Schema::by_rust_name("ServiceAction"));
        assert_eq!((given.schemas.len(), given.has_others), (1, false));
        assert_eq!(coverage(&parse("[", Dialect::Strict), None), Coverage::default());
    }
}
