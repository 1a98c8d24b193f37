//! What an object that is not an event looks like.
//!
//! Such an object has neither `source` nor `detail-type`, so a pattern for events never matches it, whatever is inside.
//! Objects that are known to wrap events are not here: `archive::envelope` opens them.

use crate::jq;
use crate::known_events::KnownEvents;
use event_pattern::Pattern;
use event_pattern_compiler::schema::{Entry, Presence, Schema};
use serde_json::{Map, Value};

/// An object that is not an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lookalike {
    /// The name of the object, with an article.
    name: String,
    help: Option<String>,
}

/// Returns what an object looks like if it is not an event: if it has neither `source` nor `detail-type`, or if one of
/// them is a list.
pub(crate) fn of(text: &str, known_events: &KnownEvents) -> Option<Lookalike> {
    // An object that is nested too deeply for serde_json is not looked at.
    let Ok(Value::Object(object)) = serde_json::from_str(text) else { return None };
    let is_list = |name: &str| object.get(name).is_some_and(Value::is_array);
    let is_pattern = is_list("source") || is_list("detail-type") || Pattern::parse(text).is_ok();
    if is_pattern {
        let help = "the values of an event are not lists; did you swap the pattern and the event?";
        return Some(Lookalike::new("a pattern", Some(help.to_owned())));
    }
    (!is_event(&object)).then(|| {
        known(&object)
            .or_else(|| inside(&object))
            .or_else(|| detail(&object, known_events))
            .unwrap_or_else(|| Lookalike::new("an object without `source` and `detail-type`", None))
    })
}

/// Whether an object is an event. EventBridge sends no event without these fields.
fn is_event(object: &Map<String, Value>) -> bool {
    object.contains_key("source") || object.contains_key("detail-type")
}

impl Lookalike {
    fn new(name: impl Into<String>, help: Option<String>) -> Self {
        Self { name: name.into(), help }
    }

    /// Returns the message.
    pub(crate) fn message(&self) -> String {
        format!("expected an event, found {}", self.name)
    }

    /// Returns the help, or the help for any object.
    pub(crate) fn help(&self) -> &str {
        self.help.as_deref().unwrap_or("every event of EventBridge has `source`, `detail-type` and `detail`")
    }

    /// Returns the message and the help, if there is any, on one line.
    pub(crate) fn line(&self) -> String {
        let help = self.help.iter().map(|help| format!("; {help}"));
        std::iter::once(self.message()).chain(help).collect()
    }
}

/// An object that is recognised by its keys.
struct Layout {
    /// What the object has. `a` is a key, `a.b` is a key in the object at `a` or in the first object of a list at `a`,
    /// and `a=x` is a key with the string `x`.
    has: &'static [&'static str],
    name: &'static str,
    help: &'static str,
}

const CLOUD_TRAIL: &str = "in events of EventBridge, such a record is the `detail` of an `AWS API Call via CloudTrail`";
const QUERY: &str = "add `@message` to the fields of the query; `event-pattern` finds events in it";

/// The known objects. The first one whose keys are present is the right one.
const LAYOUTS: [Layout; 5] = {
    const fn layout(has: &'static [&'static str], name: &'static str, help: &'static str) -> Layout {
        Layout { has, name, help }
    }
    [
        layout(
            &["Records.eventSource=aws:s3"],
            "an event notification of Amazon S3",
            "what the bucket sends to EventBridge has another form",
        ),
        layout(
            &["Records.eventVersion", "Records.eventSource", "Records.eventName"],
            "a log file of AWS CloudTrail",
            CLOUD_TRAIL,
        ),
        layout(&["eventVersion", "eventSource", "eventName"], "a record of AWS CloudTrail", CLOUD_TRAIL),
        layout(&["results", "statistics"], "the results of CloudWatch Logs Insights without `@message`", QUERY),
        layout(&["field", "value"], "a field in results of CloudWatch Logs Insights", QUERY),
    ]
};

/// Recognises an object by its keys.
fn known(object: &Map<String, Value>) -> Option<Lookalike> {
    let layout = LAYOUTS.iter().find(|layout| layout.has.iter().all(|condition| has(object, condition)))?;
    Some(Lookalike::new(layout.name, Some(layout.help.to_owned())))
}

/// Whether an object meets a condition of [`Layout::has`].
fn has(object: &Map<String, Value>, condition: &str) -> bool {
    let (path, text) = condition.split_once('=').map_or((condition, None), |(path, text)| (path, Some(text)));
    let value = match path.split_once('.') {
        None => object.get(path),
        Some((outer, inner)) => object.get(outer).and_then(|value| value.get(0).unwrap_or(value).get(inner)),
    };
    value.is_some_and(|value| text.is_none_or(|text| value == text))
}

/// Finds an event inside an object: as an object, or as text.
fn inside(object: &Map<String, Value>) -> Option<Lookalike> {
    let mut path = String::new();
    let filter = object.iter().find_map(|(key, value)| {
        path.clear();
        find(key, value, &mut path)
    })?;
    let place = filter.strip_suffix(" | fromjson").unwrap_or(&filter);
    let help = format!("extract the events with `jq -c '{filter}'`");
    Some(Lookalike::new(format!("an object with an event in `{}`", &place[1..]), Some(help)))
}

/// Returns the `jq` filter that prints the events in the value of a key. `path` is the filter of the enclosing object.
fn find(key: &str, value: &Value, path: &mut String) -> Option<String> {
    let length = path.len();
    path.push_str(&jq::member(key));
    let mut value = value;
    while let Value::Array(elements) = value {
        path.push_str("[]");
        value = elements.first()?;
    }
    let found = match value {
        Value::Object(inner) if inner.contains_key("source") && inner.contains_key("detail-type") => Some(path.clone()),
        Value::Object(inner) => inner.iter().find_map(|(key, value)| find(key, value, path)),
        Value::String(text) => match serde_json::from_str(text) {
            Ok(Value::Object(inner)) if inner.contains_key("source") && inner.contains_key("detail-type") => {
                Some(format!("{path} | fromjson"))
            }
            _ => None,
        },
        _ => None,
    };
    path.truncate(length);
    found
}

/// Recognises the detail of a known event: all fields of the object are fields of that detail.
fn detail(object: &Map<String, Value>, known_events: &KnownEvents) -> Option<Lookalike> {
    if object.len() < 3 {
        return None;
    }
    // The event with the fewest fields that the object lacks is the most likely one.
    let lacking = |schema: &Schema| {
        let detail = schema.detail().filter(|detail| object.keys().all(|key| detail.field(key).is_some()))?;
        let lacking = detail.fields.iter().filter(|field| !object.contains_key(&field.name));
        let required = lacking.clone().filter(|field| field.presence == Presence::Required).count();
        Some((required, lacking.count()))
    };
    let schemas = known_events.catalogue().entries().iter().map(Entry::schema);
    let (_, schema) =
        schemas.filter_map(|schema| Some((lacking(schema)?, schema))).min_by_key(|(lacking, _)| *lacking)?;
    let (source, detail_type) = (schema.source.as_deref()?, schema.detail_type.as_deref()?);
    let event = format!(r#"{{source: "{source}", "detail-type": "{detail_type}", detail: .}}"#);
    let help = format!("wrap it in an event with `jq -c '{event}'`");
    Some(Lookalike::new(format!("only the `detail` of {}", schema.described()), Some(help)))
}

#[cfg(test)]
mod tests;
