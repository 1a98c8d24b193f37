//! How strings and keys are written does not change the answer.

use super::case::{Cases, CompiledPattern, check_law_on, ensure_equal, parse_event};
use super::json::{Json, characters};
use super::sets::matching;
use super::values::{one_of, pick};
use event_pattern::__private::Variant;
use event_pattern_compiler::program::lower_set;
use fastrand::Rng;
use std::cell::RefCell;
use std::fmt::Write as _;

/// For every pattern and every event, the answer is the same if the strings and keys of the event are written with many
/// escape sequences, and if unnamed fields with long, heavily escaped strings are added. The oracle, the plain pass,
/// every instruction set and a set with the rule and another one give this answer.
#[test]
fn escape_sequences_do_not_change_the_answer() {
    let previous: RefCell<Option<CompiledPattern>> = RefCell::default();
    check_law_on(1_000, &Cases::Any, 25, |case| {
        let Some(compiled) = case.compile() else { return Ok(None) };
        let expected = compiled.run_oracle(&parse_event(&case.text())?);
        let mut rng = Rng::with_seed(case.seed);
        let mut event = case.event.clone();
        let percent = pick(&mut rng, &[10, 50, 100]);
        respell(&mut event, percent, &mut rng);
        add_fields(&mut event, &mut rng);
        let text = case.layout.write(&event);
        ensure_equal(&format!("the oracle on {text}"), &compiled.run_oracle(&parse_event(&text)?), &expected)?;
        check_engines(&compiled, previous.borrow().as_ref(), &text, expected)?;
        previous.replace(Some(compiled));
        Ok(Some(expected))
    });
}

/// Checks the answers for a rule, alone and in a set with another one.
fn check_engines(
    compiled: &CompiledPattern,
    other: Option<&CompiledPattern>,
    text: &str,
    expected: bool,
) -> Result<(), String> {
    let rules: Vec<&CompiledPattern> = [compiled].into_iter().chain(other).collect();
    let set = lower_set(rules.iter().map(|compiled| compiled.rule()))
        .map_err(|_| "the program of the set is too large".to_owned())?;
    for variant in Variant::available().map(Some).chain([None]) {
        let answer = compiled.run_program_with(variant, text);
        ensure_equal(&format!("the program with {variant:?} on {text}"), &answer, &Ok(expected))?;
        let is_in_set = matching(&set, variant, text)?.contains(&0);
        ensure_equal(&format!("the set with {variant:?} on {text}"), &is_in_set, &expected)?;
    }
    Ok(())
}

/// Writes about `percent` percent of the characters of all strings and keys as escape sequences.
fn respell(value: &mut Json, percent: u8, rng: &mut Rng) {
    match value {
        Json::Literal(_) => {}
        Json::String(written) => *written = respelled(written, percent, rng),
        Json::Array(elements) => elements.iter_mut().for_each(|element| respell(element, percent, rng)),
        Json::Object(members) => {
            for (key, value) in members {
                *key = respelled(key, percent, rng);
                respell(value, percent, rng);
            }
        }
    }
}

fn respelled(written: &str, percent: u8, rng: &mut Rng) -> String {
    let mut text = String::new();
    for character in characters(written) {
        if rng.u8(..100) >= percent || character.starts_with("\\u") {
            text.push_str(character);
            continue;
        }
        let decoded = match character {
            "\\b" => "\u{8}",
            "\\f" => "\u{c}",
            "\\n" => "\n",
            "\\r" => "\r",
            "\\t" => "\t",
            "/" if rng.bool() => {
                text.push_str("\\/");
                continue;
            }
            escape if escape.starts_with('\\') => &escape[1..],
            plain => plain,
        };
        for unit in decoded.encode_utf16() {
            let _ = if rng.bool() { write!(text, "\\u{unit:04x}") } else { write!(text, "\\u{unit:04X}") };
        }
    }
    text
}

/// Adds up to two members with heavily escaped strings to each object. No pattern names their keys.
fn add_fields(value: &mut Json, rng: &mut Rng) {
    match value {
        Json::Array(elements) => elements.iter_mut().for_each(|element| add_fields(element, rng)),
        Json::Object(members) => {
            for (_, value) in members.iter_mut() {
                add_fields(value, rng);
            }
            for number in 0..rng.usize(..3) {
                // The key ends like a relevant key, with an escaped quote where that key has its opening quote.
                let ending = members.first().map_or("", |(key, _)| key.as_str());
                let key = format!("~{number}{}\\\"{}", "\\\\".repeat(rng.usize(..3)), ending.replace('.', "\\\\"));
                members.insert(rng.usize(..=members.len()), (key, Json::String(hostile_string(rng))));
            }
        }
        Json::Literal(_) | Json::String(_) => {}
    }
}

/// Parts of heavily escaped strings.
const PARTS: [&str; 14] = [
    "\\\\",
    "\\\"",
    "\\\\\\\"",
    "\\\\\\\\",
    "\\/",
    "\\n\\t",
    "\\u0022",
    "\\u005c",
    "\\ud83d\\ude00",
    "\\ud800",
    "{\\\"source\\\":\\\"aws.ecs\\\",\\\"a\\\":[1,{\\\"b\\\":\\\"\\\\\\\\\\\"}]}",
    "\\\\\\\"a\\\\\\\":",
    "é😀",
    "plain",
];

/// Returns a string that may span several blocks, with escape sequences at any offset in a block.
fn hostile_string(rng: &mut Rng) -> String {
    let mut text = "x".repeat(rng.usize(..70));
    for _ in 0..rng.usize(..6) {
        text.push_str(&one_of(rng, &PARTS).repeat(pick(rng, &[1, 1, 2, 3, 17, 40])));
    }
    text
}
