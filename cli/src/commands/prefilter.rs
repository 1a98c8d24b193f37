//! `prefilter`: the pattern to deploy in front of a rule, alone or in a rule that is ready to paste.

use crate::arguments::{Deployment, PrefilterArguments};
use crate::deployment::{self, Rule};
use crate::exit::Exit;
use crate::failure::{Failure, render_all};
use crate::{output, pattern_file, rust_name};
use event_pattern_compiler::check::check;
use event_pattern_compiler::diagnostic::Severity;
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::source::Source;
use event_pattern_compiler::{parse_for, prefilter};

/// Prints it. What is suspicious about the pattern goes to standard error.
pub(crate) fn run(arguments: &PrefilterArguments) -> Result<Exit, Failure> {
    let file = arguments.file.name();
    let bytes = arguments.file.read()?;
    let text = pattern_file::decode(&file, &bytes)?;
    let source = Source::new(&file, text);
    let parsed = parse_for(arguments.event_type, text, Dialect::Relaxed);
    let findings = check(&parsed, arguments.event_type);
    let is_wrong = findings.iter().any(|finding| finding.severity == Severity::Error);
    let Some(pattern) = prefilter::of(&parsed, arguments.event_type).filter(|_| !is_wrong) else {
        return Err(Failure::pattern(&findings, &source));
    };
    if !findings.is_empty() {
        output::report(&render_all(&findings, &source));
    }
    let name = arguments.name.clone().unwrap_or_else(|| rust_name::of_file(&arguments.file));
    let rule = Rule { name, file, pattern };
    output::print(&match arguments.deployment {
        None => rule.pattern.to_json(),
        Some(Deployment::Cloudformation) => deployment::cloudformation(&rule),
        Some(Deployment::Terraform) => deployment::terraform(&rule),
        Some(Deployment::Cdk) => deployment::cdk(&rule),
    })?;
    Ok(Exit::Success)
}
