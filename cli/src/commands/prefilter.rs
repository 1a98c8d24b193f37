//! `prefilter`: the pattern to deploy in front of a rule or of several, alone or in a rule that is ready to paste.

use crate::arguments::{Deployment, PrefilterArguments};
use crate::deployment::{self, Rule};
use crate::exit::Exit;
use crate::failure::{Failure, render_all};
use crate::input::Input;
use crate::{output, pattern_file, rust_name};
use event_pattern_compiler::check::check;
use event_pattern_compiler::diagnostic::Severity;
use event_pattern_compiler::json::{Dialect, Value};
use event_pattern_compiler::schema::Schema;
use event_pattern_compiler::source::Source;
use event_pattern_compiler::{parse_for, prefilter};

/// The name of a rule in front of several.
const SEVERAL: &str = "event_rules";

/// Prints it: of several rules the union. What is suspicious about the patterns goes to standard error.
pub(crate) fn run(arguments: &PrefilterArguments) -> Result<Exit, Failure> {
    let prefilters = arguments.files.iter().map(|file| prefilter_of(file, arguments.event_type));
    let prefilters: Vec<Value> = prefilters.collect::<Result<_, _>>()?;
    // There is one for each file, and at least one file.
    let Some(pattern) = prefilter::union(&prefilters) else { return Ok(Exit::Success) };
    let made_name = || match arguments.files.as_slice() {
        [only] => rust_name::of_file(only),
        _ => SEVERAL.to_owned(),
    };
    let name = arguments.name.clone().unwrap_or_else(made_name);
    let rule = Rule { name, files: arguments.files.iter().map(Input::name).collect(), pattern };
    output::print(&match arguments.deployment {
        None => rule.pattern.to_json(),
        Some(Deployment::Cloudformation) => deployment::cloudformation(&rule),
        Some(Deployment::Terraform) => deployment::terraform(&rule),
        Some(Deployment::Cdk) => deployment::cdk(&rule),
    })?;
    Ok(Exit::Success)
}

/// The pre-filter of the pattern in a file.
fn prefilter_of(file: &Input, event_type: Option<&'static Schema>) -> Result<Value, Failure> {
    let name = file.name();
    let bytes = file.read()?;
    let text = pattern_file::decode(&name, &bytes)?;
    let source = Source::new(&name, text);
    let parsed = parse_for(event_type, text, Dialect::Relaxed);
    let findings = check(&parsed, event_type);
    let is_wrong = findings.iter().any(|finding| finding.severity == Severity::Error);
    let Some(pattern) = prefilter::of(&parsed, event_type).filter(|_| !is_wrong) else {
        return Err(Failure::pattern(&findings, &source));
    };
    if !findings.is_empty() {
        output::report(&render_all(&findings, &source));
    }
    Ok(pattern)
}
