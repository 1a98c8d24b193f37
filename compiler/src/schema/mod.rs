//! Schemas of the known event types: the fields of each event type, and the kinds of their values.
//!
//! The schemas are plain data. The objects in a [`Schema`] have the same names and fields as the Rust types in the
//! `event-pattern` crate. A test compares the objects with these types field by field.

mod attachment;
mod closed_set;
mod container;
mod container_instance;
mod daemon;
mod deployment;
mod envelope;
mod form;
mod health;
mod overrides;
mod path;
mod service;
mod task;
pub mod task_stop;

pub use form::Form;
pub use path::{PathEnd, Resolution};

/// The schema of one event type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schema {
    /// The name of the Rust type of the detail, such as `TaskStateChange`.
    pub rust_name: &'static str,
    /// The name in messages, without an article, such as `ECS task state change`.
    pub title: &'static str,
    /// The event's `source`, such as `aws.ecs`.
    pub source: &'static str,
    /// The event's `detail-type`, such as `ECS Task State Change`.
    pub detail_type: &'static str,
    /// The fields of the whole event.
    pub root: &'static ObjectSchema,
    /// The fields of the event's `detail`.
    pub detail: &'static ObjectSchema,
}

/// The schema of a JSON object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ObjectSchema {
    /// The name of the Rust type, such as `Container`.
    pub rust_name: &'static str,
    /// The fields, sorted by JSON name.
    pub fields: &'static [Field],
}

/// A field of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// The key in JSON, such as `exitCode`.
    pub name: &'static str,
    /// The name of the Rust field, such as `exit_code`.
    pub rust_name: &'static str,
    /// Whether every event has the field.
    pub presence: Presence,
    /// The kind of the field's value.
    pub kind: Kind,
    /// The form of the field's value, or of the elements if it is an array. `None` if the field can have any string.
    pub form: Option<&'static Form>,
    /// What to use instead, if the API has the field but events do not contain it. `None` if events contain it.
    pub instead: Option<&'static str>,
}

/// Whether a field is always present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Every event has the field, and its value is never null.
    Required,
    /// The field may be absent or null.
    Optional,
}

/// The kind of a field's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A string.
    String,
    /// A string from a closed set of values.
    ClosedSet(&'static ClosedSet),
    /// An integer; `i32` in Rust.
    Integer,
    /// An integer; `i64` in Rust.
    Long,
    /// A number; `f64` in Rust.
    Double,
    /// True or false.
    Boolean,
    /// An object.
    Object(&'static ObjectSchema),
    /// An array.
    List {
        /// The kind of the elements.
        element: &'static Kind,
        /// The name of one element as a Rust identifier, such as `container`.
        singular: &'static str,
    },
}

/// The known values of a string field. AWS may add values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClosedSet {
    /// The name of the Rust type, such as `TaskStatus`. Different sets may share a name, such as `EventType`.
    pub rust_name: &'static str,
    /// The known values.
    pub values: &'static [&'static str],
}

impl Schema {
    /// Returns the schemas of all known event types.
    #[must_use]
    pub fn all() -> &'static [Self] {
        &SCHEMAS
    }

    /// Finds a schema by the name of its Rust type.
    #[must_use]
    pub fn by_rust_name(rust_name: &str) -> Option<&'static Self> {
        SCHEMAS.iter().find(|schema| schema.rust_name == rust_name)
    }

    /// Finds a schema by `detail-type`.
    #[must_use]
    pub fn by_detail_type(detail_type: &str) -> Option<&'static Self> {
        SCHEMAS.iter().find(|schema| schema.detail_type == detail_type)
    }
}

impl Field {
    /// Creates a field whose values have no special form.
    #[must_use]
    pub const fn new(name: &'static str, rust_name: &'static str, presence: Presence, kind: Kind) -> Self {
        Self { name, rust_name, presence, kind, form: None, instead: None }
    }

    /// Sets the form of the field's values.
    const fn of_form(self, form: &'static Form) -> Self {
        Self { form: Some(form), ..self }
    }

    /// Declares that the API has the field, but that events do not contain it. `instead` is what to use instead.
    const fn not_in_events(self, instead: &'static str) -> Self {
        Self { instead: Some(instead), ..self }
    }

    /// Whether the field always has exactly one value: it is required and not an array.
    #[must_use]
    pub fn always_has_value(&self) -> bool {
        self.presence == Presence::Required && !matches!(self.kind, Kind::List { .. })
    }
}

impl Kind {
    /// Returns the kind of an array's elements, or the kind itself if it is not an array.
    #[must_use]
    pub fn element(&'static self) -> &'static Self {
        match self {
            Self::List { element, .. } => element,
            other => other,
        }
    }

    /// Whether a value of this kind is a single string, number or boolean.
    #[must_use]
    pub fn is_single_value(&self) -> bool {
        !matches!(self, Self::Object(_) | Self::List { .. })
    }

    /// Whether a value of this kind is an array of objects.
    #[must_use]
    pub fn is_array_of_objects(&self) -> bool {
        matches!(self, Self::List { element: Self::Object(_), .. })
    }

    /// Returns the kind as a noun with an article, for messages.
    #[must_use]
    pub fn described(&self) -> &'static str {
        match self {
            Self::String | Self::ClosedSet(_) => "a string",
            Self::Integer | Self::Long | Self::Double => "a number",
            Self::Boolean => "a boolean",
            Self::Object(_) => "an object",
            Self::List { element, .. } => match element {
                Self::String | Self::ClosedSet(_) => "an array of strings",
                Self::Object(_) => "an array of objects",
                _ => "an array",
            },
        }
    }
}

