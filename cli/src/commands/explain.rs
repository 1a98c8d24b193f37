//! `explain`: why a pattern matches an event, or why it does not.

use crate::arguments::{ExplainArguments, Format};
use crate::event_file::EventFile;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::input::Input;
use crate::tasks::Task;
use crate::{event_file, output, pattern_file};
use event_pattern_compiler::Parsed;
use event_pattern_compiler::diagnostic::Style;
use event_pattern_compiler::explain::{Explanation, explain};
use event_pattern_compiler::source::Source;

/// Reads both, explains on standard output, and ends with the answer.
pub(crate) fn run(arguments: &ExplainArguments) -> Result<Exit, Failure> {
    let ExplainArguments { pattern, event, format, color } = arguments;
    if *pattern == Input::Standard && *event == Input::Standard {
        return Err(Failure::standard_input_twice());
    }
    let (pattern_bytes, event_bytes) = (pattern.read()?, event.read()?);
    let parsed = pattern_file::parse(&pattern.name(), &pattern_bytes)?;
    let name = event.name();
    let (is_match, text) = match event_file::read(&name, &event_bytes)? {
        EventFile::Event => {
            let explanation = explain_event(&parsed, &name, &String::from_utf8_lossy(&event_bytes))?;
            let text = match format {
                Format::Text => explanation.to_text(Style::Coloured),
                Format::Json => explanation.to_json(),
            };
            (explanation.is_match(), text)
        }
        EventFile::Tasks(tasks) => {
            if tasks.is_empty() {
                output::report(&format!("warning: there is no task in `{name}`"));
            }
            explain_tasks(&parsed, &name, &tasks, *format)?
        }
    };
    output::print_in(*color, &text)?;
    Ok(Exit::from_match(is_match))
}

fn explain_event(parsed: &Parsed, name: &str, event: &str) -> Result<Explanation, Failure> {
    let refuse = |found: &[_]| Failure::events(found, &Source::new(name, event));
    explain(parsed, event).map_err(|found| refuse(&found))?.ok_or_else(|| refuse(&[]))
}

/// Whether some task matches, and the explanations of all.
fn explain_tasks(parsed: &Parsed, name: &str, tasks: &[Task], format: Format) -> Result<(bool, String), Failure> {
    let mut is_match = false;
    let mut texts = Vec::with_capacity(tasks.len());
    for task in tasks {
        let explanation = explain_event(parsed, name, &task.event)?;
        is_match |= explanation.is_match();
        texts.push(match format {
            Format::Text => format!("{}\n{}", task.arn, explanation.to_text(Style::Coloured)),
            Format::Json => {
                let arn = serde_json::Value::from(task.arn.as_str());
                format!("{{\"task\":{arn},\"explanation\":{}}}", explanation.to_json())
            }
        });
    }
    let text = match format {
        Format::Text => texts.join("\n\n"),
        Format::Json => format!("[{}]", texts.join(",")),
    };
    Ok((is_match, text))
}
