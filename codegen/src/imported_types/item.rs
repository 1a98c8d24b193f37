//! The structs and enums of an imported file.

use crate::event_types::own::rename::Style;
use crate::made_types::documentation::{escaped, write_paragraphs};
use crate::made_types::type_names::{Named, TypeNames};
use crate::made_types::variant;
use crate::names;
use crate::rust_types::{EventType, RustTypes, Wrapper};
use event_pattern_compiler::schema::{ClosedSet, Field, IntegerSize, Kind, ObjectSchema, Others};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Writes the types of a file.
pub(super) struct Writer<'t> {
    names: &'t TypeNames<'t>,
    /// The number of blanks in front of each item.
    indent: usize,
    /// The types of the `event-pattern` crate that were written.
    used: BTreeSet<&'static str>,
    uses_map: bool,
    pub(super) text: String,
}

/// The name of the Rust field for the fields that an object has beyond those of its schema.
const OTHERS: &str = "others";

/// The styles that `rename_all` has for fields.
const FIELD_STYLES: [&str; 5] =
    ["camelCase", "PascalCase", "kebab-case", "SCREAMING_SNAKE_CASE", "SCREAMING-KEBAB-CASE"];

/// The styles that `rename_all` has for variants.
const VARIANT_STYLES: [&str; 7] =
    ["UPPERCASE", "lowercase", "SCREAMING_SNAKE_CASE", "snake_case", "camelCase", "kebab-case", "SCREAMING-KEBAB-CASE"];

impl<'t> Writer<'t> {
    pub(super) fn new(names: &'t TypeNames<'t>, indent: usize) -> Self {
        Self { names, indent, used: BTreeSet::new(), uses_map: false, text: String::new() }
    }

    /// Returns the `use` declarations of the file.
    pub(super) fn imports(&self) -> Vec<String> {
        let used: Vec<&str> = self.used.iter().copied().collect();
        let own = match used.as_slice() {
            [] => None,
            [only] => Some(format!("use event_pattern::{only};")),
            several => Some(format!("use event_pattern::{{{}}};", several.join(", "))),
        };
        let map = self.uses_map.then(|| "use std::collections::BTreeMap;".to_owned());
        own.into_iter().chain(map).collect()
    }

    /// Writes the type of an event's detail.
    pub(super) fn detail(&mut self, event: &EventType) {
        let EventType { schema, rust } = event;
        let Some(field) = schema.root.field("detail") else { return };
        let object = if let Kind::Object(object) = &field.kind { Some(&**object) } else { None };
        let description = object.map_or("", |object| &*object.description);
        let of_event = if description.contains(&*schema.description) { "" } else { &*schema.description };
        self.documentation(0, &[escaped(description), escaped(of_event)]);
        let source = schema.source.as_ref().map_or_else(String::new, |source| format!("source = {source:?}, "));
        let detail_type = schema.detail_type.as_deref().unwrap_or_default();
        self.line(0, &format!("#[event({source}detail_type = {detail_type:?})]"));
        if let Some(object) = object.filter(|object| object.map_values().is_none()) {
            self.record(&rust.detail, object, rust);
        } else {
            let value = self.value(&field.kind);
            let (generics, borrow) = if borrows(&field.kind) { ("<'a>", "#[serde(borrow)] ") } else { ("", "") };
            self.line(0, DERIVE);
            self.line(0, &format!("pub struct {}{generics}({borrow}pub {value});", rust.detail));
        }
    }

    /// Writes the struct for an object inside a detail.
    pub(super) fn object(&mut self, named: &Named<'_, ObjectSchema>, events: &[EventType]) {
        self.documentation(0, &[escaped(&named.of.description)]);
        self.record(&named.type_name, named.of, &events[named.owner].rust);
    }

    /// Writes the enum for a closed set.
    pub(super) fn set(&mut self, named: &Named<'_, ClosedSet>) {
        let set = named.of;
        if set.values.is_empty() {
            return;
        }
        let mut variants: Vec<String> = Vec::with_capacity(set.values.len());
        for value in &set.values {
            variants.push(variant(&value.text, &set.name, &variants));
        }
        let pairs = || variants.iter().map(String::as_str).zip(set.values.iter().map(|value| &*value.text));
        let style = style(&VARIANT_STYLES, Style::of_variant, &pairs());
        self.documentation(0, &[escaped(&set.description)]);
        self.line(0, "#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]");
        self.rename_all(style);
        self.line(0, &format!("pub enum {} {{", named.type_name));
        for ((variant, text), value) in pairs().zip(&set.values) {
            self.documentation(4, &[escaped(&value.description)]);
            if name_in(style, Style::of_variant, variant) != text {
                self.line(4, &format!("#[serde(rename = {text:?})]"));
            }
            self.line(4, &format!("{variant},"));
        }
        if !set.is_complete {
            self.line(4, "#[serde(other)]");
            self.line(4, "Other,");
        }
        self.line(0, "}");
    }

