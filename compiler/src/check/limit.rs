//! Checks the limits that EventBridge has but the generated function does not.

use crate::Parsed;
use crate::diagnostic::{Diagnostics, Lint};
use crate::limits::{DEFAULT_QUOTA_CHARS, MAX_WILDCARD_COMPLEXITY};
use crate::pattern::Filter;
use crate::pattern::filter::Wildcard;
use crate::pattern::filter::wildcard_complexity::complexity;
use crate::prefilter;
use crate::source::Span;

/// Checks the length of the pre-filter and the complexity of the wildcards.
pub(super) fn check(parsed: &Parsed, diagnostics: &mut Diagnostics) {
    let (Some(lowered), Some(value)) = (&parsed.lowered, &parsed.value) else { return };
    let Some(prefilter) = prefilter::of(parsed).map(|prefilter| prefilter.to_json()) else { return };
    let length = prefilter.chars().count();
    if length > DEFAULT_QUOTA_CHARS {
        let subject = if prefilter == value.to_json() { "pattern" } else { "pre-filter" };
        // Carets under the whole pattern would not help, so only the opening brace is marked.
        let opening = Span::new(value.span.start, value.span.start + 1);
        let message =
            format!("the {subject} has {length} characters; EventBridge allows {DEFAULT_QUOTA_CHARS} by default");
        let help = "split the pattern, or request a quota of 4096 characters; the generated function has no such limit";
        diagnostics.push(Lint::OverQuota.at(opening, message).with_help(help));
    }
    let leaves = &lowered.rule.leaves;
    for (number, (leaf, spans)) in leaves.iter().zip(&lowered.leaf_spans).enumerate() {
        // EventBridge evaluates all branches of `$or` together, so the wildcards of one field add up. The field is
        // reported once, at its first list.
        if leaves[..number].iter().any(|earlier| earlier.path == leaf.path) {
            continue;
        }
        let same_field = leaves[number..].iter().filter(|other| other.path == leaf.path);
        let wildcards: Vec<&Wildcard> =
            same_field.flat_map(|other| &other.alternatives).flat_map(Filter::wildcards).collect();
        if complexity(&wildcards) > MAX_WILDCARD_COMPLEXITY {
            let message = format!("the wildcards for `{}` are too complex for EventBridge", leaf.path);
            let help = "use fewer `*`, or use `prefix` and `suffix`; the generated function has no such limit";
            diagnostics.push(Lint::ComplexWildcard.at(spans.list, message).with_help(help));
        }
    }
}
