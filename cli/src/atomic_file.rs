//! Writes a file at once: other programs see the old text or the new one, but never a part.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::Path;

/// Replaces the text of a file, or creates the file. A link keeps its place: the file that it leads to is replaced.
///
/// # Errors
/// Returns an error if the file cannot be written. Then it is unchanged.
pub(crate) fn write(path: &Path, text: &str) -> io::Result<()> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if fs::metadata(&path).is_ok_and(|metadata| !metadata.is_file()) {
        // A pipe or a terminal.
        return fs::write(&path, text);
    }
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary = path.with_file_name(name);
    let written = fs::write(&temporary, text).and_then(|()| {
        if let Ok(metadata) = fs::metadata(&path) {
            fs::set_permissions(&temporary, metadata.permissions())?;
        }
        fs::rename(&temporary, &path)
    });
    if written.is_err() {
        // It may not exist. The first error is the one to report.
        let _ = fs::remove_file(&temporary);
    }
    written
}
