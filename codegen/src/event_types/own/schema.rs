//! The event types that the user's own types are: their schemas, and how generated code reads them.

use super::item::{Content, OwnField, OwnType, Variant, plain_name};
use super::serde::{DefaultValue, Role, SerdeAttributes};
use super::value::{Place, ValueForm, opaque};
use crate::rust_types::{EventType, RustField, RustObject, RustTypes, RustValue, WhenAbsent, Wrapper};
use crate::syntax::{StringLiteral, Type, unraw};
use event_pattern_compiler::schema::{
    ClosedSet, Facts, Field, Kind, ObjectSchema, Others, Presence, Provenance, Schema, SetValue, whole_event,
};
use std::sync::Arc;

/// Reads the types that occur in one event type.
pub(super) struct Reader<'t> {
    /// All types of the macro call.
    types: &'t [OwnType],
    /// The types that are being read, from the outermost to the innermost.
    open: Vec<String>,
    /// The forms of the types that have been read, by name.
    read: Vec<(String, ValueForm)>,
    /// The Rust fields of the objects that have been read.
    objects: Vec<RustObject>,
}

/// The names of the fields of an object, and the form of one field.
struct FieldForm {
    names: Vec<String>,
    schema: Field,
    rust: RustField,
}

/// Returns the event type whose detail is one of the types in a macro call.
pub(crate) fn event_type(detail: &OwnType, types: &[OwnType]) -> EventType {
    let mut reader = Reader { types, open: Vec::new(), read: Vec::new(), objects: Vec::new() };
    let (kind, value) = reader.own_type(detail);
    let field = Field { presence: Presence::Required, ..Field::new("detail", kind) };
    let text = |literal: &Option<StringLiteral>| literal.as_ref().map(|literal| literal.value.clone());
    let detail_type = detail.event.as_ref().and_then(|event| text(&event.detail_type));
    let schema = Schema {
        source: detail.event.as_ref().and_then(|event| text(&event.source)),
        title: detail_type.as_ref().map_or_else(|| unraw(&detail.name), |detail_type| format!("{detail_type} event")),
        detail_type,
        description: detail.description(),
        provenance: Provenance::Checked,
        root: Arc::new(whole_event(field, None)),
        facts: Facts::default(),
    };
    let mut rust = RustTypes::envelope(&schema, unraw(&detail.name), value);
    rust.objects.append(&mut reader.objects);
    EventType { schema, rust }
}

