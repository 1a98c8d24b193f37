//! Objects and maps: `properties`, `required`, `additionalProperties` and `patternProperties`.

use super::{Extent, MAX_FIELDS, MAX_LEVELS, Name, Reader, Shape};
use crate::names::singular;
use crate::tree::Node;
use event_pattern_compiler::schema::{Field, Kind, ObjectSchema, Others, Presence};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

impl<'d> Reader<'d> {
    /// Reads the fields of an object. An object of which nothing is known can be anything.
    pub(super) fn read_object(&mut self, node: Node<'d>, name: Name<'_>) -> Kind {
        let fields = self.read_fields(node);
        let additional = node.get("additionalProperties").or_else(|| node.get("unevaluatedProperties"));
        let patterns = node.get("patternProperties").map(Node::members).unwrap_or_default();
        let others = match (additional, patterns) {
            (Some(values), []) if fields.is_empty() && values.is_object() => self.read_values(values, name),
            (_, [single]) if fields.is_empty() && additional.is_none_or(|values| values.is(false)) => {
                self.read_values(node.at(&single.value), name)
            }
            (Some(additional), []) if additional.is(false) => Others::None,
            (None, []) => Others::None,
            _ => Others::Unknown,
        };
        let is_unknown = fields.is_empty() && (additional.is_none() || others == Others::Unknown);
        if is_unknown && !matches!(others, Others::Values(_)) {
            return Kind::Any;
        }
        let object = ObjectSchema { name: name.of(node), description: node.trimmed("description"), fields, others };
        self.object(object, node)
    }

    fn read_fields(&mut self, node: Node<'d>) -> Vec<Field> {
        let Some(properties) = node.get("properties") else { return Vec::new() };
        if !properties.is_object() {
            self.warn(properties, format!("expected properties, found {}", properties.value.kind.described()));
        }
        let required: HashSet<&str> =
            node.get("required").into_iter().flat_map(Node::elements).filter_map(Node::text).collect();
        // If a key is repeated, the last one counts, as for other readers of JSON.
        let last: HashMap<&[u8], usize> =
            properties.members().iter().enumerate().map(|(index, member)| (member.key.as_bytes(), index)).collect();
        let mut fields = Vec::new();
        for (index, member) in properties.members().iter().enumerate() {
            let value = node.at(&member.value);
            let Some(key) = member.key.as_str() else {
                self.warn(value, "the key contains a lone surrogate, so the field is left out");
                continue;
            };
            if last[member.key.as_bytes()] != index {
                self.warn(value, format!("the field `{key}` is described again later"));
                continue;
            }
            // The object never has this field.
            if value.is(false) {
                continue;
            }
            let shape = self.inside(|reader| reader.read(value, Name::Key(key)));
            let presence = if required.contains(key) { Presence::Required } else { Presence::Optional };
            fields.push(field(key, shape, presence));
        }
        sort(&mut fields);
        fields
    }

    /// Reads the values of a map.
    fn read_values(&mut self, values: Node<'d>, name: Name<'_>) -> Others {
        let element = singular(name.key());
        let shape = self.inside(|reader| reader.read(values, Name::Key(&element)));
        // Such a schema says as little as `true`.
        if values.members().is_empty() {
            return Others::Unknown;
        }
        Others::Values(Arc::new(field("", shape, Presence::Optional)))
    }

    /// Creates the kind of an object. Fields that would make it too large can have any value.
    pub(super) fn object(&mut self, mut object: ObjectSchema, node: Node<'d>) -> Kind {
        let mut extent = Extent { fields: 1, levels: 0 };
        let mut is_cut = false;
        for field in &mut object.fields {
            let inner = self.extent(&field.kind);
            let is_too_large = extent.fields + inner.fields > MAX_FIELDS || inner.levels >= MAX_LEVELS;
            if inner.fields > 0 && is_too_large {
                field.kind = Kind::Any;
                is_cut = true;
            } else {
                extent.fields += inner.fields;
                extent.levels = extent.levels.max(inner.levels);
            }
            extent.fields += 1;
        }
        if let Others::Values(values) = &mut object.others {
            let inner = self.extent(&values.kind);
            if inner.levels >= MAX_LEVELS {
                *values = Arc::new(Field { kind: Kind::Any, ..Field::clone(values) });
                is_cut = true;
            } else {
                extent = Extent { fields: extent.fields + inner.fields, levels: inner.levels };
            }
        }
        if is_cut {
            self.note(node, format!("more than {MAX_FIELDS} fields or {MAX_LEVELS} levels of them are not read"));
        }
        extent.levels += 1;
        let object = Arc::new(object);
        self.extents.insert(Arc::as_ptr(&object), (Arc::clone(&object), extent));
        Kind::Object(object)
    }

    /// Returns the size of the tree that a kind contains.
    fn extent(&self, kind: &Kind) -> Extent {
        match kind.element() {
            Kind::Object(object) => {
                self.extents.get(&Arc::as_ptr(object)).map_or(Extent::default(), |(_, extent)| *extent)
            }
            _ => Extent::default(),
        }
    }

    /// Returns the number of steps that it takes to go through a kind.
    pub(crate) fn size(&self, kind: &Kind) -> usize {
        self.extent(kind).fields + 1
    }
}

/// Sorts fields by name.
pub(super) fn sort(fields: &mut [Field]) {
    fields.sort_by(|one, other| one.name.cmp(&other.name));
}

fn field(name: &str, shape: Shape, presence: Presence) -> Field {
    Field {
        name: name.to_owned(),
        description: shape.description,
        presence,
        is_nullable: shape.is_nullable,
        kind: shape.kind,
        form: shape.form,
        instead: shape.instead,
    }
}
