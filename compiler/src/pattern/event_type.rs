//! Determines which events each part of a pattern can be for.

use super::{Condition, Content, Field, Filter, Leaf, Object, Pattern};
use crate::diagnostic::{Diagnostic, Diagnostics, edit_distance, nearest};
use crate::json::{JsonString, Scalar};
use crate::schema::{Catalogue, Entry, Schema, Schemas};

/// The events that a part of a pattern can be for.
#[derive(Debug, Clone, Default)]
pub struct Events<'s> {
    /// The schemas of the known events among them.
    pub schemas: Vec<&'s Schema>,
    /// Whether there may be events without a schema among them. This is also the case if there are no schemas.
    pub has_others: bool,
    /// The schemas of the events that `detail-type` names, if it names nothing else.
    pub named: Vec<&'s Schema>,
    /// A known event that `detail-type` names, although `source` is that of another application.
    pub(crate) of_other_source: Option<&'s Schema>,
    /// The sources that the part is for.
    pub(crate) source: SourceScope<'s>,
}

/// Which sources a part of a pattern is for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum SourceScope<'s> {
    /// The pattern does not say, or it says so with a filter that many sources satisfy.
    #[default]
    Any,
    /// Only these known sources, or sources for test events of AWS.
    Known(Vec<&'s str>),
    /// Only sources of AWS that are not known, or misspellings of known sources.
    OtherAws,
    /// Only sources of other applications.
    Own,
}

/// Maximum number of events that a pattern is checked against. If more events are possible, they have little in common.
const MAX_EVENTS: usize = 64;

/// The conditions on `source` and `detail-type` that hold in an object.
#[derive(Clone, Copy, Default)]
struct Context<'p> {
    source: Option<&'p Leaf>,
    detail_type: Option<&'p Leaf>,
    /// The detail of the outermost object that has one, to which the fields are compared if `detail-type` is missing.
    root: Option<&'p Object>,
}

/// Visits every top-level condition, including those in `$or` branches, with the events that the condition can be for.
///
/// If an event type is given, it is the only event. Otherwise, the events follow from the pattern's `source` and
/// `detail-type`. A branch of `$or` inherits both from its enclosing object, unless it has its own.
pub fn visit_conditions<'p, 's>(
    pattern: &'p Pattern,
    schemas: Schemas<'s>,
    visit: &mut dyn FnMut(&'p Condition, &Events<'s>),
) {
    let given = schemas.event_type.map(|schema| Events {
        schemas: vec![schema],
        named: vec![schema],
        source: SourceScope::Known(schema.source.as_deref().into_iter().collect()),
        ..Events::default()
    });
    visit_object(&pattern.root, Context::default(), schemas.catalogue, given.as_ref(), visit);
}

