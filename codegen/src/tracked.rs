//! The files that a macro call reads. The generated code includes them, so that a change to a file triggers a rebuild.

#[cfg(any(feature = "event-types", feature = "templates"))]
use crate::Files;
use proc_macro2::TokenStream;
use quote::quote;
#[cfg(any(feature = "event-types", feature = "templates"))]
use std::cell::RefCell;

/// Returns an item that includes a file.
pub(crate) fn included(path: &str) -> TokenStream {
    quote!(
        const _: &[u8] = ::core::include_bytes!(#path);
    )
}

/// A file and the files that it refers to. Keeps the paths of those that were read.
#[cfg(any(feature = "event-types", feature = "templates"))]
pub(crate) struct Tracked<'f> {
    files: &'f dyn Files,
    paths: RefCell<Vec<String>>,
}

#[cfg(any(feature = "event-types", feature = "templates"))]
impl<'f> Tracked<'f> {
    /// Creates the access to the files that a file refers to, given its path.
    pub(crate) fn new(files: &'f dyn Files, path: String) -> Self {
        Self { files, paths: RefCell::new(vec![path]) }
    }

    /// Reads a file.
    pub(crate) fn text(&self, path: &str) -> Option<String> {
        let file = self.files.read(path).ok()?;
        let mut paths = self.paths.borrow_mut();
        if !paths.contains(&file.path) {
            paths.push(file.path);
        }
        Some(file.text)
    }

    /// Returns items that include the files that were read.
    pub(crate) fn items(self) -> TokenStream {
        self.paths.into_inner().iter().map(|path| included(path)).collect()
    }
}
