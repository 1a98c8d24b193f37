//! Compiles the files in `fail` with rustc, which must print the expected errors and warnings.
//!
//! Each file is named after its error. The `.stderr` file with the same name contains the output of rustc. To update the
//! expected output, set `TRYBUILD=overwrite` in the environment. The test `ui_in_process` of
//! `event-pattern-tests` compares the same messages in a second, without rustc.

use std::path::Path;
use trybuild::TestCases;

#[test]
#[ignore = "compiles the crates again, and each file: `.ci/run` runs it"]
fn wrong_calls_have_the_expected_messages() {
    copy_patterns();
    TestCases::new().compile_fail("fail/*/*.rs");
}

/// Copies the patterns, the documents and the templates into the crate that trybuild generates, because their paths are
/// relative to the compiled crate.
fn copy_patterns() {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let crate_folder = target.join("tests/trybuild").join(env!("CARGO_PKG_NAME"));
    let patterns = ["invalid", "folders/clashing", "folders/misnamed", "folders/rules", "folders/tasks"];
    let patterns = patterns.iter().map(|folder| Path::new("patterns").join(folder));
    let documents = ["schemas", "schemas/invalid", "templates", "templates/rules"].into_iter().map(Into::into);
    for folder in patterns.chain(documents) {
        let copies = crate_folder.join(&folder);
        std::fs::create_dir_all(&copies).unwrap();
        let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(&folder).read_dir().unwrap();
        for file in files.map(Result::unwrap).filter(|file| file.path().is_file()) {
            std::fs::copy(file.path(), copies.join(file.file_name())).unwrap();
        }
    }
}
