//! The names of objects and closed sets.

use crate::reader::Reader;
use event_pattern_compiler::schema::{ClosedSet, Field, Kind, ObjectSchema, Others, Presence};
use std::collections::HashMap;
use std::sync::Arc;

/// Returns a text as a name in upper camel case, such as `OrderPlaced` for `order-placed`. Letters that are upper case
/// in the text stay upper case.
#[must_use]
pub fn upper_camel_case(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    let mut starts_word = true;
    for character in text.chars() {
        if !character.is_alphanumeric() {
            starts_word = true;
        } else if starts_word {
            name.extend(character.to_uppercase());
            starts_word = false;
        } else {
            name.push(character);
        }
    }
    // A type cannot have such a name.
    if !name.starts_with(|first: char| first.is_alphabetic()) {
        name.insert_str(0, "Type");
    }
    name
}

/// Returns the singular of a plural noun at the end of a name, such as `orderItem` for `orderItems`. Any other name is
/// returned unchanged.
#[must_use]
pub fn singular(name: &str) -> String {
    let lower = name.to_ascii_lowercase();
    let ends_with = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
    let without = |count: usize| name[..name.len() - count].to_owned();
    if lower.len() < 3 || ends_with(&["ss", "us", "is", "series", "species"]) || !lower.ends_with('s') {
        name.to_owned()
    } else if ends_with(&["ies"]) && lower.len() > 4 {
        without(3) + if name.ends_with('S') { "Y" } else { "y" }
    } else if ends_with(&["sses", "shes", "tches", "nches", "rches", "xes", "zzes", "tuses", "liases"]) {
        without(2)
    } else {
        without(1)
    }
}

/// Gives every object and every closed set of an event a name that no other one in the event has. Equal objects share a
/// name. The name of the object around it is put in front of a name that is taken.
pub(crate) struct UniqueNames<'r, 'd> {
    reader: &'r mut Reader<'d>,
    /// The names in use, each with what has the name: as it was read, and with its final names.
    taken: HashMap<String, (Named, Option<Named>)>,
    /// The last number at the end of a name, by the name without the number.
    numbers: HashMap<String, usize>,
    /// The objects with their final names, by the addresses of the objects as they were read.
    objects: HashMap<*const ObjectSchema, Arc<ObjectSchema>>,
    /// The names of the event and the objects around the current one.
    around: Vec<String>,
    /// Whether none of the fields is certain to be present and to have a value.
    is_inferred: bool,
}

/// An object or a closed set.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Named {
    Object(Arc<ObjectSchema>),
    Set(Arc<ClosedSet>),
    /// The event.
    Event,
}

/// The answer to the question for a name.
enum Claim {
    /// A new name.
    New(String),
    /// Something equal has a name already.
    Shared(Named),
}

impl<'r, 'd> UniqueNames<'r, 'd> {
    /// Starts with the name of the detail and that of the event's root, `Event`, which is taken.
    pub(crate) fn new(reader: &'r mut Reader<'d>, detail: String, is_inferred: bool) -> Self {
        let taken = HashMap::from([("Event".to_owned(), (Named::Event, Some(Named::Event)))]);
        let (numbers, objects) = (HashMap::new(), HashMap::new());
        Self { reader, taken, numbers, objects, around: vec![detail], is_inferred }
    }

    /// Returns a kind in which all names are unique.
    pub(crate) fn kind(&mut self, kind: &Kind) -> Kind {
        match kind {
            Kind::Object(object) => Kind::Object(self.object(object)),
            Kind::ClosedSet(set) => Kind::ClosedSet(self.set(set)),
            Kind::List(element) => Kind::List(Arc::new(self.kind(element))),
            Kind::OneOf(kinds) => Kind::OneOf(kinds.iter().map(|kind| self.kind(kind)).collect()),
            Kind::Any | Kind::String | Kind::Integer(_) | Kind::Number | Kind::Boolean => kind.clone(),
        }
    }

