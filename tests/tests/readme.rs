//! Tests that the README is correct: its programs are examples that are compiled and tested, and its samples are real
//! output.
//!
//! The documentation tests of the `event-pattern` package compile the README's Rust code, except for the Lambda
//! function. The tests of the book check its figures and links.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const README: &str = include_str!("../../README.md");

/// Reads a file in the repository.
fn file(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)).unwrap()
}

/// Returns the code blocks of a text. The first item of each pair is the kind: the text after the opening fence.
fn blocks(text: &str) -> Vec<(&str, &str)> {
    let fenced = text.split("\n```").skip(1).step_by(2);
    fenced.map(|block| block.split_once('\n').unwrap()).collect()
}

/// Returns the first block of this kind below a heading.
fn block_below(heading: &str, kind: &str) -> String {
    let (_, section) = README.split_once(heading).unwrap();
    let (_, block) = blocks(section).into_iter().find(|(block_kind, _)| *block_kind == kind).unwrap();
    format!("{block}\n")
}

#[test]
fn the_readme_is_read_in_five_minutes() {
    assert!(README.lines().count() <= 150, "{} lines", README.lines().count());
}

#[test]
fn every_block_is_of_a_kind_that_is_tested() {
    let kinds: BTreeSet<&str> = blocks(README).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, BTreeSet::from(["rust", "rust,ignore", "text"]));
    let count = |kind| blocks(README).iter().filter(|(block_kind, _)| *block_kind == kind).count();
    assert_eq!(count("rust,ignore"), 1, "only the Lambda function is not compiled as a documentation test");
    assert_eq!(count("text"), 2, "the commands and the compile error");
}

#[test]
fn the_first_program_and_its_test_are_the_example_first_rule() {
    let blocks = [block_below("## A first rule", "rust"), block_below("## A test of the rule", "rust")];
    let head = "//! The first program of the README, with its test.\n\n";
    assert_eq!(file("examples/first_rule.rs"), format!("{head}{}", blocks.join("\n")));
}

#[test]
fn the_lambda_function_is_an_example_of_the_lambda_package() {
    let function = block_below("## In a Lambda function", "rust,ignore");
    assert!(file("examples/lambda/examples/handler.rs").contains(&function), "{function}");
}

#[test]
fn the_commands_name_packages_and_features_that_exist() {
    let (_, commands) = blocks(README).into_iter().find(|(kind, _)| *kind == "text").unwrap();
    let mut count = 0;
    for command in commands.lines() {
        let command = command.split('#').next().unwrap();
        let words: Vec<&str> = command.split_whitespace().collect();
        let manifest = match words[..3] {
            ["cargo", "add", "event-pattern"] => file("Cargo.toml"),
            ["cargo", "install", "event-pattern-cli"] => file("cli/Cargo.toml"),
            _ => panic!("{command}"),
        };
        assert!(manifest.contains(&format!("name = \"{}\"", words[2])), "{command}");
        let features = words.iter().skip_while(|word| **word != "--features").nth(1);
        for feature in features.into_iter().flat_map(|features| features.split(',')) {
            assert!(manifest.contains(&format!("\n{feature} = [")), "{feature}");
        }
        count += 1;
    }
    assert_eq!(count, 2);
}

#[test]
fn the_compile_error_is_what_rustc_prints() {
    let printed = file("tests/ui/fail/unknown_field/misspelt_field.stderr");
    let expected = printed.replace("fail/unknown_field/misspelt_field.rs", "src/rules.rs");
    let shown = blocks(README).into_iter().map(|(_, block)| format!("{block}\n"));
    assert!(shown.into_iter().any(|block| block == expected), "{expected}");
}

#[test]
fn the_command_that_runs_all_tests_is_the_one_of_ci() {
    let command = README.split('`').find(|code| code.starts_with("cargo test ")).unwrap();
    assert!(file(".ci/run").lines().any(|line| line == command), "{command}");
}
