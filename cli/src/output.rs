//! Writes to standard output and standard error.
//!
//! If the reader of standard output closes it, as in `event-pattern … | head`, the command ends without an error.
//! Colours are used as `--color` says. Without it, they are used on terminals, unless `NO_COLOR` is set, and elsewhere if
//! `CLICOLOR_FORCE` is set.

use crate::arguments::ColorMode;
use crate::failure::Failure;
use anstream::ColorChoice;
use std::io::{self, ErrorKind, Write};

/// Sets when to use colours, for the whole program.
pub(crate) fn set_color(color: ColorMode) {
    let choice = match color {
        ColorMode::Auto => ColorChoice::Auto,
        ColorMode::Always => ColorChoice::Always,
        ColorMode::Never => ColorChoice::Never,
    };
    choice.write_global();
}

/// Writes to standard output.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    print_if_open(text).map(|_| ())
}

/// Writes to standard output. Returns whether it is still open.
pub(crate) fn print_if_open(text: &str) -> Result<bool, Failure> {
    let mut output = anstream::stdout().lock();
    let written = writeln!(output, "{text}").and_then(|()| output.flush());
    is_open(written)
}

/// Writes to standard error. Write errors are ignored, because there is no other way to report them.
pub(crate) fn report(text: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// Returns whether standard output is still open, given the result of writing to it.
pub(crate) fn is_open(written: io::Result<()>) -> Result<bool, Failure> {
    match written {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Failure::unwritable(&error)),
    }
}
