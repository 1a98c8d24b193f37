//! Tests that a crate does not compile if the versions of its macros and its runtime differ.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A crate that uses this repository's macros, and its own copies of the runtime and the tables.
struct Crate {
    folder: PathBuf,
}

impl Crate {
    fn new() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("versions");
        for part in ["src", "runtime", "tables"] {
            _ = fs::remove_dir_all(folder.join(part));
        }
        for part in ["runtime", "tables"] {
            copy(&repository().join(part).join("src"), &folder.join(part).join("src"));
        }
        let this = Self { folder };
        this.write("runtime/Cargo.toml", &without_section(&read("runtime/Cargo.toml"), "[dev-dependencies]"));
        // A lock file cannot contain two crates with the same name and version.
        this.write(
            "tables/Cargo.toml",
            &read("tables/Cargo.toml").replace("version.workspace = true\nedition", "version = \"0.0.0\"\nedition"),
        );
        if let Ok(script) = fs::read_to_string(repository().join("runtime/build.rs")) {
            this.write("runtime/build.rs", &script);
        }
        this.write("Cargo.lock", &read("Cargo.lock"));
        this.write("Cargo.toml", &manifest());
        this.write(
            "src/lib.rs",
            r#"event_pattern_macros::event_pattern! {
                pub fn failed(json: &[u8]) -> Result<bool, event_pattern::EventError> { "detail": { "state": ["FAILED"] } }
            }
            event_pattern_macros::event_patterns! {
                pub enum Alert { Failed { "detail": { "state": ["FAILED"] } } }
            }"#,
        );
        this
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Increments the version of the runtime's tables.
    fn raise_version(&self) {
        let path = self.folder.join("tables/src/lib.rs");
        let text = fs::read_to_string(&path).unwrap();
        let (before, rest) = text.split_once("pub const VERSION: u16 = ").unwrap();
        let (version, after) = rest.split_once(';').unwrap();
        let version = version.parse::<u16>().unwrap() + 1;
        fs::write(path, format!("{before}pub const VERSION: u16 = {version};{after}")).unwrap();
    }

    fn check(&self) -> Output {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["check", "--offline", "--quiet", "--target-dir"]).arg(self.folder.join("target"));
        cargo.current_dir(&self.folder).env("CARGO_PROFILE_DEV_DEBUG", "0").output().unwrap()
    }
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn read(path: &str) -> String {
    fs::read_to_string(repository().join(path)).unwrap()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in from.read_dir().unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to.join(entry.file_name()));
        } else {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

fn without_section(manifest: &str, section: &str) -> String {
    let Some((before, rest)) = manifest.split_once(section) else { return manifest.to_owned() };
    let after = rest.find("\n[").map_or("", |end| &rest[end..]);
    format!("{before}{after}")
}

/// Returns the manifest of the crate. The crate is the root of its own workspace, which defines the keys that the
/// copied packages inherit.
fn manifest() -> String {
    let repository = repository().display().to_string().replace('\\', "/");
    let workspace = read("Cargo.toml");
    let inherited = &workspace[workspace.find("[workspace.package]").unwrap()..workspace.find("[profile").unwrap()];
    let inherited = inherited.replace("path = \"", &format!("path = \"{repository}/"));
    // Make the runtime use the copy of the tables.
    let tables = inherited.lines().find(|line| line.starts_with("event-pattern-tables")).unwrap();
    let inherited = inherited.replace(tables, "event-pattern-tables = { path = \"tables\" }");
    format!(
        "[package]\nname = \"versions\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         event-pattern = {{ package = \"event-pattern-runtime\", path = \"runtime\" }}\n\
         event-pattern-macros = {{ path = \"{repository}/macros\" }}\n\n{inherited}"
    )
}

#[test]
#[ignore = "compiles the crates of the macros again: `.ci/run` runs it"]
fn macros_and_runtime_of_different_versions_do_not_compile_together() {
    let mixed = Crate::new();
    let output = mixed.check();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    mixed.raise_version();
    let output = mixed.check();
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    for expected in
        ["have different versions: run `cargo update`", "failed::matches_json::TABLES", "_::SET", "_::TABLES"]
    {
        assert!(message.contains(expected), "{expected} in\n{message}");
    }
}
