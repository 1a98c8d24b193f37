//! Finds redundant alternatives, conditions that always hold, and content filters that are not in a list. These checks
//! need no schema.

use super::exclusion;
use crate::diagnostic::{Diagnostics, Lint, Severity};
use crate::json::Scalar;
use crate::pattern::filter::FILTER_NAMES;
use crate::pattern::filter::relation::is_redundant;
use crate::pattern::{Alternative, Condition, Content, Field, Filter, Leaf, Object, Pattern};
use crate::source::Span;
use std::collections::HashMap;

/// Checks every list of alternatives, and every field that has the name of a content filter.
pub(super) fn check(pattern: &Pattern, diagnostics: &mut Diagnostics) {
    let errors = diagnostics.as_slice().iter().filter(|found| found.severity == Severity::Error);
    let reported_offsets: Vec<usize> = errors.map(|found| found.span.start).collect();
    RedundancyChecker { reported_offsets, diagnostics }.object(&pattern.root, None);
}

struct RedundancyChecker<'d> {
    /// The start offsets of the errors from earlier checks.
    reported_offsets: Vec<usize>,
    diagnostics: &'d mut Diagnostics,
}

impl RedundancyChecker<'_> {
    fn object(&mut self, object: &Object, parent: Option<&Field>) {
        if let Some(parent) = parent.filter(|parent| !self.reported_offsets.contains(&parent.key_span.start)) {
            self.filter_names(object, parent);
        }
        for condition in &object.conditions {
            match condition {
                Condition::Or(or) => or.branches.iter().for_each(|branch| self.object(branch, parent)),
                Condition::Scope(scope) => scope.patterns.iter().for_each(|pattern| self.object(pattern, None)),
                Condition::Field(field) => match &field.content {
                    Content::Object(inner) => self.object(inner, Some(field)),
                    Content::Leaf(leaf) => self.leaf(leaf, field),
                },
            }
        }
    }

    /// Reports the first field of an object if all fields have the names of content filters and lists as their values.
    fn filter_names(&mut self, object: &Object, parent: &Field) {
        let name = |condition: &Condition| match condition {
            Condition::Field(Field { key, key_span, content: Content::Leaf(_) }) => {
                let name = FILTER_NAMES.into_iter().find(|name| key.as_str() == Some(name))?;
                Some((name, *key_span))
            }
            _ => None,
        };
        let names: Option<Vec<(&str, Span)>> = object.conditions.iter().map(name).collect();
        let Some(names) = names else { return };
        let Some((first, key_span)) = names.first() else { return };
        let message = format!("`{first}` is a field of `{}` here, not a content filter", parent.key);
        let filters: Vec<String> = names.iter().map(|(name, _)| format!("{{\"{name}\": …}}")).collect();
        let help = format!("write a content filter in a list: `\"{}\": [{}]`", parent.key, filters.join(", "));
        self.diagnostics.push(Lint::FilterAsField.at(*key_span, message).with_help(help));
    }

    fn leaf(&mut self, leaf: &Leaf, field: &Field) {
        let has_exists =
            |is_present: bool| leaf.alternatives.iter().any(|one| one.filter == Filter::Exists(is_present));
        if has_exists(true) && has_exists(false) {
            let message =
                format!("the condition on `{}` always holds, whether the field is present or absent", field.key);
            let help = "remove the field from the pattern";
            self.diagnostics.push(Lint::AlwaysTrue.at(leaf.span, message).with_help(help));
            return;
        }
        if let Some(found) = exclusion::check(&field.key, leaf) {
            self.diagnostics.push(found);
            return;
        }
        let is_unreported = |one: &&Alternative| {
            !self.reported_offsets.iter().any(|offset| (one.span.start..one.span.end).contains(offset))
        };
        let alternatives: Vec<&Alternative> = leaf.alternatives.iter().filter(is_unreported).collect();
        for (redundant, wider) in redundant(&alternatives).take(MAX_REPORTED_ALTERNATIVES) {
            let (text, wider) = (redundant.filter.to_string(), wider.filter.to_string());
            let message = if text == wider {
                format!("`{text}` is listed twice")
            } else {
                format!("`{text}` is redundant: `{wider}` already covers it")
            };
            self.diagnostics.push(Lint::RedundantAlternative.at(redundant.span, message).with_help("remove it"));
        }
    }
}

/// Maximum number of redundant alternatives that are reported per list.
const MAX_REPORTED_ALTERNATIVES: usize = 20;

/// Maximum number of pairs of alternatives that are compared per list. The limit bounds the time spent on long lists.
const MAX_COMPARED_PAIRS: usize = 1_000_000;

/// Returns each redundant alternative with an alternative that covers it.
fn redundant<'a, 'p>(
    alternatives: &'a [&'p Alternative],
) -> impl Iterator<Item = (&'p Alternative, &'p Alternative)> + use<'a, 'p> {
    // A list may have thousands of plain values. A map finds equal values without comparing all pairs.
    let mut values: HashMap<Scalar, usize> = HashMap::new();
    let numbered = alternatives.iter().copied().enumerate();
    let filters = numbered.clone().filter(|(_, one)| one.filter.literal().is_none());
    let filters: Vec<(usize, &Alternative)> = filters.take(MAX_COMPARED_PAIRS / alternatives.len().max(1)).collect();
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
