//! The program of a rule gives the answer of the oracle, in every way there is to run it.

use super::case::{Cases, flat, hold, same};
use event_pattern::__private::Variant;

#[test]
fn the_program_answers_like_the_reference() {
    hold(&Cases::Any, 25, |case| {
        let Some(read) = case.read() else { return Ok(None) };
        let event = case.text();
        let expected = read.reference(&flat(&event)?);
        same("the program", &read.program(&event), &Ok(expected))?;
        Ok(Some(expected))
    });
}

#[test]
fn every_instruction_set_answers_like_the_plain_loop() {
    hold(&Cases::Any, 25, |case| {
        let Some(read) = case.read() else { return Ok(None) };
        let event = case.text();
        let plain = read.program_on(None, &event);
        for variant in Variant::available() {
            same(&format!("{variant:?} against the plain loop"), &read.program_on(Some(variant), &event), &plain)?;
        }
        plain.map(Some).map_err(|error| format!("the plain loop: {error}"))
    });
}
