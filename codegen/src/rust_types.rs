//! What generated code must know about the Rust types of an event, apart from the event's schema.
//!
//! The types that the macros make follow from the schema ([`RustTypes::made`]). The user's own types are described by
//! `event_types`, which reads them.

mod integer;
mod text;

pub use integer::IntegerType;

use crate::names;
use event_pattern_compiler::schema::{Field, Kind, ObjectSchema, Presence, Schema};

/// An event type: the schema of its events, and the Rust types that represent them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventType {
    /// The schema.
    pub schema: Schema,
    /// The Rust types.
    pub rust: RustTypes,
}

/// The Rust types that represent the events of one schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RustTypes {
    /// The name of the type of the detail, such as `TaskStateChange`.
    pub detail: String,
    /// The Rust fields of each object in the schema, including the envelope, which is named `Event`.
    pub objects: Vec<RustObject>,
}

/// The Rust fields of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RustObject {
    /// The name of the object in the schema.
    pub name: String,
    /// The fields, sorted by JSON name. A map has one field with an empty JSON name: its values.
    pub fields: Vec<(String, RustField)>,
    /// The reason why generated code cannot read the fields that are not listed, although the object may have some.
    /// `None` if it has none, or if the Rust type drops them.
    pub unknown_fields: Option<String>,
}

/// How Rust represents a field of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RustField {
    /// The name of the Rust field, such as `exit_code` or `r#ref`. Empty for the values of a map.
    pub name: String,
    /// The type around the value, if the field may be absent or null.
    pub wrapper: Wrapper,
    /// The type of the value.
    pub value: RustValue,
    /// What the Rust field is if the field is absent.
    pub when_absent: WhenAbsent,
    /// The type of the value as its author wrote it. Empty if the macros made the type.
    pub written: String,
}

/// What a Rust field is if the field is absent in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhenAbsent {
    /// The value that the wrapper has for an absent field. Without a wrapper, the field is never absent.
    Kept,
    /// A null, because an `Optional` lacks the attribute `#[serde(default)]`.
    Null,
    /// The default value of its type, such as an empty string.
    Default,
}

/// The type around the value of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrapper {
    /// None: the field has a value.
    None,
    /// `event_pattern::Optional`, which distinguishes an absent field from a null.
    Optional,
    /// `Option`, whose `None` is an absent field or a null.
    Option,
}

/// The type of a value. The schema says what the type contains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RustValue {
    /// A `String` or a `Cow<str>`, which can be compared with a `&str`.
    Text,
    /// A `str`, which is always the target of a pointer.
    Str,
    /// An open enum for a closed set, which has a method `as_str`.
    Set,
    /// The user's own enum for a closed set, whose variants have no fields.
    Variants {
        /// Whether one of the variants is for all unknown strings.
        has_other: bool,
    },
    /// An integer.
    Integer(IntegerType),
    /// An `f64`.
    Number,
    /// A `bool`.
    Boolean,
    /// A struct, or a smart pointer to it.
    Object,
    /// An `event_pattern::List`.
    List {
        /// The name of one element as a Rust identifier, such as `container`.
        singular: String,
        /// The type of the elements.
        element: Box<RustValue>,
    },
    /// A `Vec` or another type that dereferences to a slice.
    Vec {
        /// The name of one element as a Rust identifier, such as `container`.
        singular: String,
        /// The type of the elements.
        element: Box<RustValue>,
    },
    /// An `event_pattern::Map`.
    Map,
    /// An `event_pattern::Value`, which represents any value.
    Value,
    /// The target of a reference, or of a smart pointer such as `Box`.
    Pointer(Box<RustValue>),
    /// The only field of a struct, which represents the same JSON as the field.
    Inside {
        /// The name of the field; its number if it has no name.
        field: String,
        /// The type of the field.
        value: Box<RustValue>,
    },
    /// A type that generated code cannot look into. The text is the reason: a clause about the field, such as
    /// ``the macros do not know the type `Decimal` ``.
    Opaque(String),
}

impl RustTypes {
    /// Returns the types that the macros make for a schema. The type of the detail is named after the `detail-type`.
    #[must_use]
    pub fn made(schema: &Schema) -> Self {
        let named_after = schema.detail_type.as_deref().or_else(|| schema.detail().map(|detail| detail.name.as_str()));
        let detail =
            named_after.and_then(|name| names::type_name(name, "Event")).unwrap_or_else(|| "Detail".to_owned());
        let mut types = Self { detail, objects: Vec::new() };
        types.add(&schema.root);
        types
    }

