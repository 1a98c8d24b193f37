//! Determines which events each part of a pattern can be for.

use super::{Condition, Content, Field, Filter, Leaf, Object, Pattern};
use crate::diagnostic::{Diagnostic, Diagnostics, nearest};
use crate::json::{JsonString, Scalar};
use crate::schema::Schema;

/// The events that a part of a pattern can be for.
#[derive(Debug, Clone, Default)]
pub struct Events {
    /// The schemas of the known events among them.
    pub schemas: Vec<&'static Schema>,
    /// Whether there may be events without a schema among them. This is also the case if there are no schemas.
    pub has_others: bool,
    /// The schemas of the events that `detail-type` names, if it names nothing else.
    pub named: Vec<&'static Schema>,
    /// A known event that `detail-type` names, although `source` is that of another application.
    pub(crate) of_other_source: Option<&'static Schema>,
    /// The sources that the part is for.
    pub(crate) source: SourceScope,
}

/// Which sources a part of a pattern is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum SourceScope {
    /// The pattern does not say, or it says so with a filter that other sources also satisfy.
    #[default]
    Any,
    /// Only Amazon ECS, or a source for test events of Amazon ECS.
    Ecs,
    /// Only sources of AWS other than Amazon ECS, or a misspelling of the source of Amazon ECS.
    OtherAws,
    /// Only sources of other applications.
    Own,
}

/// The conditions on `source` and `detail-type` that hold in an object.
#[derive(Clone, Copy, Default)]
struct Context<'p> {
    source: Option<&'p Leaf>,
    detail_type: Option<&'p Leaf>,
    has_api_call_field: bool,
}

/// Visits every top-level condition, including those in `$or` branches, with the events that the condition can be for.
///
/// If `event_type` is given, it is the only event. Otherwise, the events follow from the pattern's `source` and
/// `detail-type`. A branch of `$or` inherits both from its enclosing object, unless it has its own.
pub fn visit_conditions<'p>(
    pattern: &'p Pattern,
    event_type: Option<&'static Schema>,
    visit: &mut dyn FnMut(&'p Condition, &Events),
) {
    let given = event_type.map(|schema| Events {
        schemas: vec![schema],
        named: vec![schema],
        source: SourceScope::Ecs,
        ..Events::default()
    });
    visit_object(&pattern.root, Context::default(), given.as_ref(), visit);
}

fn visit_object<'p>(
    object: &'p Object,
    inherited: Context<'p>,
    given: Option<&Events>,
    visit: &mut dyn FnMut(&'p Condition, &Events),
) {
    let context = Context {
        source: outer_leaf(object, "source").or(inherited.source),
        detail_type: outer_leaf(object, "detail-type").or(inherited.detail_type),
        has_api_call_field: inherited.has_api_call_field || has_api_call_field(object),
    };
    let own = if given.is_none() { Some(context.events()) } else { None };
    let events = own.as_ref().or(given);
    for condition in &object.conditions {
        match condition {
            Condition::Or(or) => or.branches.iter().for_each(|branch| visit_object(branch, context, given, visit)),
            Condition::Field(_) | Condition::Scope(_) => visit(condition, events.unwrap_or(&Events::default())),
        }
    }
}

/// Returns the alternatives for an outer field in an object.
fn outer_leaf<'p>(object: &'p Object, name: &str) -> Option<&'p Leaf> {
    object.conditions.iter().find_map(|condition| match condition {
        Condition::Field(Field { key, content: Content::Leaf(leaf), .. }) if key.as_str() == Some(name) => Some(leaf),
        _ => None,
    })
}

/// Returns the alternatives if the field is `detail-type`, or `None` for any other field.
pub(crate) fn detail_type_leaf(field: &Field) -> Option<&Leaf> {
    match &field.content {
        Content::Leaf(leaf) if field.key.as_str() == Some("detail-type") => Some(leaf),
        _ => None,
    }
}

/// The `detail-type` of the events that AWS CloudTrail sends with the source of the service that was called.
const API_CALLS: [&str; 2] = ["AWS API Call via CloudTrail", "AWS Service Event via CloudTrail"];

