//! What the hosted service does not take, though the language has it.

use super::wildcard_complexity::{MOST, complexity};
use crate::diagnostic::{Diagnostics, Name};
use crate::json::Value;
use crate::pattern::Filter;
use crate::pattern::filter::{AnythingBut, Wildcard};
use crate::rule::{Lowered, Rule};
use crate::source::Span;

/// How many characters a pattern may have by default. Source: the quotas in the Amazon EventBridge user guide.
const QUOTA: usize = 2048;

/// Looks at the length and at the wildcards.
pub(super) fn check(lowered: &Lowered, value: &Value, diagnostics: &mut Diagnostics) {
    let length = value.to_json().chars().count();
    if length > QUOTA && !is_beyond_service(&lowered.rule) {
        // An underline below a whole pattern says nothing.
        let opening = Span::new(value.span.start, value.span.start + 1);
        let message = format!("the pattern has {length} characters, and the service takes {QUOTA} by default");
        let help = "split the pattern, or ask for the quota of 4096; the function itself has no such limit";
        diagnostics.push(Name::OverQuota.at(opening, message).with_help(help));
    }
    for (leaf, place) in lowered.rule.leaves.iter().zip(&lowered.places) {
        let wildcards: Vec<&Wildcard> = leaf.alternatives.iter().flat_map(wildcards_of).collect();
        if complexity(&wildcards) > MOST {
            let message = format!("the wildcards of `{}` are more complex than the service takes", leaf.path);
            let help = "use fewer stars, or `prefix` and `suffix`; the function itself has no such limit";
            diagnostics.push(Name::ComplexWildcard.at(place.list, message).with_help(help));
        }
    }
}

/// Whether a rule asks for what the service does not have, so that it never gets the pattern as it stands.
fn is_beyond_service(rule: &Rule) -> bool {
    let filters = rule.leaves.iter().flat_map(|leaf| &leaf.alternatives);
    !rule.scopes.is_empty() || filters.into_iter().any(|filter| !filter.references().is_empty())
}

fn wildcards_of(filter: &Filter) -> Vec<&Wildcard> {
    match filter {
        Filter::Wildcard(wildcard) => vec![wildcard],
        Filter::AnythingBut(AnythingBut { excluded }) => excluded.iter().flat_map(wildcards_of).collect(),
        _ => Vec::new(),
    }
}
