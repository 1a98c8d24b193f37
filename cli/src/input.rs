//! Files and standard input.

use crate::failure::Failure;
use event_pattern_compiler::diagnostic::Diagnostic;
use event_pattern_compiler::source::{Source, Span};
use std::io::Read as _;
use std::path::Path;

/// A file's content and the name that messages give it.
pub(crate) struct Input {
    pub(crate) name: String,
    bytes: Vec<u8>,
}

impl Input {
    /// Reads a file, or standard input for `-`.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let mut bytes = Vec::new();
        if is_standard_input(path) {
            let cannot = |error| Failure::Input(format!("standard input cannot be read: {error}"));
            std::io::stdin().lock().read_to_end(&mut bytes).map_err(cannot)?;
            return Ok(Self { name: "<stdin>".to_owned(), bytes });
        }
        let name = path.display().to_string();
        let cannot = |error| Failure::Input(format!("`{name}` cannot be read: {error}"));
        bytes = std::fs::read(path).map_err(cannot)?;
        Ok(Self { name, bytes })
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The content as text, or what to say of the first byte that is none.
    pub(crate) fn text(&self) -> Result<&str, String> {
        std::str::from_utf8(&self.bytes).map_err(|error| {
            let offset = error.valid_up_to();
            // The text up to the bad byte is as long in the lossy copy.
            let message = format!("the byte 0x{:02X} is not UTF-8", self.bytes[offset]);
            self.point_out(offset, &message, "JSON text is UTF-8")
        })
    }

    /// A message about a place, with the line and a caret.
    pub(crate) fn point_out(&self, offset: usize, message: &str, help: &str) -> String {
        let text = String::from_utf8_lossy(&self.bytes);
        let source = Source::new(&self.name, &text);
        Diagnostic::error(Span::new(offset, offset + 1), message).with_help(help).render(&source)
    }
}

pub(crate) fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}
