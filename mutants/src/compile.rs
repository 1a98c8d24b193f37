//! Weaves, asks the compiler, leaves out what it refuses, and starts again until all compiles.

use crate::Problem;
use crate::list::{Genre, Mutant};
use crate::state::{Binary, Reason, State};
use crate::weave::{Refused, blame, weave};
use crate::workspace::{CRATES, Workspace};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the unit tests of the two crates need.
const FEATURES: [&str; 2] = ["--features", "event-pattern/dynamic,event-pattern/explain"];

/// The tests run often, so they are built to be quick.
const PROFILE: [&str; 3] = [
    "profile.dev.debug=0",
    "profile.dev.package.event-pattern-compiler.opt-level=2",
    "profile.dev.package.event-pattern.opt-level=2",
];

/// Weaves all mutants into the copy and builds its tests.
pub(crate) fn compile(folder: &Path, state: &mut State) -> Result<(), Problem> {
    let workspace = Workspace::new(folder);
    workspace.copy()?;
    loop {
        let woven = weave_all(&workspace, state)?;
        state.left_out.extend(woven.needed.iter().map(|id| (*id, Reason::Unviable)));
        let (mut errors, mut tests) = ask(&workspace, &check())?;
        if errors.is_empty() {
            (errors, tests) = ask(&workspace, &build())?;
        }
        eprintln!("{} mutants have a switch, {} errors", woven.ids.len(), errors.len());
        if errors.is_empty() {
            for mutant in state.mutants.iter().filter(|mutant| !woven.ids.contains(&mutant.id)) {
                state.left_out.entry(mutant.id).or_insert(Reason::Constant);
            }
            state.binaries = tests.into_iter().filter_map(Artifact::binary).collect();
            return state.save(folder);
        }
        let mut is_new = false;
        for error in &errors {
            is_new |= leave_out(state, &woven, error);
        }
        state.save(folder)?;
        if !is_new {
            let texts: Vec<&str> = errors.iter().map(|error| error.rendered.as_str()).collect();
            return Err(format!("nobody is at fault:\n{}", texts.join("\n")).into());
        }
    }
}

impl Artifact {
    fn binary(self) -> Option<Binary> {
        let folder = self.manifest_path.parent()?.to_owned();
        Some(Binary { name: self.target.name, path: self.executable?, folder })
    }
}

struct All {
    texts: BTreeMap<String, String>,
    ids: BTreeSet<u32>,
    needed: BTreeSet<u32>,
}

fn weave_all(workspace: &Workspace, state: &State) -> Result<All, Problem> {
    let refused = Refused {
        mutants: state.left_out.keys().copied().collect(),
        by_value: state.by_value.clone(),
        constant: state.constant.clone(),
    };
    let mut by_file: BTreeMap<&str, Vec<&Mutant>> = BTreeMap::new();
    for mutant in &state.mutants {
        by_file.entry(&mutant.file).or_default().push(mutant);
    }
    let mut all = All { texts: BTreeMap::new(), ids: BTreeSet::new(), needed: BTreeSet::new() };
    for file in workspace.woven_files()? {
        let text = workspace.read(&file)?;
        let mutants = by_file.get(file.as_str()).map_or(&[][..], Vec::as_slice);
        let mut woven = weave(&text, mutants, &refused)?;
        if file.ends_with("/src/lib.rs") {
            woven.text.push_str("\nmod mutant;\n");
        }
        workspace.write(&file, woven.text.as_bytes())?;
        all.ids.extend(woven.ids.difference(&woven.needed));
        all.needed.extend(woven.needed);
        all.texts.insert(file, woven.text);
    }
    Ok(all)
}

#[derive(Deserialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
enum Line {
    CompilerMessage {
        message: Message,
    },
    CompilerArtifact(Artifact),
    #[serde(other)]
    Other,
}

/// Something that was built.
#[derive(Deserialize)]
struct Artifact {
    manifest_path: PathBuf,
    target: Target,
    profile: Profile,
    executable: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

#[derive(Deserialize)]
struct Profile {
    test: bool,
}

#[derive(Deserialize)]
struct Message {
    level: String,
    #[serde(rename = "message")]
    text: String,
    code: Option<Code>,
    spans: Vec<CodeSpan>,
    rendered: String,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Deserialize)]