    fn record(&mut self, name: &str, object: &ObjectSchema, rust: &RustTypes) {
        let fields: Vec<_> = object
            .fields
            .iter()
            .filter_map(|field| Some((field, rust.field(&object.name, &field.name)?)))
            .map(|(field, rust)| (field, rust.name.as_str(), rust.wrapper != Wrapper::None))
            .collect();
        let plain = |name: &'_ str| name.trim_start_matches("r#").to_owned();
        let pairs: Vec<_> = fields.iter().map(|(field, name, _)| (plain(name), field.name.as_str())).collect();
        let style = style(&FIELD_STYLES, Style::of_field, &pairs.iter().map(|(name, json)| (name.as_str(), *json)));
        self.line(0, DERIVE);
        self.rename_all(style);
        let generics = if object_borrows(object) { "<'a>" } else { "" };
        if fields.is_empty() && !has_unknown_fields(object) {
            return self.line(0, &format!("pub struct {name} {{}}"));
        }
        self.line(0, &format!("pub struct {name}{generics} {{"));
        for ((field, name, is_optional), (plain, json_name)) in fields.iter().zip(&pairs) {
            self.documentation(4, &[escaped(&field.description)]);
            let mut arguments = Vec::new();
            arguments.extend(borrows(&field.kind).then(|| "borrow".to_owned()));
            arguments.extend(is_optional.then(|| "default".to_owned()));
            let is_renamed = name_in(style, Style::of_field, plain) != *json_name;
            arguments.extend(is_renamed.then(|| format!("rename = {json_name:?}")));
            if !arguments.is_empty() {
                self.line(4, &format!("#[serde({})]", arguments.join(", ")));
            }
            let mut value = self.value(&field.kind);
            if *is_optional {
                self.used.insert("Optional");
                value = format!("Optional<{value}>");
            }
            self.line(4, &format!("pub {name}: {value},"));
        }
        if has_unknown_fields(object) {
            let is_taken = |name: &str| pairs.iter().any(|(taken, _)| taken == name);
            let others = names::distinct(OTHERS.to_owned(), "_", is_taken);
            (self.uses_map, _) = (true, self.used.insert("Value"));
            self.line(4, "#[serde(borrow, flatten)]");
            self.line(4, &format!("pub {others}: BTreeMap<String, Value<'a>>,"));
        }
        self.line(0, "}");
    }

    /// Returns the type of the values of a kind.
    fn value(&mut self, kind: &Kind) -> String {
        match kind {
            Kind::Any | Kind::OneOf(_) => {
                self.used.insert("Value");
                "Value<'a>".to_owned()
            }
            Kind::ClosedSet(set) if !set.values.is_empty() => self.names.of_set(set).to_owned(),
            Kind::String | Kind::ClosedSet(_) => "String".to_owned(),
            Kind::Integer(IntegerSize::Bits32) => "i32".to_owned(),
            Kind::Integer(IntegerSize::Bits64) => "i64".to_owned(),
            Kind::Number => "f64".to_owned(),
            Kind::Boolean => "bool".to_owned(),
            Kind::Object(object) => {
                if let Some(values) = object.map_values() {
                    self.uses_map = true;
                    return format!("BTreeMap<String, {}>", self.value(kind_of_values(values)));
                }
                let generics = if object_borrows(object) { "<'a>" } else { "" };
                format!("{}{generics}", self.names.of_object(object))
            }
            Kind::List(element) => {
                self.used.insert("List");
                format!("List<{}>", self.value(element))
            }
        }
    }

    fn rename_all(&mut self, style: Option<&str>) {
        if let Some(style) = style {
            self.line(0, &format!("#[serde(rename_all = {style:?})]"));
        }
    }

    /// Starts an item or a field with its documentation. An empty line separates it from the previous item.
    fn documentation(&mut self, indent: usize, paragraphs: &[String]) {
        if indent == 0 && !self.text.is_empty() {
            self.text.push('\n');
        }
        write_paragraphs(&mut self.text, self.indent + indent, paragraphs);
    }

    fn line(&mut self, indent: usize, line: &str) {
        let _ = writeln!(self.text, "{:indent$}{line}", "", indent = self.indent + indent);
    }
}

const DERIVE: &str = "#[derive(Debug, Clone, PartialEq, serde::Deserialize)]";

/// Returns the kind of the values of a map. An `Optional` in a map would be a type that the macro does not know.
fn kind_of_values(values: &Field) -> &Kind {
    if values.is_nullable { &Kind::Any } else { &values.kind }
}

/// Whether an object may have fields that are not in its schema, and is not a map.
fn has_unknown_fields(object: &ObjectSchema) -> bool {
    object.others != Others::None && object.map_values().is_none()
}

/// Whether the type of a kind borrows from the JSON input.
fn borrows(kind: &Kind) -> bool {
    match kind {
        Kind::Any | Kind::OneOf(_) => true,
        Kind::String | Kind::ClosedSet(_) | Kind::Integer(_) | Kind::Number | Kind::Boolean => false,
        Kind::List(element) => borrows(element),
        Kind::Object(object) => match object.map_values() {
            Some(values) => borrows(kind_of_values(values)),
            None => object_borrows(object),
        },
    }
}

fn object_borrows(object: &ObjectSchema) -> bool {
    has_unknown_fields(object) || object.fields.iter().any(|field| borrows(&field.kind))
}

/// Returns the style that makes most of the JSON names from the Rust names, or `None` if a style would not save any
/// `rename`.
fn style<'n>(
    styles: &'static [&'static str],
    convert: fn(Style, &str) -> String,
    pairs: &(impl Iterator<Item = (&'n str, &'n str)> + Clone),
) -> Option<&'static str> {
    // serde's conversions are for ASCII.
    if pairs.clone().any(|(rust, _)| !rust.is_ascii()) {
        return None;
    }
    let renamed = |style| pairs.clone().filter(|(rust, json)| name_in(style, convert, rust) != *json).count();
    let candidates = styles.iter().map(|style| Some(*style));
    std::iter::once(None).chain(candidates).min_by_key(|style| renamed(*style)).flatten()
}

/// Returns the name in JSON of a Rust field or a variant.
fn name_in(style: Option<&str>, convert: fn(Style, &str) -> String, rust: &str) -> String {
    style.and_then(Style::named).map_or_else(|| rust.to_owned(), |style| convert(style, rust))
}
