//! A condition that is reported as `never_match` is never satisfied, and a condition that is reported as `always_true`
//! is always satisfied.

use super::case::{Cases, CompiledPattern, check_law, ensure_equal, parse_event};
use event_pattern_compiler::check::check;
use event_pattern_compiler::diagnostic::{Diagnostic, Lint};
use event_pattern_compiler::pattern::{Condition, Content, Object};
use event_pattern_compiler::rule::{Conjunction, Lowered, Rule};
use event_pattern_compiler::source::Span;
use event_pattern_interpreter::oracle::{Event, matches};
use event_pattern_tests::schemas as known;

/// A value that no random event contains.
const IMPOSSIBLE_VALUE: &str = "\"in no event\"";
/// A range that contains none of the element counts in random events.
const IMPOSSIBLE_RANGE: &str = "[\"=\",1000000]";

/// For every pattern with a schema and every event that conforms to the schema: if each alternative and each count that
/// is reported as `never_match` is replaced with one that no event satisfies, the answer stays the same.
///
/// Patterns in which a condition in `$or` replaces another one are skipped. In such a pattern, `never_match` is
/// reported if no event satisfies both conditions, because the author means both, but EventBridge evaluates only one of
/// them.
#[test]
fn a_condition_reported_as_never_match_is_never_satisfied() {
    check_law(&Cases::TrivialConditions, 10, |case| {
        let Some(compiled) = case.compile() else { return Ok(None) };
        if has_replacements(lowered(&compiled)) {
            return Ok(None);
        }
        let diagnostics = check(&compiled.parsed, known::schemas(case.schema));
        let mut impossible: Vec<&Diagnostic> =
            diagnostics.iter().filter(|diagnostic| diagnostic.lint == Some(Lint::NeverMatch)).collect();
        if impossible.is_empty() {
            return Ok(None);
        }
        impossible.sort_by_key(|diagnostic| std::cmp::Reverse(diagnostic.span.start));
        let mut text = compiled.text.clone();
        for diagnostic in &impossible {
            // The range of a count is an array, and an alternative is not.
            let is_count = text[diagnostic.span.start..].starts_with('[');
            text.replace_range(
                diagnostic.span.start..diagnostic.span.end,
                if is_count { IMPOSSIBLE_RANGE } else { IMPOSSIBLE_VALUE },
            );
        }
        let Some(replaced) = CompiledPattern::new(case.schema, text) else {
            return Err("the pattern with impossible conditions is rejected".to_owned());
        };
        let event = case.text();
        let answer = compiled.run_oracle(&parse_event(&event)?);
        ensure_equal(
            &format!("the answer of {}", replaced.text),
            &replaced.run_oracle(&parse_event(&event)?),
            &answer,
        )?;
        Ok(Some(answer))
    });
}

/// For every pattern with a schema and every event that conforms to the schema: the pattern gives the same answer
/// without the leaves and counts that are reported as `always_true`. A rule whose only condition is one of these leaves
/// matches the event or, if the leaf is in a scope, every element of the scope.
///
/// In an array without a scope, the leaf can select the element to which other conditions apply, so the pattern may
/// match more events without the leaf. The help of the diagnostic says so, and the test does not remove such a leaf.
#[test]
fn a_condition_reported_as_always_true_is_always_satisfied() {
    check_law(&Cases::TrivialConditions, 10, |case| {
        let Some(compiled) = case.compile() else { return Ok(None) };
        if has_replacements(lowered(&compiled)) {
            return Ok(None);
        }
        let diagnostics = check(&compiled.parsed, known::schemas(case.schema));
        let always_true: Vec<&Diagnostic> =
            diagnostics.iter().filter(|diagnostic| diagnostic.lint == Some(Lint::AlwaysTrue)).collect();
        if always_true.is_empty() {
            return Ok(None);
        }
        let event = case.text();
        let event = parse_event(&event)?;
        let mut without = compiled.rule().clone();
        for diagnostic in &always_true {
            check_single_leaf_rules(lowered(&compiled), diagnostic, &event)?;
            if diagnostic.help.as_ref().is_some_and(|help| help.contains("unless")) {
                continue;
            }
            let count =
                compiled.parsed.pattern.as_ref().and_then(|pattern| count_with_range(&pattern.root, diagnostic.span));
            remove(lowered(&compiled), &mut without, diagnostic, count);
        }
        let answer = compiled.run_oracle(&event);
        ensure_equal("the answer without the conditions that are always true", &matches(&without, &event), &answer)?;
        Ok(Some(answer))
    });
}

