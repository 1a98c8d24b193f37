//! Tests that the macros expand any tokens to items: to rules, or to errors and stubs.

use event_pattern_codegen::{EcsTypes, EventTypes, File, Files, expand, expand_sets, expand_types};
use event_pattern_tests::number_of_cases;
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

/// Returns the members of an object, with random values. Such members reach later stages of the macro more often than
/// random tokens do.
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

/// A folder with four files. Only `a.json` can be read.
struct Folder;

impl Files for Folder {
    fn read(&self, path: &str) -> Result<File, String> {
        match path {
            "rules/a.json" => Ok(File { path: path.to_owned(), text: "{\"a\": [1]}".to_owned() }),
            _ => Err(format!("`{path}` does not exist")),
        }
    }

    fn names(&self, folder: &str) -> Result<Vec<String>, String> {
        match folder {
            "rules" => Ok(["a.json", "b.json", "a_.json", "1.json"].map(str::to_owned).to_vec()),
            _ => Err(format!("`{folder}` does not exist")),
        }
    }
}

/// Expands random macro calls. Most of them must consist of valid tokens, and some must expand without errors.
fn expand_random(
    call: impl Fn(&mut Rng, usize) -> String,
    expand: impl Fn(TokenStream, &dyn EventTypes, &dyn Files) -> TokenStream,
) {
    let cases = number_of_cases(1_500) as usize;
    let mut rng = Rng::with_seed(7);
    let (mut expanded, mut accepted) = (0, 0);
    for round in 0..cases {
        let text = call(&mut rng, round);
        let Ok(input) = text.parse::<TokenStream>() else { continue };
        let output = expand(input, &EcsTypes, &Folder);
        syn::parse2::<syn::File>(output.clone()).unwrap_or_else(|error| panic!("{error}\n{text}\n{output}"));
        expanded += 1;
        accepted += usize::from(!output.to_string().contains("compile_error"));
    }
    assert!(expanded > cases / 3 * 2 && accepted > cases / 300, "{expanded} expanded, {accepted} accepted");
}

#[test]
fn any_tokens_for_event_pattern_expand_to_items() {
    let signatures =
        ["fn rule(event: &Event<TaskStateChange>) -> bool", "fn rule(json: &[u8]) -> Result<bool, EventError>"];
    let call = |rng: &mut Rng, round: usize| match round % 3 {
        0 => tokens(rng, 0),
        1 => format!("{} {{ {} }}", signatures[rng.usize(..2)], tokens(rng, 0)),
        _ => format!("{} {{ {} }}", signatures[rng.usize(..2)], members(rng, 0)),
    };
    expand_random(call, expand);
}

/// Returns up to three enum variants, most of which have a pattern.
fn variants(rng: &mut Rng) -> String {
    let names = ["One", "Two", "Three", "r#fn", "ALL", "Self"];
    let variant = |rng: &mut Rng| {
        let body = match rng.u8(..8) {
            0 => tokens(rng, 1),
            1 => "= \"rules/a.json\"".to_owned(),
            2 => "= \"rules/b.json\"".to_owned(),
            3 => "{ r#\"{ \"a\": [1] }\"# }".to_owned(),
            4 => format!("({})", tokens(rng, 3)),
            _ => format!("{{ {} }}", members(rng, 2)),
        };
        format!("{} {body}{}", names[rng.usize(..names.len())], [",", "", ";", ","][rng.usize(..4)])
    };
    (0..rng.usize(..4)).map(|_| variant(rng)).collect::<Vec<_>>().join(" ")
}

#[test]
fn any_tokens_for_event_patterns_expand_to_items() {
    let heads = ["enum Rule", "pub enum Rule for Event<TaskStateChange>", "#[cfg(test)] enum Rule for Event<Other>"];
    let folders = ["rules/*.json", "rules/a.json", "rules/a*", "none/*", "*/a", "rules/x*", "*", ""];
    let call = |rng: &mut Rng, round: usize| {
        let head = heads[rng.usize(..heads.len())];
        match round % 5 {
            0 => tokens(rng, 0),
            1 => format!("enum {}", tokens(rng, 0)),
            2 => format!("{head} = {:?}; {head} {{ {} }}", folders[rng.usize(..folders.len())], variants(rng)),
            3 => format!("{head} {{ {} }}", tokens(rng, 0)),
            _ => format!("{head} {{ {} }}", variants(rng)),
        }
    };
    expand_random(call, expand_sets);
}

/// Returns a random type, most of which are valid.
fn random_type(rng: &mut Rng, depth: usize) -> String {
    let containers = ["Vec", "Option", "Optional", "Box", "List", "Cow", "HashMap<String,", "Map<'a,", "Unknown", "["];
    let names = [
        "String",
        "&'a str",
        "i32",
        "u64",
        "f64",
        "bool",
        "Inner",
        "Detail",
        "Word",
        "Id",
        "()",
        "self::Inner",
        "r#fn",
    ];
    match rng.u8(..5) {
        0..=2 => names[rng.usize(..names.len())].to_owned(),
        3 if depth < 20 => {
            let (container, inner) = (containers[rng.usize(..containers.len())], random_type(rng, depth + 1));
            match container {
                "[" => format!("[{inner}; 2]"),
                generics if generics.ends_with(',') => format!("{generics} {inner}>"),
                name => format!("{name}<{inner}>"),
            }
        }
        _ => tokens(rng, 4),
    }
}

