//! The exit codes of the command. They are part of its interface and listed in `--help`.

use std::process::ExitCode;

/// An exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Exit {
    Success = 0,
    NoMatch = 1,
    InvalidPattern = 2,
    InvalidEvent = 3,
    InputOrOutput = 4,
    Usage = 64,
}

/// The exit codes of all subcommands, for `--help`.
pub(crate) const EXIT_CODES: &str = "\
Exit codes:
   0  success; for `test` and `explain`: the event matches
   1  for `test` and `explain`: the event does not match, or a case fails; for `schema list`: nothing found; for `schema diff`: differences
   2  a pattern is invalid
   3  an event or a case is invalid
   4  a file or a document cannot be read, or the output cannot be written
  64  the command line is invalid";

impl Exit {
    /// Returns the exit code of a test.
    pub(crate) fn from_match(matches: bool) -> Self {
        if matches { Self::Success } else { Self::NoMatch }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
