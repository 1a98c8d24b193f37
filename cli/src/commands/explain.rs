//! `explain`: explains why a pattern matches an event, or why it does not.

use super::test::or_failure;
use crate::arguments::{ExplainArguments, Format};
use crate::event_file::{self, EventFile};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::input::Input;
use crate::known_events::KnownEvents;
use crate::output;
use crate::rules::{RuleArgument, only_pattern};
use crate::tasks::Task;
use event_pattern::{Explanation, Pattern};

/// Prints the explanation. The exit code shows whether the event matches.
pub(crate) fn run(pattern: &RuleArgument, event: &Input, arguments: &ExplainArguments) -> Result<Exit, Failure> {
    let ExplainArguments { allowed, documents, format, .. } = arguments;
    if pattern.input == Input::Standard && *event == Input::Standard {
        return Err(Failure::standard_input_twice());
    }
    let known = KnownEvents::read(documents)?;
    let event_bytes = event.read()?;
    let pattern = only_pattern(pattern, allowed, &known)?;
    let name = event.name();
    let (is_match, text) = match event_file::read(&name, event_bytes, &known)? {
        EventFile::Event(event) => {
            let explanation = explain(&pattern, &name, &event)?;
            (explanation.is_match(), format_explanation(&explanation, *format))
        }
        EventFile::Tasks(tasks) if tasks.is_empty() && *format == Format::Text => {
            output::report(&format!("warning: no tasks in `{name}`"));
            return Ok(Exit::NoMatch);
        }
        EventFile::Tasks(tasks) => explain_tasks(&pattern, &name, &tasks, *format)?,
    };
    output::print(&text)?;
    Ok(Exit::from_match(is_match))
}

/// Returns whether at least one task matches, and the explanations for all tasks.
fn explain_tasks(pattern: &Pattern, name: &str, tasks: &[Task], format: Format) -> Result<(bool, String), Failure> {
    let mut is_match = false;
    let mut texts = Vec::with_capacity(tasks.len());
    for task in tasks {
        let explanation = explain(pattern, name, task.event.as_bytes())?;
        is_match |= explanation.is_match();
        let text = format_explanation(&explanation, format);
        texts.push(match format {
            Format::Text => format!("{}\n{text}", task.arn),
            Format::Json => {
                let arn = serde_json::Value::from(task.arn.as_str());
                format!("{{\"task\":{arn},\"explanation\":{text}}}")
            }
        });
    }
    let text = match format {
        Format::Text => texts.join("\n\n"),
        Format::Json => format!("[{}]", texts.join(",")),
    };
    Ok((is_match, text))
}

fn explain(pattern: &Pattern, name: &str, event: &[u8]) -> Result<Explanation, Failure> {
    or_failure(pattern.explain(event), name, event)
}

fn format_explanation(explanation: &Explanation, format: Format) -> String {
    match format {
        Format::Text => explanation.to_coloured_text(),
        Format::Json => explanation.to_json(),
    }
}
