//! Writes to standard output and standard error.
//!
//! If the reader of standard output closes it, as in `event-pattern … | head`, the command ends without an error.
//! Unless an option requests colours or disables them, they are used only on terminals, and only if `NO_COLOR` is not
//! set.

use crate::arguments::ColorMode;
use crate::failure::Failure;
use anstream::{AutoStream, ColorChoice};
use std::io::{self, ErrorKind, Write};

/// Writes to standard output.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut output = anstream::stdout().lock();
    let written = writeln!(output, "{text}").and_then(|()| output.flush());
    is_open(written).map(|_| ())
}

/// Writes to standard output, with or without colours.
pub(crate) fn print_with_color(color: ColorMode, text: &str) -> Result<(), Failure> {
    let choice = match color {
        ColorMode::Auto => return print(text),
        ColorMode::Always => ColorChoice::Always,
        ColorMode::Never => ColorChoice::Never,
    };
    let mut output = AutoStream::new(io::stdout(), choice).lock();
    let written = writeln!(output, "{text}").and_then(|()| output.flush());
    is_open(written).map(|_| ())
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
