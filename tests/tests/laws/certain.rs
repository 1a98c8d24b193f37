//! What the checks call impossible never holds, and what they call certain always does.

use super::case::{Cases, Read, flat, hold, same};
use event_pattern_compiler::check::check;
use event_pattern_compiler::diagnostic::{Diagnostic, Lint};
use event_pattern_compiler::pattern::{Condition, Content, Object};
use event_pattern_compiler::rule::{Conjunction, Lowered, Rule};
use event_pattern_compiler::schema::Schema;
use event_pattern_compiler::source::Span;
use event_pattern_interpreter::oracle::{Event, matches};

/// A value that no random event has.
const NOWHERE: &str = "\"in no event\"";
/// A number of elements that no random event has.
const NEVER: &str = "[\"=\",1000000]";

/// For every pattern and every event as the service sends it: an alternative or a count that is called `never_match` can
/// be exchanged for one that no event meets. So a pattern of which it is the only way to match matches nothing.
///
/// Left out is what takes the place of another condition across `$or`: that is called `never_match` because both conditions
/// together are, which is what the author means, while the service would drop one of the two.
#[test]
fn what_is_called_impossible_never_holds() {
    hold(&Cases::Telling, 10, |case| {
        let Some(read) = case.read() else { return Ok(None) };
        if has_replacements(lowered(&read)) {
            return Ok(None);
        }
        let found = check(&read.parsed, case.schema);
        let mut impossible: Vec<&Diagnostic> = found.iter().filter(|one| one.lint == Some(Lint::NeverMatch)).collect();
        if impossible.is_empty() {
            return Ok(None);
        }
        impossible.sort_by_key(|one| std::cmp::Reverse(one.span.start));
        let mut text = read.text.clone();
        for one in &impossible {
            // An alternative is never an array, the range of a count always is one.
            let is_count = text[one.span.start..].starts_with('[');
            text.replace_range(one.span.start..one.span.end, if is_count { NEVER } else { NOWHERE });
        }
        let Some(other) = Read::of(case.schema, text) else {
            return Err("the exchanged pattern is refused".to_owned());
        };
        let event = case.text();
        let answer = read.reference(&flat(&event)?);
        same(&format!("exchanged for {}", other.text), &other.reference(&flat(&event)?), &answer)?;
        Ok(Some(answer))
    });
}

/// For every pattern and every event as the service sends it: a list of alternatives that is called `always_true` holds on
/// its own, for the event or for every element of the scope that it is in; and the pattern gives the same answer without it.
///
/// In an array without a scope it can settle which element other conditions speak of, so leaving it out can make a pattern
/// match more. The advice says so, and there the second half is not asked for.
#[test]
fn what_is_called_certain_always_holds() {
    hold(&Cases::Telling, 10, |case| {
        let Some(read) = case.read() else { return Ok(None) };
        if has_replacements(lowered(&read)) {
            return Ok(None);
        }
        let found = check(&read.parsed, case.schema);
        let certain: Vec<&Diagnostic> = found.iter().filter(|one| one.lint == Some(Lint::AlwaysTrue)).collect();
        if certain.is_empty() {
            return Ok(None);
        }
        let event = case.text();
        let flat = flat(&event)?;
        let mut without = read.rule().clone();
        for one in &certain {
            hold_on_its_own(lowered(&read), one, &flat)?;
            if one.help.as_ref().is_some_and(|help| help.contains("unless")) {
                continue;
            }
            let count = read.parsed.pattern.as_ref().and_then(|pattern| count_with_range(&pattern.root, one.span));
            leave_out(lowered(&read), &mut without, one, count);
        }
        let answer = read.reference(&flat);
        same("without what always holds", &matches(&without, &flat), &answer)?;
        Ok(Some(answer))
    });
}

fn lowered(read: &Read) -> &Lowered {
    match &read.parsed.lowered {
        Some(lowered) => lowered,
        None => unreachable!("only what has a rule is read"),
    }
}

fn has_replacements(lowered: &Lowered) -> bool {
    !lowered.replacements.is_empty() || lowered.scopes.iter().any(|scope| has_replacements(&scope.lowered))
}

/// Holds the condition at the finding's place on its own, for the event or for all elements of its scope.
fn hold_on_its_own(lowered: &Lowered, finding: &Diagnostic, event: &Event) -> Result<(), String> {
    for (leaf, _) in lowered.leaf_spans.iter().enumerate().filter(|(_, place)| place.list == finding.span) {
        let alone = Rule {
            leaves: vec![lowered.rule.leaves[leaf].clone()],
            scopes: Vec::new(),
            conjunctions: vec![Conjunction { leaves: vec![0], scopes: Vec::new() }],
        };
        same(&format!("{} on its own", finding.message), &matches(&alone, event), &true)?;
    }
    for (scope, inside) in lowered.rule.scopes.iter().zip(&lowered.scopes) {
        for element in event.objects_at(&scope.path).filter_map(|object| event.as_event(object)) {
            hold_on_its_own(&inside.lowered, finding, &element)?;
        }
    }
    Ok(())
}

/// Takes the condition at the finding's place out of a rule.
fn leave_out(lowered: &Lowered, rule: &mut Rule, finding: &Diagnostic, count: Option<Span>) {
    for conjunction in &mut rule.conjunctions {
        conjunction.leaves.retain(|&leaf| lowered.leaf_spans[leaf].list != finding.span);
        conjunction.scopes.retain(|&scope| Some(lowered.scopes[scope].key) != count);
    }
    for (number, inside) in lowered.scopes.iter().enumerate() {
        leave_out(&inside.lowered, &mut rule.scopes[number].rule, finding, count);
    }
}

/// The key of the count whose range is at a place, if there is one.
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

/// A case that the law found: without the condition on `statusReason` the pattern matches.
#[test]
fn what_always_holds_in_an_array_settles_an_element() {
    let schema = Schema::by_rust_name("ContainerInstanceHealthChange");
    let read = |conditions: &str| {
        let text = format!("{{\"detail\":{{\"healthChecks\":{{\"type\":[{{\"exists\":true}}]{conditions}}}}}}}");
        Read::of(schema, text).unwrap_or_else(|| panic!("{conditions} is refused"))
    };
    let certain = read(r#","statusReason":[{"exists":false},null,{"prefix":""}]"#);
    let event = flat(r#"{"detail":{"healthChecks":[{"statusReason":"x"},{"type":"x"}]}}"#).unwrap();
    assert!(!certain.reference(&event) && read("").reference(&event));
    let found = check(&certain.parsed, schema);
    let help = found.iter().find(|one| one.lint == Some(Lint::AlwaysTrue)).and_then(|one| one.help.as_deref());
    let expected =
        "remove the field from the pattern, unless it selects the array element that other conditions apply to";
    assert_eq!(help, Some(expected));
}
