//! An explanation reports a match exactly when the rule matches.

use super::case::{Cases, flat, hold, same};
use event_pattern_interpreter::explain::{Explanation, Part, explain};

/// For every rule and event, the explanation agrees with the oracle and reports a failed condition exactly when there
/// is no match. It prints as JSON, and as lines of at most 80 columns.
#[test]
fn an_explanation_agrees_with_the_oracle() {
    hold(&Cases::Any, 25, |case| {
        let Some(read) = case.read() else { return Ok(None) };
        let event = case.text();
        let expected = read.reference(&flat(&event)?);
        let explanation: Explanation = match explain(&read.parsed, &event) {
            Ok(Some(explanation)) => explanation,
            other => return Err(format!("there is no explanation: {other:?}")),
        };
        same("the explanation", &explanation.is_match(), &expected)?;
        same("whether all parts hold", &explanation.parts().iter().all(holds), &expected)?;
        let json = explanation.to_json();
        same("JSON", &serde_json::from_str::<serde::de::IgnoredAny>(&json).is_ok(), &true)?;
        same("JSON that says so", &json.starts_with(&format!("{{\"match\":{expected},")), &true)?;
        let text = explanation.to_string();
        same("a reason", &text.contains("not all of them at once"), &false)?;
        let is_narrow = |line: &str| {
            let longest = line.split_whitespace().map(|word| word.chars().count()).max();
            line.chars().count() <= 80 || longest > Some(40)
        };
        same(&format!("lines that fit a screen\n{text}\n"), &text.lines().all(is_narrow), &true)?;
        Ok(Some(expected))
    });
}

/// Whether a part and all parts inside it hold. Replaced conditions do not count.
fn holds(part: &Part) -> bool {
    part.holds.unwrap_or_else(|| part.parts.iter().all(holds))
}