fn visit_object<'p, 's>(
    object: &'p Object,
    inherited: Context<'p>,
    catalogue: &'s Catalogue,
    given: Option<&Events<'s>>,
    visit: &mut dyn FnMut(&'p Condition, &Events<'s>),
) {
    let context = Context {
        source: outer_leaf(object, "source").or(inherited.source),
        detail_type: outer_leaf(object, "detail-type").or(inherited.detail_type),
        root: inherited.root.or(Some(object)),
    };
    let own = if given.is_none() { Some(context.events(catalogue)) } else { None };
    let events = own.as_ref().or(given);
    for condition in &object.conditions {
        match condition {
            Condition::Or(or) => {
                or.branches.iter().for_each(|branch| visit_object(branch, context, catalogue, given, visit));
            }
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

/// Whether an object has a condition on a field that is in the detail of an event of every source, such as an API call,
/// but not in the detail of the given events.
fn has_common_field(object: &Object, common: &[&Schema], events: &[&Schema]) -> bool {
    let is_field = |key: &JsonString| {
        let first = key.split(b'.').next();
        let has = |schema: &&Schema| {
            let name = first.as_ref().and_then(JsonString::as_str);
            schema.detail().zip(name).is_some_and(|(detail, name)| detail.field(name).is_some())
        };
        common.iter().any(has) && !events.iter().any(has)
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

/// Whether a filter accepts a string.
pub(crate) fn accepts(filter: &Filter, text: &str) -> bool {
    match filter {
        // Most filters are plain strings, which are compared with all names of the catalogue.
        Filter::String(wanted) => wanted.as_bytes() == text.as_bytes(),
        _ => filter.accepts(&Scalar::String(JsonString::from(text))),
    }
}

/// Returns the known event types whose `detail-type` a filter accepts.
fn accepted_types<'s>(filter: &Filter, catalogue: &'s Catalogue) -> Vec<&'s Entry> {
    if let Filter::String(text) = filter {
        return text.as_str().map(|text| catalogue.with_detail_type(text).collect()).unwrap_or_default();
    }
    let has_type = |entry: &&Entry| entry.detail_type().is_some_and(|detail_type| accepts(filter, detail_type));
    catalogue.entries().iter().filter(has_type).collect()
}

impl<'s> SourceScope<'s> {
    fn of(leaf: Option<&Leaf>, catalogue: &'s Catalogue) -> Self {
        let Some(leaf) = leaf else { return Self::Any };
        let sources = catalogue.sources();
        let filters = || leaf.alternatives.iter().map(|alternative| &alternative.filter);
        let mut known: Vec<&str> = Vec::new();
        let mut is_narrow = true;
        for filter in filters() {
            let accepted: Vec<&str> = match filter {
                Filter::String(text) => text.as_str().and_then(|text| catalogue.source(text)).into_iter().collect(),
                _ => sources.iter().map(String::as_str).filter(|text| accepts(filter, text)).collect(),
            };
            let may_be_narrow = matches!(
                filter,
                Filter::String(_) | Filter::EqualsIgnoreCase(_) | Filter::Affix(_) | Filter::Wildcard(_)
            );
            is_narrow &= match accepted.len() {
                0 => exact_text(filter).is_some_and(|text| is_for_tests(text, sources)),
                1 => may_be_narrow,
                _ => false,
            };
            known.extend(accepted);
        }
        if !known.is_empty() {
            return if is_narrow { Self::Known(known) } else { Self::Any };
        }
        let is_aws = |text: &str| text.starts_with("aws.") || similar_source(text, sources).is_some();
        let is_other_aws = |filter: &Filter| match filter {
            Filter::Affix(affix) => affix.text.as_str().is_some_and(|text| text.starts_with("aws.")),
            other => exact_text(other).is_some_and(is_aws),
        };
        if filters().all(is_other_aws) { Self::OtherAws } else { Self::Own }
    }

    /// Whether an event of a catalogue can have one of these sources.
    fn admits(&self, entry: &Entry) -> bool {
        match (self, entry.source()) {
            (Self::Known(sources), Some(source)) => sources.contains(&source),
            (Self::Known(sources), None) => sources.iter().any(|source| source.starts_with("aws.")),
            (Self::Any, _) | (Self::OtherAws, None) => true,
            (Self::OtherAws | Self::Own, _) => false,
        }
    }
}

/// Whether a source is for test events of AWS. `PutEvents` accepts no source of AWS, so people send test events with a
/// source such as `test.aws.ecs`.
fn is_for_tests(text: &str, sources: &[String]) -> bool {
    !text.starts_with("aws.")
        && text.contains("aws.")
        && sources.iter().any(|source| source.starts_with("aws.") && text.contains(source.as_str()))
}

/// Returns the known source that a string is probably meant to be: the name of a service as in `ec2.amazonaws.com` or
/// `ec2`, another version of a service, or a misspelled source.
pub(crate) fn similar_source<'s>(text: &str, sources: &'s [String]) -> Option<&'s str> {
    let find = |name: &str| sources.iter().map(String::as_str).find(|source| source.strip_prefix("aws.") == Some(name));
    let lower = text.to_ascii_lowercase();
    let service = lower.strip_prefix("aws.").or_else(|| lower.strip_suffix(".amazonaws.com"));
    if let Some(found) = service.and_then(find) {
        return Some(found);
    }
    let without_version =
        service.and_then(|service| service.trim_end_matches(|last: char| last.is_ascii_digit()).strip_suffix('v'));
    if let Some(found) = without_version.and_then(find) {
        return Some(found);
    }
    let mut candidates = sources.iter().map(String::as_str);
    if let Some(name) = lower.strip_prefix("aws.") {
        // Names of services are short, so only a name that differs in one character is similar.
        let is_near = |other: &str| edit_distance(name, other) == 1;
        return candidates.find(|source| source.strip_prefix("aws.").is_some_and(is_near));
    }
    // Most sources are those of teams, which are not compared with the many sources of AWS.
    let looks_like_aws = text.chars().take(4).filter(|letter| "aws".contains(*letter)).count() >= 2;
    nearest(text, candidates.filter(|source| looks_like_aws || !source.starts_with("aws.")))
}

/// Returns the string that a filter compares with, if it compares the whole value.
pub(crate) fn exact_text(filter: &Filter) -> Option<&str> {
    match filter {
        Filter::String(text) | Filter::EqualsIgnoreCase(text) => text.as_str(),
        _ => None,
    }
}

/// What a string is, as a `detail-type`.
#[derive(Clone)]
pub(crate) enum Named<'s> {
    /// A known one. Several events may have it.
    Known(Vec<&'s Schema>),
    /// Certainly a misspelling of a known one.
    Misspelled(&'s Schema),
    /// Similar to a known one, but perhaps one of another source.
    Similar(&'s Schema),
}

/// Returns the event that a filter on `detail-type` names. Returns `None` if the filter is not a string, if the string
/// does not resemble a known `detail-type`, or if the known events do not have the source.
pub(crate) fn named_event<'s>(
    filter: &Filter,
    source: &SourceScope<'s>,
    catalogue: &'s Catalogue,
) -> Option<Named<'s>> {
    let Filter::String(text) = filter else { return None };
    let text = text.as_str()?;
    if *source == SourceScope::Own {
        return None;
    }
    let mut known: Vec<&Entry> = catalogue.with_detail_type(text).collect();
    if known.iter().any(|entry| source.admits(entry)) {
        known.retain(|entry| source.admits(entry));
    }
    if !known.is_empty() {
        return Some(Named::Known(known.into_iter().map(Entry::schema).collect()));
    }
    let of_source = || catalogue.entries().iter().filter(|entry| source.admits(entry));
    let near = nearest(text, of_source().filter_map(Entry::detail_type))?;
    let near = of_source().find(|entry| entry.detail_type() == Some(near))?.schema();
    match source {
        SourceScope::Known(_) => Some(Named::Misspelled(near)),
        SourceScope::Any if has_same_letters(text, near.detail_type.as_deref()?) => Some(Named::Misspelled(near)),
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

/// Whether a filter on `detail-type` accepts no event of these sources, although their events are known.
pub(crate) fn is_impossible(filter: &Filter, source: &SourceScope<'_>, catalogue: &Catalogue) -> bool {
    let SourceScope::Known(sources) = source else { return false };
    // Nothing is known about a source that has only events of every source, such as API calls.
    let has_own = |entry: &Entry| entry.source().is_some_and(|source| sources.contains(&source));
    !accepted_types(filter, catalogue).into_iter().any(|entry| source.admits(entry))
        && catalogue.entries().iter().any(has_own)
}

impl Context<'_> {
    fn events<'s>(&self, catalogue: &'s Catalogue) -> Events<'s> {
        let source = SourceScope::of(self.source, catalogue);
        let mut events = Events { source: source.clone(), ..Events::default() };
        let Some(leaf) = self.detail_type else {
            events.schemas = self.events_of(&source, catalogue);
            events.has_others = events.schemas.is_empty();
            return events;
        };
        let mut is_named = true;
        for filter in leaf.alternatives.iter().map(|alternative| &alternative.filter) {
            match named_event(filter, &source, catalogue) {
                Some(Named::Known(schemas)) => {
                    events.schemas.extend(schemas);
                    continue;
                }
                Some(Named::Misspelled(schema)) => {
                    events.schemas.push(schema);
                    continue;
                }
                Some(Named::Similar(_)) => events.has_others = true,
                None if exact_text(filter).is_none() && matches!(source, SourceScope::Any | SourceScope::Known(_)) => {
                    let mut of_source = accepted_types(filter, catalogue);
                    of_source.retain(|entry| source.admits(entry));
                    if of_source.len() <= MAX_EVENTS {
                        // An event of every source, such as an API call, is meant only if a field shows it.
                        let (common, own): (Vec<&Entry>, Vec<&Entry>) =
                            of_source.into_iter().partition(|entry| entry.source().is_none());
                        let common: Vec<&Schema> = common.into_iter().map(Entry::schema).collect();
                        let own: Vec<&Schema> = own.into_iter().map(Entry::schema).collect();
                        let has_common =
                            own.is_empty() || self.root.is_some_and(|root| has_common_field(root, &common, &own));
                        events.schemas.extend(own);
                        events.schemas.extend(common.into_iter().filter(|_| has_common));
                    } else {
                        events.has_others = true;
                    }
                    events.has_others |= source == SourceScope::Any;
                }
                None => {
                    let mut known =
                        if exact_text(filter).is_some() { accepted_types(filter, catalogue) } else { Vec::new() };
                    if known.iter().any(|entry| source.admits(entry)) {
                        known.retain(|entry| source.admits(entry));
                    }
                    let known: Vec<&Schema> = known.into_iter().map(Entry::schema).collect();
                    if source == SourceScope::Own {
                        events.of_other_source = known.first().copied().or(events.of_other_source);
                        events.has_others = true;
                    } else {
                        let is_impossible = is_impossible(filter, &source, catalogue);
                        events.has_others |= known.is_empty() && !is_impossible;
                        events.schemas.extend(known);
                    }
                }
            }
            is_named = false;
        }
        if is_named {
            events.named.clone_from(&events.schemas);
        }
        let mut unique: Vec<&Schema> = Vec::new();
        for schema in events.schemas {
            if !unique.iter().any(|other| std::ptr::eq(*other, schema)) {
                unique.push(schema);
            }
        }
        events.schemas = unique;
        events.has_others |= events.schemas.is_empty();
        let mut filters = leaf.alternatives.iter().map(|alternative| &alternative.filter);
        if events.schemas.is_empty() && filters.all(|filter| is_impossible(filter, &source, catalogue)) {
            // The `detail-type` is that of a new event, or it is a mistake, which must not hide others.
            events.schemas = self.events_of(&source, catalogue);
        }
        events
    }

    /// Returns the schemas of all events of the known sources, or none if there are too many. Events of every source,
    /// such as API calls, are among them only if the pattern has a condition on one of their fields.
    fn events_of<'s>(&self, source: &SourceScope<'s>, catalogue: &'s Catalogue) -> Vec<&'s Schema> {
        let SourceScope::Known(_) = source else { return Vec::new() };
        let (common, own): (Vec<&Entry>, Vec<&Entry>) =
            catalogue.entries().iter().filter(|entry| source.admits(entry)).partition(|entry| entry.source().is_none());
        if own.len() > MAX_EVENTS {
            return Vec::new();
        }
        let common: Vec<&Schema> = common.into_iter().map(Entry::schema).collect();
        let mut schemas: Vec<&Schema> = own.into_iter().map(Entry::schema).collect();
        if self.root.is_some_and(|root| has_common_field(root, &common, &schemas)) {
            schemas.extend(common);
        }
        schemas
    }
}

/// Runs `check` for each schema, and returns the diagnostics that all runs report with the same span and lint.
pub fn common_diagnostics<'s>(
    schemas: &[&'s Schema],
    check: &mut dyn FnMut(&'s Schema, &mut Diagnostics),
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
