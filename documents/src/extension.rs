//! `x-event-pattern`, the project's own keyword: what JSON Schema cannot say about an event or a value.
//!
//! The keyword is written by hand, so what is not known in it is an error.

use crate::reader::Reader;
use crate::tree::Node;
use event_pattern_compiler::schema::{
    ExtraName, Facts, Form, Identity, Lifecycle, LifecycleEvent, Provenance, SentFor, State,
};
use std::collections::HashMap;
use std::sync::Arc;

/// The name of the keyword.
pub(crate) const KEYWORD: &str = "x-event-pattern";

/// What the keyword says about an event.
#[derive(Debug, Default)]
pub(crate) struct EventExtension {
    pub(crate) title: Option<String>,
    pub(crate) provenance: Option<Provenance>,
    pub(crate) forms: HashMap<String, Arc<Form>>,
    pub(crate) resources: Option<Arc<Form>>,
    pub(crate) facts: Facts,
}

/// What the keyword says about a value.
#[derive(Debug)]
pub(crate) struct ValueExtension<'d> {
    /// The name of the value's form.
    pub(crate) form: Option<Node<'d>>,
    /// What to use instead of the field.
    pub(crate) instead: Option<String>,
    /// Whether a closed set has no other values.
    pub(crate) is_complete: bool,
}

/// Reads what the keyword says about a value.
pub(crate) fn of_value<'d>(reader: &mut Reader<'d>, node: Node<'d>) -> Option<ValueExtension<'d>> {
    let known: Vec<&str> = ["form", "instead", "complete"].into_iter().chain(EVENT_KEYS).collect();
    let mut object = Object::new(reader, node, &known)?;
    Some(ValueExtension {
        form: node.get("form"),
        instead: object.optional_text("instead"),
        is_complete: !node.get("complete").is_some_and(|complete| complete.is(false)),
    })
}

/// The keys that say something about an event. They may also be in a schema that describes only its detail.
const EVENT_KEYS: [&str; 8] =
    ["title", "service", "provenance", "resources", "forms", "extraNames", "identities", "lifecycle"];

/// Reads what the keyword says about an event.
pub(crate) fn of_event<'d>(reader: &mut Reader<'d>, node: Node<'d>) -> EventExtension {
    let Some(mut object) = Object::new(reader, node, &EVENT_KEYS) else { return EventExtension::default() };
    let title = object.optional_text("title");
    let provenance = object.word("provenance", &Provenance::ALL, Provenance::word);
    let extra_names = object.list("extraNames", &["object", "name", "help"], |mut name| ExtraName {
        object: name.text("object"),
        name: name.text("name"),
        help: name.text("help"),
    });
    let keys = ["array", "noun", "identifiedBy", "verdict", "verdictNoun", "bystander"];
    let identities = object.list("identities", &keys, |mut identity| Identity {
        array: identity.text("array"),
        noun: identity.text("noun"),
        identified_by: identity.texts("identifiedBy"),
        verdict: identity.text("verdict"),
        verdict_noun: identity.text("verdictNoun"),
        bystander: identity.text("bystander"),
    });
    let service = object.optional_text("service");
    let lifecycle = object.object("lifecycle", &LIFECYCLE_KEYS, lifecycle);
    let forms = forms(object.reader, node);
    let resources = node.get("resources").and_then(|name| {
        let form = name.text().and_then(|text| forms.get(text)).cloned();
        if form.is_none() {
            reader.error(name, "expected the name of a form in `forms`", "define the form in `forms`");
        }
        form
    });
    let facts = Facts { service, extra_names, identities, lifecycle: lifecycle.map(Arc::new) };
    EventExtension { title, provenance, forms, resources, facts }
}

fn forms<'d>(reader: &mut Reader<'d>, node: Node<'d>) -> HashMap<String, Arc<Form>> {
    let Some(list) = node.get("forms") else { return HashMap::new() };
    let mut forms = HashMap::new();
    for member in list.members() {
        let keys = ["noun", "example", "templates", "knownParts"];
        let form = Object::new(reader, node.at(&member.value), &keys).map(|mut form| Form {
            noun: form.text("noun"),
            example: form.text("example"),
            templates: form.texts("templates"),
            known_parts: form.texts("knownParts"),
        });
        forms.extend(member.key.as_str().map(str::to_owned).zip(form.map(Arc::new)));
    }
    forms
}

const LIFECYCLE_KEYS: [&str; 7] = ["subject", "stateField", "end", "notice", "causeFields", "before", "events"];

