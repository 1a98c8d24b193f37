//! The fields that the user names with `--keep`.

use super::tree::Chosen;
use crate::failure::Failure;
use event_pattern_compiler::diagnostic::nearest;
use event_pattern_compiler::json::{Value, ValueKind};

/// Finds the values of an event at a path, which may start in the detail and may lead through arrays.
pub(super) fn find(event: &Value, path: &str) -> Result<Chosen, Failure> {
    let mut leaves = Vec::new();
    collect(event, &mut Vec::new(), &mut leaves);
    let inner = format!("detail.{path}");
    for path in [path, &inner] {
        let at_path = leaves.iter().filter(|(steps, _)| steps.join(".") == path);
        let mut found: Option<Chosen> = None;
        for (steps, value) in at_path {
            let chosen = found.get_or_insert_with(|| Chosen { path: steps.clone(), alternatives: Vec::new() });
            if !chosen.alternatives.iter().any(|other| other.to_json() == value.to_json()) {
                chosen.alternatives.push((*value).clone());
            }
        }
        if let Some(chosen) = found {
            return Ok(chosen);
        }
    }
    let paths: Vec<String> = leaves.iter().map(|(steps, _)| steps.join(".")).collect();
    let inside = |path: &str| paths.iter().find(|leaf| leaf.starts_with(&format!("{path}.")));
    let names = paths.iter().flat_map(|path| [Some(path.as_str()), path.strip_prefix("detail.")]).flatten();
    let help = match (inside(path).or_else(|| inside(&inner)), nearest(path, names)) {
        (Some(leaf), _) => format!("name a field inside it, such as `{leaf}`"),
        (None, Some(nearest)) => format!("did you mean `{nearest}`?"),
        (None, None) => "write the keys that lead to a field, such as `detail.status`".to_owned(),
    };
    Err(Failure::usage(format!("the event has no value at `{path}`"), &help))
}

/// Collects the values that are neither objects nor arrays, with the keys that lead to them.
fn collect<'e>(value: &'e Value, path: &mut Vec<String>, leaves: &mut Vec<(Vec<String>, &'e Value)>) {
    match &value.kind {
        ValueKind::Object(members) => {
            for member in members {
                let Some(key) = member.key.as_str() else { continue };
                path.push(key.to_owned());
                collect(&member.value, path, leaves);
                path.pop();
            }
        }
        ValueKind::Array(elements) => elements.iter().for_each(|element| collect(element, path, leaves)),
        _ => leaves.push((path.clone(), value)),
    }
}
