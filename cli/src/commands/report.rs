//! `report`: writes the page with rules and events as one HTML file.

use crate::arguments::ReportArguments;
use crate::atomic_file;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;
use crate::page::{Snapshot, report};

/// Writes the report to a file or to standard output.
pub(crate) fn run(arguments: &ReportArguments) -> Result<Exit, Failure> {
    let html = report::html(&Snapshot::read(&arguments.page)?);
    match &arguments.output {
        Some(path) => atomic_file::write(path, &html)
            .map_err(|error| Failure::unwritable_file(&path.display().to_string(), &error))?,
        None => output::print(html.trim_end())?,
    }
    Ok(Exit::Success)
}
