//! How the command ends. The numbers are promised to callers: `--help` lists them.

use std::process::ExitCode;

/// The exit codes.
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

/// What `--help` says about them.
pub(crate) const EXIT_CODES: &str = "\
Exit codes:
   0  the event matches (test), or all work is done (other commands, test --ndjson)
   1  the event does not match, or no task does
   2  the pattern is invalid
   3  the event is invalid, a line of --ndjson is not a case, or one of an archive no event
   4  a file cannot be read, or the output cannot be written
  64  the command line is wrong";

impl Exit {
    /// The end of a test.
    pub(crate) fn from_match(matches: bool) -> Self {
        if matches { Self::Success } else { Self::NoMatch }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
