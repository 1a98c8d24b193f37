//! `expand`: prints the Rust code that the macro generates for a pattern, or an earlier compilation stage.

mod stage;

use crate::arguments::{ExpandArguments, Stage};
use crate::exit::Exit;
use crate::failure::{Failure, render_all};
use crate::known_events::KnownEvents;
use crate::rules::{CheckedRule, RuleFiles};
use crate::{output, rust_code, rust_name};
use event_pattern_codegen as codegen;
use event_pattern_compiler::json::Dialect;
use event_pattern_templates::Target;

/// Prints the requested stage. Warnings are printed to standard error.
pub(crate) fn run(arguments: &ExpandArguments) -> Result<Exit, Failure> {
    let known = KnownEvents::read(&arguments.documents)?;
    let files = RuleFiles::read(std::slice::from_ref(&arguments.pattern), Dialect::Relaxed)?;
    let (file, found) = files.only_rule()?;
    let rule = CheckedRule::of(file, found, known.schemas(), &arguments.allowed);
    if let Target::Record(_) = found.target {
        return Err(Failure::record_filter(&rule.place()));
    }
    let name = arguments.name.clone().unwrap_or_else(|| rust_name::from_rule(&found.name));
    let (source, schemas, diagnostics) = (rule.source, rule.schemas, rule.diagnostics.clone());
    let known_parts = rule.has_unknown().then(|| diagnostics.clone());
    let parsed = rule.parse_matched();
    let preview = codegen::preview_for(schemas, &name, parsed.clone(), &arguments.allowed.lints)
        .map_err(|_| Failure::pattern(&diagnostics, &source))?;
    // The checks have to see which parts are not known.
    let warnings = known_parts.unwrap_or(preview.warnings);
    if !warnings.is_empty() {
        output::report(&render_all(&warnings, &source));
    }
    let printed = match arguments.stage {
        Stage::Rust => rust_code::formatted(preview.rust, arguments.tables),
        stage => stage::print(stage, &parsed),
    };
    output::print(printed.trim_end())?;
    Ok(Exit::Success)
}
