//! The pre-filter: the pattern that EventBridge evaluates before the rule.
//!
//! The input is a pattern, and the output is a pattern that EventBridge accepts. The output matches every event that
//! the rule matches, provided that the event has arrays of objects only where the schema allows them. Conditions that
//! EventBridge supports are kept as they were written, so a plain pattern, which has only such conditions, is its own
//! pre-filter. `widen` drops all other conditions or replaces them with wider ones, and `leaf` does the same for the
//! alternatives of a field. `absence` finds the conditions that must be dropped together with other conditions. `union`
//! combines the pre-filters of several rules into one pattern.

mod absence;
mod leaf;
mod union;
mod widen;

pub use union::union;

use crate::json::{self, Dialect, Member, Value, ValueKind};
use crate::limits::DEFAULT_QUOTA_CHARS;
use crate::pattern::{Condition, Content, Object};
use crate::schema::Schemas;
use crate::{Parsed, parse};
use absence::KnownArrays;
use widen::{KeptScopes, widen};

/// Returns the pre-filter of a pattern, or `None` if the pattern is invalid.
///
/// ```
/// use event_pattern_compiler::{json::Dialect, parse, prefilter, schema::Schemas};
///
/// let parsed = parse(r#"{ "source": ["shop"], "detail": { "total": [{ "numeric": [">", 10] }] } }"#, Dialect::Strict);
/// let expected = r#"{"source":["shop"],"detail":{"total":[{"numeric":[">",10]}]}}"#;
/// assert_eq!(prefilter::of(&parsed, Schemas::default()).unwrap().to_json(), expected);
/// ```
#[must_use]
pub fn of(parsed: &Parsed, schemas: Schemas<'_>) -> Option<Value> {
    let Parsed { value: Some(value), pattern: Some(pattern), lowered: Some(_), .. } = parsed else { return None };
    if is_plain(&pattern.root) {
        return Some(value.clone());
    }
    let ValueKind::Object(members) = &value.kind else { return None };
    let arrays = KnownArrays::of(pattern, schemas);
    let kept = [KeptScopes::Everything, KeptScopes::WithoutOr, KeptScopes::Nothing];
    let widened = kept.into_iter().map(|kept| {
        let members = widen(kept, &pattern.root, members, &arrays);
        let members = if members.is_empty() { every_event() } else { members };
        Value { span: value.span, kind: ValueKind::Object(members) }
    });
    // An `$or` in a scope becomes part of the pre-filter, which may then have too many combinations.
    let mut accepted = widened.filter(|widened| parse(&widened.to_json(), Dialect::Strict).lowered.is_some());
    let first = accepted.next()?;
    if fits(&first) { Some(first) } else { accepted.find(fits).or(Some(first)) }
}

/// Whether the pattern is within EventBridge's length quota.
fn fits(pattern: &Value) -> bool {
    pattern.to_json().chars().count() <= DEFAULT_QUOTA_CHARS
}

/// Whether EventBridge supports all conditions in an object.
fn is_plain(object: &Object) -> bool {
    object.conditions.iter().all(|condition| match condition {
        Condition::Or(or) => or.branches.iter().all(is_plain),
        Condition::Scope(_) => false,
        Condition::Field(field) => match &field.content {
            Content::Object(inner) => is_plain(inner),
            Content::Leaf(leaf) => !leaf.has_field_ref(),
        },
    })
}

