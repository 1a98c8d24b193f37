//! Tests the messages for `ui/fail` and their locations, with the macros but without rustc. The slow `ui` test checks
//! that rustc prints the expected output; this test is fast.

use event_pattern_codegen::{EcsTypes, EventTypes, File, Files, expand, expand_sets, expand_types};
use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The line, the column and the text of a message.
type Message = (usize, usize, String);

/// The folder of this crate. The messages about unreadable files are the same as in the `event-pattern-macros` crate.
struct Folder;

impl Files for Folder {
    fn read(&self, path: &str) -> Result<File, String> {
        let text = std::fs::read_to_string(folder().join(path)).map_err(|error| {
            format!(
                "cannot read the file `{path}`: {error}\n= help: paths are relative to the folder that contains the crate's Cargo.toml"
            )
        })?;
        Ok(File { path: path.to_owned(), text })
    }

    fn names(&self, path: &str) -> Result<Vec<String>, String> {
        let entries = folder().join(path).read_dir().map_err(|error| {
            format!(
                "cannot read the folder `{path}`: {error}\n= help: paths are relative to the folder that contains the crate's Cargo.toml"
            )
        })?;
        Ok(entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect())
    }
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

/// The event types in a file, by their names: those of Amazon ECS, and those with a companion macro in the file.
#[derive(Default)]
struct TypesOfFile {
    companions: BTreeMap<String, String>,
}

impl EventTypes for TypesOfFile {
    fn literal(&self, path: &str) -> Option<String> {
        let name = path.rsplit("::").next()?;
        self.companions.get(name).cloned().or_else(|| EcsTypes.literal(path))
    }
}

impl TypesOfFile {
    /// Finds the companion macros in the output of a macro: the literal of each is the last token in it.
    fn find(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut literals = BTreeMap::new();
        for tokens in tokens.windows(4) {
            match tokens {
                [TokenTree::Ident(keyword), _, TokenTree::Ident(name), TokenTree::Group(rules)]
                    if keyword == "macro_rules" =>
                {
                    literals.insert(name.to_string(), last_literal(rules));
                }
                [TokenTree::Ident(keyword), TokenTree::Ident(name), _, TokenTree::Ident(alias)]
                    if keyword == "use" && literals.contains_key(&name.to_string()) =>
                {
                    self.companions
                        .extend(literals.remove(&name.to_string()).map(|literal| (alias.to_string(), literal)));
                }
                _ => {}
            }
        }
        for token in tokens {
            if let TokenTree::Group(group) = token {
                self.find(group.stream());
            }
        }
    }
}

/// Returns the value of the last literal in a group.
fn last_literal(group: &Group) -> String {
    let literals = group.stream().into_iter().filter_map(|token| match token {
        TokenTree::Group(group) => Some(last_literal(&group)),
        TokenTree::Literal(literal) => Some(syn::parse_str::<syn::LitStr>(&literal.to_string()).unwrap().value()),
        _ => None,
    });
    literals.last().unwrap_or_default()
}

/// Returns the content of the calls of a macro in a file.
fn calls(tokens: TokenStream, name: &str) -> Vec<TokenStream> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let nested = tokens.iter().filter_map(|token| match token {
        TokenTree::Group(group) => Some(calls(group.stream(), name)),
        _ => None,
    });
    let direct = tokens.windows(3).filter_map(|tokens| match tokens {
        [TokenTree::Ident(called), TokenTree::Punct(_), TokenTree::Group(group)] if called == name => {
            Some(group.stream())
        }
        _ => None,
    });
    direct.chain(nested.flatten()).collect()
}

/// Expands the macro calls in a file.
fn expanded(file: &TokenStream) -> Vec<TokenStream> {
    let mut output: Vec<TokenStream> =
        calls(file.clone(), "event_types").into_iter().map(|call| expand_types(call, &Folder)).collect();
    let mut types = TypesOfFile::default();
    for expanded in &output {
        types.find(expanded.clone());
    }
    output.extend(calls(file.clone(), "event_pattern").into_iter().map(|call| expand(call, &types, &Folder)));
    output.extend(calls(file.clone(), "event_patterns").into_iter().map(|call| expand_sets(call, &types, &Folder)));
    output
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
            if let Some((_, location)) = line.split_once("--> ui/fail/") {
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
        let reported: BTreeSet<Message> = expanded(&text.parse().unwrap()).into_iter().flat_map(messages).collect();
        let different: Vec<&Message> = reported.symmetric_difference(&expected).collect();
        if !different.is_empty() {
            wrong.push(format!("{}: {different:#?}", file.display()));
        }
        checked += reported.len();
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(checked > 300, "{checked}");
}
