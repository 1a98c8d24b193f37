//! Checks the fields that `$field` names: whether each of them exists and has a comparable type.

use super::hint;
use crate::diagnostic::{Diagnostic, Diagnostics, Lint, nearest};
use crate::json::JsonString;
use crate::pattern::Leaf;
use crate::pattern::filter::FieldRef;
use crate::pattern::print::quoted_list;
use crate::schema::{Kind, ObjectSchema, PathEnd, Resolution, Schema};
use crate::source::Span;

/// The field whose value is compared with the referenced fields.
pub(super) struct ComparedField<'p> {
    pub(super) schema: &'p Schema,
    /// The schema of an element of the innermost scope, or `None` outside of scopes.
    pub(super) element: Option<&'p ObjectSchema>,
    /// The path to the field, from the element if there is a scope, otherwise from the event.
    pub(super) path: &'p [String],
    pub(super) kind: &'p Kind,
}

/// Checks every field reference in a list of alternatives.
pub(super) fn check(leaf: &Leaf, field: &ComparedField<'_>, diagnostics: &mut Diagnostics) {
    for (field_ref, span) in leaf.alternatives.iter().flat_map(|alternative| alternative.field_refs()) {
        diagnostics.extend(field.check_ref(field_ref, span));
    }
}

impl ComparedField<'_> {
    fn check_ref(&self, field_ref: &FieldRef, span: Span) -> Option<Diagnostic> {
        let start = if field_ref.is_relative { self.element? } else { &self.schema.root };
        let steps: Vec<JsonString> = field_ref.path.split(b'.').collect();
        let resolution = start.resolve(&steps);
        if resolution.enclosing_array().is_some() {
            // The placement check has already rejected this reference.
            return None;
        }
        if resolution.end == PathEnd::Unchecked {
            return None;
        }
        if resolution.end != PathEnd::Found {
            return Some(self.unknown(field_ref, &steps, &resolution, span));
        }
        // The placement check has also rejected references to objects and arrays.
        let other = resolution.field().filter(|field| field.kind.is_single_value())?;
        let own = self.path.last().map(String::as_str).unwrap_or_default();
        if field_ref.is_relative == self.element.is_some() && field_ref.path.to_string() == self.path.join(".") {
            let message = format!("`{own}` is compared with itself");
            return Some(Lint::SelfReference.at(span, message).with_help("use another field"));
        }
        if is_comparable(self.kind.element(), &other.kind) {
            return None;
        }
        let message = format!(
            "`{own}` is {} and `{field_ref}` is {}, so they cannot be compared",
            self.kind.described(),
            other.kind.described()
        );
        Some(Lint::WrongType.at(span, message).with_help("use a field of the same type"))
    }

    fn unknown(
        &self,
        field_ref: &FieldRef,
        steps: &[JsonString],
        resolution: &Resolution<'_>,
        span: Span,
    ) -> Diagnostic {
        let (step, object) = (resolution.fields.len(), resolution.object);
        let name = steps.get(step).map(JsonString::to_string).unwrap_or_default();
        let owner = match step.checked_sub(1).and_then(|before| steps.get(before)) {
            Some(before) => format!("`{before}`"),
            None if field_ref.is_relative => "the element".to_owned(),
            None => "an event".to_owned(),
        };
        let diagnostic = Lint::UnknownField.at(span, format!("`{name}` is not a field of {owner}"));
        let nearest = nearest(&name, object.fields.iter().map(|field| field.name.as_str()));
        let full_path = hint::path_to(&name, self.schema).filter(|_| !field_ref.is_relative);
        match (nearest, full_path) {
            (Some(nearest), _) => {
                let mut path: Vec<String> = steps.iter().map(JsonString::to_string).collect();
                if let Some(misspelled) = path.get_mut(step) {
                    nearest.clone_into(misspelled);
                }
                let dot = if field_ref.is_relative { "." } else { "" };
                diagnostic.with_help(format!("did you mean `{dot}{}`?", path.join(".")))
            }
            (None, Some(path)) => diagnostic.with_help(format!("write the full path: `{path}`")),
            (None, None) => {
                let available = quoted_list(object.fields.iter().map(|field| field.name.as_str()));
                diagnostic.with_help(format!("the available fields are {available}")).suggesting_allow()
            }
        }
    }
}

/// Whether values of the two kinds can be equal.
fn is_comparable(one: &Kind, other: &Kind) -> bool {
    match (one, other) {
        (Kind::Any, _)
        | (_, Kind::Any)
        | (Kind::String | Kind::ClosedSet(_), Kind::String | Kind::ClosedSet(_))
        | (Kind::Integer(_) | Kind::Number, Kind::Integer(_) | Kind::Number)
        | (Kind::Boolean, Kind::Boolean) => true,
        (Kind::OneOf(kinds), other) | (other, Kind::OneOf(kinds)) => {
            kinds.iter().any(|kind| is_comparable(kind, other))
        }
        _ => false,
    }
}