impl<'t> Reader<'t> {
    /// Finds a type of the macro call.
    pub(super) fn find(&self, name: &str) -> Option<&'t OwnType> {
        self.types.iter().find(|own| own.name == name)
    }

    /// Returns the form of a type of the macro call.
    pub(super) fn own_type(&mut self, own: &OwnType) -> ValueForm {
        let name = own.name.to_string();
        if let Some((_, form)) = self.read.iter().find(|(read, _)| *read == name) {
            return form.clone();
        }
        if self.open.contains(&name) {
            return opaque(format!("`{name}` contains itself"));
        }
        let form = if let Some(reason) = reason_to_skip(own) {
            opaque(reason)
        } else {
            self.open.push(name.clone());
            let form = self.content(own);
            self.open.pop();
            form
        };
        self.read.push((name, form.clone()));
        form
    }

    fn content(&mut self, own: &OwnType) -> ValueForm {
        let name = &own.name;
        match &own.content {
            Content::Fields(fields) | Content::Tuple(fields) if own.serde.is(Role::Transparent) => {
                let mut fields =
                    fields.iter().filter(|field| !field.serde.is(Role::Skipped) && field.serde.default.is_none());
                match (fields.next(), fields.next()) {
                    (Some(field), None) => self.inner_value(own, field),
                    _ => opaque(format!("the macros do not know which field `{name}` is in JSON")),
                }
            }
            Content::Fields(fields) => self.object(own, fields),
            Content::Tuple(fields) => match fields.as_slice() {
                [field] => self.inner_value(own, field),
                _ => opaque(format!("`{name}` is a tuple struct, which is an array in JSON")),
            },
            Content::Unit => opaque(format!("`{name}` has no fields")),
            Content::Variants(variants) => closed_set(own, variants),
        }
    }

    /// Returns the form of a struct that is its only field in JSON.
    fn inner_value(&mut self, own: &OwnType, field: &OwnField) -> ValueForm {
        if let Some(attribute) = &field.serde.hidden_by {
            return opaque(hidden_by(attribute));
        }
        let object = unraw(&own.name);
        let place = Place { object: &object, field: plain_name(&field.name), depth: 0 };
        match self.value(&field.field_type, &place) {
            (kind, value @ RustValue::Opaque(_)) => (kind, value),
            (kind, value) => (kind, RustValue::Inside { field: field.name.clone(), value: Box::new(value) }),
        }
    }

    fn object(&mut self, own: &OwnType, fields: &[OwnField]) -> ValueForm {
        // The whole event has the name `Event`.
        let name = if own.name == "Event" { "EventObject".to_owned() } else { unraw(&own.name) };
        let (mut others, mut unknown_fields) = (Others::None, None);
        let mut forms: Vec<(Field, RustField)> = Vec::new();
        for field in fields.iter().filter(|field| !field.serde.is(Role::Skipped)) {
            if field.serde.is(Role::Flattened) {
                let reason = format!("it may be in `{}`, which has `#[serde(flatten)]`", field.name);
                (others, unknown_fields) = (Others::Unknown, Some(reason));
                continue;
            }
            let form = self.field(own, &name, field);
            for json_name in form.names {
                forms.push((Field { name: json_name, ..form.schema.clone() }, form.rust.clone()));
            }
        }
        forms.sort_by(|(left, _), (right, _)| left.name.cmp(&right.name));
        // rustc reports names that occur twice.
        forms.dedup_by(|(left, _), (right, _)| left.name == right.name);
        let rust = forms.iter().map(|(schema, rust)| (schema.name.clone(), rust.clone())).collect();
        self.objects.push(RustObject { name: name.clone(), fields: rust, unknown_fields });
        let fields = forms.into_iter().map(|(schema, _)| schema).collect();
        (
            Kind::Object(Arc::new(ObjectSchema { name, description: own.description(), fields, others })),
            RustValue::Object,
        )
    }

    fn field(&mut self, own: &OwnType, object: &str, field: &OwnField) -> FieldForm {
        let rust_name = plain_name(&field.name);
        let style = |name: &str| own.serde.rename_all.map_or_else(|| name.to_owned(), |style| style.of_field(name));
        let mut names = vec![field.serde.rename.clone().unwrap_or_else(|| style(rust_name))];
        names.extend(field.serde.aliases.iter().cloned());
        let place = Place { object, field: rust_name, depth: 0 };
        let (wrapper, inner) = self.unwrapped(&field.field_type);
        let (wrapper, (kind, value)) = match &field.serde.hidden_by {
            Some(attribute) => (Wrapper::None, opaque(hidden_by(attribute))),
            None => (wrapper, self.value(&inner, &place)),
        };
        let written = inner.text();
        let default = field.serde.default.or_else(|| container_default(own));
        let is_optional = default.is_some() || wrapper != Wrapper::None || names.len() > 1 || field.is_conditional;
        let is_nullable = wrapper != Wrapper::None;
        let mut rust = RustField { name: field.name.clone(), wrapper, written, ..RustField::new(value) };
        match (default, wrapper) {
            (Some(DefaultValue::OfType), Wrapper::None) if has_empty_default(&rust.value) => {
                rust.when_absent = WhenAbsent::Default;
            }
            (Some(DefaultValue::OfFunction), _) | (Some(DefaultValue::OfType), Wrapper::None) => {
                hide(&mut rust, "if it is absent, it has a default value that the macros do not know");
            }
            (None, Wrapper::Optional) => rust.when_absent = WhenAbsent::Null,
            _ => {}
        }
        if field.is_conditional {
            hide(&mut rust, "it exists only under the condition of its `#[cfg(…)]`");
        }
        if let [name, alias, ..] = names.as_slice() {
            hide(&mut rust, &format!("it can be `{name}` or `{alias}` in JSON, and its value does not show which"));
        }
        let presence = if is_optional { Presence::Optional } else { Presence::Required };
        let description = field.description.clone();
        let schema = Field { presence, is_nullable, description, ..Field::new("", kind) };
        FieldForm { names, schema, rust }
    }

    /// Returns the wrapper of a field's type, and the type in it.
    fn unwrapped(&self, of: &Type) -> (Wrapper, Type) {
        let last = of.last_segment().filter(|last| self.find(&last.name.to_string()).is_none());
        match last.as_ref().map(|last| (last.name.to_string(), last.types.as_slice())) {
            Some((name, [inner])) if name == "Option" => (Wrapper::Option, inner.clone()),
            Some((name, [inner])) if name == "Optional" => (Wrapper::Optional, inner.clone()),
            _ => (Wrapper::None, of.clone()),
        }
    }

    /// Returns the field for the values of a map.
    pub(super) fn field_of_map(&mut self, values: &Type, place: &Place<'_>) -> Field {
        let (kind, value) = self.value(values, place);
        let fields = vec![(String::new(), RustField { written: values.text(), ..RustField::new(value) })];
        self.objects.push(RustObject { name: place.object.to_owned(), fields, unknown_fields: None });
        Field::new("", kind)
    }
}

