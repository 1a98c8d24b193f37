//! The copy of the workspace that the mutants are woven into.

use crate::Problem;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The crates that have mutants, by the folder of each and how its `Cargo.toml` names it.
pub(crate) const CRATES: [(&str, &str); 2] = [("compiler", "event-pattern-compiler"), ("runtime", "event-pattern")];

/// The source of the switch, as each crate gets it.
const SWITCH: &str = include_str!("switch.rs");

pub(crate) struct Workspace {
    source: PathBuf,
    pub(crate) copy: PathBuf,
}

impl Workspace {
    /// The workspace around this tool, and its copy in a folder.
    pub(crate) fn new(folder: &Path) -> Self {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tool has a folder of its own");
        Self { source: source.to_owned(), copy: folder.join("workspace") }
    }

    /// Copies every file that git knows or would take. What is the same already keeps its time, so that cargo builds
    /// only what is needed.
    pub(crate) fn copy(&self) -> Result<(), Problem> {
        let arguments = ["ls-files", "--cached", "--others", "--exclude-standard"];
        let listed = Command::new("git").args(arguments).current_dir(&self.source).output()?;
        for file in String::from_utf8(listed.stdout)?.lines().filter(|file| !is_woven(file)) {
            let from = self.source.join(file);
            if from.is_file() {
                self.write(file, &fs::read(from)?)?;
            }
        }
        for (folder, _) in CRATES {
            self.write(&format!("{folder}/src/mutant.rs"), SWITCH.as_bytes())?;
        }
        Ok(())
    }

    /// A file as it is in the source.
    pub(crate) fn read(&self, file: &str) -> Result<String, Problem> {
        Ok(fs::read_to_string(self.source.join(file))?)
    }

    /// Writes a file of the copy, if it is not so already.
    pub(crate) fn write(&self, file: &str, content: &[u8]) -> Result<(), Problem> {
        let path = self.copy.join(file);
        if fs::read(&path).is_ok_and(|old| old == content) {
            return Ok(());
        }
        fs::create_dir_all(path.parent().expect("a file is in a folder"))?;
        Ok(fs::write(path, content)?)
    }

    /// All source files that mutants can be in.
    pub(crate) fn woven_files(&self) -> Result<Vec<String>, Problem> {
        let listed = Command::new("git").arg("ls-files").current_dir(&self.source).output()?;
        Ok(String::from_utf8(listed.stdout)?.lines().filter(|file| is_woven(file)).map(str::to_owned).collect())
    }
}

fn is_woven(file: &str) -> bool {
    let is_rust = Path::new(file).extension().is_some_and(|extension| extension == "rs");
    is_rust && CRATES.iter().any(|(folder, _)| file.strip_prefix(folder).is_some_and(|rest| rest.starts_with("/src/")))
}
