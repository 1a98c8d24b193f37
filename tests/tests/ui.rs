//! What the macro accepts and what it refuses, as rustc shows it to the author of a rule.
//!
//! Each file in `ui/fail` has a mistake for its name and, beside it, what rustc prints. With `TRYBUILD=overwrite` in
//! the environment the test writes that anew.

use std::path::Path;
use trybuild::TestCases;

#[test]
fn mistakes_are_explained() {
    copy_patterns();
    TestCases::new().compile_fail("ui/fail/*/*.rs");
}

#[test]
fn rules_compile() {
    copy_patterns();
    TestCases::new().pass("ui/pass/*.rs");
}

/// Pattern files are looked for in the folder of the crate that is compiled. Here that is the one that trybuild makes.
fn copy_patterns() {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let crate_folder = target.join("tests/trybuild").join(env!("CARGO_PKG_NAME"));
    for folder in ["refused", "folders/clashing", "folders/misnamed", "folders/rules", "folders/tasks"] {
        let copies = crate_folder.join("patterns").join(folder);
        std::fs::create_dir_all(&copies).unwrap();
        for file in Path::new(env!("CARGO_MANIFEST_DIR")).join("patterns").join(folder).read_dir().unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), copies.join(file.file_name())).unwrap();
        }
    }
}
