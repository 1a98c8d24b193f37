//! What the functions return.

use crate::support::{FAILED, FALSE_ALARM, TRUE_FAILURE, add_table, literal, rows, session, texts};
use datafusion::arrow::array::{ArrayRef, DictionaryArray, RecordBatch};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Int8Type};
use datafusion::prelude::SessionContext;
use event_pattern::RuleSet;
use event_pattern_datafusion::EventFunctions;
use std::sync::Arc;

/// A set with a rule that matches if the container `run-test` fails, and one that matches if any container fails.
fn both_rules() -> String {
    format!(r#"{{"any": {{"detail": {{"containers": {{"exitCode": [1]}}}}}}, "run-test": {FAILED}}}"#)
}

fn archive() -> SessionContext {
    let ctx = session();
    add_table(&ctx, "events", vec![("event", texts([Some(TRUE_FAILURE), None, Some(FALSE_ALARM)]))]);
    ctx
}

#[tokio::test]
async fn a_pattern_matches_the_container_and_not_another_one() {
    let sql = format!("SELECT event_matches(event, {}) FROM events", literal(FAILED));
    assert_eq!(rows(&archive(), &sql).await.unwrap(), ["true", "NULL", "false"]);
}

#[tokio::test]
async fn the_names_of_the_rules_that_match_are_in_the_order_of_the_rules() {
    let expected = ["[any, run-test]", "NULL", "[any]"];
    let sql = format!("SELECT event_rules(event, {}) FROM events", literal(&both_rules()));
    assert_eq!(rows(&archive(), &sql).await.unwrap(), expected);

    let rules = RuleSet::builder()
        .add("any", r#"{"detail": {"containers": {"exitCode": [1]}}}"#)
        .unwrap()
        .add("run-test", FAILED)
        .unwrap()
        .build();
    let ctx = archive();
    EventFunctions::new().with_rules(rules).register(&ctx).unwrap();
    assert_eq!(rows(&ctx, "SELECT event_rules(event) FROM events").await.unwrap(), expected);
}

#[tokio::test]
async fn an_explanation_says_why_an_event_does_not_match() {
    let sql = format!("SELECT event_explain(event, {}) FROM events", literal(FAILED));
    let explained = rows(&archive(), &sql).await.unwrap();
    assert_eq!(explained[1], "NULL");
    assert!(explained[2].contains("exitCode"), "{explained:?}");
    assert_ne!(explained[0], explained[2]);
}

#[tokio::test]
async fn events_can_have_any_type_of_text_or_bytes() {
    let events = texts([Some(TRUE_FAILURE), None, Some(FALSE_ALARM)]);
    let types = [
        DataType::Utf8,
        DataType::LargeUtf8,
        DataType::Utf8View,
        DataType::Binary,
        DataType::LargeBinary,
        DataType::BinaryView,
        DataType::Dictionary(Box::new(DataType::Int8), Box::new(DataType::Utf8)),
        DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8View)),
    ];
    for data_type in types {
        let ctx = session();
        let column: ArrayRef = match &data_type {
            DataType::Dictionary(key, _) if **key == DataType::Int8 => {
                let values = [Some(TRUE_FAILURE), None, Some(FALSE_ALARM)];
                Arc::new(values.into_iter().collect::<DictionaryArray<Int8Type>>())
            }
            data_type => cast(&events, data_type).unwrap(),
        };
        add_table(&ctx, "events", vec![("event", column)]);
        let sql = format!(
            "SELECT event_matches(event, {pattern}), array_to_string(event_rules(event, {rules}), ','), \
             event_explain(event, {pattern}) IS NULL FROM events",
            pattern = literal(FAILED),
            rules = literal(&both_rules()),
        );
        let sql = sql.replace("array_to_string(", "(").replace(", ',')", ")");
        let expected = ["true|[any, run-test]|false", "NULL|NULL|true", "false|[any]|false"];
        assert_eq!(rows(&ctx, &sql).await.unwrap(), expected, "{data_type}");
    }
}

