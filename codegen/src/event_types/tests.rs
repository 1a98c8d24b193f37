//! Macro calls that are not valid, and what valid ones expand to.

use crate::{File, Files, expand_types};
use proc_macro2::{Literal, TokenStream, TokenTree};

/// A folder with documents.
struct Folder;

const ORDER: &str = r#"{
    "x-amazon-events-source": "shop",
    "x-amazon-events-detail-type": "Order Placed",
    "properties": { "detail": { "properties": { "total": { "type": "number" } } } }
}"#;

impl Files for Folder {
    fn read(&self, path: &str) -> Result<File, String> {
        let text = match path {
            "schemas/order.json" => ORDER.to_owned(),
            "schemas/refund.json" => ORDER.replace("Placed", "Refunded"),
            "detail.json" => r#"{ "properties": { "total": { "type": "number" } } }"#.to_owned(),
            "schemas/with_ref.json" => ORDER
                .replace(r#""properties": { "total": { "type": "number" } }"#, r#""$ref": "common.json#/$defs/Order""#),
            "schemas/common.json" => r#"{ "$defs": { "Order": { "properties": { "sum": {} } } } }"#.to_owned(),
            "broken.json" => "{ \"properties\": }".to_owned(),
            _ => return Err(format!("cannot read the file `{path}`")),
        };
        Ok(File { path: format!("/crate/{path}"), text })
    }

    fn names(&self, _folder: &str) -> Result<Vec<String>, String> {
        Ok(vec!["refund.json".to_owned(), "order.json".to_owned(), "README.md".to_owned()])
    }
}

fn expanded(call: &str) -> TokenStream {
    expand_types(call.parse().unwrap(), &Folder)
}

/// Returns the strings in the tokens, without their quotes.
fn strings(tokens: TokenStream) -> Vec<String> {
    tokens
        .into_iter()
        .flat_map(|token| match token {
            TokenTree::Group(group) => strings(group.stream()),
            TokenTree::Literal(literal) => text_of(&literal).into_iter().collect(),
            _ => Vec::new(),
        })
        .collect()
}

fn text_of(literal: &Literal) -> Option<String> {
    crate::syntax::StringLiteral::from_literal(literal).map(|literal| literal.value)
}

/// Returns the messages of the compiler errors in the tokens.
fn errors(call: &str) -> Vec<String> {
    let mut messages = Vec::new();
    let mut tokens: Vec<TokenTree> = expanded(call).into_iter().collect();
    tokens.reverse();
    while let Some(token) = tokens.pop() {
        if matches!(&token, TokenTree::Ident(name) if name == "compile_error") {
            tokens.pop();
            if let Some(TokenTree::Group(message)) = tokens.pop() {
                messages.extend(strings(message.stream()));
            }
        }
    }
    messages
}

#[test]
fn invalid_calls_are_reported() {
    let event = "write `#[event(source = \"my.service\", detail_type = \"Something Happened\")]`";
    for (call, message) in [
        ("", "expected event types"),
        ("fn f() {}", "expected a module, a struct or an enum, found `fn`"),
        ("#![event_pattern(allow(unknown_field))] struct A;", "`event_types!` has no diagnostics that can be allowed"),
        ("mod a { }", "expected `=`"),
        ("mod a = 1;", "expected the path of a document, or `aws(…)`"),
        ("mod a = \"schemas/order.json\"", "expected `;` after the module"),
        ("mod a = aws;", "expected arguments in parentheses"),
        ("mod a = aws();", "expected the `source` of an AWS service as a string"),
        ("mod a = aws(\"aws.s3\");", "expected `,` and a `detail-type`"),
        ("mod a = aws(\"aws.s3\", []);", "expected a `detail-type` as a string"),
        ("mod a = aws(\"aws.s3\", [\"Object Created\" \"b\"]);", "expected `,`"),
        ("mod a = aws(\"aws.s3\", \"Object Created\", \"b\");", "unexpected token"),
        (
            "#[discovered] mod a = aws(\"aws.s3\", \"Object Created\");",
            "the catalogue says which of its schemas are discovered",
        ),
        (
            "#[discovered(1)] mod a = \"schemas/order.json\";",
            "`discovered` has no arguments\n= help: write `#[discovered]`",
        ),
        (
            "#[event(source = \"a\")] mod a = aws(\"aws.s3\", \"Object Created\");",
            "an event of the catalogue has its `source` and its `detail-type`",
        ),
        (
            "mod a = aws(\"aws.s3\", \"Object Craeted\");",
            "the catalogue has no event with the `source` `aws.s3` and the `detail-type` `Object Craeted`\n= help: did you mean `Object Created`?",
        ),
        (
            "mod a = aws(\"aws.ss3\", \"Object Created\");",
            "the catalogue has no events with the `source` `aws.ss3`\n= help: did you mean",
        ),
        ("mod a = aws(\"my.shop\", \"Order Placed\");", "`my.shop` is not the `source` of an AWS service"),
        (
            "#[event(source = \"store\")] mod a = \"schemas/order.json\";",
            "the `source` in `schemas/order.json` is `shop`, not `store`",
        ),
        (
            "mod a = \"detail.json\";",
            "`detail.json` does not contain the `detail-type` of the events that it describes",
        ),
        ("mod a = \"nothing.json\";", "cannot read the file `nothing.json`"),
        ("mod a = \"*/order.json\";", "`*` is not allowed in the folder part of `*/order.json`"),
        ("mod a = \"schemas/*.yaml\";", "no file in `schemas/` matches `*.yaml`"),
        ("mod a = \"broken.json\";", "expected a value"),
        ("mod a = \"order.yaml\";", "`order.yaml` is in YAML, which the macros do not read"),
        ("#![event_pattern(schema = \"a.json\")] mod a = \"schemas/order.json\";", "`schema` is for rules"),
        ("mod a = \"schemas/order.json\"; mod a = \"schemas/refund.json\";", "duplicate name `a`"),
        ("struct A; enum A {}", "duplicate name `A`"),
        ("#[event] struct A;", "expected arguments in parentheses"),
        ("#[event(source)] struct A;", "expected `=` and a string"),
        ("#[event(source = 1)] struct A;", "expected a string"),
        ("#[event(source = \"\")] struct A;", "expected a text that is not empty"),
        ("#[event(name = \"a\")] struct A;", "expected `source` or `detail_type`"),
        ("#[event(source = \"a\", source = \"b\")] struct A;", "this argument is given twice"),
        ("#[event(source = \"a\")] #[event(source = \"b\")] struct A;", "a type has only one `event` attribute"),
        ("#[cfg_attr(test, event(source = \"a\"))] struct A;", "`event` cannot be in a `cfg_attr`"),
        (
            "#[event(source = \"a\")] #[derive(Deserialize)] struct A {}",
            &format!("missing `detail_type`\n= help: {event}"),
        ),
        (
            "#[event(source = \"a\", detail_type = \"b\")] struct A {}",
            "the macro does not know the form of `A` in JSON\n= help: write `#[derive(serde::Deserialize)]` on `A`",
        ),
        (
            "#[event(source = \"a\", detail_type = \"b\")] #[derive(Deserialize)] struct A<T> { a: T }",
            "the detail of an event cannot have the parameter `T`",
        ),
        (
            "#[event(source = \"a\", detail_type = \"b\")] #[derive(Deserialize)] enum A { B }",
            "expected a type that is an object in JSON: `A` is a string",
        ),
        ("struct A { a }", "expected `:` and a type"),
    ] {
        let errors = errors(call);
        assert_eq!(errors.len(), 1, "{call}: {errors:?}");
        assert!(errors[0].starts_with(message), "{call}: {}", errors[0]);
    }
}

#[test]
fn valid_calls_have_no_errors() {
    for call in [
        "pub mod a = \"schemas/order.json\";",
        "#[discovered] pub(crate) mod a = \"schemas/*.json\";",
        "#[event(source = \"shop\", detail_type = \"Order Placed\")] mod a = \"detail.json\";",
        "mod a = aws(\"aws.s3\", [\"Object Created\", \"Object Deleted\",],);",
        "mod a = aws(\"aws.s3\", \"AWS API Call via CloudTrail\");",
        "#[cfg(unix)] struct A; #[cfg(windows)] struct A;",
        "#[event(detail_type = \"b\")] #[derive(serde::Deserialize)] pub struct A<'a> { a: &'a str }",
    ] {
        assert_eq!(errors(call), [""; 0], "{call}");
    }
}

#[test]
fn every_document_that_is_read_is_tracked() {
    let text = expanded("mod a = \"schemas/*.json\";").to_string().replace(' ', "");
    for file in ["order", "refund"] {
        assert!(text.contains(&format!("include_bytes!(\"/crate/schemas/{file}.json\")")), "{file}: {text}");
    }
    assert!(!text.contains("README"));
    let text = expanded("mod a = \"schemas/with_ref.json\";").to_string().replace(' ', "");
    assert!(text.contains("pubsum:") && text.contains("include_bytes!(\"/crate/schemas/common.json\")"), "{text}");
}

#[test]
fn a_type_of_the_user_is_not_changed() {
    let item = "#[derive(Debug, serde::Deserialize)] pub struct A<'a> where 'a: 'a { #[serde(borrow)] pub b: &'a str }";
    let call = format!("#[event(source = \"a\", detail_type = \"b\")] {item}");
    let expected = item.parse::<TokenStream>().unwrap().to_string();
    assert!(expanded(&call).to_string().starts_with(&expected));
}
