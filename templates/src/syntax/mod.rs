//! Reads the syntaxes of templates into the tree of JSON, with the spans of their texts.

pub(crate) mod hcl;
pub mod yaml;

/// The syntax that a text looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Syntax {
    Json,
    Yaml,
    Hcl,
    /// The source code of a program.
    Code,
    /// None of these.
    Unknown,
}

/// The names of the blocks of Terraform.
const BLOCKS: [&str; 8] = ["resource", "data", "module", "locals", "variable", "output", "provider", "terraform"];

/// The names of attributes outside of blocks: a pattern alone, and the inputs of Terragrunt.
const ATTRIBUTES: [&str; 2] = ["event_pattern", "inputs"];

/// The first words of programs.
const CODE: [&str; 11] =
    ["import ", "from ", "const ", "export ", "package ", "using ", "#!", "\"use strict\"", "var ", "let ", "use "];

/// Returns the syntax that a text looks like. Whether it is valid does not matter.
pub(crate) fn detect(text: &str) -> Syntax {
    let text = text.trim_start_matches('\u{feff}');
    let Some(first) = first_line(text) else { return Syntax::Unknown };
    if first.starts_with(['{', '[']) {
        return Syntax::Json;
    }
    if CODE.iter().any(|word| first.starts_with(word)) {
        return Syntax::Code;
    }
    if text.lines().any(is_block) {
        return Syntax::Hcl;
    }
    if is_yaml(first) { Syntax::Yaml } else { Syntax::Unknown }
}

/// Returns the rest of the first line that is more than a comment, from its first character.
fn first_line(text: &str) -> Option<&str> {
    let mut rest = text.trim_start();
    loop {
        let end = if rest.starts_with("//") || (rest.starts_with('#') && !rest.starts_with("#!")) {
            rest.find('\n')?
        } else if rest.starts_with("/*") {
            rest.find("*/")? + 2
        } else {
            break;
        };
        rest = rest[end..].trim_start();
    }
    rest.lines().next()
}

/// Whether a line is the first line of a block of Terraform, or of an attribute that is known.
fn is_block(line: &str) -> bool {
    let word = line.find(|letter: char| !letter.is_ascii_lowercase() && letter != '_').unwrap_or(line.len());
    let (word, rest) = line.split_at(word);
    let rest = rest.trim();
    if ATTRIBUTES.contains(&word) {
        return rest.starts_with('=');
    }
    BLOCKS.contains(&word) && rest.starts_with(['"', '{']) && rest.contains('{')
}

/// Whether a line is the first line of an object or an array in YAML.
fn is_yaml(line: &str) -> bool {
    if line.starts_with("---") || line.starts_with("%YAML") || line.starts_with("- ") {
        return true;
    }
    let Some((key, rest)) = line.split_once(':') else { return false };
    let key = key.trim_matches(['"', '\'']);
    let is_key = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.' | '$');
    let is_json = line.starts_with('"') && rest.trim_end().ends_with([',', '{', '[']);
    !key.is_empty() && key.chars().all(is_key) && (rest.is_empty() || rest.starts_with([' ', '\t'])) && !is_json
}
