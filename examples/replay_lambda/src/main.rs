//! A Lambda function that replays rules on an archive of events in Amazon S3.
//!
//! The distributed map in `state_machine.json` lists the objects of the archive, and invokes this function with batches
//! of them. The answer contains how many events each rule matched, and where the first ones are.
//!
//! If a request fails or a response breaks off, this is an error of the function, and Step Functions sends the batch
//! again. What a retry cannot fix is counted in the answer: records that are not events, and objects that are gone or
//! broken.

mod answer;
mod archive;
mod batch;
mod replay;

use answer::Answer;
use archive::{Archive, ReadError};
use batch::Batch;
use lambda_runtime::{Diagnostic, Error, LambdaEvent, service_fn};
use replay::Replay;
use tokio::runtime::Handle;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    // An error means that a provider was installed before, which is not a problem.
    let _ = rustls::crypto::ring::default_provider().install_default();
    lambda_runtime::run(service_fn(|invocation: LambdaEvent<Batch>| handle(invocation.payload))).await
}

/// Replays the rules on a thread that may block. This thread meanwhile receives the objects.
async fn handle(batch: Batch) -> Result<Answer, Failure> {
    let replay = tokio::task::spawn_blocking(move || replay_batch(&batch));
    replay.await.map_err(|error| Failure { kind: "ReplayPanicked", message: error.to_string() })?
}

fn replay_batch(batch: &Batch) -> Result<Answer, Failure> {
    let mut archive = Archive::new(Handle::current());
    let mut replay = Replay::default();
    for object in batch.objects() {
        let object = object.map_err(|message| Failure { kind: "InvalidBatch", message })?;
        let url = object.url();
        let result = archive.open(&object).and_then(|reader| replay.read(&url, reader).map_err(ReadError::from));
        match result {
            Ok(()) => {}
            Err(ReadError::Final(message)) => replay.answer.add_unreadable(&url, &message),
            Err(ReadError::Temporary(message)) => {
                let message = format!("`{url}` cannot be read: {message}");
                return Err(Failure { kind: "ObjectNotRead", message });
            }
        }
        replay.answer.objects += 1;
    }
    Ok(replay.answer)
}

/// An error of the function. The state machine retries some kinds.
#[derive(Debug)]
struct Failure {
    kind: &'static str,
    message: String,
}

impl From<Failure> for Diagnostic {
    fn from(failure: Failure) -> Self {
        eprintln!("{}: {}", failure.kind, failure.message);
        Self { error_type: failure.kind.to_owned(), error_message: failure.message }
    }
}
