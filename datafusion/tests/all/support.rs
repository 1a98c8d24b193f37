//! Sessions, tables and answers.

use datafusion::arrow::array::{Array, ArrayRef, RecordBatch, StringArray};
use datafusion::arrow::util::display::{ArrayFormatter, FormatOptions};
use datafusion::error::Result;
use datafusion::prelude::SessionContext;
use std::sync::Arc;

/// A pattern that matches if the container `run-test` fails.
pub(crate) const FAILED: &str = include_str!("../../../examples/rules/run_test_failed.json");
pub(crate) const TRUE_FAILURE: &str = include_str!("../../../examples/events/true_failure.json");
pub(crate) const FALSE_ALARM: &str = include_str!("../../../examples/events/false_alarm.json");

/// Returns a session with the functions.
pub(crate) fn session() -> SessionContext {
    let ctx = SessionContext::new();
    event_pattern_datafusion::register(&ctx).unwrap();
    ctx
}

/// Adds a table.
pub(crate) fn add_table(ctx: &SessionContext, name: &str, columns: Vec<(&str, ArrayRef)>) {
    // A column without NULL is not nullable.
    let columns = columns.into_iter().map(|(name, array)| {
        let nullable = array.null_count() > 0;
        (name, array, nullable)
    });
    ctx.register_batch(name, RecordBatch::try_from_iter_with_nullable(columns).unwrap()).unwrap();
}

/// Returns a column of texts.
pub(crate) fn texts<'a>(values: impl IntoIterator<Item = Option<&'a str>>) -> ArrayRef {
    Arc::new(values.into_iter().collect::<StringArray>())
}

/// Runs a query, and returns the values of each row, separated by `|`.
pub(crate) async fn rows(ctx: &SessionContext, sql: &str) -> Result<Vec<String>> {
    let mut rows = Vec::new();
    let options = FormatOptions::new().with_null("NULL");
    for batch in ctx.sql(sql).await?.collect().await? {
        let columns: Vec<_> =
            batch.columns().iter().map(|column| ArrayFormatter::try_new(column, &options).unwrap()).collect();
        for row in 0..batch.num_rows() {
            rows.push(columns.iter().map(|column| column.value(row).to_string()).collect::<Vec<_>>().join("|"));
        }
    }
    Ok(rows)
}

/// Runs a query that must fail, and returns the message.
pub(crate) async fn message(ctx: &SessionContext, sql: &str) -> String {
    rows(ctx, sql).await.map_or_else(|error| error.strip_backtrace(), |rows| panic!("`{sql}` returned {rows:?}"))
}

/// Returns the text as a literal of SQL.
pub(crate) fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
