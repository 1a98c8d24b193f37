//! On every engine, the program of a rule agrees with the oracle.

use super::case::{Cases, check_law, ensure_equal, parse_event};
use event_pattern::__private::Variant;

/// For every pattern and every event, the program gives the same answer as the oracle.
#[test]
fn the_program_agrees_with_the_oracle() {
    check_law(&Cases::Any, 25, |case| {
        let Some(compiled) = case.compile() else { return Ok(None) };
        let event = case.text();
        let expected = compiled.run_oracle(&parse_event(&event)?);
        ensure_equal("the program", &compiled.run_program(&event), &Ok(expected))?;
        Ok(Some(expected))
    });
}

/// For every pattern and every event, the program gives the same answer with each instruction set that this processor
/// supports as with the plain pass.
#[test]
fn every_instruction_set_agrees_with_the_plain_pass() {
    check_law(&Cases::Any, 25, |case| {
        let Some(compiled) = case.compile() else { return Ok(None) };
        let event = case.text();
        let plain = compiled.run_program_with(None, &event);
        for variant in Variant::available() {
            ensure_equal(
                &format!("{variant:?}, compared with the plain pass"),
                &compiled.run_program_with(Some(variant), &event),
                &plain,
            )?;
        }
        plain.map(Some).map_err(|error| format!("the plain pass: {error}"))
    });
}
