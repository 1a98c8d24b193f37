//! Tests the messages for `ui/fail` and their locations, with the macros but without rustc. The slow tests in `ui` check
//! that rustc prints the expected output; this test is fast.

mod macro_calls;

use event_pattern_codegen::{File, Files};
use macro_calls::expanded;
use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The line, the column and the text of a message.
type Message = (usize, usize, String);

/// The folder of this crate. The messages about unreadable files are the same as in the `event-pattern-macros` crate.
struct Folder;

impl Files for Folder {
    fn read(&self, path: &str) -> Result<File, String> {
        let text = std::fs::read_to_string(folder().join(path)).map_err(|error| cannot_read("file", path, &error))?;
        Ok(File { path: path.to_owned(), text })
    }

    fn names(&self, path: &str) -> Result<Vec<String>, String> {
        let entries = folder().join(path).read_dir().map_err(|error| cannot_read("folder", path, &error))?;
        Ok(entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect())
    }
}

fn cannot_read(what: &str, path: &str, error: &std::io::Error) -> String {
    format!(
        "cannot read the {what} `{path}`: {error}\n= help: paths are relative to the folder that contains the crate's Cargo.toml"
    )
}

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns all files in `ui/fail`.
fn files() -> Vec<PathBuf> {
    let folders = folder().join("ui/fail").read_dir().unwrap().map(|entry| entry.unwrap().path());
    let files = folders.flat_map(|folder| folder.read_dir().unwrap().map(|entry| entry.unwrap().path()));
    files.filter(|file| file.extension().is_some_and(|extension| extension == "rs")).collect()
}

/// Returns the errors and warnings in the output of a macro.
fn messages(tokens: TokenStream) -> BTreeSet<Message> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut messages = BTreeSet::new();
    for (index, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(name) if name == "compile_error" => {
                let Some(TokenTree::Group(group)) = tokens.get(index + 2) else { panic!("{tokens:?}") };
                // rustc underlines the complete call to `compile_error`, which may begin with a path.
                let is_path = index >= 3 && tokens[index - 1].to_string() == ":";
                let first = if is_path { tokens.get(index.saturating_sub(5)) } else { None };
                messages.insert(message(first.unwrap_or(token).span(), &literal(group)));
            }
            TokenTree::Group(group) => {
                messages.extend(warning(group));
                messages.append(&mut self::messages(group.stream()));
            }
            _ => {}
        }
    }
    messages
}

/// Returns the warning in a block, if the block uses a deprecated constant.
fn warning(group: &Group) -> Option<Message> {
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    let [TokenTree::Punct(_), TokenTree::Group(attribute), .., TokenTree::Ident(constant), TokenTree::Punct(_)] =
        tokens.as_slice()
    else {
        return None;
    };
    let TokenTree::Group(note) = attribute.stream().into_iter().last()? else { return None };
    let is_warning = group.delimiter() == Delimiter::Brace && attribute.to_string().contains("deprecated (note");
    is_warning.then(|| message(constant.span(), &literal(&note)))
}

fn literal(group: &Group) -> String {
    let last = group.stream().into_iter().last().unwrap();
    syn::parse_str::<syn::LitStr>(&last.to_string()).unwrap().value()
}

fn message(span: Span, text: &str) -> Message {
    // rustc does not print trailing spaces.
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    (span.start().line, span.start().column + 1, lines.join("\n"))
}

/// The ends of rustc's own messages about generated code, or about event types without companion macros.
const OF_RUSTC: [&str; 4] = [
    "is never used",
    "this lint expectation is unfulfilled",
    "is not supported in `trait`s or `impl`s",
    "in this scope",
];

/// Returns the messages in the output of rustc that come from the macros.
fn messages_of_rustc(stderr: &str) -> BTreeSet<Message> {
    let mut messages = BTreeSet::new();
    let mut lines = stderr.lines();
    while let Some(line) = lines.next() {
        let Some((severity @ ("error" | "warning"), first)) = line.split_once(": ") else { continue };
        let indent = " ".repeat(severity.len() + 2);
        let mut text = match first.strip_prefix("use of deprecated ") {
            // rustc reports the use of a deprecated function at the call.
            Some(used) if !used.starts_with("constant `") => continue,
            Some(used) => used.split_once("`: ").unwrap().1.to_owned(),
            // rustc reports these problems of the generated code.
            None if OF_RUSTC.iter().any(|end| first.ends_with(end)) => continue,
            None => first.to_owned(),
        };
        for line in &mut lines {
            if let Some((_, location)) = line.split_once("--> fail/") {
                let mut numbers = location.rsplit(':').map(str::parse::<usize>);
                let (Some(Ok(column)), Some(Ok(line))) = (numbers.next(), numbers.next()) else { panic!("{location}") };
                messages.insert((line, column, text));
                break;
            }
            text.push('\n');
            text.push_str(line.strip_prefix(&indent).unwrap_or(line));
        }
    }
    messages
}

#[test]
fn the_macros_report_the_messages_that_rustc_prints() {
    let (mut checked, mut wrong) = (0, Vec::new());
    for file in files() {
        let text = std::fs::read_to_string(&file).unwrap();
        let expected = messages_of_rustc(&std::fs::read_to_string(file.with_extension("stderr")).unwrap());
        let reported: BTreeSet<Message> =
            expanded(&text.parse().unwrap(), &Folder).into_iter().flat_map(messages).collect();
        let different: Vec<&Message> = reported.symmetric_difference(&expected).collect();
        if !different.is_empty() {
            wrong.push(format!("{}: {different:#?}", file.display()));
        }
        checked += reported.len();
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(checked > 300, "{checked}");
}
