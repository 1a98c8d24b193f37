//! Tests help, man pages, completions and colours, which are the same for all subcommands.

use crate::support::{Folder, Ran, fixture};

/// Returns the arguments of all subcommands, such as `["schema", "show"]`, in the order in which `--help` lists them.
pub(crate) fn subcommands(folder: &Folder) -> Vec<Vec<String>> {
    fn collect(folder: &Folder, path: &[String], found: &mut Vec<Vec<String>>) {
        let arguments: Vec<&str> = path.iter().map(String::as_str).chain(["-h"]).collect();
        let help = folder.run(&arguments).output;
        let Some((_, list)) = help.split_once("\nCommands:\n") else {
            found.push(path.to_vec());
            return;
        };
        for line in list.lines().take_while(|line| line.starts_with("  ")) {
            let name = line.split([' ', ',']).find(|word| !word.is_empty()).unwrap();
            if name != "help" {
                collect(folder, &[path, &[name.to_owned()]].concat(), found);
            }
        }
    }
    let mut found = Vec::new();
    collect(folder, &[], &mut found);
    found
}

#[test]
fn every_subcommand_has_examples_and_a_man_page() {
    let folder = Folder::new("manual");
    let subcommands = subcommands(&folder);
    assert!(subcommands.len() > 10, "{subcommands:?}");
    for path in subcommands {
        let words: Vec<&str> = path.iter().map(String::as_str).collect();
        let name = words.join(" ");
        let help = folder.run(&[&words[..], &["--help"]].concat()).output;
        let (_, examples) = help.split_once("\nExamples:\n").unwrap_or_else(|| panic!("no examples: {name}"));
        assert!(examples.lines().next().unwrap().contains(&format!("event-pattern {name}")), "{name}: {examples}");
        let page = folder.run(&[&["man"], &words[..]].concat());
        assert_eq!((page.exit, page.messages.as_str()), (Some(0), ""), "{name}");
        let title = format!(".TH event-pattern-{} 1  \"event-pattern {}\"", words.join("-"), env!("CARGO_PKG_VERSION"));
        assert!(page.output.contains(&title), "{name}: {}", page.output);
        for part in ["\n.SH NAME\n", "\n.SH SYNOPSIS\n", "\nExit codes:\n", "\nExamples:\n"] {
            assert!(page.output.contains(part), "{name}: {part}");
        }
    }
    let page = folder.run(&["man"]).output;
    assert!(page.contains("\n.TH event-pattern 1 ") && page.contains("\nevent\\-pattern\\-test(1)\n"), "{page}");
    let ran = folder.run(&["man", "schema", "shwo"]);
    let messages = "error: unknown subcommand `shwo`\n = help: did you mean `show`?\n";
    assert_eq!(ran, Ran::new(64, "", messages));
    assert_eq!(folder.run(&["man", "test", "x"]).exit, Some(64));
}

#[test]
fn shells_complete_subcommands_and_options() {
    let folder = Folder::new("completions");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = folder.run(&["completions", shell]);
        assert_eq!((ran.exit, ran.messages.as_str()), (Some(0), ""), "{shell}");
        for word in ["prefilter", "show", "cases", "require-schema"] {
            assert!(ran.output.contains(word), "{shell}: {word}");
        }
    }
    let script = folder.run(&["completions", "bash"]).output;
    let states: Vec<&str> =
        script.lines().filter_map(|line| line.trim().strip_prefix("cmd=\"")?.strip_suffix('"')).collect();
    assert!(states.contains(&"event__pattern__subcmd__test"), "{states:?}");
    for state in states.into_iter().filter(|state| !state.is_empty()) {
        assert!(script.contains(&format!("\n        {state})\n")), "no completions in state {state}");
    }
    assert_eq!(folder.run(&["completions", "tcsh"]).exit, Some(64));
}

#[test]
fn every_subcommand_uses_colors_as_requested() {
    let folder = Folder::new("manual_colors")
        .with_rule()
        .with("event.json", fixture("selenium_hub_exited_1.json"))
        .with("wrong.json", r#"{ "detail": { "state": ["OPEN", "OPEN"] } }"#)
        .with("cases.json", r#"{ "event": { "source": "a" }, "rules": ["rule"] }"#);
    for arguments in [
        &["check", "wrong.json"][..],
        &["test", "wrong.json", "event.json"],
        &["test", "-p", "rule.json", "--cases", "cases.json"],
        &["explain", "rule.json", "event.json"],
        &["replay", "-p", "wrong.json", "event.json"],
        &["prefilter", "wrong.json"],
        &["expand", "-p", "wrong.json"],
    ] {
        let is_coloured = |more: &[&str], variable: Option<&str>| {
            let mut command = folder.command(&[arguments, more].concat());
            command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
            variable.map(|variable| command.env(variable, "1"));
            let output = command.output().unwrap();
            output.stdout.contains(&0x1b) || output.stderr.contains(&0x1b)
        };
        for (more, variable, expected) in [
            (&[][..], None, false),
            (&["--color", "auto"], None, false),
            (&[], Some("CLICOLOR_FORCE"), true),
            (&["--color", "always"], None, true),
            (&["--color", "always"], Some("NO_COLOR"), true),
            (&["--color", "never"], Some("CLICOLOR_FORCE"), false),
        ] {
            assert_eq!(is_coloured(more, variable), expected, "{arguments:?} {more:?} {variable:?}");
        }
    }
}
