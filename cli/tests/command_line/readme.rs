//! Tests that the cases in the README of the command pass, and that the hooks for pre-commit run.

use crate::support::Folder;
use std::fs;
use std::path::{Path, PathBuf};

/// Returns the root folder of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

#[test]
fn the_cases_in_the_readme_of_the_command_pass() {
    let readme = fs::read_to_string(root().join("cli/README.md")).unwrap();
    let (cases, _) = readme.split_once("```json\n").unwrap().1.split_once("```").unwrap();
    let template = "Resources: { OrderFailed: { Type: AWS::Events::Rule, \
        Properties: { EventPattern: { detail-type: [Order Failed] } } } }";
    let folder = Folder::new("readme_cases")
        .with("template.yaml", template)
        .with_folder("cases/events")
        .with("cases/orders.json", cases)
        .with("cases/events/failed.json", r#"{"source": "my.shop", "detail-type": "Order Failed"}"#);
    let (_, rest) = readme.split_once("\nevent-pattern test --rules").unwrap();
    let command = format!("test --rules{}", rest.lines().next().unwrap());
    let arguments: Vec<&str> = command.split(' ').collect();
    assert_eq!(arguments, ["test", "--rules", "template.yaml", "--cases", "cases"]);
    let ran = folder.run(&arguments);
    assert_eq!((ran.exit, ran.output.as_str()), (Some(0), "2 cases: 2 passed, 0 failed\n"), "{}", ran.messages);
}

#[test]
fn the_hooks_run_commands_that_exist() {
    let hooks = fs::read_to_string(root().join(".pre-commit-hooks.yaml")).unwrap();
    let folder = Folder::new("readme_hooks")
        .with_folder("rules")
        .with("rules/order.json", r#"{"source": ["my.shop"]}"#)
        .with_folder("cases")
        .with("cases/order.json", r#"{"event": {"source": "my.shop"}, "rules": ["order"]}"#);
    let mut count = 0;
    for hook in hooks.split("\n- id: ").skip(1) {
        let value = |key: &str| hook.lines().find_map(|line| line.trim().strip_prefix(key)).unwrap().trim();
        let command = value("entry:").strip_prefix("event-pattern ").unwrap();
        let arguments = value("args:").trim_matches(['[', ']']).split(", ").map(|argument| argument.trim_matches('"'));
        let ran = folder.run(&[command].into_iter().chain(arguments).collect::<Vec<_>>());
        assert_eq!(ran.exit, Some(0), "{hook}: {ran:?}");
        count += 1;
    }
    assert_eq!(count, 2);
}
