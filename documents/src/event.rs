//! Finds the events in a document: their source, their detail-type and the schemas of their detail.

use crate::Document;
use crate::Options;
use crate::extension::{self, EventExtension, KEYWORD};
use crate::file::{FileDiagnostic, LoadedFiles};
use crate::names::{UniqueNames, upper_camel_case};
use crate::reader::{Definition, Name, Reader, Target, definitions};
use crate::tree::Node;
use event_pattern_compiler::json::Value;
use event_pattern_compiler::schema::{Field, Kind, Presence, Provenance, Schema, whole_event};
use std::collections::HashSet;
use std::sync::Arc;

/// The extension with the source of an event.
pub(crate) const SOURCE: &str = "x-amazon-events-source";

/// The extension with the detail-type of an event.
pub(crate) const DETAIL_TYPE: &str = "x-amazon-events-detail-type";

/// A schema that describes an event, or only its detail.
#[derive(Debug, Clone)]
struct Candidate<'d> {
    node: Node<'d>,
    /// The name of the definition. `None` at the root of the document.
    name: Option<String>,
}

/// The source and the detail-type that a name gives.
#[derive(Debug, Clone, Default)]
struct EventName {
    source: Option<String>,
    detail_type: Option<String>,
}

/// Reads all events of a document. The registry's name is that of the document in the answer of a schema registry.
pub(crate) fn read_events(
    files: &LoadedFiles,
    registry_name: Option<&str>,
    options: &Options<'_>,
) -> Result<Document, Vec<FileDiagnostic>> {
    let mut reader = EventReader { reader: Reader::new(files), files, options, given: EventName::default() };
    let candidates = reader.candidates();
    // The name of a document with several events is not that of any of them.
    if candidates.len() == 1 {
        reader.given = event_name(registry_name.unwrap_or_else(|| file_stem(options.file_name)));
    }
    let mut events = Vec::new();
    for candidate in candidates {
        // Without steps, the result is an error.
        if reader.reader.spend(1) {
            events.extend(reader.event(&candidate));
        }
    }
    reader.reader.finish(events)
}

/// Returns the file name without its folder and its extension.
fn file_stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    [".json", ".yaml", ".yml"].iter().find_map(|extension| name.strip_suffix(extension)).unwrap_or(name)
}

/// Splits a name of the form `SOURCE@DETAIL_TYPE`.
fn event_name(name: &str) -> EventName {
    match name.split_once('@') {
        Some((source, detail_type)) => {
            EventName { source: Some(source.to_owned()), detail_type: Some(detail_type.to_owned()) }
        }
        None => EventName::default(),
    }
}

struct EventReader<'d, 'o> {
    reader: Reader<'d>,
    files: &'d LoadedFiles,
    options: &'o Options<'o>,
    /// What the name of the document gives.
    given: EventName,
}

