//! Input from files and standard input.

use crate::failure::Failure;
use crate::watch;
use std::ffi::OsString;
use std::fs::{self, DirEntry, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

/// A `FILE` argument of the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    /// Standard input, written as `-`.
    Standard,
    /// A file path.
    File(PathBuf),
}

impl From<OsString> for Input {
    fn from(name: OsString) -> Self {
        if name == "-" { Self::Standard } else { Self::File(PathBuf::from(name)) }
    }
}

impl Input {
    /// Returns the name for messages.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Standard => "<stdin>".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// Reads the whole input.
    pub(crate) fn read(&self) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        self.open()?.read_to_end(&mut bytes).map_err(|error| self.unreadable(&error))?;
        Ok(bytes)
    }

    /// Opens a buffered reader.
    pub(crate) fn open(&self) -> Result<BufReader<Box<dyn Read>>, Failure> {
        let reader: Box<dyn Read> = match self {
            Self::Standard => Box::new(io::stdin().lock()),
            Self::File(path) => {
                watch::opening(path);
                Box::new(File::open(path).map_err(|error| self.unreadable(&error))?)
            }
        };
        Ok(BufReader::new(reader))
    }

    /// Checks that the input can be opened.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        let Self::File(path) = self else { return Ok(()) };
        let check = || match fs::metadata(path)? {
            metadata if metadata.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            // Other files are not opened: closing a named pipe could end the program that writes to the pipe.
            metadata if metadata.is_file() => File::open(path).map(|_| ()),
            _ => Ok(()),
        };
        check().map_err(|error| self.unreadable(&error))
    }

    /// Returns the failure for a read error.
    pub(crate) fn unreadable(&self, error: &io::Error) -> Failure {
        Failure::unreadable(&self.name(), error)
    }
}

/// Returns the files of an archive, or standard input if there are none. A folder is replaced by all files in it and in its
/// subfolders, sorted by name. Checks that all given files can be opened, so that a missing file is reported before the
/// first event is read.
pub(crate) fn inputs(files: &[Input]) -> Result<Vec<Input>, Failure> {
    if files.is_empty() {
        return Ok(vec![Input::Standard]);
    }
    if files.iter().filter(|&file| *file == Input::Standard).count() > 1 {
        return Err(Failure::repeated_standard_input());
    }
    let mut inputs = Vec::new();
    for file in files {
        match file {
            Input::File(path) if path.is_dir() => {
                let before = inputs.len();
                collect_files(path, &mut Vec::new(), &mut inputs).map_err(|error| file.unreadable(&error))?;
                if inputs.len() == before {
                    return Err(Failure::no_files(&file.name()));
                }
            }
            _ => {
                file.check()?;
                inputs.push(file.clone());
            }
        }
    }
    Ok(inputs)
}

/// Collects the files in a folder and its subfolders, except for hidden ones. `outer` contains the folders around this
/// one, which a link must not lead back to.
fn collect_files(folder: &Path, outer: &mut Vec<PathBuf>, inputs: &mut Vec<Input>) -> io::Result<()> {
    let real = fs::canonicalize(folder)?;
    if outer.contains(&real) {
        return Ok(());
    }
    outer.push(real);
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<DirEntry>>>()?;
    entries.sort_by_key(DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        // A link to nothing is reported when the file is opened.
        match fs::metadata(&path) {
            Ok(metadata) if metadata.is_dir() => collect_files(&path, outer, inputs)?,
            Ok(metadata) if !metadata.is_file() => {}
            _ => inputs.push(Input::File(path)),
        }
    }
    outer.pop();
    Ok(())
}
