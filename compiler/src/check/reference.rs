//! The names of other fields in a list of alternatives: whether they are there, and of the type of the list's field.

use super::hint;
use crate::diagnostic::{Diagnostic, Diagnostics, Lint, nearest};
use crate::json::JsonString;
use crate::pattern::Leaf;
use crate::pattern::filter::FieldRef;
use crate::pattern::print::quoted_list;
use crate::schema::{Kind, ObjectSchema, PathEnd, Resolution, Schema};
use crate::source::Span;

/// The field that a list of alternatives is for.
pub(super) struct Field<'p> {
    pub(super) schema: &'static Schema,
    /// The fields of the element of the innermost scope.
    pub(super) element: Option<&'static ObjectSchema>,
    /// The names of the fields that lead to it, from the element or else from the event.
    pub(super) path: &'p [&'static str],
    pub(super) kind: &'static Kind,
}

/// Looks at all other fields that are named.
pub(super) fn check(leaf: &Leaf, field: &Field<'_>, diagnostics: &mut Diagnostics) {
    for (reference, place) in leaf.alternatives.iter().flat_map(|alternative| alternative.field_refs()) {
        diagnostics.extend(field.wrong(reference, place));
    }
}

impl Field<'_> {
    fn wrong(&self, reference: &FieldRef, place: Span) -> Option<Diagnostic> {
        let start = if reference.is_relative { self.element? } else { self.schema.root };
        let steps: Vec<JsonString> = reference.path.split(b'.').collect();
        let resolution = start.resolve(&steps);
        if resolution.enclosing_array().is_some() {
            // This has been refused.
            return None;
        }
        if resolution.end != PathEnd::Found {
            return Some(self.unknown(reference, &steps, &resolution, place));
        }
        // What is no single value has been refused too.
        let other = resolution.field().filter(|field| field.kind.is_single_value())?;
        let own = self.path.last().copied().unwrap_or_default();
        if reference.is_relative == self.element.is_some() && reference.path.to_string() == self.path.join(".") {
            let message = format!("`{own}` is compared with itself");
            return Some(Lint::SelfReference.at(place, message).with_help("use another field"));
        }
        if is_comparable(self.kind.element(), &other.kind) {
            return None;
        }
        let message = format!(
            "`{own}` is {} and `{reference}` is {}, so they cannot be compared",
            self.kind.described(),
            other.kind.described()
        );
        Some(Lint::WrongType.at(place, message).with_help("use a field of the same type"))
    }

    fn unknown(&self, reference: &FieldRef, steps: &[JsonString], found: &Resolution, place: Span) -> Diagnostic {
        let (step, object) = (found.fields.len(), found.object);
        let name = steps.get(step).map(JsonString::to_string).unwrap_or_default();
        let whole = match step.checked_sub(1).and_then(|before| steps.get(before)) {
            Some(before) => format!("`{before}`"),
            None if reference.is_relative => "the element".to_owned(),
            None => "an event".to_owned(),
        };
        let diagnostic = Lint::UnknownField.at(place, format!("`{name}` is not a field of {whole}"));
        let nearest = nearest(&name, object.fields.iter().map(|field| field.name));
        let elsewhere = hint::path_to(&name, self.schema).filter(|_| !reference.is_relative);
        match (nearest, elsewhere) {
            (Some(nearest), _) => diagnostic.with_help(format!("write `{nearest}`")),
            (None, Some(path)) => diagnostic.with_help(format!("write the full path: `{path}`")),
            (None, None) => {
                let known = quoted_list(object.fields.iter().map(|field| field.name));
                diagnostic.with_help(format!("the available fields are {known}")).suggesting_allow()
            }
        }
    }
}

/// Whether values of the two kinds can be equal.
fn is_comparable(one: &Kind, other: &Kind) -> bool {
    let class = |kind: &Kind| match kind {
        Kind::String | Kind::ClosedSet(_) => 0,
        Kind::Integer | Kind::Long | Kind::Double => 1,
        Kind::Boolean => 2,
        Kind::Object(_) | Kind::List { .. } => 3,
    };
    class(one) == class(other)
}
