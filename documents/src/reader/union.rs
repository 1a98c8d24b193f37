//! The union of schemas: `oneOf` and `anyOf`.

use super::{Name, Reader, Shape};
use crate::names::upper_camel_case;
use crate::tree::Node;
use event_pattern_compiler::json::ValueKind;
use event_pattern_compiler::schema::{ClosedSet, Field, IntegerSize, Kind, ObjectSchema, Others, Presence, SetValue};
use std::collections::HashSet;
use std::sync::Arc;

impl<'d> Reader<'d> {
    /// Reads the branches of `oneOf` or `anyOf`. `None` if they say nothing about the kind of the value, such as
    /// branches that only require different fields.
    pub(super) fn read_union(&mut self, node: Node<'d>, branches: Node<'d>, name: Name<'_>) -> Option<Shape> {
        let mut is_nullable = false;
        let mut shapes = Vec::new();
        for branch in branches.elements() {
            if is_null(branch) {
                is_nullable = true;
            } else {
                shapes.push(self.read_branch(branch, name));
            }
        }
        let is_silent = shapes.iter().all(|shape| shape.kind == Kind::Any && shape.is_nullable);
        if is_silent && !(is_nullable && shapes.is_empty()) {
            return None;
        }
        is_nullable |= shapes.is_empty() || shapes.iter().any(|shape| shape.is_nullable);
        if shapes.len() < 2 {
            return Some(Shape { is_nullable, ..shapes.pop().unwrap_or_else(Shape::any) });
        }
        let kinds: Vec<Kind> = shapes.into_iter().map(|shape| shape.kind).collect();
        let has_any = kinds.contains(&Kind::Any);
        let kind = self.union(kinds, node, name);
        if kind == Kind::Any && !has_any {
            self.note(branches, "the fields and elements of values of several kinds are not read");
        }
        Some(Shape { is_nullable, ..Shape::of(kind) })
    }

    /// Reads a branch. The description of a branch with a single value is that of the value.
    fn read_branch(&mut self, branch: Node<'d>, name: Name<'_>) -> Shape {
        let mut shape = self.read(branch, name);
        if let Kind::ClosedSet(set) = &shape.kind {
            let description = branch.trimmed("description");
            if let ([value], false) = (set.values.as_slice(), description.is_empty()) {
                let value = SetValue { description, ..value.clone() };
                shape.kind = Kind::ClosedSet(Arc::new(ClosedSet { values: vec![value], ..ClosedSet::clone(set) }));
                shape.description.clear();
            }
        }
        shape
    }

    /// Returns the kind of values that have one of several kinds.
    fn union(&mut self, kinds: Vec<Kind>, node: Node<'d>, name: Name<'_>) -> Kind {
        let size = kinds.iter().map(|kind| self.size(kind)).sum();
        let Some(first) = kinds.first().filter(|_| self.spend(size)) else { return Kind::Any };
        if kinds.iter().all(|kind| kind == first) {
            return first.clone();
        }
        if kinds.iter().all(Kind::is_single_value) {
            return match single_value(kinds, &name.of(node)) {
                Kind::ClosedSet(set) => Kind::ClosedSet(Arc::new(ClosedSet {
                    description: name.set_description(node),
                    ..ClosedSet::clone(&set)
                })),
                kind => kind,
            };
        }
        if let Some(elements) = all(&kinds, |kind| if let Kind::List(element) = kind { Some(element) } else { None }) {
            let elements = elements.into_iter().map(|element| Kind::clone(element)).collect();
            return Kind::List(Arc::new(self.union(elements, node, name)));
        }
        match all(&kinds, |kind| if let Kind::Object(object) = kind { Some(object) } else { None }) {
            Some(objects) => self.shared_fields(&objects, node, name),
            None => Kind::Any,
        }
    }

    /// Returns an object with the fields that all objects have.
    fn shared_fields(&mut self, objects: &[&Arc<ObjectSchema>], node: Node<'d>, name: Name<'_>) -> Kind {
        let Some((first, rest)) = objects.split_first() else { return Kind::Any };
        let mut fields = Vec::new();
        for field in &first.fields {
            let others: Option<Vec<&Field>> = rest.iter().map(|object| object.known_field(&field.name)).collect();
            let Some(others) = others else { continue };
            let same = |text: fn(&Field) -> &str| others.iter().all(|other| text(other) == text(field));
            let is_required = others.iter().chain([&field]).all(|field| field.presence == Presence::Required);
            let kinds: Vec<Kind> = others.iter().chain([&field]).map(|field| field.kind.clone()).collect();
            fields.push(Field {
                name: field.name.clone(),
                description: if same(|field| &field.description) { field.description.clone() } else { String::new() },
                presence: if is_required { Presence::Required } else { Presence::Optional },
                is_nullable: others.iter().chain([&field]).any(|field| field.is_nullable),
                kind: self.union_of_field(kinds, &field.name),
                form: field.form.clone().filter(|_| others.iter().all(|other| other.form == field.form)),
                instead: field.instead.clone().filter(|_| others.iter().all(|other| other.instead == field.instead)),
            });
        }
        if fields.is_empty() {
            return Kind::Any;
        }
        let description = node.trimmed("description");
        self.object(ObjectSchema { name: name.of(node), description, fields, others: Others::Unknown }, node)
    }

