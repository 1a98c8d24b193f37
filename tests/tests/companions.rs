//! The companion macros of the event types of Amazon ECS hold the schemas of the catalogue.

use event_pattern_codegen::{EcsTypes, EventTypes};
use event_pattern_tests::schemas;
use std::fmt::Write as _;
use std::path::Path;

const FILE: &str = "../runtime/src/ecs/companions/schemas.rs";

/// Run with `UPDATE=1` to write the file again after a change to the catalogue.
#[test]
fn the_companion_macros_hold_the_schemas_of_the_catalogue() {
    let mut text = String::from(
        "//! The schemas in the companion macros. A test makes this file again from the catalogue and compares.\n\n\
         companions! { $\n",
    );
    for schema in schemas::ecs() {
        let name = &schemas::detail(schema).name;
        let literal = EcsTypes.literal(name).unwrap();
        let macro_name = schema.detail_type.as_deref().unwrap().to_lowercase().replace(' ', "_");
        assert!(!literal.contains("\"#"));
        writeln!(text, "    {name} = __{macro_name}, r#\"{literal}\"#;").unwrap();
    }
    text.push_str("}\n");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    assert!(std::fs::read_to_string(&path).unwrap() == text, "run the test with UPDATE=1");
}
