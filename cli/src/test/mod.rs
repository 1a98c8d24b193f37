//! `event-pattern test`: whether a pattern matches an event.

mod ndjson;
mod tasks;

use crate::arguments::Test;
use crate::failure::Failure;
use crate::input::{Input, is_standard_input};
use event_pattern::{JsonErrorKind, Pattern, validate};
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::source::Source;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

pub(crate) fn run(test: &Test) -> Result<ExitCode, Failure> {
    match (&test.ndjson, &test.pattern, &test.event) {
        (Some(cases), _, _) => ndjson::run(cases),
        (None, Some(pattern), Some(event)) => run_one(pattern, event),
        (None, _, _) => Err(Failure::Usage("both --pattern and --event are needed".to_owned())),
    }
}

fn run_one(pattern: &Path, event: &Path) -> Result<ExitCode, Failure> {
    if is_standard_input(pattern) && is_standard_input(event) {
        return Err(Failure::Usage("the pattern and the event cannot both come from standard input".to_owned()));
    }
    let pattern = read_pattern(&Input::read(pattern)?)?;
    let event = Input::read(event)?;
    event.text().map_err(Failure::Event)?;
    check_event(&event)?;
    let mut output = std::io::stdout().lock();
    let matched = match tasks::events(event.bytes()) {
        None => {
            let matched = matches(&pattern, event.bytes(), &event)?;
            writeln!(output, "{}", answer(matched))?;
            matched
        }
        Some(tasks) => {
            if tasks.is_empty() {
                let _ = writeln!(std::io::stderr(), "warning: there is no task in `{}`", event.name);
            }
            let mut any = false;
            for task in tasks {
                let matched = matches(&pattern, task.event.as_bytes(), &event)?;
                writeln!(output, "{}\t{}", answer(matched), task.arn)?;
                any |= matched;
            }
            any
        }
    };
    output.flush()?;
    Ok(ExitCode::from(u8::from(!matched)))
}

fn answer(matched: bool) -> &'static str {
    if matched { "match" } else { "no match" }
}

/// Reads a pattern as the service does. What is only suspicious is printed, and the test goes on.
fn read_pattern(input: &Input) -> Result<Pattern, Failure> {
    let text = input.text().map_err(Failure::Pattern)?;
    let source = Source::new(&input.name, text);
    let parsed = event_pattern_compiler::parse(text, Dialect::Strict);
    if parsed.lowered.is_none() {
        return Err(Failure::pattern(&source, &parsed.diagnostics));
    }
    for warning in &parsed.diagnostics {
        let _ = writeln!(std::io::stderr(), "{}\n", warning.render(&source));
    }
    Pattern::parse(text).map_err(|error| Failure::Pattern(error.to_string()))
}

fn check_event(event: &Input) -> Result<(), Failure> {
    let help = "an event is one JSON object";
    validate(event.bytes()).map_err(|error| Failure::Event(event.point_out(error.offset(), reason(error.kind()), help)))
}

fn reason(kind: JsonErrorKind) -> &'static str {
    match kind {
        JsonErrorKind::NotAnObject => "the event is not a JSON object",
        JsonErrorKind::UnexpectedEnd => "the event ends here, inside the object",
        JsonErrorKind::UnexpectedCharacter => "JSON has no such character here",
        JsonErrorKind::InvalidNumber => "JSON has no such number",
        JsonErrorKind::InvalidEscape => "JSON has no such escape",
        JsonErrorKind::ControlCharacter => "a control character stands inside a string",
        JsonErrorKind::InvalidUtf8 => "this is not UTF-8",
        _ => "the event cannot be decided",
    }
}

fn matches(pattern: &Pattern, json: &[u8], event: &Input) -> Result<bool, Failure> {
    pattern.matches(json).map_err(|error| Failure::Event(format!("error: {}: {error}", event.name)))
}