    /// Returns the kind of a field that branches share: the same kind, all values of the sets, or else anything.
    fn union_of_field(&mut self, mut kinds: Vec<Kind>, name: &str) -> Kind {
        // The first branch is the last one in the list.
        kinds.rotate_right(1);
        let size = kinds.iter().map(|kind| self.size(kind)).sum();
        match kinds.first().filter(|_| self.spend(size)) {
            Some(first) if kinds.iter().all(|kind| kind == first) => first.clone(),
            Some(_) if kinds.iter().all(|kind| matches!(kind, Kind::String | Kind::ClosedSet(_))) => {
                single_value(kinds, &upper_camel_case(name))
            }
            _ => Kind::Any,
        }
    }
}

/// Applies a function to all items. `None` if it returns `None` for one of them.
fn all<'k, T>(kinds: &'k [Kind], part: impl Fn(&'k Kind) -> Option<T>) -> Option<Vec<T>> {
    kinds.iter().map(part).collect()
}

/// Whether a schema allows only null.
fn is_null(node: Node<'_>) -> bool {
    let is_null = |value: Node<'_>| matches!(value.value.kind, ValueKind::Null);
    let single_element = |list: Node<'_>| list.elements().count() == 1 && list.elements().all(is_null);
    node.get("type").and_then(Node::text) == Some("null")
        || node.get("const").is_some_and(is_null)
        || node.get("enum").is_some_and(single_element)
}

/// Returns the kind of values that have one of several kinds, each of which is a single value. The result has at most
/// one kind of strings and one of numbers.
pub(super) fn single_value(kinds: Vec<Kind>, name: &str) -> Kind {
    let mut single = Vec::new();
    for kind in kinds {
        match kind {
            Kind::OneOf(several) => single.extend(several.iter().cloned()),
            kind => single.push(kind),
        }
    }
    let mut distinct: Vec<Kind> = Vec::new();
    for kind in &single {
        if distinct.iter().all(|earlier| earlier.described() != kind.described()) {
            distinct.push(match kind {
                Kind::String | Kind::ClosedSet(_) => strings(&single, name),
                Kind::Integer(_) | Kind::Number => number(&single),
                other => other.clone(),
            });
        }
    }
    match distinct.as_slice() {
        [kind] => kind.clone(),
        _ => Kind::OneOf(distinct.into()),
    }
}

/// Returns the kind of the strings that have one of several kinds: a set with all values, which is not complete if one
/// of the kinds is any string.
fn strings(kinds: &[Kind], name: &str) -> Kind {
    let sets: Vec<&Arc<ClosedSet>> =
        kinds.iter().filter_map(|kind| if let Kind::ClosedSet(set) = kind { Some(set) } else { None }).collect();
    let Some((first, rest)) = sets.split_first() else { return Kind::String };
    let is_complete = !kinds.contains(&Kind::String) && sets.iter().all(|set| set.is_complete);
    if rest.iter().all(|set| set == first) {
        return Kind::ClosedSet(Arc::new(ClosedSet { is_complete, ..ClosedSet::clone(first) }));
    }
    let mut known = HashSet::new();
    let values = sets.iter().flat_map(|set| &set.values).filter(|value| known.insert(value.text.as_str()));
    Kind::ClosedSet(Arc::new(ClosedSet {
        name: name.to_owned(),
        description: String::new(),
        values: values.cloned().collect(),
        is_complete,
    }))
}

/// Returns the kind of the numbers that have one of several kinds.
fn number(kinds: &[Kind]) -> Kind {
    let (bits32, bits64) = (Kind::Integer(IntegerSize::Bits32), Kind::Integer(IntegerSize::Bits64));
    let widest = [Kind::Number, bits64].into_iter().find(|kind| kinds.contains(kind));
    widest.unwrap_or(bits32)
}
