//! Checks the limits that EventBridge has but the generated function does not.

use crate::Parsed;
use crate::diagnostic::{Diagnostics, Lint};
use crate::limits::DEFAULT_QUOTA_CHARS;
use crate::prefilter;
use crate::rule::{FieldPath, Lowered, too_complex_lists};
use crate::schema::Schemas;
use crate::source::Span;

/// Checks the length of the pre-filter and the complexity of the wildcards.
pub(super) fn check(parsed: &Parsed, schemas: Schemas<'_>, diagnostics: &mut Diagnostics) {
    let (Some(lowered), Some(value)) = (&parsed.lowered, &parsed.value) else { return };
    let Some(prefilter) = prefilter::of(parsed, schemas).map(|prefilter| prefilter.to_json()) else { return };
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
    check_wildcards(lowered, diagnostics);
}

/// Checks the complexity of the wildcards for each field. A field is reported once.
fn check_wildcards(lowered: &Lowered, diagnostics: &mut Diagnostics) {
    let mut reported: Vec<&FieldPath> = Vec::new();
    for leaf in too_complex_lists(&lowered.rule).into_iter().filter_map(|lists| lists.first().copied()) {
        let path = &lowered.rule.leaves[leaf].path;
        if !reported.contains(&path) {
            reported.push(path);
            let message = format!("the wildcards for `{path}` are too complex for EventBridge");
            let help = "use fewer `*`, or use `prefix` and `suffix`; the generated function has no such limit";
            diagnostics.push(Lint::ComplexWildcard.at(lowered.leaf_spans[leaf].list, message).with_help(help));
        }
    }
}
