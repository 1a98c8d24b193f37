//! Checks `exists: false` inside arrays.
//!
//! Conditions are evaluated in alphabetical order of their paths. `exists: false` applies to the element that an
//! earlier path has selected, or to all elements if no earlier path has selected one.

use crate::diagnostic::{Diagnostics, Lint};
use crate::rule::{Conjunction, FieldPath, Lowered};
use crate::schema::{ObjectSchema, PathEnd};

/// Checks every `exists: false` in the given conjunctions. Each conjunction is paired with the schema of the event or
/// element that it applies to.
pub(super) fn check(lowered: &Lowered, conjunctions: &[(&Conjunction, &ObjectSchema)], diagnostics: &mut Diagnostics) {
    for (leaf, spans) in lowered.leaf_spans.iter().enumerate() {
        let Some(absence) = spans.absence else { continue };
        let in_conjunction = |&(conjunction, fields): &(&Conjunction, &ObjectSchema)| {
            let position = conjunction.leaves.iter().position(|&other| other == leaf)?;
            check_leaf(lowered, leaf, &conjunction.leaves[..position], fields)
        };
        let candidates: Vec<(Lint, String, String)> = conjunctions.iter().filter_map(in_conjunction).collect();
        // The condition is impossible only if it is impossible in every combination.
        let possible = candidates.iter().find(|(lint, ..)| *lint != Lint::NeverMatch);
        if let Some((lint, message, help)) = possible.or(candidates.first()) {
            diagnostics.push(lint.at(absence, message).with_help(help));
        }
    }
}

/// Returns the lint, message and help for an `exists: false` in the given leaf, or `None` if the leaf's path is not in
/// the schema or does not lead through an array of objects. The `earlier` leaves precede this leaf in path order.
fn check_leaf(
    lowered: &Lowered,
    leaf: usize,
    earlier: &[usize],
    fields: &ObjectSchema,
) -> Option<(Lint, String, String)> {
    let path = &lowered.rule.leaves[leaf].path;
    let array = innermost_array(path, fields)?;
    let earlier = earlier.iter().map(|&other| &lowered.rule.leaves[other]);
    let mut selecting =
        earlier.filter(|other| shares_array(&other.path, path, array.depth) && !other.accepts_absence());
    let (field, name) = (path.last_step(), &array.name);
    if array.depth == path.steps().len() {
        // The check of fields reports a list of alternatives for an array of objects.
        return None;
    }
    let scope_help = format!("to match an element without `{field}`, write {}", array.scoped);
    Some(match selecting.next() {
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
            (Lint::AbsenceInArray, message, format!("if that is intended, allow this warning; {scope_help}"))
        }
        None => (
            Lint::AbsenceInArray,
            format!("this `exists: false` requires that no element of `{name}` has `{field}`"),
            scope_help,
        ),
    })
}

/// The innermost array of objects on a path.
struct Array {
    name: String,
    /// Number of steps on the path to the array.
    depth: usize,
    /// Whether every element has the last field of the path.
    always_has_field: bool,
    /// The condition in pattern syntax, with a scope for each array on the path.
    scoped: String,
}

fn innermost_array(path: &FieldPath, fields: &ObjectSchema) -> Option<Array> {
    let resolution = fields.resolve(path.steps());
    if matches!(resolution.end, PathEnd::UnknownField | PathEnd::Unchecked) {
        return None;
    }
    let arrays: Vec<usize> = resolution.arrays_of_objects().collect();
    let depth = *arrays.last()?;
    Some(Array {
        name: path.steps()[depth - 1].to_string(),
        depth,
        always_has_field: resolution.fields[depth..].iter().all(|field| field.always_has_value()),
        scoped: scoped(path, &arrays),
    })
}

/// Returns `exists: false` at a path, written with a `$any` for each array, such as
/// `"containers": { "$any": { …, "exitCode": [{ "exists": false }] } }`. For each array, `arrays` contains the number of
/// steps that lead to it.
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

/// Whether two paths go through the same array, which is `depth` steps from the root.
fn shares_array(one: &FieldPath, other: &FieldPath, depth: usize) -> bool {
    one.steps().len() > depth && one.steps()[..depth] == other.steps()[..depth]
}
