//! Laws of the reader on random files.

#[allow(unreachable_pub, reason = "the module is shared with the fuzz target")]
#[path = "../../fuzz/src/template.rs"]
mod template;

use event_pattern_compiler::json::{self, Dialect, JsonString, Value, ValueKind};
use event_pattern_compiler::source::Span;
use event_pattern_templates::{Options, read};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

/// Parts of templates, patterns and syntaxes, which random files consist of.
const PARTS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    ":",
    ",",
    "\"",
    "'",
    "\\",
    "\\\"",
    "|",
    ">",
    "-",
    "- ",
    "\n",
    "\n  ",
    "\n    ",
    "\r\n",
    "\t",
    " ",
    "#",
    "//",
    "&a ",
    "*a",
    "<<: ",
    "<<EOT\n",
    "<<-EOT\n",
    "\nEOT\n",
    "!Ref ",
    "!Sub ",
    "!Join ",
    "!GetAtt ",
    "${",
    "$${",
    "${!",
    "}",
    "%{ if x }",
    "{{resolve:ssm:x}}",
    "Resources:",
    "Type: AWS::Events::Rule",
    "Properties:",
    "EventPattern:",
    "EventPattern: |\n",
    "Fn::Sub",
    "Fn::Join",
    "Fn::If",
    "Ref",
    "AWS::NoValue",
    "resource \"aws_cloudwatch_event_rule\" \"r\" {\n",
    "event_pattern = ",
    "jsonencode(",
    "file(\"x\")",
    "locals {\n",
    "local.a",
    "a = ",
    "service: x\n",
    "provider: y\n",
    "functions:\n",
    "  f:\n",
    "    events:\n",
    "      - eventBridge:\n",
    "          pattern:",
    "resources:\n",
    "type: aws:cloudwatch:EventRule",
    "eventPattern:",
    "\"EventPattern\":",
    "\"Name\":\"n\"",
    "{\"source\":[\"x\"]}",
    "\"{\\\"source\\\":[\\\"x\\\"]}\"",
    "é",
    "😀",
    "\u{feff}",
    "\u{85}",
    "\0",
    "0",
    "1e5",
    "~",
    "---\n",
    "...\n",
    "\"Resources\":",
    "\"Filters\":[",
    "\"Pattern\":",
    "source",
    "detail-type",
    "\\u00e9",
    "\\ud83d\\ude00",
];

