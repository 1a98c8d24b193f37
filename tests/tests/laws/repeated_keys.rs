//! Repeated and dotted keys do not change the answer: the members of an object may be in different parts of the text.

use super::case::{Cases, check_law, ensure_equal, parse_event};
use super::json::Json;
use super::sets;
use event_pattern::__private::Variant;
use event_pattern_compiler::program::lower_set;
use fastrand::Rng;

/// For every pattern without element scopes and every event, the answer is the same if the members of an object are
/// distributed over several members with the same key, or over dotted keys.
///
/// Element scopes are an exception: each value of a repeated key is a separate element.
#[test]
fn distributing_the_members_of_an_object_does_not_change_the_answer() {
    check_law(&Cases::Any, 25, |case| {
        let Some(compiled) = case.compile().filter(|compiled| compiled.rule().scopes.is_empty()) else {
            return Ok(None);
        };
        let mut distributed = case.event.clone();
        distribute(&mut distributed, &mut Rng::with_seed(case.seed));
        let distributed = case.layout.write(&distributed);
        let expected = compiled.run_oracle(&parse_event(&case.text())?);
        let oracle = compiled.run_oracle(&parse_event(&distributed)?);
        ensure_equal(&format!("the oracle's answer to {distributed}"), &oracle, &expected)?;
        let set = lower_set([compiled.rule()]).map_err(|_| "the set is too large".to_owned())?;
        for variant in Variant::available().map(Some).chain([None]) {
            let answer = compiled.run_program_with(variant, &distributed);
            ensure_equal(&format!("the program's answer to {distributed} with {variant:?}"), &answer, &Ok(expected))?;
            let of_set = sets::matching(&set, variant, &distributed)? == [0];
            ensure_equal(&format!("the set's answer to {distributed} with {variant:?}"), &of_set, &expected)?;
        }
        Ok(Some(expected))
    });
}

/// Distributes the members of some objects that are the values of keys.
fn distribute(value: &mut Json, rng: &mut Rng) {
    match value {
        Json::Array(elements) => elements.iter_mut().for_each(|element| distribute(element, rng)),
        Json::Object(members) => {
            let mut distributed = Vec::new();
            for (key, mut value) in std::mem::take(members) {
                distribute(&mut value, rng);
                match value {
                    Json::Object(inner) if rng.bool() => distribute_member(&key, inner, &mut distributed, rng),
                    value => distributed.push((key, value)),
                }
            }
            rng.shuffle(&mut distributed);
            *members = distributed;
        }
        Json::Literal(_) | Json::String(_) => {}
    }
}

/// Adds several members instead of one member whose value is an object.
fn distribute_member(key: &str, inner: Vec<(String, Json)>, members: &mut Vec<(String, Json)>, rng: &mut Rng) {
    let mut parts: Vec<Vec<(String, Json)>> = vec![Vec::new(); rng.usize(1..4)];
    for (name, value) in inner {
        if rng.u8(..3) == 0 {
            members.push((format!("{key}.{name}"), value));
        } else {
            let part = rng.usize(..parts.len());
            parts[part].push((name, value));
        }
    }
    members.extend(parts.into_iter().map(|part| (key.to_owned(), Json::Object(part))));
}