    fn object(&mut self, object: &Arc<ObjectSchema>) -> Arc<ObjectSchema> {
        let address = Arc::as_ptr(object);
        if let Some(done) = self.objects.get(&address) {
            return Arc::clone(done);
        }
        let done = match self.claim(&object.name, &Named::Object(Arc::clone(object))) {
            Claim::Shared(Named::Object(equal)) => equal,
            Claim::Shared(_) => Arc::clone(object),
            Claim::New(name) => {
                self.reader.spend(object.fields.len() + 1);
                self.around.push(name.clone());
                let fields = object.fields.iter().map(|field| self.field(field)).collect();
                let others = match &object.others {
                    Others::Values(values) => Others::Values(Arc::new(self.field(values))),
                    others => others.clone(),
                };
                self.around.pop();
                let description = object.description.clone();
                let done = Arc::new(ObjectSchema { name: name.clone(), description, fields, others });
                self.finish(&name, Named::Object(Arc::clone(&done)));
                done
            }
        };
        self.objects.insert(address, Arc::clone(&done));
        done
    }

    fn field(&mut self, field: &Field) -> Field {
        let presence = if self.is_inferred { Presence::Optional } else { field.presence };
        let is_nullable = self.is_inferred || field.is_nullable;
        Field { presence, is_nullable, kind: self.kind(&field.kind), ..field.clone() }
    }

    fn set(&mut self, set: &Arc<ClosedSet>) -> Arc<ClosedSet> {
        match self.claim(&set.name, &Named::Set(Arc::clone(set))) {
            Claim::Shared(Named::Set(equal)) => equal,
            Claim::Shared(_) => Arc::clone(set),
            Claim::New(name) => {
                let done = Arc::new(ClosedSet { name: name.clone(), ..ClosedSet::clone(set) });
                self.finish(&name, Named::Set(Arc::clone(&done)));
                done
            }
        }
    }

    /// Finds a name: the wanted one, with the name of the object around it in front, or with a number at the end.
    fn claim(&mut self, wanted: &str, named: &Named) -> Claim {
        let around = self.around.last().map(String::as_str).unwrap_or_default();
        let prefixed = if wanted.starts_with(around) { wanted.to_owned() } else { format!("{around}{wanted}") };
        for name in [wanted, &prefixed] {
            match self.taken.get(name) {
                None => return self.take(name.to_owned(), named),
                Some((raw, Some(done))) if self.reader.spend(named.size(self.reader)) && raw == named => {
                    return Claim::Shared(done.clone());
                }
                Some(_) => {}
            }
        }
        loop {
            let number = self.numbers.entry(prefixed.clone()).or_insert(1);
            *number += 1;
            let name = format!("{prefixed}{number}");
            if !self.taken.contains_key(&name) {
                return self.take(name, named);
            }
        }
    }

    fn take(&mut self, name: String, named: &Named) -> Claim {
        self.taken.insert(name.clone(), (named.clone(), None));
        Claim::New(name)
    }

    fn finish(&mut self, name: &str, done: Named) {
        if let Some((_, slot)) = self.taken.get_mut(name) {
            *slot = Some(done);
        }
    }
}

impl Named {
    /// Returns the number of steps that it takes to compare it with another one.
    fn size(&self, reader: &Reader<'_>) -> usize {
        match self {
            Self::Object(object) => reader.size(&Kind::Object(Arc::clone(object))),
            Self::Set(set) => set.values.len() + 1,
            Self::Event => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_in_upper_camel_case() {
        for (text, expected) in [
            ("order-placed", "OrderPlaced"),
            ("Order Placed", "OrderPlaced"),
            ("orderPlaced", "OrderPlaced"),
            ("ECSTaskStateChange", "ECSTaskStateChange"),
            ("EC2 Instance State-change Notification", "EC2InstanceStateChangeNotification"),
            ("request_parameters_1", "RequestParameters1"),
            ("3d.model", "Type3dModel"),
            ("straße über", "StraßeÜber"),
            ("-", "Type"),
        ] {
            assert_eq!(upper_camel_case(text), expected);
            assert_eq!(upper_camel_case(expected), expected);
        }
    }

    #[test]
    fn the_singular_of_a_plural_noun_is_found() {
        for (plural, expected) in [
            ("items", "item"),
            ("orderItems", "orderItem"),
            ("entries", "entry"),
            ("ENTRIES", "ENTRY"),
            ("addresses", "address"),
            ("statuses", "status"),
            ("batches", "batch"),
            ("caches", "cache"),
            ("databases", "database"),
            ("boxes", "box"),
            ("status", "status"),
            ("series", "series"),
            ("data", "data"),
            ("ies", "ie"),
            ("s", "s"),
            ("größes", "größe"),
        ] {
            assert_eq!(singular(plural), expected);
        }
    }
}
