//! The proc macros of [event-pattern](https://docs.rs/event-pattern), which documents and re-exports them.

use event_pattern_compiler::codegen::{File, expand};
use proc_macro::TokenStream;
use std::path::Path;

/// Compiles event patterns to functions. See the documentation of the crate `event-pattern`.
#[proc_macro]
pub fn event_pattern(input: TokenStream) -> TokenStream {
    expand(input.into(), &load).into()
}

/// Reads a pattern file by its path from the folder of the crate that is being compiled.
fn load(path: &str) -> Result<File, String> {
    let folder = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let full = Path::new(&folder).join(path);
    let help = "the path starts at the folder of the crate's Cargo.toml";
    match std::fs::read_to_string(&full) {
        Ok(text) => Ok(File { path: full.to_string_lossy().into_owned(), text }),
        Err(error) => Err(format!("the pattern file `{path}` cannot be read: {error}\n= help: {help}")),
    }
}
