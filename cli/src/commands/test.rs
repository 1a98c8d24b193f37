//! `test`: tests an event, or the tasks in the output of `describe-tasks`, against a pattern or several rules.

use crate::arguments::Allowed;
use crate::event_file::{EventFile, describe};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::input::Input;
use crate::known_events::KnownEvents;
use crate::rules::{RuleArgument, Rules, only_pattern};
use crate::tasks::Task;
use crate::{event_file, output};
use event_pattern::{EventError, Pattern};
use event_pattern_compiler::source::Source;

/// Tests an event against a pattern and prints the result. The exit code shows whether the pattern matches.
pub(crate) fn run(
    pattern: &RuleArgument,
    event: &Input,
    allowed: &Allowed,
    known: &KnownEvents,
) -> Result<Exit, Failure> {
    if pattern.input == Input::Standard && *event == Input::Standard {
        return Err(Failure::standard_input_twice());
    }
    let event_bytes = event.read()?;
    let pattern = only_pattern(pattern, allowed, known)?;
    let name = event.name();
    match event_file::read(&name, event_bytes, known)? {
        EventFile::Event(event) => print_result(&pattern, &name, &event),
        EventFile::Tasks(tasks) => print_task_results(&name, &tasks, |task| {
            let matches = is_match(&pattern, &name, task.event.as_bytes())?;
            Ok((matches, vec![verdict(matches)]))
        }),
    }
}

/// Tests an event against rules and prints the names of the matching rules.
pub(crate) fn run_rules(
    rules: &RuleArgument,
    event: &Input,
    allowed: &Allowed,
    known: &KnownEvents,
) -> Result<Exit, Failure> {
    let event_bytes = event.read()?;
    let rules = Rules::read(std::slice::from_ref(rules), allowed, known)?;
    let name = event.name();
    match event_file::read(&name, event_bytes, known)? {
        EventFile::Event(event) => {
            let names = matching_rules(&rules, &name, &event)?;
            let is_match = !names.is_empty();
            output::print(&if is_match { names.join("\n") } else { verdict(false).to_owned() })?;
            Ok(Exit::from_match(is_match))
        }
        EventFile::Tasks(tasks) => test_tasks(&rules, &name, &tasks),
    }
}

/// Prints a line for each task and matching rule, and a line for each task without a matching rule.
fn test_tasks(rules: &Rules, name: &str, tasks: &[Task]) -> Result<Exit, Failure> {
    print_task_results(name, tasks, |task| {
        let names = matching_rules(rules, name, task.event.as_bytes())?;
        let is_match = !names.is_empty();
        let results = if is_match { names } else { vec![verdict(false)] };
        Ok((is_match, results))
    })
}

fn matching_rules<'r>(rules: &'r Rules, name: &str, event: &[u8]) -> Result<Vec<&'r str>, Failure> {
    or_failure(rules.matching_json(event), name, event)
}

fn print_result(pattern: &Pattern, name: &str, event: &[u8]) -> Result<Exit, Failure> {
    let matches = is_match(pattern, name, event)?;
    output::print(verdict(matches))?;
    Ok(Exit::from_match(matches))
}

/// Prints the results for each task. The exit code shows whether at least one task matches.
fn print_task_results<'a>(
    name: &str,
    tasks: &[Task],
    mut test: impl FnMut(&Task) -> Result<(bool, Vec<&'a str>), Failure>,
) -> Result<Exit, Failure> {
    if tasks.is_empty() {
        output::report(&format!("warning: no tasks in `{name}`"));
        return Ok(Exit::NoMatch);
    }
    let mut lines = Vec::with_capacity(tasks.len());
    let mut any_match = false;
    for task in tasks {
        let (is_match, results) = test(task)?;
        any_match |= is_match;
        lines.extend(results.into_iter().map(|result| format!("{result}\t{}", task.arn)));
    }
    output::print(&lines.join("\n"))?;
    Ok(Exit::from_match(any_match))
}

fn is_match(pattern: &Pattern, name: &str, event: &[u8]) -> Result<bool, Failure> {
    or_failure(pattern.matches_json(event), name, event)
}

/// Converts an event error into a failure.
pub(super) fn or_failure<T>(result: Result<T, EventError>, name: &str, event: &[u8]) -> Result<T, Failure> {
    result.map_err(|error| {
        let text = String::from_utf8_lossy(event);
        Failure::event(&describe(event, error), &Source::new(name, &text))
    })
}

fn verdict(matches: bool) -> &'static str {
    if matches { "match" } else { "no match" }
}
