//! Configurations of Terraform in HCL and JSON, and its plans and states in JSON.
//!
//! A block of HCL has the tree of the JSON syntax: the labels are keys. Blocks can be repeated, in HCL as repeated
//! keys, and in JSON as arrays.

use super::{Rules, elements, filters, get, members, text, text_of};
use crate::functions::call;
use crate::{RecordSource, Target};
use event_pattern_compiler::json::{Member, Value, ValueKind};
use event_pattern_compiler::source::Span;

/// The help for a pattern that is not a string.
const TEXT_HELP: &str = "encode the pattern, as in `jsonencode({ source = [\"aws.ecs\"] })`";

/// Returns the name of each local value with the value.
pub(crate) fn locals(file: &Value) -> impl Iterator<Item = (String, &Value)> {
    let locals = blocks(file, "locals").flat_map(members);
    locals.filter_map(|local| Some((format!("local.{}", local.key.as_str()?), &local.value)))
}

/// Returns the blocks of a kind in a file or in a block.
fn blocks<'v>(outer: &'v Value, kind: &'static str) -> impl Iterator<Item = &'v Value> {
    let blocks = members(outer).iter().filter(move |member| member.key.as_str() == Some(kind));
    blocks.flat_map(|member| elements(&member.value))
}

/// Adds the rules in a configuration.
pub(crate) fn find(file: &Value, unnamed: &str, rules: &mut Rules<'_>) {
    for resource in blocks(file, "resource").flat_map(members) {
        let kind = resource.key.as_str().unwrap_or_default();
        for named in elements(&resource.value).iter().flat_map(members) {
            let Some(name) = named.key.as_str() else { continue };
            for body in elements(&named.value) {
                resource_body(kind, name, named.key_span, body, rules);
            }
        }
    }
    // Modules, local values and variables can have maps of rules.
    for Member { key, key_span, value } in members(file).iter().filter(|member| member.key.as_str() != Some("resource"))
    {
        match key.as_str() {
            Some("event_pattern") => rules.add(unnamed, *key_span, Target::Event, value),
            name => patterns_in(&Named { name, span: *key_span }, value, rules),
        }
    }
}

/// Adds the rules of a resource.
fn resource_body(kind: &str, name: &str, name_span: Span, body: &Value, rules: &mut Rules<'_>) {
    if let Some(pattern) = get(body, "event_pattern").filter(|_| kind.starts_with("aws_")) {
        rules.add_texts(name, name_span, Target::Event, &[pattern], TEXT_HELP);
    } else {
        patterns_in(&Named { name: Some(name), span: name_span }, body, rules);
    }
    if !matches!(kind, "aws_pipes_pipe" | "aws_lambda_event_source_mapping") {
        return;
    }
    let criteria = blocks(body, "filter_criteria")
        .chain(blocks(body, "source_parameters").flat_map(|parameters| blocks(parameters, "filter_criteria")));
    let filters: Vec<&Value> = criteria.flat_map(filter_blocks).collect();
    let target = match get(body, "self_managed_event_source") {
        Some(Value { kind: ValueKind::Object(_), .. }) => Target::Record(RecordSource::Kafka),
        _ => filters::target(get(body, "event_source_arn").or_else(|| get(body, "source")), &|_| None),
    };
    rules.add_texts(name, name_span, target, &filters, TEXT_HELP);
}

/// Returns the patterns of filters, which can be in dynamic blocks.
fn filter_blocks(criteria: &Value) -> Vec<&Value> {
    let dynamic = blocks(criteria, "dynamic").flat_map(|dynamic| blocks(dynamic, "filter"));
    let content = dynamic.flat_map(|filter| blocks(filter, "content"));
    blocks(criteria, "filter").chain(content).filter_map(|filter| get(filter, "pattern")).collect()
}

/// The nearest name around a value.
#[derive(Clone, Copy)]
struct Named<'v> {
    name: Option<&'v str>,
    span: Span,
}

/// Adds the rule of each member `event_pattern` in a value. Its name is the key of the object around it.
fn patterns_in(named: &Named<'_>, value: &Value, rules: &mut Rules<'_>) {
    if let ValueKind::Array(elements) = &value.kind {
        return elements.iter().for_each(|element| patterns_in(named, element, rules));
    }
    if call(value).is_some() {
        return;
    }
    for Member { key, key_span, value } in members(value) {
        match key.as_str() {
            Some("event_pattern") => {
                rules.add(named.name.unwrap_or_default(), named.span, Target::Event, value);
            }
            name => patterns_in(&Named { name, span: *key_span }, value, rules),
        }
    }
}

/// Whether a file is a plan or a state, as `terraform show -json` prints it, or a state file.
pub(crate) fn plan_or_state(file: &Value) -> Option<crate::Form> {
    let has = |key: &str| get(file, key).is_some_and(|value| !matches!(value.kind, ValueKind::Array(_)));
    if has("planned_values") || (has("format_version") && get(file, "resource_changes").is_some()) {
        Some(crate::Form::TerraformPlan)
    } else if has("terraform_version") && (has("values") || has("lineage")) {
        Some(crate::Form::TerraformState)
    } else {
        None
    }
}

/// Adds the rules in a plan or a state.
pub(crate) fn find_planned(file: &Value, rules: &mut Rules<'_>) {
    for values in ["planned_values", "values"].into_iter().filter_map(|key| get(file, key)) {
        if let Some(module) = get(values, "root_module") {
            planned_module(module, rules);
        }
    }
    // A state file has the instances of each resource.
    for resource in get(file, "resources").map(elements).unwrap_or_default() {
        let Some(name) = text(resource, "name") else { continue };
        let kind = text(resource, "type").unwrap_or_default();
        let module = text(resource, "module").map(|module| format!("{module}.")).unwrap_or_default();
        for instance in get(resource, "instances").map(elements).unwrap_or_default() {
            let index = match get(instance, "index_key").map(|key| &key.kind) {
                Some(ValueKind::String(key)) => format!("[{}]", key.to_json()),
                Some(ValueKind::Number(number)) => format!("[{number}]"),
                _ => String::new(),
            };
            let span = get(resource, "name").map_or(resource.span, |name| name.span);
            if let Some(attributes) = get(instance, "attributes") {
                resource_body(kind, &format!("{module}{name}{index}"), span, attributes, rules);
            }
        }
    }
}

fn planned_module(module: &Value, rules: &mut Rules<'_>) {
    for resource in get(module, "resources").map(elements).unwrap_or_default() {
        let (Some(address), Some(values)) = (get(resource, "address"), get(resource, "values")) else { continue };
        let (Some(name), Some(kind)) = (text_of(address), text(resource, "type")) else { continue };
        resource_body(kind, &name.replacen(&format!("{kind}."), "", 1), address.span, values, rules);
    }
    for child in get(module, "child_modules").map(elements).unwrap_or_default() {
        planned_module(child, rules);
    }
}
