//! The predicates on columns that are added to filters.

use crate::support::{add_table, literal, rows, session, texts};
use datafusion::arrow::array::{Array as _, ArrayRef};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::DataType;
use datafusion::prelude::{ParquetReadOptions, SessionContext};
use serde_json::{Value, json};

/// The values of a field in an event.
fn values() -> Vec<Value> {
    let texts = ["", "aws", "aws.ecs", "aws.s3", "AWS.ECS", "aws%ecs", "aws_x", "aws\\x", "é.x", "a'b"];
    texts.into_iter().map(Value::from).chain([Value::Null, json!(["aws.ecs", "x"]), json!(1)]).collect()
}

/// The alternatives of a field in a pattern.
fn alternatives() -> Vec<Value> {
    vec![
        json!(["aws.ecs"]),
        json!(["aws.ecs", "aws.s3", "é.x", "a'b", ""]),
        json!([{"prefix": "aws."}]),
        json!([{"prefix": ""}]),
        json!([{"prefix": "aws_"}, "aws%ecs"]),
        json!([{"prefix": "aws%"}]),
        json!([{"prefix": "é"}]),
        json!([{"prefix": {"equals-ignore-case": "aws."}}]),
        json!([{"wildcard": "aws.*s"}]),
        json!([{"wildcard": "aws\\\\*"}]),
        json!([{"wildcard": "*ecs"}]),
        json!([{"suffix": "ecs"}, "aws.s3"]),
        json!([{"equals-ignore-case": "aws.ecs"}]),
        json!([{"anything-but": ["aws.ecs"]}]),
        json!([{"exists": false}]),
        json!([{"exists": true}]),
        json!([null, "aws"]),
        json!([1]),
    ]
}

/// Patterns with all alternatives for one field, for both, and in `$or`.
fn patterns() -> Vec<Value> {
    let alternatives = alternatives();
    let mut patterns: Vec<Value> = alternatives.iter().map(|source| json!({"source": source})).collect();
    for (index, one) in alternatives.iter().enumerate() {
        let other = &alternatives[(index + 5) % alternatives.len()];
        patterns.extend([
            json!({"detail-type": one}),
            json!({"source": one, "detail-type": other}),
            json!({"$or": [{"source": one}, {"detail-type": other}]}),
            json!({"$or": [{"source": one, "id": [1]}, {"source": other}], "detail-type": ["aws", "aws.ecs", {"prefix": "A"}]}),
            json!({"$or": [{"source": one}, {"id": [1]}]}),
        ]);
    }
    patterns
}

/// Returns events with all values, and the columns that contain the texts in these fields.
fn events() -> (Vec<String>, Vec<Option<String>>, Vec<Option<String>>) {
    let (mut events, mut sources, mut detail_types) = (Vec::new(), Vec::new(), Vec::new());
    for source in values() {
        for detail_type in values() {
            events.push(json!({"source": source, "detail-type": detail_type, "id": events.len() % 2}).to_string());
            sources.push(source.as_str().map(str::to_owned));
            detail_types.push(detail_type.as_str().map(str::to_owned));
        }
    }
    (events, sources, detail_types)
}

fn column<'a>(values: impl IntoIterator<Item = &'a Option<String>>, data_type: &DataType) -> ArrayRef {
    cast(&texts(values.into_iter().map(Option::as_deref)), data_type).unwrap()
}

/// Returns the optimized plan of a query.
async fn plan(ctx: &SessionContext, sql: &str) -> String {
    ctx.sql(sql).await.unwrap().into_optimized_plan().unwrap().to_string()
}

#[tokio::test]
async fn predicates_on_columns_do_not_change_the_result() {
    let dictionary = DataType::Dictionary(Box::new(DataType::UInt16), Box::new(DataType::Utf8));
    let mut predicates = 0;
    let (events, sources, detail_types) = events();
    for (data_type, name, only_texts) in [
        (DataType::Utf8, "detail-type", false),
        (DataType::LargeUtf8, "detail_type", true),
        (DataType::Utf8View, "detail-type", true),
        (dictionary, "detail_type", false),
    ] {
        let rows_of_table: Vec<usize> = (0..events.len())
            .filter(|&row| !only_texts || (sources[row].is_some() && detail_types[row].is_some()))
            .collect();
        let ctx = session();
        rows(&ctx, "SET event_pattern.check_patterns = false").await.unwrap();
        let event = texts(rows_of_table.iter().map(|&row| Some(events[row].as_str())));
        let source = column(rows_of_table.iter().map(|&row| &sources[row]), &data_type);
        assert_eq!(source.null_count() == 0, only_texts);
        let detail_type = column(rows_of_table.iter().map(|&row| &detail_types[row]), &data_type);
        add_table(&ctx, "events", vec![("event", event), ("source", source), (name, detail_type)]);
        for (index, pattern) in patterns().into_iter().enumerate() {
            let call = format!("event_matches(event, {})", literal(&pattern.to_string()));
            let nested = format!("event IS NULL OR ({call} AND event <> '')");
            let condition = &[call.clone(), nested, format!("NOT {call}")][index % 3];
            let sql = format!("SELECT event FROM events WHERE {condition}");
            let (with, plan_with) = (rows(&ctx, &sql).await.unwrap(), plan(&ctx, &sql).await);
            rows(&ctx, "SET event_pattern.use_columns = false").await.unwrap();
            assert_eq!(with, rows(&ctx, &sql).await.unwrap(), "{pattern} {data_type}");
            predicates += usize::from(plan_with != plan(&ctx, &sql).await);
            rows(&ctx, "SET event_pattern.use_columns = true").await.unwrap();
        }
    }
    assert!(predicates > 100, "{predicates} filters have predicates");
}