    /// Returns the types of the outer fields of an event, with the user's own type for its detail.
    #[must_use]
    pub fn envelope(schema: &Schema, detail: String, value: RustValue) -> Self {
        let mut types = Self { detail, objects: Vec::new() };
        types.add_object(&schema.root);
        let mut fields = types.objects.iter_mut().flat_map(|object| &mut object.fields);
        if let Some((_, field)) = fields.find(|(name, _)| name == "detail") {
            *field = RustField { name: "detail".to_owned(), ..RustField::new(value) };
        }
        types
    }

    /// Finds the Rust field for a field of an object, both given by their names in the schema. In a map, every name
    /// leads to its values.
    #[must_use]
    pub fn field(&self, object: &str, field: &str) -> Option<&RustField> {
        let fields = &self.objects.iter().find(|one| one.name == object)?.fields;
        match fields.binary_search_by(|(name, _)| name.as_str().cmp(field)) {
            Ok(index) => fields.get(index).map(|(_, field)| field),
            Err(_) => fields.first().map(|(_, values)| values).filter(|values| values.name.is_empty()),
        }
    }

    /// Adds an object and all objects inside it.
    fn add(&mut self, object: &ObjectSchema) {
        if self.objects.iter().any(|known| known.name == object.name) {
            return;
        }
        self.add_object(object);
        for inner in object.values_and_fields().filter_map(|field| field.kind.object()) {
            self.add(inner);
        }
    }

    /// Adds an object without the objects inside it.
    fn add_object(&mut self, object: &ObjectSchema) {
        let mut fields: Vec<(String, RustField)> = Vec::with_capacity(object.fields.len());
        for field in &object.fields {
            let name = made_name(object, field, &fields);
            fields.push((field.name.clone(), RustField { name, ..made_field(field) }));
        }
        if let Some(values) = object.others.values() {
            fields.insert(0, (String::new(), made_map_value(values)));
        }
        self.objects.push(RustObject { name: object.name.clone(), fields, unknown_fields: None });
    }
}

impl RustValue {
    /// Returns the target of a pointer, and the only field of a struct that represents the same JSON as the field.
    #[must_use]
    pub fn innermost(&self) -> &Self {
        match self {
            Self::Pointer(value) | Self::Inside { value, .. } => value.innermost(),
            value => value,
        }
    }

    /// Returns the type of the elements of a list, or the type itself if it is not a list.
    #[must_use]
    pub fn element(&self) -> &Self {
        match self.innermost() {
            Self::List { element, .. } | Self::Vec { element, .. } => element.innermost(),
            value => value,
        }
    }
}

impl RustField {
    /// Creates a field that always has a value. Its name is empty.
    #[must_use]
    pub fn new(value: RustValue) -> Self {
        Self {
            name: String::new(),
            wrapper: Wrapper::None,
            value,
            when_absent: WhenAbsent::Kept,
            written: String::new(),
        }
    }
}

/// Returns the name of a Rust field, given the fields before it.
fn made_name(object: &ObjectSchema, field: &Field, previous: &[(String, RustField)]) -> String {
    let name = match names::field_name(&field.name) {
        // The object also has a field `kind`.
        name if name == "kind" && field.name != "kind" && object.field("kind").is_some() => "r#type".to_owned(),
        name => name,
    };
    let is_taken = |name: &str| previous.iter().any(|(_, field)| field.name == name);
    let separator = if name.ends_with('_') { "" } else { "_" };
    names::distinct(name, separator, is_taken)
}

/// Returns the type of a field, without its name.
fn made_field(field: &Field) -> RustField {
    let is_optional = field.presence == Presence::Optional || field.is_nullable;
    let wrapper = if is_optional { Wrapper::Optional } else { Wrapper::None };
    RustField { wrapper, ..RustField::new(made_value(&field.kind, &field.name)) }
}

/// Returns the type of the values of a map, which are never absent.
pub(crate) fn made_map_value(values: &Field) -> RustField {
    made_field(&Field { presence: Presence::Required, ..values.clone() })
}

/// Returns the type of the values of a kind in a field with this name.
fn made_value(kind: &Kind, field: &str) -> RustValue {
    match kind {
        Kind::Any | Kind::OneOf(_) => RustValue::Value,
        Kind::String => RustValue::Text,
        Kind::ClosedSet(_) => RustValue::Set,
        Kind::Integer(size) => RustValue::Integer(IntegerType::of_size(*size)),
        Kind::Number => RustValue::Number,
        Kind::Boolean => RustValue::Boolean,
        Kind::Object(object) if object.map_values().is_some() => RustValue::Map,
        Kind::Object(_) => RustValue::Object,
        Kind::List(element) => {
            let object = kind.object().map(|object| object.name.as_str());
            RustValue::List { singular: names::singular(field, object), element: Box::new(made_value(element, field)) }
        }
    }
}

#[cfg(test)]
mod tests;
