//! The values of a template that are only known when it is deployed. The generated code accepts any value in their place.

use event_pattern_compiler::diagnostic::{Diagnostic, Lint};
use event_pattern_compiler::pattern::print::quoted_list;
use event_pattern_compiler::pattern::{contains_unknown, unknown_fields, with_any_value};
use event_pattern_compiler::{Parsed, parse_accepted};

/// Maximum number of fields that the warning names.
const MAX_NAMED_FIELDS: usize = 5;

/// Returns the warning about the values of a pattern that are only known when it is deployed, at the first of them.
pub(super) fn warning(parsed: &Parsed) -> Option<Diagnostic> {
    parsed.lowered.as_ref()?;
    let found = unknown_fields(parsed.value.as_ref()?);
    let (_, first) = found.first()?;
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in &found {
        if !names.contains(&&**name) {
            names.push(name);
        }
    }
    let (value, is) = if names.len() == 1 { ("value", "is") } else { ("values", "are") };
    let more = match names.len().saturating_sub(MAX_NAMED_FIELDS) {
        0 => String::new(),
        more => format!(" and {more} more fields"),
    };
    let names = quoted_list(names.into_iter().take(MAX_NAMED_FIELDS));
    let message =
        format!("the {value} of {names}{more} {is} only known at deployment, so the rule accepts any value there");
    let help = "write the value in the template, or test the field in your own code";
    Some(Lint::UnknownAtBuild.at(*first, message).with_help(help))
}

/// Returns a pattern that accepts any value in place of those that are only known when it is deployed.
pub(super) fn accept_any(parsed: Parsed) -> Parsed {
    match &parsed.value {
        Some(value) if parsed.lowered.is_some() && contains_unknown(value) => {
            parse_accepted(&with_any_value(value.clone()).to_json())
        }
        _ => parsed,
    }
}
