//! The findings as SARIF 2.1.0, which code scanning and editors read.

use super::located::Located;
use crate::failure::Failure;
use event_pattern_compiler::diagnostic::{Entry, Lint};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::{Component, Path};

/// The rule of findings that are not about a pattern, and thus have no name.
const UNNAMED: &str = "invalid_file";

/// Formats all findings, and describes all diagnostics.
pub(super) fn format(findings: &[Located<'_>]) -> Result<String, Failure> {
    let unnamed = json!({
        "id": UNNAMED,
        "shortDescription": { "text": "The file cannot be read, or it does not meet an option such as `--strict`." },
        "defaultConfiguration": { "level": "error" },
    });
    let rules: Vec<Value> = Lint::entries().map(rule).chain([unnamed]).collect();
    let results: Vec<Value> = findings.iter().map(|finding| result(finding, rules.len() - 1)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "event-pattern",
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "informationUri": env!("CARGO_PKG_HOMEPAGE"),
                    "rules": rules,
                },
            },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).map_err(|error| Failure::unwritable(&error.into()))
}

/// Describes a diagnostic.
fn rule(entry: &Entry) -> Value {
    let help = help(entry);
    json!({
        "id": entry.name,
        "shortDescription": { "text": entry.summary },
        "help": { "text": help.replace("```json\n", "").replace("```\n", ""), "markdown": help },
        "helpUri": format!("{}/blob/main/book/src/reference/diagnostics.md#{}", env!("CARGO_PKG_HOMEPAGE"), entry.name),
        "defaultConfiguration": { "level": entry.severity.as_str() },
    })
}

/// Returns the description of a diagnostic with its examples, as Markdown.
fn help(entry: &Entry) -> String {
    let mut text = format!("{}\n", entry.summary);
    if !entry.broken.is_empty() {
        let _ = write!(text, "\nInstead of\n```json\n{}\n```\nwrite\n```json\n{}\n```\n", entry.broken, entry.fixed);
    }
    if entry.is_allowable {
        let _ = write!(text, "\nUse `--allow {}` if {}.\n", entry.name, entry.allow_when);
    }
    text
}

/// Describes a finding. `unnamed` is the index of the rule for findings without a name.
fn result(finding: &Located<'_>, unnamed: usize) -> Value {
    let Located { start, end, .. } = finding;
    json!({
        "ruleId": finding.name.unwrap_or(UNNAMED),
        "ruleIndex": finding.lint().map_or(unnamed, |lint| lint as usize),
        "level": finding.severity,
        "message": { "text": finding.text() },
        "locations": [{
            "physicalLocation": {
                "artifactLocation": { "uri": uri(finding.file) },
                "region": {
                    "startLine": start.line,
                    "startColumn": start.column,
                    "endLine": end.line,
                    "endColumn": end.column,
                },
            },
        }],
    })
}

/// Returns the URI of a file: relative if its path is relative.
fn uri(file: &str) -> String {
    let path = Path::new(file);
    let mut uri = String::new();
    if path.is_absolute() {
        uri.push_str("file://");
    }
    let mut is_first = !path.is_absolute();
    for component in path.components() {
        match component {
            Component::RootDir | Component::CurDir => {}
            _ => {
                if !is_first {
                    uri.push('/');
                }
                is_first = false;
                add_encoded(&mut uri, &component.as_os_str().to_string_lossy());
            }
        }
    }
    uri
}

/// Adds a text to a URI. Everything except letters, digits and four characters is encoded.
fn add_encoded(uri: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[cfg(unix)]
    #[test]
    fn paths_become_encoded_uris() {
        for (file, expected) in [
            ("rules/a.json", "rules/a.json"),
            ("./a b/100%.json", "a%20b/100%25.json"),
            ("../é.json", "../%C3%A9.json"),
            ("/srv/a#b.json", "file:///srv/a%23b.json"),
            ("<stdin>", "%3Cstdin%3E"),
        ] {
            assert_eq!(uri(file), expected);
        }
    }
}
