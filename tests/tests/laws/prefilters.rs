//! A pre-filter loses no event that its rule wants.

use super::case::{Cases, Read, flat, hold, same};
use event_pattern_compiler::prefilter;

/// For every rule on the events of a schema, and every event that is as the service sends it: if the rule matches, so does
/// its pre-filter. The service takes the pre-filter; and where it could take the pattern, that is the pre-filter.
#[test]
fn a_rule_implies_its_prefilter() {
    hold(&Cases::Usual, 20, |case| {
        let Some(read) = case.read() else { return Ok(None) };
        let Some(prefilter) = prefilter::of(&read.parsed, case.schema) else {
            return Err("there is no pre-filter".to_owned());
        };
        let prefilter = prefilter.to_json();
        if let Some(own) = Read::of(None, read.text.clone()) {
            let is_plain = !["\"$any\"", "\"$all\"", "\"$none\"", "\"$count\"", "\"$field\""]
                .iter()
                .any(|key| read.text.contains(key));
            if is_plain {
                same("the pre-filter of a plain pattern", &prefilter, &print(&own))?;
            }
        }
        // Without a schema, as the service reads it.
        let Some(filter) = Read::of(None, prefilter.clone()) else { return Err(format!("{prefilter} is refused")) };
        let event = case.text();
        let is_match = read.reference(&flat(&event)?);
        if is_match {
            same(&format!("the pre-filter {prefilter}"), &filter.reference(&flat(&event)?), &true)?;
            same(&format!("the program of the pre-filter {prefilter}"), &filter.program(&event), &Ok(true))?;
        }
        Ok(Some(is_match))
    });
}

fn print(read: &Read) -> String {
    read.parsed.value.as_ref().map(event_pattern_compiler::json::Value::to_json).unwrap_or_default()
}