/// The fields in the detail of these events.
const API_CALL_FIELDS: [&str; 26] = [
    "additionalEventData",
    "addendum",
    "apiVersion",
    "awsRegion",
    "errorCode",
    "errorMessage",
    "eventCategory",
    "eventID",
    "eventName",
    "eventSource",
    "eventTime",
    "eventType",
    "eventVersion",
    "managementEvent",
    "readOnly",
    "recipientAccountId",
    "requestID",
    "requestParameters",
    "responseElements",
    "serviceEventDetails",
    "sessionCredentialFromConsole",
    "sharedEventID",
    "sourceIPAddress",
    "tlsDetails",
    "userAgent",
    "userIdentity",
];

/// Whether an object has a condition on a field in the detail of an API call.
fn has_api_call_field(object: &Object) -> bool {
    let is_field = |key: &JsonString| {
        key.split(b'.').next().is_some_and(|first| first.as_str().is_some_and(|name| API_CALL_FIELDS.contains(&name)))
    };
    any_key(object, &|field| match &field.content {
        Content::Object(detail) if field.key.as_str() == Some("detail") => {
            any_key(detail, &|inner| is_field(&inner.key))
        }
        _ => {
            let inner = field.key.as_str().and_then(|key| key.strip_prefix("detail."));
            inner.is_some_and(|inner| is_field(&JsonString::from(inner)))
        }
    })
}

/// Whether a field of an object, or of a branch of its `$or`, passes a test.
fn any_key(object: &Object, test: &dyn Fn(&Field) -> bool) -> bool {
    object.conditions.iter().any(|condition| match condition {
        Condition::Field(field) => test(field),
        Condition::Or(or) => or.branches.iter().any(|branch| any_key(branch, test)),
        Condition::Scope(_) => false,
    })
}

fn accepts(filter: &Filter, text: &str) -> bool {
    filter.accepts(&Scalar::String(JsonString::from(text)))
}

impl SourceScope {
    fn of(leaf: Option<&Leaf>) -> Self {
        let Some(leaf) = leaf else { return Self::Any };
        let ecs = Schema::all()[0].source;
        let filters = || leaf.alternatives.iter().map(|alternative| &alternative.filter);
        // `PutEvents` accepts no source of AWS, so people send test events with a source such as `test.aws.ecs`.
        let is_for_tests = |filter: &Filter| exact_text(filter).is_some_and(|text| text.contains(ecs));
        let is_ecs = |filter: &Filter| {
            let is_narrow = matches!(
                filter,
                Filter::String(_) | Filter::EqualsIgnoreCase(_) | Filter::Affix(_) | Filter::Wildcard(_)
            );
            is_narrow && accepts(filter, ecs) && !NEIGHBOURS.iter().any(|other| accepts(filter, other))
        };
        if filters().any(|filter| accepts(filter, ecs)) {
            return if filters().all(|filter| is_ecs(filter) || is_for_tests(filter)) { Self::Ecs } else { Self::Any };
        }
        let is_aws = |text: &str| text.starts_with("aws.") || nearest(text, std::iter::once(ecs)).is_some();
        let is_other_aws = |filter: &Filter| match filter {
            Filter::Affix(affix) => affix.text.as_str().is_some_and(is_aws),
            other => exact_text(other).is_some_and(is_aws),
        };
        if filters().all(is_other_aws) { Self::OtherAws } else { Self::Own }
    }
}

/// Sources of AWS that a filter for Amazon ECS alone does not accept.
const NEIGHBOURS: [&str; 4] = ["aws.ec2", "aws.ecr", "aws.eks", "aws.s3"];

/// Returns the string that a filter compares with, if it compares the whole value.
pub(crate) fn exact_text(filter: &Filter) -> Option<&str> {
    match filter {
        Filter::String(text) | Filter::EqualsIgnoreCase(text) => text.as_str(),
        _ => None,
    }
}