struct CodeSpan {
    file_name: String,
    byte_start: usize,
    byte_end: usize,
    is_primary: bool,
    /// Where the macro is called whose text it is in.
    expansion: Option<Box<Expansion>>,
}

#[derive(Deserialize)]
struct Expansion {
    span: CodeSpan,
}

impl CodeSpan {
    /// The place in a file that was woven.
    fn in_files(&self, texts: &BTreeMap<String, String>) -> &Self {
        match &self.expansion {
            Some(expansion) if !texts.contains_key(&self.file_name) => expansion.span.in_files(texts),
            _ => self,
        }
    }
}

/// How the two crates are checked, which is quick.
fn check() -> Vec<&'static str> {
    let mut arguments = vec!["check", "--tests", "--keep-going"];
    arguments.extend(CRATES.iter().flat_map(|(_, package)| ["-p", package]));
    arguments
}

/// How the tests are built.
fn build() -> Vec<&'static str> {
    let mut arguments = vec!["test", "--no-run", "--tests"];
    arguments.extend(PROFILE.iter().flat_map(|setting| ["--config", setting]));
    arguments.extend(CRATES.iter().flat_map(|(_, package)| ["-p", package]));
    arguments.extend(["-p", "event-pattern-tests", "-p", "event-pattern-cli"]);
    arguments
}

/// What the compiler says.
fn ask(workspace: &Workspace, arguments: &[&str]) -> Result<(Vec<Message>, Vec<Artifact>), Problem> {
    let mut command = Command::new("cargo");
    command.args(arguments).arg("--message-format=json").args(FEATURES).current_dir(&workspace.copy);
    let output = command.env("RUSTFLAGS", "--cap-lints=allow").env("CARGO_INCREMENTAL", "0").output()?;
    let (mut errors, mut tests) = (Vec::new(), Vec::new());
    for line in String::from_utf8(output.stdout)?.lines() {
        match serde_json::from_str(line)? {
            Line::CompilerMessage { message } if message.level == "error" && !message.spans.is_empty() => {
                errors.push(message);
            }
            Line::CompilerArtifact(artifact) if artifact.profile.test && artifact.executable.is_some() => {
                tests.push(artifact);
            }
            _ => {}
        }
    }
    if errors.is_empty() && !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok((errors, tests))
}

/// Notes what must change for an error to go away. Returns whether that is anything new.
fn leave_out(state: &mut State, woven: &All, error: &Message) -> bool {
    if error.code.as_ref().is_some_and(|code| code.code == "E0015") {
        let called = error.text.split('`').nth(1).unwrap_or_default();
        let name = called.rsplit("::").next().unwrap_or_default();
        return state.constant.insert(name.to_owned());
    }
    let primary = error.spans.iter().filter(|span| span.is_primary);
    let others = error.spans.iter().filter(|span| !span.is_primary);
    for span in primary.chain(others) {
        let span = span.in_files(&woven.texts);
        let Some(text) = woven.texts.get(&span.file_name) else { continue };
        let Some(blamed) = blame(text, &(span.byte_start..span.byte_end)) else { continue };
        let reason = if blamed.is_own { Reason::Unviable } else { Reason::NotSwitchable };
        let mut is_new = false;
        for id in first_to_go(state, blamed.ids) {
            if is_comparison(state.mutant(id)) && state.by_value.insert(id) {
                is_new = true;
            } else {
                is_new |= state.left_out.insert(id, reason).is_none();
            }
        }
        if is_new {
            return true;
        }
    }
    false
}

/// Of several that make a function return other iterators, the empty one stays: the others need values of some type.
fn first_to_go(state: &State, ids: Vec<u32>) -> Vec<u32> {
    let is_empty = |id: &u32| state.mutant(*id).replacement == "::std::iter::empty()";
    if ids.iter().all(is_empty) { ids } else { ids.into_iter().filter(|id| !is_empty(id)).collect() }
}

fn is_comparison(mutant: &Mutant) -> bool {
    mutant.genre == Genre::BinaryOperator && ["==", "!=", "<", "<=", ">", ">="].contains(&mutant.replacement.as_str())
}
