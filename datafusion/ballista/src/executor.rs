//! An executor of a cluster.

use crate::compression::Codec;
use crate::{logging, session};
use ballista_core::object_store::runtime_env_with_s3_support;
use ballista_core::registry::BallistaFunctionRegistry;
use ballista_executor::config::Config;
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_executor::health::spawn_health_server;
use clap::Args;
use std::error::Error;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::sync::oneshot;

/// Run an executor, which does the work that the scheduler assigns to it
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    ballista: Config,
}

pub(crate) async fn run(Arguments { ballista: options }: Arguments) -> Result<(), Box<dyn Error>> {
    let health_address: SocketAddr = format!("{}:{}", options.bind_host, options.bind_health_port).parse()?;
    let mut config = ExecutorProcessConfig::try_from(options)?;
    logging::start(
        &config.special_mod_log_level,
        config.print_thread_info,
        config.log_dir.as_deref(),
        &config.log_file_name_prefix(),
        config.log_rotation_policy,
    );
    let functions = BallistaFunctionRegistry::from(&session::state(session::config())?);
    config.override_function_registry = Some(Arc::new(functions));
    config.override_config_producer = Some(Arc::new(session::config));
    config.override_physical_codec = Some(Arc::new(Codec::default()));
    config.override_runtime_producer = Some(Arc::new(runtime_env_with_s3_support));

    let (stop, stopped) = oneshot::channel();
    let health = spawn_health_server(health_address, config.health.clone(), stopped);
    start_executor_process(Arc::new(config)).await?;
    // An error means that the health server has failed, which `health` returns.
    let _ = stop.send(());
    Ok(health.await??)
}
