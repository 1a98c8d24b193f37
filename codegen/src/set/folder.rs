//! Creates the variants of an enum from the files in a folder.

use super::input::Variant;
use crate::Files;
use crate::attributes::Attributes;
use crate::body::Body;
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
    let paths = match matching_paths(&pattern.value, files) {
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
fn matching_paths(pattern: &str, files: &dyn Files) -> Result<Vec<String>, String> {
    let name_pattern = file_name(pattern);
    let folder = &pattern[..pattern.len() - name_pattern.len()];
    if folder.contains('*') {
        return Err(format!(
            "`*` is not allowed in the folder part of `{pattern}`\n= help: use `*` only in the file name, and write one enum for each folder"
        ));
    }
    if !name_pattern.contains('*') {
        return Err(format!(
            "expected a `*` in the file name of `{pattern}`\n= help: write, for example, `rules/*.json`; for a single file, write a \
             variant: `{{ Name = \"{pattern}\" }}`"
        ));
    }
    let names = files.names(if folder.is_empty() { "." } else { folder.trim_end_matches('/') })?;
    let mut matching: Vec<String> = names.into_iter().filter(|name| matches_glob(name_pattern, name)).collect();
    if matching.is_empty() {
        let folder = if folder.is_empty() { "the crate's folder" } else { &format!("`{folder}`") };
        return Err(format!(
            "no file in {folder} matches `{name_pattern}`\n= help: add a file whose name matches, or correct `{name_pattern}`"
        ));
    }
    matching.sort();
    Ok(matching.into_iter().map(|name| format!("{folder}{name}")).collect())
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Whether a file name matches a glob pattern, where `*` matches any number of characters. As in a shell, `*` does not match a
/// dot at the start of the name.
fn matches_glob(pattern: &str, name: &str) -> bool {
    if name.starts_with('.') && !pattern.starts_with('.') {
        return false;
    }
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or("");
    let Some(last) = parts.next_back() else { return name == pattern };
    let Some(mut rest) = name.strip_prefix(first).and_then(|rest| rest.strip_suffix(last)) else { return false };
    parts.all(|part| match rest.split_once(part) {
        Some((_, after)) => {
            rest = after;
            true
        }
        None => false,
    })
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
    fn a_star_matches_any_characters() {
        for (pattern, name, expected) in [
            ("*.json", "a.json", true),
            ("*.json", ".json", false),
            ("*.json", ".hidden.json", false),
            (".*.json", ".hidden.json", true),
            ("*.json", "a.jsonc", false),
            ("*", "a", true),
            ("a*b*c", "abc", true),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "acb", false),
            ("aa*aa", "aaa", false),
            ("a**a", "aa", true),
            ("a.json", "a.json", true),
            ("alert-*.json", "alert-é.json", true),
        ] {
            assert_eq!(matches_glob(pattern, name), expected, "{pattern} {name}");
        }
    }

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
