//! The intersection of schemas that apply to the same value, as in `allOf`.

use super::object::sort;
use super::{Name, Reader, Shape};
use crate::tree::Node;
use event_pattern_compiler::schema::{ClosedSet, Field, IntegerSize, Kind, ObjectSchema, Others, Presence};
use std::collections::HashSet;
use std::sync::Arc;

/// What an object is named after if it has the fields of two objects.
#[derive(Debug, Clone, Copy)]
enum Label<'n> {
    /// The schema that both objects are a part of.
    Schema(Name<'n>),
    /// The first of the two, which are the values of the same field.
    Field,
}

impl<'d> Reader<'d> {
    /// Returns the shape of the values that have all of these shapes.
    pub(super) fn intersection(&mut self, shapes: Vec<Shape>, node: Node<'d>, name: Name<'_>) -> Shape {
        let mut result = Shape::any();
        for shape in shapes {
            result = Shape {
                kind: self.intersected(&result.kind, &shape.kind, node, Label::Schema(name)),
                is_nullable: result.is_nullable && shape.is_nullable,
                description: if result.description.is_empty() { shape.description } else { result.description },
                form: result.form.or(shape.form),
                instead: result.instead.or(shape.instead),
                required: [result.required, shape.required].concat(),
            };
        }
        if let Kind::Object(object) = &result.kind {
            let required: HashSet<&str> = result.required.iter().map(String::as_str).collect();
            let is_new = |field: &Field| field.presence == Presence::Optional && required.contains(field.name.as_str());
            if object.fields.iter().any(is_new) {
                let mut object = ObjectSchema { name: name.of(node), ..ObjectSchema::clone(object) };
                for field in object.fields.iter_mut().filter(|field| is_new(field)) {
                    field.presence = Presence::Required;
                }
                result.kind = self.object(object, node);
            }
        }
        result
    }

    /// Returns the kind of the values that have both kinds.
    fn intersected(&mut self, one: &Kind, other: &Kind, node: Node<'d>, label: Label<'_>) -> Kind {
        if !self.spend(1) {
            return Kind::Any;
        }
        match (one, other) {
            (Kind::Any, kind) | (kind, Kind::Any) => kind.clone(),
            (Kind::Object(one), Kind::Object(other)) if Arc::ptr_eq(one, other) => Kind::Object(Arc::clone(one)),
            (Kind::Object(one), Kind::Object(other)) => self.all_fields(one, other, node, label),
            (Kind::List(one), Kind::List(other)) => Kind::List(Arc::new(self.intersected(one, other, node, label))),
            (Kind::ClosedSet(one), Kind::ClosedSet(other)) => match shared_values(one, other) {
                Some(set) => Kind::ClosedSet(set),
                None => self.contradiction(node),
            },
            (Kind::ClosedSet(set), Kind::String) | (Kind::String, Kind::ClosedSet(set)) => {
                Kind::ClosedSet(Arc::clone(set))
            }
            (Kind::Integer(_), Kind::Integer(_)) if one != other => Kind::Integer(IntegerSize::Bits32),
            (Kind::Integer(size), Kind::Number) | (Kind::Number, Kind::Integer(size)) => Kind::Integer(*size),
            (Kind::OneOf(several), single) | (single, Kind::OneOf(several))
                if several.iter().any(|kind| kind.described() == single.described()) =>
            {
                single.clone()
            }
            (one, other) if one == other => one.clone(),
            _ => self.contradiction(node),
        }
    }

    fn contradiction(&mut self, node: Node<'d>) -> Kind {
        self.warn(node, "no value satisfies all parts of this schema");
        Kind::Any
    }

    /// Returns an object with the fields of two objects.
    fn all_fields(&mut self, one: &ObjectSchema, other: &ObjectSchema, node: Node<'d>, label: Label<'_>) -> Kind {
        let others = match (&one.others, &other.others) {
            (Others::Values(one), Others::Values(other)) => {
                Others::Values(Arc::new(self.intersected_field(one, other, node)))
            }
            (Others::None, Others::None) => Others::None,
            _ => Others::Unknown,
        };
        self.spend(one.fields.len() + other.fields.len());
        let mut fields = Vec::with_capacity(one.fields.len() + other.fields.len());
        for field in &one.fields {
            fields.push(match other.known_field(&field.name) {
                Some(second) => self.intersected_field(field, second, node),
                None => field.clone(),
            });
        }
        fields.extend(other.fields.iter().filter(|field| one.known_field(&field.name).is_none()).cloned());
        sort(&mut fields);
        let (name, own) = match label {
            Label::Schema(name) => (name.of(node), node.trimmed("description")),
            Label::Field => (one.name.clone(), String::new()),
        };
        let description = [&own, &one.description, &other.description].into_iter().find(|text| !text.is_empty());
        let description = description.cloned().unwrap_or_default();
        self.object(ObjectSchema { name, description, fields, others }, node)
    }

    fn intersected_field(&mut self, one: &Field, other: &Field, node: Node<'d>) -> Field {
        let presence = if [one, other].iter().any(|field| field.presence == Presence::Required) {
            Presence::Required
        } else {
            Presence::Optional
        };
        Field {
            name: one.name.clone(),
            description: if other.description.is_empty() { &one.description } else { &other.description }.clone(),
            presence,
            is_nullable: one.is_nullable && other.is_nullable,
            kind: self.inside(|reader| reader.intersected(&one.kind, &other.kind, node, Label::Field)),
            form: other.form.clone().or_else(|| one.form.clone()),
            instead: other.instead.clone().or_else(|| one.instead.clone()),
        }
    }
}

/// Returns the set of the values that are in both sets. `None` if there are none.
fn shared_values(one: &Arc<ClosedSet>, other: &Arc<ClosedSet>) -> Option<Arc<ClosedSet>> {
    if !one.is_complete || !other.is_complete {
        return Some(Arc::clone(if one.is_complete { one } else { other }));
    }
    let known: HashSet<&str> = other.values.iter().map(|value| value.text.as_str()).collect();
    let mut set = ClosedSet::clone(one);
    set.values.retain(|value| known.contains(value.text.as_str()));
    match (set.values.len(), set.values.len() == other.values.len()) {
        (0, _) => None,
        (_, true) => Some(Arc::clone(other)),
        _ => Some(Arc::new(set)),
    }
}