/// Returns the members of a pattern that matches all events. It requires only a source, which every event has.
fn every_event() -> Vec<Member> {
    match json::read(r#"{"source":[{"exists":true}]}"#, Dialect::Strict).value {
        Some(Value { kind: ValueKind::Object(members), .. }) => members,
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::schemas;

    fn prefilter(detail: &str) -> String {
        let task = schemas(Some("TaskStateChange"));
        let parsed = crate::parse_for(task, &format!("{{\"detail\":{detail}}}"), Dialect::Strict);
        let pattern = of(&parsed, task).unwrap_or_else(|| panic!("{detail}\n{:?}", parsed.diagnostics)).to_json();
        let event_type = EVERY_EVENT.strip_suffix('}').unwrap();
        let rest = pattern.strip_prefix(event_type).unwrap_or_else(|| panic!("{pattern}"));
        let detail = rest.strip_prefix(",\"detail\":").and_then(|rest| rest.strip_suffix('}'));
        detail.map_or(pattern.clone(), str::to_owned)
    }

    const EVERY_EVENT: &str = r#"{"source":["aws.ecs"],"detail-type":["ECS Task State Change"]}"#;

    #[test]
    fn a_scope_that_requires_an_element_becomes_plain_keys() {
        for (detail, expected) in [
            (
                r#"{"containers":{"$any":{"name":["a"],"exitCode":[1]}}}"#,
                r#"{"containers":{"name":["a"],"exitCode":[1]}}"#,
            ),
            (
                r#"{"containers":{"$any":{"name":["a"],"exitCode":[0,{"exists":false}]}}}"#,
                r#"{"containers":{"name":["a"]}}"#,
            ),
            (
                r#"{"containers":{"$count":{"where":{"name":["a"]},"numeric":[">",0]}},"group":["g"]}"#,
                r#"{"containers":{"name":["a"]},"group":["g"]}"#,
            ),
            (
                r#"{"group":["g"],"containers":{"$count":{"where":{"name":["a"]},"numeric":["<",2]}}}"#,
                r#"{"group":["g"]}"#,
            ),
            (r#"{"group":["g"],"containers":{"$none":{"name":["a"]},"$all":{"name":["b"]}}}"#, r#"{"group":["g"]}"#),
            (
                r#"{"attachments":{"$any":{"type":["eni"],"details":{"$any":{"name":["a"],"value":["b"]}}}}}"#,
                r#"{"attachments":{"type":["eni"],"details":{"name":["a"],"value":["b"]}}}"#,
            ),
            (r#"{"containers":{"$none":{"name":["a"]}}}"#, EVERY_EVENT),
            (
                r#"{"containers":{"$count":{"where":{"name":["a"]},"numeric":[">=",1]}}}"#,
                r#"{"containers":{"name":["a"]}}"#,
            ),
            (r#"{"containers":{"$count":{"where":{"name":["a"]},"numeric":[">=",0,"<",3]}}}"#, EVERY_EVENT),
            (
                r#"{"containers":{"$any":{"cpu":["1"],"$or":[{"name":["a"]},{"image":["b"]}]}}}"#,
                r#"{"containers":{"cpu":["1"],"$or":[{"name":["a"]},{"image":["b"]}]}}"#,
            ),
        ] {
            assert_eq!(prefilter(detail), expected, "{detail}");
        }
    }

    #[test]
    fn conditions_on_one_array_refer_to_the_same_element() {
        for (detail, expected) in [
            (
                r#"{"containers":{"$any":[{"name":["a"]},{"name":["b"],"exitCode":[1]}]}}"#,
                r#"{"containers":{"name":["b"],"exitCode":[1]}}"#,
            ),
            (
                r#"{"containers":{"$any":{"name":["a"],"exitCode":[1]},"lastStatus":["STOPPED"]}}"#,
                r#"{"containers":{"lastStatus":["STOPPED"]}}"#,
            ),
            (
                r#"{"$or":[{"containers":{"$any":{"name":["a"]}}},{"group":["g"]}],"containers":{"name":["b"]}}"#,
                r#"{"containers":{"name":["b"]}}"#,
            ),
            (
                r#"{"$or":[{"containers":{"$any":{"name":["a"]}}},{"containers":{"$any":{"name":["b"]}}}]}"#,
                r#"{"$or":[{"containers":{"name":["a"]}},{"containers":{"name":["b"]}}]}"#,
            ),
            (r#"{"containers":{"$any":[{"name":["a"]},{"image":["b"]}]}}"#, r#"{"containers":{"name":["a"]}}"#),
            (
                r#"{"containers":{"$any":{"name":["a"]}},"containers.lastStatus":["STOPPED"]}"#,
                r#"{"containers.lastStatus":["STOPPED"]}"#,
            ),
            (
                r#"{"$or":[{"containers":{"name":["b"]}},{"group":["g"]}],"containers":{"$any":{"exitCode":[1]}}}"#,
                r#"{"$or":[{"containers":{"name":["b"]}},{"group":["g"]}]}"#,
            ),
            // A condition on the array itself does not refer to a field of an element.
            (
                r#"{"containers":["a"],"containers":{"$any":{"exitCode":[1]}}}"#,
                r#"{"containers":["a"],"containers":{"exitCode":[1]}}"#,
            ),
        ] {
            assert_eq!(prefilter(detail), expected, "{detail}");
        }
    }

    #[test]
    fn a_scope_is_dropped_if_a_dotted_key_refers_to_the_same_array() {
        let task = schemas(Some("TaskStateChange"));
        let text = r#"{"detail.containers":{"$any":{"name":["a"]}},"detail.containers.lastStatus":["STOPPED"]}"#;
        let prefilter = of(&crate::parse_for(task, text, Dialect::Strict), task).unwrap().to_json();
        assert!(prefilter.ends_with(r#","detail.containers.lastStatus":["STOPPED"]}"#), "{prefilter}");
    }

    #[test]
    fn conditions_that_depend_on_dropped_ones_are_dropped() {
        for (detail, expected) in [
            (
                r#"{"group":["g"],"$or":[{"launchType":["EC2"]},{"containers":{"$all":{"name":["a"]}}}]}"#,
                r#"{"group":["g"]}"#,
            ),
            (
                r#"{"group":["g"],"$or":[{"group":["h"]},{"containers":{"$all":{"name":["a"]}}}],"launchType":["EC2"]}"#,
                r#"{"launchType":["EC2"]}"#,
            ),
            (
                r#"{"group":["g"],"containers":{"reason":[{"exists":false}]},"$or":[{"containers":{"name":["a"]}},{"attachments":{"$all":{"id":["a"]}}}]}"#,
                r#"{"group":["g"]}"#,
            ),
            (
                r#"{"containers":{"exitCode":[{"exists":false}]},"$or":[{"containers":{"name":["a"]}},{"attachments":{"$all":{"id":["a"]}}}]}"#,
                r#"{"containers":{"exitCode":[{"exists":false}]}}"#,
            ),
            (
                r#"{"$or":[{"group":["g"],"$or":[{"containers":{"exitCode":[{"exists":false}]}},{"attachments":{"$all":{"id":["a"]}}}]},{"containers":{"exitCode":[{"exists":false}]}}]}"#,
                r#"{"$or":[{"group":["g"]},{"containers":{"exitCode":[{"exists":false}]}}]}"#,
            ),
            // Both fields are in the detail, which is not in an array.
            (
                r#"{"$or":[{"cpu":["1"]},{"containers":{"$all":{"name":["a"]}}}],"group":[{"exists":false}]}"#,
                r#"{"group":[{"exists":false}]}"#,
            ),
            (
                r#"{"$or":[{"containers":{"cpu":["1"]}},{"containers":{"image":["b"]}}],"containers":{"name":[{"exists":false}]},"attachments":{"$all":{"id":["a"]}}}"#,
                r#"{"$or":[{"containers":{"cpu":["1"]}},{"containers":{"image":["b"]}}],"containers":{"name":[{"exists":false}]}}"#,
            ),
        ] {
            assert_eq!(prefilter(detail), expected, "{detail}");
        }
    }

    #[test]
    fn a_field_reference_becomes_exists_true() {
        let other = r#"{"$field":"detail.lastStatus"}"#;
        for (alternatives, expected) in [
            (other.to_owned(), r#"{"exists":true}"#),
            (format!(r#""STOPPED",{other}"#), r#"{"exists":true}"#),
            (format!(r#"{{"anything-but":{other}}}"#), r#"{"exists":true}"#),
            (format!(r#"null,{{"anything-but":["STOPPED",{other}]}}"#), r#"null,{"anything-but":["STOPPED"]}"#),
        ] {
            let detail = format!("{{\"desiredStatus\":[{alternatives}]}}");
            assert_eq!(prefilter(&detail), format!("{{\"desiredStatus\":[{expected}]}}"));
        }
        assert_eq!(prefilter(&format!(r#"{{"desiredStatus":[{other},{{"exists":false}}]}}"#)), EVERY_EVENT);
        let version = |range: &str| prefilter(&format!(r#"{{"version":[{{"numeric":[{range}]}}]}}"#));
        let other = r#"{"$field":"detail.version"}"#;
        assert_eq!(version(&format!(r#"">",1,"<=",{other}"#)), r#"{"version":[{"numeric":[">",1]}]}"#);
        assert_eq!(version(&format!(r#"">=",{other},"<",7"#)), r#"{"version":[{"numeric":["<",7]}]}"#);
        assert_eq!(version(&format!(r#""=",{other}"#)), r#"{"version":[{"exists":true}]}"#);
    }

    #[test]
    fn a_pattern_that_is_too_long_or_has_too_many_combinations_is_widened_further() {
        let long = "x".repeat(1000);
        let detail = format!(
            r#"{{"group":["g"],"containers":{{"$any":{{"cpu":["1"],"$or":[{{"name":["{long}"]}},{{"image":["{long}"]}}]}}}}}}"#
        );
        assert_eq!(prefilter(&detail), r#"{"group":["g"],"containers":{"cpu":["1"]}}"#);
        let detail = format!(r#"{{"group":["g"],"containers":{{"$any":{{"name":["{long}"],"image":["{long}"]}}}}}}"#);
        assert_eq!(prefilter(&detail), r#"{"group":["g"]}"#);
        // The scope contains eight `$or` conditions with two branches each, and two more are outside of it.
        let choices: Vec<String> = ["a", "b", "c", "d", "e", "f", "g", "h"]
            .iter()
            .map(|key| format!(r#""{key}":{{"$or":[{{"x":[1]}},{{"y":[1]}}]}}"#))
            .collect();
        let inside = format!(r#""containers":{{"$any":{{"name":["a"],{}}}}}"#, choices.join(","));
        let outside = r#""a":{"$or":[{"x":[1]},{"y":[1]}]},"b":{"$or":[{"x":[1]},{"y":[1]}]}"#;
        assert_eq!(
            prefilter(&format!("{{{outside},{inside}}}")),
            format!(r#"{{{outside},"containers":{{"name":["a"]}}}}"#)
        );
    }
}
