//! One archive gives one answer, with `event-pattern replay` on a folder and on Amazon S3, with DataFusion in one
//! process, and on a cluster. The cluster is a scheduler and two executors, as processes on this machine.
//!
//! `.ci/datafusion` runs these tests with `moto_server`, a server that is compatible with Amazon S3.

mod archive;
mod gate;
#[allow(clippy::duration_suboptimal_units, reason = "shared with a crate for an earlier version of Rust")]
#[path = "../../../../cli/tests/s3/moto_server.rs"]
mod moto_server;
mod processes;
mod replay;

use archive::{Answer, EVENTS, RULES};
use gate::Gate;
use moto_server::Moto;
use processes::{Cluster, finish, output, query, wait_until};
use std::collections::BTreeSet;
use std::fs;
use std::process::Stdio;

/// Reads each line as one text: the delimiter and the quote are characters that JSON cannot contain.
const LINES: &str = r"'format.has_header' 'false', 'format.delimiter' e'\x01', 'format.quote' e'\x02'";

/// Makes the result of a function NULL for a line that is not an event.
const SKIP_INVALID: &str = "SET event_pattern.invalid_events = 'null';";

/// Returns statements that create a table `events` of all objects in `logs/`.
fn lines() -> String {
    format!(
        "CREATE EXTERNAL TABLE plain_events (event VARCHAR) STORED AS CSV LOCATION 's3://events/logs/plain/'
             OPTIONS ({LINES});
         CREATE EXTERNAL TABLE gzip_events (event VARCHAR) STORED AS CSV LOCATION 's3://events/logs/gzip/'
             OPTIONS ({LINES}, 'format.compression' 'gzip');
         CREATE VIEW events AS SELECT event FROM plain_events UNION ALL SELECT event FROM gzip_events;"
    )
}

/// Returns a query for the events that a rule of the set matches.
fn matches_of_rules() -> String {
    let rules: Vec<_> = RULES.iter().map(|(name, pattern)| format!("\"{name}\":{pattern}")).collect();
    let rules = format!("event_rules(event, '{{{}}}')", rules.join(","));
    format!("SELECT event, {rules} AS rules FROM events WHERE cardinality({rules}) > 0 ORDER BY event")
}

/// Returns a query for the events that one rule matches.
fn matches_of_rule((name, pattern): (&str, &str)) -> String {
    format!("SELECT event, ['{name}'] AS rules FROM events WHERE event_matches(event, '{pattern}') ORDER BY event")
}

#[test]
fn replay_and_datafusion_and_a_cluster_give_one_answer() {
    let Some(moto) = Moto::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    for (key, content) in archive::objects() {
        moto.put(&key, &content);
        let path = folder.path().join(key);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    let expected = Answer::expected(EVENTS);
    for archive in ["logs", "s3://events/logs/"] {
        assert_eq!(replay::run(folder.path(), moto.port, archive), expected, "{archive}");
    }

    let lines = lines();
    let parquet = "CREATE EXTERNAL TABLE events STORED AS PARQUET LOCATION 's3://events/parquet/';";
    output(&mut query(moto.port, None, &format!("{lines} COPY events TO 's3://events/parquet/' STORED AS PARQUET")));
    let cluster = Cluster::start(moto.port, [moto.port; 2]);
    for scheduler in [None, Some(&*cluster.url)] {
        for tables in [&*lines, parquet] {
            let answer = |sql: &str| {
                Answer::of_query(&output(&mut query(moto.port, scheduler, &format!("{SKIP_INVALID} {tables} {sql}"))))
            };
            assert_eq!(answer(&matches_of_rules()), expected, "{scheduler:?}, {tables}");
            for rule in RULES {
                assert_eq!(answer(&matches_of_rule(rule)), expected.of(rule.0), "{scheduler:?}, {tables}, {rule:?}");
            }
        }
    }
}

#[test]
fn the_answer_is_the_same_if_an_executor_is_killed() {
    let Some(moto) = Moto::start() else { return };
    let objects = archive::objects();
    for (key, content) in &objects {
        moto.put(key, content);
    }
    let [killed_gate, other_gate] = [Gate::new(moto.port), Gate::new(moto.port)];
    let mut cluster = Cluster::start(moto.port, [killed_gate.port, other_gate.port]);
    let statements = format!("{SKIP_INVALID} {} {}", lines(), matches_of_rules());
    let mut running = query(moto.port, Some(&cluster.url), &statements)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();

    // A task is one object here, and an executor has one core. If it requests another object, the scheduler knows that
    // the task of the first is finished.
    killed_gate.let_through(1);
    wait_until("an executor requests its second object", || {
        assert!(running.try_wait().unwrap().is_none());
        killed_gate.waiting() > 0 && !killed_gate.read().is_empty()
    });
    let finished = killed_gate.read();
    let killed = &mut cluster.executors[0];
    assert!(finished.len() == 1 && killed.has_output());
    assert!(other_gate.read().is_empty());
    killed.kill();
    other_gate.let_through(objects.len() * 2);

    assert_eq!(Answer::of_query(&finish(running, 0)), Answer::expected(EVENTS));
    // The result of the first object was lost with the executor.
    let keys: BTreeSet<_> = objects.into_iter().map(|(key, _)| key).collect();
    assert!(keys.is_superset(&finished));
    assert_eq!(other_gate.read(), keys);
}