#[tokio::test]
async fn patterns_can_be_a_column_of_any_type_of_text() {
    let patterns = texts([Some(FAILED), Some(r#"{"source": ["aws.s3"]}"#), None, Some(FAILED)]);
    for data_type in [DataType::Utf8, DataType::LargeUtf8, DataType::Utf8View] {
        let ctx = session();
        let patterns = cast(&patterns, &data_type).unwrap();
        let events = texts([Some(TRUE_FAILURE), Some(TRUE_FAILURE), Some(TRUE_FAILURE), Some(FALSE_ALARM)]);
        add_table(&ctx, "events", vec![("event", events), ("pattern", patterns)]);
        let sql = "SELECT event_matches(event, pattern), event_explain(event, pattern) IS NULL FROM events";
        let expected = ["true|false", "false|false", "NULL|true", "false|false"];
        assert_eq!(rows(&ctx, sql).await.unwrap(), expected, "{data_type}");
    }
}

#[tokio::test]
async fn a_null_pattern_gives_null() {
    let sql = "SELECT event_matches(event, NULL), event_rules(event, NULL), event_explain(event, NULL) FROM events";
    assert_eq!(rows(&archive(), sql).await.unwrap(), ["NULL|NULL|NULL"; 3]);
}

#[tokio::test]
async fn constants_are_evaluated_when_the_query_is_planned() {
    let ctx = session();
    let sql = r#"SELECT event_matches('{"state": "LATE"}', '{"state": ["LATE"]}')"#;
    let plan = ctx.sql(sql).await.unwrap().into_optimized_plan().unwrap();
    assert!(plan.to_string().contains("Boolean(true)"), "{plan}");
}

#[tokio::test]
async fn a_table_without_rows_has_no_results() {
    let ctx = session();
    let empty = texts([Some("{}")]);
    add_table(&ctx, "events", vec![("event", empty)]);
    let sql = r#"SELECT event_matches(event, '{"state": ["LATE"]}'), event_rules(event, '{}') FROM events"#;
    assert_eq!(rows(&ctx, sql).await.unwrap(), ["false|[]"]);
    assert_eq!(rows(&ctx, &format!("{sql} WHERE event IS NULL")).await.unwrap(), [""; 0]);
}

#[tokio::test]
async fn an_event_that_cannot_be_evaluated_fails_or_is_null() {
    let ctx = session();
    let events = texts([Some("{}"), Some("not an event"), Some("[]"), None, Some(r#"{"state": "LATE"}"#)]);
    add_table(&ctx, "events", vec![("event", events)]);
    let calls = [
        (r#"event_matches(event, '{"state": ["LATE"]}')"#, ["false", "NULL", "NULL", "NULL", "true"]),
        (r#"event_rules(event, '{"late": {"state": ["LATE"]}}')"#, ["[]", "NULL", "NULL", "NULL", "[late]"]),
        (r#"event_explain(event, '{"state": ["LATE"]}') IS NULL"#, ["false", "true", "true", "true", "false"]),
    ];
    for (call, expected) in calls {
        let sql = format!("SELECT {call} FROM events");
        for _ in 0..2 {
            assert!(rows(&ctx, &sql).await.is_err());
            rows(&ctx, "SET event_pattern.invalid_events = 'null'").await.unwrap();
            assert_eq!(rows(&ctx, &sql).await.unwrap(), expected);
            rows(&ctx, "SET event_pattern.invalid_events = 'fail'").await.unwrap();
        }
    }
}

#[tokio::test]
async fn the_names_of_the_entries_set_the_options_of_another_session() {
    let [ctx, other] = [session(), session()];
    rows(&ctx, "SET event_pattern.invalid_events = 'null'").await.unwrap();
    for entry in ctx.copied_config().options().entries() {
        if let Some(value) = entry.value.filter(|_| entry.key.starts_with("event_pattern.")) {
            rows(&other, &format!("SET {} = '{value}'", entry.key)).await.unwrap();
        }
    }
    assert_eq!(rows(&other, r#"SELECT event_matches('[]', '{"a": [1]}')"#).await.unwrap(), ["NULL"]);
}

#[tokio::test]
async fn functions_can_be_registered_again() {
    let ctx = archive();
    event_pattern_datafusion::register(&ctx).unwrap();
    rows(&ctx, "SET event_pattern.invalid_events = 'null'").await.unwrap();
    event_pattern_datafusion::register(&ctx).unwrap();
    let batch = RecordBatch::try_from_iter([("event", texts([Some("[]")]))]).unwrap();
    ctx.register_batch("invalid", batch).unwrap();
    let sql = r#"SELECT event_matches(event, '{"a": [1]}') FROM invalid"#;
    assert_eq!(rows(&ctx, sql).await.unwrap(), ["NULL"], "options keep their values");
}