/// Returns items of a call to `event_types!` with random fields and attributes.
fn random_types(rng: &mut Rng) -> String {
    let attributes = [
        "rename = \"a.b\"",
        "rename(deserialize = \"\")",
        "default",
        "default = \"f\"",
        "skip",
        "alias = \"a\"",
        "flatten",
        "with = \"m\"",
        "rename_all = \"camelCase\"",
        "untagged",
        "other",
        "transparent",
        "=",
        "rename(",
    ];
    let attribute = |rng: &mut Rng| match rng.u8(..3) {
        0 => format!("#[serde({})]", attributes[rng.usize(..attributes.len() - 1)]),
        1 => "/// Text.\n".to_owned(),
        _ => String::new(),
    };
    let event = "#[event(source = \"a\", detail_type = \"b\")] #[derive(Deserialize)]";
    let fields = |rng: &mut Rng| {
        let field = |rng: &mut Rng, index| format!("{} field_{index}: {}", attribute(rng), random_type(rng, 0));
        (0..rng.usize(..5)).map(|index| field(rng, index)).collect::<Vec<_>>().join(", ")
    };
    let (detail, inner) = (fields(rng), fields(rng));
    let (on_detail, on_inner, on_word) = (attribute(rng), attribute(rng), attribute(rng));
    format!(
        "{event} {on_detail} struct Detail<'a> {{ {detail} }} #[derive(Deserialize)] {on_inner} struct Inner {{ {inner} }} \
         #[derive(Deserialize)] enum Word {{ A, {on_word} B }} #[derive(Deserialize)] struct Id({});",
        random_type(rng, 0)
    )
}

#[test]
fn any_tokens_for_event_types_expand() {
    let cases = number_of_cases(1_000) as usize;
    let mut rng = Rng::with_seed(7);
    let (mut expanded, mut accepted) = (0, 0);
    for round in 0..cases {
        let text = match round % 4 {
            0 => tokens(&mut rng, 0),
            1 => format!("mod a = {};", tokens(&mut rng, 3)),
            _ => random_types(&mut rng),
        };
        let Ok(input) = text.parse::<TokenStream>() else { continue };
        // The user's own types are passed through, so the output is valid only if they are.
        let output = expand_types(input, &Folder);
        expanded += 1;
        accepted += usize::from(!output.to_string().contains("compile_error"));
    }
    assert!(expanded > cases / 10 * 7 && accepted > cases / 20 * 3, "{expanded} expanded, {accepted} accepted");
}

/// Expands a macro call and returns the result as text.
///
/// # Panics
/// Panics if the result does not consist of items.
fn expanded(expand: fn(TokenStream, &dyn EventTypes, &dyn Files) -> TokenStream, call: &str) -> String {
    let output = expand(call.parse().unwrap(), &EcsTypes, &Folder);
    syn::parse2::<syn::File>(output.clone()).unwrap_or_else(|error| panic!("{error}\n{call}"));
    output.to_string()
}

#[test]
fn a_deeply_nested_type_is_rejected_before_it_is_parsed() {
    for (start, repeated) in [
        ("", "<"),
        ("", "&"),
        ("", "A<"),
        ("", "fn() -> "),
        ("", "*const "),
        ("A<{ 1 }, ", "<"),
        ("fn() -> A<{ 1 }, ", "<"),
    ] {
        let nested = format!("{start}{}", repeated.repeat(20_000));
        for call in [
            format!(
                "fn rule(event: {nested}) -> bool {{ \"a\": [1] }} fn other(json: &[u8]) -> Result<bool, E> {{ \"a\": [1] }}"
            ),
            format!(
                "fn rule(json: &[u8]) -> {nested} {{ \"a\": [1] }} fn other(json: &[u8]) -> Result<bool, E> {{ \"a\": [1] }}"
            ),
            format!("fn rule<T: {nested}>(json: &[u8]) -> Result<bool, E> {{ \"a\": [1] }}"),
            format!("fn rule(json: &[u8]) -> Result<bool, E> where {nested} {{ \"a\": [1] }}"),
        ] {
            let output = expanded(expand, &call);
            assert!(output.contains("more than 256 tokens"), "{repeated}");
        }
        let call = format!("enum Rules for {nested} {{ A {{ \"a\": [1] }} }}");
        assert!(expanded(expand_sets, &call).contains("more than 256 tokens"), "{repeated}");
    }
}

#[test]
fn a_rule_with_a_long_signature_leaves_other_rules_intact() {
    let long = "a::".repeat(200);
    let call = format!(
        "fn rule(event: &{long}Event<TaskStateChange>) -> bool {{ \"source\": [\"aws.ecs\"] }}
         fn other(json: &[u8]) -> Result<bool, EventError> {{ \"source\": [\"aws.ecs\"] }}"
    );
    let output = expanded(expand, &call);
    assert!(output.contains("fn other"), "{output}");
    let names = "a::".repeat(20);
    let call = format!("fn rule(event: &{names}Event<{names}TaskStateChange>) -> bool {{ \"source\": [\"aws.ecs\"] }}");
    assert!(!expanded(expand, &call).contains("tokens"));
}
