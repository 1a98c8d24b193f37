//! `exists: false` inside an array.
//!
//! Paths are taken in the order of the alphabet. Absence looks at the elements that earlier paths have settled, and at all
//! of them where none has.

use crate::diagnostic::{Diagnostics, Lint};
use crate::rule::{Conjunction, FieldPath, Lowered};
use crate::schema::{ObjectSchema, PathEnd};

/// Looks at every `exists: false` in the combinations of `$or` branches, each with the fields of its event or element.
pub(super) fn check(
    lowered: &Lowered,
    conjunctions: &[(&Conjunction, &'static ObjectSchema)],
    diagnostics: &mut Diagnostics,
) {
    for (leaf, place) in lowered.leaf_spans.iter().enumerate() {
        let Some(absence) = place.absence else { continue };
        let holding = |&(conjunction, fields): &(&Conjunction, &'static ObjectSchema)| {
            let position = conjunction.leaves.iter().position(|&other| other == leaf)?;
            judge(lowered, leaf, &conjunction.leaves[..position], fields)
        };
        let judged: Vec<(Lint, String, String)> = conjunctions.iter().filter_map(holding).collect();
        // What one combination rules out another may allow.
        let possible = judged.iter().find(|(name, ..)| *name != Lint::NeverMatch);
        if let Some((name, message, help)) = possible.or(judged.first()) {
            diagnostics.push(name.at(absence, message).with_help(help));
        }
    }
}

/// What there is to say about the absence of a field, after the leaves whose paths come earlier.
fn judge(
    lowered: &Lowered,
    leaf: usize,
    earlier: &[usize],
    fields: &'static ObjectSchema,
) -> Option<(Lint, String, String)> {
    let path = &lowered.rule.leaves[leaf].path;
    let array = innermost_array(path, fields)?;
    let earlier = earlier.iter().map(|&other| &lowered.rule.leaves[other]);
    let mut settling = earlier.filter(|other| shares(&other.path, path, array.depth) && !other.accepts_absence());
    let (field, name) = (path.last_step(), &array.name);
    let in_scope = format!("to match one element without `{field}`, write {}", array.scoped);
    Some(match settling.next() {
        Some(_) if array.always_has_field => (
            Lint::NeverMatch,
            format!("every element of `{name}` has `{field}`, so it is never absent"),
            "remove the alternative".to_owned(),
        ),
        Some(other) => {
            let other = other.path.last_step();
            let message = format!(
                "this `exists: false` applies to the same element of `{name}` as `{other}` only because `{other}` sorts \
                 before `{field}`"
            );
            (Lint::AbsenceInArray, message, format!("if that is intended, allow this warning; {in_scope}"))
        }
        None => (
            Lint::AbsenceInArray,
            format!("this `exists: false` requires that no element of `{name}` has `{field}`"),
            in_scope,
        ),
    })
}

/// The innermost array of objects on a path.
struct Array {
    name: String,
    /// How many steps lead to it.
    depth: usize,
    /// Whether every element has the field that the path ends in.
    always_has_field: bool,
    /// The absence of the field with a scope for each array on the way.
    scoped: String,
}

fn innermost_array(path: &FieldPath, fields: &'static ObjectSchema) -> Option<Array> {
    let resolution = fields.resolve(path.steps());
    if resolution.end == PathEnd::UnknownField {
        return None;
    }
    let arrays: Vec<usize> = resolution.arrays_of_objects().collect();
    let depth = *arrays.last()?;
    Some(Array {
        name: resolution.fields[depth - 1].name.to_owned(),
        depth,
        always_has_field: resolution.fields[depth..].iter().all(|field| field.always_has_value()),
        scoped: scoped(path, &arrays),
    })
}

/// `"containers": { "$any": { …, "exitCode": [{ "exists": false }] } }`, for arrays after so many steps of a path.
fn scoped(path: &FieldPath, arrays: &[usize]) -> String {
    let name = |from: usize, to: usize| -> String {
        let steps: Vec<String> = path.steps()[from..to].iter().map(ToString::to_string).collect();
        steps.join(".")
    };
    let last = arrays.last().copied().unwrap_or_default();
    let leaf = format!("…, \"{}\": [{{ \"exists\": false }}]", name(last, path.steps().len()));
    let scopes = arrays.iter().enumerate().rev().fold(leaf, |inner, (number, &array)| {
        let from = if number == 0 { array - 1 } else { arrays[number - 1] };
        format!("\"{}\": {{ \"$any\": {{ {inner} }} }}", name(from, array))
    });
    format!("`{scopes}`")
}

/// Whether two paths lead through the same array.
fn shares(one: &FieldPath, other: &FieldPath, depth: usize) -> bool {
    one.steps().len() > depth && one.steps()[..depth] == other.steps()[..depth]
}
