//! Tests that the commands in the README, run on the files in the repository, print the output that the README shows.

use crate::support::{Folder, fixture};
use std::fs;
use std::path::{Path, PathBuf};

/// Returns the root folder of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Returns the commands in the README, each with the output that the README shows.
fn sessions(readme: &str) -> impl Iterator<Item = (&str, &str)> {
    let blocks = readme.split("```text\n").skip(1).filter_map(|rest| rest.split_once("```\n").map(|(block, _)| block));
    let commands = blocks.filter(|block| block.starts_with("$ ")).flat_map(|block| block[2..].split("\n$ "));
    commands.map(|session| session.split_once('\n').unwrap())
}

/// Creates a folder with the files that the commands in the README use.
fn folder() -> Folder {
    let mut folder = Folder::new("readme").with("typo.json", fixture("typo.json"));
    for name in ["examples/rules", "examples/events"] {
        folder = folder.with_folder(name);
        for entry in root().join(name).read_dir().unwrap() {
            let path = entry.unwrap().path();
            let file = path.file_name().unwrap().to_str().unwrap();
            folder = folder.with(&format!("{name}/{file}"), fs::read(&path).unwrap());
        }
    }
    folder
}

#[test]
fn commands_print_what_the_readme_shows() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let folder = folder();
    let mut commands = 0;
    for (command, shown) in sessions(&readme) {
        let arguments: Vec<&str> = command.split(' ').collect();
        assert_eq!(arguments[0], "event-pattern", "{command}");
        let ran = folder.run(&arguments[1..]);
        assert_eq!(ran.output.trim_end(), shown.trim_end(), "{command}\n{}", ran.messages);
        commands += 1;
    }
    assert!(commands >= 5, "{commands}");
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
