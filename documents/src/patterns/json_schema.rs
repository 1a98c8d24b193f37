//! Builds JSON Schemas of lists, objects and definitions.

use crate::write::{Members, member, pointer_step};
use event_pattern_compiler::json::build::{list, number, object, text};
use event_pattern_compiler::json::{Dialect, Number, Value, ValueKind, read};
use std::collections::HashMap;

/// The definitions that do not depend on the event. Their names start with a lower-case letter, and those of objects
/// and closed sets with an upper-case letter.
const SHARED: &str = include_str!("definitions.json");

/// The members of `definitions`.
pub(super) struct Definitions {
    members: Members,
    /// The index of each definition, by its name.
    indices: HashMap<String, usize>,
}

impl Definitions {
    /// Returns the shared definitions.
    pub(super) fn shared() -> Self {
        let members = read(SHARED, Dialect::Strict).value.map(members_of).unwrap_or_default();
        let indices = members.iter().enumerate().map(|(index, (name, _))| (name.clone(), index)).collect();
        Self { members, indices }
    }

    /// Adds an empty definition and returns its index, or `None` if there is a definition of that name.
    pub(super) fn reserve(&mut self, name: &str) -> Option<usize> {
        if self.indices.contains_key(name) {
            return None;
        }
        let index = self.members.len();
        self.indices.insert(name.to_owned(), index);
        self.members.push((name.to_owned(), object(Members::new())));
        Some(index)
    }

    pub(super) fn set(&mut self, index: usize, definition: Members) {
        self.members[index].1 = object(definition);
    }

    /// Returns the members of a definition of objects, whose properties are by reference, with these properties added
    /// or in place of those of the same name.
    pub(super) fn extended(&self, name: &str, own: Members) -> Members {
        let base = self.indices.get(name).map(|&index| members_of(self.members[index].1.clone()));
        let mut members = base.unwrap_or_default();
        if let Some((_, properties)) = members.iter_mut().find(|(key, _)| key == "properties") {
            let mut all = members_of(std::mem::replace(properties, object(Members::new())));
            all.retain(|(key, _)| own.iter().all(|(other, _)| other != key));
            for (key, schema) in &mut all {
                *schema = reference_inside(name, &["properties", key]);
            }
            all.extend(own);
            *properties = object(all);
        }
        members
    }

    pub(super) fn into_value(self) -> Value {
        object(self.members)
    }
}

fn members_of(value: Value) -> Members {
    match value.kind {
        ValueKind::Object(members) => {
            members.into_iter().map(|member| (member.key.to_string(), member.value)).collect()
        }
        _ => Members::new(),
    }
}

/// Returns a reference to a definition.
pub(super) fn reference(name: &str) -> Value {
    reference_inside(name, &[])
}

/// Returns a reference to a part of a definition.
pub(super) fn reference_inside(name: &str, steps: &[&str]) -> Value {
    let steps: Vec<String> = ["definitions", name].iter().chain(steps).map(|step| pointer_step(step)).collect();
    object(vec![member("$ref", text(&format!("#/{}", steps.join("/"))))])
}

pub(super) fn of_type(name: &str) -> Value {
    object(vec![member("type", text(name))])
}

/// Returns the schema that one of these schemas must hold. There is at least one.
pub(super) fn any_of(mut schemas: Vec<Value>) -> Value {
    if schemas.len() == 1 { schemas.remove(0) } else { object(vec![member("anyOf", list(schemas))]) }
}

/// Returns the schema of a list with a minimum number of elements.
pub(super) fn list_of(min_elements: u8, elements: Value) -> Members {
    let min_elements = count(min_elements);
    vec![member("type", text("array")), member("minItems", min_elements), member("items", elements)]
}

/// Returns the schema of a non-empty object with these properties, and with others that have a schema of their own.
pub(super) fn object_of(properties: Members, others: Value) -> Members {
    vec![
        member("type", text("object")),
        member("minProperties", count(1)),
        member("properties", object(properties)),
        member("additionalProperties", others),
    ]
}

fn count(count: u8) -> Value {
    number(Number::parse(&count.to_string()).unwrap_or_else(|_| Number::zero()))
}
