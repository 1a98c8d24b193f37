//! Lists of alternatives that say less than they seem to, whatever the event.

use crate::diagnostic::{Diagnostics, Lint};
use crate::json::Scalar;
use crate::pattern::filter::FILTER_NAMES;
use crate::pattern::filter::relation::is_redundant;
use crate::pattern::{Alternative, Condition, Content, Field, Filter, Leaf, Object, Pattern};
use std::collections::HashMap;

/// Looks at every list, and for content filters that stand without one.
pub(super) fn check(pattern: &Pattern, diagnostics: &mut Diagnostics) {
    let wrong: Vec<usize> = diagnostics.as_slice().iter().map(|found| found.span.start).collect();
    Checker { wrong, diagnostics }.object(&pattern.root, None);
}

struct Checker<'d> {
    /// Where something is wrong that was found before.
    wrong: Vec<usize>,
    diagnostics: &'d mut Diagnostics,
}

impl Checker<'_> {
    fn object(&mut self, object: &Object, parent: Option<&Field>) {
        for condition in &object.conditions {
            match condition {
                Condition::Or(or) => or.branches.iter().for_each(|branch| self.object(branch, parent)),
                Condition::Scope(scope) => scope.patterns.iter().for_each(|pattern| self.object(pattern, None)),
                Condition::Field(field) => match &field.content {
                    Content::Object(inner) => self.object(inner, Some(field)),
                    Content::Leaf(leaf) => {
                        self.leaf(leaf, field);
                        if let Some(parent) = parent
                            .filter(|one| object.conditions.len() == 1 && !self.wrong.contains(&one.key_span.start))
                        {
                            self.name(field, parent);
                        }
                    }
                },
            }
        }
    }

    /// A field with the name of a content filter, alone in its object.
    fn name(&mut self, field: &Field, parent: &Field) {
        let Some(name) = field.key.as_str().filter(|name| FILTER_NAMES.contains(name)) else { return };
        let message = format!("`{name}` is a field of `{}` here, not a content filter", parent.key);
        let help = format!("write a content filter in a list: `\"{}\": [{{\"{name}\": …}}]`", parent.key);
        self.diagnostics.push(Lint::FilterAsField.at(field.key_span, message).with_help(help));
    }

    fn leaf(&mut self, leaf: &Leaf, field: &Field) {
        let has = |wanted: bool| leaf.alternatives.iter().any(|one| one.filter == Filter::Exists(wanted));
        if has(true) && has(false) {
            let message =
                format!("the condition on `{}` always holds: it accepts the field both present and absent", field.key);
            let help = "remove the field from the pattern";
            self.diagnostics.push(Lint::AlwaysTrue.at(leaf.span, message).with_help(help));
            return;
        }
        let is_right =
            |one: &&Alternative| !self.wrong.iter().any(|wrong| (one.span.start..one.span.end).contains(wrong));
        let alternatives: Vec<&Alternative> = leaf.alternatives.iter().filter(is_right).collect();
        for (redundant, wider) in redundant(&alternatives).take(MOST_OF_A_LIST) {
            let (text, wider) = (redundant.filter.to_string(), wider.filter.to_string());
            let message = if text == wider {
                format!("`{text}` is listed twice")
            } else {
                format!("`{text}` is redundant: `{wider}` already covers it")
            };
            self.diagnostics.push(Lint::RedundantAlternative.at(redundant.span, message).with_help("take it out"));
        }
    }
}

/// How many redundant alternatives of one list are pointed out. Who has more has another problem.
const MOST_OF_A_LIST: usize = 20;

/// How many pairs of alternatives are compared, so that the time stays in proportion to the pattern.
const MOST_PAIRS: usize = 1_000_000;

/// The alternatives that accept nothing that another one does not, each with that one.
fn redundant<'a, 'p>(
    alternatives: &'a [&'p Alternative],
) -> impl Iterator<Item = (&'p Alternative, &'p Alternative)> + use<'a, 'p> {
    // Lists may have thousands of plain values, which need no comparison with each other.
    let mut values: HashMap<Scalar, usize> = HashMap::new();
    let numbered = alternatives.iter().copied().enumerate();
    let filters = numbered.clone().filter(|(_, one)| one.filter.literal().is_none());
    let filters: Vec<(usize, &Alternative)> = filters.take(MOST_PAIRS / alternatives.len().max(1)).collect();
    numbered.filter_map(move |(number, alternative)| {
        let equal = alternative.filter.literal().and_then(|value| {
            let first = *values.entry(value).or_insert(number);
            (first != number).then_some(first)
        });
        let covers_it =
            |&&(other, one): &&(usize, &Alternative)| is_redundant((number, &alternative.filter), (other, &one.filter));
        let other = equal.or_else(|| filters.iter().find(covers_it).map(|(other, _)| *other))?;
        Some((alternative, alternatives[other]))
    })
}
