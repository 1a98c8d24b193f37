//! Finds keys that occur more than once in an object of the pattern. In EventBridge, the conditions of all of them
//! count, but most JSON parsers keep only the last one.

use crate::diagnostic::{Diagnostic, Diagnostics, Lint};
use crate::json::JsonString;
use crate::pattern::{Condition, Content, Field, OR_KEY, Object, Pattern};
use crate::source::Span;

/// Reports each key with an object of conditions, and each `$or`, that repeats an earlier one in the same object. If a
/// condition in the second object replaces one in the first, that error is enough.
pub(super) fn check(pattern: &Pattern, diagnostics: &mut Diagnostics) {
    let mut found = Vec::new();
    check_object(&pattern.root, &mut found);
    let replaced = diagnostics.as_slice().iter().filter(|one| one.lint == Some(Lint::DuplicateKey));
    let replaced: Vec<Span> = replaced.map(|one| one.span).collect();
    let has_replaced =
        |object: &Span| replaced.iter().any(|inner| object.start <= inner.start && inner.end <= object.end);
    diagnostics.extend(found.into_iter().filter(|(_, object)| !has_replaced(object)).map(|(one, _)| one));
}

/// Collects a diagnostic for each repeated key in an object and in the objects inside it, with the span of the key's
/// conditions.
fn check_object(object: &Object, found: &mut Vec<(Diagnostic, Span)>) {
    for (number, condition) in object.conditions.iter().enumerate() {
        let earlier = &object.conditions[..number];
        match condition {
            Condition::Field(Field { key, key_span, content: Content::Object(inner) }) => {
                if earlier.iter().any(|other| is_object_at(key, other)) {
                    let help = format!("write one object with all conditions: `\"{key}\": {{ … }}`");
                    found.push((repeated(&key.to_string(), *key_span, help), inner.span));
                }
                check_object(inner, found);
            }
            Condition::Field(_) => {}
            Condition::Or(or) => {
                if earlier.iter().any(|other| matches!(other, Condition::Or(_))) {
                    let help = "write one `$or`, with a branch for each combination of the branches";
                    found.push((repeated(OR_KEY, or.key_span, help), or.key_span));
                }
                or.branches.iter().for_each(|branch| check_object(branch, found));
            }
            // Element scopes are not JSON for other tools, and an object may need several of them.
            Condition::Scope(scope) => scope.patterns.iter().for_each(|pattern| check_object(pattern, found)),
        }
    }
}

/// Whether a condition has this key and an object of conditions.
fn is_object_at(key: &JsonString, condition: &Condition) -> bool {
    matches!(condition, Condition::Field(Field { key: other, content: Content::Object(_), .. }) if other == key)
}

fn repeated(key: &str, span: Span, help: impl Into<String>) -> Diagnostic {
    let message = format!("`{key}` is repeated in the same object; most JSON parsers keep only the last one");
    Lint::RepeatedObject.at(span, message).with_help(help)
}

#[cfg(test)]
mod tests {
    use crate::check::tests::assert_diagnostics;
    use crate::diagnostic::Lint;

    #[test]
    fn a_repeated_object_is_reported_at_its_key() {
        for pattern in [
            r#"{"detail":{"a":["x"]},«"detail"»:{"b":["y"]}}"#,
            r#"{"detail":{"a":{"b":["x"]},"c":["y"],«"a"»:{"d":["z"]}}}"#,
            r#"{"source":["s"],"$or":[{"detail":{"a":["x"]},«"detail"»:{"b":["y"]}},{"detail":{"c":["z"]}}]}"#,
            r#"{"$or":[{"detail":{"a":["x"]}},{"detail":{"b":["y"]}}],«"$or"»:[{"source":["s"]},{"account":["123456789012"]}]}"#,
            r#"{"detail":{"a.b":{"c":["x"]},«"a.b"»:{"d":["y"]}}}"#,
        ] {
            assert_diagnostics(None, pattern, &[Lint::RepeatedObject]);
        }
    }

    #[test]
    fn a_key_in_different_objects_is_not_repeated() {
        for pattern in [
            r#"{"detail":{"a":{"c":["x"]},"b":{"c":["y"],"a":{"d":["z"]}}}}"#,
            r#"{"$or":[{"detail":{"a":["x"]}},{"detail":{"b":["y"]}}]}"#,
            // The two keys are different, although they lead to the same object.
            r#"{"detail":{"a":{"b":["x"]}},"detail.a":{"c":["y"]}}"#,
        ] {
            assert_diagnostics(None, pattern, &[]);
        }
    }

    #[test]
    fn a_condition_that_a_repeated_object_replaces_is_the_only_finding() {
        let pattern = r#"{"detail":{"a":["x"]},"detail":{"a":«["y"]»}}"#;
        assert_diagnostics(None, pattern, &[Lint::DuplicateKey]);
    }
}
