//! `event-pattern expand`: the Rust that is generated for a pattern.

use crate::arguments::Expand;
use crate::failure::Failure;
use crate::input::{Input, is_standard_input};
use event_pattern_compiler::codegen::preview;
use event_pattern_compiler::source::Source;
use std::io::Write as _;
use std::process::ExitCode;

pub(crate) fn run(expand: &Expand) -> Result<ExitCode, Failure> {
    let input = Input::read(&expand.pattern)?;
    let text = input.text().map_err(Failure::Pattern)?;
    let name = match &expand.name {
        Some(name) if syn::parse_str::<syn::Ident>(name).is_ok() => name.clone(),
        Some(name) => return Err(Failure::Usage(format!("`{name}` is not the name of a Rust function"))),
        None if is_standard_input(&expand.pattern) => "rule".to_owned(),
        None => function_name(&expand.pattern.file_stem().unwrap_or_default().to_string_lossy()),
    };
    let tokens = preview(&name, text).map_err(|found| Failure::pattern(&Source::new(&input.name, text), &found))?;
    let code = match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        Err(_) => format!("{tokens}\n"),
    };
    let mut output = std::io::stdout().lock();
    output.write_all(code.as_bytes())?;
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// A file's name as a function's: small letters, digits and underscores.
fn function_name(stem: &str) -> String {
    let mut name = String::new();
    let mut after_small = false;
    for character in stem.chars() {
        if character.is_uppercase() && after_small {
            name.push('_');
        }
        after_small = character.is_lowercase() || character.is_ascii_digit();
        if character.is_alphanumeric() {
            name.extend(character.to_lowercase());
        } else {
            name.push('_');
        }
    }
    if syn::parse_str::<syn::Ident>(&name).is_ok() { name } else { format!("rule_{name}") }
}

#[cfg(test)]
mod tests {
    use super::function_name;

    #[test]
    fn file_names_become_function_names() {
        for (stem, name) in [
            ("run_test_failed", "run_test_failed"),
            ("run-test.failed", "run_test_failed"),
            ("OutOfMemory", "out_of_memory"),
            ("2nd", "rule_2nd"),
            ("match", "rule_match"),
            ("", "rule_"),
        ] {
            assert_eq!(function_name(stem), name);
        }
    }
}
