//! Files that are not JSON.

use super::{error, save};
use event_pattern_compiler::diagnostic::Diagnostic;
use event_pattern_compiler::source::Span;

/// Returns the error for a text that is YAML, a Terraform configuration or source code.
pub(super) fn recognise(text: &str) -> Option<Diagnostic> {
    let lines = lines(text);
    let &(start, first) = lines.iter().find(|(_, line)| !line.is_empty() && !is_comment(line))?;
    let starts = |word: &str| lines.iter().any(|(_, line)| line.starts_with(word));
    let (found, key) = match first {
        _ if starts("resource \"") || starts("event_pattern =") => ("a Terraform configuration", "event_pattern"),
        _ if ["import ", "from ", "const "].iter().any(|word| first.starts_with(word)) => {
            ("source code", "eventPattern")
        }
        _ if !is_yaml(first) => return None,
        _ if text.contains("AWS::Serverless") => ("an AWS SAM template", "Pattern"),
        _ if text.contains("AWS::") => ("a CloudFormation template", "EventPattern"),
        _ if starts("functions:") => ("a configuration of the Serverless Framework", "pattern"),
        _ => ("YAML", "EventPattern"),
    };
    let is_key = |line: &str| line.trim_start_matches("- ").starts_with(key);
    let (start, line) = lines.iter().copied().find(|(_, line)| is_key(line)).unwrap_or((start, first));
    let help = if found == "YAML" {
        "write the pattern as JSON, as in `{ \"source\": [\"aws.ecs\"] }`".to_owned()
    } else {
        save("the pattern")
    };
    Some(error(Span::new(start, start + line.len()), found, help))
}

/// Returns the lines of a text without the spaces around them, each with its offset.
fn lines(text: &str) -> Vec<(usize, &str)> {
    let offset = |line: &str| line.as_ptr() as usize - text.as_ptr() as usize;
    text.lines().map(str::trim).map(|line| (offset(line), line)).collect()
}

fn is_comment(line: &str) -> bool {
    line.starts_with('#') || line.starts_with("//") || line == "---"
}

/// Whether a line is the first line of an object in YAML: a key without quotes, and a colon.
fn is_yaml(line: &str) -> bool {
    let Some((key, rest)) = line.split_once(':') else { return false };
    let is_key = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
    !key.is_empty() && key.chars().all(is_key) && (rest.is_empty() || rest.starts_with(' '))
}
