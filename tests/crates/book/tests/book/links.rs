//! Tests that the links in all Markdown files, and the links to the repository in Rust code, lead to a file and a heading
//! that exist. Links to other sites are only checked for their form.

use crate::{file, files, prose, root};
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

const REPOSITORY: &str = "https://github.com/event-pattern/event-pattern";

/// Returns the anchors of the headings in a Markdown text, as GitHub and mdBook make them.
fn anchors(text: &str) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let headings = prose(text).filter(|line| line.starts_with('#'));
    headings
        .map(|line| {
            let heading = line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
            let kept = |character: &char| character.is_alphanumeric() || matches!(character, '-' | '_');
            let anchor: String = heading.chars().filter(kept).collect();
            let count = counts.entry(anchor.clone()).or_default();
            *count += 1;
            if *count == 1 { anchor } else { format!("{anchor}-{}", *count - 1) }
        })
        .collect()
}

/// Returns the text without code, in which brackets are not links.
fn without_code(text: &str) -> String {
    let lines = prose(text).collect::<Vec<_>>().join("\n");
    lines.split('`').step_by(2).collect::<Vec<_>>().join("`")
}

/// Returns the targets of the links in a Markdown text, and the labels that have no definition.
fn targets(text: &str) -> (Vec<String>, Vec<String>) {
    let text = without_code(text);
    let definitions: Vec<(&str, &str)> =
        text.lines().filter_map(|line| line.strip_prefix('[')?.split_once("]: ")).collect();
    let inline = text.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0));
    let labels = text.split("][").skip(1).filter_map(|rest| Some(rest.split_once(']')?.0));
    let undefined = labels.filter(|label| definitions.iter().all(|(name, _)| name != label));
    let targets = inline.chain(definitions.iter().map(|(_, target)| *target));
    (targets.map(str::to_owned).collect(), undefined.map(str::to_owned).collect())
}

/// Resolves a path that is relative to a file of the repository. Returns `None` if the path leaves the repository.
fn resolve(from: &str, path: &str) -> Option<String> {
    let mut resolved = PathBuf::new();
    for component in Path::new(from).parent().unwrap().join(path).components() {
        match component {
            Component::ParentDir => resolved.pop().then_some(())?,
            Component::CurDir => {}
            other => resolved.push(other),
        }
    }
    Some(resolved.to_str()?.replace('\\', "/"))
}

/// Returns what is wrong with a link to a path in the repository.
fn problem_with_path(path: &str, anchor: &str) -> Option<String> {
    if !root().join(path).exists() {
        return Some(format!("{path} does not exist"));
    }
    let has_anchor = || anchors(&file(path)).iter().any(|existing| existing == anchor);
    (!anchor.is_empty() && !has_anchor()).then(|| format!("{path} has no heading `{anchor}`"))
}

/// Returns what is wrong with a link in a Markdown file.
fn problem(from: &str, target: &str) -> Option<String> {
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    if let Some(page) = path.strip_prefix(REPOSITORY) {
        // The first page of the repository shows the README.
        let page = if page.is_empty() { "/blob/main/README.md" } else { page };
        let path = ["/blob/main/", "/tree/main/", "/raw/main/"].into_iter().find_map(|kind| page.strip_prefix(kind));
        return path.and_then(|path| problem_with_path(path.trim_end_matches('/'), anchor));
    }
    if let Some(address) = target.strip_prefix("https://") {
        let host = address.split(['/', '#', '?']).next().unwrap();
        let is_valid = host.contains('.') && !target.contains(char::is_whitespace);
        return (!is_valid).then(|| "not a valid address".to_owned());
    }
    if path.is_empty() {
        return problem_with_path(from, anchor);
    }
    // These are shown outside the repository, on crates.io.
    if ["README.md", "cli/README.md"].contains(&from) {
        return Some("a relative link in a published README".to_owned());
    }
    let Some(resolved) = resolve(from, path) else { return Some("outside the repository".to_owned()) };
    if from.starts_with("book/src/") && !resolved.starts_with("book/src/") {
        return Some("a relative link that leaves the book".to_owned());
    }
    problem_with_path(&resolved, anchor)
}

#[test]
fn links_in_markdown_lead_to_files_and_headings_that_exist() {
    let mut problems = Vec::new();
    let mut count = 0;
    for path in files("", "md") {
        let (targets, undefined) = targets(&file(&path));
        count += targets.len();
        problems.extend(undefined.into_iter().map(|label| format!("{path}: the label [{label}] has no definition")));
        let problem = |target: &String| Some(format!("{path}: {target}: {}", problem(&path, target)?));
        problems.extend(targets.iter().filter_map(problem));
    }
    assert!(count > 100, "{count} links");
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn links_to_the_repository_in_rust_code_lead_to_files_and_headings_that_exist() {
    let prefix = format!("{REPOSITORY}/blob/main/");
    // The tests of this module have links that lead nowhere.
    for path in files("", "rs").into_iter().filter(|path| !path.ends_with("book/links.rs")) {
        for rest in file(&path).split(&prefix).skip(1) {
            let target = rest.split([')', '>', '"', ' ', '\n']).next().unwrap();
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            assert_eq!(problem_with_path(file, anchor), None, "{path}");
        }
    }
}

#[test]
fn problems_with_links_are_found() {
    let from = "book/src/reference/language.md";
    for (target, expected) in [
        ("absence.md", None),
        ("absence.md#absence", None),
        ("#the-language", None),
        ("https://docs.rs/event-pattern", None),
        ("https://github.com/event-pattern/event-pattern/blob/main/README.md", None),
        ("https://github.com/event-pattern/event-pattern/issues", None),
        ("https://github.com/event-pattern/event-pattern#many-rules", None),
        ("https://github.com/event-pattern/event-pattern#few-rules", Some("README.md has no heading `few-rules`")),
        ("absent.md", Some("book/src/reference/absent.md does not exist")),
        ("absence.md#presence", Some("book/src/reference/absence.md has no heading `presence`")),
        ("#presence", Some("book/src/reference/language.md has no heading `presence`")),
        ("../../../README.md", Some("a relative link that leaves the book")),
        ("../../../../README.md", Some("outside the repository")),
        ("https://docs", Some("not a valid address")),
        ("https://github.com/event-pattern/event-pattern/blob/main/READ.md", Some("READ.md does not exist")),
    ] {
        assert_eq!(problem(from, target).as_deref(), expected, "{target}");
    }
    assert_eq!(problem("README.md", "LICENSE-MIT").as_deref(), Some("a relative link in a published README"));
    let text = "# A `$or` b\n[x](y.md) [z][w] `[c](d)`\n```text\n[e](f)\n```\n## A $or b\n[w]: v.md\n[u][t]\n";
    assert_eq!(anchors(text), ["a-or-b", "a-or-b-1"]);
    assert_eq!(targets(text), (vec!["y.md".to_owned(), "v.md".to_owned()], vec!["t".to_owned()]));
}
