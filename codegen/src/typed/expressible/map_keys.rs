//! Keys of one map that a typed rule cannot distinguish: `k` and `k.m`.
//!
//! In a pattern, `k.m` is also the field `m` of `k`. If the values of the map are objects, the conditions on both keys are
//! about one object of the pattern, but about two objects of the event.

use super::{Checker, RAW_HELP};
use event_pattern_compiler::json::JsonString;
use event_pattern_compiler::pattern::{Condition, Content, Object};
use event_pattern_compiler::schema::ObjectSchema;
use event_pattern_compiler::source::Span;

/// A key of a map, as a path from the start of the event or the element.
struct MapKey {
    /// Number of steps on the path to the map.
    depth: usize,
    path: Vec<JsonString>,
    /// The span of the key in the pattern that ends the key of the map.
    span: Span,
}

/// A step of a path, and the span of the key in the pattern that contains it.
type Step = (JsonString, Span);

impl<'e> Checker<'e> {
    /// Reports keys that start with another key of the same map. `start` is the schema of the event or the element.
    pub(super) fn map_keys(&mut self, object: &Object, start: &'e ObjectSchema) {
        let mut keys = Vec::new();
        self.collect_map_keys(object, &mut Vec::new(), start, &mut keys);
        for key in &keys {
            let is_start = |other: &&MapKey| {
                other.depth == key.depth && other.path.len() < key.path.len() && key.path.starts_with(&other.path)
            };
            if let Some(other) = keys.iter().find(is_start) {
                let text = |key: &MapKey| {
                    key.path[key.depth..].iter().map(JsonString::to_string).collect::<Vec<_>>().join(".")
                };
                let message = format!("a typed rule cannot test both `{}` and `{}` in one map", text(other), text(key));
                self.error(key.span, message, RAW_HELP);
            }
        }
    }

    fn collect_map_keys(
        &mut self,
        object: &Object,
        path: &mut Vec<Step>,
        start: &'e ObjectSchema,
        keys: &mut Vec<MapKey>,
    ) {
        for condition in &object.conditions {
            match condition {
                Condition::Or(or) => {
                    or.branches.iter().for_each(|branch| self.collect_map_keys(branch, path, start, keys));
                }
                Condition::Scope(scope) => {
                    let steps: Vec<JsonString> = path.iter().map(|(step, _)| step.clone()).collect();
                    if let Some(element) = start.resolve(&steps).inner_object() {
                        scope.patterns.iter().for_each(|pattern| self.map_keys(pattern, element));
                    }
                }
                Condition::Field(field) => {
                    let length = path.len();
                    path.extend(field.key.split(b'.').map(|step| (step, field.key_span)));
                    match &field.content {
                        Content::Object(inner) => self.collect_map_keys(inner, path, start, keys),
                        Content::Leaf(_) => add_map_keys(path, start, keys),
                    }
                    path.truncate(length);
                }
            }
        }
    }
}

/// Adds the key of each map of objects that a path leads through.
fn add_map_keys(path: &[Step], start: &ObjectSchema, keys: &mut Vec<MapKey>) {
    let (steps, spans): (Vec<JsonString>, Vec<Span>) = path.iter().cloned().unzip();
    let (mut object, mut depth) = (Some(start), 0);
    while let Some(inside) = object.filter(|_| depth < steps.len()) {
        let end = depth + inside.key_length(&steps[depth..]);
        let name = steps[depth..end].iter().map(JsonString::to_string).collect::<Vec<_>>().join(".");
        let field = inside.field(&name);
        let is_map = inside.others.values().is_some_and(|values| values.kind.object().is_some());
        if is_map && field.is_some() {
            keys.push(MapKey { depth, path: steps[..end].to_vec(), span: spans[end - 1] });
        }
        object = field.and_then(|field| field.kind.object());
        depth = end;
    }
}
