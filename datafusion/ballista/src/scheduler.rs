//! The scheduler of a cluster.

use crate::{logging, session};
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::{Config, SchedulerConfig};
use ballista_scheduler::scheduler_process::start_server;
use clap::Args;
use std::error::Error;
use std::net::SocketAddr;
use std::sync::Arc;

/// Run the scheduler, to which executors and clients connect
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    ballista: Config,
}

pub(crate) async fn run(Arguments { ballista: options }: Arguments) -> Result<(), Box<dyn Error>> {
    logging::start(
        &options.log_level_setting,
        options.print_thread_info,
        options.log_dir.as_deref(),
        &format!("scheduler_{}_{}_{}", options.namespace, options.external_host, options.bind_port),
        options.log_rotation_policy,
    );
    let address: SocketAddr = format!("{}:{}", options.bind_host, options.bind_port).parse()?;
    let config = SchedulerConfig::try_from(options)?
        .with_override_config_producer(Arc::new(session::config))
        .with_override_session_builder(Arc::new(session::state));
    let cluster = BallistaCluster::new_from_config(&config).await?;
    start_server(cluster, address, Arc::new(config)).await?;
    Ok(())
}
