//! The files in `cli/tests/templates`: what is found in each of them, with its place.
//!
//! The file `NAME.txt` next to a file lists its rules, one a line, then the diagnostics. In the folder `clean`, there are
//! no diagnostics. `UPDATE=1` writes these files.

use event_pattern_catalogue::aws;
use event_pattern_compiler::check::check;
use event_pattern_compiler::diagnostic::Diagnostic;
use event_pattern_compiler::schema::Schemas;
use event_pattern_compiler::source::Source;
use event_pattern_templates::{Files, FoundRule, Options, Target, read};
use std::fs;
use std::path::{Path, PathBuf};

/// The files next to a file.
struct Folder(PathBuf);

impl Files for Folder {
    fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.0.join(path)).ok()
    }
}

fn diagnostics(rule: &FoundRule) -> Vec<Diagnostic> {
    let record = match rule.target {
        Target::Event => None,
        Target::Record(source) => Some(source.schema()),
    };
    let schemas = Schemas { event_type: record, catalogue: aws() };
    check(&rule.parse(schemas), schemas)
}

/// Returns the rules in a file and the diagnostics.
fn describe(path: &Path) -> (String, Vec<String>) {
    let name = path.file_name().unwrap().to_str().unwrap();
    let text = fs::read_to_string(path).unwrap();
    let folder = Folder(path.parent().unwrap().to_owned());
    let source = Source::new(name, &text);
    match read(&text, &Options::new(name).with_files(&folder)) {
        Ok(file) => {
            let rule = |rule: &FoundRule| match rule.target {
                Target::Event => format!("{}: {}\n", file.form.described(), rule.name),
                Target::Record(source) => {
                    format!("{}: {}, a {}\n", file.form.described(), rule.name, source.schema().title)
                }
            };
            let rules = file.rules.iter().map(rule).collect();
            let unread = file.unread.iter().map(|rule| &rule.reason);
            let notes = unread.chain(&file.notes).map(|note| note.render(&source));
            let found = file.rules.iter().flat_map(|rule| {
                let source = rule.source(source);
                diagnostics(rule).into_iter().map(move |diagnostic| diagnostic.render(&source)).collect::<Vec<_>>()
            });
            (rules, notes.chain(found).collect())
        }
        Err(errors) => (String::new(), errors.iter().map(|error| error.render(&source)).collect()),
    }
}

/// Returns the templates in a folder: all files whose expected text is next to them, or will be.
fn templates(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../cli/tests/templates").join(folder);
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.is_file()).collect();
    files.retain(|path| path.extension().is_none_or(|extension| extension != "txt"));
    files.sort();
    files
}

fn check_folder(folder: &str, is_right: fn(&str, &[String]) -> bool) {
    let mut wrong = Vec::new();
    for path in templates(folder) {
        let (rules, found) = describe(&path);
        let blocks = Some(rules).filter(|rules| !rules.is_empty()).into_iter().map(|rules| rules.trim_end().to_owned());
        let actual = blocks.chain(found.iter().cloned()).collect::<Vec<_>>().join("\n\n") + "\n";
        let expected = PathBuf::from(format!("{}.txt", path.display()));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&expected, &actual).unwrap();
        }
        let rules = actual.split("\n\n").next().unwrap_or_default();
        if !is_right(rules, &found) || fs::read_to_string(&expected).ok().as_deref() != Some(&actual) {
            wrong.push(format!("{}:\n{actual}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn findings_are_at_their_places() {
    check_folder("findings", |_, found| !found.is_empty());
}

#[test]
fn clean_files_have_no_findings() {
    check_folder("clean", |rules, found| !rules.is_empty() && found.is_empty());
}
