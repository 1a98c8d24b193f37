//! Names of generated functions.

use crate::input::Input;

/// Parses a name from the command line, which must be a Rust identifier.
pub(crate) fn check(name: &str) -> Result<String, String> {
    if is_identifier(name) { Ok(name.to_owned()) } else { Err("expected a Rust identifier".to_owned()) }
}

/// Derives a name from the name of a rule. Adds the prefix `rule_` if the result starts with a digit or
/// is a keyword. Returns `rule` for the pattern on standard
/// input, and if no identifier can be derived.
pub(crate) fn from_rule(rule: &str) -> String {
    if rule == Input::Standard.name() {
        return "rule".to_owned();
    }
    let name = snake_case(rule);
    if is_identifier(&name) {
        return name;
    }
    let prefixed = format!("rule_{name}");
    if !name.is_empty() && is_identifier(&prefixed) { prefixed } else { "rule".to_owned() }
}

fn is_identifier(name: &str) -> bool {
    syn::parse_str::<syn::Ident>(name).is_ok_and(|identifier| identifier == name)
}

/// Converts a string to snake case. A word starts after any character that is not a letter or digit, at an uppercase
/// letter after a lowercase letter or a digit, and at the last of several uppercase letters if a lowercase letter
/// follows, such as the `T` in `ECSTask`.
fn snake_case(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut name = String::new();
    for (index, &character) in characters.iter().enumerate() {
        if !character.is_alphanumeric() {
            separate(&mut name);
            continue;
        }
        let before = index.checked_sub(1).and_then(|index| characters.get(index));
        let after = characters.get(index + 1);
        let starts_word = character.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase() || before.is_numeric() || after.is_some_and(|after| after.is_lowercase())
            });
        if starts_word {
            separate(&mut name);
        }
        name.extend(character.to_lowercase());
    }
    name.truncate(name.trim_end_matches('_').len());
    name
}

fn separate(name: &mut String) {
    if !name.is_empty() && !name.ends_with('_') {
        name.push('_');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_derived_from_those_of_rules() {
        for (stem, name) in [
            ("run_test_failed", "run_test_failed"),
            ("run-test-failed", "run_test_failed"),
            ("RunTestFailed", "run_test_failed"),
            ("ECSTask stopped.v2", "ecs_task_stopped_v2"),
            ("_hidden__rule_", "hidden_rule"),
            ("5xx", "rule_5xx"),
            ("match", "rule_match"),
            ("Self", "rule_self"),
            ("größe", "größe"),
            ("²", "rule"),
            ("---", "rule"),
            ("", "rule"),
        ] {
            assert_eq!(from_rule(stem), name, "{stem}");
        }
    }

    #[test]
    fn only_identifiers_are_accepted() {
        assert!(check("run_test_failed").is_ok());
        for name in ["", "5xx", "match", "a b", "a-b", "_", " a", "a // b"] {
            assert!(check(name).is_err(), "{name}");
        }
    }
}