/// Returns the reason why the form of a type is not known.
fn reason_to_skip(own: &OwnType) -> Option<String> {
    let name = &own.name;
    if !own.derives_deserialize() {
        return Some(format!("`{name}` does not derive `Deserialize`"));
    }
    if !own.generics.types.is_empty() {
        return Some(format!("`{name}` has type parameters"));
    }
    own.serde.hidden_by.as_deref().map(|attribute| format!("`{name}` has {}", in_code(attribute)))
}

fn hidden_by(attribute: &str) -> String {
    format!("it has {}", in_code(attribute))
}

/// Returns an attribute as code, for messages.
fn in_code(attribute: &str) -> String {
    match attribute {
        "serde_as" => "`#[serde_as(…)]`".to_owned(),
        "field_identifier" | "untagged" | "variant_identifier" => format!("`#[serde({attribute})]`"),
        _ => format!("`#[serde({attribute} = …)]`"),
    }
}

/// Returns what absent fields become because of an attribute on their struct.
fn container_default(own: &OwnType) -> Option<DefaultValue> {
    match own.serde.default {
        Some(DefaultValue::OfType) if !own.derives("Default") => Some(DefaultValue::OfFunction),
        default => default,
    }
}

/// Returns the form of an enum: a closed set if its variants have no fields.
fn closed_set(own: &OwnType, variants: &[Variant]) -> ValueForm {
    let name = &own.name;
    if let Some(variant) = variants.iter().find(|variant| !variant.is_unit) {
        return opaque(format!("the variant `{}` of `{name}` has fields", variant.name));
    }
    let has_other = variants.iter().any(|variant| variant.serde.is(Role::Other));
    let (mut values, mut value) = (Vec::with_capacity(variants.len()), RustValue::Variants { has_other });
    for variant in variants.iter().filter(|variant| !variant.serde.is(Role::Skipped) && !variant.serde.is(Role::Other))
    {
        let json_name = name_of_variant(own, variant);
        if let Some(alias) = variant.serde.aliases.first() {
            let variant = &variant.name;
            let reason = format!("the variant `{variant}` of `{name}` can be `{json_name}` or `{alias}` in JSON");
            value = RustValue::Opaque(reason);
        }
        let names = std::iter::once(&json_name).chain(&variant.serde.aliases);
        values.extend(names.map(|name| SetValue { text: name.clone(), description: variant.description.clone() }));
    }
    let set = ClosedSet { name: unraw(name), description: own.description(), values, is_complete: !has_other };
    (Kind::ClosedSet(Arc::new(set)), value)
}

/// Returns the name of a variant in JSON.
pub(super) fn name_of_variant(own: &OwnType, variant: &Variant) -> String {
    let name = unraw(&variant.name);
    let SerdeAttributes { rename, .. } = &variant.serde;
    rename.clone().unwrap_or_else(|| own.serde.rename_all.map_or(name.clone(), |style| style.of_variant(&name)))
}

/// Makes a field opaque, unless it is opaque for another reason.
fn hide(field: &mut RustField, reason: &str) {
    if !matches!(field.value, RustValue::Opaque(_)) {
        field.value = RustValue::Opaque(reason.to_owned());
    }
}

/// Whether the default value of a type is an empty string, array or map, zero or `false`.
fn has_empty_default(value: &RustValue) -> bool {
    match value {
        RustValue::Pointer(target) => has_empty_default(target),
        RustValue::Text
        | RustValue::Str
        | RustValue::Integer(_)
        | RustValue::Number
        | RustValue::Boolean
        | RustValue::List { .. }
        | RustValue::Vec { .. }
        | RustValue::Map => true,
        RustValue::Set
        | RustValue::Variants { .. }
        | RustValue::Object
        | RustValue::Value
        | RustValue::Inside { .. }
        | RustValue::Opaque(_) => false,
    }
}
