//! Generates random patterns and events with few paths and few values, so that patterns often overlap.

use fastrand::Rng;

const PATHS: [&str; 9] = ["source", "a", "b", "c.d", "c.e", "c.f", "detail.x", "detail.y.z", "detail.y.a"];

const STRINGS: [&str; 12] = ["a", "ab", "abc", "b", "ba", "A", "aB", "", "xab", "10.0.0.1", "10.0.1.1", "::1"];

const NUMBERS: [&str; 9] = ["0", "1", "1.5", "2", "3", "-1", "1.0", "9007199254740993", "5e-1"];

/// Returns a random pattern without element scopes. `with_absence` permits `exists: false`.
pub(crate) fn pattern(rng: &mut Rng, with_absence: bool) -> String {
    let mut paths: Vec<&str> = PATHS.to_vec();
    rng.shuffle(&mut paths);
    let count = rng.usize(1..=3);
    let mut members: Vec<String> = paths[..count].iter().map(|path| member(rng, path, with_absence)).collect();
    if rng.u8(..4) == 0 {
        let branches: Vec<String> = (0..rng.usize(2..=3))
            .map(|branch| {
                let path = if rng.bool() { paths[count] } else { paths[count + branch % 2] };
                let first = member(rng, path, with_absence);
                match rng.u8(..3) {
                    0 => format!("{{{first},{}}}", member(rng, paths[count + 2 + branch % 2], with_absence)),
                    _ => format!("{{{first}}}"),
                }
            })
            .collect();
        members.push(format!("\"$or\":[{}]", branches.join(",")));
    }
    format!("{{{}}}", members.join(","))
}

fn member(rng: &mut Rng, path: &str, with_absence: bool) -> String {
    let alternatives: Vec<String> = (0..rng.usize(1..=3)).map(|_| alternative(rng, with_absence)).collect();
    format!("\"{path}\":[{}]", alternatives.join(","))
}

fn alternative(rng: &mut Rng, with_absence: bool) -> String {
    let text = STRINGS[rng.usize(..STRINGS.len())];
    let other = STRINGS[rng.usize(..STRINGS.len())];
    let non_empty = if text.is_empty() { "a" } else { text };
    let number = NUMBERS[rng.usize(..NUMBERS.len())];
    let small = rng.i8(-1..3);
    match rng.u8(..26) {
        0 | 1 if with_absence => "{\"exists\":false}".to_owned(),
        0 | 2 => "{\"exists\":true}".to_owned(),
        1 => "{\"anything-but\":{\"prefix\":\"a\"}}".to_owned(),
        3 => "null".to_owned(),
        4 => rng.bool().to_string(),
        5 => format!("{{\"numeric\":[\">\",{small}]}}"),
        6 => format!("{{\"numeric\":[\"<=\",{small}]}}"),
        7 => format!("{{\"numeric\":[\">=\",{small},\"<\",{}]}}", small + 1 + rng.i8(0..2)),
        8 => format!("{{\"anything-but\":[{small},2]}}"),
        9 | 10 => number.to_owned(),
        11 | 12 => format!("{{\"prefix\":\"{text}\"}}"),
        13 => format!("{{\"suffix\":\"{text}\"}}"),
        14 => format!("{{\"prefix\":{{\"equals-ignore-case\":\"{text}\"}}}}"),
        15 => format!("{{\"suffix\":{{\"equals-ignore-case\":\"{text}\"}}}}"),
        16 => format!("{{\"equals-ignore-case\":\"{text}\"}}"),
        17 => format!("{{\"wildcard\":\"{text}*{other}\"}}"),
        18 => format!("{{\"wildcard\":\"*{non_empty}*\"}}"),
        19 => ["10.0.0.0/23", "10.0.0.0/24", "10.0.1.0/24", "::/0", "::/8"]
            .map(|block| format!("{{\"cidr\":\"{block}\"}}"))[rng.usize(..5)]
        .clone(),
        20 => format!("{{\"anything-but\":[\"{text}\",\"{other}\"]}}"),
        21 => format!("{{\"anything-but\":{{\"prefix\":\"{non_empty}\"}}}}"),
        22 => format!("{{\"anything-but\":{{\"wildcard\":\"{text}*{other}\"}}}}"),
        23 => format!("{{\"anything-but\":{{\"equals-ignore-case\":\"{text}\"}}}}"),
        _ => format!("\"{text}\""),
    }
}

/// Returns a random event. Every value except those of `source` and `detail` may be an array.
pub(crate) fn event(rng: &mut Rng) -> String {
    let mut members = Vec::new();
    if rng.u8(..4) > 0 {
        members.push(format!("\"source\":\"{}\"", STRINGS[rng.usize(..STRINGS.len())]));
    }
    for key in ["a", "b"] {
        if rng.bool() {
            members.push(format!("\"{key}\":{}", value(rng, &[])));
        }
    }
    members.push(format!("\"c\":{}", value(rng, &["d", "e", "f"])));
    let inner = format!("{{\"x\":{},\"y\":{}}}", value(rng, &[]), value(rng, &["z", "a"]));
    members.push(format!("\"detail\":{inner}"));
    format!("{{{}}}", members.join(","))
}

/// Returns a random value: an array of such values, an object if `keys` is not empty, or a scalar.
fn value(rng: &mut Rng, keys: &[&str]) -> String {
    match rng.u8(..8) {
        0 | 1 => {
            let elements: Vec<String> = (0..rng.usize(..4)).map(|_| value(rng, keys)).collect();
            format!("[{}]", elements.join(","))
        }
        _ if !keys.is_empty() => {
            let present: Vec<&&str> = keys.iter().filter(|_| rng.u8(..3) > 0).collect();
            let members: Vec<String> = present.iter().map(|key| format!("\"{key}\":{}", value(rng, &[]))).collect();
            format!("{{{}}}", members.join(","))
        }
        2 => "null".to_owned(),
        3 => rng.bool().to_string(),
        4 | 5 => NUMBERS[rng.usize(..NUMBERS.len())].to_owned(),
        _ => format!("\"{}\"", STRINGS[rng.usize(..STRINGS.len())]),
    }
}
