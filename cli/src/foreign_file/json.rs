//! Files in JSON.

use super::{DESCRIBE_RULE, error, save};
use crate::jq;
use event_pattern_compiler::diagnostic::Diagnostic;
use event_pattern_compiler::json::{Member, Value, ValueKind};
use event_pattern_compiler::source::Span;

/// Returns the error for a value that is not a pattern.
pub(super) fn recognise(value: &Value) -> Option<Diagnostic> {
    match &value.kind {
        ValueKind::Array(elements) => list_of_rules(value.span, elements),
        ValueKind::Object(members) => rule(members)
            .or_else(|| {
                let (key, elements) = list(members, "Rules")?;
                list_of_rules(key.key_span, elements)
            })
            .or_else(|| filters(value, members))
            .or_else(|| template(value, members)),
        _ => None,
    }
}

/// Recognises a rule or an archive, as AWS commands print it: its pattern is in a string.
fn rule(members: &[Member]) -> Option<Diagnostic> {
    let pattern = member(members, "EventPattern").filter(|pattern| text_of(&pattern.value).is_some())?;
    let name = |key: &str| member(members, key).and_then(|name| text_of(&name.value));
    let command = if let Some(archive) = name("ArchiveName") {
        format!("aws events describe-archive --archive-name {archive}")
    } else if let Some(rule) = name("Name") {
        let bus = name("EventBusName").filter(|&bus| bus != "default");
        let bus = bus.map(|bus| format!(" --event-bus-name {bus}")).unwrap_or_default();
        format!("aws events describe-rule --name {rule}{bus}")
    } else {
        return Some(error(pattern.key_span, "a pattern in a string", "extract it with `jq -r .EventPattern`"));
    };
    let found = if name("ArchiveName").is_some() { "an archive of EventBridge" } else { "a rule of EventBridge" };
    let help = format!("print only the pattern with `{command} --query EventPattern --output text`");
    Some(error(pattern.key_span, found, help))
}

/// Recognises the output of `aws events list-rules`.
fn list_of_rules(span: Span, elements: &[Value]) -> Option<Diagnostic> {
    let mut rules = elements.iter().filter_map(members_of).filter(|members| rule(members).is_some());
    let name = rules.find_map(|members| text_of(&member(members, "Name")?.value))?;
    let command = DESCRIBE_RULE.replace("NAME", name);
    Some(error(span, "a list of rules of EventBridge", format!("print the pattern of one rule, as with {command}")))
}

/// Recognises the filters of an event source mapping of AWS Lambda, or of a pipe.
fn filters(value: &Value, members: &[Member]) -> Option<Diagnostic> {
    let outer = ["FilterCriteria", "SourceParameters"].into_iter().find_map(|key| member(members, key));
    if let Some(outer) = outer {
        let error = filters(&outer.value, members_of(&outer.value)?)?;
        return Some(error.with_help(extraction(value, "a filter")));
    }
    let (key, elements) = list(members, "Filters")?;
    let pattern = member(members_of(elements.first()?)?, "Pattern")?;
    text_of(&pattern.value)?;
    Some(error(key.key_span, "filters of an event source", extraction(value, "a filter")))
}

/// Recognises templates.
fn template(value: &Value, members: &[Member]) -> Option<Diagnostic> {
    let has = |key: &str| member(members, key).is_some_and(|member| !matches!(member.value.kind, ValueKind::Array(_)));
    let (keys, found) = ROOTS.iter().find(|(keys, _)| keys.iter().all(|key| has(key)))?;
    let span = match find(value, "") {
        Some((span, _)) => span,
        None if keys.contains(&"Resources") => member(members, "Resources")?.key_span,
        None => return None,
    };
    Some(error(span, found, extraction(value, "the pattern")))
}

/// The keys at the top of a template, and its name.
const ROOTS: [(&[&str], &str); 6] = [
    (&["Resources"], "a CloudFormation template"),
    (&["Type", "Properties"], "a resource of a CloudFormation template"),
    (&["resource"], "a Terraform configuration"),
    (&["planned_values"], "a plan of Terraform"),
    (&["values", "terraform_version"], "a state of Terraform"),
    (&["functions", "provider"], "a configuration of the Serverless Framework"),
];

/// Returns the help for a file with patterns inside.
fn extraction(value: &Value, name: &str) -> String {
    find(value, "").map_or_else(|| save(name), |(_, filter)| format!("extract {name} with `jq '{filter}'`"))
}

/// Finds the first pattern inside a value. Returns the span of its key, and the filter of `jq` that prints it. `path`
/// is the filter of the value.
fn find(value: &Value, path: &str) -> Option<(Span, String)> {
    match &value.kind {
        ValueKind::Array(elements) => {
            let mut elements = elements.iter().enumerate();
            elements.find_map(|(number, element)| find(element, &format!("{path}[{number}]")))
        }
        ValueKind::Object(members) => members.iter().find_map(|member| {
            let key = member.key.as_str()?;
            let path = format!("{path}{}", jq::member(key));
            let is_pattern = matches!(key, "EventPattern" | "Pattern" | "eventPattern" | "event_pattern" | "pattern");
            match &member.value.kind {
                ValueKind::Object(_) if is_pattern => Some((member.key_span, path)),
                ValueKind::String(text) if is_pattern && text.as_str().is_some_and(|text| text.starts_with('{')) => {
                    Some((member.key_span, format!("{path} | fromjson")))
                }
                _ => find(&member.value, &path),
            }
        }),
        _ => None,
    }
}

fn member<'v>(members: &'v [Member], key: &str) -> Option<&'v Member> {
    members.iter().find(|member| member.key.as_str() == Some(key))
}

fn list<'v>(members: &'v [Member], key: &str) -> Option<(&'v Member, &'v [Value])> {
    let member = member(members, key)?;
    match &member.value.kind {
        ValueKind::Array(elements) => Some((member, elements)),
        _ => None,
    }
}

fn members_of(value: &Value) -> Option<&Vec<Member>> {
    match &value.kind {
        ValueKind::Object(members) => Some(members),
        _ => None,
    }
}

fn text_of(value: &Value) -> Option<&str> {
    match &value.kind {
        ValueKind::String(text) => text.as_str(),
        _ => None,
    }
}
