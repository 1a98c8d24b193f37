//! `check --strict`: what a pattern has and EventBridge does not.

use event_pattern_compiler::diagnostic::Diagnostic;
use event_pattern_compiler::pattern::{Condition, Content, Object, Pattern};
use event_pattern_compiler::source::Span;

/// Returns an error for each element scope and each field reference.
pub(super) fn check(pattern: &Pattern) -> Vec<Diagnostic> {
    let mut errors = Vec::new();
    check_object(&pattern.root, &mut errors);
    errors
}

fn check_object(object: &Object, errors: &mut Vec<Diagnostic>) {
    for condition in &object.conditions {
        match condition {
            Condition::Scope(scope) => errors.push(unsupported(&scope.quantifier.to_string(), scope.key_span)),
            Condition::Or(or) => or.branches.iter().for_each(|branch| check_object(branch, errors)),
            Condition::Field(field) => match &field.content {
                Content::Object(inner) => check_object(inner, errors),
                Content::Leaf(leaf) => {
                    let field_refs = leaf.alternatives.iter().flat_map(|alternative| alternative.field_refs());
                    errors.extend(field_refs.map(|(_, span)| unsupported("$field", span)));
                }
            },
        }
    }
}

fn unsupported(key: &str, span: Span) -> Diagnostic {
    Diagnostic::error(span, format!("EventBridge does not have `{key}`"))
        .with_help("deploy the output of `event-pattern prefilter FILE`")
}
