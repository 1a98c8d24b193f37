//! Why the command could not do what it was asked.

use event_pattern_compiler::diagnostic::Diagnostic;
use event_pattern_compiler::source::Source;
use std::fmt;
use std::io;

/// The exit code for a wrong command line.
pub(crate) const USAGE: u8 = 64;

/// A failure, with the text to print.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The pattern is invalid.
    Pattern(String),
    /// The event is invalid.
    Event(String),
    /// A file cannot be read or output cannot be written.
    Input(String),
    /// The command line asks for something that cannot be.
    Usage(String),
    /// Nobody reads the output any more.
    ClosedPipe,
}

impl Failure {
    /// The exit code.
    pub(crate) fn code(&self) -> u8 {
        match self {
            Self::Pattern(_) => 2,
            Self::Event(_) => 3,
            Self::Input(_) => 4,
            Self::Usage(_) => USAGE,
            Self::ClosedPipe => 0,
        }
    }

    /// What is wrong with a pattern.
    pub(crate) fn pattern(source: &Source<'_>, diagnostics: &[Diagnostic]) -> Self {
        let rendered: Vec<String> = diagnostics.iter().map(|diagnostic| diagnostic.render(source)).collect();
        Self::Pattern(rendered.join("\n\n"))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pattern(text) | Self::Event(text) => formatter.write_str(text),
            Self::Input(text) | Self::Usage(text) => write!(formatter, "error: {text}"),
            Self::ClosedPipe => Ok(()),
        }
    }
}

/// A failure to write output.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::ClosedPipe;
        }
        Self::Input(format!("the output cannot be written: {error}"))
    }
}
