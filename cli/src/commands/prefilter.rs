//! `prefilter`: prints the pattern to deploy for one or more rules, alone or for a deployment tool.

use crate::arguments::{Deployment, PrefilterArguments};
use crate::deployment::{self, DeployedRule};
use crate::exit::Exit;
use crate::failure::{Failure, render_all};
use crate::input::Input;
use crate::known_events::KnownEvents;
use crate::{output, pattern_file, rules_folder, rust_name};
use event_pattern_compiler::check::check;
use event_pattern_compiler::diagnostic::Severity;
use event_pattern_compiler::json::{Dialect, Value};
use event_pattern_compiler::schema::Schemas;
use event_pattern_compiler::source::Source;
use event_pattern_compiler::{parse_for, prefilter};

/// Default name of the rule if several files are given.
const DEFAULT_NAME: &str = "event_rules";

/// Prints the pre-filter; for several rules, the union of their pre-filters. Warnings are printed to standard error.
pub(crate) fn run(arguments: &PrefilterArguments) -> Result<Exit, Failure> {
    let known = KnownEvents::read(&arguments.documents)?;
    let schemas = known.schemas_for(arguments.event_type.as_deref())?;
    let files = rules_folder::expand_folders(&arguments.files)?;
    let prefilters = files.iter().map(|file| prefilter_of(file, schemas, arguments));
    let prefilters: Vec<Value> = prefilters.collect::<Result<_, _>>()?;
    // The union is `None` only if there are no files, but clap requires at least one.
    let Some(pattern) = prefilter::union(&prefilters, schemas) else {
        return Ok(Exit::Success);
    };
    let default_name = || match files.as_slice() {
        [only] => rust_name::of_file(only),
        _ => DEFAULT_NAME.to_owned(),
    };
    let name = arguments.name.clone().unwrap_or_else(default_name);
    let rule = DeployedRule { name, files: files.iter().map(Input::name).collect(), pattern };
    output::print(&match arguments.deployment {
        None => rule.pattern.to_json(),
        Some(Deployment::Cloudformation) => deployment::cloudformation(&rule),
        Some(Deployment::Terraform) => deployment::terraform(&rule),
        Some(Deployment::Cdk) => deployment::cdk(&rule),
    })?;
    Ok(Exit::Success)
}

/// Returns the pre-filter of the pattern in a file.
fn prefilter_of(file: &Input, schemas: Schemas<'_>, arguments: &PrefilterArguments) -> Result<Value, Failure> {
    let name = file.name();
    let bytes = file.read()?;
    let text = pattern_file::decode(&name, &bytes)?;
    let source = Source::new(&name, text);
    let parsed = parse_for(schemas, text, Dialect::Relaxed);
    let diagnostics = arguments.allowed.filter(check(&parsed, schemas));
    let has_errors = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    let Some(pattern) = prefilter::of(&parsed, schemas).filter(|_| !has_errors) else {
        return Err(Failure::pattern(&diagnostics, &source));
    };
    if !diagnostics.is_empty() {
        output::report(&render_all(&diagnostics, &source));
    }
    Ok(pattern)
}
