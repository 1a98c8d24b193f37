//! An explanation reports a match exactly when the rule matches.

use super::case::{Cases, check_law, ensure_equal, parse_event};
use event_pattern_interpreter::explain::{Explanation, Part, explain};

/// For every pattern and every event, the explanation agrees with the oracle, and it contains an unsatisfied condition
/// exactly when the pattern does not match. Its JSON form is valid JSON. No line of its text form is longer than 80
/// characters, except to keep a word of more than 40 characters in one piece.
#[test]
fn an_explanation_agrees_with_the_oracle() {
    check_law(&Cases::Any, 25, |case| {
        let Some(compiled) = case.compile() else { return Ok(None) };
        let event = case.text();
        let expected = compiled.run_oracle(&parse_event(&event)?);
        let explanation: Explanation = match explain(&compiled.parsed, &event) {
            Ok(Some(explanation)) => explanation,
            other => return Err(format!("expected an explanation, found {other:?}")),
        };
        ensure_equal("whether the explanation reports a match", &explanation.is_match(), &expected)?;
        ensure_equal("whether all parts of the explanation hold", &explanation.parts().iter().all(holds), &expected)?;
        let json = explanation.to_json();
        ensure_equal(
            "whether the JSON form is valid",
            &serde_json::from_str::<serde::de::IgnoredAny>(&json).is_ok(),
            &true,
        )?;
        ensure_equal(
            "whether the JSON form starts with the answer",
            &json.starts_with(&format!("{{\"match\":{expected},")),
            &true,
        )?;
        let text = explanation.to_string();
        ensure_equal("whether the text gives no specific reason", &text.contains("not all of them at once"), &false)?;
        let is_narrow = |line: &str| {
            let longest = line.split_whitespace().map(|word| word.chars().count()).max();
            line.chars().count() <= 80 || longest > Some(40)
        };
        ensure_equal(&format!("whether all lines fit 80 columns\n{text}\n"), &text.lines().all(is_narrow), &true)?;
        Ok(Some(expected))
    });
}

/// Whether a part holds. An object holds if all parts inside it hold. Replaced conditions count as satisfied.
fn holds(part: &Part) -> bool {
    part.holds.unwrap_or_else(|| part.parts.iter().all(holds))
}
