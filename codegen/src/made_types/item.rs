//! The structs and enums of a module.

use super::documentation::{escaped, write_paragraphs};
use super::type_names::{Named, TypeNames};
use super::{Paths, value_type};
use crate::names;
use crate::rust_types::{EventType, RustField, RustTypes, RustValue, Wrapper};
use event_pattern_compiler::schema::{ClosedSet, Field, Kind, ObjectSchema};
use std::fmt::Write as _;

/// Writes the types of a module.
pub(super) struct Writer<'t> {
    pub(super) events: &'t [EventType],
    pub(super) names: &'t TypeNames<'t>,
    pub(super) paths: Paths,
    pub(super) text: String,
}

impl Writer<'_> {
    /// Writes the type of an event's detail.
    pub(super) fn detail(&mut self, event: &EventType) {
        let EventType { schema, rust } = event;
        let Some(field) = schema.root.field("detail") else { return };
        let object = if let Kind::Object(object) = &field.kind { Some(&**object) } else { None };
        let documentation = detail_documentation(event, object.map_or("", |object| &*object.description));
        let (name, generics) = (&rust.detail, value_type::generics(&field.kind));
        if let Some(object) = object.filter(|object| object.map_values().is_none()) {
            self.record(name, object, rust, &documentation);
        } else {
            let value = value_type::of(&field.kind, self.names, self.paths);
            self.item(&format!("{}! {{", self.paths.private("wrapper")), |writer| {
                write_paragraphs(&mut writer.text, 4, &documentation);
                let _ = writeln!(writer.text, "    pub struct {name}{generics}({value});");
            });
        }
        let [source, detail_type] =
            [&schema.source, &schema.detail_type].map(|text| text.as_deref().unwrap_or_default());
        let of_lifetime = |lifetime: &str| generics.replace("'a", lifetime);
        let header = format!("impl {} for {name}{} {{", self.paths.item("EventDetail"), of_lifetime("'_"));
        self.item(&header, |writer| {
            let _ = writeln!(writer.text, "    const SOURCE: &'static str = {source:?};");
            let _ = writeln!(writer.text, "    const DETAIL_TYPE: &'static str = {detail_type:?};");
        });
        let header = format!("impl {} for {name}{} {{", self.paths.item("OwnedDetail"), of_lifetime("'static"));
        self.item(&header, |writer| {
            let _ = writeln!(writer.text, "    type Borrowed<'a> = {name}{generics};");
        });
    }

    /// Writes the struct for an object inside a detail.
    pub(super) fn object(&mut self, named: &Named<'_, ObjectSchema>) {
        let rust = &self.events[named.owner].rust;
        let documentation = description_or_owner(&named.of.description, rust);
        self.record(&named.type_name, named.of, rust, &[documentation]);
        self.has_name(&named.type_name, named.of, rust);
    }

    /// Writes the enum for a closed set.
    pub(super) fn set(&mut self, named: &Named<'_, ClosedSet>) {
        let documentation = description_or_owner(&named.of.description, &self.events[named.owner].rust);
        self.item(&format!("{}! {{", self.paths.private("closed_set")), |writer| {
            write_paragraphs(&mut writer.text, 4, &[documentation]);
            let _ = writeln!(writer.text, "    {} {{", named.type_name);
            let mut variants: Vec<String> = Vec::with_capacity(named.of.values.len());
            for value in &named.of.values {
                let variant = variant(&value.text, &named.of.name, &variants);
                write_paragraphs(&mut writer.text, 8, &[escaped(&value.description)]);
                let _ = writeln!(writer.text, "        {variant} = {:?},", value.text);
                variants.push(variant);
            }
            writer.text.push_str("    }\n");
        });
    }

    fn record(&mut self, name: &str, object: &ObjectSchema, rust: &RustTypes, documentation: &[String]) {
        let generics = value_type::object_generics(object);
        self.item(&format!("{}! {{", self.paths.private("record")), |writer| {
            write_paragraphs(&mut writer.text, 4, documentation);
            let _ = writeln!(writer.text, "    pub struct {name}{generics} {{");
            let fields = object.fields.iter().filter_map(|field| Some((field, rust.field(&object.name, &field.name)?)));
            for (index, (field, rust)) in fields.enumerate() {
                if index > 0 {
                    writer.text.push('\n');
                }
                write_paragraphs(&mut writer.text, 8, &[field_documentation(field, rust)]);
                let value = value_type::of_field(field, rust, writer.names, writer.paths);
                let _ = writeln!(writer.text, "        pub {}: {value} = {:?},", rust.name, field.name);
            }
            writer.text.push_str("    }\n");
        });
    }

    /// Writes the implementation of `HasName` for an object with a string `name`.
    fn has_name(&mut self, type_name: &str, object: &ObjectSchema, rust: &RustTypes) {
        let Some(name) = rust.field(&object.name, "name").filter(|name| name.value == RustValue::Text) else { return };
        let (option, some) = match self.paths {
            Paths::OfCrate => ("::core::option::Option", "::core::option::Option::Some"),
            Paths::Imported => ("Option", "Some"),
        };
        let value = match name.wrapper {
            Wrapper::None => format!("{some}(&self.{})", name.name),
            Wrapper::Optional | Wrapper::Option => format!("self.{}.as_deref()", name.name),
        };
        self.item(&format!("impl {} for {type_name}<'_> {{", self.paths.item("HasName")), |writer| {
            let _ = writeln!(
                writer.text,
                "    #[inline]\n    fn name(&self) -> {option}<&str> {{\n        {value}\n    }}"
            );
        });
    }

    /// Writes an item, separated from the previous one.
    fn item(&mut self, header: &str, body: impl FnOnce(&mut Self)) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let _ = writeln!(self.text, "{header}");
        body(self);
        self.text.push_str("}\n");
    }
}

