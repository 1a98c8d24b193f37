//! The output and the input of AWS commands.

use super::{Rules, elements, filters, get, get_in, is_object, member, members, text, text_of};
use crate::Target;
use event_pattern_compiler::json::{Value, ValueKind};
use event_pattern_compiler::source::Span;

/// The lists that commands print, with what is in them.
const LISTS: [&str; 3] = ["Rules", "Archives", "EventSourceMappings"];

/// The members that only the output of a command has besides a pattern.
const MEMBERS: [&str; 9] =
    ["Name", "Arn", "RuleArn", "State", "EventBusName", "ArchiveName", "ArchiveArn", "EventSourceArn", "Event"];

/// Whether a value is the output or the input of a command about rules.
pub(crate) fn is_output(value: &Value) -> bool {
    if let ValueKind::Array(elements) = &value.kind {
        return elements.iter().any(is_entry);
    }
    is_entry(value) || is_filters(value) || list(value).is_some()
}

/// Returns the list in the output of a command that lists rules.
fn list(value: &Value) -> Option<&Value> {
    let is_list = |list: &&Value| matches!(&list.kind, ValueKind::Array(elements) if elements.iter().all(is_object));
    LISTS.iter().find_map(|name| get(value, name).filter(is_list))
}

/// Whether a value is a rule, an archive, or the input of `test-event-pattern`.
fn is_entry(value: &Value) -> bool {
    get(value, "EventPattern").is_some_and(|pattern| match &pattern.kind {
        ValueKind::String(_) => true,
        ValueKind::Object(_) => MEMBERS.iter().any(|name| text(value, name).is_some()),
        _ => false,
    }) || (text(value, "ScheduleExpression").is_some() && text(value, "Name").is_some())
        || text(value, "ArchiveName").is_some()
}

/// Returns the filters of an event source mapping or of a pipe, or filters alone.
fn criteria(value: &Value) -> Option<&Value> {
    let criteria = get_in(value, &["SourceParameters", "FilterCriteria"]).or_else(|| get(value, "FilterCriteria"));
    criteria.or_else(|| get(value, "Filters").map(|_| value))
}

fn is_filters(value: &Value) -> bool {
    let patterns = criteria(value).map(filters::patterns).unwrap_or_default();
    patterns.first().is_some_and(|pattern| text_of(pattern).is_some() || is_object(pattern))
}

/// Adds the rules in the output of a command. A rule without a name has the name `unnamed`.
pub(crate) fn find(value: &Value, unnamed: &str, rules: &mut Rules<'_>) {
    for entry in list(value).map_or_else(|| elements(value), elements) {
        let (name, name_span) = name_of(entry, unnamed);
        if let Some(pattern) = get(entry, "EventPattern") {
            rules.add(name, name_span, Target::Event, pattern);
        }
        if let Some(criteria) = criteria(entry) {
            let source = get(entry, "EventSourceArn").or_else(|| get(entry, "Source"));
            let target = filters::target(source, &|_| None);
            rules.add_all(name, name_span, target, &filters::patterns(criteria));
        }
    }
}

fn name_of<'v>(entry: &'v Value, unnamed: &'v str) -> (&'v str, Span) {
    let names = ["Name", "ArchiveName", "UUID"].into_iter();
    let mut names = names.filter_map(|key| Some((text_of(get(entry, key)?)?, get(entry, key)?.span)));
    let place = || member(entry, "EventPattern").map_or(entry.span, |member| member.key_span);
    names.next().unwrap_or_else(|| (unnamed, place()))
}

/// Returns the help for an output without a pattern.
pub(crate) fn help(value: &Value) -> String {
    if list(value).is_some() && get(value, "Archives").is_some() {
        return "print the pattern of an archive with `aws events describe-archive --archive-name NAME --query \
                EventPattern --output text`"
            .to_owned();
    }
    let is_schedule = |entry: &Value| text(entry, "ScheduleExpression").is_some();
    if list(value).map_or_else(|| elements(value), elements).iter().any(is_schedule) {
        return "a rule with a schedule has no pattern; choose a rule that is for events".to_owned();
    }
    let has_members = !members(value).is_empty();
    let help =
        if has_members { "print a rule that has a pattern" } else { "print a list that has rules with patterns" };
    format!("{help}, as with {}", super::DESCRIBE_RULE)
}
