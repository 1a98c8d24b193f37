//! Whatever tokens stand in a macro call, what comes out are items: the rules, or errors and stubs.

use event_pattern_compiler::codegen::{File, expand};
use fastrand::Rng;
use proc_macro2::TokenStream;

const WORDS: [&str; 44] = [
    "fn",
    "pub",
    "rule",
    "event",
    "&",
    "Event",
    "<",
    ">",
    "TaskStateChange",
    "->",
    "bool",
    "=",
    ";",
    ",",
    ":",
    "\"detail\"",
    "\"containers\"",
    "\"name\"",
    "\"exitCode\"",
    "\"source\"",
    "\"aws.ecs\"",
    "\"$or\"",
    "\"prefix\"",
    "\"exists\"",
    "\"numeric\"",
    "\"anything-but\"",
    "\"wildcard\"",
    "\"cidr\"",
    "\"a**\"",
    "\"=\"",
    "1",
    "0x1F",
    "-",
    "1.5",
    "1u8",
    "null",
    "true",
    "'x'",
    "b\"x\"",
    "r#\"{ \"a\": [1] }\"#",
    "#[doc = \"x\"]",
    "\"\\u{e9}\"",
    "\"patterns/none.json\"",
    "u8",
];

fn tokens(rng: &mut Rng, depth: usize) -> String {
    let count = rng.usize(..8);
    let token = |rng: &mut Rng| match rng.u8(..10) {
        0..=1 if depth < 5 => format!("{{{}}}", tokens(rng, depth + 1)),
        2..=3 if depth < 5 => format!("[{}]", tokens(rng, depth + 1)),
        4 if depth < 5 => format!("({})", tokens(rng, depth + 1)),
        _ => WORDS[rng.usize(..WORDS.len())].to_owned(),
    };
    (0..count).map(|_| token(rng)).collect::<Vec<_>>().join(" ")
}

/// An object with members of random values, so that more of it gets through the reader.
fn members(rng: &mut Rng, depth: usize) -> String {
    let keys = [
        "\"detail\"",
        "\"containers\"",
        "\"exitCode\"",
        "\"lastStatus\"",
        "\"source\"",
        "\"$or\"",
        "\"prefix\"",
        "\"a.b\"",
    ];
    let member = |rng: &mut Rng| {
        let value = match rng.u8(..6) {
            0..=2 if depth < 5 => format!("{{ {} }}", members(rng, depth + 1)),
            3 if depth < 4 => format!("[{{ {} }}, {{ {} }}]", members(rng, depth + 2), members(rng, depth + 2)),
            4 => tokens(rng, 3),
            _ => format!("[{}]", WORDS[rng.usize(15..WORDS.len())]),
        };
        format!("{}: {value}", keys[rng.usize(..keys.len())])
    };
    (0..rng.usize(1..4)).map(|_| member(rng)).collect::<Vec<_>>().join(", ")
}

#[test]
fn any_tokens_become_items() {
    let mut rng = Rng::with_seed(7);
    let load = |path: &str| -> Result<File, String> { Err(format!("`{path}` is not there")) };
    let signatures =
        ["fn rule(event: &Event<TaskStateChange>) -> bool", "fn rule(json: &[u8]) -> Result<bool, JsonError>"];
    let (mut expanded, mut accepted) = (0, 0);
    for round in 0..6000 {
        let text = match round % 3 {
            0 => tokens(&mut rng, 0),
            1 => format!("{} {{ {} }}", signatures[rng.usize(..2)], tokens(&mut rng, 0)),
            _ => format!("{} {{ {} }}", signatures[rng.usize(..2)], members(&mut rng, 0)),
        };
        let Ok(input) = text.parse::<TokenStream>() else { continue };
        let output = expand(input, &load);
        syn::parse2::<syn::File>(output.clone()).unwrap_or_else(|error| panic!("{error}\n{text}\n{output}"));
        expanded += 1;
        accepted += usize::from(!output.to_string().contains("compile_error"));
    }
    assert!(expanded > 4000 && accepted > 20, "{expanded} expanded, {accepted} accepted");
}
