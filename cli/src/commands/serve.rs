//! `serve`: shows rules and events on a page.

use crate::arguments::ServeArguments;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::page::server;

/// Serves the page until the user ends the program.
pub(crate) fn run(arguments: &ServeArguments) -> Result<Exit, Failure> {
    server::run(&arguments.page, arguments.port)
}