fn lowered(compiled: &CompiledPattern) -> &Lowered {
    match &compiled.parsed.lowered {
        Some(lowered) => lowered,
        None => unreachable!("a compiled pattern has a rule"),
    }
}

fn has_replacements(lowered: &Lowered) -> bool {
    !lowered.replacements.is_empty() || lowered.scopes.iter().any(|scope| has_replacements(&scope.lowered))
}

/// Checks that a rule whose only condition is the leaf at the span of the diagnostic matches the event or, if the leaf
/// is in a scope, every element of the scope.
fn check_single_leaf_rules(lowered: &Lowered, diagnostic: &Diagnostic, event: &Event) -> Result<(), String> {
    for (leaf, _) in lowered.leaf_spans.iter().enumerate().filter(|(_, spans)| spans.list == diagnostic.span) {
        let single = Rule {
            leaves: vec![lowered.rule.leaves[leaf].clone()],
            scopes: Vec::new(),
            conjunctions: vec![Conjunction { leaves: vec![0], scopes: Vec::new() }],
        };
        ensure_equal(
            &format!("the answer of a rule with only this condition ({})", diagnostic.message),
            &matches(&single, event),
            &true,
        )?;
    }
    for (scope, inside) in lowered.rule.scopes.iter().zip(&lowered.scopes) {
        for element in event.objects_at(&scope.path).filter_map(|object| event.as_event(object)) {
            check_single_leaf_rules(&inside.lowered, diagnostic, &element)?;
        }
    }
    Ok(())
}

/// Removes from a rule the leaf at the span of the diagnostic, and the `$count` whose key has the span `count`.
fn remove(lowered: &Lowered, rule: &mut Rule, diagnostic: &Diagnostic, count: Option<Span>) {
    for conjunction in &mut rule.conjunctions {
        conjunction.leaves.retain(|&leaf| lowered.leaf_spans[leaf].list != diagnostic.span);
        conjunction.scopes.retain(|&scope| Some(lowered.scopes[scope].key) != count);
    }
    for (number, inside) in lowered.scopes.iter().enumerate() {
        remove(&inside.lowered, &mut rule.scopes[number].rule, diagnostic, count);
    }
}

/// Returns the key span of the `$count` whose range has the span `range`.
fn count_with_range(object: &Object, range: Span) -> Option<Span> {
    object.conditions.iter().find_map(|condition| match condition {
        Condition::Or(or) => or.branches.iter().find_map(|branch| count_with_range(branch, range)),
        Condition::Scope(scope) if scope.value_span == range => Some(scope.key_span),
        Condition::Scope(scope) => scope.patterns.iter().find_map(|pattern| count_with_range(pattern, range)),
        Condition::Field(field) => match &field.content {
            Content::Object(inner) => count_with_range(inner, range),
            Content::Leaf(_) => None,
        },
    })
}

/// An example of the exception for arrays. The first element satisfies the leaf on `statusReason`, but only the second
/// element has a `type`, so no element satisfies both conditions. Without the leaf, the pattern matches.
#[test]
fn a_condition_that_is_always_true_selects_an_array_element() {
    let schema = Some(known::named("ContainerInstanceHealthChange"));
    let compile = |conditions: &str| {
        let text = format!("{{\"detail\":{{\"healthChecks\":{{\"type\":[{{\"exists\":true}}]{conditions}}}}}}}");
        CompiledPattern::new(schema, text).unwrap_or_else(|| panic!("{conditions} is rejected"))
    };
    let with_leaf = compile(r#","statusReason":[{"exists":false},null,{"prefix":""}]"#);
    let event = parse_event(
        r#"{"source":"aws.ecs","detail-type":"ECS Container Instance Health Change","detail":{"healthChecks":[{"statusReason":"x"},{"type":"x"}]}}"#,
    )
    .unwrap();
    assert!(!with_leaf.run_oracle(&event) && compile("").run_oracle(&event));
    let diagnostics = check(&with_leaf.parsed, known::schemas(schema));
    let help = diagnostics
        .iter()
        .find(|diagnostic| diagnostic.lint == Some(Lint::AlwaysTrue))
        .and_then(|diagnostic| diagnostic.help.as_deref());
    let expected =
        "remove the field from the pattern, unless it selects the array element that other conditions apply to";
    assert_eq!(help, Some(expected));
}