/// What a string is, as a `detail-type`.
#[derive(Clone, Copy)]
pub(crate) enum Named {
    /// A known one.
    Known(&'static Schema),
    /// Certainly a misspelling of a known one.
    Misspelled(&'static Schema),
    /// Similar to a known one, but perhaps one of another source.
    Similar(&'static Schema),
}

/// Returns the event that a filter on `detail-type` names. Returns `None` if the filter is not a string, if the string
/// does not resemble a known `detail-type`, or if the events of Amazon ECS do not have the source.
pub(crate) fn named_event(filter: &Filter, source: SourceScope) -> Option<Named> {
    let Filter::String(text) = filter else { return None };
    let text = text.as_str()?;
    if let Some(schema) = Schema::by_detail_type(text) {
        return (source != SourceScope::Own).then_some(Named::Known(schema));
    }
    let near = nearest(text, Schema::all().iter().map(|schema| schema.detail_type)).and_then(Schema::by_detail_type)?;
    match source {
        SourceScope::Ecs => Some(Named::Misspelled(near)),
        SourceScope::Any if has_same_letters(text, near.detail_type) => Some(Named::Misspelled(near)),
        SourceScope::Any => Some(Named::Similar(near)),
        SourceScope::OtherAws | SourceScope::Own => None,
    }
}

/// Whether two names differ only in case, blanks and punctuation.
pub(crate) fn has_same_letters(one: &str, other: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    letters(one) == letters(other)
}

/// Whether a filter on `detail-type` accepts an event that Amazon ECS sends, or that is sent for it.
pub(crate) fn accepts_ecs_event(filter: &Filter) -> bool {
    let mut names = Schema::all().iter().map(|schema| schema.detail_type).chain(API_CALLS);
    names.any(|name| accepts(filter, name))
}

impl Context<'_> {
    fn events(&self) -> Events {
        let source = SourceScope::of(self.source);
        let mut events = Events { source, ..Events::default() };
        let Some(leaf) = self.detail_type else {
            if source == SourceScope::Ecs {
                events.schemas = Schema::all().iter().collect();
            }
            events.has_others = events.schemas.is_empty() || self.has_api_call_field;
            return events;
        };
        let mut is_named = true;
        for filter in leaf.alternatives.iter().map(|alternative| &alternative.filter) {
            match named_event(filter, source) {
                Some(Named::Known(schema) | Named::Misspelled(schema)) => {
                    events.schemas.push(schema);
                    continue;
                }
                Some(Named::Similar(_)) => events.has_others = true,
                None if exact_text(filter).is_none() && matches!(source, SourceScope::Any | SourceScope::Ecs) => {
                    events.schemas.extend(Schema::all().iter().filter(|schema| accepts(filter, schema.detail_type)));
                    let is_for_calls = self.has_api_call_field && API_CALLS.iter().any(|name| accepts(filter, name));
                    events.has_others |= source != SourceScope::Ecs || is_for_calls;
                }
                None => {
                    let known = exact_text(filter)
                        .and_then(|_| Schema::all().iter().find(|schema| accepts(filter, schema.detail_type)));
                    if source == SourceScope::Own {
                        events.of_other_source = known.or(events.of_other_source);
                    }
                    let known = known.filter(|_| source != SourceScope::Own);
                    events.schemas.extend(known);
                    let is_impossible = source == SourceScope::Ecs && !accepts_ecs_event(filter);
                    events.has_others |= known.is_none() && !is_impossible;
                }
            }
            is_named = false;
        }
        if is_named {
            events.named.clone_from(&events.schemas);
        }
        events.schemas.dedup();
        events.has_others |= events.schemas.is_empty();
        let is_impossible = !leaf.alternatives.iter().any(|alternative| accepts_ecs_event(&alternative.filter));
        if events.schemas.is_empty() && source == SourceScope::Ecs && is_impossible {
            // The `detail-type` is that of a new event, or it is a mistake, which must not hide others.
            events.schemas = Schema::all().iter().collect();
        }
        events
    }
}

/// Runs `check` for each schema, and returns the diagnostics that all runs report with the same span and lint.
pub fn common_diagnostics(
    schemas: &[&'static Schema],
    check: &mut dyn FnMut(&'static Schema, &mut Diagnostics),
) -> Vec<Diagnostic> {
    let mut per_schema = schemas.iter().map(|schema| {
        let mut diagnostics = Diagnostics::new();
        check(schema, &mut diagnostics);
        diagnostics.into_sorted()
    });
    let mut common = per_schema.next().unwrap_or_default();
    for other in per_schema {
        common.retain(|one| other.iter().any(|against| (against.span, against.lint) == (one.span, one.lint)));
    }
    common
}
