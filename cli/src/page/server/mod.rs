//! Serves the page on this machine.
//!
//! The server is hyper, on one thread of tokio. hyper is what axum is made of, from the same maintainers. It and what it
//! needs are 17 crates, and axum with what it needs are 36, for a router and extractors that nine paths do not need;
//! `axum::serve` also has no time limit for the head of a request. `astra` is hyper without tokio: as many crates, a thread
//! for each connection, and no time limits. `tiny_http` has five crates, but no release since 2022 and no time limits.
//!
//! Patterns and events are judged on other threads, with a large stack and a limited time, so that a hostile pattern
//! cannot keep the page from answering. `request` refuses what does not come from the page, `routes` finds the answer,
//! `answer` writes it, `save` is the only thing that writes files, and `changes` follows the files.

mod answer;
mod changes;
mod request;
mod routes;
mod save;

use super::Snapshot;
use crate::arguments::PageArguments;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;
use crate::watch::{self, Watch};
use changes::Current;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch as state};

/// Maximum number of connections. A page has one for changes, and a few more while it loads.
const MAX_CONNECTIONS: usize = 128;

/// Time in which the head of a request must arrive.
const MAX_HEAD_TIME: Duration = Duration::from_secs(10);

/// Maximum size of the head of a request.
const MAX_HEAD_BYTES: usize = 64 << 10;

/// Maximum number of patterns that are judged at the same time.
const MAX_JUDGING_THREADS: usize = 8;

/// The stack of a thread that judges. Patterns and events can be nested 500 levels deep.
const STACK_BYTES: usize = 32 << 20;

/// Time to wait after a connection could not be accepted, such as when there are too many open files.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// What all requests share.
struct Server {
    port: u16,
    current: state::Receiver<Current>,
}

/// Serves the page until the user ends the program. Prints the address.
pub(crate) fn run(arguments: &PageArguments, port: u16) -> Result<Exit, Failure> {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .and_then(|listener| listener.set_nonblocking(true).map(|()| listener))
        .map_err(|error| Failure::port(port, &error))?;
    let port = listener.local_addr().map_err(|error| Failure::port(port, &error))?.port();
    let inputs = arguments.rules.iter().map(|rule| &rule.input).chain(&arguments.events);
    let mut paths = watch::paths("`serve`", inputs)?;
    paths.extend(arguments.documents.paths.iter().map(PathBuf::as_path));
    let mut watch = Watch::new(&paths);
    let first = Current::first(watch.reading(|| Snapshot::read(arguments))?);
    let (sender, current) = state::channel(first);
    let arguments = arguments.clone();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(MAX_JUDGING_THREADS)
        .thread_stack_size(STACK_BYTES)
        .build()
        .map_err(|error| Failure::port(port, &error))?;
    thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(move || changes::follow(watch, &arguments, &sender))
        .map_err(|error| Failure::port(port, &error))?;
    output::print(&format!("http://127.0.0.1:{port}/"))?;
    runtime
        .block_on(accept(listener, Arc::new(Server { port, current })))
        .map_err(|error| Failure::port(port, &error))?;
    Ok(Exit::Success)
}

/// Accepts connections until the program ends.
async fn accept(listener: std::net::TcpListener, server: Arc<Server>) -> std::io::Result<()> {
    let listener = TcpListener::from_std(listener)?;
    let connections = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    while let Ok(permit) = Arc::clone(&connections).acquire_owned().await {
        match listener.accept().await {
            Ok((stream, _)) => {
                let server = Arc::clone(&server);
                tokio::spawn(async move {
                    serve(stream, server).await;
                    drop(permit);
                });
            }
            Err(_) => tokio::time::sleep(ACCEPT_PAUSE).await,
        }
    }
    Ok(())
}

/// Answers the requests of a connection.
async fn serve(stream: TcpStream, server: Arc<Server>) {
    let service = service_fn(|request| {
        let server = Arc::clone(&server);
        async move { Ok::<_, Infallible>(routes::answer(&server, request).await) }
    });
    // A connection that breaks is the browser's to report.
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(MAX_HEAD_TIME)
        .max_buf_size(MAX_HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}
