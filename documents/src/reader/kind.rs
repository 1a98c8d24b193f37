//! The keywords that name a kind: `type`, `format`, `enum`, `const` and `items`.

use super::union::single_value;
use super::{Name, Reader, Shape};
use crate::extension;
use crate::names::singular;
use crate::tree::Node;
use event_pattern_compiler::json::ValueKind;
use event_pattern_compiler::schema::{ClosedSet, IntegerSize, Kind, SetValue};
use std::collections::HashSet;
use std::sync::Arc;

/// The kinds of JSON values except null, as in `type`.
const ALL_TYPES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];

impl<'d> Reader<'d> {
    /// Returns what a schema says by itself, apart from the schemas that it is combined with. `None` if it says nothing
    /// about the kind of its values.
    pub(super) fn own_shape(&mut self, node: Node<'d>, name: Name<'_>) -> Option<Shape> {
        let types = node.get("type");
        let mut names: Vec<&str> = match types.map(|types| (types, types.text())) {
            Some((_, Some(single))) => vec![single],
            Some((types, None)) => types.elements().filter_map(Node::text).collect(),
            None => Vec::new(),
        };
        let may_be_null = names.contains(&"null");
        names.retain(|name| *name != "null");
        if let Some(types) = types.filter(|_| names.is_empty() && !may_be_null) {
            self.warn(types, format!("expected the name of a type, found {}", types.value.kind.described()));
        }
        let required: Vec<String> = texts(node.get("required")).map(str::to_owned).collect();
        let kind = match self.enumerated(node, &names, name) {
            Some(shape) => {
                return Some(Shape { is_nullable: shape.is_nullable || may_be_null, required, ..shape });
            }
            None if types.is_none() => match implied_type(node) {
                Some(implied) => self.kind_of_type(implied, node, name),
                None if required.is_empty() => return None,
                None => return Some(Shape { required, ..Shape::any() }),
            },
            None => self.kind_of_types(&names, node, name),
        };
        Some(match kind {
            Some(shape) => Shape { is_nullable: may_be_null, required, ..shape },
            // Only null, or a type that is not known.
            None => Shape { required, ..Shape::any() },
        })
    }

    /// Returns the kind of values that have one of several types.
    fn kind_of_types(&mut self, names: &[&str], node: Node<'d>, name: Name<'_>) -> Option<Shape> {
        match names {
            [] => None,
            [single] => self.kind_of_type(single, node, name),
            several if several.iter().any(|name| matches!(*name, "array" | "object")) => {
                let is_everything = ALL_TYPES.iter().all(|known| several.contains(known) || *known == "integer");
                if !is_everything {
                    self.note(node.get("type")?, "the fields and elements of values of several kinds are not read");
                }
                Some(Shape::of(Kind::Any))
            }
            several => {
                let kinds: Option<Vec<Kind>> =
                    several.iter().map(|single| Some(self.kind_of_type(single, node, name)?.kind)).collect();
                Some(Shape::of(single_value(kinds?, &name.of(node))))
            }
        }
    }

    fn kind_of_type(&mut self, type_name: &str, node: Node<'d>, name: Name<'_>) -> Option<Shape> {
        Some(match type_name {
            "string" => Shape::of(Kind::String),
            "boolean" => Shape::of(Kind::Boolean),
            "number" => Shape::of(Kind::Number),
            "integer" => Shape::of(integer(node.get("format").and_then(Node::text))),
            "object" => Shape::of(self.read_object(node, name)),
            "array" => self.read_list(node, name),
            unknown => {
                let node = node.get("type").unwrap_or(node);
                self.warn(node, format!("unknown type `{unknown}`"));
                return None;
            }
        })
    }

    /// Reads a list. The form of its elements becomes the form of the list.
    fn read_list(&mut self, node: Node<'d>, name: Name<'_>) -> Shape {
        let element = match node.get("items") {
            Some(items) if items.is_object() => {
                let element = singular(name.key());
                self.inside(|reader| reader.read(items, Name::Key(&element)))
            }
            _ => Shape::any(),
        };
        let kind = if matches!(element.kind, Kind::List(_)) { Kind::Any } else { element.kind };
        Shape { form: element.form, ..Shape::of(Kind::List(Arc::new(kind))) }
    }

