use super::check;
use crate::event_types::own::tests::read;
use event_pattern_compiler::diagnostic::Diagnostics;
use event_pattern_compiler::json::Dialect;

const TYPES: &str = r#"
    #[derive(Deserialize)]
    struct Detail<'a> {
        name: String,
        maybe: Option<String>,
        other_maybe: Option<String>,
        #[serde(default)] told: Optional<String>,
        untold: Optional<String>,
        #[serde(default)] text: String,
        #[serde(default)] count: u8,
        #[serde(default)] labels: Vec<String>,
        inner: Option<Inner>,
        items: Vec<Inner>,
        status: Status,
        amount: Decimal,
        #[serde(alias = "old")] new: i32,
        known: Inner,
        #[serde(flatten)] rest: Rest,
        words: HashMap<String, Decimal>,
        any: event_pattern::Value<'a>,
        objects: HashMap<String, Inner>,
        strings: HashMap<String, String>,
    }
    #[derive(Deserialize)] struct Inner { maybe: Option<i32>, #[serde(default)] count: i32, name: String }
    #[derive(Deserialize)] enum Status { Open, Closed, #[serde(other)] Other }
"#;

/// Returns the errors for a pattern on `detail`, each with the text that it points at.
fn errors(detail: &str) -> Vec<(String, String)> {
    let text = format!("{{\"detail\":{{{detail}}}}}");
    let value = event_pattern_compiler::json::read(&text, Dialect::Strict).value.unwrap();
    let mut diagnostics = Diagnostics::new();
    let pattern = event_pattern_compiler::pattern::read(&value, &mut diagnostics).unwrap();
    assert!(!diagnostics.has_rejections(), "{detail}: {diagnostics:?}");
    let at = |error: event_pattern_compiler::diagnostic::Diagnostic| {
        (text[error.span.start..error.span.end].to_owned(), error.text())
    };
    check(&pattern, &read(TYPES)).into_iter().map(at).collect()
}

#[test]
fn conditions_that_the_types_express_are_accepted() {
    for detail in [
        r#""name":["a",{"exists":true}]"#,
        r#""name":[{"anything-but":["a"]}]"#,
        r#""maybe":["a",{"prefix":"b"}]"#,
        // Neither an absent field nor a null, or both.
        r#""maybe":[null,{"exists":false}]"#,
        r#""maybe":[{"anything-but":"a"},{"exists":false}]"#,
        r#""untold":[null,{"exists":false}]"#,
        r#""told":[null],"name":[{"exists":false}]"#,
        r#""told":[{"exists":false}]"#,
        r#""text":["a",{"prefix":"b"},{"anything-but":""}]"#,
        r#""text":["",{"exists":false}]"#,
        r#""count":[{"numeric":[">",0]}]"#,
        r#""labels":["",{"exists":false}]"#,
        r#""labels":[{"exists":true}]"#,
        r#""inner":{"name":[{"exists":false}]}"#,
        r#""items":{"$any":{"maybe":[null,{"exists":false}]}}"#,
        r#""status":["Open",{"anything-but":["Closed"]},{"exists":true}]"#,
        r#""name":[{"$field":"detail.maybe"},{"$field":"detail.inner.name"}]"#,
        r#""maybe":[{"$field":"detail.name"}]"#,
        r#""known":{"name":["a"]}"#,
        r#""any":{"a":["b",{"exists":false}]}"#,
        // Not a field of the event: another check reports it.
        r#""known":{"unknown":["a"]}"#,
    ] {
        assert_eq!(errors(detail), [], "{detail}");
    }
}

