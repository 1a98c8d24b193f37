//! Follows files. `--watch` runs a subcommand again whenever a file that it read changes, or a file in a folder that it
//! searches, and `serve` shows the change.
//!
//! Files are compared by their times and sizes, three times a second. That takes a few microseconds for each file. The
//! `notify` crate needs a later compiler than this crate, and for each operating system another crate.

use crate::exit::Exit;
use crate::failure::Failure;
use crate::input::Input;
use crate::output;
use crate::rules::is_searched;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

/// Time between two looks at the files.
const INTERVAL: Duration = Duration::from_millis(300);

/// Time for which a file must not change before it is read again. Editors write files in several steps.
const PAUSE: Duration = Duration::from_millis(50);

/// Maximum number of folders inside each other that are watched.
const MAX_FOLDER_LEVELS: usize = 64;

/// The files that were opened since the subcommand started, in the state before they were read.
static OPENED: Mutex<Files> = Mutex::new(Files::new());

/// Files, each with its state.
type Files = BTreeMap<PathBuf, State>;

/// The time of the last change of a file and its size. `None` if there is no such file.
type State = Option<(Option<SystemTime>, u64)>;

/// Notes that a file is about to be read. A file that is missing may appear later.
pub(crate) fn opening(path: &Path) {
    let mut opened = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
    opened.entry(path.to_owned()).or_insert_with(|| state(path));
}

/// Files and folders that are followed.
#[derive(Debug)]
pub(crate) struct Watch {
    folders: Vec<PathBuf>,
    /// The files in the folders, before they were read.
    before: Files,
    /// The files that were opened.
    opened: Files,
}

impl Watch {
    /// Creates a watch of the files and folders of the command line.
    pub(crate) fn new(arguments: &[&Path]) -> Self {
        let folders = arguments.iter().filter(|path| path.is_dir()).map(|path| path.to_path_buf()).collect();
        Self { folders, before: Files::new(), opened: Files::new() }
    }

    /// Calls a function that reads the files. Later changes to what it reads are noticed.
    pub(crate) fn reading<T>(&mut self, read: impl FnOnce() -> T) -> T {
        self.before = files_in(&self.folders);
        let result = read();
        self.opened = std::mem::take(&mut *OPENED.lock().unwrap_or_else(PoisonError::into_inner));
        result
    }

    /// Waits until a file changes, appears or disappears. Returns its path.
    pub(crate) fn wait_for_change(&self) -> PathBuf {
        let mut changed = None;
        let mut last = None;
        loop {
            let opened: Files = self.opened.keys().map(|path| (path.clone(), state(path))).collect();
            let now = (files_in(&self.folders), opened);
            changed = changed.or_else(|| difference(&self.opened, &now.1).or_else(|| difference(&self.before, &now.0)));
            match &changed {
                Some(path) if last.as_ref() == Some(&now) => return path.clone(),
                Some(_) => sleep(PAUSE),
                None => sleep(INTERVAL),
            }
            last = Some(now);
        }
    }
}

/// Runs a subcommand, and runs it again whenever a file changes, until the user ends the program or the reader closes
/// standard output. `arguments` are the files and folders of the command line.
pub(crate) fn run(arguments: &[&Path], subcommand: impl Fn() -> Result<Exit, Failure>) -> Result<Exit, Failure> {
    let mut watch = Watch::new(arguments);
    loop {
        let exit = watch.reading(|| subcommand().unwrap_or_else(Failure::report));
        let changed = watch.wait_for_change();
        if !output::print_if_open(&format!("\n--- `{}` changed ---", changed.display()))? {
            return Ok(exit);
        }
    }
}

/// Returns the paths of files and folders. `user` is what reads them, for messages.
///
/// # Errors
/// Returns an error if standard input is one of them: it cannot be read again.
pub(crate) fn paths<'i>(user: &str, inputs: impl IntoIterator<Item = &'i Input>) -> Result<Vec<&'i Path>, Failure> {
    let path = |input: &'i Input| match (input.path(), input) {
        (Some(path), _) => Ok(path),
        (None, Input::S3(url)) => Err(Failure::not_an_archive(url)),
        (None, _) => {
            Err(Failure::usage(format!("{user} cannot read standard input (`-`) again"), "write the text to a file"))
        }
    };
    inputs.into_iter().map(path).collect()
}

/// Returns the first file that only one of two sets has, or that has another state.
fn difference(before: &Files, now: &Files) -> Option<PathBuf> {
    let differs = |path: &&PathBuf| before.get(*path) != now.get(*path);
    now.keys().chain(before.keys()).find(differs).cloned()
}

/// Returns all files in folders and their subfolders.
fn files_in(folders: &[PathBuf]) -> Files {
    let mut files = Files::new();
    for folder in folders {
        add_files(folder, 0, &mut files);
    }
    files
}

/// Adds the files in a folder. A folder that cannot be read is left out: the subcommand reports it.
fn add_files(folder: &Path, level: usize, files: &mut Files) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let is_link = entry.file_type().is_ok_and(|file_type| file_type.is_symlink());
        if !entry.file_name().to_str().is_some_and(is_searched) {
            continue;
        }
        if !path.is_dir() {
            files.insert(path.clone(), state(&path));
        } else if level < MAX_FOLDER_LEVELS && !is_link {
            add_files(&path, level + 1, files);
        }
    }
}

fn state(path: &Path) -> State {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.modified().ok(), metadata.len()))
}
