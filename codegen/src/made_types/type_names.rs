//! The names of the types in a module.

use crate::names;
use crate::rust_types::EventType;
use event_pattern_compiler::schema::{ClosedSet, Kind, ObjectSchema, Schema};
use std::sync::Arc;

/// The types in a module apart from those of details, each with its name.
pub(crate) struct TypeNames<'s> {
    pub(crate) objects: Vec<Named<'s, ObjectSchema>>,
    pub(crate) sets: Vec<Named<'s, ClosedSet>>,
}

/// An object or a closed set with the name of its type.
pub(crate) struct Named<'s, T> {
    pub(crate) of: &'s T,
    pub(crate) type_name: String,
    /// Index of the first event that contains it.
    pub(crate) owner: usize,
}

/// Names that users expect to have a certain meaning: those in the prelude of the standard library, and those of this
/// crate that event types use.
const FAMILIAR: &str = "AsMut AsRef AsyncFn AsyncFnMut AsyncFnOnce BTreeMap Box Clone Copy Cow Debug Default \
                        DoubleEndedIterator Drop Eq Err Event ExactSizeIterator Extend Fn FnMut FnOnce From \
                        FromIterator Future Hash Into IntoFuture IntoIterator Iterator List Map None Ok Option \
                        Optional Ord PartialEq PartialOrd Result Self Self_ Send Sized Some String Sync ToOwned \
                        ToString TryFrom TryInto Unpin Value Vec";

/// Returns the name of an event's detail, or a longer one if an earlier event has that name or if it is familiar.
pub(crate) fn distinct_detail(name: &str, schema: &Schema, earlier: &[EventType]) -> String {
    let is_taken = |name: &str| earlier.iter().any(|event| event.rust.detail == name);
    let mut name = if is_familiar(name) { with_suffix(name, "Detail") } else { name.to_owned() };
    if is_taken(&name) {
        let source = schema.source.as_deref().and_then(|source| names::type_name(source, "Source"));
        name.insert_str(0, &source.unwrap_or_default());
    }
    names::distinct(name, "", is_taken)
}

fn is_familiar(name: &str) -> bool {
    FAMILIAR.split(' ').any(|familiar| familiar == name)
}

/// Adds a word to a name. The underscore in `Self_` is then superfluous.
fn with_suffix(name: &str, suffix: &str) -> String {
    format!("{}{suffix}", name.trim_end_matches('_'))
}

impl<'s> TypeNames<'s> {
    pub(crate) fn new(events: &'s [EventType]) -> Self {
        let mut types = Self { objects: Vec::new(), sets: Vec::new() };
        for (owner, event) in events.iter().enumerate() {
            let Some(detail) = event.schema.root.field("detail") else { continue };
            match &detail.kind {
                Kind::Object(object) => types.add_fields(object, owner),
                other => types.add(other, owner),
            }
        }
        types.resolve(events);
        types
    }

    fn add_fields(&mut self, object: &'s ObjectSchema, owner: usize) {
        for field in object.values_and_fields() {
            self.add(&field.kind, owner);
        }
    }

    fn add(&mut self, kind: &'s Kind, owner: usize) {
        match kind.element() {
            Kind::ClosedSet(set) => {
                add(&mut self.sets, set, owner, "Values", |set| &set.name);
            }
            Kind::Object(object) => {
                let is_new = object.map_values().is_some()
                    || add(&mut self.objects, object, owner, "Object", |object| &object.name);
                if is_new {
                    self.add_fields(object, owner);
                }
            }
            _ => {}
        }
    }

    /// Makes all names different. Different types with the same name get the name of their event as a prefix.
    fn resolve(&mut self, events: &[EventType]) {
        let mut taken: Vec<String> = events.iter().map(|event| event.rust.detail.clone()).collect();
        resolve(&mut self.objects, "Object", events, &mut taken);
        resolve(&mut self.sets, "Value", events, &mut taken);
    }

    /// Returns the name of the struct for an object.
    pub(crate) fn of_object(&self, object: &ObjectSchema) -> &str {
        find(&self.objects, object)
    }

    /// Returns the name of the enum for a closed set.
    pub(crate) fn of_set(&self, set: &ClosedSet) -> &str {
        find(&self.sets, set)
    }
}

/// Adds an object or a set, unless an equal one is known. Returns whether it was added.
fn add<'s, T: PartialEq>(
    types: &mut Vec<Named<'s, T>>,
    of: &'s Arc<T>,
    owner: usize,
    fallback: &str,
    name: impl Fn(&T) -> &String,
) -> bool {
    let is_new = !types.iter().any(|known| *known.of == **of);
    if is_new {
        let type_name = names::type_name(name(of), fallback).unwrap_or_else(|| fallback.to_owned());
        types.push(Named { of, type_name, owner });
    }
    is_new
}

fn resolve<T>(types: &mut [Named<'_, T>], suffix: &str, events: &[EventType], taken: &mut Vec<String>) {
    for named in &mut *types {
        if is_familiar(&named.type_name) || taken.contains(&named.type_name) {
            named.type_name = with_suffix(&named.type_name, suffix);
        }
    }
    let wanted: Vec<String> = types.iter().map(|named| named.type_name.clone()).collect();
    for (named, name) in types.iter_mut().zip(&wanted) {
        if wanted.iter().filter(|other| *other == name).count() > 1 {
            named.type_name = format!("{}{name}", events[named.owner].rust.detail);
        }
        let name = std::mem::take(&mut named.type_name);
        named.type_name = names::distinct(name, "", |name| taken.iter().any(|taken| taken == name));
        taken.push(named.type_name.clone());
    }
}

/// Returns the name of a known type.
fn find<'t, T: PartialEq>(types: &'t [Named<'_, T>], of: &T) -> &'t str {
    types.iter().find(|named| named.of == of).map_or("", |named| &named.type_name)
}
