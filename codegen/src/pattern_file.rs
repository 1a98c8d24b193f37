//! Reads patterns from files that contain nothing else. With the feature `templates`, `templates` takes its place.

use crate::Files;
use crate::body::ParsedBody;
use crate::syntax::{Error, Result, StringLiteral};
use crate::tracked::included;
use event_pattern_compiler::json::{Dialect, ValueKind};
use event_pattern_compiler::schema::Schemas;
use event_pattern_compiler::{Parsed, parse_for};

/// Parses the pattern in the file that a string names.
///
/// # Errors
/// Returns an error if the file cannot be read, or if it is a template.
pub(super) fn parse_file(schemas: Schemas<'_>, literal: &StringLiteral, files: &dyn Files) -> Result<ParsedBody> {
    let path = &literal.value;
    let error = |message: String| Error::new(literal.span, message);
    let of_template = || {
        error(
            "rules in templates are read only with the feature `templates` of `event-pattern`\n= help: run `cargo add \
             event-pattern --features templates`"
                .to_owned(),
        )
    };
    let file = files.read(path).map_err(|message| if path.contains('#') { of_template() } else { error(message) })?;
    let parsed = parse_for(schemas, &file.text, Dialect::Relaxed);
    if is_template(path, &parsed) {
        return Err(of_template());
    }
    let body = ParsedBody::of_text(parsed, path, file.text, literal);
    Ok(ParsedBody { tracking: included(&file.path), ..body })
}

/// The extensions of templates that are not JSON.
const EXTENSIONS: [&str; 4] = [".yaml", ".yml", ".tf", ".hcl"];

/// The keys of templates and of the output of AWS commands in JSON. Events have no fields with these names.
const KEYS: [&str; 7] =
    ["AWSTemplateFormatVersion", "EventPattern", "Resources", "Rules", "planned_values", "resource", "values"];

/// Whether a file without a valid pattern looks like a template.
fn is_template(path: &str, parsed: &Parsed) -> bool {
    if parsed.lowered.is_some() {
        return false;
    }
    let has_key = match parsed.value.as_ref().map(|value| &value.kind) {
        Some(ValueKind::Object(members)) => {
            members.iter().any(|member| member.key.as_str().is_some_and(|key| KEYS.contains(&key)))
        }
        _ => false,
    };
    has_key || EXTENSIONS.iter().any(|extension| path.ends_with(extension))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::File;
    use proc_macro2::Span;

    /// One file with this path and this text.
    struct OneFile<'f>(&'f str, &'f str);

    impl Files for OneFile<'_> {
        fn read(&self, path: &str) -> std::result::Result<File, String> {
            let file = || File { path: path.to_owned(), text: self.1.to_owned() };
            (path == self.0).then(file).ok_or_else(|| format!("cannot read `{path}`"))
        }

        fn names(&self, _folder: &str) -> std::result::Result<Vec<String>, String> {
            Err(String::new())
        }
    }

    #[test]
    fn a_template_is_an_error_that_names_the_feature() {
        const PATTERN: &str = r#"{ "source": ["a"] }"#;
        const FEATURE: Option<&str> = Some("rules in templates are read only with the feature `templates`");
        for (path, (file, text), expected) in [
            ("rule.json", ("rule.json", PATTERN), None),
            // A valid pattern can have any name.
            ("rule.yaml", ("rule.yaml", PATTERN), None),
            ("c#.json", ("c#.json", PATTERN), None),
            ("rule.json", ("rule.json", r#"{ "Resources": [{ "prefix": "a" }] }"#), None),
            ("rule.json", ("other.json", PATTERN), Some("cannot read `rule.json`")),
            ("rule.json#Failed", ("rule.json", PATTERN), FEATURE),
            ("template.yaml#Failed", ("template.yaml", "Resources:"), FEATURE),
            ("template.yaml", ("template.yaml", "Resources:"), FEATURE),
            ("main.tf", ("main.tf", "resource \"a\" \"b\" {}"), FEATURE),
            (
                "template.json",
                ("template.json", r#"{ "Resources": { "Failed": { "Type": "AWS::Events::Rule" } } }"#),
                FEATURE,
            ),
            ("describe-rule.json", ("describe-rule.json", r#"{ "Name": "Failed", "EventPattern": "{}" }"#), FEATURE),
        ] {
            let literal = StringLiteral { value: path.to_owned(), is_raw: false, span: Span::call_site() };
            let message =
                parse_file(Schemas::default(), &literal, &OneFile(file, text)).err().map(|error| error.message);
            assert_eq!(message.is_some(), expected.is_some(), "{path}: {message:?}");
            assert!(message.unwrap_or_default().starts_with(expected.unwrap_or_default()), "{path}");
        }
    }

    #[test]
    fn errors_of_a_pattern_are_diagnostics() {
        let literal = StringLiteral { value: "rule.json".to_owned(), is_raw: false, span: Span::call_site() };
        let read = parse_file(Schemas::default(), &literal, &OneFile("rule.json", r#"{ "source": "a" }"#));
        assert_eq!(read.unwrap_or_else(|error| panic!("{}", error.message)).parsed.diagnostics.len(), 1);
    }
}
