//! A client of a cluster. It can also run its statements in its own process.

use crate::{logging, session};
use ballista::extension::SessionContextExt as _;
use ballista_core::object_store::session_state_with_s3_support;
use clap::Args;
use datafusion::arrow::json::WriterBuilder;
use datafusion::arrow::json::writer::LineDelimited;
use datafusion::prelude::SessionContext;
use datafusion::sql::parser::DFParser;
use futures::TryStreamExt as _;
use std::error::Error;
use std::io::{self, Write as _};

/// Run SQL statements, and print each row of their results as a line of JSON
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Address of the scheduler, such as `http://localhost:50050` [default: run the statements in this process]
    #[arg(long, value_name = "URL")]
    scheduler: Option<String>,

    /// Statements, separated by `;`
    #[arg(value_name = "SQL")]
    statements: String,
}

pub(crate) async fn run(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    logging::start_warnings();
    let state = session_state_with_s3_support(session::config())?;
    let context = match &arguments.scheduler {
        Some(scheduler) => SessionContext::remote_with_state(scheduler, state).await?,
        None => SessionContext::new_with_state(state),
    };
    // After the connection, because Ballista then replaces all functions of the session by its own.
    event_pattern_datafusion::register(&context)?;
    for statement in DFParser::parse_sql(&arguments.statements)? {
        let plan = context.state().statement_to_plan(statement).await?;
        let mut batches = context.execute_logical_plan(plan).await?.execute_stream().await?;
        let output = io::stdout().lock();
        let mut rows = WriterBuilder::new().with_explicit_nulls(true).build::<_, LineDelimited>(output);
        while let Some(batch) = batches.try_next().await? {
            rows.write(&batch)?;
        }
        rows.into_inner().flush()?;
    }
    Ok(())
}
