//! Creates the variants of an enum from the files in a folder.

use super::input::Variant;
use crate::Files;
use crate::attributes::Attributes;
use crate::body::Body;
use crate::glob::{file_name, matching_paths};
use crate::syntax::{Attribute, Error, StringLiteral, is_name};
use proc_macro2::Ident;
use quote::quote;

/// Returns an attribute for the enum that allows lints on variant names, because the names are derived from file names.
pub(super) fn attribute() -> Attribute {
    Attribute::new(quote!(allow(clippy::enum_variant_names, clippy::upper_case_acronyms)))
}

/// Returns a variant for each file that matches the glob pattern, sorted by file name.
pub(super) fn variants(pattern: &StringLiteral, files: &dyn Files, errors: &mut Vec<Error>) -> Vec<Variant> {
    let mut reject = |message: String| errors.push(Error::new(pattern.span, message));
    let paths = match paths(&pattern.value, files) {
        Ok(paths) => paths,
        Err(message) => {
            reject(message);
            return Vec::new();
        }
    };
    let mut variants = Vec::with_capacity(paths.len());
    let mut taken: Vec<(String, String)> = Vec::new();
    for path in paths {
        let name = variant_name(file_name(&path));
        if !is_name(&name) {
            reject(format!(
                "`{path}` produces the rule name `{name}`, which is not a Rust identifier\n= help: rename the file, for \
                 example to `job-failed.json`"
            ));
            continue;
        }
        if let Some((_, other)) = taken.iter().find(|(taken, _)| *taken == name) {
            reject(format!(
                "`{other}` and `{path}` both produce the rule name `{name}`\n= help: rename one of the files"
            ));
            continue;
        }
        variants.push(variant(&Ident::new(&name, pattern.span), &path, pattern));
        taken.push((name, path));
    }
    variants
}

fn variant(name: &Ident, path: &str, pattern: &StringLiteral) -> Variant {
    let about = format!(" The rule in `{path}`.");
    let attributes = Attributes { passed_through: vec![Attribute::new(quote!(doc = #about))], ..Attributes::default() };
    let body = Some(Body::File(StringLiteral { value: path.to_owned(), is_raw: false, span: pattern.span }));
    Variant { attributes, name: name.clone(), body, errors: Vec::new() }
}

/// Returns the paths of the files that match a glob pattern such as `rules/*.json`.
///
/// # Errors
/// Returns an error if the pattern is invalid, the folder cannot be read, or no file matches.
fn paths(pattern: &str, files: &dyn Files) -> Result<Vec<String>, String> {
    if !pattern.contains('*') {
        return Err(format!(
            "expected a `*` in the file name of `{pattern}`\n= help: write, for example, `rules/*.json`; for a single file, write a \
             variant: `{{ Name = \"{pattern}\" }}`"
        ));
    }
    matching_paths(pattern, "enum", files)
}

/// Returns the variant name of a file: its name without the extension, in upper camel case.
fn variant_name(file: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let words = stem.split(|character: char| !character.is_alphanumeric());
    let capital = |word: &str| {
        let mut characters = word.chars();
        let first = characters.next().into_iter().flat_map(char::to_uppercase);
        first.chain(characters).collect::<String>()
    };
    words.map(capital).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variant_is_named_after_the_words_of_its_file() {
        for (file, expected) in [
            ("run-test_failed.json", "RunTestFailed"),
            ("runTestFailed.json", "RunTestFailed"),
            ("OOM.json", "OOM"),
            ("out of memory.json", "OutOfMemory"),
            ("v2.failed.json", "V2Failed"),
            ("no_extension", "NoExtension"),
            ("été.json", "Été"),
            ("404.json", "404"),
            ("--.json", ""),
        ] {
            assert_eq!(variant_name(file), expected, "{file}");
        }
    }
}
