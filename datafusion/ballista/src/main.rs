//! Ballista's scheduler and executor with the functions of `event-pattern-datafusion`, and a client for them.
//!
//! Ballista sends the names of functions between processes, not their code. For this reason, its own programs cannot
//! run a query with `event_matches`. This program registers the functions in all three places: see `session`.

mod compression;
mod executor;
mod logging;
mod query;
mod scheduler;
mod session;

use clap::Parser;
use std::error::Error;
use std::process::ExitCode;
use tokio::runtime;

/// The size of the stack of a thread, in bytes. Plans are trees, and DataFusion walks them recursively.
const STACK_BYTES: usize = 32 << 20;

/// Ballista with event patterns as SQL functions
#[derive(Debug, Parser)]
#[command(version)]
enum Command {
    Scheduler(Box<scheduler::Arguments>),
    Executor(Box<executor::Arguments>),
    Query(query::Arguments),
}

fn main() -> ExitCode {
    match run(Command::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<(), Box<dyn Error>> {
    let runtime = runtime::Builder::new_multi_thread().enable_all().thread_stack_size(STACK_BYTES).build()?;
    runtime.block_on(async {
        match command {
            Command::Scheduler(arguments) => scheduler::run(*arguments).await,
            Command::Executor(arguments) => executor::run(*arguments).await,
            Command::Query(arguments) => query::run(arguments).await,
        }
    })
}