/// Returns the schema of an object, or of the objects in an array. Returns `None` for any other kind.
#[must_use]
pub fn fields_of(kind: &Kind) -> Option<&'static ObjectSchema> {
    match kind {
        Kind::Object(object) | Kind::List { element: Kind::Object(object), .. } => Some(object),
        _ => None,
    }
}

impl ObjectSchema {
    /// Finds a field by its JSON name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// Returns a field that is always present.
const fn required(name: &'static str, rust_name: &'static str, kind: Kind) -> Field {
    Field::new(name, rust_name, Presence::Required, kind)
}

/// Returns a field that may be absent or null.
const fn optional(name: &'static str, rust_name: &'static str, kind: Kind) -> Field {
    Field::new(name, rust_name, Presence::Optional, kind)
}

/// Returns the kind of an array, given the kind and the name of one element.
const fn list(element: &'static Kind, singular: &'static str) -> Kind {
    Kind::List { element, singular }
}

/// Expands to the schema of an Amazon ECS event type with the given title, `detail-type`, detail and form of resources.
macro_rules! ecs_event {
    ($title:literal, $detail_type:literal, $detail:path, $resources:path) => {
        Schema {
            rust_name: $detail.rust_name,
            title: $title,
            source: "aws.ecs",
            detail_type: $detail_type,
            root: &envelope::whole_event!($detail, resources: $resources),
            detail: &$detail,
        }
    };
}

static SCHEMAS: [Schema; 7] = [
    ecs_event!("ECS task state change", "ECS Task State Change", task::TASK_STATE_CHANGE, form::TASK),
    ecs_event!(
        "ECS container instance state change",
        "ECS Container Instance State Change",
        container_instance::CONTAINER_INSTANCE_STATE_CHANGE,
        form::CONTAINER_INSTANCE
    ),
    ecs_event!("ECS service action", "ECS Service Action", service::SERVICE_ACTION, form::SERVICE),
    ecs_event!(
        "ECS deployment state change",
        "ECS Deployment State Change",
        deployment::DEPLOYMENT_STATE_CHANGE,
        form::SERVICE
    ),
    ecs_event!(
        "ECS container instance health change",
        "ECS Container Instance Health Change",
        health::CONTAINER_INSTANCE_HEALTH_CHANGE,
        form::CONTAINER_INSTANCE
    ),
    ecs_event!(
        "ECS daemon service action",
        "ECS Daemon Service Action",
        daemon::DAEMON_SERVICE_ACTION,
        form::ECS_RESOURCE
    ),
    ecs_event!(
        "ECS daemon deployment state change",
        "ECS Daemon Deployment State Change",
        daemon::DAEMON_DEPLOYMENT_STATE_CHANGE,
        form::ECS_RESOURCE
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Calls `visit` with an object and with every object inside it.
    fn walk(object: &'static ObjectSchema, visit: &mut impl FnMut(&'static ObjectSchema)) {
        visit(object);
        for field in object.fields {
            match field.kind {
                Kind::Object(inner) => walk(inner, visit),
                Kind::List { element: Kind::Object(inner), .. } => walk(inner, visit),
                _ => {}
            }
        }
    }

    #[test]
    fn fields_are_sorted_and_unique() {
        for schema in Schema::all() {
            walk(schema.root, &mut |object| {
                assert!(object.fields.windows(2).all(|pair| pair[0].name < pair[1].name), "{}", object.rust_name);
            });
        }
    }

    #[test]
    fn names_are_rust_identifiers() {
        let identifier = |name: &str| {
            name.starts_with(|first: char| first.is_ascii_lowercase())
                && name.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '_'))
                && !["type", "ref", "where", "in"].contains(&name)
        };
        for schema in Schema::all() {
            walk(schema.root, &mut |object| {
                for field in object.fields {
                    assert!(identifier(field.rust_name), "{}", field.rust_name);
                    if let Kind::List { singular, .. } = field.kind {
                        assert!(identifier(singular), "{singular}");
                    }
                }
            });
        }
    }

    #[test]
    fn objects_with_the_same_rust_name_are_the_same() {
        for schema in Schema::all() {
            for other in Schema::all() {
                walk(schema.detail, &mut |object| {
                    walk(other.detail, &mut |object_of_other| {
                        if object.rust_name == object_of_other.rust_name {
                            assert_eq!(object, object_of_other);
                        }
                    });
                });
            }
        }
    }

    #[test]
    fn schemas_are_found_by_name() {
        for schema in Schema::all() {
            assert_eq!(Schema::by_rust_name(schema.rust_name), Some(schema));
            assert_eq!(Schema::by_detail_type(schema.detail_type), Some(schema));
            assert_eq!(schema.root.field("detail").map(|field| field.kind), Some(Kind::Object(schema.detail)));
        }
        assert_eq!(Schema::by_rust_name("Event"), None);
    }
}
