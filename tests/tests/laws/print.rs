//! A printed pattern parses to the same pattern, and a filter as shown in a message parses to the same filter.

use super::case::{Cases, check_law, ensure_equal};
use super::json::Layout;
use event_pattern_compiler::json::{Dialect, JsonString, Value};
use event_pattern_compiler::parse_for;
use event_pattern_compiler::pattern::{Condition, Content, Filter, Object, Pattern, Quantifier};
use event_pattern_compiler::rule::Rule;
use event_pattern_compiler::schema::Schema;
use event_pattern_tests::schemas as known;

/// For every pattern, the compact form, two indented forms and a form with random white space parse to the same rule.
/// The compact and indented forms also parse to the same keys, scopes, branches and filters in the same order, and
/// printing the result in compact form always gives the same text.
#[test]
fn a_printed_pattern_parses_to_the_same_pattern() {
    check_law(&Cases::Any, 0, |case| {
        let Some(compiled) = case.compile() else { return Ok(None) };
        let spaced = reparse(case.schema, &Layout::RandomWhitespace(case.seed).write(&case.pattern))?;
        ensure_equal("the rule of the pattern with white space", &spaced.rule, &Some(compiled.rule().clone()))?;
        let (Some(value), Some(pattern)) = (&compiled.parsed.value, &compiled.parsed.pattern) else { return Ok(None) };
        let (compact, items) = (value.to_json(), items_of(pattern));
        for printed in [compact.clone(), value.to_pretty_json(0), value.to_pretty_json(3)] {
            let reparsed = reparse(case.schema, &printed)?;
            ensure_equal(&format!("the rule of {printed}"), &reparsed.rule, &Some(compiled.rule().clone()))?;
            ensure_equal(&format!("the items of {printed}"), &reparsed.items, &items)?;
            ensure_equal("the compact form of the printed pattern", &reparsed.compact, &compact)?;
        }
        Ok(Some(false))
    });
}

/// The parts of a parsed pattern that the law compares.
struct Reparsed {
    rule: Option<Rule>,
    items: Vec<SyntaxItem>,
    compact: String,
}

fn reparse(schema: Option<&'static Schema>, text: &str) -> Result<Reparsed, String> {
    let parsed = parse_for(known::schemas(schema), text, Dialect::Strict);
    Ok(Reparsed {
        rule: parsed.lowered.map(|lowered| lowered.rule),
        items: parsed.pattern.as_ref().map(items_of).unwrap_or_default(),
        compact: parsed.value.as_ref().map(Value::to_json).ok_or_else(|| format!("{text} is not JSON"))?,
    })
}

/// An item of a pattern's syntax. A pattern is compared as the list of its items in source order.
#[derive(Debug, Clone, PartialEq)]
enum SyntaxItem {
    Key(JsonString),
    Quantifier(Quantifier),
    Filter(Filter),
    Branch,
}

fn collect_items(object: &Object, items: &mut Vec<SyntaxItem>) {
    for condition in &object.conditions {
        match condition {
            Condition::Or(or) => or.branches.iter().for_each(|branch| {
                items.push(SyntaxItem::Branch);
                collect_items(branch, items);
            }),
            Condition::Scope(scope) => {
                items.push(SyntaxItem::Quantifier(scope.quantifier.clone()));
                scope.patterns.iter().for_each(|pattern| collect_items(pattern, items));
            }
            Condition::Field(field) => {
                items.push(SyntaxItem::Key(field.key.clone()));
                match &field.content {
                    Content::Object(inner) => collect_items(inner, items),
                    Content::Leaf(leaf) => {
                        items.extend(
                            leaf.alternatives.iter().map(|alternative| SyntaxItem::Filter(alternative.filter.clone())),
                        );
                    }
                }
            }
        }
    }
}

fn items_of(pattern: &Pattern) -> Vec<SyntaxItem> {
    let mut items = Vec::new();
    collect_items(&pattern.root, &mut items);
    items
}

/// For every alternative of every pattern, the text that messages show for its filter parses to the same filter.
#[test]
fn a_filter_as_shown_in_a_message_parses_to_the_same_filter() {
    check_law(&Cases::Any, 0, |case| {
        let Some(compiled) = case.compile() else { return Ok(None) };
        let Some(pattern) = &compiled.parsed.pattern else { return Ok(None) };
        for item in items_of(pattern) {
            let SyntaxItem::Filter(filter) = &item else { continue };
            let text = format!("{{\"detail-type\":[\"x\"],\"a\":[{filter}]}}");
            let parsed = parse_for(known::schemas(Some(known::ecs()[0])), &text, Dialect::Strict);
            let reparsed = parsed.pattern.as_ref().map(items_of).unwrap_or_default();
            ensure_equal(&format!("the filter of {text}"), &reparsed.last(), &Some(&item))?;
        }
        Ok(Some(false))
    });
}
