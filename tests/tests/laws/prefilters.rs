//! A pre-filter matches every event that its rule matches.

use super::case::{Cases, CompiledPattern, check_law, ensure_equal, parse_event};
use event_pattern_compiler::prefilter;
use event_pattern_tests::schemas as known;

/// For every pattern with a schema and every event that conforms to the schema: if the pattern matches, its pre-filter
/// also matches, both in the oracle and as a program. The pre-filter is valid even without a schema, as EventBridge
/// requires. The pre-filter of a pattern without element scopes and field references is the pattern itself.
#[test]
fn a_rule_implies_its_prefilter() {
    check_law(&Cases::Conforming, 20, |case| {
        let Some(compiled) = case.compile() else { return Ok(None) };
        let Some(prefilter) = prefilter::of(&compiled.parsed, known::schemas(case.schema)) else {
            return Err("expected a pre-filter, found none".to_owned());
        };
        let prefilter = prefilter.to_json();
        let is_eventbridge_pattern = !["\"$any\"", "\"$all\"", "\"$none\"", "\"$count\"", "\"$field\""]
            .iter()
            .any(|key| compiled.text.contains(key));
        if is_eventbridge_pattern {
            ensure_equal(
                "the pre-filter of a pattern without scopes and field references",
                &prefilter,
                &to_json(&compiled),
            )?;
        }
        // EventBridge evaluates the pre-filter without a schema.
        let Some(filter) = CompiledPattern::new(None, prefilter.clone()) else {
            return Err(format!("the pre-filter {prefilter} is rejected"));
        };
        let event = case.text();
        let is_match = compiled.run_oracle(&parse_event(&event)?);
        if is_match {
            ensure_equal(&format!("the pre-filter {prefilter}"), &filter.run_oracle(&parse_event(&event)?), &true)?;
            ensure_equal(
                &format!("the program of the pre-filter {prefilter}"),
                &filter.run_program(&event),
                &Ok(true),
            )?;
        }
        Ok(Some(is_match))
    });
}

fn to_json(compiled: &CompiledPattern) -> String {
    compiled.parsed.value.as_ref().map(event_pattern_compiler::json::Value::to_json).unwrap_or_default()
}
