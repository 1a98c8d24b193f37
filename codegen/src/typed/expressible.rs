//! Conditions that a typed rule cannot test, because the Rust types lose what they depend on.
//!
//! The types that the macros make keep everything. The user's own types may not: `Option` does not distinguish an absent
//! field from a null, a default value hides that a field is absent, and the macros cannot look into every type. A typed
//! rule must give the same answer as the rule on JSON bytes, so such a condition is an error.

mod map_keys;

use super::next_key;
use crate::rust_types::{EventType, RustField, RustValue, WhenAbsent, Wrapper};
use event_pattern_compiler::diagnostic::{Diagnostic, Lint};
use event_pattern_compiler::json::{JsonString, Number, Scalar};
use event_pattern_compiler::pattern::filter::{AnythingBut, FieldRef};
use event_pattern_compiler::pattern::{Alternative, Condition, Content, Field as Pair, Filter, Leaf, Object, Pattern};
use event_pattern_compiler::schema::{Field, Kind, ObjectSchema};
use event_pattern_compiler::source::Span;

/// Returns an error for each condition that the Rust types cannot express.
pub(crate) fn check(pattern: &Pattern, event_type: &EventType) -> Vec<Diagnostic> {
    let root = &*event_type.schema.root;
    let mut checker = Checker { event_type, errors: Vec::new() };
    checker.object(&pattern.root, Position { object: root, element: root, is_in_list: false });
    checker.map_keys(&pattern.root, root);
    checker.errors
}

/// The help for a condition that no Rust type could express.
const RAW_HELP: &str =
    "write the rule for JSON text: `fn name(json: &[u8]) -> Result<bool, event_pattern::EventError>`";

struct Checker<'e> {
    event_type: &'e EventType,
    errors: Vec<Diagnostic>,
}

/// A position in the pattern.
#[derive(Clone, Copy)]
struct Position<'e> {
    /// The schema of the object that the pattern is about.
    object: &'e ObjectSchema,
    /// The schema of the element of the innermost scope, or of the event.
    element: &'e ObjectSchema,
    /// Whether there may be several such objects in the element.
    is_in_list: bool,
}

/// A field of an event and its Rust field.
#[derive(Clone, Copy)]
struct Target<'e> {
    schema: &'e Field,
    rust: &'e RustField,
}

/// What is lost in the value of a Rust field.
enum Loss {
    Nothing,
    /// Whether the field is absent or null.
    AbsentOrNull,
    /// Whether the field is absent or has the default value of its type, which is this one.
    AbsentOrDefault(Scalar),
}

