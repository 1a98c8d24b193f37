//! Writes an explanation as JSON.

use super::{Explanation, Found, LeafPart, Part};
use event_pattern_compiler::json::JsonString;

/// Returns the whole explanation on one line.
pub(super) fn write(explanation: &Explanation) -> String {
    let summary = JsonString::from(explanation.summary.as_str()).to_json();
    format!("{{\"match\":{},\"summary\":{summary},\"parts\":{}}}", explanation.is_match, parts(&explanation.parts))
}

fn parts(parts: &[Part]) -> String {
    let parts: Vec<String> = parts.iter().map(part).collect();
    format!("[{}]", parts.join(","))
}

fn part(part: &Part) -> String {
    let string = |text: &str| JsonString::from(text).to_json();
    let mut members = vec![format!("\"key\":{}", string(&part.key))];
    let holds = part.holds.map_or("null", |holds| if holds { "true" } else { "false" });
    members.push(format!("\"holds\":{holds}"));
    if !part.words.is_empty() {
        members.push(format!("\"words\":{}", string(&part.words)));
    }
    if let Some(LeafPart { path, wanted }) = &part.leaf {
        let found = |Found { place, value, .. }: &Found| {
            value.as_ref().map(|value| format!("{{\"place\":{},\"value\":{value}}}", string(place)))
        };
        let found: Vec<String> = part.found.iter().filter_map(found).collect();
        members.push(format!("\"path\":{}", string(path)));
        members.push(format!("\"wanted\":[{}]", wanted.join(",")));
        members.push(format!("\"found\":[{}]", found.join(",")));
    }
    if !part.parts.is_empty() {
        members.push(format!("\"parts\":{}", parts(&part.parts)));
    }
    format!("{{{}}}", members.join(","))
}
