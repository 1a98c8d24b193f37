//! `exists: false` inside an array.
//!
//! Paths are taken in the order of the alphabet. Absence looks at the elements that earlier paths have settled, and at all
//! of them where none has.

use crate::diagnostic::{Diagnostics, Name};
use crate::rule::{FieldPath, Lowered};
use crate::schema::{Kind, Presence, Schema, fields_of};

/// Looks at every `exists: false` of a combination of `$or` branches.
pub(super) fn check(lowered: &Lowered, conjunction: &[usize], schema: &Schema, diagnostics: &mut Diagnostics) {
    for (position, &leaf) in conjunction.iter().enumerate() {
        let Some(place) = lowered.places[leaf].absence else { continue };
        let path = &lowered.rule.leaves[leaf].path;
        let Some(array) = innermost_array(path, schema) else { continue };
        let earlier = conjunction[..position].iter().map(|&other| &lowered.rule.leaves[other]);
        let mut settling = earlier.filter(|other| shares(&other.path, path, array.depth) && !other.accepts_absence());
        let field = path.last_step();
        diagnostics.push(match settling.next() {
            Some(_) if array.always_has_field => {
                let message = format!("every element of `{}` has `{field}`, so it is never absent", array.name);
                Name::NeverMatch.at(place, message).with_help("leave the alternative out")
            }
            Some(other) => {
                let other = other.path.last_step();
                let message = format!(
                    "`exists: false` speaks of the same element of `{}` as `{other}` only because `{field}` comes \
                     after `{other}` in the alphabet",
                    array.name
                );
                let help = format!("allow this if one element is meant; {}", in_rust(&array.name, &field));
                Name::AbsenceInArray.at(place, message).with_help(help)
            }
            None => {
                let message = format!("this asks that no element of `{}` at all has `{field}`", array.name);
                let help =
                    format!("`exists: false` does not speak of one element here; {}", in_rust(&array.name, &field));
                Name::AbsenceInArray.at(place, message).with_help(help)
            }
        });
    }
}

/// How to say in Rust that one element lacks a field.
fn in_rust(array: &str, field: &str) -> String {
    format!("to ask that one element lacks `{field}`, use `any` on the `{array}` of the typed event")
}

/// The innermost array of objects on a path.
struct Array {
    name: String,
    /// How many steps lead to it.
    depth: usize,
    /// Whether every element has the field that the path ends in.
    always_has_field: bool,
}

fn innermost_array(path: &FieldPath, schema: &Schema) -> Option<Array> {
    let mut object = schema.root;
    let mut array: Option<Array> = None;
    for (index, step) in path.steps().iter().enumerate() {
        let field = object.field(step.as_str()?)?;
        if let Some(array) = &mut array {
            let is_certain = field.presence == Presence::Required && !matches!(field.kind, Kind::List { .. });
            array.always_has_field &= is_certain;
        }
        let Some(inner) = fields_of(&field.kind) else { break };
        object = inner;
        if matches!(field.kind, Kind::List { .. }) {
            array = Some(Array { name: field.name.to_owned(), depth: index + 1, always_has_field: true });
        }
    }
    array
}

/// Whether two paths lead through the same array.
fn shares(one: &FieldPath, other: &FieldPath, depth: usize) -> bool {
    one.steps().len() > depth && one.steps()[..depth] == other.steps()[..depth]
}
