//! Snapshots of the messages for invalid and suspicious patterns.

use event_pattern_compiler::check::check;
use event_pattern_compiler::diagnostic::Lint;
use event_pattern_compiler::source::Source;
use event_pattern_tests::schemas::{self, parse_known};

/// Compares the rendered diagnostics for these patterns with a snapshot.
fn assert_messages(name: &str, texts: &[String]) {
    let rendered = texts.iter().map(|text| {
        let mut diagnostics = check(&parse_known(text), schemas::schemas(None));
        // Short patterns have conditions on fields that no event has.
        diagnostics.retain(|diagnostic| diagnostic.lint != Some(Lint::UnknownField));
        let source = Source::new("rule.json", text);
        let messages: Vec<String> = diagnostics.iter().map(|diagnostic| diagnostic.render(&source)).collect();
        let result = if messages.is_empty() { format!("{text}\nno diagnostics") } else { messages.join("\n") };
        result + "\n\n"
    });
    let rendered: String = rendered.collect();
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, rendered);
    });
}

/// Returns a pattern for each text, with the text as the only alternative of a field.
fn alternatives(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| format!("{{\"a\": [{text}]}}")).collect()
}

fn patterns(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn invalid_words_and_numbers() {
    let texts = [
        "None",
        "nil",
        "undefined",
        "NULL",
        "True",
        "FALSE",
        "NaN",
        "inf",
        "Infinity",
        "stopped",
        "é",
        "'x'",
        "$",
        "+1",
        "-",
        "--1",
        ".5",
        "1.",
        "1..2",
        "1.e5",
        "1e",
        "1e+",
        "01",
        "-01",
        "00",
        "0x1F",
        "0b1",
        "0o7",
        "1_000",
        "1u8",
        "1f64",
        "-1i32",
        "1u7",
        "0",
        "-0",
        "1.50",
        "1e400",
        "9007199254740993",
        "1.2.3",
    ];
    assert_messages("invalid_words", &alternatives(&texts));
}

#[test]
fn invalid_strings() {
    let texts = [
        r#""\q""#,
        r#""\u12""#,
        r#""\u12G4""#,
        r#""\ud800""#,
        r#""\udc00""#,
        r#""\ud83d\ude00""#,
        r#""x"#,
        "\"x\ny\"",
        "\"x\ty\"",
        r#""é\q""#,
        r#""\x41""#,
        r#""\u{e9}""#,
    ];
    assert_messages("invalid_strings", &alternatives(&texts));
}

#[test]
fn invalid_structure() {
    assert_messages(
        "invalid_structure",
        &patterns(&[
            "",
            " ",
            "[]",
            "1",
            "{",
            "}",
            "{}",
            r#"{"a"}"#,
            r#"{"a":}"#,
            r#"{"a" ["x"]}"#,
            r#"{a: ["x"]}"#,
            r#"{1: ["x"]}"#,
            r#"{"a": ["x",]}"#,
            r#"{"a": ["x"],}"#,
            r#"{"a": [,"x"]}"#,
            r#"{"a": ["x" "y"]}"#,
            r#"{"a": ["x"}"#,
            r#"{"a": ["x"]"#,
            r#"{"a": ["x"]]"#,
            r#"{"a": ["x"]} x"#,
            r#"{"a": ["x"] "b": [1]}"#,
            r#"{"a": [("x")]}"#,
            "{\n  \"a\": [\n    tru\n  ]\n}",
            "{\"a\": [1], // why\n\"b\": [2]}",
            r#"{"a": ["x"], "a": ["y"]}"#,
            r#"{"a.b": [1], "a": {"b": [2]}}"#,
        ]),
    );
}

#[test]
fn rejected_conditions() {
    assert_messages(
        "rejected_conditions",
        &patterns(&[
            r#"{"a": 1}"#,
            r#"{"a": "x"}"#,
            r#"{"a": null}"#,
            r#"{"a": []}"#,
            r#"{"a": {}}"#,
            r#"{"a": [[1]]}"#,
            r#"{"a": [{}]}"#,
            r#"{"a": {"prefix": "x"}}"#,
            r#"{"a": {"exists": [true]}}"#,
            r#"{"a": {"$field": "b"}}"#,
            r#"{"a": {"prefix": ["x"], "b": [1]}}"#,
            r#"{"a": {"numeric": [">", 1]}}"#,
            r#"{"$or": []}"#,
            r#"{"$or": {}}"#,
            r#"{"$or": 1}"#,
            r#"{"$or": [1]}"#,
            r#"{"$or": ["x"]}"#,
            r#"{"$or": [[]]}"#,
            r#"{"$or": [{"a": [1]}]}"#,
            r#"{"$or": [{"a": [1]}, {}]}"#,
            r#"{"$or": [{}, {}]}"#,
            r#"{"$or": [{"a": [1]}, 1]}"#,
            r#"{"$or": [{"a": [1]}, {"b": 1}]}"#,
            r#"{"a": {"$or": [{"b": [1]}]}}"#,
            r#"{"$or": [{"prefix": "x"}, {"suffix": "y"}]}"#,
            r#"{"a": [1], "$or": [{"$or": [{"b": [1]}, {"c": [1]}]}, {"d": [1]}]}"#,
            r#"{"$any": {"a": [1]}}"#,
            r#"{"a": {"$any": {"b": [1]}}}"#,
            r#"{"a": {"$all": [{"b": [1]}]}}"#,
            r#"{"a": {"$each": {"b": [1]}}}"#,
        ]),
    );
}

#[test]
fn rejected_filters() {
    let texts = [
        r#"{"prefx": "x"}"#,
        r#"{"equals": "x"}"#,
        r#"{"zzz": 1}"#,
        r#"{"$any": {}}"#,
        r#"{"$or": []}"#,
        r#"{"$field": 1}"#,
        r#"{"$field": ""}"#,
        r#"{"$field": "b"}"#,
        r#"{"prefix": "x", "suffix": "y"}"#,
        r#"{"prefix": 1}"#,
        r#"{"prefix": ["x"]}"#,
        r#"{"prefix": {}}"#,
        r#"{"prefix": {"equals-ignore-case": 1}}"#,
        r#"{"prefix": {"equals-ignore-case": "x"}}"#,
        r#"{"prefix": {"ignore-case": "x"}}"#,
        r#"{"suffix": null}"#,
        r#"{"suffix": ""}"#,
        r#"{"equals-ignore-case": []}"#,
        r#"{"exactly": 1}"#,
        r#"{"exactly": "x"}"#,
        r#"{"exists": "true"}"#,
        r#"{"exists": null}"#,
        r#"{"wildcard": "a**b"}"#,
        r#"{"wildcard": "a\\x"}"#,
        r#"{"wildcard": "a\\"}"#,
        r#"{"wildcard": "a\\*\\\\*"}"#,
        r#"{"wildcard": 1}"#,
        r#"{"anything-but": []}"#,
        r#"{"anything-but": {}}"#,
        r#"{"anything-but": null}"#,
        r#"{"anything-but": true}"#,
        r#"{"anything-but": [null]}"#,
        r#"{"anything-but": ["x", 1]}"#,
        r#"{"anything-but": [["x"]]}"#,
        r#"{"anything-but": {"prefix": []}}"#,
        r#"{"anything-but": {"prefix": ["x", ""]}}"#,
        r#"{"anything-but": {"prefix": [1]}}"#,
        r#"{"anything-but": {"numeric": [">", 1]}}"#,
        r#"{"anything-but": {"wildcard": ["a*", "b**"]}}"#,
        r#"{"anything-but": {"suffix": {}}}"#,
    ];
    assert_messages("rejected_filters", &alternatives(&texts));
}

#[test]
fn rejected_ranges_and_blocks() {
    let texts = [
        r#"{"numeric": []}"#,
        r#"{"numeric": [">"]}"#,
        r#"{"numeric": [">", 1, "<"]}"#,
        r#"{"numeric": [1, ">"]}"#,
        r#"{"numeric": [">", "1"]}"#,
        r#"{"numeric": [">", "x"]}"#,
        r#"{"numeric": [">", null]}"#,
        r#"{"numeric": ["~", 1]}"#,
        r#"{"numeric": ["=", 1, "<", 2]}"#,
        r#"{"numeric": [">", 1, ">", 2]}"#,
        r#"{"numeric": ["<", 1, "<", 2]}"#,
        r#"{"numeric": [">", 2, "<", 1]}"#,
        r#"{"numeric": [">", 1, "<", 1]}"#,
        r#"{"numeric": [">=", 1, "<=", 1]}"#,
        r#"{"numeric": ["<", 5, ">", 1]}"#,
        r#"{"numeric": [">", 1, "<", 2, "<", 3]}"#,
        r#"{"numeric": [">", 5000000001]}"#,
        r#"{"numeric": [">", 1e400]}"#,
        r#"{"numeric": "> 1"}"#,
        r#"{"numeric": ["==", 1]}"#,
        r#"{"cidr": "10.0.0.0"}"#,
        r#"{"cidr": "10.0.0.0/33"}"#,
        r#"{"cidr": "10.0.0/8"}"#,
        r#"{"cidr": "10.0.0.256/8"}"#,
        r#"{"cidr": "10.0.0.0.0/8"}"#,
        r#"{"cidr": "10.0..0/8"}"#,
        r#"{"cidr": "10.0.0.0/"}"#,
        r#"{"cidr": "10.0.0.0/-1"}"#,
        r#"{"cidr": "10.0.0.0/x"}"#,
        r#"{"cidr": "::/129"}"#,
        r#"{"cidr": "fd00::/8"}"#,
        r#"{"cidr": "1::2::3/8"}"#,
        r#"{"cidr": "1:2:3:4:5:6:7/8"}"#,
        r#"{"cidr": "1:2:3:4:5:6:7:8:9/8"}"#,
        r#"{"cidr": "::ffff:10.0.0.1/100"}"#,
        r#"{"cidr": "g::/8"}"#,
        r#"{"cidr": 10}"#,
        r#"{"cidr": ""}"#,
    ];
    assert_messages("rejected_ranges", &alternatives(&texts));
}

#[test]
fn only_a_part_of_a_long_line_is_shown() {
    let wide = |before: usize, after: usize| {
        format!("{{\"a\": [{}tru, {}]}}", "\"x\", ".repeat(before), vec!["\"y\""; after.max(1)].join(", "))
    };
    let sizes =
        [(0, 0), (0, 16), (0, 17), (0, 18), (0, 40), (5, 40), (9, 40), (10, 40), (11, 40), (40, 0), (40, 5), (40, 40)];
    let mut texts: Vec<String> = sizes.into_iter().map(|(before, after)| wide(before, after)).collect();
    texts.push(format!("{{\"a\": [\"{}\\q{}\"]}}", "é".repeat(60), "é".repeat(60)));
    texts.push(format!("{{\"a\":\t[tru, \"{}\"]}}", "x".repeat(200)));
    texts.push(format!("{{\"{}\": 1}}", "x".repeat(150)));
    assert_messages("long_lines", &texts);
}
