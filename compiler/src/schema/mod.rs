//! Schemas of events: the fields of an event type, the kinds of their values, and what else is known about them.
//!
//! A schema is plain, owned data. It says what an event looks like in JSON, and nothing about Rust types. Wherever it
//! comes from (a JSON Schema document, the catalogue of AWS events or a Rust type), the same checks and the same code
//! generation apply. How certain a finding is follows from the schema's [`Provenance`].

mod catalogue;
pub mod compact;
mod envelope;
mod facts;
mod form;
mod path;
mod record;
mod schemas;
mod validate;

pub use catalogue::{Catalogue, Entry};
pub use envelope::whole_event;
pub use facts::{ExtraName, Facts, Identity, Lifecycle, LifecycleEvent, SentFor, State};
pub use form::Form;
pub use path::{PathEnd, Resolution};
pub use record::RecordSource;
pub use schemas::Schemas;
pub use validate::{Mismatch, Problem};

use std::sync::Arc;

/// The schema of one event type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schema {
    /// The event's `source`, such as `aws.s3`. `None` if the event comes from more than one source.
    pub source: Option<String>,
    /// The event's `detail-type`, such as `Object Created`. `None` if it is not known.
    pub detail_type: Option<String>,
    /// The name in messages, without an article, such as `ECS task state change`.
    pub title: String,
    /// What the event means, for the documentation of its type. May be empty.
    pub description: String,
    /// Where the schema comes from.
    pub provenance: Provenance,
    /// The fields of the whole event.
    pub root: Arc<ObjectSchema>,
    /// What is known about the event beyond its fields.
    pub facts: Facts,
}

/// Where a schema comes from. Determines how certain the findings of the checks are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Provenance {
    /// Compared with the documentation of the service and with real events, or the user's own Rust type.
    Checked,
    /// A document that a team wrote for its own events.
    Document,
    /// Inferred from sample events, such as a discovered schema or the public registry of AWS. Its findings are only
    /// warnings, and none of its fields is certain to be present.
    Inferred,
}

impl Provenance {
    /// All provenances.
    pub const ALL: [Self; 3] = [Self::Checked, Self::Document, Self::Inferred];

    /// Returns the word that schemas and lists of schemas have for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Checked => "checked",
            Self::Document => "document",
            Self::Inferred => "inferred",
        }
    }
}

/// The schema of a JSON object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectSchema {
    /// The name of this kind of object, such as `Container`. Unique in a schema: equal names mean equal objects.
    pub name: String,
    /// What the object describes, for the documentation of its type. May be empty.
    pub description: String,
    /// The known fields, sorted by JSON name.
    pub fields: Vec<Field>,
    /// The fields that the object may have beyond those.
    pub others: Others,
}

/// The fields of an object that are not listed by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Others {
    /// There are none.
    None,
    /// There may be some. Nothing is known about them.
    Unknown,
    /// The object is a map: its keys are free, and every value is like this field.
    Values(Arc<Field>),
}

impl Others {
    /// Returns the values of a map.
    #[must_use]
    pub fn values(&self) -> Option<&Field> {
        match self {
            Self::Values(values) => Some(values),
            Self::None | Self::Unknown => None,
        }
    }
}

/// A field of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The key in JSON, such as `exitCode`. Empty for the values of a map.
    pub name: String,
    /// What the value means. May be empty.
    pub description: String,
    /// Whether every such object has the field.
    pub presence: Presence,
    /// Whether the value can be null.
    pub is_nullable: bool,
    /// The kind of the value, if it is not null.
    pub kind: Kind,
    /// The form of the field's value, or of the elements if it is an array. `None` if the field can have any string.
    pub form: Option<Arc<Form>>,
    /// What to use instead, if the API has the field but events do not contain it. `None` if events contain it.
    pub instead: Option<String>,
}

/// Whether a field is always present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// The object always has the field.
    Required,
    /// The object may lack the field.
    Optional,
}

/// The kind of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Anything. Nothing is known about it.
    Any,
    /// A string.
    String,
    /// A string from a set of known values.
    ClosedSet(Arc<ClosedSet>),
    /// An integer.
    Integer(IntegerSize),
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// An object.
    Object(Arc<ObjectSchema>),
    /// An array. The kind is that of its elements, which are not arrays themselves.
    List(Arc<Kind>),
    /// One of several kinds, each of which is a single value: a string, a number or a boolean.
    OneOf(Arc<[Kind]>),
}

/// The range of an integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntegerSize {
    /// 32 bits.
    Bits32,
    /// 64 bits.
    Bits64,
}

/// A set of known values of a string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedSet {
    /// The name of this set, such as `TaskStatus`. Unique in a schema: equal names mean equal sets.
    pub name: String,
    /// What the set is, for the documentation of its type. May be empty.
    pub description: String,
    /// The known values.
    pub values: Vec<SetValue>,
    /// Whether the source of the set says that there are no other values.
    pub is_complete: bool,
}

/// A value of a closed set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetValue {
    /// The string.
    pub text: String,
    /// What the value means. May be empty.
    pub description: String,
}

