//! Tests that the engine and the oracle agree on random patterns and events with repeated and dotted keys, nested
//! arrays, absence and `$or`. There are only four keys, so many patterns and events have paths in common.

use event_pattern::{Pattern, RuleSet};
use event_pattern_interpreter::oracle;
use event_pattern_tests::schemas::parse_known;
use fastrand::Rng;

const KEYS: [&str; 4] = ["a", "b", "c", "d"];
const PAIRS: u64 = 60_000;

fn pattern(rng: &mut Rng, depth: usize) -> String {
    let mut members: Vec<String> = (0..rng.usize(1..=3)).map(|_| member(rng, depth)).collect();
    if depth < 2 && rng.u8(..5) == 0 {
        members.push(format!("\"$or\":[{},{}]", pattern(rng, depth + 1), pattern(rng, depth + 1)));
    }
    rng.shuffle(&mut members);
    format!("{{{}}}", members.join(","))
}

fn member(rng: &mut Rng, depth: usize) -> String {
    let key = key(rng);
    if depth < 3 && rng.u8(..5) < 2 {
        return format!("\"{key}\":{}", pattern(rng, depth + 1));
    }
    let alternatives = ["1", "2", "{\"exists\":false}", "{\"exists\":true}", "{\"anything-but\":1}", "null"];
    let count = rng.usize(1..=2);
    let chosen: Vec<&str> = (0..count).map(|_| alternatives[rng.usize(..alternatives.len())]).collect();
    format!("\"{key}\":[{}]", chosen.join(","))
}

fn key(rng: &mut Rng) -> String {
    let first = KEYS[rng.usize(..KEYS.len())];
    if rng.u8(..10) == 0 { format!("{first}.{}", KEYS[rng.usize(..KEYS.len())]) } else { first.to_owned() }
}

fn object(rng: &mut Rng, depth: usize) -> String {
    let members: Vec<String> =
        (0..rng.usize(..5)).map(|_| format!("\"{}\":{}", key(rng), value(rng, depth + 1))).collect();
    format!("{{{}}}", members.join(","))
}

fn value(rng: &mut Rng, depth: usize) -> String {
    match rng.u8(..10) {
        0..=2 if depth < 5 => object(rng, depth),
        3..=5 if depth < 5 => {
            let elements: Vec<String> = (0..rng.usize(..4)).map(|_| value(rng, depth + 1)).collect();
            format!("[{}]", elements.join(","))
        }
        6 => "null".to_owned(),
        _ => rng.u8(1..4).to_string(),
    }
}

#[test]
fn the_engine_agrees_with_the_oracle() {
    let (mut rng, mut matched) = (Rng::with_seed(20), 0);
    for _ in 0..PAIRS / 8 {
        let text = pattern(&mut rng, 0);
        let Some(lowered) = parse_known(&text).lowered else { continue };
        let pattern = Pattern::parse(&text).unwrap();
        for _ in 0..8 {
            let event = object(&mut rng, 0);
            let expected = oracle::matches(&lowered.rule, &oracle::Event::parse(&event).unwrap());
            assert_eq!(pattern.matches_json(event.as_bytes()), Ok(expected), "{text}\n{event}");
            matched += u64::from(expected);
        }
    }
    assert!(matched > PAIRS / 20, "{matched} matches");
}

#[test]
fn a_rule_set_gives_the_answers_of_each_rule_alone() {
    let mut rng = Rng::with_seed(21);
    let mut matched = 0;
    for _ in 0..120 {
        let texts: Vec<String> = (0..40).map(|_| pattern(&mut rng, 0)).collect();
        let rules: Vec<(String, Pattern)> =
            texts.iter().filter_map(|text| Some((text.clone(), Pattern::parse(text).ok()?))).collect();
        let mut set = RuleSet::new();
        for (number, (text, _)) in rules.iter().enumerate() {
            set.add(number.to_string(), text).unwrap();
        }
        for _ in 0..20 {
            let event = object(&mut rng, 0);
            let matches = |pattern: &Pattern| pattern.matches_json(event.as_bytes()).unwrap();
            let alone = rules.iter().enumerate().filter(|(_, (_, pattern))| matches(pattern));
            let expected: Vec<String> = alone.map(|(number, _)| number.to_string()).collect();
            assert!(set.matching_json(event.as_bytes()).unwrap().eq(&expected), "{event}\n{rules:#?}");
            matched += expected.len();
        }
    }
    assert!(matched > 5_000, "{matched} matches");
}