impl<'d> EventReader<'d, '_> {
    /// Finds the schemas of events. If there are none, an error says so.
    fn candidates(&mut self) -> Vec<Candidate<'d>> {
        let root = self.files.root();
        if !root.is_object() {
            let message = format!("expected a JSON Schema or OpenAPI document, found {}", root.value.kind.described());
            self.reader.error(root, message, "write an object that describes an event");
            return Vec::new();
        }
        if let Some(detail) = root.get("detail").filter(|_| is_event(root)) {
            let help =
                "a document describes the fields of events; to make one from events, run `event-pattern schema infer`";
            self.reader.error(detail, "expected a JSON Schema or OpenAPI document, found an event", help);
            return Vec::new();
        }
        let whole = self.followed(root);
        let definitions = definitions(root);
        let named =
            |definition: &Definition<'d>| Candidate { node: definition.node, name: Some(definition.name.to_owned()) };
        if has_extension(root) {
            return vec![Candidate { node: root, name: None }];
        }
        let marked: Vec<_> =
            definitions.iter().filter(|definition| has_extension(definition.node)).map(named).collect();
        if !marked.is_empty() {
            return marked;
        }
        if self.is_envelope(root) {
            return vec![whole];
        }
        let branches = root.get("oneOf").or_else(|| root.get("anyOf")).into_iter().flat_map(Node::elements);
        let alternatives: Vec<_> = branches.map(|branch| self.followed(branch)).collect();
        if !alternatives.is_empty() && alternatives.iter().all(|candidate| self.is_envelope(candidate.node)) {
            return alternatives;
        }
        let envelopes: Vec<_> = definitions.iter().map(named).filter(|found| self.is_envelope(found.node)).collect();
        let of_known_type = |candidate: &&Candidate<'d>| !self.strings(candidate.node, "detail-type").is_empty();
        let known: Vec<_> = envelopes.iter().filter(of_known_type).cloned().collect();
        if !known.is_empty() {
            return known;
        }
        if !envelopes.is_empty() {
            return envelopes;
        }
        if is_schema(root) {
            return vec![whole];
        }
        self.only_detail(&definitions.iter().map(named).collect::<Vec<_>>())
    }

    /// Finds the definition that describes the detail: the one that no other definition refers to, or the one with the
    /// name of the detail-type.
    fn only_detail(&mut self, definitions: &[Candidate<'d>]) -> Vec<Candidate<'d>> {
        let mut used = HashSet::new();
        for definition in definitions {
            self.collect_targets(definition.node, &mut used);
        }
        let is_used = |candidate: &&Candidate<'d>| used.contains(&std::ptr::from_ref(candidate.node.value));
        let outer: Vec<_> = definitions.iter().filter(|candidate| !is_used(candidate)).cloned().collect();
        if let [single] = outer.as_slice() {
            return vec![single.clone()];
        }
        let named = event_name(file_stem(self.options.file_name)).detail_type;
        let wanted = named.as_deref().or(self.options.detail_type).map(upper_camel_case);
        let found =
            definitions.iter().find(|found| found.name.as_deref().map(upper_camel_case) == wanted && wanted.is_some());
        if let Some(found) = found {
            return vec![found.clone()];
        }
        let message = match definitions {
            [] => "the document describes no values".to_owned(),
            _ => format!("expected the schema of an event, found {} that are not", definitions.len()),
        };
        let help = format!("add `{SOURCE}` and `{DETAIL_TYPE}` to the schema of the event");
        self.reader.error(self.files.root(), message, help);
        Vec::new()
    }

    /// Collects the definitions that a schema refers to.
    fn collect_targets(&self, node: Node<'d>, targets: &mut HashSet<*const Value>) {
        if let Some(Target::Found(target, _)) = node.get("$ref").map(|reference| self.reader.resolve(reference)) {
            targets.insert(std::ptr::from_ref(target.value));
        }
        for inner in node.elements().chain(node.members().iter().map(|member| node.at(&member.value))) {
            self.collect_targets(inner, targets);
        }
    }

    /// Returns the schema that another one only refers to.
    fn followed(&self, node: Node<'d>) -> Candidate<'d> {
        let mut candidate = Candidate { node, name: None };
        for _ in 0..MAX_PARTS {
            let is_alone =
                !["properties", "allOf", "oneOf", "anyOf"].iter().any(|key| candidate.node.get(key).is_some());
            let reference = candidate.node.get("$ref").filter(|_| is_alone);
            let Some(Target::Found(node, name)) = reference.map(|reference| self.reader.resolve(reference)) else {
                break;
            };
            candidate = Candidate { node, name: Some(name) };
        }
        candidate
    }

    /// Whether a schema describes a whole event.
    fn is_envelope(&self, node: Node<'d>) -> bool {
        let has = |key: &str| !self.properties(node, key).is_empty();
        has("detail") && (has("source") || has("detail-type"))
    }

    /// Returns a schema and those that it is combined with through `$ref` and `allOf`.
    fn parts(&self, node: Node<'d>) -> Vec<Node<'d>> {
        let mut parts = vec![node];
        let mut next = 0;
        while let Some(part) = parts.get(next).copied() {
            let target = match part.get("$ref").map(|reference| self.reader.resolve(reference)) {
                Some(Target::Found(target, _)) => Some(target),
                _ => None,
            };
            let combined = part.get("allOf").into_iter().flat_map(Node::elements).chain(target);
            for part in combined.take(MAX_PARTS) {
                if parts.len() < MAX_PARTS && !parts.iter().any(|known| std::ptr::eq(known.value, part.value)) {
                    parts.push(part);
                }
            }
            next += 1;
        }
        parts
    }

    /// Returns all schemas that apply to a property of an event. That of the event itself is the last one.
    fn properties(&self, node: Node<'d>, key: &str) -> Vec<Node<'d>> {
        let mut found: Vec<_> =
            self.parts(node).into_iter().filter_map(|part| part.get_path(&["properties", key])).collect();
        found.reverse();
        found
    }

    /// Returns the only strings that a property of an event can have. Empty if they are not known.
    fn strings(&self, node: Node<'d>, key: &str) -> Vec<String> {
        let schemas = self.properties(node, key).into_iter().rev().flat_map(|property| self.parts(property));
        let values = |part: Node<'d>| -> Vec<String> {
            let list = part.get("const").into_iter().chain(part.get("enum").into_iter().flat_map(Node::elements));
            list.filter_map(Node::text).filter(|text| !text.is_empty()).map(str::to_owned).collect()
        };
        schemas.map(values).find(|values| !values.is_empty()).unwrap_or_default()
    }

    /// Returns the text of an extension of an event.
    fn extension(&self, node: Node<'d>, keyword: &str) -> Option<String> {
        let text = self.parts(node).into_iter().find_map(|part| part.get(keyword)?.text())?;
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// Reads an event. If it has one of several detail-types, there is a schema for each.
    fn event(&mut self, candidate: &Candidate<'d>) -> Vec<Schema> {
        let node = candidate.node;
        let is_whole = !self.properties(node, "detail").is_empty() && (has_extension(node) || self.is_envelope(node));
        let known = |key: &str| if is_whole { self.strings(node, key) } else { Vec::new() };
        let (sources, detail_types) = (known("source"), known("detail-type"));
        let source = self.extension(node, SOURCE).or_else(|| match sources.as_slice() {
            [single] => Some(single.clone()),
            // Events of several sources have no single one, whatever the name of the document is.
            [_, _, ..] => None,
            [] => self.given.source.clone().or_else(|| self.options.source.map(str::to_owned)),
        });
        let given = || self.given.detail_type.clone().or_else(|| self.options.detail_type.map(str::to_owned));
        let detail_types = match self.extension(node, DETAIL_TYPE) {
            Some(single) => vec![Some(single)],
            None if detail_types.is_empty() => vec![given()],
            None => detail_types.into_iter().map(Some).collect(),
        };
        let extension = match node.get(KEYWORD) {
            Some(keyword) => extension::of_event(&mut self.reader, keyword),
            None => EventExtension::default(),
        };
        self.reader.set_forms(extension.forms.clone());
        if is_whole {
            self.note_unknown_outer_fields(node);
        }
        let each = detail_types.into_iter();
        each.map(|detail_type| self.schema(candidate, is_whole, source.clone(), detail_type.as_deref(), &extension))
            .collect()
    }

    fn schema(
        &mut self,
        candidate: &Candidate<'d>,
        is_whole: bool,
        source: Option<String>,
        detail_type: Option<&str>,
        extension: &EventExtension,
    ) -> Schema {
        let node = candidate.node;
        let title = node.trimmed("title");
        let name = match (detail_type, candidate.name.as_deref()) {
            (Some(detail_type), _) => detail_type,
            (None, Some(name)) => name,
            (None, None) if !title.is_empty() => &title,
            (None, None) => file_stem(self.options.file_name),
        };
        let type_name = upper_camel_case(name);
        let shape = if is_whole {
            let details = self.properties(node, "detail");
            self.reader.read_all(&details, Name::Key(&type_name))
        } else {
            let name = candidate.name.as_deref().map_or(Name::Key(&type_name), Name::Definition);
            self.reader.read_all(&[node], name)
        };
        let kind = match shape.kind {
            kind @ (Kind::Object(_) | Kind::Any) => kind,
            other => {
                self.reader
                    .warn(node, format!("`detail` is an object in every event, but here it is {}", other.described()));
                Kind::Any
            }
        };
        let default =
            if self.options.is_discovered { Provenance::Inferred } else { provenance_of_source(source.as_deref()) };
        let provenance = extension.provenance.unwrap_or(default);
        let mut names = UniqueNames::new(&mut self.reader, type_name, provenance == Provenance::Inferred);
        let detail = Field {
            description: if is_whole { shape.description } else { String::new() },
            presence: Presence::Required,
            form: shape.form,
            instead: shape.instead,
            ..Field::new("detail", names.kind(&kind))
        };
        let default_title = || format!("{name} event");
        Schema {
            title: extension.title.clone().unwrap_or_else(default_title),
            description: node.trimmed("description"),
            source,
            detail_type: detail_type.map(str::to_owned),
            provenance,
            root: Arc::new(whole_event(detail, extension.resources.clone())),
            facts: extension.facts.clone(),
        }
    }

    /// Notes the outer fields that events do not have.
    fn note_unknown_outer_fields(&mut self, node: Node<'d>) {
        let envelope = whole_event(Field::new("detail", Kind::Any), None);
        for part in self.parts(node) {
            for member in part.get("properties").map(Node::members).unwrap_or_default() {
                if !member.key.as_str().is_some_and(|key| envelope.fields.iter().any(|field| field.name == key)) {
                    let message = format!("events have no outer field `{}`", member.key);
                    self.reader.warn_at(part.file, member.key_span, message);
                }
            }
        }
    }
}

/// Returns the provenance of a document that does not say anything else. The documents of AWS are those of its registry.
pub(crate) fn provenance_of_source(source: Option<&str>) -> Provenance {
    match source {
        Some(source) if source.starts_with("aws.") => Provenance::Inferred,
        _ => Provenance::Document,
    }
}

/// Maximum number of schemas that are combined to describe an event.
const MAX_PARTS: usize = 100;

/// Whether a schema has one of the extensions that name an event.
fn has_extension(node: Node<'_>) -> bool {
    [SOURCE, DETAIL_TYPE].iter().any(|keyword| node.get(keyword).is_some())
}

/// Whether an object is an event, and not the schema of one.
fn is_event(root: Node<'_>) -> bool {
    let is_text = |key: &str| root.get(key).is_some_and(|value| value.text().is_some());
    is_text("source") && is_text("detail-type") && root.get("detail").is_some_and(Node::is_object)
}

/// Whether the root of a document is a schema, and not only a place for definitions.
fn is_schema(root: Node<'_>) -> bool {
    let keywords = ["$ref", "allOf", "anyOf", "oneOf", "properties", "additionalProperties", "patternProperties"];
    root.get("openapi").is_none() && keywords.iter().any(|keyword| root.get(keyword).is_some())
}
