//! Why there is no answer.

use crate::exit::Exit;
use crate::output;
use event_pattern::RuleSetError;
use event_pattern_compiler::diagnostic::{Diagnostic, Style};
use event_pattern_compiler::source::Source;
use std::io;

/// What stopped the command, said to its user.
#[derive(Debug)]
pub(crate) struct Failure {
    exit: Exit,
    message: String,
}

impl Failure {
    /// The pattern is invalid.
    pub(crate) fn pattern(diagnostics: &[Diagnostic], source: &Source) -> Self {
        Self { exit: Exit::InvalidPattern, message: render_all(diagnostics, source) }
    }

    /// Patterns are invalid; everything that is wrong with each of them was rendered.
    pub(crate) fn patterns(refusals: &[String]) -> Self {
        Self { exit: Exit::InvalidPattern, message: refusals.join("\n\n") }
    }

    /// A valid pattern cannot be a rule of a set.
    pub(crate) fn rule(error: &RuleSetError) -> Self {
        Self { exit: Exit::InvalidPattern, message: format!("error: {error}") }
    }

    /// A folder has no rules.
    pub(crate) fn no_rules(folder: &str) -> Self {
        let message = format!(
            "error: there is no rule in `{folder}`\n = help: a rule is a file `NAME.json` in that folder itself"
        );
        Self { exit: Exit::InputOrOutput, message }
    }

    /// The event is invalid.
    pub(crate) fn event(diagnostic: &Diagnostic, source: &Source) -> Self {
        Self { exit: Exit::InvalidEvent, message: diagnostic.render_in(Style::Coloured, source) }
    }

    /// A line is not a case.
    pub(crate) fn line(message: String) -> Self {
        Self { exit: Exit::InvalidEvent, message }
    }

    /// A file cannot be read.
    pub(crate) fn unreadable(name: &str, error: &io::Error) -> Self {
        Self { exit: Exit::InputOrOutput, message: format!("error: `{name}` cannot be read: {error}") }
    }

    /// A folder has no files that patterns could be in.
    pub(crate) fn no_patterns(name: &str) -> Self {
        let message = format!("error: the folder `{name}` has no file whose name ends in `.json`");
        Self { exit: Exit::InputOrOutput, message }
    }

    /// Standard input is asked for twice.
    pub(crate) fn standard_input_twice() -> Self {
        let message = "error: `-` stands for standard input, which can be only one of --pattern and --event".to_owned();
        Self { exit: Exit::Usage, message }
    }

    /// A list of files has standard input twice.
    pub(crate) fn standard_input_again() -> Self {
        let message = "error: `-` stands for standard input, which can be given only once".to_owned();
        Self { exit: Exit::Usage, message }
    }

    /// The answer cannot be written.
    pub(crate) fn unwritable(error: &io::Error) -> Self {
        Self { exit: Exit::InputOrOutput, message: format!("error: the output cannot be written: {error}") }
    }

    /// Says it on standard error.
    pub(crate) fn report(self) -> Exit {
        output::report(&self.message);
        self.exit
    }
}

/// Findings one below the other, an empty line between them.
pub(crate) fn render_all(diagnostics: &[Diagnostic], source: &Source) -> String {
    let render = |diagnostic: &Diagnostic| diagnostic.render_in(Style::Coloured, source);
    let rendered: Vec<String> = diagnostics.iter().map(render).collect();
    rendered.join("\n\n")
}