    /// Returns the kind of the values in `enum` or `const`. `None` if there are none, or if their type says the same.
    fn enumerated(&mut self, node: Node<'d>, types: &[&str], name: Name<'_>) -> Option<Shape> {
        let values: Vec<Node<'d>> = match (node.get("const"), node.get("enum")) {
            (Some(single), _) => vec![single],
            (None, Some(list)) => list.elements().collect(),
            (None, None) => return None,
        };
        let (nulls, values): (Vec<_>, Vec<_>) =
            values.into_iter().partition(|value| matches!(value.value.kind, ValueKind::Null));
        let is_nullable = !nulls.is_empty();
        let strings: Option<Vec<&str>> = values.iter().map(|value| value.text()).collect();
        if values.is_empty() {
            return is_nullable.then(Shape::any);
        }
        if let Some(strings) = strings.filter(|_| types.is_empty() || types == ["string"]) {
            let set = self.closed_set(node, &strings, name);
            return Some(Shape { is_nullable, ..Shape::of(Kind::ClosedSet(Arc::new(set))) });
        }
        if !types.is_empty() {
            let shape = self.kind_of_types(types, node, name)?;
            return Some(Shape { is_nullable, ..shape });
        }
        let kinds: Option<Vec<Kind>> = values.iter().map(|value| kind_of_value(*value)).collect();
        let Some(kinds) = kinds else {
            self.note(node, "the arrays and objects in `enum` and `const` are not read");
            return Some(Shape { is_nullable, ..Shape::of(Kind::Any) });
        };
        Some(Shape { is_nullable, ..Shape::of(single_value(kinds, &name.of(node))) })
    }

    fn closed_set(&mut self, node: Node<'d>, strings: &[&str], name: Name<'_>) -> ClosedSet {
        let described: Vec<String> = match node.get("x-enum-descriptions") {
            Some(list) => list.elements().map(|text| text.text().unwrap_or_default().trim().to_owned()).collect(),
            None => Vec::new(),
        };
        let mut values: Vec<SetValue> = Vec::new();
        let mut seen = HashSet::new();
        for (index, text) in strings.iter().enumerate().filter(|(_, text)| seen.insert(**text)) {
            let description = described.get(index).cloned().unwrap_or_default();
            values.push(SetValue { text: (*text).to_owned(), description });
        }
        let extension = node.get(extension::KEYWORD).and_then(|extension| extension::of_value(self, extension));
        ClosedSet {
            name: name.of(node),
            description: name.set_description(node),
            values,
            is_complete: extension.is_none_or(|extension| extension.is_complete),
        }
    }
}

/// Returns the strings in a list.
fn texts(list: Option<Node<'_>>) -> impl Iterator<Item = &str> {
    list.into_iter().flat_map(Node::elements).filter_map(Node::text)
}

/// Returns the type that the other keywords of a schema imply.
fn implied_type(node: Node<'_>) -> Option<&'static str> {
    let has = |keywords: &[&str]| keywords.iter().any(|keyword| node.get(keyword).is_some());
    if has(&["properties", "additionalProperties", "patternProperties"]) {
        Some("object")
    } else if has(&["items", "prefixItems"]) {
        Some("array")
    } else {
        None
    }
}

fn integer(format: Option<&str>) -> Kind {
    match format {
        Some("int32") => Kind::Integer(IntegerSize::Bits32),
        // These have values that do not fit into 64 bits with a sign.
        Some("uint" | "uint64" | "uint128" | "int128") => Kind::Number,
        _ => Kind::Integer(IntegerSize::Bits64),
    }
}

/// Returns the kind of a single value. `None` if the value is null, an array or an object.
fn kind_of_value(node: Node<'_>) -> Option<Kind> {
    match &node.value.kind {
        ValueKind::String(_) => Some(Kind::String),
        ValueKind::Boolean(_) => Some(Kind::Boolean),
        ValueKind::Number(number) if number.text().parse::<i64>().is_ok() => Some(Kind::Integer(IntegerSize::Bits64)),
        ValueKind::Number(_) => Some(Kind::Number),
        ValueKind::Null | ValueKind::Array(_) | ValueKind::Object(_) | ValueKind::Unknown => None,
    }
}
