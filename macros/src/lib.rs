//! The proc macros of [event-pattern](https://docs.rs/event-pattern), which documents and re-exports them.

use event_pattern_codegen::{File, Files, InCompanionMacros, expand, expand_sets, expand_with_schemas};
use proc_macro::TokenStream;
use std::io;
use std::path::{Path, PathBuf};

/// Compiles event patterns into functions. See the documentation of the `event-pattern` crate.
#[proc_macro]
pub fn event_pattern(input: TokenStream) -> TokenStream {
    expand(input.into(), &InCompanionMacros, &CrateFolder::new()).into()
}

/// Compiles event patterns into the rules of an enum. See the documentation of the `event-pattern` crate.
#[proc_macro]
pub fn event_patterns(input: TokenStream) -> TokenStream {
    expand_sets(input.into(), &InCompanionMacros, &CrateFolder::new()).into()
}

/// Makes event types. See the documentation of the `event-pattern` crate.
#[cfg(feature = "event-types")]
#[proc_macro]
pub fn event_types(input: TokenStream) -> TokenStream {
    event_pattern_codegen::expand_types(input.into(), &CrateFolder::new()).into()
}

/// Continues a call to one of the other macros, with the schemas of its event types. Only companion macros call this
/// macro.
#[doc(hidden)]
#[proc_macro]
pub fn with_schemas(input: TokenStream) -> TokenStream {
    expand_with_schemas(input.into(), &CrateFolder::new()).into()
}

/// The folder of the crate that is being compiled.
struct CrateFolder(PathBuf);

const HELP: &str = "paths are relative to the folder that contains the crate's Cargo.toml";

impl CrateFolder {
    fn new() -> Self {
        Self(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default().into())
    }
}

impl Files for CrateFolder {
    fn read(&self, path: &str) -> Result<File, String> {
        let full = self.0.join(path);
        match std::fs::read_to_string(&full) {
            Ok(text) => Ok(File { path: full.to_string_lossy().into_owned(), text }),
            Err(error) => Err(format!("cannot read the file `{path}`: {error}\n= help: {HELP}")),
        }
    }

    fn names(&self, folder: &str) -> Result<Vec<String>, String> {
        file_names(&self.0.join(folder))
            .map_err(|error| format!("cannot read the folder `{folder}`: {error}\n= help: {HELP}"))
    }
}

/// Lists the names of the files in a folder, including symbolic links to files.
fn file_names(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in folder.read_dir()? {
        let entry = entry?;
        if entry.path().is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    Ok(names)
}
