//! `test`: whether a pattern matches an event, or which tasks of a description.

use crate::event_file::{EventFile, describe};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::input::Input;
use crate::tasks::Task;
use crate::{event_file, output, pattern_file};
use event_pattern::Pattern;
use event_pattern_compiler::source::Source;

/// Reads both, answers on standard output, and ends with the answer.
pub(crate) fn run(pattern: &Input, event: &Input) -> Result<Exit, Failure> {
    if *pattern == Input::Standard && *event == Input::Standard {
        return Err(Failure::standard_input_twice());
    }
    let (pattern_bytes, event_bytes) = (pattern.read()?, event.read()?);
    let pattern = pattern_file::read(&pattern.name(), &pattern_bytes)?;
    let name = event.name();
    match event_file::read(&name, &event_bytes)? {
        EventFile::Event => answer(&pattern, &name, &event_bytes),
        EventFile::Tasks(tasks) => answer_tasks(&pattern, &name, &tasks),
    }
}

fn answer(pattern: &Pattern, name: &str, event: &[u8]) -> Result<Exit, Failure> {
    let matches = decide(pattern, name, event)?;
    output::print(verdict(matches))?;
    Ok(Exit::from_match(matches))
}

fn answer_tasks(pattern: &Pattern, name: &str, tasks: &[Task]) -> Result<Exit, Failure> {
    if tasks.is_empty() {
        output::report(&format!("warning: there is no task in `{name}`"));
        return Ok(Exit::NoMatch);
    }
    let mut lines = Vec::with_capacity(tasks.len());
    let mut any = false;
    for task in tasks {
        let matches = decide(pattern, name, task.event.as_bytes())?;
        any |= matches;
        lines.push(format!("{}\t{}", verdict(matches), task.arn));
    }
    output::print(&lines.join("\n"))?;
    Ok(Exit::from_match(any))
}

fn decide(pattern: &Pattern, name: &str, event: &[u8]) -> Result<bool, Failure> {
    pattern.matches(event).map_err(|error| {
        let text = String::from_utf8_lossy(event);
        Failure::event(&describe(event, error), &Source::new(name, &text))
    })
}

fn verdict(matches: bool) -> &'static str {
    if matches { "match" } else { "no match" }
}