/// Returns the documentation of a detail. It ends with the events that have the detail, unless its description names
/// them.
fn detail_documentation(event: &EventType, description: &str) -> [String; 3] {
    let of_event = &*event.schema.description;
    let of_event = if description.contains(of_event) { "" } else { of_event };
    let origin = match (&event.schema.detail_type, &event.schema.source) {
        (Some(detail_type), _) if description.contains(&format!("`{detail_type}`")) => String::new(),
        (Some(detail_type), Some(source)) => format!("The detail of `{detail_type}` events from `{source}`."),
        (Some(detail_type), None) => format!("The detail of `{detail_type}` events, which have different sources."),
        (None, Some(source)) => format!("The detail of events from `{source}`."),
        (None, None) => "The detail of an event.".to_owned(),
    };
    [escaped(description), escaped(of_event), origin]
}

/// Returns the description of a type, or else a sentence about the event that contains its values.
fn description_or_owner(description: &str, owner: &RustTypes) -> String {
    if description.is_empty() { format!("Part of [`{}`].", owner.detail) } else { escaped(description) }
}

fn field_documentation(field: &Field, rust: &RustField) -> String {
    let mut text = escaped(&field.description);
    let dense = |name: &str| name.trim_start_matches("r#").replace('_', "").to_lowercase();
    if text.is_empty() {
        text = format!("The value of `{}`.", field.name);
    } else if dense(&rust.name) != dense(&field.name) {
        let _ = write!(text, " The JSON key is `{}`.", field.name);
    }
    if let Kind::OneOf(kinds) = field.kind.element() {
        let kinds: Vec<&str> = kinds.iter().map(Kind::described).collect();
        let _ = write!(text, " Each value is {}.", kinds.join(" or "));
    }
    text
}

/// Returns the name of the variant for a value of a set, given the earlier variants.
pub(crate) fn variant(value: &str, set: &str, earlier: &[String]) -> String {
    let name = match names::type_name(&names::without_prefix_of(value, set), "V") {
        // The variant for unknown values.
        Some(name) if name == "Other" => "OtherValue".to_owned(),
        Some(name) => name,
        None if value.is_empty() => "Empty".to_owned(),
        None => "Symbol".to_owned(),
    };
    names::distinct(name, "", |name| earlier.iter().any(|taken| taken == name))
}
