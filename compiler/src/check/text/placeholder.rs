//! Placeholders of templates.

use super::{Operand, words};
use crate::diagnostic::{Diagnostic, Lint};

/// The delimiters of placeholders in CloudFormation, Terraform, shells, Jinja, Helm, Serverless and ERB.
const DELIMITERS: [(&str, &str); 6] = [("${", "}"), ("{{", "}}"), ("%{", "}"), ("#{", "}"), ("<%", "%>"), ("{%", "%}")];

/// Words that occur in the name of a placeholder in angle brackets, such as `<account-id>`.
const PLACEHOLDER_WORDS: [&str; 12] =
    ["account", "arn", "bucket", "cluster", "env", "environment", "family", "id", "name", "region", "service", "stage"];

/// Reports a string that contains the placeholder of a template.
pub(super) fn check(operand: &Operand<'_>) -> Option<Diagnostic> {
    let delimited = DELIMITERS.iter().find_map(|(open, close)| delimited(operand.text, open, close));
    let placeholder = delimited.or_else(|| in_angle_brackets(operand.text))?;
    let message = format!("`{placeholder}` looks like a placeholder, but is compared literally");
    let help = "write the value itself; nothing replaces placeholders in a pattern";
    Some(Lint::UnresolvedPlaceholder.at(operand.span, message).with_help(help))
}

/// Returns the first non-empty placeholder between two delimiters.
fn delimited<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    let start = text.find(open)?;
    let length = text[start + open.len()..].find(close).filter(|length| *length > 0)?;
    Some(&text[start..start + open.len() + length + close.len()])
}

/// Returns the first placeholder such as `<YOUR-ACCOUNT>`, `<region>` or `<cluster_name>`.
fn in_angle_brackets(text: &str) -> Option<&str> {
    let is_placeholder = |name: &str| {
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b' ');
        let mut words = words(name).into_iter();
        name.bytes().all(is_name) && words.any(|word| word == "your" || PLACEHOLDER_WORDS.contains(&word.as_str()))
    };
    let starts = text.match_indices('<').map(|(start, _)| start);
    let mut candidates = starts.filter_map(|start| Some((start, start + text[start..].find('>')?)));
    candidates.find(|&(start, end)| is_placeholder(&text[start + 1..end])).map(|(start, end)| &text[start..=end])
}
