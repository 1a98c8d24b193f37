//! The functions give the results of the conformance cases.

use crate::support::{add_table, rows, session, texts};
use serde::Deserialize;
use std::fs;
use std::path::Path;

#[derive(Deserialize)]
struct Case {
    pattern: String,
    event: String,
    expect: String,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/conformance");
    let files = fs::read_dir(folder).unwrap();
    let cases = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    cases.flat_map(|text| serde_json::from_str::<Vec<Case>>(&text).unwrap()).collect()
}

#[tokio::test]
async fn every_case_has_the_expected_result() {
    let mut cases = cases();
    assert!(cases.len() > 500, "{} cases", cases.len());
    // An event is read only as far as the result depends on it, so not all invalid events are errors.
    cases.retain(|case| ["match", "no-match"].contains(&case.expect.as_str()));
    let ctx = session();
    let column = |text: fn(&Case) -> &str| texts(cases.iter().map(|case| Some(text(case))));
    let columns = vec![
        ("pattern", column(|case| &case.pattern)),
        ("event", column(|case| &case.event)),
        ("expect", column(|case| &case.expect)),
    ];
    add_table(&ctx, "cases", columns);
    let sql = "SELECT pattern, event, expect FROM cases WHERE event_matches(event, pattern) IS DISTINCT FROM expect = 'match'";
    assert_eq!(rows(&ctx, sql).await.unwrap(), [""; 0]);
}

#[tokio::test]
async fn every_invalid_pattern_is_an_error() {
    let ctx = session();
    for case in cases().iter().filter(|case| case.expect == "invalid-pattern") {
        let sql = format!("SELECT event_matches('{{}}', {})", crate::support::literal(&case.pattern));
        assert!(rows(&ctx, &sql).await.is_err(), "{}", case.pattern);
    }
}
