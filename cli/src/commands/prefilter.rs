//! `prefilter`: prints the pattern to deploy for one or more rules, alone or for a deployment tool.

use crate::arguments::{Deployment, PrefilterArguments};
use crate::deployment::{self, DeployedRule};
use crate::exit::Exit;
use crate::failure::{Failure, render_all};
use crate::known_events::KnownEvents;
use crate::rules::{CheckedRule, RuleFiles};
use crate::{output, rust_name};
use event_pattern_compiler::diagnostic::Severity;
use event_pattern_compiler::json::{Dialect, Value};
use event_pattern_compiler::prefilter;
use event_pattern_templates::Target;

/// Default name of the rule if several files are given.
const DEFAULT_NAME: &str = "event_rules";

/// Prints the pre-filter; for several rules, the union of their pre-filters. Warnings are printed to standard error.
pub(crate) fn run(arguments: &PrefilterArguments) -> Result<Exit, Failure> {
    let known = KnownEvents::read(&arguments.documents)?;
    let schemas = known.schemas_for(arguments.event_type.as_deref())?;
    let files = RuleFiles::read(&arguments.files, Dialect::Relaxed)?;
    if let Some(file) = files.files.iter().find(|file| file.is_invalid()) {
        return Err(Failure::pattern(&file.diagnostics, &file.source()));
    }
    let rules = files.rules().map(|(file, found)| CheckedRule::of(file, found, schemas, &arguments.allowed));
    let rules: Vec<CheckedRule<'_>> = rules.collect();
    let places: Vec<String> = rules.iter().map(CheckedRule::place).collect();
    let default_name = match rules.as_slice() {
        [only] => rust_name::from_rule(&only.found.name),
        _ => DEFAULT_NAME.to_owned(),
    };
    let prefilters: Vec<Value> = rules.into_iter().map(prefilter_of).collect::<Result<_, _>>()?;
    // The union is `None` only if there are no files, but clap requires at least one.
    let Some(pattern) = prefilter::union(&prefilters, schemas) else {
        return Ok(Exit::Success);
    };
    let name = arguments.name.clone().unwrap_or(default_name);
    let rule = DeployedRule { name, files: places, pattern };
    output::print(&match arguments.deployment {
        None => rule.pattern.to_json(),
        Some(Deployment::Cloudformation) => deployment::cloudformation(&rule),
        Some(Deployment::Terraform) => deployment::terraform(&rule),
        Some(Deployment::Cdk) => deployment::cdk(&rule),
    })?;
    Ok(Exit::Success)
}

/// Returns the pre-filter of a rule.
fn prefilter_of(rule: CheckedRule<'_>) -> Result<Value, Failure> {
    if let Target::Record(_) = rule.found.target {
        return Err(Failure::record_filter(&rule.place()));
    }
    let (diagnostics, source, schemas) = (rule.diagnostics.clone(), rule.source, rule.schemas);
    let has_errors = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    let Some(pattern) = prefilter::of(&rule.parse_matched(), schemas).filter(|_| !has_errors) else {
        return Err(Failure::pattern(&diagnostics, &source));
    };
    if !diagnostics.is_empty() {
        output::report(&render_all(&diagnostics, &source));
    }
    Ok(pattern)
}
