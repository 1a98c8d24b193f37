//! Measures ways to run one pattern on an archive of events.
//!
//! [`README.md`](https://github.com/event-pattern/event-pattern/tree/main/datafusion/benches) has the commands. Each way
//! is a process of its own. Its speed is in bytes of JSON per second of processor time, which includes all threads and
//! system time, so that it does not depend on the load of the machine.

#![allow(clippy::cast_precision_loss, reason = "sizes and times are printed with few digits")]

mod archive;
mod cluster;
mod process;
mod query;

use archive::Archive;
use cluster::Cluster;
use process::{Usage, run};
use std::env;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The allocator of DataFusion's own programs. With that of the system, a third of the time of a scan are page faults.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Failure = Box<dyn Error>;

/// Every way is measured this many times, in turns.
const ROUNDS: usize = 3;
/// The size of the archive, in megabytes of JSON, if it is not an argument.
const MEGABYTES: usize = 1000;

/// A way to run the pattern.
struct Way {
    name: String,
    threads: usize,
    command: Command,
    usages: Vec<Usage>,
}

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["query", functions, threads, file] => query::run(functions, threads.parse()?, file),
        ["columns", use_columns, file] => query::columns(use_columns, file),
        [event_pattern, python] => measure(event_pattern, python, MEGABYTES),
        [event_pattern, python, megabytes] => measure(event_pattern, python, megabytes.parse()?),
        _ => Err("expected the path of `event-pattern`, and that of a Python with `duckdb`".into()),
    }
}

fn measure(event_pattern: &str, python: &str, megabytes: usize) -> Result<(), Failure> {
    let folder = env::temp_dir().join(format!("event-pattern-scale-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let measured = measure_in(&folder, event_pattern, python, megabytes);
    std::fs::remove_dir_all(&folder)?;
    measured
}

fn measure_in(folder: &Path, event_pattern: &str, python: &str, megabytes: usize) -> Result<(), Failure> {
    let archive = Archive::write(folder, megabytes * 1_000_000)?;
    println!("{} events, {} MB, of which {} match\n", archive.events, archive.bytes / 1_000_000, archive.matches);
    let mut ways = ways(&archive, event_pattern, python)?;
    for _ in 0..ROUNDS {
        for way in &mut ways {
            way.usages.push(run(&mut way.command, archive.matches)?);
        }
    }
    print_speeds(&archive, &mut ways);
    print_columns(&archive)?;
    print_cluster(&archive)
}

/// Returns all ways, each with one thread and with two.
fn ways(archive: &Archive, event_pattern: &str, python: &str) -> Result<Vec<Way>, Failure> {
    let this = env::current_exe()?;
    let mut ways = Vec::new();
    for threads in [1, 2] {
        let mut add = |name: &str, command: Command| {
            ways.push(Way { name: name.to_owned(), threads, command, usages: Vec::new() });
        };
        for file in [&archive.lines, &archive.compressed_lines] {
            let mut replay = Command::new(event_pattern);
            replay.args([
                "replay",
                "--summary",
                "--format",
                "json",
                "--no-progress",
                "--threads",
                &threads.to_string(),
            ]);
            replay.args(["--pattern", archive::PATTERN]).arg(file);
            add(&format!("`replay`, {}", label(file)), replay);
        }
        for file in [&archive.lines, &archive.plain, &archive.compressed] {
            for (functions, name) in [("event_matches", "`event_matches`"), ("json_get", "`datafusion-functions-json`")]
            {
                let mut query = Command::new(&this);
                query.args(["query", functions, &threads.to_string()]).arg(file);
                add(&format!("DataFusion with {name}, {}", label(file)), query);
            }
        }
        for file in [&archive.plain, &archive.compressed] {
            let mut duckdb = Command::new(python);
            duckdb.arg("-c").arg(query::DUCKDB).arg(threads.to_string()).arg(file);
            add(&format!("DuckDB, {}", label(file)), duckdb);
        }
    }
    Ok(ways)
}

/// Returns the words for the form of a file.
fn label(file: &Path) -> &'static str {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    match &*name {
        "events.ndjson" => "lines",
        "events.ndjson.zst" => "lines in zstd",
        "events.plain.parquet" => "Parquet without compression",
        _ => "Parquet with zstd",
    }
}

fn print_speeds(archive: &Archive, ways: &mut [Way]) {
    println!(
        "| | threads | GB/s of processor time | million events per second of processor time | GB/s by the clock |"
    );
    println!("|---|---:|---:|---:|---:|");
    for way in ways {
        let middle = process::median(&mut way.usages);
        println!(
            "| {} | {} | {:.2} | {:.2} | {:.2} |",
            way.name,
            way.threads,
            archive.bytes as f64 / middle.processor / 1e9,
            archive.events as f64 / middle.processor / 1e6,
            archive.bytes as f64 / middle.clock / 1e9,
        );
    }
}

/// Prints what the predicates on columns save.
fn print_columns(archive: &Archive) -> Result<(), Failure> {
    println!(
        "\n| columns next to the event | seconds of processor time | row groups that are read | bytes that are read |"
    );
    println!("|---|---:|---:|---:|");
    for use_columns in ["true", "false"] {
        let mut command = Command::new(env::current_exe()?);
        command.args(["columns", use_columns]).arg(&archive.sorted);
        let mut usages = Vec::new();
        for _ in 0..ROUNDS {
            usages.push(run(&mut command, archive.matches_of_one_source)?);
        }
        let usage = process::median(&mut usages);
        let words = if use_columns == "true" { "used" } else { "not used" };
        println!("| {words} | {:.3} | {} |", usage.processor, usage.notes);
    }
    Ok(())
}

/// Prints the times of a query on clusters.
fn print_cluster(archive: &Archive) -> Result<(), Failure> {
    let program: PathBuf = env::current_exe()?.with_file_name("event-pattern-ballista");
    if !program.exists() {
        return Err(format!("{} does not exist: build the workspace", program.display()).into());
    }
    println!("\n| executors of Ballista | seconds by the clock | GB/s by the clock |\n|---|---:|---:|");
    let bytes = (archive.bytes * archive::PARTS) as f64;
    for executors in [1, 2] {
        let cluster = Cluster::start(&program, executors)?;
        let mut usages = Vec::new();
        for _ in 0..=ROUNDS {
            usages
                .push(run(&mut cluster.query(&query::statements(&archive.parts)?), archive.matches * archive::PARTS)?);
        }
        // The first query also starts the sessions.
        let clock = process::median(&mut usages[1..]).clock;
        println!("| {executors} | {clock:.2} | {:.2} |", bytes / clock / 1e9);
    }
    Ok(())
}