impl Schema {
    /// Returns the schema of an event of which only the outer fields are known.
    #[must_use]
    pub fn envelope() -> Self {
        let detail = Field { presence: Presence::Required, ..Field::new("detail", Kind::Any) };
        Self {
            source: None,
            detail_type: None,
            title: "event".to_owned(),
            description: String::new(),
            provenance: Provenance::Checked,
            root: Arc::new(whole_event(detail, None)),
            facts: Facts::default(),
        }
    }

    /// Returns the name of the service that sends the event, or else its source in quotes, for messages.
    #[must_use]
    pub fn sender(&self) -> String {
        match (&self.facts.service, &self.source) {
            (Some(service), _) => service.clone(),
            (None, Some(source)) => format!("`{source}`"),
            (None, None) => "AWS".to_owned(),
        }
    }

    /// Returns the name of the event in messages, with an article, such as `an ECS task state change`.
    #[must_use]
    pub fn described(&self) -> String {
        format!("{} {}", article(&self.title), self.title)
    }

    /// Whether the schema is that of an event. Records of queues and streams have no envelope.
    #[must_use]
    pub fn has_envelope(&self) -> bool {
        self.root.fields.iter().any(|field| field.name == "detail-type")
    }

    /// Returns the schema of the event's `detail`, if it is an object.
    #[must_use]
    pub fn detail(&self) -> Option<&ObjectSchema> {
        self.root.field("detail").and_then(|field| field.kind.object())
    }
}

/// Returns the indefinite article for a noun. The first letter of an abbreviation is read by its name, as in `an SQS
/// queue`.
pub(crate) fn article(noun: &str) -> &'static str {
    let word = noun.trim_start_matches('`').split(|character: char| !character.is_ascii_alphanumeric()).next();
    let word = word.unwrap_or_default();
    let is_abbreviation = word.len() > 1 && !word.contains(|character: char| character.is_ascii_lowercase());
    let vowels = if is_abbreviation { "AEFHILMNORSX" } else { "AEIOUaeiou" };
    if word.starts_with(|first| vowels.contains(first)) { "an" } else { "a" }
}

impl Field {
    /// Creates a field that may be absent, has no description and can have any value of its kind.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: Kind) -> Self {
        Self {
            name: name.into(),
            description: String::new(),
            presence: Presence::Optional,
            is_nullable: false,
            kind,
            form: None,
            instead: None,
        }
    }

    /// Whether the field always has exactly one value: it is required, and neither null nor an array.
    #[must_use]
    pub fn always_has_value(&self) -> bool {
        self.presence == Presence::Required && !self.is_nullable && !matches!(self.kind, Kind::List(_) | Kind::Any)
    }
}

impl ObjectSchema {
    /// Finds the field with a JSON name. In a map, every name leads to its values.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.known_field(name).or_else(|| self.others.values())
    }

    /// Finds the field with a JSON name, apart from the values of a map.
    #[must_use]
    pub fn known_field(&self, name: &str) -> Option<&Field> {
        let index = self.fields.binary_search_by(|field| field.name.as_str().cmp(name)).ok()?;
        self.fields.get(index)
    }

    /// Returns the values of the map and the known fields.
    #[must_use]
    pub fn values_and_fields(&self) -> impl DoubleEndedIterator<Item = &Field> {
        self.others.values().into_iter().chain(&self.fields)
    }

    /// Returns the values of the object if it is only a map: an object without known fields.
    #[must_use]
    pub fn map_values(&self) -> Option<&Field> {
        self.others.values().filter(|_| self.fields.is_empty())
    }
}

impl Kind {
    /// Returns the kind of an array's elements, or the kind itself if it is not an array.
    #[must_use]
    pub fn element(&self) -> &Self {
        match self {
            Self::List(element) => element,
            other => other,
        }
    }

    /// Returns the schema of an object, or of the objects in an array. Returns `None` for any other kind.
    #[must_use]
    pub fn object(&self) -> Option<&ObjectSchema> {
        match self.element() {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// Whether a value of this kind is a single string, number or boolean.
    #[must_use]
    pub fn is_single_value(&self) -> bool {
        !matches!(self, Self::Object(_) | Self::List(_) | Self::Any)
    }

    /// Whether a value of this kind is an array of objects.
    #[must_use]
    pub fn is_array_of_objects(&self) -> bool {
        matches!(self, Self::List(element) if matches!(**element, Self::Object(_)))
    }

    /// Returns the kind as a noun with an article, for messages.
    #[must_use]
    pub fn described(&self) -> &'static str {
        match self {
            Self::Any => "any value",
            Self::String | Self::ClosedSet(_) => "a string",
            Self::Integer(_) | Self::Number => "a number",
            Self::Boolean => "a boolean",
            Self::Object(_) => "an object",
            Self::OneOf(_) => "a single value",
            Self::List(element) => match **element {
                Self::String | Self::ClosedSet(_) => "an array of strings",
                Self::Object(_) => "an array of objects",
                _ => "an array",
            },
        }
    }
}
