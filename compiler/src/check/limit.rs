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
    for (leaf, spans) in lowered.rule.leaves.iter().zip(&lowered.leaf_spans) {
        let wildcards: Vec<&Wildcard> = leaf.alternatives.iter().flat_map(Filter::wildcards).collect();
        if complexity(&wildcards) > MAX_WILDCARD_COMPLEXITY {
            let message = format!("the wildcards for `{}` are too complex for EventBridge", leaf.path);
            let help = "use fewer `*`, or use `prefix` and `suffix`; the generated function has no such limit";
            diagnostics.push(Lint::ComplexWildcard.at(spans.list, message).with_help(help));
        }
    }
}
