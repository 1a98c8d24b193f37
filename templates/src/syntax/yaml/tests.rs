use super::*;
use event_pattern_compiler::json::{self, Dialect};
use std::fs;
use std::path::Path;

fn json(text: &str) -> String {
    let parsed = read(text);
    assert_eq!((parsed.diagnostics.as_slice(), parsed.trailing), (&[][..], None), "{text}");
    parsed.value.unwrap().to_json()
}

fn error(text: &str) -> (String, String) {
    let parsed = read(text);
    let [error] = parsed.diagnostics.as_slice() else { panic!("{text}: {parsed:?}") };
    (error.message.clone(), text.get(error.span.start..error.span.end).unwrap_or_default().to_owned())
}

#[test]
fn scalars_are_those_of_the_core_schema() {
    for (text, expected) in [
        ("~", "null"),
        ("Null", "null"),
        ("TRUE", "true"),
        ("no", "\"no\""),
        ("12", "12"),
        ("+12", "12"),
        ("-007", "-7"),
        ("0", "0"),
        ("000", "0"),
        ("0x1F", "31"),
        ("0o17", "15"),
        ("0x+1", "\"0x+1\""),
        ("1.50", "1.50"),
        (".5", "0.5"),
        ("-.5e3", "-0.5e3"),
        ("1.", "1"),
        ("1.e3", "1e3"),
        ("1e3", "1e3"),
        (".", "\".\""),
        ("-", "[null]"),
        ("1.2.3", "\"1.2.3\""),
        ("2026-01-31", "\"2026-01-31\""),
        ("1_000", "\"1_000\""),
        (".inf", "\".inf\""),
        ("'12'", "\"12\""),
        ("\"a\\u00e9\"", "\"aé\""),
        ("!!str 12", "\"12\""),
        ("|\n  a\n  b\n", "\"a\\nb\\n\""),
    ] {
        assert_eq!(json(text), expected, "{text}");
    }
}

#[test]
fn a_document_has_the_tree_of_the_same_json() {
    let text = "\
# Orders
type: object
properties:
  total: { type: [number, 'null'] }
  lines:
    - 1
    - a: b
      200: c
required: []
";
    let expected = r#"{"type":"object","properties":{"total":{"type":["number","null"]},"lines":[1,{"a":"b","200":"c"}]},"required":[]}"#;
    assert_eq!(json(text), expected);
    assert_eq!(json(expected), expected);
}

#[test]
fn json_is_read_like_yaml() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalogue/documents/aws.ecs");
    for entry in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        assert_eq!(json(&text), json::read(&text, Dialect::Strict).value.unwrap().to_json());
    }
}

#[test]
fn spans_are_byte_offsets() {
    let text = "é: 1\nbox:\n  ü: [x, y]\n  z: w\nend: 1\n";
    let ValueKind::Object(members) = read(text).value.unwrap().kind else { panic!() };
    let slice = |span: Span| &text[span.start..span.end];
    let found: Vec<_> = members.iter().map(|member| (slice(member.key_span), slice(member.value.span))).collect();
    assert_eq!(found, [("é", "1"), ("box", "ü: [x, y]\n  z: w"), ("end", "1")]);
    let ValueKind::Object(inner) = &members[1].value.kind else { panic!() };
    assert_eq!(slice(inner[0].value.span), "[x, y]");
}

