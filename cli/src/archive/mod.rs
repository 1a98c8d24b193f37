//! Archives of events: files of any size, in the layouts that AWS services and tools produce.
//!
//! `compression` detects compressed files by their first bytes. `source` splits a file into chunks of whole records,
//! and `work_queue` distributes the chunks of all files to the threads. `record` and `value` find the objects in a
//! chunk, and `envelope` extracts events from the objects that wrap them. `event_check` recognises objects that are not
//! events. `reader` uses all of these to find the events in a chunk, and `each_event` reads an archive in order.

mod compression;
mod each_event;
mod envelope;
mod event_check;
mod reader;
mod record;
mod source;
mod value;
mod work_queue;

pub(crate) use each_event::{MAX_REPORTED_RECORDS, Place, for_each_event, report_invalid, too_long};
pub(crate) use reader::{EventReader, InvalidRecord, Rejection, Visitor};
pub(crate) use source::{MAX_RECORD_BYTES, ReadError};
pub(crate) use work_queue::{WorkQueue, WorkerIo};
