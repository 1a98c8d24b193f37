//! Snapshots of the Rust code that the macros generate for the patterns in `patterns`.
//!
//! Most snapshots contain only the function, because the bytes of the tables are not readable. To accept all changes,
//! set `INSTA_UPDATE=always`. To review them one by one, run `cargo insta review`.

use event_pattern_codegen::{EcsTypes, NoFiles, expand_sets, preview};
use proc_macro2::{Group, Literal, TokenStream, TokenTree};
use std::path::{Path, PathBuf};
use syn::{File, Item};

#[test]
fn generated_functions_are_readable() {
    for path in pattern_files() {
        let function = items(&path).swap_remove(0);
        assert!(matches!(function, Item::Fn(_)), "{}", path.display());
        assert_snapshot(&name(&path), vec![function]);
    }
}

#[test]
fn a_typed_rule_expands_to_a_function_and_a_type() {
    let path = folder().join("deployment_failed.json");
    assert_snapshot("deployment_failed_whole", items(&path));
}

#[test]
fn a_raw_rule_expands_to_a_function_and_a_type() {
    let path = folder().join("order_placed.json");
    assert_snapshot("order_placed_whole", items(&path));
}

#[test]
fn an_enum_of_raw_rules_expands_to_an_enum_with_functions() {
    let enumeration = r##"
        /// Orders for the sales team to review.
        pub enum Sale {
            /// The total is above 100.
            Large { "source": ["my.shop"], "detail": { "total": [{ "numeric": [">", 100] }] } }
            First = r#"{ "detail": { "ordinal": [1] } }"#
        }
    "##;
    assert_snapshot("enum_raw", enum_items(enumeration));
}

#[test]
fn an_enum_of_typed_rules_has_a_function_for_each_rule() {
    let enumeration = r#"
        enum Task for Event<TaskStateChange> {
            RunTestFailed {
                "detail": { "lastStatus": ["STOPPED"], "containers": { "name": ["run-test"], "exitCode": [{ "anything-but": 0 }] } }
            }
            AllSucceeded {
                "detail": { "lastStatus": ["STOPPED"], "containers": { "$all": { "exitCode": [0] } } }
            }
        }
    "#;
    assert_snapshot("enum_typed", enum_items(enumeration));
}

/// Expands enums with the macro and replaces the bytes of the tables with `b"..."`.
fn enum_items(enums: &str) -> Vec<Item> {
    let rust = without_tables(expand_sets(enums.parse().unwrap(), &EcsTypes, &NoFiles));
    syn::parse2::<File>(rust).unwrap().items
}

fn without_tables(tokens: TokenStream) -> TokenStream {
    let token = |token: TokenTree| match token {
        TokenTree::Group(group) => Group::new(group.delimiter(), without_tables(group.stream())).into(),
        TokenTree::Literal(literal) if literal.to_string().starts_with("b\"") => Literal::byte_string(b"...").into(),
        other => other,
    };
    tokens.into_iter().map(token).collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("patterns")
}

fn pattern_files() -> Vec<PathBuf> {
    let entries = folder().read_dir().unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.is_file()).collect();
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}

/// Expands a rule with this pattern.
fn items(path: &Path) -> Vec<Item> {
    let text = std::fs::read_to_string(path).unwrap();
    let preview =
        preview("rule", &text, &[]).unwrap_or_else(|diagnostics| panic!("{}: {diagnostics:?}", path.display()));
    syn::parse2::<File>(preview.rust).unwrap().items
}

fn assert_snapshot(name: &str, items: Vec<Item>) {
    let code = prettyplease::unparse(&File { shebang: None, frontmatter: None, attrs: Vec::new(), items });
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, code);
    });
}