#[tokio::test]
async fn the_columns_of_the_table_of_the_event_are_used() {
    let ctx = session();
    let table = |source: &'static str| vec![("event", texts([Some("{}")])), ("source", texts([Some(source)]))];
    add_table(&ctx, "one", table("a"));
    add_table(&ctx, "other", table("b"));
    add_table(&ctx, "without", vec![("event", texts([Some("{}")]))]);
    let call = |event: &str| format!("event_matches({event}, '{{\"source\": [\"aws.ecs\"]}}')");
    for (from, event, expected) in [
        ("one", "event", "Filter: one.source = Utf8(\"aws.ecs\") AND event_matches(one.event, "),
        ("one AS archive", "archive.event", "Filter: one.source = Utf8(\"aws.ecs\") AND event_matches(one.event, "),
        (
            "one CROSS JOIN other",
            "other.event",
            "Filter: other.source = Utf8(\"aws.ecs\") AND event_matches(other.event, ",
        ),
        ("one CROSS JOIN without", "without.event", "Filter: event_matches(without.event, "),
        ("one", "one.event || ''", "Filter: event_matches("),
    ] {
        let plan = plan(&ctx, &format!("SELECT 1 FROM {from} WHERE {}", call(event))).await;
        assert!(plan.contains(expected), "{plan}");
    }
}

#[tokio::test]
async fn the_names_of_results_do_not_change() {
    let ctx = session();
    add_table(&ctx, "events", vec![("event", texts([Some("{}")])), ("source", texts([Some("a")]))]);
    let sql = r#"SELECT event_matches(event, '{"source": ["b"]}') FROM events"#;
    let (before, after) = {
        let frame = ctx.sql(sql).await.unwrap();
        let names = |schema: &datafusion::common::DFSchema| schema.field_names();
        (names(frame.schema()), names(frame.clone().into_optimized_plan().unwrap().schema()))
    };
    assert_eq!(before, after);
}

#[tokio::test]
async fn row_groups_and_partitions_of_other_sources_are_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let ctx = session();
    // 100 row groups with 10 rows each, sorted by source.
    let sources: Vec<String> = (0..1000).map(|row| format!("source.{:02}", row / 10)).collect();
    let events: Vec<String> = sources.iter().map(|source| json!({"source": source}).to_string()).collect();
    let columns = |values: &[String]| texts(values.iter().map(|value| Some(value.as_str())).collect::<Vec<_>>());
    add_table(&ctx, "rows", vec![("event", columns(&events)), ("source", columns(&sources))]);
    let copy = format!(
        "COPY (SELECT * FROM rows ORDER BY source) TO '{}' STORED AS PARQUET OPTIONS (max_row_group_size 10)",
        path("sorted.parquet")
    );
    rows(&ctx, &copy).await.unwrap();
    rows(&ctx, &format!("COPY rows TO '{}/' STORED AS PARQUET PARTITIONED BY (source)", path("partitioned")))
        .await
        .unwrap();
    ctx.register_parquet("sorted", path("sorted.parquet"), ParquetReadOptions::default()).await.unwrap();
    let partitions = vec![("source".to_owned(), DataType::Utf8)];
    let options = ParquetReadOptions::default().table_partition_cols(partitions);
    ctx.register_parquet("partitioned", path("partitioned"), options).await.unwrap();

    let call = r#"event_matches(event, '{"source": ["source.07", {"prefix": "source.5"}]}')"#;
    for (table, metric) in
        [("sorted", "row_groups_pruned_statistics"), ("partitioned", "files_ranges_pruned_statistics")]
    {
        for (use_columns, read) in [(true, 11), (false, 100)] {
            rows(&ctx, &format!("SET event_pattern.use_columns = {use_columns}")).await.unwrap();
            let sql = format!("SELECT event FROM {table} WHERE {call}");
            assert_eq!(rows(&ctx, &sql).await.unwrap().len(), 110);
            let plan = rows(&ctx, &format!("EXPLAIN ANALYZE {sql}")).await.unwrap().join("\n");
            let (_, metric) = plan.split_once(&format!("{metric}=")).unwrap();
            let metric = metric.split_once(',').unwrap().0;
            assert!(metric.ends_with(&format!("→ {read} matched")), "{table}: {metric}");
        }
    }
}