fn runner() -> TestRunner {
    let config = ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

#[test]
fn any_text_is_read_or_an_error_with_a_place() {
    let parts = prop::collection::vec(prop::sample::select(PARTS), 0..40).prop_map(|parts| parts.concat());
    let texts = prop_oneof![4 => parts, 1 => any::<String>()];
    let run = |text: String| {
        template::check(text.as_bytes());
        Ok(())
    };
    runner().run(&texts, run).unwrap();
}

/// Returns a JSON string, whose characters need all kinds of escapes.
fn json_string() -> impl Strategy<Value = String> {
    let characters = prop::sample::select(vec![
        "a",
        "b",
        "é",
        "😀",
        " ",
        "  ",
        "\\\"",
        "\\\\",
        "\\n",
        "\\u00e9",
        "\\ud83d\\ude00",
        "/",
        "'",
        "''",
        "$",
        "%",
        "#",
        ": ",
        "- ",
        "{",
        "}",
        "\\/",
    ]);
    prop::collection::vec(characters, 0..6).prop_map(|characters| format!("\"{}\"", characters.concat()))
}

/// Returns the tokens of a random JSON object.
fn tokens() -> impl Strategy<Value = Vec<String>> {
    let text = |text: &str| vec![text.to_owned()];
    let leaf = prop_oneof![
        json_string().prop_map(|text| vec![text]),
        Just(text("1.5e3")),
        Just(text("true")),
        Just(text("null")),
        Just(text("{}")),
    ];
    let value = leaf.prop_recursive(3, 20, 4, move |inner| {
        let list = prop::collection::vec(inner.clone(), 0..4).prop_map(|elements| enclosed("[", &elements, "]"));
        prop_oneof![list, object(inner)]
    });
    object(value)
}

fn object(value: impl Strategy<Value = Vec<String>>) -> impl Strategy<Value = Vec<String>> {
    let member = (json_string(), value).prop_map(|(key, value)| [vec![key, ":".to_owned()], value].concat());
    prop::collection::vec(member, 1..4).prop_map(|members| enclosed("{", &members, "}"))
}

fn enclosed(open: &str, parts: &[Vec<String>], close: &str) -> Vec<String> {
    [vec![open.to_owned()], parts.join(&",".to_owned()), vec![close.to_owned()]].concat()
}

/// Returns JSON text with random white space between the tokens. The first line starts with the brace.
fn json_text() -> impl Strategy<Value = String> {
    let spaces = prop::sample::select(vec!["", "", " ", "  ", "\n", "\n  ", "\n    ", "\n\n   "]);
    (tokens(), prop::collection::vec(spaces, 60)).prop_map(|(tokens, spaces)| {
        let mut text = String::new();
        for (token, space) in tokens.iter().zip(spaces.iter().cycle()) {
            text.push_str(token);
            text.push_str(space);
        }
        text.trim_end().to_owned()
    })
}

/// Returns the source of each key and each scalar in a tree, with its meaning.
fn tokens_of(text: &str, value: &Value, found: &mut Vec<(String, String)>) {
    let source = |span: Span| text[span.start..span.end].to_owned();
    match &value.kind {
        ValueKind::Array(elements) => elements.iter().for_each(|element| tokens_of(text, element, found)),
        ValueKind::Object(members) => {
            for member in members {
                found.push((source(member.key_span), member.key.to_json()));
                tokens_of(text, &member.value, found);
            }
        }
        _ => found.push((source(value.span), value.to_json())),
    }
}

/// A way to write a text in a template: the template before it, the text, and the template after it.
type Wrapper = fn(&str, &str) -> (String, String);

/// The templates, and how each of them writes a source of a token.
const WRAPPERS: &[(&str, Wrapper)] = &[
    ("block", |text, indent| {
        let start = format!("Resources:\n {indent}R:\n  {indent}Type: AWS::Events::Rule\n  {indent}Properties:\n");
        let lines: Vec<String> = text.lines().map(|line| format!("    {indent}{line}\n")).collect();
        (format!("{start}   {indent}EventPattern: |\n{}   {indent}State: ENABLED\n", lines.concat()), text.to_owned())
    }),
    ("block with a tag and a chomping indicator", |text, indent| {
        let start = format!("Resources:\n {indent}R:\n  {indent}Type: AWS::Events::Rule\n  {indent}Properties:\n");
        let lines: Vec<String> = text.lines().map(|line| format!("    {indent}{line}\r\n")).collect();
        let lines = lines.concat().replace("${", "${!");
        (format!("{start}   {indent}EventPattern: !Sub |-\r\n{lines}"), text.replace("${", "${!"))
    }),
    ("single quotes", |text, indent| {
        let start = format!("Resources:\n {indent}R:\n  {indent}Type: AWS::Events::Rule\n  {indent}Properties:\n");
        let quoted = text.replace('\'', "''").replace('\n', &format!("\n\n     {indent}"));
        (format!("{start}   {indent}EventPattern: '{quoted}'\n"), text.replace('\'', "''"))
    }),
    ("quotes in a flow mapping", |text, indent| {
        let quoted = text.replace('\'', "''").replace('\n', "\n\n ");
        let start = "Resources: {\n R: { Type: AWS::Events::Rule, Properties: { EventPattern:";
        (format!("{start}{indent} '{quoted}'{indent} }}}}}} # '\n"), text.replace('\'', "''"))
    }),
    ("double quotes", |text, indent| {
        let quoted = JsonString::from(text).to_json();
        let inner = quoted[1..quoted.len() - 1].to_owned();
        let start = "Resources:\n R:\n  Type: AWS::Events::Rule\n  Properties:\n   EventPattern:";
        (format!("{start}{indent} {quoted}{indent} # \"\n"), inner)
    }),
    ("JSON", |text, indent| {
        let quoted = JsonString::from(text).to_json();
        let inner = quoted[1..quoted.len() - 1].to_owned();
        (format!("{{{indent}\"Name\": {indent}\"n\", \"EventPattern\":{indent} {quoted}}}"), inner)
    }),
    ("HCL string", |text, indent| {
        let quoted = JsonString::from(text).to_json().replace("${", "$${").replace("%{", "%%{");
        let inner = quoted[1..quoted.len() - 1].to_owned();
        (
            format!("resource \"aws_cloudwatch_event_rule\" \"r\" {{\n{indent}event_pattern ={indent} {quoted}\n}}\n"),
            inner,
        )
    }),
    ("heredoc", |text, indent| {
        let escaped = text.replace("${", "$${").replace("%{", "%%{");
        let lines: Vec<String> = escaped.lines().map(|line| format!("{indent}{line}\n")).collect();
        let start = "resource \"aws_cloudwatch_event_rule\" \"r\" {\n";
        (format!("{start}event_pattern = <<-EOT\n{}{indent}EOT\n}}\n", lines.concat()), escaped)
    }),
    ("JSON string of a file", |text, _| {
        let quoted = JsonString::from(text).to_json();
        (quoted.clone(), quoted[1..quoted.len() - 1].to_owned())
    }),
];

#[test]
fn tokens_of_a_pattern_in_a_string_have_exact_places() {
    let cases = (json_text(), "[ ]{0,5}", prop::sample::select((0..WRAPPERS.len()).collect::<Vec<_>>()));
    let run = |(text, indent, wrapper): (String, String, usize)| {
        let (name, wrap) = WRAPPERS[wrapper];
        let expected = json::read(&text, Dialect::Strict).value.unwrap();
        let (template, _) = wrap(&text, &indent);
        let file =
            read(&template, &Options::new("x")).unwrap_or_else(|errors| panic!("{name}: {template}\n{errors:?}"));
        let rule = &file.rules[0];
        assert!(rule.diagnostics.is_empty(), "{name}: {template}\n{:?}", rule.diagnostics);
        let pattern = rule.pattern.as_ref().unwrap();
        assert_eq!(pattern.to_json(), expected.to_json(), "{name}: {template}");
        let (mut plain, mut found) = (Vec::new(), Vec::new());
        tokens_of(&text, &expected, &mut plain);
        tokens_of(&template, pattern, &mut found);
        // Each token is written in the same way as the whole text.
        let written = plain.into_iter().map(|(source, meaning)| (wrap(&source, "").1, meaning));
        assert_eq!(found, written.collect::<Vec<_>>(), "{name}: {template}");
        Ok(())
    };
    runner().run(&cases, run).unwrap();
}
