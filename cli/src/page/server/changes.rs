//! Follows the files, and sends each change to the pages.

use super::Snapshot;
use crate::arguments::PageArguments;
use crate::failure::Failure;
use crate::watch::Watch;
use hyper::body::Bytes;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::sync::mpsc::{self, Receiver};
use tokio::sync::watch as state;

/// Time after which a stream without changes has a comment, so that a connection that broke is noticed.
const COMMENT_INTERVAL: Duration = Duration::from_secs(15);

/// The rules and events as they are now.
#[derive(Debug, Clone)]
pub(super) struct Current {
    /// A number that increases whenever a file changes. It starts with the time, so that a page that was loaded from an
    /// earlier run of the command notices.
    pub(super) revision: u64,
    pub(super) snapshot: Arc<Snapshot>,
    /// Why the files cannot be read now. Then the snapshot is older.
    pub(super) problem: Option<String>,
}

impl Current {
    pub(super) fn first(snapshot: Snapshot) -> Self {
        let time = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self { revision: time.as_secs(), snapshot: Arc::new(snapshot), problem: None }
    }

    fn update(&mut self, read: Result<Snapshot, Failure>) {
        self.revision += 1;
        match read {
            Ok(snapshot) => (self.snapshot, self.problem) = (Arc::new(snapshot), None),
            Err(failure) => self.problem = Some(failure.plain_message()),
        }
    }
}

/// Reads the files again whenever one changes, until nobody is interested.
pub(super) fn follow(mut watch: Watch, arguments: &PageArguments, sender: &state::Sender<Current>) {
    while !sender.is_closed() {
        watch.wait_for_change();
        let read = watch.reading(|| Snapshot::read(arguments));
        sender.send_modify(|current| current.update(read));
    }
}

/// Returns a stream with an event for the current revision, and one for each later one.
pub(super) fn stream(mut current: state::Receiver<Current>) -> Receiver<Bytes> {
    let (sender, parts) = mpsc::channel(1);
    tokio::spawn(async move {
        let mut part = changed(&mut current);
        while sender.send(Bytes::from(part)).await.is_ok() {
            part = match tokio::time::timeout(COMMENT_INTERVAL, current.changed()).await {
                Ok(Ok(())) => changed(&mut current),
                Ok(Err(_)) => return,
                Err(_) => ":\n\n".to_owned(),
            };
        }
    });
    parts
}

fn changed(current: &mut state::Receiver<Current>) -> String {
    let revision = current.borrow_and_update().revision;
    format!("event: changed\ndata: {{\"revision\":{revision}}}\n\n")
}
