//! The queries that ask what the pattern asks.

use crate::Failure;
use crate::archive::PATTERN;
use datafusion::common::config::Dialect;
use datafusion::prelude::{SessionConfig, SessionContext};
use std::fs;
use std::path::Path;
use tokio::runtime::Builder;

/// The query for functions that read one value of a JSON text.
const JSON_GET: &str = "
    SELECT count(*) AS matches FROM events
    WHERE json_get_str(event, 'source') = 'aws.ecs'
    AND json_get_str(event, 'detail-type') = 'ECS Task State Change'
    AND json_get_str(event, 'detail', 'clusterArn')
        = 'arn:aws:ecs:ap-northeast-1:123456789012:cluster/run_test_cluster'
    AND json_get_str(event, 'detail', 'lastStatus') = 'STOPPED'
    AND json_get_str(event, 'detail', 'stoppedReason') = 'Essential container in task exited'
    AND array_any_match(
        json_get_array(event, 'detail', 'containers'),
        container -> json_get_str(container, 'name') = 'run-test' AND json_get_int(container, 'exitCode') <> 0)";

/// A program in Python with the query for DuckDB. Its arguments are the number of threads and the file.
pub(crate) const DUCKDB: &str = "
import duckdb, sys
duckdb.sql('SET threads = ' + sys.argv[1])
duckdb.sql('SET enable_progress_bar = false')
print(duckdb.execute('''
    SELECT count(*) FROM read_parquet(?)
    WHERE event ->> '$.source' = 'aws.ecs'
    AND event ->> '$.detail-type' = 'ECS Task State Change'
    AND event ->> '$.detail.clusterArn' = 'arn:aws:ecs:ap-northeast-1:123456789012:cluster/run_test_cluster'
    AND event ->> '$.detail.lastStatus' = 'STOPPED'
    AND event ->> '$.detail.stoppedReason' = 'Essential container in task exited'
    AND len(list_filter(
        json_extract(event, '$.detail.containers[*]'),
        lambda container: container ->> '$.name' = 'run-test' AND (container ->> '$.exitCode')::INT <> 0)) > 0
''', [sys.argv[2]]).fetchone()[0])
";

/// Returns a session with all functions.
pub(crate) fn session(threads: usize) -> Result<SessionContext, Failure> {
    let mut config = SessionConfig::new().with_target_partitions(threads);
    // A dialect with lambda functions.
    config.options_mut().sql_parser.dialect = Dialect::DuckDB;
    let mut ctx = SessionContext::new_with_config(config);
    event_pattern_datafusion::register(&ctx)?;
    datafusion_functions_json::register_all(&mut ctx)?;
    Ok(ctx)
}

/// Returns the statement that creates a table for a file of lines or of Parquet.
fn table(name: &str, file: &Path) -> String {
    let path = file.display();
    if file.extension().is_some_and(|extension| extension == "ndjson") {
        return format!(
            "CREATE EXTERNAL TABLE {name} (event TEXT NOT NULL) STORED AS CSV LOCATION '{path}' OPTIONS \
             ('format.has_header' 'false', 'format.delimiter' '\u{1}', 'format.quote' '\u{2}')"
        );
    }
    format!("CREATE EXTERNAL TABLE {name} STORED AS PARQUET LOCATION '{path}'")
}

fn event_matches() -> Result<String, Failure> {
    Ok(format!("SELECT count(*) AS matches FROM events WHERE event_matches(event, '{}')", fs::read_to_string(PATTERN)?))
}

/// Returns the statements for a cluster.
pub(crate) fn statements(folder: &Path) -> Result<String, Failure> {
    Ok(format!("{};{}", table("events", &folder.join("")), event_matches()?))
}

/// Runs a statement on the table `lines`.
pub(crate) async fn copy(from: &Path, sql: &str) -> Result<(), Failure> {
    let ctx = session(2)?;
    ctx.sql(&table("lines", from)).await?.collect().await?;
    ctx.sql(sql).await?.collect().await?;
    Ok(())
}

/// Runs the query with these functions, and prints the number of matches.
pub(crate) fn run(functions: &str, threads: usize, file: &str) -> Result<(), Failure> {
    let sql = match functions {
        "event_matches" => event_matches()?,
        "json_get" => JSON_GET.to_owned(),
        other => return Err(format!("no functions `{other}`").into()),
    };
    let runtime = Builder::new_multi_thread().worker_threads(threads).build()?;
    let count = runtime.block_on(async {
        let ctx = session(threads)?;
        ctx.sql(&table("events", Path::new(file))).await?.collect().await?;
        let rows = ctx.sql(&sql).await?.to_string().await?;
        Ok::<_, Failure>(digits(&rows))
    })?;
    println!("{count}");
    Ok(())
}

/// Runs the query on a table with a column for the source, and prints the number of matches and what was read.
pub(crate) fn columns(use_columns: &str, file: &str) -> Result<(), Failure> {
    let runtime = Builder::new_multi_thread().worker_threads(1).build()?;
    let (count, plan) = runtime.block_on(async {
        let ctx = session(1)?;
        ctx.sql(&format!("SET event_pattern.use_columns = {use_columns}")).await?.collect().await?;
        ctx.sql(&table("events", Path::new(file))).await?.collect().await?;
        let sql = event_matches()?;
        let count = digits(&ctx.sql(&sql).await?.to_string().await?);
        let plan = ctx.sql(&format!("EXPLAIN ANALYZE {sql}")).await?.to_string().await?;
        Ok::<_, Failure>((count, plan))
    })?;
    let metric = |name: &str| {
        let value = plan.split_once(name).and_then(|(_, rest)| rest.split_once(','));
        value.map(|(value, _)| value).ok_or_else(|| format!("no `{name}` in the plan\n{plan}"))
    };
    println!("{count} {} | {}", metric("row_groups_pruned_statistics=")?, metric("bytes_scanned=")?);
    Ok(())
}

/// Returns the number in a table of one row.
fn digits(table: &str) -> String {
    table.chars().filter(char::is_ascii_digit).collect()
}
