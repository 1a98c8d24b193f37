//! Generates the page about the command in the book from `--help`.

use crate::manual::subcommands;
use crate::support::Folder;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const INTRODUCTION: &str = "\
# The command

The `event-pattern` command checks, tests and explains event patterns offline. Install it with
`cargo install event-pattern-cli`. This page shows what `event-pattern SUBCOMMAND --help` prints; the guide shows how the
subcommands are used for [testing](../guide/testing.md), [deployment](../guide/deployment.md),
[archives](../guide/archives.md) and [the page of rules and events](../guide/the-page.md).

All subcommands read rules where they are kept: in files of their own, with comments, trailing commas and `$schema`; in
templates of CloudFormation, AWS SAM and CDK; in configurations, plans and states of Terraform; in `serverless.yml`; in
programs of Pulumi in YAML; and in the output of AWS commands, such as `aws events describe-rule`. The form of a file
follows from its content, and `FILE#NAME` is one rule of a file. A finding points at the line of that file, also if the
pattern is a string with escapes. What is only known at deployment, such as `!Ref` or `${var.name}`, is not checked.
";

/// Maximum length of the lines on the page.
const MAX_LINE_CHARS: usize = 110;

/// Breaks a line between words, as a terminal does, and indents the rest like its start.
fn wrapped(line: &str) -> String {
    let indent = &line[..line.len() - line.trim_start().len()];
    let (mut text, mut length) = (indent.to_owned(), 0);
    for word in line.trim_start().split(' ') {
        if length > 0 && indent.len() + length + word.chars().count() > MAX_LINE_CHARS {
            text.truncate(text.trim_end().len());
            text += "\n";
            text += indent;
            length = 0;
        }
        text += word;
        text += " ";
        length += word.chars().count() + 1;
    }
    text.truncate(text.trim_end().len());
    text
}

/// Returns the text of the page.
fn page() -> String {
    let folder = Folder::new("book");
    let mut text = INTRODUCTION.to_owned();
    let mut add = |arguments: &[&str]| {
        let help = folder.run(&[arguments, &["--help"]].concat()).output;
        let lines: Vec<String> = help.trim_end().lines().map(wrapped).collect();
        let name = [&["event-pattern"], arguments].concat().join(" ");
        write!(text, "\n## `{name}`\n\n```text\n{}\n```\n", lines.join("\n")).unwrap();
    };
    add(&[]);
    for path in subcommands(&folder) {
        add(&path.iter().map(String::as_str).collect::<Vec<_>>());
    }
    text
}

/// Regenerates the page if `UPDATE` is set in the environment.
#[test]
#[cfg_attr(not(feature = "serve"), ignore = "the page lists all subcommands")]
fn the_page_about_the_command_is_what_help_prints() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../book/src/reference/command.md");
    let page = page();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &page).unwrap();
    }
    assert!(fs::read_to_string(path).unwrap() == page, "run this test with UPDATE=1 to regenerate the page");
}