fn lifecycle(mut object: Object<'_, '_>) -> Lifecycle {
    Lifecycle {
        subject: object.text("subject"),
        state_field: object.text("stateField"),
        end: object.text("end"),
        notice: object.optional_text("notice").unwrap_or_default(),
        cause_fields: object.texts("causeFields"),
        before: object.object("before", &STATE_KEYS, state).unwrap_or_default(),
        events: object.list("events", &["state", "sentFor", "event"], |mut event| LifecycleEvent {
            state: event.text("state"),
            sent_for: event.word("sentFor", &SentFor::ALL, SentFor::word).unwrap_or(SentFor::All),
            event: event.object("event", &STATE_KEYS, state).unwrap_or_default(),
        }),
    }
}

const STATE_KEYS: [&str; 3] = ["values", "present", "absent"];

fn state(mut object: Object<'_, '_>) -> State {
    let values = object.node.get("values").map(Node::members).unwrap_or_default();
    let values = values.iter().filter_map(|member| {
        let values = object.node.at(&member.value).elements().filter_map(Node::text);
        Some((member.key.as_str()?.to_owned(), values.map(str::to_owned).collect()))
    });
    State { values: values.collect(), present: object.texts("present"), absent: object.texts("absent") }
}

/// An object in the keyword, whose keys are known.
struct Object<'r, 'd> {
    reader: &'r mut Reader<'d>,
    node: Node<'d>,
}

impl<'r, 'd> Object<'r, 'd> {
    /// Checks that a value is an object without unknown keys.
    fn new(reader: &'r mut Reader<'d>, node: Node<'d>, known: &[&str]) -> Option<Self> {
        if !node.is_object() {
            let message = format!("expected an object, found {}", node.value.kind.described());
            reader.error(node, message, format!("write an object with some of the keys {}", quoted(known)));
            return None;
        }
        for member in node.members() {
            if !member.key.as_str().is_some_and(|key| known.contains(&key)) {
                let help = format!("the known keys are {}", quoted(known));
                reader.error_at(node.file, member.key_span, format!("unknown key `{}`", member.key), help);
            }
        }
        Some(Self { reader, node })
    }

    /// Returns the text of a member, which must be present.
    fn text(&mut self, key: &str) -> String {
        let text = self.optional_text(key);
        if self.node.get(key).is_none() {
            self.reader.error(self.node, format!("`{key}` is missing"), format!("add `\"{key}\": \"…\"`"));
        }
        text.unwrap_or_default()
    }

    /// Returns the text of a member, if it is present.
    fn optional_text(&mut self, key: &str) -> Option<String> {
        let node = self.node.get(key)?;
        let text = node.text();
        if text.is_none() {
            let message = format!("expected a string for `{key}`, found {}", node.value.kind.described());
            self.reader.error(node, message, "write the text in quotes");
        }
        text.map(str::to_owned)
    }

    /// Returns the strings in a list. An absent list is empty.
    fn texts(&mut self, key: &str) -> Vec<String> {
        let elements: Vec<Node<'d>> = self.node.get(key).into_iter().flat_map(Node::elements).collect();
        let mut texts = Vec::new();
        for element in elements {
            if let Some(text) = element.text() {
                texts.push(text.to_owned());
            } else {
                let message = format!("expected a string, found {}", element.value.kind.described());
                self.reader.error(element, message, "write the text in quotes");
            }
        }
        texts
    }

    /// Returns the value that a word means.
    fn word<T: Copy>(&mut self, key: &str, values: &[T], word: fn(T) -> &'static str) -> Option<T> {
        let node = self.node.get(key)?;
        let text = node.text().unwrap_or_default();
        let found = values.iter().copied().find(|value| word(*value) == text);
        if found.is_none() {
            let known: Vec<&str> = values.iter().copied().map(word).collect();
            self.reader.error(node, format!("unknown `{key}`"), format!("write one of {}", quoted(&known)));
        }
        found
    }

    /// Reads an inner object, if it is present.
    fn object<T>(&mut self, key: &str, known: &[&str], read: impl FnOnce(Object<'_, 'd>) -> T) -> Option<T> {
        let node = self.node.get(key)?;
        Object::new(self.reader, node, known).map(read)
    }

    /// Reads the objects in a list. An absent list is empty.
    fn list<T>(&mut self, key: &str, known: &[&str], read: impl Fn(Object<'_, 'd>) -> T) -> Vec<T> {
        let elements: Vec<Node<'d>> = self.node.get(key).into_iter().flat_map(Node::elements).collect();
        elements.into_iter().filter_map(|node| Object::new(self.reader, node, known).map(&read)).collect()
    }
}

/// Lists words in backticks.
fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