#[test]
fn conditions_that_the_types_do_not_express_are_errors() {
    let option = "this condition depends on whether `maybe` is absent or null, but `Option<String>` does not distinguish them\n\
                  = help: write `#[serde(default)] maybe: event_pattern::Optional<String>`";
    let inner = option.replace("<String>", "<i32>");
    let untold = "this condition depends on whether `untold` is absent or null, but without `#[serde(default)]`, `untold` is \
                  `Null` in both cases\n= help: write `#[serde(default)] untold: event_pattern::Optional<String>`";
    let text = "this condition depends on whether `text` is absent, but then `text` has its default value\n\
                = help: write `#[serde(default)] text: event_pattern::Optional<String>`";
    let count = text.replace("`text`", "`count`").replace("text:", "count:").replace("String", "u8");
    let raw = "write the rule for JSON text: `fn name(json: &[u8]) -> Result<bool, event_pattern::EventError>`";
    let status = "this condition depends on the string, but the variant of `Status` with `#[serde(other)]` does not keep it\n\
                  = help: write strings that are variants, or make the field a `String`";
    let amount = format!(
        "a typed rule cannot test `amount`: the macros do not know the type `Decimal`\n= help: change the field `amount`, or {raw}"
    );
    let new = format!(
        "a typed rule cannot test `new`: it can be `new` or `old` in JSON, and its value does not show which\n\
         = help: change the field `new`, or {raw}"
    );
    let rest = format!(
        "a typed rule cannot test this field: it may be in `rest`, which has `#[serde(flatten)]`\n= help: {raw}"
    );
    let words =
        format!("a typed rule cannot test this field: the macros do not know the type `Decimal`\n= help: {raw}");
    let any = |name: &str| {
        format!("a typed rule cannot compare `{name}` with another field, because it can have any value\n= help: {raw}")
    };
    for (detail, place, message) in [
        (r#""any":[{"$field":"detail.name"}]"#, r#"{"$field":"detail.name"}"#, &*any("any")),
        (r#""any":{"a":[{"$field":"detail.name"}]}"#, r#"{"$field":"detail.name"}"#, &any("a")),
        (r#""name":[{"$field":"detail.any"}]"#, r#"{"$field":"detail.any"}"#, &any("any")),
        (r#""name":[{"$field":"detail.any.a"}]"#, r#"{"$field":"detail.any.a"}"#, &any("any")),
        (r#""maybe":["a",null]"#, "null", option),
        (r#""maybe":[{"exists":true}]"#, r#"{"exists":true}"#, option),
        (r#""maybe":[{"exists":false}]"#, r#"{"exists":false}"#, option),
        (r#""maybe":["a",{"exists":false}]"#, r#"{"exists":false}"#, option),
        (r#""maybe":[{"anything-but":["a"]}]"#, r#"{"anything-but":["a"]}"#, option),
        (r#""$or":[{"maybe":[null]},{"name":["a"]}]"#, "null", option),
        // In an array, an absent field is one that no element has.
        (r#""items":{"maybe":[null,{"exists":false}]}"#, "null", &inner),
        (r#""items":{"$all":{"maybe":[null]}}"#, "null", &inner),
        (r#""untold":[null]"#, "null", untold),
        (r#""text":["a",""]"#, r#""""#, text),
        (r#""text":[{"exists":false}]"#, r#"{"exists":false}"#, text),
        (r#""text":[{"anything-but":"a"}]"#, r#"{"anything-but":"a"}"#, text),
        (r#""count":[{"numeric":["<",5]}]"#, r#"{"numeric":["<",5]}"#, &count),
        (r#""status":[{"prefix":"O"}]"#, r#"{"prefix":"O"}"#, status),
        (r#""status":["Lost"]"#, r#""Lost""#, status),
        (r#""status":[{"anything-but":["Lost"]}]"#, r#"{"anything-but":["Lost"]}"#, status),
        (r#""amount":[1]"#, r#""amount""#, &amount),
        (r#""amount":{"exists":[true]}"#, r#""amount""#, &amount),
        (r#""name":[{"$field":"detail.amount"}]"#, r#"{"$field":"detail.amount"}"#, &amount),
        (r#""new":[1]"#, r#""new""#, &new),
        (r#""old":[1]"#, r#""old""#, &new.replace("test `new`", "test `old`")),
        (r#""words":{"a":[1]}"#, r#""a""#, &words),
        (r#""region":["a"]"#, r#""region""#, &rest),
        (r#""maybe":[{"$field":"detail.other_maybe"}]"#, r#"{"$field":"detail.other_maybe"}"#, option),
        (r#""maybe":[{"anything-but":{"$field":"detail.name"}}]"#, r#"{"$field":"detail.name"}"#, option),
        (r#""name":[{"anything-but":{"$field":"detail.maybe"}}]"#, r#"{"$field":"detail.maybe"}"#, option),
        (r#""name":[{"$field":"detail.text"}]"#, r#"{"$field":"detail.text"}"#, text),
    ] {
        let found = errors(detail);
        assert_eq!(found, [(place.to_owned(), message.to_owned())], "{detail}");
    }
}

#[test]
fn two_keys_of_a_map_of_which_one_starts_with_the_other_are_an_error() {
    for (detail, expected) in [
        (r#""objects":{"k":{"name":["a"]},"k.m":{"name":["b"]}}"#, &["k.m"][..]),
        (r#""objects.k.m.name":["a"],"objects":{"k":{"count":[1]}}"#, &["objects.k.m.name"]),
        (r#""$or":[{"objects":{"k":{"name":["a"]}}},{"objects":{"k.m.n":{"name":["b"]}}}]"#, &["k.m.n"]),
        (r#""objects":{"k":{"name":["a"]},"km":{"name":["b"]},"l.m":{"name":["b"]}}"#, &[]),
        (r#""objects":{"k.a":{"name":["a"]},"k.b":{"name":["b"],"count":[1]}}"#, &[]),
        (r#""strings":{"k":["a"],"k.m":["b"]}"#, &[]),
    ] {
        let found = errors(detail);
        let expected: Vec<String> = expected.iter().map(|key| format!("\"{key}\"")).collect();
        assert_eq!(found.iter().map(|(at, _)| at).collect::<Vec<_>>(), expected.iter().collect::<Vec<_>>(), "{detail}");
        assert!(found.iter().all(|(_, text)| text.contains("a typed rule cannot test both `k` and `k.m")), "{found:?}");
    }
}
