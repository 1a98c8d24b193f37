//! What the hosted service does not take, though the language has it.

use crate::Parsed;
use crate::diagnostic::{Diagnostics, Lint};
use crate::limits::{MAX_WILDCARD_COMPLEXITY, QUOTA};
use crate::pattern::Filter;
use crate::pattern::filter::Wildcard;
use crate::pattern::filter::wildcard_complexity::complexity;
use crate::prefilter;
use crate::schema::Schema;
use crate::source::Span;

/// Looks at the length of what is deployed and at the wildcards.
pub(super) fn check(parsed: &Parsed, event_type: Option<&'static Schema>, diagnostics: &mut Diagnostics) {
    let (Some(lowered), Some(value)) = (&parsed.lowered, &parsed.value) else { return };
    let Some(prefilter) = prefilter::of(parsed, event_type).map(|prefilter| prefilter.to_json()) else { return };
    let length = prefilter.chars().count();
    if length > QUOTA {
        let what = if prefilter == value.to_json() { "pattern" } else { "pre-filter" };
        // An underline below a whole pattern says nothing.
        let opening = Span::new(value.span.start, value.span.start + 1);
        let message = format!("the {what} has {length} characters; EventBridge allows {QUOTA} by default");
        let help = "split the pattern, or request a quota of 4096 characters; the generated function has no such limit";
        diagnostics.push(Lint::OverQuota.at(opening, message).with_help(help));
    }
    for (leaf, place) in lowered.rule.leaves.iter().zip(&lowered.leaf_spans) {
        let wildcards: Vec<&Wildcard> = leaf.alternatives.iter().flat_map(Filter::wildcards).collect();
        if complexity(&wildcards) > MAX_WILDCARD_COMPLEXITY {
            let message = format!("the wildcards for `{}` are too complex for EventBridge", leaf.path);
            let help = "use fewer `*`, or use `prefix` and `suffix`; the generated function has no such limit";
            diagnostics.push(Lint::ComplexWildcard.at(place.list, message).with_help(help));
        }
    }
}
