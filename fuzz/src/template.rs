//! Reads arbitrary text as a file with rules.

use event_pattern_catalogue::aws;
use event_pattern_compiler::check::check as diagnose;
use event_pattern_compiler::diagnostic::{Diagnostic, Diagnostics};
use event_pattern_compiler::json::{Value, ValueKind};
use event_pattern_compiler::parse_value;
use event_pattern_compiler::pattern::with_any_value;
use event_pattern_compiler::schema::Schemas;
use event_pattern_compiler::source::{Source, Span};
use event_pattern_templates::{Files, FoundRule, Options, RuleFile, read};
use std::collections::HashSet;

/// The separator after the file and between the files that it can refer to: a byte that UTF-8 never contains.
const SEPARATOR: u8 = 0xff;

/// Files without names of their own: `1`, `2` and so on.
struct Parts<'b>(Vec<&'b [u8]>);

impl Files for Parts<'_> {
    fn text(&self, path: &str) -> Option<String> {
        let number: usize = path.parse().ok()?;
        self.0.get(number).and_then(|part| String::from_utf8(part.to_vec()).ok())
    }
}

/// Checks the file and returns the number of rules in it.
///
/// # Panics
/// Panics if a span is not a part of its text, if there is neither an error nor a rule, if two rules have the same name,
/// or if a rule cannot be checked.
pub fn check(bytes: &[u8]) -> usize {
    let parts = Parts(bytes.split(|&byte| byte == SEPARATOR).collect());
    let Some(text) = parts.text("0") else { return 0 };
    match read(&text, &Options::new("folder/name.yaml").with_files(&parts)) {
        Ok(file) => check_file(&text, &file),
        Err(errors) => {
            assert!(!errors.is_empty(), "{text:?}");
            check_diagnostics(&text, &errors);
            0
        }
    }
}

fn check_file(text: &str, file: &RuleFile) -> usize {
    let names: HashSet<&str> = file.rules.iter().map(|rule| &*rule.name).collect();
    assert!(!names.is_empty() && names.len() == file.rules.len(), "{text:?}");
    check_diagnostics(text, &file.notes);
    file.unread.iter().for_each(|rule| check_diagnostics(text, std::slice::from_ref(&rule.reason)));
    for rule in &file.rules {
        assert!(file.rule(&rule.name).is_ok());
        check_span(text, rule.name_span);
        check_rule(rule, rule.source(Source::new("name.yaml", text)).text);
    }
    file.rules.len()
}

fn check_rule(rule: &FoundRule, text: &str) {
    check_diagnostics(text, &rule.diagnostics);
    let Some(pattern) = &rule.pattern else {
        assert!(!rule.diagnostics.is_empty(), "{text:?}");
        return;
    };
    check_value(text, pattern);
    let schemas = Schemas { event_type: None, catalogue: aws() };
    check_diagnostics(text, &diagnose(&rule.parse(schemas), schemas));
    let _ = parse_value(schemas, with_any_value(pattern.clone()), Diagnostics::new());
}

fn check_value(text: &str, value: &Value) {
    check_span(text, value.span);
    match &value.kind {
        ValueKind::Array(elements) => elements.iter().for_each(|element| check_value(text, element)),
        ValueKind::Object(members) => {
            for member in members {
                check_span(text, member.key_span);
                check_value(text, &member.value);
            }
        }
        _ => {}
    }
}

fn check_diagnostics(text: &str, diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        check_span(text, diagnostic.span);
        assert!(!diagnostic.render(&Source::new("name.yaml", text)).is_empty());
    }
}

fn check_span(text: &str, span: Span) {
    assert!(text.get(span.start..span.end).is_some(), "{span:?} in {text:?}");
}
