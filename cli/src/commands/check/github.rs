//! The findings as commands of a GitHub workflow, which shows them as annotations in the files.

use super::located::Located;

/// Formats all findings, one per line.
pub(super) fn format(findings: &[Located<'_>]) -> String {
    findings.iter().map(annotation).collect::<Vec<_>>().join("\n")
}

fn annotation(finding: &Located<'_>) -> String {
    let Located { file, severity, start, end, .. } = finding;
    let file = escaped_property(file);
    let title = finding.name.unwrap_or("event-pattern");
    // GitHub accepts columns only if the annotation is for one line.
    let columns =
        if start.line == end.line { format!(",col={},endColumn={}", start.column, end.column) } else { String::new() };
    let lines = format!("line={},endLine={}", start.line, end.line);
    format!("::{severity} file={file},{lines}{columns},title={title}::{}", escaped(&finding.text()))
}

/// Escapes what would end the line of the command.
fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes what would end the line of the command or a property.
fn escaped_property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}