/// The end of a path that a typed rule cannot follow.
enum PathError<'e> {
    /// The event does not have the field, which another check reports.
    Unknown,
    /// The macros cannot look into this field.
    Opaque(&'e str, &'e RustField, &'e str),
    /// The path leads into this field, of which nothing is known.
    InAny(&'e str),
    /// The Rust type does not have the field, although events may have it.
    NotInType(&'e str),
}

impl<'e> Checker<'e> {
    fn error(&mut self, span: Span, message: String, help: impl Into<String>) {
        self.errors.push(Lint::InexpressibleCondition.at(span, message).with_help(help));
    }

    fn object(&mut self, object: &Object, position: Position<'e>) {
        for condition in &object.conditions {
            match condition {
                Condition::Or(or) => or.branches.iter().for_each(|branch| self.object(branch, position)),
                Condition::Scope(scope) => {
                    let inside = Position { element: position.object, is_in_list: false, ..position };
                    scope.patterns.iter().for_each(|pattern| self.object(pattern, inside));
                }
                Condition::Field(field) => {
                    let steps: Vec<JsonString> = field.key.split(b'.').collect();
                    let found = self.follow(position.object, &steps);
                    let Some((target, is_in_list)) = self.report(found, field.key_span) else { continue };
                    let is_in_list = position.is_in_list || is_in_list;
                    match (&field.content, target.schema.kind.object()) {
                        (Content::Object(inner), Some(object)) => {
                            let is_list = matches!(target.schema.kind, Kind::List(_));
                            self.object(inner, Position { object, is_in_list: is_in_list || is_list, ..position });
                        }
                        (Content::Object(inner), None) => self.in_any(inner),
                        (Content::Leaf(leaf), _) => self.leaf(leaf, target, is_in_list, position.element),
                    }
                }
            }
        }
    }

    /// Reports field references in a part of the pattern that is about a value of which nothing is known.
    fn in_any(&mut self, object: &Object) {
        for condition in &object.conditions {
            match condition {
                Condition::Or(or) => or.branches.iter().for_each(|branch| self.in_any(branch)),
                Condition::Scope(scope) => scope.patterns.iter().for_each(|pattern| self.in_any(pattern)),
                Condition::Field(Pair { content: Content::Object(inner), .. }) => self.in_any(inner),
                Condition::Field(Pair { content: Content::Leaf(leaf), key, .. }) => {
                    for (_, span) in leaf.alternatives.iter().flat_map(Alternative::field_refs) {
                        self.compares_any(span, &key.to_string());
                    }
                }
            }
        }
    }

    fn compares_any(&mut self, span: Span, name: &str) {
        let message = format!("a typed rule cannot compare `{name}` with another field, because it can have any value");
        self.error(span, message, RAW_HELP);
    }

    /// Follows a path from an object. Also returns whether the path leads through an array.
    fn follow(&self, from: &'e ObjectSchema, steps: &[JsonString]) -> Result<(Target<'e>, bool), PathError<'e>> {
        let (mut object, mut found, mut is_in_list) = (Some(from), None, false);
        let mut steps = steps;
        while !steps.is_empty() {
            let next = object.and_then(|inside| Some((inside, next_key(inside, steps)?)));
            let Some((inside, (name, rest))) = next else {
                let any = found.filter(Target::is_any);
                return Err(any.map_or(PathError::Unknown, |found| PathError::InAny(&found.schema.name)));
            };
            is_in_list |= found.is_some_and(|target: Target<'_>| matches!(target.schema.kind, Kind::List(_)));
            let types = &self.event_type.rust;
            let Some((schema, rust)) = inside.field(&name).zip(types.field(&inside.name, &name)) else {
                let rust_object = types.objects.iter().find(|object| object.name == inside.name);
                let reason = rust_object.and_then(|object| object.unknown_fields.as_deref());
                return Err(reason.map_or(PathError::Unknown, PathError::NotInType));
            };
            if let RustValue::Opaque(reason) = rust.value.element() {
                return Err(PathError::Opaque(&schema.name, rust, reason));
            }
            object = schema.kind.object();
            found = Some(Target { schema, rust });
            steps = rest;
        }
        found.map(|found| (found, is_in_list)).ok_or(PathError::Unknown)
    }

    /// Reports why a path cannot be followed.
    fn report<T>(&mut self, found: Result<T, PathError<'_>>, span: Span) -> Option<T> {
        match found {
            Ok(found) => return Some(found),
            Err(PathError::Unknown | PathError::InAny(_)) => {}
            Err(PathError::NotInType(reason)) => {
                self.error(span, format!("a typed rule cannot test this field: {reason}"), RAW_HELP);
            }
            Err(PathError::Opaque(name, rust, reason)) => {
                let field = if name.is_empty() { "this field".to_owned() } else { format!("`{name}`") };
                // Some reasons contain what to write.
                let (reason, remedy) = reason.split_once("; ").map_or((reason, None), |(one, two)| (one, Some(two)));
                let message = format!("a typed rule cannot test {field}: {reason}");
                let help = match remedy {
                    Some(remedy) => format!("{remedy}, or {RAW_HELP}"),
                    None if rust.name.is_empty() => RAW_HELP.to_owned(),
                    None => format!("change the field `{}`, or {RAW_HELP}", rust.name),
                };
                self.error(span, message, help);
            }
        }
        None
    }

    fn leaf(&mut self, leaf: &Leaf, target: Target<'e>, is_in_list: bool, element: &'e ObjectSchema) {
        for alternative in &leaf.alternatives {
            self.reads_unknown_value(alternative, target);
            self.field_refs(alternative, target, element);
        }
        let accepts_absence = leaf.accepts_absence();
        let hidden = match target.loss() {
            Loss::Nothing => return,
            Loss::AbsentOrNull => Scalar::Null,
            Loss::AbsentOrDefault(value) => value,
        };
        let is_plain = |alternative: &&Alternative| !alternative.filter.has_field_ref();
        let accepting = |alternative: &&Alternative| is_plain(alternative) && alternative.filter.accepts(&hidden);
        let accepts_hidden = leaf.alternatives.iter().find(accepting);
        let depends_on_it = match accepts_hidden {
            // In an array, absence is about all elements together.
            Some(_) if accepts_absence && !is_in_list => None,
            Some(alternative) => Some(alternative),
            None => leaf.alternatives.iter().find(|alternative| alternative.filter.accepts_absence()),
        };
        if let Some(alternative) = depends_on_it {
            self.lost(alternative.span, target);
        }
    }

    /// Reports a condition that depends on what is lost in the type of a field.
    fn lost(&mut self, span: Span, target: Target<'_>) {
        let (name, RustField { name: rust_name, written, wrapper, .. }) = (&target.schema.name, target.rust);
        let message = match (target.loss(), wrapper) {
            (Loss::AbsentOrDefault(_), _) => {
                format!(
                    "this condition depends on whether `{name}` is absent, but then `{rust_name}` has its default value"
                )
            }
            (_, Wrapper::Optional) => format!(
                "this condition depends on whether `{name}` is absent or null, but without `#[serde(default)]`, \
                 `{rust_name}` is `Null` in both cases"
            ),
            _ => format!(
                "this condition depends on whether `{name}` is absent or null, but `Option<{written}>` does not distinguish \
                 them"
            ),
        };
        let help = format!("write `#[serde(default)] {rust_name}: event_pattern::Optional<{written}>`");
        self.error(span, message, help);
    }

    /// Reports an alternative that depends on a string that the variant for unknown strings does not keep.
    fn reads_unknown_value(&mut self, alternative: &Alternative, target: Target<'_>) {
        let (RustValue::Variants { has_other: true }, Kind::ClosedSet(set)) =
            (target.rust.value.element(), target.schema.kind.element())
        else {
            return;
        };
        let is_known = |text: &JsonString| set.values.iter().any(|value| text.as_str() == Some(&value.text));
        let is_decided = |filter: &Filter| match filter {
            Filter::String(text) => is_known(text),
            Filter::Null | Filter::Boolean(_) | Filter::Number(_) | Filter::NumberByFirstDigit | Filter::Exists(_) => {
                true
            }
            _ => false,
        };
        let is_decided = match &alternative.filter {
            Filter::AnythingBut(AnythingBut { excluded }) => excluded.iter().all(is_decided),
            filter => is_decided(filter),
        };
        if !is_decided {
            let message = format!(
                "this condition depends on the string, but the variant of `{}` with `#[serde(other)]` does not keep it",
                set.name
            );
            self.error(alternative.span, message, "write strings that are variants, or make the field a `String`");
        }
    }

    /// Reports references to fields whose Rust types lose what the comparison depends on.
    fn field_refs(&mut self, alternative: &Alternative, own: Target<'e>, element: &'e ObjectSchema) {
        for (field_ref, span) in alternative.field_refs() {
            let FieldRef { is_relative, path } = field_ref;
            let from = if *is_relative { element } else { &self.event_type.schema.root };
            let steps: Vec<JsonString> = path.split(b'.').collect();
            let found = self.follow(from, &steps);
            if let Err(PathError::InAny(name)) = found {
                self.compares_any(span, name);
            }
            let Some((other, _)) = self.report(found, span) else { continue };
            if let Some(any) = [own, other].into_iter().find(Target::is_any) {
                self.compares_any(span, &any.schema.name);
                continue;
            }
            let lossy = |one: Target<'e>, other: Target<'e>| match (one.loss(), &alternative.filter) {
                (Loss::Nothing, _) | (Loss::AbsentOrNull, Filter::FieldRange(_)) => false,
                (Loss::AbsentOrNull, Filter::FieldRef(_)) => other.schema.is_nullable,
                (Loss::AbsentOrNull | Loss::AbsentOrDefault(_), _) => true,
            };
            if lossy(own, other) {
                self.lost(span, own);
            } else if lossy(other, own) {
                self.lost(span, other);
            }
            let other_variants = matches!(other.rust.value.innermost(), RustValue::Variants { has_other: true });
            if other_variants {
                let message =
                    format!("`{}` does not keep unknown strings, so it cannot be compared", other.schema.name);
                self.error(span, message, RAW_HELP);
            }
        }
    }
}

impl Target<'_> {
    /// Whether nothing is known about the value.
    fn is_any(&self) -> bool {
        self.rust.value.element() == &RustValue::Value
    }

    fn loss(self) -> Loss {
        match (self.rust.wrapper, self.rust.when_absent) {
            (Wrapper::None, WhenAbsent::Default) => self.default_value().map_or(Loss::Nothing, Loss::AbsentOrDefault),
            (Wrapper::Option, _) | (_, WhenAbsent::Null) => Loss::AbsentOrNull,
            (Wrapper::None | Wrapper::Optional, _) => Loss::Nothing,
        }
    }

    /// Returns the default value of the field's type. Returns `None` for an array or a map: if it is empty, it is the same
    /// as an absent field for a pattern.
    fn default_value(self) -> Option<Scalar> {
        Some(match self.rust.value.innermost() {
            RustValue::Text | RustValue::Str => Scalar::String("".into()),
            RustValue::Integer(_) | RustValue::Number => Scalar::Number(Number::parse("0").ok()?),
            RustValue::Boolean => Scalar::Boolean(false),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests;
