//! Expands arbitrary tokens as a macro call: the output must always be a list of items.

use event_pattern_codegen::{EcsTypes, File, Files, expand, expand_sets};
use proc_macro2::TokenStream;

/// Maximum nesting depth of brackets. Beyond a certain depth, rustc itself fails.
const MAX_NESTING_LEVELS: usize = 200;

/// A folder with a single pattern file.
struct Folder;

impl Files for Folder {
    fn read(&self, path: &str) -> Result<File, String> {
        match path {
            "rule.json" => Ok(File { path: path.to_owned(), text: r#"{ "source": ["aws.ecs"] }"#.to_owned() }),
            _ => Err(format!("`{path}` does not exist")),
        }
    }

    fn names(&self, _folder: &str) -> Result<Vec<String>, String> {
        Ok(vec!["rule.json".to_owned()])
    }
}

/// Expands the text with both macros, and returns whether one of them generated rules.
///
/// # Panics
/// Panics if the output is not valid Rust.
pub fn check(bytes: &[u8]) -> bool {
    let Some(input) = tokens(bytes) else { return false };
    let functions = contains_rules(expand(input.clone(), &EcsTypes, &Folder));
    let enums = contains_rules(expand_sets(input, &EcsTypes, &Folder));
    functions || enums
}

/// Whether the output contains rules: it is not empty and has no errors.
fn contains_rules(output: TokenStream) -> bool {
    let has_errors = output.to_string().contains("compile_error");
    let file: syn::File = syn::parse2(output).unwrap_or_else(|error| panic!("{error}"));
    assert!(has_errors || file.items.is_empty() || !prettyplease::unparse(&file).is_empty());
    !has_errors && !file.items.is_empty()
}

/// Balances the brackets of a text and returns its tokens. `None` if the bytes are not valid UTF-8 or not valid tokens.
fn tokens(bytes: &[u8]) -> Option<TokenStream> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut open = Vec::new();
    let mut fixed = String::new();
    for character in text.chars() {
        match character {
            '{' | '[' | '(' if open.len() >= MAX_NESTING_LEVELS => continue,
            '{' => open.push('}'),
            '[' => open.push(']'),
            '(' => open.push(')'),
            '}' | ']' | ')' => {
                fixed.extend(open.pop());
                continue;
            }
            _ => {}
        }
        fixed.push(character);
    }
    fixed.extend(open.into_iter().rev());
    fixed.parse().ok()
}