#[test]
fn aliases_are_copies_of_their_anchors() {
    assert_eq!(json("a: &x [1, &y {b: 2}]\nc: *x\nd: *y\n"), r#"{"a":[1,{"b":2}],"c":[1,{"b":2}],"d":{"b":2}}"#);
    let message = "an alias is inside the value that it repeats";
    assert_eq!(error("a: &x [1, *x]\n"), (message.to_owned(), "*x".to_owned()));
}

#[test]
fn members_of_merge_keys_are_added() {
    for (text, expected) in [
        ("a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  y: 3\n", r#"{"a":{"x":1,"y":2},"b":{"y":3,"x":1}}"#),
        ("<<: [{x: 1}, {x: 2, y: 2}]\nz: 0\n", r#"{"z":0,"x":1,"y":2}"#),
        ("\"<<\": {x: 1}\n", r#"{"<<":{"x":1}}"#),
    ] {
        assert_eq!(json(text), expected, "{text}");
    }
}

#[test]
fn short_tags_are_calls_of_functions() {
    for (text, expected) in [
        ("!Ref x", r#"{"Ref":"x"}"#),
        ("!GetAtt a.b", r#"{"Fn::GetAtt":"a.b"}"#),
        ("- !Sub\n  - '${a}'\n  - {a: !Ref b}\n", r#"[{"Fn::Sub":["${a}",{"a":{"Ref":"b"}}]}]"#),
        ("a: &x !Join [a, []]\nb: *x\n", r#"{"a":{"Fn::Join":["a",[]]},"b":{"Fn::Join":["a",[]]}}"#),
        ("!Other 1", "1"),
    ] {
        assert_eq!(json(text), expected, "{text}");
    }
}

#[test]
fn spans_do_not_include_anchors_and_tags() {
    let text = "- !Ref  x\n- &a 'y'  # 'z'\n- &b !Sub [p, q]\n- !Sub\n  - r\n- !Sub |\n  {}\n- { a: 'it''s'  }\n- \"\\\"\"  # \"\n";
    let ValueKind::Array(elements) = read(text).value.unwrap().kind else { panic!() };
    let found: Vec<&str> = elements
        .iter()
        .map(|element| match &element.kind {
            ValueKind::Object(members) => &members[0].value.span,
            _ => &element.span,
        })
        .map(|span| text[span.start..span.end].trim_end())
        .collect();
    assert_eq!(found, ["x", "'y'", "[p, q]", "- r", "{}", "'it''s'", r#""\"""#]);
}

#[test]
fn all_documents_are_read() {
    let documents = read_all("a: 1\n---\n- 2\n...\n---\n3\n").unwrap();
    assert_eq!(documents.iter().map(Value::to_json).collect::<Vec<_>>(), [r#"{"a":1}"#, "[2]", "3"]);
    assert_eq!(read_all("").unwrap().len(), 0);
    assert!(read_all("a: 1\n---\nb: [\n").is_err());
}

#[test]
fn aliases_of_aliases_do_not_use_up_the_memory() {
    let wide: Vec<String> = (1..30)
        .map(|number| format!("a{number}: &a{number} [{}]\n", format!("*a{},", number - 1).repeat(10)))
        .collect();
    assert!(
        error(&format!("a0: &a0 [x]\n{}", wide.concat())).0.starts_with("the document has more than 1000000 values")
    );
    let deep: Vec<String> = (1..9)
        .map(|number| format!("a{number}: &a{number} {}*a{}{}\n", "[".repeat(100), number - 1, "]".repeat(100)))
        .collect();
    let long = format!("a: &a {}\nb:\n{}", "x".repeat(100_000), "- *a\n".repeat(1000));
    assert!(error(&long).0.starts_with("the document has more than 1000000 values"));
    let long_key = format!("a: &a {{{}: 1}}\nb:\n{}", "x".repeat(1000), "- *a\n".repeat(100_000));
    assert!(error(&long_key).0.starts_with("the document has more than 1000000 values"));
    assert_eq!(error(&format!("a0: &a0 [x]\n{}", deep.concat())).0, "the YAML is nested more than 500 levels deep");
    assert_eq!(error(&format!("{}x", "- ".repeat(1000))).0, "the YAML is nested more than 500 levels deep");
}

#[test]
fn what_is_not_a_document_is_an_error_with_its_place() {
    assert_eq!(error("").0, "expected a document, found end of input");
    assert_eq!(error("<<: [1]\n"), ("expected an object after `<<`, found a number".to_owned(), "1".to_owned()));
    assert_eq!(error("? [a]\n: b\n"), ("expected a string as a key".to_owned(), "[".to_owned()));
    let (message, found) = error("a: \"b\nc: é]\n");
    assert!(message.starts_with("invalid YAML: "), "{message} at {found}");
    let two = read("a: 1\n---\nb: 2\n");
    assert_eq!(two.trailing, Some(Span::new(5, 8)));
}
