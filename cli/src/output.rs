//! Writing answers and remarks.
//!
//! A reader that has gone away, as in `event-pattern … | head`, wants no more: that is no failure. Colours go to
//! terminals only, and not where the environment has `NO_COLOR`.

use crate::arguments::Colour;
use crate::failure::Failure;
use anstream::{AutoStream, ColorChoice};
use std::io::{self, ErrorKind, Write};

/// Writes to standard output.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut output = anstream::stdout().lock();
    let written = writeln!(output, "{text}").and_then(|()| output.flush());
    is_wanted(written).map(|_| ())
}

/// Writes to standard output, in colours if they are wanted.
pub(crate) fn print_in(colour: Colour, text: &str) -> Result<(), Failure> {
    let choice = match colour {
        Colour::Auto => return print(text),
        Colour::Always => ColorChoice::Always,
        Colour::Never => ColorChoice::Never,
    };
    let mut output = AutoStream::new(io::stdout(), choice).lock();
    let written = writeln!(output, "{text}").and_then(|()| output.flush());
    is_wanted(written).map(|_| ())
}

/// Writes to standard error. Where that is impossible nobody can be told.
pub(crate) fn report(text: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// Whether the reader of standard output is still there, after writing to it.
pub(crate) fn is_wanted(written: io::Result<()>) -> Result<bool, Failure> {
    match written {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Failure::unwritable(&error)),
    }
}
