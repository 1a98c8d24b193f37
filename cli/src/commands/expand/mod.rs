//! `expand`: prints the Rust code that the macro generates for a pattern, or an earlier compilation stage.

mod stage;
mod tables;

use crate::arguments::{ExpandArguments, Stage};
use crate::exit::Exit;
use crate::failure::{Failure, render_all};
use crate::known_events::KnownEvents;
use crate::{output, pattern_file, rust_name};
use event_pattern_codegen as codegen;
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::parse_for;
use event_pattern_compiler::source::Source;

/// Prints the requested stage. Warnings are printed to standard error.
pub(crate) fn run(arguments: &ExpandArguments) -> Result<Exit, Failure> {
    let source_name = arguments.pattern.name();
    let bytes = arguments.pattern.read()?;
    let text = pattern_file::decode(&source_name, &bytes)?;
    let known = KnownEvents::read(&arguments.documents)?;
    let name = arguments.name.clone().unwrap_or_else(|| rust_name::of_file(&arguments.pattern));
    let source = Source::new(&source_name, text);
    let allowed = &arguments.allowed.lints;
    let preview = codegen::preview_for(known.schemas(), &name, text, allowed)
        .map_err(|diagnostics| Failure::pattern(&diagnostics, &source))?;
    if !preview.warnings.is_empty() {
        output::report(&render_all(&preview.warnings, &source));
    }
    let printed = match arguments.stage {
        Stage::Rust => tables::formatted(preview.rust, arguments.tables),
        stage => stage::print(stage, &parse_for(known.schemas(), text, Dialect::Relaxed)),
    };
    output::print(printed.trim_end())?;
    Ok(Exit::Success)
}
