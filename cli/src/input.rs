//! Input from files and standard input.

use crate::arguments::S3Arguments;
use crate::failure::Failure;
#[cfg(feature = "s3")]
use crate::s3;
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
    /// An object or a folder in Amazon S3, written as `s3://BUCKET/PREFIX`. Only archives are read from there.
    S3(String),
    /// An object in Amazon S3 that exists.
    #[cfg(feature = "s3")]
    Object(s3::Object),
}

impl From<OsString> for Input {
    fn from(name: OsString) -> Self {
        match name.to_str() {
            Some("-") => Self::Standard,
            Some(url) if url.starts_with("s3://") => Self::S3(url.to_owned()),
            _ => Self::File(PathBuf::from(name)),
        }
    }
}

impl Input {
    /// Returns the name for messages.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Standard => "<stdin>".to_owned(),
            Self::File(path) => path.display().to_string(),
            Self::S3(url) => url.clone(),
            #[cfg(feature = "s3")]
            Self::Object(object) => object.name(),
        }
    }

    /// Returns the path of a file.
    pub(crate) fn path(&self) -> Option<&Path> {
        if let Self::File(path) = self { Some(path) } else { None }
    }

    /// Returns the size in bytes, if it is known in advance.
    pub(crate) fn size(&self) -> Option<u64> {
        match self {
            Self::Standard | Self::S3(_) => None,
            Self::File(path) => fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|metadata| metadata.len()),
            #[cfg(feature = "s3")]
            Self::Object(object) => Some(object.size()),
        }
    }

    /// Starts to read an object in Amazon S3, because it is one of the next inputs. Does nothing for other inputs.
    pub(crate) fn read_ahead(&self) {
        match self {
            Self::Standard | Self::File(_) | Self::S3(_) => {}
            #[cfg(feature = "s3")]
            Self::Object(object) => object.read_ahead(),
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
            Self::S3(url) => return Err(Failure::not_an_archive(url)),
            #[cfg(feature = "s3")]
            Self::Object(object) => Box::new(object.open()),
        };
        Ok(BufReader::new(reader))
    }

    /// Checks that the input can be opened.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        let Some(path) = self.path() else { return Ok(()) };
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
/// first event is read. The same applies to folders and objects in Amazon S3, for which `options` are.
pub(crate) fn inputs(files: &[Input], options: &S3Arguments) -> Result<Vec<Input>, Failure> {
    if *options != S3Arguments::default() && !files.iter().any(|file| matches!(file, Input::S3(_))) {
        return Err(Failure::s3_options_without_archive());
    }
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
            #[cfg(feature = "s3")]
            Input::S3(url) => {
                let objects = s3::objects(url, options).map_err(|error| file.unreadable(&error))?;
                if objects.is_empty() {
                    return Err(Failure::no_objects(url));
                }
                inputs.extend(objects.into_iter().map(Input::Object));
            }
            #[cfg(not(feature = "s3"))]
            Input::S3(url) => return Err(Failure::without_s3(url)),
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
