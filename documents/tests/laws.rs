//! What holds for every schema and for every document.

mod random_schema;

use event_pattern_compiler::schema::compact;
use event_pattern_documents::{Options, read, write, write_all};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Returns the text of a document in one of the test folders.
fn form(number: usize) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    fs::read_to_string(&paths[number % paths.len()]).unwrap()
}

/// Parts of documents. Each is a JSON value or a key.
const PARTS: [&str; 24] = [
    "{}",
    "[]",
    "null",
    "true",
    "false",
    "1",
    "\"\"",
    "\"$ref\"",
    "\"#\"",
    "\"#/\"",
    "\"#/definitions/VolumeNotification\"",
    "\"type\"",
    "\"object\"",
    "\"array\"",
    "\"properties\"",
    "\"items\"",
    "\"allOf\"",
    "\"oneOf\"",
    "\"enum\"",
    "\"const\"",
    "\"required\"",
    "\"additionalProperties\"",
    "[{}, {\"type\": \"null\"}]",
    "\"x-event-pattern\"",
];

/// Returns the ranges of the JSON strings and literals of a text.
fn tokens(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut tokens = Vec::new();
    let mut start = None;
    for (index, letter) in text.char_indices() {
        match (start, letter) {
            (None, '"') => start = Some(index),
            (Some(first), '"') => {
                tokens.push(first..index + 1);
                start = None;
            }
            (None, '{' | '[' | 't' | 'f' | '0'..='9') => tokens.push(index..index + 1),
            _ => {}
        }
    }
    tokens
}

/// A fixed seed gives the same cases in every run.
const SEED: RngSeed = RngSeed::Fixed(20_261_130);

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: SEED, failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn any_schema_is_read_as_it_was_written(schema in random_schema::schema()) {
        let text = write(&schema);
        let document = read(&text, &Options::new("schema.json"));
        let document = document.map_err(|errors| TestCaseError::fail(format!("{text}\n{errors:#?}")))?;
        prop_assert!(document.notes.is_empty() && document.warnings.is_empty(), "{text}\n{document:#?}");
        prop_assert_eq!(&document.events[..], &[schema], "{}", text);
    }

    #[test]
    fn any_schema_in_compact_form_is_read_as_it_was_written(schema in random_schema::schema()) {
        let text = compact::write(&schema);
        prop_assert_eq!(compact::read(&text), Ok(schema), "{}", text);
    }

    #[test]
    fn any_schemas_in_one_document_are_read_as_they_were_written(
        schemas in proptest::collection::vec(random_schema::schema(), 1..4),
    ) {
        let mut schemas = schemas;
        for (number, schema) in schemas.iter_mut().enumerate() {
            schema.detail_type = Some(format!("{}{number}", schema.detail_type.take().unwrap_or_default()));
        }
        let text = write_all(&schemas.iter().collect::<Vec<_>>());
        let document = read(&text, &Options::new("schemas.json"));
        let document = document.map_err(|errors| TestCaseError::fail(format!("{text}\n{errors:#?}")))?;
        prop_assert_eq!(document.events, schemas, "{}", text);
    }

    /// What is read is written and read again, so the reader returns only schemas that follow the model's rules.
    #[test]
    fn a_changed_document_is_an_error_or_describes_events(
        number in 0..100_usize,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), prop::sample::select(PARTS.to_vec())), 1..6),
    ) {
        let mut text = form(number);
        for (place, part) in changes {
            let tokens = tokens(&text);
            if !tokens.is_empty() {
                text.replace_range(tokens[place.index(tokens.len())].clone(), part);
            }
        }
        match read(&text, &Options::new("document.json")) {
            Ok(document) => {
                prop_assert!(!document.events.is_empty());
                for event in document.events {
                    let written = write(&event);
                    let again = read(&written, &Options::new("written.json"));
                    let again = again.map_err(|errors| TestCaseError::fail(format!("{text}\n{written}\n{errors:#?}")))?;
                    prop_assert_eq!(&again.events[..], &[event], "{}\n{}", text, written);
                }
            }
            Err(errors) => {
                prop_assert!(!errors.is_empty());
                for error in errors {
                    prop_assert!(!error.render_in(event_pattern_compiler::diagnostic::Style::Plain).is_empty());
                }
            }
        }
    }
}

/// Returns a document whose detail is the first of many definitions.
fn chain(length: usize, definition: impl Fn(usize) -> String) -> String {
    let mut text = String::from(
        r##"{"x-amazon-events-source": "a", "properties": {"detail": {"$ref": "#/$defs/D0"}}, "$defs": {"##,
    );
    for number in 0..length {
        let _ = write!(text, "\"D{number}\": {}, ", definition(number));
    }
    let _ = write!(text, "\"D{length}\": {{\"properties\": {{\"a\": {{\"type\": \"string\"}}}}}}}}}}");
    text
}

#[test]
fn a_document_that_describes_a_huge_event_is_cut() {
    let twice = |keyword: &str| {
        let keyword = keyword.to_owned();
        move |number: usize| {
            let next = format!("{{\"$ref\": \"#/$defs/D{}\"}}", number + 1);
            let changed = format!("{{\"properties\": {{\"a{number}\": {next}}}}}");
            format!("{{\"{keyword}\": [{next}, {changed}, {next}]}}")
        }
    };
    let documents = [
        (
            "fields",
            chain(90, |number| {
                format!(
                    r##"{{"properties": {{"x": {{"$ref": "#/$defs/D{0}"}}, "y": {{"$ref": "#/$defs/D{0}"}}}}}}"##,
                    number + 1
                )
            }),
        ),
        (
            "levels",
            chain(5000, |number| format!(r##"{{"properties": {{"x": {{"$ref": "#/$defs/D{}"}}}}}}"##, number + 1)),
        ),
        (
            "maps",
            chain(5000, |number| format!(r##"{{"additionalProperties": {{"$ref": "#/$defs/D{}"}}}}"##, number + 1)),
        ),
        (
            "lists",
            chain(5000, |number| format!(r##"{{"type": "array", "items": {{"$ref": "#/$defs/D{}"}}}}"##, number + 1)),
        ),
        ("references", chain(5000, |number| format!(r##"{{"$ref": "#/$defs/D{}"}}"##, number + 1))),
        ("allOf", chain(90, twice("allOf"))),
        ("oneOf", chain(90, twice("oneOf"))),
        ("anyOf", chain(90, twice("anyOf"))),
    ];
    for (name, text) in documents {
        match read(&text, &Options::new("document.json")) {
            Ok(document) => {
                assert!(!document.notes.is_empty(), "{name}");
                let written = write(&document.events[0]);
                assert_eq!(read(&written, &Options::new("written.json")).unwrap().events, document.events, "{name}");
            }
            Err(errors) => assert!(errors[0].diagnostic.message.contains("more than"), "{name}: {errors:#?}"),
        }
    }
}
