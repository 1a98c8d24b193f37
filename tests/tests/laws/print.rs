//! A pattern that is printed and read again is the same pattern.

use super::case::{Cases, hold, same};
use super::json::Layout;
use event_pattern_compiler::json::{Dialect, JsonString, Value};
use event_pattern_compiler::parse_for;
use event_pattern_compiler::pattern::{Condition, Content, Filter, Object, Pattern, Quantifier};
use event_pattern_compiler::rule::Rule;
use event_pattern_compiler::schema::Schema;

/// For every pattern, however it is written: what is printed, on one line or for people, is read as the same rule, with the
/// same filters at the same keys in the same order, and printed again as the same text.
#[test]
fn what_is_printed_is_read_as_the_same_pattern() {
    hold(&Cases::Any, 0, |case| {
        let Some(read) = case.read() else { return Ok(None) };
        // Written in another way it is the same pattern, too.
        let written = again(case.schema, &Layout::Odd(case.seed).write(&case.pattern))?;
        same("the rule of the pattern with white space", &written.rule, &Some(read.rule().clone()))?;
        let (Some(value), Some(pattern)) = (&read.parsed.value, &read.parsed.pattern) else { return Ok(None) };
        let (compact, pieces) = (value.to_json(), pieces_of(pattern));
        for printed in [compact.clone(), value.to_pretty_json(0), value.to_pretty_json(3)] {
            let other = again(case.schema, &printed)?;
            same(&format!("the rule of {printed}"), &other.rule, &Some(read.rule().clone()))?;
            same(&format!("the filters of {printed}"), &other.pieces, &pieces)?;
            same("printed once more", &other.compact, &compact)?;
        }
        Ok(Some(false))
    });
}

/// What is compared of a pattern.
struct Again {
    rule: Option<Rule>,
    pieces: Vec<Piece>,
    compact: String,
}

fn again(schema: Option<&'static Schema>, text: &str) -> Result<Again, String> {
    let parsed = parse_for(schema, text, Dialect::Strict);
    Ok(Again {
        rule: parsed.lowered.map(|lowered| lowered.rule),
        pieces: parsed.pattern.as_ref().map(pieces_of).unwrap_or_default(),
        compact: parsed.value.as_ref().map(Value::to_json).ok_or_else(|| format!("{text} is no JSON"))?,
    })
}

/// What a pattern is made of, in the order of the source.
#[derive(Debug, Clone, PartialEq)]
enum Piece {
    Key(JsonString),
    Quantifier(Quantifier),
    Filter(Filter),
    Branch,
}

fn pieces(object: &Object, found: &mut Vec<Piece>) {
    for condition in &object.conditions {
        match condition {
            Condition::Or(or) => or.branches.iter().for_each(|branch| {
                found.push(Piece::Branch);
                pieces(branch, found);
            }),
            Condition::Scope(scope) => {
                found.push(Piece::Quantifier(scope.quantifier.clone()));
                scope.patterns.iter().for_each(|pattern| pieces(pattern, found));
            }
            Condition::Field(field) => {
                found.push(Piece::Key(field.key.clone()));
                match &field.content {
                    Content::Object(inner) => pieces(inner, found),
                    Content::Leaf(leaf) => {
                        found.extend(leaf.alternatives.iter().map(|one| Piece::Filter(one.filter.clone())));
                    }
                }
            }
        }
    }
}

fn pieces_of(pattern: &Pattern) -> Vec<Piece> {
    let mut found = Vec::new();
    pieces(&pattern.root, &mut found);
    found
}

/// For every alternative of a pattern that the service knows: the text that messages show is read as the same filter.
#[test]
fn a_filter_is_shown_as_it_is_written() {
    hold(&Cases::Any, 0, |case| {
        let Some(read) = case.read() else { return Ok(None) };
        let Some(pattern) = &read.parsed.pattern else { return Ok(None) };
        for piece in pieces_of(pattern) {
            let Piece::Filter(filter) = &piece else { continue };
            let text = format!("{{\"detail-type\":[\"x\"],\"a\":[{filter}]}}");
            let parsed = parse_for(Schema::all().first(), &text, Dialect::Strict);
            let again = parsed.pattern.as_ref().map(pieces_of).unwrap_or_default();
            same(&format!("the filter of {text}"), &again.last(), &Some(&piece))?;
        }
        Ok(Some(false))
    });
}
