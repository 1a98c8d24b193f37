//! Turns what was seen into a schema.

use super::closed_set;
use super::shape::{Objects, Shape, Strings};
use crate::number::{counted, grouped};
use event_pattern_compiler::schema::{
    ClosedSet, Facts, Field, IntegerSize, Kind, ObjectSchema, Others, Presence, Provenance, Schema, SetValue,
    whole_event,
};
use event_pattern_documents::{singular, upper_camel_case};
use std::collections::HashMap;
use std::sync::Arc;

/// The schema of one event type, while it is made.
pub(super) struct Conclusion {
    /// Whether every field may be absent or null, because the document will be taken for one that was only inferred.
    is_uncertain: bool,
    /// The objects and the closed sets by name.
    named: HashMap<String, Named>,
}

#[derive(PartialEq)]
enum Named {
    Object(Arc<ObjectSchema>),
    Set(Arc<ClosedSet>),
}

/// The place of a value.
#[derive(Clone, Copy)]
struct Place<'p> {
    /// The key of the field.
    key: &'p str,
    /// The name of the object that has the field.
    parent: &'p str,
}

impl Conclusion {
    /// Returns the schema of the events with a source and a `detail-type`, given what was seen in their detail.
    pub(super) fn schema(source: Option<&str>, detail_type: Option<&str>, detail: &Shape) -> Schema {
        let is_aws = source.is_some_and(|source| source.starts_with("aws."));
        let mut conclusion = Self { is_uncertain: is_aws, named: HashMap::new() };
        let name = detail_type.unwrap_or("Detail");
        let kind = match conclusion.kind(detail, Place { key: name, parent: "" }) {
            kind @ Kind::Object(_) => kind,
            _ => Kind::Any,
        };
        let detail_field = Field { presence: Presence::Required, ..Field::new("detail", kind) };
        Schema {
            source: source.map(str::to_owned),
            detail_type: detail_type.map(str::to_owned),
            title: format!("{name} event"),
            description: format!("Inferred from {}.", counted(detail.count, "event")),
            provenance: if is_aws { Provenance::Inferred } else { Provenance::Document },
            root: Arc::new(whole_event(detail_field, None)),
            facts: Facts::default(),
        }
    }

    fn kind(&mut self, shape: &Shape, place: Place<'_>) -> Kind {
        let mut singles = Vec::new();
        if shape.strings.count > 0 {
            singles.push(Kind::String);
        }
        if shape.other_numbers > 0 {
            singles.push(Kind::Number);
        } else if shape.integers > 0 {
            singles.push(Kind::Integer(IntegerSize::Bits64));
        }
        if shape.booleans > 0 {
            singles.push(Kind::Boolean);
        }
        match (singles.as_slice(), shape.objects.count, shape.lists.count) {
            ([Kind::String], 0, 0) => self.string(&shape.strings, place),
            ([single], 0, 0) => single.clone(),
            ([_, _, ..], 0, 0) => Kind::OneOf(singles.into()),
            ([], 1.., 0) => self.object(&shape.objects, place),
            ([], 0, 1..) => Kind::List(Arc::new(self.element(shape, place))),
            _ => Kind::Any,
        }
    }

    /// Returns the kind of the elements of arrays. An element that can be null or an array can be anything.
    fn element(&mut self, shape: &Shape, place: Place<'_>) -> Kind {
        match shape.lists.elements.as_deref() {
            Some(elements) if elements.nulls == 0 && elements.lists.count == 0 => {
                let key = singular(place.key);
                self.kind(elements, Place { key: &key, ..place })
            }
            _ => Kind::Any,
        }
    }

    fn string(&mut self, strings: &Strings, place: Place<'_>) -> Kind {
        let Some(values) = closed_set::values(place.key, strings) else { return Kind::String };
        let values = values.into_iter().map(|value| SetValue { text: value.to_owned(), description: String::new() });
        let set = ClosedSet {
            name: String::new(),
            description: format!("The values in {}.", counted(strings.count, "string")),
            values: values.collect(),
            // Others may exist that were not seen.
            is_complete: false,
        };
        let named = |name| Named::Set(Arc::new(ClosedSet { name, ..set.clone() }));
        match self.named(place, named) {
            Named::Set(set) => Kind::ClosedSet(set),
            Named::Object(_) => Kind::String,
        }
    }

    fn object(&mut self, objects: &Objects, place: Place<'_>) -> Kind {
        if objects.fields.is_empty() {
            return Kind::Any;
        }
        let parent = upper_camel_case(place.key);
        let fields = objects.fields.iter().map(|(key, shape)| self.field(key, shape, objects.count, &parent));
        let object = ObjectSchema {
            name: String::new(),
            description: String::new(),
            fields: fields.collect(),
            others: Others::None,
        };
        let named = |name| Named::Object(Arc::new(ObjectSchema { name, ..object.clone() }));
        match self.named(place, named) {
            Named::Object(object) => Kind::Object(object),
            Named::Set(_) => Kind::Any,
        }
    }

    /// Returns the field of objects, given the number of objects.
    fn field(&mut self, key: &str, shape: &Shape, objects: u64, parent: &str) -> Field {
        let is_always_present = shape.count == objects;
        let mut seen = Vec::new();
        if !is_always_present {
            seen.push(format!("In {} of {}", grouped(shape.count), counted(objects, "object")));
        }
        if shape.nulls > 0 {
            let start = if is_always_present { "Null" } else { "null" };
            seen.push(format!("{start} in {} of {}", grouped(shape.nulls), grouped(shape.count)));
        }
        let description = if seen.is_empty() { String::new() } else { format!("{}.", seen.join(", ")) };
        let presence = if is_always_present && !self.is_uncertain { Presence::Required } else { Presence::Optional };
        Field {
            description,
            presence,
            is_nullable: shape.nulls > 0 || self.is_uncertain,
            ..Field::new(key, self.kind(shape, Place { key, parent }))
        }
    }

    /// Finds a name for an object or a closed set: that of its field, unless it is the name of something else. The same
    /// name means the same thing.
    fn named(&mut self, place: Place<'_>, with_name: impl Fn(String) -> Named) -> Named {
        let short = upper_camel_case(place.key);
        let long = format!("{}{short}", place.parent);
        let numbered = (2_u32..).map(|number| format!("{long}{number}"));
        for name in [short, long.clone()].into_iter().chain(numbered).filter(|name| !name.is_empty()) {
            let named = with_name(name.clone());
            match self.named.get(&name) {
                Some(other) if *other != named => {}
                _ => {
                    self.named.insert(name.clone(), with_name(name));
                    return named;
                }
            }
        }
        // There are more numbers than objects.
        with_name(long)
    }
}
