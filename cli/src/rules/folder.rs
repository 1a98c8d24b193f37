//! The files in a folder.

use crate::failure::Failure;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// The extensions of files that can contain rules.
const EXTENSIONS: [&str; 5] = ["json", "tf", "template", "yaml", "yml"];

/// Folders with the files of other programs and packages. Hidden folders, such as `.git`, are not searched either.
const FOREIGN_FOLDERS: [&str; 2] = ["node_modules", "target"];

/// Maximum number of folders inside each other that are searched.
const MAX_FOLDER_LEVELS: usize = 64;

/// Returns the files in a folder and its subfolders that can contain rules, sorted by path.
pub(super) fn rule_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    add_files(folder, 0, &mut files)?;
    files.sort();
    Ok(files)
}

fn add_files(folder: &Path, level: usize, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    files.extend(files_with(folder, &EXTENSIONS)?);
    for path in entries(folder)? {
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
        // Links could lead back to an outer folder.
        if level < MAX_FOLDER_LEVELS && is_searched(name) && path.is_dir() && !path.is_symlink() {
            add_files(&path, level + 1, files)?;
        }
    }
    Ok(())
}

/// Whether a file or a folder with this name belongs to the user, and is not hidden.
pub(crate) fn is_searched(name: &str) -> bool {
    !name.starts_with('.') && !FOREIGN_FOLDERS.contains(&name)
}

/// Returns the files in a folder that have one of these extensions, sorted by name. Subfolders are not searched.
pub(crate) fn files_with(folder: &Path, extensions: &[&str]) -> Result<Vec<PathBuf>, Failure> {
    let mut paths = entries(folder)?;
    let has_extension = |path: &PathBuf| {
        path.extension().and_then(OsStr::to_str).is_some_and(|extension| extensions.contains(&extension))
    };
    paths.retain(|path| has_extension(path) && !path.is_dir());
    paths.sort();
    Ok(paths)
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let name = folder.display().to_string();
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let entries = entries.map_err(|error| Failure::unreadable(&name, &error))?;
    Ok(entries.into_iter().map(|entry| entry.path()).collect())
}
